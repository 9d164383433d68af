"""Finds runs of twelve words that stand word for word in one of the five source documents.

Facts carry over from a source, sentences do not. The documents are no part of the project, so only a short hash of each
of their runs is kept; no text can be read out of it. With the documents at hand the list is made anew by
`python3 scripts/copied.py MAPPE`, where the folder holds them as .txt.
"""

from __future__ import annotations

import environment  # isort: skip - first: it makes guide/ known when this file is run alone

import hashlib
import re
from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import Final

import say
from guide.errors import Place, Problem

PRINTS: Final = "tests/data/kildeaftryk.txt"
RUN: Final = 12

_BYTES: Final = 6  # 48 bits: a chance hit among some thousand prints is not to be reckoned with
_FOLDERS: Final = (("docs", "*.md"), ("docs/_data", "*.toml"), ("guide/data", "*.toml"))
_LEFT_OUT: Final = ("docs/vejviser/", "docs/assets/")
_WORD: Final = re.compile(r"[^\W_]+")


def check(root: Path) -> Iterator[Problem]:
    """Every run of words in the pages and data that a source document has too, once for each piece of text."""
    prints = frozenset((root / PRINTS).read_text("ascii").split())
    for name, file in _files(root):
        for line, words in runs_in(file.read_text(encoding="utf-8", errors="replace"), prints):
            message = f"»{words}« står ord for ord i et kildedokument."
            yield Problem(Place(name, line), "afskrift", message, "Sig det samme med jeres egne ord.")


def runs_in(text: str, prints: frozenset[str]) -> Iterator[tuple[int, str]]:
    """The line and words of each run of a text that is among the prints; runs that overlap are told of once."""
    words = [(found[0].lower(), found.start()) for found in _WORD.finditer(text)]
    free = 0
    for start in range(len(words) - RUN + 1):
        if start >= free and _print(word for word, _ in words[start : start + RUN]) in prints:
            free = start + RUN
            yield text.count("\n", 0, words[start][1]) + 1, " ".join(word for word, _ in words[start:free])


def prints_of(texts: Iterable[str]) -> list[str]:
    """The prints of every run of some texts, sorted, each once."""
    split = [[word.lower() for word in _WORD.findall(text)] for text in texts]
    return sorted({_print(words[start : start + RUN]) for words in split for start in range(len(words) - RUN + 1)})


def _print(words: Iterable[str]) -> str:
    return hashlib.blake2b(" ".join(words).encode(), digest_size=_BYTES).hexdigest()


def _files(root: Path) -> Iterator[tuple[str, Path]]:
    for folder, pattern in _FOLDERS:
        for file in sorted((root / folder).rglob(pattern)):
            name = file.relative_to(root).as_posix()
            if not name.startswith(_LEFT_OUT):
                yield name, file


def main() -> None:
    """Make the list of prints from a folder of documents."""
    parser = say.Arguments(prog="copied.py", description="Laver listen over aftryk af kildedokumenterne på ny.")
    parser.add_argument("folder", type=Path, metavar="MAPPE", help="mappen med dokumenterne som .txt")
    folder = parser.parse_args().folder
    files = sorted(folder.glob("*.txt"))
    if not files:
        say.stop(f"Der er ingen .txt-filer i {folder}.", "Giv mappen med kildedokumenterne som .txt.", 2)
    found = prints_of(file.read_text(encoding="utf-8") for file in files)
    (environment.ROOT / PRINTS).write_text("\n".join(found) + "\n", "ascii", newline="\n")
    say.line(f"{len(found)} aftryk af {len(files)} dokumenter i {PRINTS}.")


if __name__ == "__main__":
    say.guarded(main)
