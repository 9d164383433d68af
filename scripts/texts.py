"""Every Danish text that a reader meets, with its place: the pages' and those of the data files.

A text value of a data file is told from an id, a path or an address by its form, so that a new kind of data is read
without a new line here.
"""

from __future__ import annotations

import re
import tomllib
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Final

from guide.errors import Place
from guide.places import line_at, lines_of
from page_rules import RULES
from pages import Page

_FOLDERS: Final = ("guide/data", "docs/_data")
_QUOTED: Final = ("guide/data/kilder.toml", {"titel", "udgiver"})  # as others wrote it, in their language
_NO_TEXT: Final = re.compile(r"[a-z0-9][a-z0-9_./#+-]*|\S+://\S+|[\d\s.:/+-]*")
_FRONT: Final = ("title", "description", "ejer")


@dataclass(frozen=True)
class Text:
    """A text and where it stands."""

    place: Place
    text: str


def of_pages(pages: Sequence[Page]) -> Iterator[Text]:
    """The words of the pages: front matter, headings, running text, items and cells.

    Search words are left out: people type words that are no dictionary's.
    """
    for page in pages:
        name = f"docs/{page.name}"
        yield from (Text(Place(name, page.line_of(key)), page.text_of(key)) for key in _FRONT)
        yield from (Text(Place(name, line.number), line.text) for block in page.blocks for line in block.lines)


def of_data(root: Path) -> Iterator[Text]:
    """The texts of the data files. A file that cannot be read is told of elsewhere and has none."""
    for folder in _FOLDERS:
        for file in sorted((root / folder).rglob("*.toml")):
            name = file.relative_to(root).as_posix()
            if name != f"docs/{RULES}":
                yield from _of_file(name, file)


def _of_file(name: str, file: Path) -> Iterator[Text]:
    try:
        source = file.read_text(encoding="utf-8-sig")
        data = tomllib.loads(source)
    except (OSError, ValueError):
        return
    lines, places = source.split("\n"), lines_of(source)
    for path, value in _values(data, ()):
        if name == _QUOTED[0] and path[-1] in _QUOTED[1]:
            continue
        yield Text(Place(name, _line(lines, line_at(places, path), value)), value)


def _values(value: object, path: tuple[str | int, ...]) -> Iterator[tuple[tuple[str | int, ...], str]]:
    if isinstance(value, str):
        if not _NO_TEXT.fullmatch(value):
            yield path, value
    elif isinstance(value, dict):
        yield from (found for key, inner in value.items() for found in _values(inner, (*path, key)))
    elif isinstance(value, list):
        yield from (found for number, inner in enumerate(value) for found in _values(inner, (*path, number)))


def _line(lines: Sequence[str], start: int, value: str) -> int:
    """The line on which a value of a list begins: the first one after the key's that holds its first words."""
    beginning = value[:30].split("\n", maxsplit=1)[0]
    return next((number for number, line in enumerate(lines[start - 1 :], start) if beginning in line), start)
