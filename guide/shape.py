"""The shape of the data files: which keys a table has, and of which kind. Data about data.

`read` compares a raw table with its shape, reports every mistake with file, line, key and remedy, and returns a `Row`
whose values have the right types whatever was written. Meaning (do ids exist, do paths end) is `check`'s business.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from datetime import date
from typing import Final

from guide.errors import Place, Problem
from guide.places import Path, line_at

Table = Mapping[str, object]

ID: Final = re.compile(r"[a-z][a-z0-9]*(?:-[a-z0-9]+)*")
_HTML: Final = re.compile(r"</?[A-Za-z][^>]*>|&[a-z]+;|&#\d+;")
_MARKDOWN: Final = re.compile(r"\*\*|\]\(|^#+ |`")
_KINDS: Final = {
    "text": "en tekst i anførselstegn",
    "id": "et id (små bogstaver a-z, tal og bindestreger)",
    "texts": 'en liste af tekster: ["…", "…"]',
    "ids": 'en liste af id\'er: ["…", "…"]',
    "flag": "true eller false",
    "number": "et helt tal",
    "date": "en dato: 2026-11-22",
    "pairs": 'en liste af par: [["spørgsmål", "svar"], …]',
    "tables": "en eller flere tabeller: [[…]]",
    "words": "en tabel med tekster",
    "by_id": "en tabel med en tabel for hvert id",
}


@dataclass(frozen=True)
class Key:
    """What one key of a table must hold. `empty` allows an empty text; `choices` are the only texts allowed."""

    kind: str = "text"
    required: bool = True
    empty: bool = False
    choices: tuple[str, ...] = ()
    shape: Mapping[str, Key] = field(default_factory=dict)


@dataclass(frozen=True)
class Row:
    """A table that has been read: typed look-ups by the key's Danish name, and the place it was written."""

    values: Mapping[str, object]
    place: Place

    def text(self, key: str) -> str:
        """The text at a key; "" where there is none."""
        value = self.values.get(key, "")
        return value if isinstance(value, str) else ""

    def texts(self, key: str) -> tuple[str, ...]:
        """The list of texts at a key; empty where there is none."""
        value = self.values.get(key, ())
        return tuple(item for item in value if isinstance(item, str)) if isinstance(value, tuple) else ()

    def flag(self, key: str) -> bool:
        """True only where the key says true."""
        return self.values.get(key) is True

    def number(self, key: str, default: int) -> int:
        """The whole number at a key, or the default."""
        value = self.values.get(key, default)
        return value if isinstance(value, int) and not isinstance(value, bool) else default

    def count(self, key: str) -> int | None:
        """The whole number at a key, or None where there is none."""
        return self.number(key, 0) if key in self.values else None

    def rows(self, key: str) -> tuple[Row, ...]:
        """The tables at a key, in order."""
        value = self.values.get(key, ())
        return tuple(item for item in value if isinstance(item, Row)) if isinstance(value, tuple) else ()

    def pairs(self, key: str) -> tuple[tuple[str, str], ...]:
        """The pairs at a key, in order."""
        value = self.values.get(key, ())
        if not isinstance(value, tuple):
            return ()
        return tuple((item[0], item[1]) for item in value if isinstance(item, tuple) and len(item) == 2)

    def words(self, key: str) -> dict[str, str]:
        """The table of texts at a key."""
        value = self.values.get(key)
        return {k: v for k, v in value.items() if isinstance(v, str)} if isinstance(value, dict) else {}

    def by_id(self, key: str) -> dict[str, Row]:
        """The table of tables at a key."""
        value = self.values.get(key)
        return {k: v for k, v in value.items() if isinstance(v, Row)} if isinstance(value, dict) else {}


class Reader:
    """Reads the tables of one file against shapes and gathers what is wrong with them."""

    def __init__(self, file: str, lines: Mapping[Path, int]) -> None:
        self.file = file
        self.lines = dict(lines)
        self.problems: list[Problem] = []

    def place(self, path: Path, raw: object = None) -> Place:
        """The place of a key in this file; with the table that stands there, also the places of the table's keys."""
        table = raw if isinstance(raw, Mapping) and self.lines else {}  # in the browser there are no lines to look up
        keys = {str(name): self.place((*path, str(name)), value) for name, value in table.items()}
        return Place(self.file, line_at(self.lines, path), keys)

    def report(self, path: Path, code: str, message: str, remedy: str) -> None:
        """Notes one problem at a key."""
        self.problems.append(Problem(self.place(path), code, message, remedy))

    def read(self, raw: object, shape: Mapping[str, Key], path: Path = ()) -> Row:
        """The table as a Row; every departure from its shape is reported."""
        if not isinstance(raw, Mapping):
            message = f"»{_name(path)}« skal være en tabel."
            self.report(path, "forkert-type", message, f"Skriv den som {_heading(path)} med nøgler under.")
            return Row({}, self.place(path))
        for key in raw:
            if key not in shape:
                known = ", ".join(shape)
                self.report(
                    (*path, str(key)),
                    "ukendt-noegle",
                    f"Nøglen »{key}« findes ikke her.",
                    f"Ret stavemåden eller fjern den; her kan stå: {known}.",
                )
        values = {
            name: self._value(raw, name, key, path) for name, key in shape.items() if self._has(raw, name, key, path)
        }
        return Row(values, self.place(path, raw))

    def _has(self, raw: Table, name: str, key: Key, path: Path) -> bool:
        if name in raw:
            return True
        if key.required:
            self.report(path, "mangler-noegle", f"Nøglen »{name}« mangler.", f"Tilføj {name}: {_kind(key, name)}.")
        return False

    def _value(self, raw: Table, name: str, key: Key, path: Path) -> object:
        readers: Mapping[str, Callable[[object, Key, Path], object]] = {
            "text": self._text,
            "id": self._text,
            "texts": self._texts,
            "ids": self._texts,
            "flag": self._flag,
            "number": self._number,
            "date": self._date,
            "pairs": self._pairs,
            "words": self._map,
            "by_id": self._map,
            "tables": self._tables,
        }
        return readers[key.kind](raw[name], key, (*path, name))

    def _flag(self, value: object, key: Key, path: Path) -> object:
        return value if isinstance(value, bool) else self._wrong(key, path, instead=False)

    def _number(self, value: object, key: Key, path: Path) -> object:
        good = isinstance(value, int) and not isinstance(value, bool)
        return value if good else self._wrong(key, path, instead=None)

    def _wrong(self, key: Key, path: Path, instead: object) -> object:
        self.report(path, "forkert-type", f"»{_name(path)}« har en forkert type.", f"Skriv {_kind(key, _name(path))}.")
        return instead

    def _text(self, value: object, key: Key, path: Path) -> str:
        if not isinstance(value, str):
            self._wrong(key, path, "")
            return ""
        if not value.strip() and not key.empty:
            self.report(
                path,
                "tom-tekst",
                f"»{_name(path)}« er tom." if isinstance(path[-1], str) else f"En tekst i »{_name(path)}« er tom.",
                "Skriv en tekst, eller fjern den, hvis den er valgfri.",
            )
        elif key.kind == "id" and value and not ID.fullmatch(value):
            self.report(
                path,
                "ugyldigt-id",
                f"»{value}« er ikke et gyldigt id.",
                "Brug kun små bogstaver a-z, tal og enkelte bindestreger; skriv æ, ø, å som ae, oe, aa.",
            )
        elif key.choices and value not in key.choices:
            self.report(
                path,
                "ukendt-vaerdi",
                f"»{value}« kan ikke stå i »{_name(path)}«.",
                f"Vælg en af: {', '.join(key.choices)}.",
            )
        self._plain(value, path)
        return value

    def _plain(self, value: str, path: Path) -> None:
        if _HTML.search(value) or _MARKDOWN.search(value):
            self.report(
                path,
                "opmaerkning-i-tekst",
                f"»{_name(path)}« indeholder HTML eller Markdown.",
                "Skriv ren tekst; udseendet kommer fra skabelonen.",
            )

    def _texts(self, value: object, key: Key, path: Path) -> tuple[str, ...]:
        if not isinstance(value, list | tuple):
            self._wrong(key, path, ())
            return ()
        if key.required and not key.empty and not value:
            self.report(path, "tom-liste", f"Listen »{_name(path)}« er tom.", "Skriv mindst én.")
        item = Key("id" if key.kind == "ids" else "text", choices=key.choices)
        texts = tuple(self._text(entry, item, (*path, index)) for index, entry in enumerate(value))
        for text in sorted({text for text in texts if texts.count(text) > 1}):
            self.report(path, "gentagelse", f"»{text}« står to gange i »{_name(path)}«.", "Fjern den ene.")
        return texts

    def _date(self, value: object, key: Key, path: Path) -> str:
        text = value.isoformat() if isinstance(value, date) else value
        if not isinstance(text, str):
            self._wrong(key, path, "")
            return ""
        try:
            return date.fromisoformat(text).isoformat()
        except ValueError:
            if text or not key.empty:
                self.report(path, "ugyldig-dato", f"»{text}« er ikke en dato.", "Skriv år-måned-dag: 2026-11-22.")
            return ""

    def _pairs(self, value: object, key: Key, path: Path) -> tuple[tuple[str, str], ...]:
        pairs = []
        good = isinstance(value, list | tuple)
        for entry in value if isinstance(value, list | tuple) else ():
            if isinstance(entry, list | tuple) and len(entry) == 2 and all(isinstance(part, str) for part in entry):
                pairs.append((str(entry[0]), str(entry[1])))
            else:
                good = False
        if not good:
            self._wrong(key, path, ())
        elif key.required and not pairs:
            self.report(path, "tom-liste", f"Listen »{_name(path)}« er tom.", "Skriv mindst ét par.")
        return tuple(pairs)

    def _map(self, value: object, key: Key, path: Path) -> dict[str, object]:
        if not isinstance(value, Mapping):
            self._wrong(key, path, {})
            return {}
        if key.kind == "by_id":
            return {str(name): self.read(table, key.shape, (*path, str(name))) for name, table in value.items()}
        item = Key(empty=key.empty)
        return {str(name): self._text(text, item, (*path, str(name))) for name, text in value.items()}

    def _tables(self, value: object, key: Key, path: Path) -> tuple[Row, ...]:
        if not isinstance(value, list | tuple):
            self._wrong(key, path, ())
            return ()
        if key.required and not value:
            self.report(path, "tom-liste", f"Der er ingen »{_name(path)}«.", f"Tilføj mindst én [[{_name(path)}]].")
        return tuple(self.read(table, key.shape, (*path, index)) for index, table in enumerate(value))


def _kind(key: Key, name: str) -> str:
    """What a key must hold, in words."""
    return _KINDS[key.kind].replace("[[…]]", f"[[{name}]]")


def _heading(path: Path) -> str:
    """The heading of a table as it must be written."""
    names = ".".join(part for part in path if isinstance(part, str))
    return f"[[{names}]]" if path and isinstance(path[-1], int) else f"[{names}]"


def _name(path: Path) -> str:
    """The last named part of a path: what an editor calls the key."""
    return next((part for part in reversed(path) if isinstance(part, str)), "filen")
