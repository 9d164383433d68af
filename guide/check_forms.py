"""Checks each question, outcome, contact and register entry by itself: is it whole, and is nothing forbidden said."""

from __future__ import annotations

import re
from collections.abc import Iterator
from datetime import date
from typing import Final

from guide.check_references import unknown
from guide.errors import Place, Problem
from guide.model import DONT_KNOW, Guide, Level, Outcome, Question

Problems = Iterator[Problem]

_CLOSED_NUMBERS: Final = {"20771120": "SISO's telefon er lukket siden 1. maj 2016"}
_CONDITION: Final = re.compile(
    r"(først|tidligst) (når|efter).{0,60}underret|(før|inden) (du|I|man) (må|kan) underrette|"
    r"underret(te)? (kun|først), (når|hvis)|skal prøves, (før|inden) .{0,30}underret",
    re.IGNORECASE,
)


def question_forms(guide: Guide) -> Problems:
    """Each question: at least two answers, no two alike, and a helpful "I do not know" at the end."""
    for question in guide.questions.values():
        yield from _options(question)
        unsure = question.option(DONT_KNOW)
        if unsure is None:
            yield Problem(
                question.place,
                "ved-ikke-mangler",
                f"Spørgsmålet »{question.text}« har ikke svaret ved-ikke.",
                'Tilføj et svar med id = "ved-ikke", find_ud_af og senest.',
            )
        elif question.options[-1] is not unsure:
            yield Problem(
                unsure.place,
                "ved-ikke-ikke-sidst",
                "Svaret ved-ikke står ikke sidst.",
                "Flyt det ned som det sidste svar.",
            )
        if unsure and not (unsure.find_out and unsure.by_when):
            yield Problem(
                unsure.place,
                "ved-ikke-uden-hjaelp",
                "Svaret ved-ikke siger ikke, hvad man kan finde ud af og inden hvornår.",
                "Skriv både find_ud_af og senest.",
            )


def _options(question: Question) -> Problems:
    if len(question.options) < 2:
        yield Problem(
            question.place,
            "for-faa-svar",
            f"Spørgsmålet »{question.text}« har kun ét svar.",
            "Tilføj et svar, eller fjern spørgsmålet.",
        )
    for name, values in (("id", [o.id for o in question.options]), ("tekst", [o.text for o in question.options])):
        for value in sorted({value for value in values if value and values.count(value) > 1}):
            yield Problem(
                question.place,
                "dobbelt-svar",
                f"To svar har samme {name}: »{value}«.",
                "Giv dem hver sit, eller slå dem sammen.",
            )


def outcome_forms(guide: Guide) -> Problems:
    """Each outcome: a step for the reader, someone to call when it is urgent, and no condition for notifying."""
    for outcome in guide.outcomes.values():
        if all(action.actor != "du" for action in outcome.actions):
            yield Problem(
                outcome.place,
                "ingen-egne-trin",
                f"Udfaldet »{outcome.title}« har intet trin for »du«.",
                'Tilføj et trin med hvem = "du".',
            )
        if outcome.level >= Level.STRAKS and not any(action.contact for action in outcome.actions):
            yield Problem(
                outcome.place,
                "opkald-uden-kontakt",
                f"Udfaldet haster ({outcome.level.id}), men intet trin siger, hvem man ringer til.",
                "Tilføj kontakt på det trin, hvor der ringes.",
            )
        for text in _texts(outcome):
            if _CONDITION.search(text):
                yield Problem(
                    outcome.place,
                    "betingelse-for-underretning",
                    f"Teksten gør et tidligere trin til en betingelse: »{text}«",
                    "Skriv det om: man kan altid underrette, også mens andet er i gang.",
                )


def _texts(outcome: Outcome) -> Iterator[str]:
    yield from (outcome.title, outcome.why, outcome.parents_why, outcome.disagree, *outcome.record, *outcome.avoid)
    for action in outcome.actions:
        yield from (action.what, action.how)
    yield from (later.what for later in outcome.later)


def repealed(guide: Guide) -> Problems:
    """Serviceloven no longer rules this; it may stand only as the earlier number of a law."""
    texts: list[tuple[Place, str]] = []
    for outcome in guide.outcomes.values():
        texts += [(outcome.place, text) for text in _texts(outcome)]
    for question in guide.questions.values():
        texts += [
            (question.place, text) for text in (question.text, question.help, *question.meaning, *question.examples)
        ]
    texts += [(law.place, text) for law in guide.laws.values() for text in (law.act, law.heading)]
    for place, text in texts:
        if "servicelov" in text.lower():
            yield Problem(
                place,
                "ophaevet-lov",
                f"Serviceloven nævnes som gældende: »{text}«",
                "Henvis til barnets lov, og skriv det gamle nummer under »tidligere« i love.toml.",
            )


def contact_forms(guide: Guide) -> Problems:
    """Serviceloven no longer rules this; it may stand only as the earlier number of a law."""
    for contact in guide.contacts.values():
        digits = "".join(ch for ch in contact.number if ch.isdigit())
        if digits in _CLOSED_NUMBERS:
            yield Problem(
                contact.place, "lukket-nummer", f"{contact.number}: {_CLOSED_NUMBERS[digits]}.", "Fjern nummeret."
            )
        if contact.number and not re.fullmatch(r"\+?[0-9][0-9 ]{1,14}", contact.number):
            yield Problem(
                contact.place,
                "ugyldigt-nummer",
                f"»{contact.number}« er ikke et telefonnummer.",
                "Skriv kun tal og mellemrum, evt. + først.",
            )
        if not contact.local and not contact.reachable:
            yield Problem(
                contact.place,
                "kontakt-uden-vej",
                f"»{contact.name}« har hverken nummer eller adresse.",
                "Skriv nummer eller adresse.",
            )
        if contact.local and not contact.if_missing:
            yield Problem(
                contact.place,
                "hvis-mangler-mangler",
                f"Den lokale kontakt »{contact.name}« siger ikke, hvad man gør, når nummeret ikke er udfyldt.",
                "Skriv hvis_mangler.",
            )


def local(guide: Guide) -> Problems:
    """Each contact: a number that can be dialled, a way to reach it, and advice where it is not filled in."""
    for contact in guide.contacts.values():
        if contact.local and contact.required and not contact.reachable:
            yield Problem(
                contact.place,
                "udfyldes-lokalt",
                f"»{contact.name}« er ikke udfyldt.",
                f"Skriv nummer eller adresse under [kontakter.{contact.id}] i lokal.toml.",
                warning=True,
            )


def frame(guide: Guide) -> Problems:
    """Required local contacts that the municipality has not filled in; warnings."""
    place = Place("guide.toml", 1)
    for level in Level:
        if level not in guide.frame.levels:
            yield Problem(
                place,
                "niveau-uden-tekst",
                f"Niveauet {level.id} har ingen tekst.",
                f'Tilføj [[niveau]] med id = "{level.id}".',
            )
    if "du" not in guide.frame.actors:
        yield Problem(place, "ukendt-aktoer", "Aktøren »du« mangler.", 'Tilføj [[aktoer]] med id = "du".')


def renamed(guide: Guide) -> Problems:
    """The guide's own words: a text for each level, and the reader as an actor."""
    place = Place("omdoebt.toml", 1)
    known = {*guide.questions, *guide.outcomes, *guide.spor}
    for old, new in guide.renamed.items():
        if new and new not in known and all(question.option(new) is None for question in guide.questions.values()):
            yield unknown(place, "nyt id", new, known, "omdoebt-til-intet")
        if old in known:
            yield Problem(
                place,
                "omdoebt-i-brug",
                f"»{old}« er omdøbt, men findes stadig.",
                "Fjern linjen, eller giv det andet et nyt id.",
            )


def dates(guide: Guide, today: date) -> Problems:
    """Old ids: each leads to one that exists, and none is still in use."""
    for contact in guide.contacts.values():
        if contact.reachable and contact.expires_on and contact.expires_on < today.isoformat():
            yield Problem(
                contact.place,
                "udloebet",
                f"»{contact.name}« skulle være kontrolleret senest {contact.expires_on}.",
                "Ring og kontrollér, og ret tjekket og udloeber.",
                warning=True,
            )
    for law in guide.laws.values():
        if law.review_on and law.review_on < today.isoformat():
            yield Problem(
                law.place,
                "forbi-eftersyn",
                f"{law.act} {law.paragraph} skulle være set efter senest {law.review_on}.",
                "Læs loven igen, og ret laest, version og naeste_eftersyn.",
                warning=True,
            )
