"""The data files as plain tables: what `load` reads from TOML, and `assemble` makes the guide of."""

from __future__ import annotations

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
