"""One function a kind of value: a typed row of a data file -> the model. Shape and meaning are checked elsewhere."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from typing import TypeVar

from guide.model import (
    Action,
    Frame,
    Later,
    Level,
    LevelText,
    Option,
    Outcome,
    Parents,
    Question,
    Role,
    Spor,
    Suspicion,
)
from guide.registers import (
    Asked,
    Case,
    Contact,
    FromCase,
    Law,
    Local,
    Sign,
    Source,
    Step,
    Term,
    Vignette,
    Wrong,
)
from guide.shape import Row


def spor(row: Row) -> Spor:
    """A concern, without its questions."""
    return Spor(
        id=row.text("id"),
        title=row.text("titel"),
        fits=row.text("passer_naar"),
        order=row.number("raekkefoelge", 0),
        group=row.text("gruppe"),
        first=row.text("foerste"),
        notify=row.text("underret"),
        abuse=row.flag("overgreb"),
        sources=row.texts("kilder"),
        place=row.place,
    )


def question(row: Row, spor: str) -> Question:
    """A question of a concern, with its options."""
    return Question(
        id=row.text("id"),
        spor=spor,
        text=row.text("tekst"),
        help=row.text("hjaelp"),
        options=tuple(_option(option) for option in row.rows("svar")),
        meaning=row.texts("mener_vi"),
        examples=row.texts("eksempler"),
        sources=row.texts("kilder"),
        place=row.place,
    )


def _option(row: Row) -> Option:
    suspicion = row.text("mistanke_mod")
    return Option(
        id=row.text("id"),
        text=row.text("tekst"),
        target=row.text("til"),
        note=row.text("forklaring"),
        find_out=row.text("find_ud_af"),
        by_when=row.text("senest"),
        suspicion=_pick(Suspicion, suspicion),
        place=row.place,
    )


def outcome(row: Row) -> Outcome:
    """An outcome with its steps."""
    return Outcome(
        id=row.text("id"),
        level=next((level for level in Level if level.id == row.text("niveau")), Level.HVERDAG),
        title=row.text("titel"),
        why=row.text("hvorfor"),
        actions=tuple(_action(action) for action in row.rows("trin")),
        parents=_pick(Parents, row.text("foraeldre")) or Parents.NO,
        parents_why=row.text("foraeldre_hvorfor"),
        record=row.texts("skriv_ned"),
        avoid=row.texts("undgaa"),
        laws=row.texts("love"),
        contacts=row.texts("kontakter"),
        procedure=row.text("procedure"),
        later=tuple(_later(later) for later in row.rows("bagefter")),
        disagree=row.text("uenig"),
        up=row.texts("opad"),
        sources=row.texts("kilder"),
        band=row.text("baand"),
        place=row.place,
    )


_E = TypeVar("_E", Parents, Suspicion)


def _pick(kind: Callable[[str], _E], value: str) -> _E | None:
    """The member with that value, or None; a wrong value has been reported by the shape."""
    try:
        return kind(value)
    except ValueError:
        return None


def _action(row: Row) -> Action:
    return Action(
        actor=row.text("hvem"),
        what=row.text("hvad"),
        when=row.text("hvornaar"),
        how=row.text("hvordan"),
        contact=row.text("kontakt"),
        place=row.place,
    )


def _later(row: Row) -> Later:
    return Later(
        when=row.text("hvornaar"),
        what=row.text("hvad"),
        hours=row.count("timer"),
        working_days=row.count("hverdage"),
        days=row.count("dage"),
        place=row.place,
    )


def law(row: Row) -> Law:
    """An entry of the law register."""
    return Law(
        id=row.text("id"),
        act=row.text("lov"),
        paragraph=row.text("paragraf"),
        heading=row.text("overskrift"),
        says=row.text("siger"),
        sources=row.texts("kilder"),
        version=row.text("version"),
        confirmed=row.text("sikkerhed") == "bekraeftet",
        earlier=row.text("tidligere"),
        read_on=row.text("laest"),
        review_on=row.text("naeste_eftersyn"),
        applies=row.text("gaelder"),
        parts=row.texts("stykker"),
        place=row.place,
    )


def contact(row: Row) -> Contact:
    """A contact as the national file has it."""
    return Contact(
        id=row.text("id"),
        name=row.text("navn"),
        local=row.text("omraade") == "lokal",
        number=row.text("nummer"),
        address=row.text("adresse"),
        hours=row.text("aabent"),
        used_for=row.text("bruges_til"),
        if_missing=row.text("hvis_mangler"),
        confirmed=row.text("sikkerhed") == "bekraeftet",
        required=row.flag("paakraevet"),
        checked_on=row.text("tjekket"),
        expires_on=row.text("udloeber"),
        sources=row.texts("kilder"),
        place=row.place,
    )


def filled(contact: Contact, row: Row) -> Contact:
    """The contact with the municipality's number, address, hours and dates, each with the place where it now stands.

    It counts as confirmed where the municipality says when it was tried; a date of ours says nothing of their number.
    """
    return replace(
        contact,
        number=row.text("nummer"),
        address=row.text("adresse"),
        hours=row.text("aabent") or contact.hours,
        checked_on=row.text("tjekket"),
        expires_on=row.text("udloeber"),
        confirmed=bool(row.text("tjekket")),
        place=replace(contact.place, keys={**contact.place.keys, **row.place.keys}),
    )


def source(row: Row) -> Source:
    """A source."""
    return Source(
        id=row.text("id"),
        title=row.text("titel"),
        publisher=row.text("udgiver"),
        kind=row.text("slags"),
        date=row.text("dato"),
        address=row.text("adresse"),
        note=row.text("note"),
        place=row.place,
    )


def term(row: Row) -> Term:
    """A word of the glossary."""
    return Term(
        id=row.text("id"),
        word=row.text("ord"),
        short=row.text("forkortelse"),
        meaning=row.text("forklaring"),
        also=row.texts("ogsaa"),
        sources=row.texts("kilder"),
        place=row.place,
    )


def sign(row: Row) -> Sign:
    """A sign with the words people use for it."""
    return Sign(
        id=row.text("id"),
        text=row.text("tekst"),
        group=row.text("gruppe"),
        ages=row.texts("aldre"),
        words=row.texts("ord"),
        spor=row.texts("spor"),
        sources=row.texts("kilder"),
        place=row.place,
    )


def case(row: Row) -> Case:
    """A practice case."""
    return Case(
        id=row.text("id"),
        title=row.text("titel"),
        story=row.text("historie"),
        role=row.text("rolle"),
        setting=row.text("sted"),
        age=row.text("alder"),
        spor=row.text("spor"),
        answers=row.pairs("svar"),
        outcome=row.text("udfald"),
        why=row.text("hvorfor"),
        mistake=row.text("typisk_fejl"),
        audience=row.texts("maalgruppe"),
        pair=row.text("par"),
        not_in_danger=row.text("ikke_fare_nu"),
        place=row.place,
    )


def step(row: Row) -> Step:
    """One of the fixed answers to every vignette."""
    return Step(id=row.text("id"), text=row.text("tekst"), meaning=row.text("betyder"), place=row.place)


def vignette(row: Row) -> Vignette:
    """A short story with its recommended answer."""
    return Vignette(
        id=row.text("id"),
        title=row.text("titel"),
        story=row.text("historie"),
        role=row.text("rolle"),
        setting=row.text("sted"),
        age=row.text("alder"),
        recommended=row.texts("anbefalet"),
        why=row.text("hvorfor"),
        lower=row.text("lavere"),
        higher=row.text("hoejere"),
        belief=row.text("mange_tror"),
        laws=row.texts("lov"),
        sources=row.texts("kilder"),
        place=row.place,
    )


def asked(row: Row) -> Asked:
    """A quiz question in words."""
    return Asked(
        id=row.text("id"),
        subject=row.text("emne"),
        text=row.text("tekst"),
        right=row.text("rigtigt"),
        why=row.text("hvorfor"),
        wrong=_wrong(row),
        laws=row.texts("lov"),
        sources=row.texts("kilder"),
        page=row.text("side"),
        place=row.place,
    )


def from_case(row: Row) -> FromCase:
    """A practice case that the quiz asks about. Its id is the case's."""
    return FromCase(id=row.text("case"), subject=row.text("emne"), wrong=_wrong(row), place=row.place)


def _wrong(row: Row) -> tuple[Wrong, ...]:
    return tuple(Wrong(each.text("svar"), each.text("hvorfor"), each.place) for each in row.rows("forkert"))


def local(row: Row) -> Local:
    """What the municipality filled in, contacts apart."""
    return Local(
        municipality=row.text("kommune"),
        jurisdiction=row.text("jurisdiktion") or "dk",
        topi_a_year=row.number("topi_om_aaret", 2),
        names=row.words("navne"),
        links=row.words("links"),
        place=row.place,
    )


def _role(row: Row) -> Role:
    return Role(id=row.text("id"), title=row.text("titel"), actors=row.texts("aktoerer"), place=row.place)


def frame(row: Row) -> Frame:
    """The guide's own words."""
    levels = {lv.id: lv for lv in Level}
    texts = [
        LevelText(levels[r.text("id")], r.text("ord"), r.text("betyder"))
        for r in row.rows("niveau")
        if r.text("id") in levels
    ]
    return Frame(
        title=row.text("titel"),
        intro=row.text("indledning"),
        emergency_question=row.text("noed_spoergsmaal"),
        emergency_action=row.text("noed_handling"),
        law_caveat=row.text("lov_forbehold"),
        levels={text.level: text for text in texts},
        groups={group.text("id"): group.text("titel") for group in row.rows("gruppe")},
        actors={actor.text("id"): actor.text("titel") for actor in row.rows("aktoer")},
        roles={role.id: role for role in map(_role, row.rows("rolle"))},
        unsure=row.text("i_tvivl"),
        place=row.place,
    )
