"""Finds every mistake of the guide's data, the handbook's data and the pages in one run, before anything is built.

Only what MkDocs and the built site show must wait for them. One broken register is told of once: what rests on it is
looked at when it has been mended.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, replace
from fnmatch import fnmatchcase
from functools import cache, partial
from pathlib import Path
from typing import Final

import handbook
import page_front
import page_law
import page_links
import page_rules
import page_words
import pages
import prerender
import readability
import reference
import topics
from guide.__main__ import verify
from guide.assemble import LOCAL_FILE, Loaded
from guide.check import whole
from guide.errors import Place, Problem, by_place
from guide.load import load
from guide.model import Guide
from page_rules import Known
from pages import Page

_CHECKS: Final = (page_front.check, page_links.check, page_law.check, page_words.check, readability.check)
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
    of_handbook = handbook.check(docs, loaded.guide.sources) if docs.is_dir() else []
    every = pages.read_all(docs)
    problems = [*(problem for problem in of_guide if not problem.warning), *of_handbook]
    problems += _of_pages(root, loaded, every, whole(of_guide), not of_handbook)
    warnings = tuple(problem for problem in of_guide if problem.warning)
    return Inspection(loaded.guide, every, by_place(problems), warnings)


def check_pages(every: tuple[Page, ...], known: Known) -> Iterator[Problem]:
    """Every problem of the pages themselves."""
    for check in _CHECKS:
        yield from check(every, known)


def _with_folder(problem: Problem, local: Path | None) -> Problem:
    """The problem with its file as seen from the checkout; a municipality's own file as it was given."""
    own = local is not None and problem.file == LOCAL_FILE
    return replace(problem, place=Place(str(local) if own else f"{_DATA}/{problem.file}", problem.line))


def _of_pages(
    root: Path, loaded: Loaded, every: tuple[Page, ...], guide_is_whole: bool, handbook_is_whole: bool
) -> Iterator[Problem]:
    if not every:
        return
    rules, frame = page_rules.read_rules(root / "docs"), _frame(root)
    for found in (rules, frame):
        if isinstance(found, Problem):
            yield found
    if isinstance(rules, Problem) or isinstance(frame, Problem):
        return
    by_name = {page.name: page for page in every}
    known = Known(
        docs=root / "docs",
        guide=loaded.guide,
        rules=rules,
        roles=frozenset(frame.roles),
        situations=frozenset(frame.situations),
        menu=partial(_in_menu, frame),
        pages=by_name,
        generated=_generated(loaded.guide, every, guide_is_whole),
        parts=_parts(root, loaded.guide, every, handbook_is_whole),
    )
    yield from check_pages(every, known)
    yield from _empty_menu(root, frame, known)


# ── What pages may point to ───────────────────────────────────────────────────────────────────────────────────────────


def _frame(root: Path) -> topics.Frame | Problem:
    try:
        return topics.read_frame(root)
    except Exception as error:  # noqa: BLE001 - a YAML library's own errors are many, and each means the same
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


def _generated(guide: Guide, every: tuple[Page, ...], guide_is_whole: bool) -> frozenset[str]:
    """The pages that the build writes; every page of the guide that is asked for, when the guide cannot be walked."""
    start = f"{prerender.FOLDER}/index.md"
    if guide_is_whole:
        return frozenset({start, *(f"{prerender.FOLDER}/{spor}/{node}/index.md" for spor, node in prerender.pages(guide))})
    named = {pages.target(page, link.href)[0] for page in every for link in page.links}
    return frozenset({start, *(name for name in named if name.startswith(f"{prerender.FOLDER}/"))})


def _parts(
    root: Path, guide: Guide, every: tuple[Page, ...], handbook_is_whole: bool
) -> Mapping[str, Callable[[], str]]:
    """What the build puts into pages, by name, each made when it is asked for."""
    lists = cache(partial(topics.snippets, root))
    tables = cache(partial(handbook.snippets, root / "docs"))
    names = tables() if handbook_is_whole else {name for page in every for name, _ in page.snippets}
    return {
        **{name: partial(_one, tables, name) if handbook_is_whole else str for name in names},
        **{name: partial(_one, lists, name) for name in topics.SNIPPETS},
        **{name: partial(make, guide) for name, make in reference.SNIPPETS.items()},
    }


def _one(make: Callable[[], Mapping[str, str]], name: str) -> str:
    return make()[name]
