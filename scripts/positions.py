"""Writes each job description as a file that a word processor opens (RTF), so that a workplace can make it its own.

Only the description itself goes in, from its heading to the next one of the same level, without addresses.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import Final

import folders

FOLDER: Final = "stillinger/hent"
_START: Final = "## Stillingsbeskrivelse"
_WIDTH: Final = 9600  # twips: what A4 has between the margins
_SHARES: Final = {1: (100,), 2: (35, 65), 3: (25, 50, 25)}
_LINK: Final = re.compile(r"\[([^\]]*)\]\([^)]*\)")
_ATTRIBUTES: Final = re.compile(r"\s*\{[^{}]*\}\s*$")
_SIZES: Final = {2: 32, 3: 26}  # half points
_HEAD: Final = r"{\rtf1\ansi\deff0\deflang1030{\fonttbl{\f0 Calibri;}}\paperw11906\paperh16838\margl1134\margr1134\margt1134\margb1134"


def write(docs: Path) -> None:
    """The files of all job descriptions, beside the pages."""
    folders.sync(docs / FOLDER, {f"{page.stem}.rtf": rtf(page.read_text("utf-8")) for page in pages(docs)})


def pages(docs: Path) -> list[Path]:
    """The pages that hold a job description."""
    every = sorted((docs / "stillinger").glob("*.md"))
    return [page for page in every if f"\n{_START}" in page.read_text("utf-8")]


def rtf(page: str) -> str:
    """The description of a page. In: its Markdown."""
    lines = page[page.index(f"\n{_START}") + 1 :].splitlines()
    end = next((at for at, line in enumerate(lines) if at and line.startswith("## ")), len(lines))
    return "\n".join([_HEAD, *_parts(_joined(lines[:end])), "}"])


def _joined(lines: Sequence[str]) -> list[str]:
    """The lines with what goes on from an item or a paragraph drawn up to where it begins."""
    found: list[str] = []
    for line in lines:
        words = line.strip()
        goes_on = bool(found and found[-1] and words and not re.match(r"[#|]|[-*] |\d+\. ", words))
        if goes_on and not re.match(r"[#|]", found[-1]):
            found[-1] = f"{found[-1]} {words}"
        else:
            found.append(words)
    return found


def _parts(lines: Sequence[str]) -> Iterator[str]:
    for line in lines:
        if line.startswith("#"):
            level = len(line) - len(line.lstrip("#"))
            yield rf"\pard\sb240\sa80\b\fs{_SIZES.get(level, 24)} {_text(line.lstrip('# '))}\b0\fs22\par"
        elif line.startswith("|"):
            yield from _row(line)
        elif item := re.match(r"(?:[-*]|(\d+\.)) (.*)", line):
            sign = item[1] or r"\bullet"
            yield rf"\pard\fi-360\li360\sa60 {sign}\tab {_text(item[2])}\par"
        elif line:
            yield rf"\pard\sa100 {_text(line)}\par"


def _row(line: str) -> Iterator[str]:
    cells = [_ATTRIBUTES.sub("", cell.strip()) for cell in line.strip("|").split("|")]
    if all(re.fullmatch(r":?-+:?", cell) for cell in cells):
        return
    shares = _SHARES.get(len(cells), (100 // len(cells),) * len(cells))
    edges = [sum(shares[: number + 1]) * _WIDTH // 100 for number in range(len(cells))]
    border = "".join(rf"\clbrdr{side}\brdrs\brdrw10" for side in "tlbr")
    yield "".join([r"\trowd\trgaph100", *(rf"{border}\cellx{edge}" for edge in edges)])
    yield "".join([r"\pard\intbl", *(rf" {_text(cell)}\cell" for cell in cells), r"\row"])


def _text(markdown: str) -> str:
    """Markdown within a line as RTF: bold kept, links as their words, Danish letters as numbers."""
    plain = _LINK.sub(r"\1", _ATTRIBUTES.sub("", markdown)).replace("<br>", "\n")
    escaped = re.sub(r"([\\{}])", r"\\\1", plain)
    bold = re.sub(r"\*\*(.+?)\*\*", r"{\\b \1}", escaped).replace("\n", r"\line ")
    return "".join(letter if ord(letter) < 128 else rf"\u{ord(letter)}?" for letter in bold)
