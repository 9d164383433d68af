"""Finds every mistake of the guide's data, the handbook's data and the pages in one run, before anything is built.

Only what MkDocs and the built site show must wait for them. One broken register is told of once: what rests on it is
looked at when it has been mended.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, replace
from fnmatch import fnmatchcase
from functools import partial
from pathlib import Path
from typing import Final

import folders
import handbook_check
import page_figures
import page_front
import page_law
import page_links
import page_rules
import page_words
import pages
import parts
import prerender
import readability
import topics
from guide.__main__ import verify
from guide.assemble import LOCAL_FILE
from guide.errors import Place, Problem, by_place
from guide.load import load
from guide.model import Guide
from page_rules import Known
from pages import Page

CHECKS: Final = (page_links.check, page_law.check, page_figures.check, page_words.check, readability.check)
"""What is asked of the pages besides their build, which `page_front` is asked for first."""

_DATA: Final = "guide/data"


@dataclass(frozen=True)
class Inspection:
    """What was read, everything that is wrong with it, and what is worth knowing but stops nothing."""

    guide: Guide
    pages: tuple[Page, ...]
    problems: tuple[Problem, ...]
    warnings: tuple[Problem, ...]


def inspect(root: Path, local: Path | None = None, publish: bool = False) -> Inspection:
    """Every problem of a checkout. In: its folder, a municipality's own lokal.toml, and whether warnings are errors."""
    docs = root / "docs"
    loaded = load(root / _DATA, local)
    of_guide = [_with_folder(problem, local) for problem in verify(loaded, docs, publish)]
    every = pages.read_all(docs)
    warnings = tuple(problem for problem in of_guide if problem.warning)
    errors = [problem for problem in of_guide if not problem.warning]
    tables = handbook_check.check(docs, loaded.guide.sources) if docs.is_dir() else []
    of_pages = _of_pages(root, loaded.guide, every, guide_is_whole=not errors, tables=not tables) if every else ()
    return Inspection(loaded.guide, every, by_place([*errors, *tables, *of_pages]), warnings)


def _with_folder(problem: Problem, local: Path | None) -> Problem:
    """The problem with its file as seen from the checkout; a municipality's own file as it was given."""
    own = local is not None and problem.file == LOCAL_FILE
    return replace(problem, place=Place(str(local) if own else f"{_DATA}/{problem.file}", problem.line))


def _of_pages(
    root: Path, guide: Guide, every: tuple[Page, ...], *, guide_is_whole: bool, tables: bool
) -> list[Problem]:
    rules, frame = page_rules.read_rules(root / "docs"), _frame(root)
    if isinstance(rules, Problem) or isinstance(frame, Problem):
        return [found for found in (rules, frame) if isinstance(found, Problem)]
    known = Known(
        docs=root / "docs",
        guide=guide,
        rules=rules,
        roles=frozenset(frame.roles),
        situations=frozenset(frame.situations),
        menu=partial(_in_menu, frame),
        pages={page.name: page for page in every},
        numbers=_numbers(guide) if guide_is_whole else frozenset(),
        generated=_generated(guide, every, frame, guide_is_whole),
    )
    front = list(page_front.check(every, known))
    made = parts.texts(root, guide, tables=tables, lists=not front) if guide_is_whole else {}
    known = replace(known, parts=made, all_parts=guide_is_whole and tables and not front)
    return [*front, *(problem for check in CHECKS for problem in check(every, known)), *_empty_menu(root, frame, known)]


# ── What pages may point to ───────────────────────────────────────────────────────────────────────────────────────────


def _numbers(guide: Guide) -> frozenset[str]:
    return frozenset(page_rules.digits(contact.number) for contact in guide.contacts.values() if contact.number)


def _frame(root: Path) -> topics.Frame | Problem:
    try:
        return topics.read_frame(root)
    except Exception as error:
        line = getattr(getattr(error, "problem_mark", None), "line", 0) + 1
        return Problem(Place("mkdocs.yml", line), "menu-fejl", "Menuen kan ikke læses.", "Ret stedet i mkdocs.yml.")


def _in_menu(frame: topics.Frame, name: str) -> bool:
    return name in frame.sections or any(fnmatchcase(f"/{name}", pattern) for pattern in frame.outside)


def _empty_menu(root: Path, frame: topics.Frame, known: Known) -> Iterator[Problem]:
    """Lines of the menu that lead to no page."""
    lines = (root / "mkdocs.yml").read_text(encoding="utf-8").splitlines()
    for name in frame.sections:
        if name not in known.pages and name not in known.generated:
            line = next((number for number, text in enumerate(lines, 1) if text.rstrip().endswith(name)), 1)
            remedy = page_rules.nearest(name, known.pages, "Ret stien, eller fjern linjen.")
            yield Problem(Place("mkdocs.yml", line), "menu-uden-side", f"Siden {name} findes ikke.", remedy)


def _generated(guide: Guide, every: tuple[Page, ...], frame: topics.Frame, guide_is_whole: bool) -> frozenset[str]:
    """The pages that the build writes: those of the guide by name, and every other one that is asked for.

    Of the others, and of the guide's when it cannot be walked, the built site shows whether they are there.
    """
    asked = {*frame.sections, *(pages.target(page, link.href)[0] for page in every for link in page.links)}
    named = {name for name in asked if name.startswith(folders.GENERATED)}
    if guide_is_whole:
        own = (f"{prerender.FOLDER}/{spor}/{node}/index.md" for spor, node in prerender.pages(guide))
        named = {name for name in named if not name.startswith(f"{prerender.FOLDER}/")} | {*own}
    return frozenset({*named, f"{prerender.FOLDER}/index.md"})
