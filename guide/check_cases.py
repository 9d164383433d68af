"""Checks the practice cases, which are also the guide's tests: each reaches its outcome, each outcome has one."""

from __future__ import annotations

from collections.abc import Iterator

from guide.errors import Problem
from guide.model import Guide, Level, Question
from guide.paths import follow, in_words
from guide.registers import Case


def check_cases(guide: Guide) -> Iterator[Problem]:
    """Every problem of the cases in a guide whose graph is whole."""
    for case in guide.cases.values():
        yield from _leads(guide, case)
        yield from _pair(guide, case)
        yield from _danger(guide, case)
    covered = {case.outcome for case in guide.cases.values()}
    for outcome in guide.outcomes.values():
        if outcome.id not in covered:
            yield Problem(
                outcome.place,
                "udfald-uden-case",
                f"Udfaldet »{outcome.title}« har ingen øvecase.",
                "Skriv en case i cases/, der ender her.",
            )


def _leads(guide: Guide, case: Case) -> Iterator[Problem]:
    """The case's answers lead, one by one, from its concern to its outcome."""
    spor = guide.spor.get(case.spor)
    if spor is None or case.outcome not in guide.outcomes:
        what, name = ("spor", case.spor) if spor is None else ("udfald", case.outcome)
        yield Problem(
            case.place.of(what), "case-ukendt", f"Casen peger på {what} »{name}«, som ikke findes.", "Ret id'et."
        )
        return
    met = list(follow(guide, spor.first, dict(case.answers)))
    if not met:
        return
    asked = [node_id for node_id in met if node_id in guide.questions]
    written = [question_id for question_id, _ in case.answers]
    end = met[-1]
    if end in guide.outcomes and end != case.outcome:
        yield Problem(
            case.place.of("udfald"),
            "case-andet-udfald",
            f"Casen skal ende i »{case.outcome}«, men svarene fører til »{end}«: {in_words(guide, case.answers, end)}.",
            "Ret svarene eller udfaldet.",
        )
    elif end in guide.questions:
        yield _unfinished(guide.questions[end], case)
    if written != asked and end in guide.outcomes:
        yield Problem(
            case.place.of("svar"),
            "case-svar-passer-ikke",
            f"Casens svar står ikke i den rækkefølge, der bliver spurgt: {', '.join(asked)}.",
            "Skriv svarene i den rækkefølge, og fjern dem, der ikke bliver spurgt om.",
        )


def _unfinished(question: Question, case: Case) -> Problem:
    given = dict(case.answers).get(question.id)
    known = ", ".join(option.id for option in question.options)
    message = (
        f"Svaret »{given}« findes ikke i »{question.id}«."
        if given
        else f"Casen standser ved spørgsmålet »{question.id}«."
    )
    return Problem(case.place.of("svar"), "case-ufaerdig", message, f"Skriv et af svarene: {known}.")


def _danger(guide: Guide, case: Case) -> Iterator[Problem]:
    """A story that ends in the first question's own act of danger says yes to it, unless the editor says why not.

    Else a reader who sees the danger at once is told that it was the wrong answer.
    """
    outcome = guide.outcomes.get(case.outcome)
    first = guide.questions.get(case.answers[0][0]) if case.answers else None
    if outcome is None or first is None or outcome.level is not Level.AKUT or case.not_in_danger:
        return
    given = first.option(case.answers[0][1])
    danger = [option for option in first.options if option.target == case.outcome]
    if danger and given not in danger:
        yield Problem(
            case.place.of("svar"),
            "case-fare-uden-ja",
            f"Casen ender i »{outcome.title}«, men svarer ikke »{danger[0].text}« til »{first.text}«.",
            f'Skriv svar = [["{first.id}", "{danger[0].id}"]], eller skriv med ikke_fare_nu, hvorfor faren ikke er nu.',
        )


def _pair(guide: Guide, case: Case) -> Iterator[Problem]:
    """A pair shows a boundary: two cases that differ in exactly one answer and end in different outcomes."""
    if not case.pair:
        return
    other = guide.cases.get(case.pair)
    if other is None:
        yield Problem(
            case.place.of("par"), "par-ukendt", f"Parret »{case.pair}« findes ikke.", "Ret id'et, eller fjern par."
        )
        return
    if other.pair != case.id:
        yield Problem(
            other.place.of("par"),
            "par-ikke-gensidigt",
            f"»{case.id}« har »{other.id}« som par, men »{other.id}« peger ikke tilbage.",
            f'Skriv par = "{case.id}", eller fjern parret.',
        )
    mine, theirs = dict(case.answers), dict(other.answers)
    different = [key for key in mine if key in theirs and mine[key] != theirs[key]]
    if len(different) != 1 or case.outcome == other.outcome:
        yield Problem(
            case.place.of("par"),
            "par-ikke-graense",
            f"»{case.id}« og »{other.id}« adskiller sig i {len(different)} svar og ender i »{case.outcome}« og »{other.outcome}«.",
            "Et par skal adskille sig i præcis ét svar og ende hvert sit sted.",
        )
