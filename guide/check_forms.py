"""Checks each question, outcome, contact and register entry by itself: is it whole, and is nothing forbidden said."""

from __future__ import annotations

import re
from collections.abc import Iterator
from datetime import date
from typing import Final

from guide.check_references import unknown
from guide.errors import Place, Problem
from guide.model import DONT_KNOW, Guide, Level, Outcome, Question
from guide.registers import Law

Problems = Iterator[Problem]

_CLOSED_NUMBERS: Final = {"20771120": "SISO's telefon er lukket siden 1. maj 2016"}
_NUMBER: Final = re.compile(r"\+?[0-9][0-9 ]{1,14}")
_ADDRESS: Final = re.compile(r"https?://[^\s<>\"']+")
_NOW: Final = re.compile(r"\bnu\b", re.IGNORECASE)
_TODAY: Final = re.compile(r"\bi dag\b", re.IGNORECASE)
_CONDITION: Final = re.compile(
    r"(først|tidligst) (når|efter).{0,60}underret|(før|inden) (du|I|man) (må|kan) underrette|"
    r"(må|kan|skal|bør) først underrette|underret(te)? (kun|først), (når|hvis)|skal prøves, (før|inden) .{0,30}underret",
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
    for key, values in (("id", [o.id for o in question.options]), ("tekst", [o.text for o in question.options])):
        for number, value in enumerate(values):
            if value and value in values[:number]:
                yield Problem(
                    question.options[number].place.of(key),
                    "dobbelt-svar",
                    f"To svar har samme {key}: »{value}«.",
                    "Giv dem hver sit, eller slå dem sammen.",
                )


def outcome_forms(guide: Guide) -> Problems:
    """Each outcome: a step for the reader, and someone to call when it is urgent."""
    for outcome in guide.outcomes.values():
        if outcome.actions and all(action.actor != "du" for action in outcome.actions):
            yield Problem(
                outcome.place,
                "ingen-egne-trin",
                f"Udfaldet »{outcome.title}« har intet trin for »du«.",
                'Tilføj et trin med hvem = "du".',
            )
        if outcome.actions and outcome.level >= Level.STRAKS and not any(action.contact for action in outcome.actions):
            yield Problem(
                outcome.place.of("niveau"),
                "opkald-uden-kontakt",
                f"Udfaldet haster ({outcome.level.id}), men intet trin siger, hvem man ringer til.",
                "Tilføj kontakt på det trin, hvor der ringes.",
            )


def bands(guide: Guide) -> Problems:
    """No band says a later time than the title below it."""
    for outcome in guide.outcomes.values():
        band, now, today = guide.band(outcome), _NOW.search(outcome.title), _TODAY.search(outcome.title)
        if now and not today and _TODAY.search(band):
            yield Problem(
                outcome.place.of("titel"),
                "baand-modsiger-titel",
                f"Båndet siger »{band}«, men titlen siger nu: »{outcome.title}«.",
                'Skriv baand = "Ring nu" under niveau, eller ret titlen.',
            )


def deadlines(guide: Guide) -> Problems:
    """Each time that can be counted is one positive number, so that the calendar says what the page says."""
    for outcome in guide.outcomes.values():
        for later in outcome.later:
            numbers = {"timer": later.hours, "hverdage": later.working_days, "dage": later.days}
            given = {key: number for key, number in numbers.items() if number is not None}
            if len(given) > 1 or any(number < 1 for number in given.values()):
                yield Problem(
                    later.place.of(next(iter(given))),
                    "ugyldig-frist",
                    f"Fristen »{later.when}« har {', '.join(f'{key} = {number}' for key, number in given.items())}.",
                    "Skriv præcis ét helt tal fra 1 og op: timer, hverdage eller dage.",
                )


Said = Iterator[tuple[Place, str]]


def said(guide: Guide) -> Said:
    """Every text of the questions and outcomes, with its place."""
    for question in guide.questions.values():
        yield from _said_by_question(question)
    for outcome in guide.outcomes.values():
        yield from _said_by_outcome(outcome)


def _said_by_question(question: Question) -> Said:
    at = question.place.of
    yield from ((at("tekst"), question.text), (at("hjaelp"), question.help))
    yield from ((at("mener_vi"), text) for text in question.meaning)
    yield from ((at("eksempler"), text) for text in question.examples)
    for option in question.options:
        at = option.place.of
        yield from ((at("tekst"), option.text), (at("forklaring"), option.note), (at("find_ud_af"), option.find_out))


def _said_by_outcome(outcome: Outcome) -> Said:
    at = outcome.place.of
    yield from ((at("titel"), outcome.title), (at("hvorfor"), outcome.why))
    yield from ((at("foraeldre_hvorfor"), outcome.parents_why), (at("uenig"), outcome.disagree))
    yield from ((at("skriv_ned"), text) for text in outcome.record)
    yield from ((at("undgaa"), text) for text in outcome.avoid)
    for action in outcome.actions:
        yield from ((action.place.of("hvad"), action.what), (action.place.of("hvordan"), action.how))
    yield from ((later.place.of("hvad"), later.what) for later in outcome.later)


def conditions(guide: Guide) -> Problems:
    """No text makes an earlier step a condition for notifying."""
    for place, text in said(guide):
        if _CONDITION.search(text):
            yield Problem(
                place,
                "betingelse-for-underretning",
                f"Teksten gør et tidligere trin til en betingelse: »{text.rstrip('.')}«.",
                "Skriv det om: man kan altid underrette, også mens andet er i gang.",
            )


def repealed(guide: Guide) -> Problems:
    """Serviceloven no longer rules this; it may stand only as the earlier number of a law."""
    laws = ((law.place.of(key), text) for law in guide.laws.values() for key, text in _named(law))
    for place, text in (*said(guide), *laws):
        if "servicelov" in text.lower():
            yield Problem(
                place,
                "ophaevet-lov",
                f"Serviceloven nævnes som gældende: »{text.rstrip('.')}«.",
                "Henvis til barnets lov, og skriv det gamle nummer under »tidligere« i love.toml.",
            )


def _named(law: Law) -> tuple[tuple[str, str], ...]:
    return ("lov", law.act), ("overskrift", law.heading)


def contact_forms(guide: Guide) -> Problems:
    """Each contact: a number that can be dialled, a way to reach it, and advice where it is not filled in."""
    for contact in guide.contacts.values():
        digits = "".join(ch for ch in contact.number if ch.isdigit())
        at = contact.place.of("nummer")
        if digits in _CLOSED_NUMBERS:
            yield Problem(at, "lukket-nummer", f"{contact.number}: {_CLOSED_NUMBERS[digits]}.", "Fjern nummeret.")
        if contact.number and not _NUMBER.fullmatch(contact.number):
            yield Problem(
                at,
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


def addresses(guide: Guide) -> Problems:
    """Every address is that of a web page; without https:// a browser would look for it on the site itself."""
    places = [(contact.place.of("adresse"), contact.address) for contact in guide.contacts.values()]
    places += [(source.place.of("adresse"), source.address) for source in guide.sources.values()]
    links = guide.local.place.of("links")
    places += [(links.of(name), link) for name, link in guide.local.links.items()]
    for place, address in places:
        if address and not _ADDRESS.fullmatch(address):
            yield Problem(
                place,
                "ugyldig-adresse",
                f"»{address}« er ikke en webadresse.",
                "Skriv hele adressen, så den begynder med https://.",
            )


def local(guide: Guide) -> Problems:
    """Required local contacts that the municipality has not filled in; warnings."""
    for contact in guide.contacts.values():
        if contact.local and contact.required and not contact.reachable:
            yield Problem(
                contact.place.of("nummer"),
                "udfyldes-lokalt",
                f"»{contact.name}« er ikke udfyldt.",
                f"Skriv nummer eller adresse under [kontakter.{contact.id}] i lokal.toml.",
                warning=True,
            )


def frame(guide: Guide) -> Problems:
    """The guide's own words: a text for each level, and the reader as an actor. An unread file is left to the shape."""
    for level in Level:
        if guide.frame.levels and level not in guide.frame.levels:
            yield Problem(
                guide.frame.place,
                "niveau-uden-tekst",
                f"Niveauet {level.id} har ingen tekst.",
                f'Tilføj [[niveau]] med id = "{level.id}".',
            )
    if guide.frame.actors and "du" not in guide.frame.actors:
        yield Problem(guide.frame.place, "ukendt-aktoer", "Aktøren »du« mangler.", 'Tilføj [[aktoer]] med id = "du".')


def renamed(guide: Guide) -> Problems:
    """Old ids: each leads to one that exists, and none is still in use."""
    known = {*guide.questions, *guide.outcomes, *guide.spor}
    for old, new in guide.renamed.items():
        if new and new not in known and all(question.option(new) is None for question in guide.questions.values()):
            yield unknown(guide.renamed_at.of(old), "nyt id", new, known, "omdoebt-til-intet")
        if old in known:
            yield Problem(
                guide.renamed_at.of(old),
                "omdoebt-i-brug",
                f"»{old}« er omdøbt, men findes stadig.",
                "Fjern linjen, eller giv det andet et nyt id.",
            )


def dates(guide: Guide, today: date) -> Problems:
    """What should have been looked at again before today; warnings."""
    for contact in guide.contacts.values():
        if contact.reachable and contact.expires_on and contact.expires_on < today.isoformat():
            yield Problem(
                contact.place.of("udloeber"),
                "udloebet",
                f"»{contact.name}« skulle være kontrolleret senest {contact.expires_on}.",
                "Ring og kontrollér, og ret tjekket og udloeber.",
                warning=True,
            )
    for law in guide.laws.values():
        if law.review_on and law.review_on < today.isoformat():
            yield Problem(
                law.place.of("naeste_eftersyn"),
                "forbi-eftersyn",
                f"{law.act} {law.paragraph} skulle være set efter senest {law.review_on}.",
                "Læs loven igen, og ret laest, version og naeste_eftersyn.",
                warning=True,
            )
