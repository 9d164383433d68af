"""Checks what the data mean: every problem at once, each with its place and remedy, in Danish.

The checks are small functions, one a property, in `check_references`, `check_forms`, `check_paths`, `check_cases`
and `check_training`.
Those of `PROOFS` walk the graph and run only when it is whole: no loops, no missing targets, no value that could not be
read. A proof over a broken graph proves nothing, and one misspelt level would be told ten times. Shape is `shape`'s
business.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from dataclasses import replace
from datetime import date
from typing import Final

from guide import check_forms, check_paths, check_references, check_training
from guide.check_cases import check_cases
from guide.errors import Problem, by_place
from guide.model import Guide

Check = Callable[[Guide], Iterator[Problem]]

CHECKS: Final[tuple[Check, ...]] = (
    check_references.targets,
    check_references.spor_starts,
    check_references.registers,
    check_forms.question_forms,
    check_forms.outcome_forms,
    check_forms.bands,
    check_forms.deadlines,
    check_forms.conditions,
    check_forms.repealed,
    check_forms.contact_forms,
    check_forms.addresses,
    check_forms.frame,
    check_forms.renamed,
    check_paths.loops,
    check_training.vignettes,
    check_training.written,
)
PROOFS: Final[tuple[Check, ...]] = (
    check_paths.reach,
    check_paths.longest,
    check_paths.unsure,
    check_paths.parents,
    check_paths.side_doors,
    check_paths.upward,
    check_forms.local,
    check_cases,
    check_training.from_cases,
)
_BROKEN: Final = {
    *("mangler-mappe", "mangler-fil", "kan-ikke-laeses", "forkert-tegnsaet", "toml-fejl"),
    *("mangler-noegle", "forkert-type", "ukendt-vaerdi", "tom-liste", "dobbelt-id"),
    *("ukendt-maal", "ukendt-foerste", "ring"),
}
_PUBLISH: Final = {"udfyldes-lokalt", "udloebet"}


def check(
    guide: Guide,
    pages: frozenset[str] | None = None,
    today: date | None = None,
    publish: bool = False,
    shape: Iterable[Problem] = (),
) -> tuple[Problem, ...]:
    """Every problem of meaning in a guide.

    In: the guide; the handbook's pages as paths relative to docs/ (None: links to procedures are not checked); the day
    that expiry dates are held against (None: today); `publish` turns missing local data from warnings into errors;
    the problems of `shape` that loading found.
    Out: the problems of meaning in reading order, warnings included.
    """
    found = [problem for each in CHECKS for problem in each(guide)]
    found += check_references.pages_exist(guide, pages) if pages is not None else ()
    found += check_forms.dates(guide, today or date.today())  # noqa: DTZ011 - the day where the editor sits is meant
    if whole((*shape, *found)):
        found += [problem for each in PROOFS for problem in each(guide)]
    if publish:
        found = [replace(problem, warning=False) if problem.code in _PUBLISH else problem for problem in found]
    return by_place(found)


def whole(problems: Iterable[Problem]) -> bool:
    """True where nothing among the problems kept the proofs over all paths from being made."""
    return all(problem.code not in _BROKEN for problem in problems)
