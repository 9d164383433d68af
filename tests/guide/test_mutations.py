"""2,000 data folders, each spoilt at random with a fixed seed: valid or reported with a place, never a traceback."""

from __future__ import annotations

import random
import shutil
from collections.abc import Callable
from pathlib import Path
from typing import Final

import pytest

from guide.__main__ import verify
from guide.load import load

VALID: Final = Path(__file__).parents[1] / "data" / "valid"
FOLDERS: Final = sorted(folder for folder in VALID.iterdir() if folder.is_dir())
NONSENSE: Final = (
    '"',
    "[",
    "]",
    "=",
    "\n",
    "[[svar]]\n",
    "true",
    "-1",
    "1e400",
    "æ",
    "\x00",
    "<b>",
    "2026-13-01",
    "nej",
    "''",
    '"""',
)
VALUES: Final = ("[]", "{}", "3", "true", '"x"', "[1]", '[["a"]]', "2026-01-01", "12:00:00")
ROUNDS, EACH = 8, 250


def drop_line(dice: random.Random, text: str) -> str:
    lines = text.splitlines(keepends=True)
    lines.pop(dice.randrange(len(lines)))
    return "".join(lines)


def repeat_line(dice: random.Random, text: str) -> str:
    lines = text.splitlines(keepends=True)
    return "".join([*lines, dice.choice(lines)])


def swap_lines(dice: random.Random, text: str) -> str:
    lines = text.splitlines(keepends=True)
    first, second = dice.randrange(len(lines)), dice.randrange(len(lines))
    lines[first], lines[second] = lines[second], lines[first]
    return "".join(lines)


def insert_nonsense(dice: random.Random, text: str) -> str:
    at = dice.randrange(len(text))
    return text[:at] + dice.choice(NONSENSE) + text[at:]


def cut_short(dice: random.Random, text: str) -> str:
    return text[: dice.randrange(len(text))]


def change_value(dice: random.Random, text: str) -> str:
    lines = text.splitlines(keepends=True)
    keyed = [number for number, line in enumerate(lines) if " = " in line]
    if keyed:
        number = dice.choice(keyed)
        key = lines[number].split(" = ", 1)[0]
        lines[number] = f"{key} = {dice.choice(VALUES)}\n"
    return "".join(lines)


SPOILS: Final[tuple[Callable[[random.Random, str], str], ...]] = (
    drop_line, repeat_line, swap_lines, insert_nonsense, cut_short, change_value
)  # fmt: skip


def spoil(dice: random.Random, folder: Path) -> None:
    """One to three random faults in the folder: in a file's text, its name, its encoding, or the file gone."""
    for _ in range(dice.randint(1, 3)):
        file = dice.choice(sorted(folder.rglob("*.toml")))
        text = file.read_bytes().decode("utf-8", "replace")
        kind = dice.random()
        if kind < 0.04:
            file.unlink()
        elif kind < 0.08:
            file.rename(file.with_name("andet.toml"))
        elif kind < 0.11:
            file.write_bytes(text.encode("utf-16"))
        elif text.strip():
            file.write_text(dice.choice(SPOILS)(dice, text), encoding="utf-8", newline="\n")


@pytest.mark.parametrize("round_", range(ROUNDS))
def test_spoilt_folders_are_valid_or_reported(round_: int, tmp_path: Path) -> None:
    dice = random.Random(20261122 + round_)
    reported = 0
    for number in range(EACH):
        folder = tmp_path / str(number)
        shutil.copytree(dice.choice(FOLDERS), folder)
        spoil(dice, folder)
        problems = verify(load(folder), tmp_path / "ingen-docs")
        errors = [problem for problem in problems if not problem.warning]
        assert all(problem.code and problem.message and problem.remedy for problem in problems)
        assert all(problem.file for problem in errors)
        reported += bool(errors)
        shutil.rmtree(folder)
    assert reported > EACH // 2, "de fleste ødelagte mapper bør blive meldt"
