"""Checks what the data mean: every problem at once, each with its place and remedy, in Danish.

The checks are small functions, one a property, in `check_references`, `check_forms`, `check_paths` and `check_cases`.
Those of `PATH_CHECKS` walk the graph and run only when it has no loops and no missing targets, because a proof over a
broken graph proves nothing. Shape is `shape`'s business.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import replace
from datetime import date
from typing import Final

from guide import check_forms, check_paths, check_references
from guide.check_cases import check_cases
from guide.errors import Problem, by_place
from guide.model import Guide

Check = Callable[[Guide], Iterator[Problem]]

CHECKS: Final[tuple[Check, ...]] = (
    check_references.targets,
    check_references.spor_ends,
    check_references.registers,
    check_forms.question_forms,
    check_forms.outcome_forms,
    check_forms.repealed,
    check_forms.contact_forms,
    check_forms.local,
    check_forms.frame,
    check_forms.renamed,
    check_paths.loops,
    check_paths.upward,
)
PATH_CHECKS: Final[tuple[Check, ...]] = (
    check_paths.reach,
    check_paths.longest,
    check_paths.unsure,
    check_paths.parents,
    check_cases,
)
_BROKEN_GRAPH: Final = {"ring", "ukendt-maal", "ukendt-foerste"}
_PUBLISH: Final = {"udfyldes-lokalt", "udloebet"}


def check(
    guide: Guide, pages: frozenset[str] | None = None, today: date | None = None, publish: bool = False
) -> tuple[Problem, ...]:
    """Every problem of meaning in a guide.

    In: the guide; the handbook's pages as paths relative to docs/ (None: links to procedures are not checked); the day
    that expiry dates are held against (None: today); `publish` turns missing local data from warnings into errors.
    Out: the problems in reading order, warnings included.
    """
    found = [problem for each in CHECKS for problem in each(guide)]
    found += check_references.pages_exist(guide, pages) if pages is not None else ()
    found += check_forms.dates(guide, today or date.today())  # noqa: DTZ011 - the day where the editor sits is meant
    if not any(problem.code in _BROKEN_GRAPH for problem in found):
        found += [problem for each in PATH_CHECKS for problem in each(guide)]
    if publish:
        found = [replace(problem, warning=False) if problem.code in _PUBLISH else problem for problem in found]
    return by_place(found)
