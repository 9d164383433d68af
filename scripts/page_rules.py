"""What the pages are held against: the editors' own rules, the registers, and what may be pointed to.

The rules stand in docs/_data/sider.toml. `Known` is gathered once for all pages; what the build puts into pages is made
only when a link asks for an anchor in it.
"""

from __future__ import annotations

import tomllib
from collections.abc import Callable, Collection, Iterable, Mapping
from dataclasses import dataclass, field
from difflib import get_close_matches
from fnmatch import fnmatchcase
from pathlib import Path
from typing import Any, Final

import pages
from guide.errors import Place, Problem
from guide.load import toml_problem
from guide.model import Guide
from pages import Page

RULES: Final = "_data/sider.toml"


@dataclass(frozen=True)
class Rules:
    """The editors' rules: who may own a page, which headings it has, which abbreviations and names need no reason."""

    owners: tuple[str, ...]
    without_sources: tuple[str, ...]
    with_situations: tuple[str, ...]
    headings: tuple[str, ...]
    procedure: tuple[str, ...]
    own_headings: tuple[tuple[str, tuple[str, ...]], ...]
    abbreviations: Mapping[str, str]
    names: tuple[str, ...]
    first_names: frozenset[str]

    def headings_of(self, page: Page, present: Collection[str]) -> tuple[str, ...]:
        """The headings that a page must have, in order. In: the page and the headings that it has."""
        for pattern, own in self.own_headings:
            if fnmatchcase(page.name, pattern):
                return own
        procedure = page.name.startswith("procedurer/") or set(present) & (set(self.procedure) - set(self.headings))
        return self.procedure if procedure else self.headings

    def may_lack_sources(self, page: Page) -> bool:
        """Whether the page is about the site itself."""
        return any(fnmatchcase(page.name, pattern) for pattern in self.without_sources)

    def needs_situations(self, page: Page) -> bool:
        """Whether the page belongs on the list by situation."""
        return any(fnmatchcase(page.name, pattern) for pattern in self.with_situations)


@dataclass(frozen=True)
class Known:
    """Everything that a page may point to.

    `numbers` holds the digits of every telephone number that may stand, none when they could not be read; `generated`
    names the pages of the build; `parts` holds the text of each snippet. Where `all_parts` is false some could not be
    made, and nothing that rests on one that is not there is a mistake.
    """

    docs: Path
    guide: Guide
    rules: Rules
    roles: frozenset[str]
    situations: frozenset[str]
    menu: Callable[[str], bool]
    pages: Mapping[str, Page] = field(default_factory=dict)
    numbers: frozenset[str] = frozenset()
    generated: frozenset[str] = frozenset()
    parts: Mapping[str, str] = field(default_factory=dict)
    all_parts: bool = True
    _anchors: dict[str, frozenset[str]] = field(default_factory=dict, init=False)

    def anchors(self, name: str) -> frozenset[str]:
        """Every anchor of a page, with those that the build puts in."""
        if name not in self._anchors:
            self._anchors[name] = pages.anchors(pages.with_snippets(self.pages[name], self.parts))
        return self._anchors[name]

    def is_whole(self, name: str) -> bool:
        """Whether every part of a page could be made."""
        return self.all_parts or all(part in self.parts for part, _ in self.pages[name].snippets)


def digits(text: str) -> str:
    """The digits of a text alone."""
    return "".join(sign for sign in text if sign.isdigit())


def problem(page: Page, line: int, code: str, message: str, remedy: str) -> Problem:
    """A mistake on a page."""
    return Problem(Place(f"docs/{page.name}", line), code, message, remedy)


def nearest(name: str, known: Iterable[str], otherwise: str) -> str:
    """The remedy for a name that is not known: the likeliest one, or what else to do."""
    near = get_close_matches(name, list(known), n=1)
    return f"Mente du »{near[0]}«?" if near else otherwise


# ── Reading ───────────────────────────────────────────────────────────────────────────────────────────────────────────


def read_rules(docs: Path) -> Rules | Problem:
    """The rules of docs/_data/sider.toml, or what is wrong with the file."""
    name = f"docs/{RULES}"
    try:
        text = (docs / RULES).read_text(encoding="utf-8-sig")
        return _rules(tomllib.loads(text))
    except tomllib.TOMLDecodeError as error:
        return toml_problem(name, text, str(error))
    except (OSError, UnicodeDecodeError):
        message = "Reglerne for siderne kan ikke læses."
        return Problem(Place(name, 1), "mangler-fil", message, "Hent filen igen, og gem den som UTF-8.")
    except (KeyError, TypeError, AttributeError) as error:
        message = f"Reglerne for siderne har ikke den rigtige form ({error})."
        return Problem(Place(name, 1), "forkert-type", message, "Hent filen igen, og ret én ting ad gangen.")


def _rules(data: Mapping[str, Any]) -> Rules:
    own = tuple((row["sider"], tuple(row["overskrifter"])) for row in data["egne_overskrifter"])
    return Rules(
        owners=tuple(data["ejere"]),
        without_sources=tuple(data["uden_kilder"]),
        with_situations=tuple(data["med_situationer"]),
        headings=tuple(data["overskrifter"]["alle"]),
        procedure=tuple(data["overskrifter"]["procedure"]),
        own_headings=own,
        abbreviations=dict(data["forkortelser"]),
        names=tuple(data["navne"]),
        first_names=frozenset(data["fornavne"]),
    )
