"""The quiz: written questions and practice cases -> questions with answers in a fixed, mixed order. Pure.

A case's wrong answers are outcomes that real people choose: where its pair ends, and where its own way would have ended
with another answer to the last question. What is said of them is where the ways part, in the guide's own words, so it
is true as long as the guide is.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from hashlib import sha256
from typing import Final

from guide.model import DONT_KNOW, Guide, Level, Option, Outcome, Question
from guide.registers import Asked, Case, FromCase

RIGHT: Final = "rigtigt"
WRONG: Final = "forkert"
MORE: Final = "mere"
FROM_GUIDE: Final = 2  # wrong answers that a case gets from the guide; a third reads as a list of everything there is
LEAST_WRONG: Final = 2
CASE: Final = "case-"  # before the id of a case, in the id of its question


@dataclass(frozen=True)
class Answer:
    """One answer with what is said when somebody picks it. `verdict` is RIGHT, WRONG, or MORE than was needed."""

    text: str
    says: str
    verdict: str


@dataclass(frozen=True)
class QuizQuestion:
    """A question ready to be asked. Only a case has a `story`, and then `title` is its name; `page` is below docs/."""

    id: str
    subject: str
    title: str
    story: str
    answers: tuple[Answer, ...]
    laws: tuple[str, ...]
    sources: tuple[str, ...]
    page: str


def questions(guide: Guide) -> tuple[QuizQuestion, ...]:
    """Every question of the quiz, subject by subject. In: a checked guide."""
    training = guide.training
    found = [_written(asked) for asked in training.asked.values()]
    found += [_of_case(guide, entry) for entry in training.from_cases.values() if entry.id in guide.cases]
    mixed = [replace(question, answers=mix(question.id, question.answers)) for question in found]
    order = list(training.subjects)
    return tuple(sorted(mixed, key=lambda question: order.index(question.subject) if question.subject in order else 0))


def mix(seed: str, answers: Sequence[Answer]) -> tuple[Answer, ...]:
    """The answers in an order that only the question's id decides: the same in each build, and no pattern to learn."""
    places = sorted(range(len(answers)), key=lambda place: sha256(f"{seed}/{place}".encode()).digest())
    return tuple(answers[place] for place in places)


def _written(asked: Asked) -> QuizQuestion:
    wrong = (Answer(each.text, each.why, WRONG) for each in asked.wrong)
    return QuizQuestion(
        id=asked.id,
        subject=asked.subject,
        title=asked.text,
        story="",
        answers=(Answer(asked.right, asked.why, RIGHT), *wrong),
        laws=asked.laws,
        sources=asked.sources,
        page=asked.page,
    )


def _of_case(guide: Guide, entry: FromCase) -> QuizQuestion:
    case = guide.cases[entry.id]
    outcome = guide.outcomes[case.outcome]
    mistake = "" if entry.wrong else f" Typisk fejl: {case.mistake}"  # else the mistake is itself an answer
    right = Answer(outcome.title, f"{case.why}{mistake}", RIGHT)
    written = (Answer(each.text, each.why, WRONG) for each in entry.wrong)
    return QuizQuestion(
        id=f"{CASE}{case.id}",
        subject=entry.subject,
        title=case.title,
        story=case.story,
        answers=(right, *written, *wrong_of_case(guide, case)),
        laws=tuple(law.id for law in guide.laws_of(outcome)),
        sources=outcome.sources,
        page=outcome.procedure,
    )


@dataclass(frozen=True)
class _Parting:
    """Where another way leaves the case's own: the question, the answer that was not given, the one that was."""

    question: Question
    other: Option
    given: Option
    outcome: Outcome


def wrong_of_case(guide: Guide, case: Case) -> tuple[Answer, ...]:
    """The wrong answers that the guide itself gives a case: the likeliest first, each outcome once, at most two."""
    right = guide.outcomes[case.outcome]
    found: dict[str, Answer] = {}
    for parting in [*_to_pair(guide, case), *sorted(_beside(guide, case), key=lambda each: _unlikely(right, each))]:
        if parting.outcome.id != right.id:
            found.setdefault(parting.outcome.title, _answer(right, parting))
    return tuple(found.values())[:FROM_GUIDE]


def _to_pair(guide: Guide, case: Case) -> Iterator[_Parting]:
    """Where the case and its pair part: a pair differs in exactly one answer. At the same level nobody is asked to choose.

    A pair that is asked something more after it ends where it does for that reason too, which one answer cannot explain.
    """
    pair = guide.cases.get(case.pair)
    if pair and guide.outcomes[pair.outcome].level is guide.outcomes[case.outcome].level:
        return
    others = dict(pair.answers) if pair else {}
    if not others.keys() <= dict(case.answers).keys():
        return
    for question_id, given in case.answers:
        if pair and others.get(question_id, given) != given:
            yield from _parting(guide, question_id, given, others[question_id], pair.outcome)


def _beside(guide: Guide, case: Case) -> Iterator[_Parting]:
    """Where another last answer would have ended, at another level: two outcomes of one level are too alike to choose.

    Earlier questions part stories that have nothing to do with each other; "I do not know" says nothing of a story.
    """
    level = guide.outcomes[case.outcome].level
    for question_id, given in case.answers[-1:]:
        question = guide.questions.get(question_id)
        for option in question.options if question else ():
            end = guide.outcomes.get(option.target)
            if option.id not in (given, DONT_KNOW) and end and end.level is not level:
                yield from _parting(guide, question_id, given, option.id, end.id)


def _parting(guide: Guide, question_id: str, given: str, other: str, outcome_id: str) -> Iterator[_Parting]:
    question, outcome = guide.questions.get(question_id), guide.outcomes.get(outcome_id)
    mine, theirs = (question.option(given), question.option(other)) if question else (None, None)
    if question and mine and theirs and outcome:
        yield _Parting(question, theirs, mine, outcome)


def _unlikely(right: Outcome, parting: _Parting) -> tuple[bool, bool, int]:
    """The order in which people choose wrongly: a little too little, then a little too much; hardly ever 112."""
    distance = parting.outcome.level - right.level
    return (parting.outcome.level is Level.AKUT, distance > 0, abs(distance))


def _answer(right: Outcome, parting: _Parting) -> Answer:
    """What is said of a wrong outcome. To do more is never wrong, unless it tells the parents more."""
    wrong = parting.outcome
    more = wrong.level > right.level and wrong.parents.strictness >= right.parents.strictness
    lead = "Du må altid gøre mere, når du er bekymret. Det ville være nødvendigt" if more else "Det ville være rigtigt"
    says = (
        f"{lead}, hvis svaret på »{parting.question.text}« var »{parting.other.text}«. "
        f"Men i historien er det »{parting.given.text}«."
    )
    return Answer(wrong.title, says, MORE if more else WRONG)
