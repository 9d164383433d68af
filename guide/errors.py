"""What can be wrong with the guide's data, told to the person who can mend it.

A `Problem` is a value, not an exception: loading and checking collect all of them, so that an editor sees everything
at once. Messages are Danish, because editors read them.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Final


@dataclass(frozen=True, order=True)
class Place:
    """Where a piece of data was written: a path relative to the data folder, and a line counted from 1 (0: unknown).

    The place of a table also knows where each of its `keys` stands, so that a problem can point at the key at fault.
    """

    file: str = ""
    line: int = 0
    keys: Mapping[str, Place] = field(default_factory=dict, compare=False, repr=False)

    def __str__(self) -> str:
        return f"{self.file}:{self.line}"

    def of(self, key: str) -> Place:
        """The place of one key; that of the table itself where the key is not written."""
        return self.keys.get(key, self)


NOWHERE: Final = Place()


@dataclass(frozen=True)
class Problem:
    """One author's mistake: where it stands, a stable code, what is wrong, and how to mend it.

    `warning` marks what a reader should know but what does not stop a build (a local contact that is not filled in).
    """

    place: Place
    code: str
    message: str
    remedy: str
    warning: bool = False

    @property
    def file(self) -> str:
        """The file of the place, relative to the data folder."""
        return self.place.file

    @property
    def line(self) -> int:
        """The line of the place, from 1; 0 when unknown."""
        return self.place.line

    def __str__(self) -> str:
        return f"{self.place}: {self.code}: {self.message} {self.remedy}"


def by_place(problems: list[Problem]) -> tuple[Problem, ...]:
    """The problems in reading order, each once."""
    unique = dict.fromkeys(problems)
    return tuple(sorted(unique, key=lambda p: (p.place, p.code, p.message)))


def in_all(count: int) -> str:
    """The last line of a check that has found something."""
    return f"{count} {'problem' if count == 1 else 'problemer'}. Intet er ændret."
