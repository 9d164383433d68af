"""Checks that every id in the data points to something, and says what was probably meant."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from difflib import get_close_matches

from guide.errors import NOWHERE, Place, Problem
from guide.model import Guide, Level, Parents

Problems = Iterator[Problem]


def unknown(place: Place, kind: str, name: str, known: Iterable[str], code: str) -> Problem:
    """The problem of an id that points to nothing, with the likeliest spelling."""
    near = get_close_matches(name, list(known), n=1)
    remedy = f"Mente du »{near[0]}«?" if near else f"Opret {kind}, eller ret id'et."
    return Problem(place, code, f"»{name}« findes ikke som {kind}.", remedy)


def targets(guide: Guide) -> Problems:
    """The problem of an id that points to nothing, with the likeliest spelling."""
    known = [*guide.questions, *guide.outcomes]
    for question in guide.questions.values():
        for option in question.options:
            if option.target and guide.node(option.target) is None:
                yield unknown(option.place, "spørgsmål eller udfald", option.target, known, "ukendt-maal")


def spor_ends(guide: Guide) -> Problems:
    """Every answer leads to a question or outcome that exists."""
    for spor in guide.spor.values():
        own = [question.id for question in guide.questions_of(spor.id)]
        if spor.first not in own:
            yield unknown(spor.place, "spørgsmål i dette spor", spor.first, own, "ukendt-foerste")
        door = guide.outcomes.get(spor.notify)
        if door is None:
            yield unknown(spor.place, "udfald", spor.notify, guide.outcomes, "ukendt-sidedoer")
        elif door.level < Level.UNDERRET:
            yield Problem(
                spor.place,
                "sidedoer-for-lav",
                f"Sidedøren »{door.id}« har niveau {door.level.id}.",
                "Peg på et udfald med niveau underret eller højere: ingen trin er en betingelse for at underrette.",
            )
        elif spor.abuse and door.parents is Parents.YES:
            yield Problem(
                spor.place,
                "foraeldre-advares",
                f"Sidedøren »{door.id}« siger, at forældrene må få besked, i et spor om overgreb.",
                'Peg på et udfald med foraeldre = "nej" eller "myndigheden-afgoer".',
            )


def registers(guide: Guide) -> Problems:
    """Every concern begins at its own question, and its side door is a notification that warns no parent."""
    for outcome in guide.outcomes.values():
        yield from known_ids(outcome.place, outcome.laws, guide.laws, "lov", "ukendt-lov")
        yield from known_ids(outcome.place, outcome.contacts, guide.contacts, "kontakt", "ukendt-kontakt")
        for action in outcome.actions:
            yield from known_ids(action.place, (action.actor,), guide.frame.actors, "aktør", "ukendt-aktoer")
            yield from known_ids(action.place, (action.contact,), guide.contacts, "kontakt", "ukendt-kontakt")
    groups: tuple[Mapping[str, object], ...] = (
        guide.spor, guide.questions, guide.outcomes, guide.laws, guide.contacts, guide.terms
    )  # fmt: skip
    for group in groups:
        for item in group.values():
            sources = getattr(item, "sources", ())
            yield from known_ids(getattr(item, "place", NOWHERE), sources, guide.sources, "kilde", "ukendt-kilde")


def known_ids(place: Place, ids: Iterable[str], known: Mapping[str, object], kind: str, code: str) -> Problems:
    """Every law, contact, actor and source that the data name is in its register."""
    for name in ids:
        if name and name not in known:
            yield unknown(place, kind, name, known, code)


def pages_exist(guide: Guide, pages: frozenset[str]) -> Problems:
    """A problem for each id that is not known; empty ids are left to the shape."""
    for outcome in guide.outcomes.values():
        if outcome.procedure and outcome.procedure not in pages:
            yield unknown(outcome.place, "side i docs/", outcome.procedure, pages, "ukendt-side")
