"""Checks that every id in the data points to something, and says what was probably meant."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator, Mapping
from difflib import get_close_matches

from guide.errors import NOWHERE, Place, Problem
from guide.model import Guide

Problems = Iterator[Problem]


def unknown(place: Place, kind: str, name: str, known: Iterable[str], code: str) -> Problem:
    """The problem of an id that points to nothing, with the likeliest spelling."""
    near = get_close_matches(name, list(known), n=1)
    remedy = f"Mente du »{near[0]}«?" if near else f"Opret {kind}, eller ret id'et."
    return Problem(place, code, f"»{name}« findes ikke som {kind}.", remedy)


def targets(guide: Guide) -> Problems:
    """Every answer leads to a question or outcome that exists."""
    known = [*guide.questions, *guide.outcomes]
    for question in guide.questions.values():
        for option in question.options:
            if option.target and guide.node(option.target) is None:
                yield unknown(option.place.of("til"), "spørgsmål eller udfald", option.target, known, "ukendt-maal")


def spor_starts(guide: Guide) -> Problems:
    """Every concern begins at one of its own questions."""
    for spor in guide.spor.values():
        own = [question.id for question in guide.questions_of(spor.id)]
        yield from known_ids(spor.place.of("foerste"), (spor.first,), own, "spørgsmål i dette spor", "ukendt-foerste")


def registers(guide: Guide) -> Problems:
    """Every outcome, law, contact, actor, group and source that the data name is in its register."""
    for spor in guide.spor.values():
        at = spor.place.of
        yield from known_ids(at("gruppe"), (spor.group,), guide.frame.groups, "gruppe", "ukendt-gruppe")
        yield from known_ids(at("underret"), (spor.notify,), guide.outcomes, "udfald", "ukendt-sidedoer")
    for role in guide.frame.roles.values():
        yield from known_ids(role.place.of("aktoerer"), role.actors, guide.frame.actors, "aktør", "ukendt-aktoer")
    for sign in guide.signs.values():
        yield from known_ids(sign.place.of("spor"), sign.spor, guide.spor, "spor", "ukendt-spor")
    for outcome in guide.outcomes.values():
        at = outcome.place.of
        yield from known_ids(at("opad"), outcome.up, guide.outcomes, "udfald", "ukendt-opad")
        yield from known_ids(at("love"), outcome.laws, guide.laws, "lov", "ukendt-lov")
        yield from known_ids(at("kontakter"), outcome.contacts, guide.contacts, "kontakt", "ukendt-kontakt")
        for action in outcome.actions:
            at = action.place.of
            yield from known_ids(at("hvem"), (action.actor,), guide.frame.actors, "aktør", "ukendt-aktoer")
            yield from known_ids(at("kontakt"), (action.contact,), guide.contacts, "kontakt", "ukendt-kontakt")
    groups: tuple[Mapping[str, object], ...] = (
        guide.spor, guide.questions, guide.outcomes, guide.laws, guide.contacts, guide.terms, guide.signs
    )  # fmt: skip
    for group in groups:
        for item in group.values():
            sources = getattr(item, "sources", ())
            place = getattr(item, "place", NOWHERE).of("kilder")
            yield from known_ids(place, sources, guide.sources, "kilde", "ukendt-kilde")


def known_ids(place: Place, ids: Iterable[str], known: Collection[str], kind: str, code: str) -> Problems:
    """A problem for each id that is not known.

    Left to the shape: empty ids, and an empty register, whose file is missing or broken and has its own problem.
    """
    for name in ids:
        if name and known and name not in known:
            yield unknown(place, kind, name, known, code)


def pages_exist(guide: Guide, pages: frozenset[str]) -> Problems:
    """Every outcome's procedure, and every quiz question's page, is a page of the handbook."""
    named = [(outcome.place.of("procedure"), outcome.procedure) for outcome in guide.outcomes.values()]
    named += [(asked.place.of("side"), asked.page) for asked in guide.training.asked.values()]
    for place, page in named:
        if page and page not in pages:
            yield unknown(place, "side i docs/", page, pages, "ukendt-side")
