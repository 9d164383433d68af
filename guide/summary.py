"""What a person takes along from the guide as plain text: a summary without identity, and a draft of a notification.

No field asks for a name; where a name belongs stands an empty line, to be written by hand. Pure: the moment comes from
the caller.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from datetime import datetime
from typing import Final

from guide import __version__
from guide.deadlines import in_danish, timeline
from guide.engine import Answered, Step
from guide.model import Guide, Level, Outcome, Parents
from guide.words import CHECK_LAW, PARENTS

_BLANK: Final = "______________________________"


def summary(guide: Guide, step: Step, now: datetime | None) -> str:
    """The summary of a finished walk as plain text; "" before an outcome is reached."""
    outcome = step.outcome
    if outcome is None:
        return ""
    parts = [
        *_head(guide, "OPSUMMERING UDEN NAVNE", now),
        *_section("Barnets navn (skriv det i hånden)", [_BLANK]),
        *_section("Svaret", [f"{guide.band(outcome)}: {outcome.title}", outcome.why]),
        *_section("Gør sådan", _steps(guide, outcome)),
        *_section("Forældrene", [_parents(step, outcome)]),
        *_section("Alle dine bekymringer", _concerns(guide, step) if len(step.walks) > 1 else []),
        *_section("Dine svar", _answers(step)),
        *_section("Det siger loven", _laws(guide, outcome)),
        *_section("Frister", _dates(guide, outcome, now)),
    ]
    return "\n".join(parts).strip() + "\n"


def draft(guide: Guide, step: Step, now: datetime | None) -> str:
    """The draft of a notification as plain text; "" where the outcome asks for none."""
    outcome = step.outcome
    if outcome is None or outcome.level < Level.UNDERRET:
        return ""
    parts = [
        *_head(guide, "KLADDE TIL EN UNDERRETNING", now),
        "Skriv navne og cpr-numre i hånden eller i kommunens sikre skema, ikke her.",
        "Ret alt, der ikke passer. Hold det, du så, adskilt fra det, du tænker.",
        *_section("Hvem underretter", _lines("Arbejdssted", "Arbejdets adresse, aldrig din private", "Din stilling")),
        *_section(
            "Fakta",
            [
                *_room("Hvad er der set eller hørt"),
                *_lines("Hvornår: dato og klokkeslæt", "Hvor", "Hvem så eller hørte det"),
            ],
        ),
        *_section("Fra vejviseren", _answers(step)),
        *_section("Barnets egne ord", [*_room("Ord for ord"), *_lines("Det, du spurgte om")]),
        *_section("Min vurdering", _room("Derfor er jeg bekymret")),
        *_section("Det har vi gjort", _room("Hvad, hvornår, og hvordan det gik")),
        *_section("Kontakt med forældrene", _contact_with_parents(step, outcome)),
        *_section("Sendt", _lines("Dato og klokkeslæt", "Til")),
    ]
    return "\n".join(parts).strip() + "\n"


def _head(guide: Guide, heading: str, now: datetime | None) -> list[str]:
    when = f"Lavet {in_danish(now)}. " if now else ""
    return [heading, f"{when}Næste skridt {__version__}, indhold {guide.fingerprint}."]


def _section(heading: str, lines: Iterable[str]) -> Iterator[str]:
    """A heading with its lines after an empty line; nothing where there are no lines."""
    found = [line for line in lines if line]
    if found:
        yield from ("", heading.upper(), *found)


def _lines(*names: str) -> list[str]:
    return [f"{name}: {_BLANK}" for name in names]


def _room(name: str) -> list[str]:
    """A heading with room to write more than a line."""
    return [f"{name}:", *[_BLANK * 2] * 3]


def _steps(guide: Guide, outcome: Outcome) -> Iterator[str]:
    for number, action in enumerate(outcome.actions, 1):
        actor = guide.frame.actors.get(action.actor, action.actor)
        yield f"{number}. {actor} ({action.when}): {action.what} {action.how}".rstrip()


def _rule(step: Step, outcome: Outcome) -> Parents:
    return step.parents or outcome.parents


def _parents(step: Step, outcome: Outcome) -> str:
    rule = _rule(step, outcome)
    return f"{PARENTS[rule]} {outcome.parents_why}" if rule is outcome.parents else PARENTS[rule]


def _concerns(guide: Guide, step: Step) -> Iterator[str]:
    for walk in step.walks:
        if walk.outcome:
            yield f"- {guide.spor[walk.spor].title}: {walk.outcome.title}. {walk.outcome.why}"


def _answers(step: Step) -> list[str]:
    entries = dict.fromkeys(entry for walk in step.walks for entry in walk.trail)
    return [
        f"- {entry.question.text} {entry.option.text}"
        if isinstance(entry, Answered)
        else f"- Valgte at gå op til: {entry.outcome.title}"
        for entry in entries
    ]


def _laws(guide: Guide, outcome: Outcome) -> Iterator[str]:
    for law in guide.laws_of(outcome):
        sure = "" if law.confirmed else f" ({CHECK_LAW})"
        yield f"- {law.act} {law.paragraph}{sure}: {law.heading}"
    yield guide.frame.law_caveat


def _dates(guide: Guide, outcome: Outcome, now: datetime | None) -> Iterator[str]:
    if now is None:
        return
    for due in timeline(guide.later_of(outcome), now, guide.holidays):
        yield f"- {in_danish(due.at, with_hour=not due.whole_day)}: {due.what}"


def _contact_with_parents(step: Step, outcome: Outcome) -> list[str]:
    rule = _rule(step, outcome)
    if rule is Parents.YES:
        return _lines("Det har vi sagt til dem", "Det sagde de", "Er de ikke orienteret, så skriv hvorfor")
    reason = outcome.parents_why if rule is outcome.parents else "En anden af bekymringerne taler imod det."
    told = _lines("Ved de det alligevel, så ret det her: hvem sagde det, og hvornår") if rule is not Parents.NO else []
    return ["Forældrene er ikke orienteret om mistanken eller underretningen.", f"Begrundelse: {reason}", *told]
