"""What has been proven of a guide, in numbers: the page "Sådan er guiden kontrolleret" is written from this.

The proofs themselves are `check`'s; a guide that has problems gets no page. Here the same things are counted, so that a
reader sees how much was looked at, and not only that it was.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from itertools import product
from typing import Final

from guide import paths
from guide.engine import strictest
from guide.model import DONT_KNOW, MAX_QUESTIONS, NO, Guide, Level, Outcome, Parents


@dataclass(frozen=True)
class Proof:
    """One property: what it promises, how many things were examined, and the words for those things."""

    promise: str
    examined: int
    things: str


def proofs(guide: Guide) -> tuple[Proof, ...]:
    """Every property with its count. In: a guide without errors. Raises AssertionError where one does not hold."""
    return tuple(each(guide) for each in _PROOFS)


def _ends(guide: Guide) -> Proof:
    ways = [paths.below(guide)[spor.first].ways for spor in guide.spor.values()]
    return Proof("Alle veje ender i et udfald, og ingen vej går i ring.", sum(ways), "veje")


def _length(guide: Guide) -> Proof:
    longest = max(paths.below(guide)[spor.first].questions for spor in guide.spor.values())
    assert longest <= MAX_QUESTIONS
    return Proof(
        f"Ingen vej har mere end {MAX_QUESTIONS} spørgsmål; den længste har {longest}.", len(guide.spor), "spor"
    )


def _reach(guide: Guide) -> Proof:
    found = paths.reachable(guide, (spor.first for spor in guide.spor.values()))
    assert found == {*guide.questions, *guide.outcomes}
    return Proof("Alle spørgsmål og udfald kan nås.", len(found), "spørgsmål og udfald")


def _options(guide: Guide) -> Proof:
    options = [option for question in guide.questions.values() for option in question.options]
    assert all(guide.node(option.target) for option in options)
    return Proof("Alle svar fører videre.", len(options), "svar")


def _whole(guide: Guide) -> Proof:
    for outcome in guide.outcomes.values():
        assert outcome.actions
        assert all(action.actor and action.what and action.when for action in outcome.actions)
        assert outcome.contacts
        assert outcome.record
        assert outcome.laws
        assert outcome.parents_why
        assert outcome.procedure
    return Proof(
        "Alle udfald siger, hvem der gør hvad og hvornår, hvem man ringer til, hvad man skriver ned, hvad loven siger, "
        "hvad forældrene må vide, og hvor proceduren står.",
        len(guide.outcomes),
        "udfald",
    )


def _parents(guide: Guide) -> Proof:
    guarded = [path for spor in guide.spor.values() if spor.abuse for path in _guarded(guide, spor.first, spor.id)]
    assert all(guide.outcomes[path.outcome].parents is not Parents.YES for path in guarded)
    return Proof(
        "Peger mistanken på en forælder, den nære familie eller en ukendt, siger ingen vej i sporene om overgreb, at "
        "forældrene må få besked.",
        len(guarded),
        "veje",
    )


def _guarded(guide: Guide, start: str, spor: str) -> Iterator[paths.Path]:
    for path in paths.every_path(guide, start, spor):
        options = (guide.questions[question].option(option) for question, option in path.answers)
        pointed = [option.suspicion for option in options if option and option.suspicion]
        if not pointed or any(suspicion.forbids_telling_parents for suspicion in pointed):
            yield path


def _unsure(guide: Guide) -> Proof:
    asked = [q for q in guide.questions.values() if q.option(DONT_KNOW) and q.option(NO)]
    for question in asked:
        unsure, sure = question.option(DONT_KNOW), question.option(NO)
        assert unsure
        assert sure
        assert paths.lower_way(guide, unsure.target, sure.target) is None
    return Proof(
        "»Det ved jeg ikke« ender aldrig lavere end »nej«, hvad der end bliver svaret bagefter.",
        len(asked),
        "spørgsmål",
    )


def _pairs(guide: Guide) -> Proof:
    pairs = list(product(guide.outcomes.values(), repeat=2))
    for first, second in pairs:
        both = strictest((first, second))
        assert both.level >= max(first.level, second.level)
        assert (
            max((first.parents, second.parents), key=lambda rule: rule.strictness).strictness >= both.parents.strictness
        )
    return Proof(
        "En bekymring mere gør aldrig svaret mildere, og den strengeste regel om forældrene gælder.",
        len(pairs),
        "par af udfald",
    )


def _upward(guide: Guide) -> Proof:
    below = [outcome for outcome in guide.outcomes.values() if outcome.level < Level.UNDERRET]
    assert all(_can_notify(guide, outcome) for outcome in below)
    return Proof("Fra alle mildere udfald kan man gå op til en underretning.", len(below), "udfald")


def _can_notify(guide: Guide, outcome: Outcome) -> bool:
    above = paths.reachable(guide, outcome.up, with_exits=True)
    return any(guide.outcomes[name].level >= Level.UNDERRET for name in above if name in guide.outcomes)


def _side_doors(guide: Guide) -> Proof:
    assert all(guide.outcomes[spor.notify].level >= Level.UNDERRET for spor in guide.spor.values())
    return Proof(
        "Fra hvert eneste spørgsmål er der en dør til at underrette med det samme.", len(guide.questions), "spørgsmål"
    )


def _cases(guide: Guide) -> Proof:
    assert {case.outcome for case in guide.cases.values()} == set(guide.outcomes)
    return Proof("Alle øvecases ender der, hvor de skal, og alle udfald har en case.", len(guide.cases), "øvecases")


def _boundaries(guide: Guide) -> Proof:
    pairs = {frozenset((case.id, case.pair)) for case in guide.cases.values() if case.pair}
    return Proof(
        "Grænser er prøvet med to cases, der adskiller sig i ét svar og ender hvert sit sted.",
        len(pairs),
        "par af cases",
    )


_PROOFS: Final[tuple[Callable[[Guide], Proof], ...]] = (
    _ends, _length, _reach, _options, _whole, _parents, _unsure, _pairs, _upward, _side_doors, _cases, _boundaries,
)  # fmt: skip
