"""The search index of a built site as entries that can be changed, whichever generator wrote it.

MkDocs writes `search/search_index.json` for the theme's engine (lunr): it searches every field that the file names, with
the weight that the file gives, and shows only title, text and tags. Zensical writes `search.json` for an engine of its
own that knows only title, text and path; there the words lie in a part of the text that the page of results hides.
"""

import html
import json
from collections.abc import Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any, Final

import say

_MKDOCS: Final = "search/search_index.json"
_ZENSICAL: Final = "search.json"


@dataclass
class Entry:
    """One page, or one section of a page. `words` are searched and never shown, by the name of their field."""

    address: str
    title: str
    text: str
    weight: float = 1
    words: dict[str, list[str]] = field(default_factory=dict)

    @property
    def page(self) -> str:
        """The address of the page that the entry is or belongs to."""
        return self.address.partition("#")[0]


@dataclass
class Index:
    """All entries, a page before its sections. `separator` is the pattern that splits texts and queries into words."""

    file: Path
    entries: list[Entry]
    separator: str
    data: dict[str, Any]

    def pages(self) -> dict[str, list[Entry]]:
        """The entries of each page by its address."""
        found: dict[str, list[Entry]] = {}
        for entry in self.entries:
            found.setdefault(entry.page, []).append(entry)
        return found


def read(site: Path) -> Index:
    """The index of a built site."""
    file = next((site / name for name in (_MKDOCS, _ZENSICAL) if (site / name).is_file()), None)
    if file is None:
        say.stop(
            f"Søgningens indeks mangler: hverken {_MKDOCS} eller {_ZENSICAL} findes i den byggede side.",
            "Se efter, at »search« står under plugins i mkdocs.yml.",
        )
    data = json.loads(file.read_text("utf-8"))
    entries = [Entry(raw["location"], raw["title"], raw["text"], raw.get("boost", 1)) for raw in _raw(data)]
    return Index(file, entries, data["config"]["separator"], data)


def write(index: Index, worth: Mapping[str, float]) -> None:
    """Puts the entries back into their file. `worth` is what a find in each field counts, where the engine can weigh."""
    config = index.data["config"]
    config["separator"] = index.separator
    weighs = "docs" in index.data
    if weighs:
        config["fields"] = {name: {"boost": boost} for name, boost in worth.items()}
    put = _in_fields if weighs else _in_text
    for raw, entry in zip(_raw(index.data), index.entries, strict=True):
        put(raw, entry)
    text = json.dumps(index.data, ensure_ascii=False, separators=(",", ":"))
    index.file.write_text(text, encoding="utf-8", newline="\n")


def _raw(data: dict[str, Any]) -> list[dict[str, Any]]:
    found: list[dict[str, Any]] = data["docs"] if "docs" in data else data["items"]
    return found


def _in_fields(raw: dict[str, Any], entry: Entry) -> None:
    raw["text"] = entry.text
    raw.update({name: " ".join(words) for name, words in entry.words.items()})
    if entry.weight != 1:
        raw["boost"] = round(entry.weight, 3)


def _in_text(raw: dict[str, Any], entry: Entry) -> None:
    words = html.escape(" ".join(word for words in entry.words.values() for word in words))
    raw["text"] = f'{entry.text} <span hidden="hidden">{words}</span>' if words else entry.text
