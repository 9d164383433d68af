"""The data files as plain tables: what `load` reads from TOML, and what the build ships to the browser as JSON."""

from __future__ import annotations

import json
from collections.abc import Mapping
from dataclasses import dataclass, field

from guide.errors import Problem
from guide.places import Path as KeyPath


@dataclass(frozen=True)
class FileTables:
    """One data file as plain values, and the line of each key (empty in the browser)."""

    tables: Mapping[str, object]
    lines: Mapping[KeyPath, int] = field(default_factory=dict)


@dataclass(frozen=True)
class Tables:
    """All data files by their name relative to the data folder, and what could not be read."""

    files: Mapping[str, FileTables]
    fingerprint: str
    problems: tuple[Problem, ...] = ()


def tables_to_json(tables: Tables) -> str:
    """The tables as the JSON text that the build ships: names, tables and fingerprint; no lines."""
    files = {name: file.tables for name, file in tables.files.items()}
    return json.dumps({"fingerprint": tables.fingerprint, "files": files}, ensure_ascii=False, separators=(",", ":"))


def tables_from_json(content: object) -> Tables:
    """The reverse of `tables_to_json`. Raises ValueError for anything else."""
    if not isinstance(content, dict) or not isinstance(content.get("files"), dict):
        raise ValueError("tabeller.json has not the shape that the build writes")
    files = {str(name): FileTables(tables) for name, tables in content["files"].items()}
    return Tables(files, str(content.get("fingerprint", "")))
