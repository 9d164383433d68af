"""Checks what the data mean: every problem at once, each with its place and remedy, in Danish.

One small function a property, listed in `CHECKS` and `PATH_CHECKS`; the latter walk the graph and run only when it has
no loops and no missing targets, because a proof over a broken graph proves nothing. Shape is `shape`'s business.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import replace
from datetime import date
from difflib import get_close_matches
from typing import Final

from guide import paths
from guide.check_cases import check_cases
from guide.errors import Place, Problem, by_place
from guide.model import (
    DONT_KNOW,
    MAX_QUESTIONS,
    NO,
    Contact,
    Guide,
    Level,
    Outcome,
    Parents,
    Question,
    Spor,
)

Problems = Iterator[Problem]


def check(
    guide: Guide, pages: frozenset[str] | None = None, today: date | None = None, publish: bool = False
) -> tuple[Problem, ...]:
    """Every problem of meaning in a guide.

    In: the guide; the handbook's pages as paths relative to docs/ (None: links to procedures are not checked); the day
    that expiry dates are held against (None: today); `publish` turns missing local data from warnings into errors.
    Out: the problems in reading order, warnings included.
    """
    found = [problem for each in CHECKS for problem in each(guide)]
    found += _pages_exist(guide, pages) if pages is not None else ()
    found += _dates(guide, today or date.today())
    if not any(problem.code in _BROKEN_GRAPH for problem in found):
        found += [problem for each in PATH_CHECKS for problem in each(guide)]
    if publish:
        found = [replace(problem, warning=False) if problem.code in _PUBLISH else problem for problem in found]
    return by_place(found)


_BROKEN_GRAPH: Final = {"ring", "ukendt-maal", "ukendt-foerste"}
_PUBLISH: Final = {"udfyldes-lokalt", "udloebet"}
_CLOSED_NUMBERS: Final = {"20771120": "SISO's telefon er lukket siden 1. maj 2016"}
_CONDITION: Final = re.compile(
    r"(først|tidligst) (når|efter).{0,60}underret|(før|inden) (du|I|man) (må|kan) underrette|"
    r"underret(te)? (kun|først), (når|hvis)|skal prøves, (før|inden) .{0,30}underret",
    re.IGNORECASE,
)


def _unknown(place: Place, kind: str, name: str, known: Iterable[str], code: str) -> Problem:
    """The problem of an id that points to nothing, with the likeliest spelling."""
    near = get_close_matches(name, list(known), n=1)
    remedy = f"Mente du »{near[0]}«?" if near else f"Opret {kind}, eller ret id'et."
    return Problem(place, code, f"»{name}« findes ikke som {kind}.", remedy)


# --- references ---------------------------------------------------------------------------------------------------


def _targets(guide: Guide) -> Problems:
    known = [*guide.questions, *guide.outcomes]
    for question in guide.questions.values():
        for option in question.options:
            if option.target and guide.node(option.target) is None:
                yield _unknown(option.place, "spørgsmål eller udfald", option.target, known, "ukendt-maal")


def _spor_ends(guide: Guide) -> Problems:
    for spor in guide.spor.values():
        own = [question.id for question in guide.questions_of(spor.id)]
        if spor.first not in own:
            yield _unknown(spor.place, "spørgsmål i dette spor", spor.first, own, "ukendt-foerste")
        door = guide.outcomes.get(spor.notify)
        if door is None:
            yield _unknown(spor.place, "udfald", spor.notify, guide.outcomes, "ukendt-sidedoer")
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


def _registers(guide: Guide) -> Problems:
    for outcome in guide.outcomes.values():
        yield from _known_ids(outcome.place, outcome.laws, guide.laws, "lov", "ukendt-lov")
        yield from _known_ids(outcome.place, outcome.contacts, guide.contacts, "kontakt", "ukendt-kontakt")
        for action in outcome.actions:
            yield from _known_ids(action.place, (action.actor,), guide.frame.actors, "aktør", "ukendt-aktoer")
            yield from _known_ids(action.place, (action.contact,), guide.contacts, "kontakt", "ukendt-kontakt")
    groups: tuple[Mapping[str, object], ...] = (
        guide.spor, guide.questions, guide.outcomes, guide.laws, guide.contacts, guide.terms
    )  # fmt: skip
    for group in groups:
        for item in group.values():
            sources = getattr(item, "sources", ())
            yield from _known_ids(getattr(item, "place", Place()), sources, guide.sources, "kilde", "ukendt-kilde")


def _known_ids(place: Place, ids: Iterable[str], known: Mapping[str, object], kind: str, code: str) -> Problems:
    for name in ids:
        if name and name not in known:
            yield _unknown(place, kind, name, known, code)


def _pages_exist(guide: Guide, pages: frozenset[str]) -> Problems:
    for outcome in guide.outcomes.values():
        if outcome.procedure and outcome.procedure not in pages:
            yield _unknown(outcome.place, "side i docs/", outcome.procedure, pages, "ukendt-side")


# --- one question, one outcome, one register entry --------------------------------------------------------------------


def _question_forms(guide: Guide) -> Problems:
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
            yield Problem(unsure.place, "ved-ikke-ikke-sidst", "Svaret ved-ikke står ikke sidst.", "Flyt det ned som det sidste svar.")
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
            question.place, "for-faa-svar", f"Spørgsmålet »{question.text}« har kun ét svar.", "Tilføj et svar, eller fjern spørgsmålet."
        )
    for name, values in (("id", [o.id for o in question.options]), ("tekst", [o.text for o in question.options])):
        for value in sorted({value for value in values if value and values.count(value) > 1}):
            yield Problem(
                question.place, "dobbelt-svar", f"To svar har samme {name}: »{value}«.", "Giv dem hver sit, eller slå dem sammen."
            )


def _outcome_forms(guide: Guide) -> Problems:
    for outcome in guide.outcomes.values():
        if all(action.actor != "du" for action in outcome.actions):
            yield Problem(
                outcome.place, "ingen-egne-trin", f"Udfaldet »{outcome.title}« har intet trin for »du«.", 'Tilføj et trin med hvem = "du".'
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


def _repealed(guide: Guide) -> Problems:
    """Serviceloven no longer rules this; it may stand only as the earlier number of a law."""
    texts: list[tuple[Place, str]] = []
    for outcome in guide.outcomes.values():
        texts += [(outcome.place, text) for text in _texts(outcome)]
    for question in guide.questions.values():
        texts += [(question.place, text) for text in (question.text, question.help, *question.meaning, *question.examples)]
    texts += [(law.place, text) for law in guide.laws.values() for text in (law.act, law.heading)]
    for place, text in texts:
        if "servicelov" in text.lower():
            yield Problem(
                place,
                "ophaevet-lov",
                f"Serviceloven nævnes som gældende: »{text}«",
                "Henvis til barnets lov, og skriv det gamle nummer under »tidligere« i love.toml.",
            )


def _contact_forms(guide: Guide) -> Problems:
    for contact in guide.contacts.values():
        digits = "".join(ch for ch in contact.number if ch.isdigit())
        if digits in _CLOSED_NUMBERS:
            yield Problem(contact.place, "lukket-nummer", f"{contact.number}: {_CLOSED_NUMBERS[digits]}.", "Fjern nummeret.")
        if contact.number and not re.fullmatch(r"\+?[0-9][0-9 ]{1,14}", contact.number):
            yield Problem(
                contact.place, "ugyldigt-nummer", f"»{contact.number}« er ikke et telefonnummer.", "Skriv kun tal og mellemrum, evt. + først."
            )
        if not contact.local and not contact.reachable:
            yield Problem(
                contact.place, "kontakt-uden-vej", f"»{contact.name}« har hverken nummer eller adresse.", "Skriv nummer eller adresse."
            )
        if contact.local and not contact.if_missing:
            yield Problem(
                contact.place,
                "hvis-mangler-mangler",
                f"Den lokale kontakt »{contact.name}« siger ikke, hvad man gør, når nummeret ikke er udfyldt.",
                "Skriv hvis_mangler.",
            )


def _local(guide: Guide) -> Problems:
    for contact in guide.contacts.values():
        if contact.local and contact.required and not contact.reachable:
            yield Problem(
                contact.place,
                "udfyldes-lokalt",
                f"»{contact.name}« er ikke udfyldt.",
                f"Skriv nummer eller adresse under [kontakter.{contact.id}] i lokal.toml.",
                warning=True,
            )


def _frame(guide: Guide) -> Problems:
    place = Place("guide.toml", 1)
    for level in Level:
        if level not in guide.frame.levels:
            yield Problem(place, "niveau-uden-tekst", f"Niveauet {level.id} har ingen tekst.", f'Tilføj [[niveau]] med id = "{level.id}".')
    if "du" not in guide.frame.actors:
        yield Problem(place, "ukendt-aktoer", "Aktøren »du« mangler.", 'Tilføj [[aktoer]] med id = "du".')


def _renamed(guide: Guide) -> Problems:
    place = Place("omdoebt.toml", 1)
    known = {*guide.questions, *guide.outcomes, *guide.spor}
    for old, new in guide.renamed.items():
        if new and new not in known and all(question.option(new) is None for question in guide.questions.values()):
            yield _unknown(place, "nyt id", new, known, "omdoebt-til-intet")
        if old in known:
            yield Problem(place, "omdoebt-i-brug", f"»{old}« er omdøbt, men findes stadig.", "Fjern linjen, eller giv det andet et nyt id.")


def _dates(guide: Guide, today: date) -> Problems:
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


# --- the graph: every path ----------------------------------------------------------------------------------------


def _loops(guide: Guide) -> Problems:
    for loop in paths.loops(guide):
        place = guide.questions[loop[0]].place
        yield Problem(place, "ring", f"Spørgsmålene går i ring: {' → '.join(loop)}.", "Lad et af svarene føre videre til et udfald.")


def _reach(guide: Guide) -> Problems:
    found = paths.reachable(guide, (spor.first for spor in guide.spor.values()))
    nodes: list[Question | Outcome] = [*guide.questions.values(), *guide.outcomes.values()]
    for node in nodes:
        if node.id not in found:
            kind = "Spørgsmålet" if isinstance(node, Question) else "Udfaldet"
            yield Problem(
                node.place, "uopnaaeligt", f"{kind} »{node.id}« kan ikke nås med noget svar.", "Lad et svar føre til det, eller fjern det."
            )


def _longest(guide: Guide) -> Problems:
    known = paths.below(guide)
    for spor in guide.spor.values():
        under = known.get(spor.first)
        if under and under.questions > MAX_QUESTIONS:
            yield Problem(
                spor.place,
                "for-lang-vej",
                f"Den længste vej har {under.questions} spørgsmål; der må højst være {MAX_QUESTIONS}.",
                "Slå spørgsmål sammen, eller lad et svar føre hurtigere til et udfald.",
            )


def _unsure(guide: Guide) -> Problems:
    known = paths.below(guide)
    for question in guide.questions.values():
        unsure, sure = question.option(DONT_KNOW), question.option(NO)
        if unsure is None or unsure.target not in known:
            continue
        if sure is not None and sure.target in known:
            if known[unsure.target].lowest >= known[sure.target].highest:
                continue
            lower = paths.lower_way(guide, unsure.target, sure.target)
            if lower:
                yield _unsure_problem(guide, question, *lower)
        elif len(question.options) > 1:
            others = [known[o.target].lowest for o in question.options if o is not unsure and o.target in known]
            if others and known[unsure.target].lowest < min(others):
                yield Problem(
                    unsure.place,
                    "ved-ikke-lavere",
                    f"I »{question.text}« fører ved-ikke lavere end alle andre svar.",
                    "Lad ved-ikke føre mindst så højt som det laveste andet svar.",
                )


def _unsure_problem(guide: Guide, question: Question, lower: paths.Path, higher: paths.Path) -> Problem:
    unsure = question.option(DONT_KNOW)
    return Problem(
        unsure.place if unsure else question.place,
        "ved-ikke-lavere",
        f"I »{question.text}« kan ved-ikke ende lavere end nej. Ved ikke: {_end(guide, lower)}. Nej: {_end(guide, higher)}.",
        "Lad ved-ikke føre til det samme som nej, eller højere.",
    )


def _end(guide: Guide, path: paths.Path) -> str:
    return f"{paths.in_words(guide, path.answers, path.outcome)} ({guide.outcomes[path.outcome].level.id})"


def _parents(guide: Guide) -> Problems:
    """In a concern about violence and abuse, parents may be told only where an answer points the suspicion elsewhere."""
    for spor in guide.spor.values():
        if not spor.abuse:
            continue
        own = guide.questions_of(spor.id)
        if not any(option.suspicion for question in own for option in question.options):
            yield Problem(
                spor.place,
                "overgreb-uden-mistanke",
                "Sporet handler om overgreb, men intet svar siger, hvem mistanken er mod.",
                'Skriv mistanke_mod = "foraeldre" (eller ansat, barn, anden-voksen, ukendt, ingen) på svarene.',
            )
        worst = _warned_parents(guide, spor)
        if worst:
            yield Problem(
                guide.outcomes[worst.outcome].place,
                "foraeldre-advares",
                f"Forældrene får besked, uden at mistanken er rettet mod en anden: {paths.in_words(guide, worst.answers, worst.outcome)}.",
                'Skriv foraeldre = "nej" eller "myndigheden-afgoer", eller led vejen til et andet udfald.',
            )


def _warned_parents(guide: Guide, spor: Spor) -> paths.Path | None:
    """The shortest path of a concern that tells the parents although it must not, or None."""
    wrong = [path for path in paths.every_path(guide, spor.first, spor.id) if _warns(guide, path)]
    return min(wrong, key=lambda path: len(path.answers), default=None)


def _warns(guide: Guide, path: paths.Path) -> bool:
    if guide.outcomes[path.outcome].parents is not Parents.YES:
        return False
    pointed = set()
    for question_id, option_id in path.answers:
        option = guide.questions[question_id].option(option_id)
        if option and option.suspicion:
            pointed.add(option.suspicion)
    return not pointed or any(suspicion.forbids_telling_parents for suspicion in pointed)


def _upward(guide: Guide) -> Problems:
    """From every outcome a notification is one or more steps up, and no way up leads down."""
    for outcome in guide.outcomes.values():
        yield from _known_ids(outcome.place, outcome.up, guide.outcomes, "udfald", "ukendt-opad")
        for up in (guide.outcomes[name] for name in outcome.up if name in guide.outcomes):
            if up.level <= outcome.level:
                yield Problem(
                    outcome.place,
                    "opad-ikke-hoejere",
                    f"»{up.id}« ({up.level.id}) er ikke højere end »{outcome.id}« ({outcome.level.id}).",
                    "Peg kun på udfald med højere niveau.",
                )
        if outcome.level < Level.UNDERRET and not _can_notify(guide, outcome):
            yield Problem(
                outcome.place,
                "uden-vej-til-underretning",
                f"Fra »{outcome.title}« kan man ikke komme op til en underretning.",
                "Tilføj et udfald med niveau underret eller højere i opad.",
            )


def _can_notify(guide: Guide, outcome: Outcome) -> bool:
    above = paths.reachable(guide, outcome.up, with_exits=True)
    return any(guide.outcomes[name].level >= Level.UNDERRET for name in above if name in guide.outcomes)


def unfilled(guide: Guide) -> tuple[Contact, ...]:
    """The required local contacts that a municipality has still to fill in."""
    return tuple(c for c in guide.contacts.values() if c.local and c.required and not c.reachable)


CHECKS: Final[tuple[Callable[[Guide], Problems], ...]] = (
    _targets, _spor_ends, _registers, _question_forms, _outcome_forms, _repealed, _contact_forms, _local, _frame,
    _renamed, _loops, _upward,
)  # fmt: skip
PATH_CHECKS: Final[tuple[Callable[[Guide], Problems], ...]] = (_reach, _longest, _unsure, _parents, check_cases)
