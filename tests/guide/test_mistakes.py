"""Every kind of author's mistake, as a patch on a valid data folder, with the exact lines that the editor is told.

A patch is a file of tests/data/invalid: `hvad` says what the author did, `[[ret]]` changes one file of the folder named
by `grund` (`erstat`: pairs of old and new text, `tilfoej`: text at the end, `indhold`: a whole file, `slet`, `mappe`,
`tegnsaet`), `forventet` are the lines that `python -m guide check` prints, in its order.
"""

from __future__ import annotations

import ast
import shutil
import tomllib
from datetime import date
from pathlib import Path
from typing import Any, Final

import pytest

import guide as package
from guide.check import check
from guide.errors import Problem, by_place
from guide.load import load

DATA: Final = Path(__file__).parent.parent / "data"
VALID: Final = sorted(folder for folder in (DATA / "valid").iterdir() if folder.is_dir())
INVALID: Final = sorted((DATA / "invalid").glob("*.toml"))
PAGES: Final = frozenset({"procedurer/observation.md", "procedurer/underretning.md"})
TODAY: Final = date(2026, 11, 22)
SOURCES: Final = sorted(Path(next(iter(package.__path__))).glob("*.py"))


def lines(data: Path, today: date = TODAY, publish: bool = False) -> list[str]:
    """What is wrong with a data folder, as `check` prints it."""
    loaded = load(data)
    found = by_place([*loaded.problems, *check(loaded.guide, PAGES, today, publish, loaded.problems)])
    return [f"{problem} (advarsel)" if problem.warning else str(problem) for problem in found]


def patch(folder: Path, change: dict[str, Any]) -> None:
    """Makes one author's change in a copy of a data folder."""
    path = folder / change["fil"]
    if change.get("slet"):
        path.unlink()
    elif change.get("mappe"):
        path.mkdir()
    else:
        text = change.get("indhold") or path.read_text(encoding="utf-8")
        for old, new in change.get("erstat", []):
            assert text.count(old) == 1, f"»{old}« skal stå netop én gang i {change['fil']}"
            text = text.replace(old, new)
        path.write_text(text + change.get("tilfoej", ""), encoding=change.get("tegnsaet", "utf-8"))


def test_there_are_whole_folders_and_many_kinds_of_mistakes() -> None:
    assert len(VALID) >= 2
    assert len(INVALID) >= 45


@pytest.mark.parametrize("folder", VALID, ids=lambda folder: folder.name)
def test_a_whole_folder_has_no_problem(folder: Path) -> None:
    assert lines(folder) == []


@pytest.mark.parametrize("mistake", INVALID, ids=lambda path: path.stem)
def test_a_mistake_is_told_with_place_and_remedy(mistake: Path, tmp_path: Path) -> None:
    case = tomllib.loads(mistake.read_text(encoding="utf-8"))
    folder = tmp_path / "data"
    shutil.copytree(DATA / "valid" / case.get("grund", "to-spor"), folder)
    for change in case["ret"]:
        patch(folder, change)
    assert lines(folder, case.get("i_dag", TODAY), case.get("udgiv", False)) == case["forventet"]


def codes_in_source() -> set[str]:
    """The codes of every `Problem(...)`, of the Reader's `report(...)` and of `unknown` and `known_ids`, from the source."""
    at = {"Problem": 1, "report": 1, "unknown": 4, "known_ids": 4}
    found = set()
    for path in SOURCES:
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
            if isinstance(node, ast.Call):
                name = getattr(node.func, "id", getattr(node.func, "attr", ""))
                code = node.args[at[name]] if name in at and len(node.args) > at[name] else None
                if isinstance(code, ast.Constant):
                    found.add(str(code.value))
    return found


def test_every_code_of_the_source_has_a_mistake() -> None:
    expected = [line for path in INVALID for line in tomllib.loads(path.read_text(encoding="utf-8"))["forventet"]]
    tried = {line.split(": ", 2)[1] for line in expected}
    codes = codes_in_source() - {"mangler-mappe"}  # the folder itself is absent: test_load
    assert len(codes) > 50
    assert codes - tried == set()


def test_a_problem_says_place_code_message_and_remedy_on_one_line() -> None:
    expected = [line for path in INVALID for line in tomllib.loads(path.read_text(encoding="utf-8"))["forventet"]]
    for line in expected:
        place, code, text = line.removesuffix(" (advarsel)").split(": ", 2)
        assert place.rsplit(":", 1)[1].isdigit()
        assert code == code.lower()
        assert text[0] in "»" or text[0].isupper() or text[0].isdigit()
        assert text.endswith((".", "?"))
        assert "\n" not in text


def test_problems_are_sorted_by_place_and_each_is_told_once() -> None:
    loaded = load(DATA / "valid" / "mindst")
    problem = Problem(loaded.guide.frame.place, "b", "To.", "Ret.")
    first = Problem(loaded.guide.frame.place, "a", "Et.", "Ret.")
    assert by_place([problem, first, problem]) == (first, problem)
