"""The practice cases are the guide's golden tests: each compares ids, never words."""

from __future__ import annotations

from typing import Final

import pytest

from guide.engine import State, replay
from guide.load import load
from guide.model import Guide
from guide.registers import Case

GUIDE: Final[Guide] = load().guide
CASES: Final = list(GUIDE.cases.values())
PAIRS: Final = [case for case in CASES if case.pair]


def test_there_are_at_least_twelve_cases_and_some_of_every_concern() -> None:
    assert len(CASES) >= 12
    assert {case.spor for case in CASES} == set(GUIDE.spor)


@pytest.mark.parametrize("case", CASES, ids=lambda case: case.id)
def test_a_case_reaches_its_outcome_by_the_questions_in_their_order(case: Case) -> None:
    step = replay(GUIDE, State((case.spor,), {}))
    for question, option in case.answers:
        assert step.current is not None
        assert step.current.node.id == question
        step = replay(GUIDE, State((case.spor,), {**step.state.answers, question: option}))
    assert step.outcome is GUIDE.outcomes[case.outcome]


def test_every_outcome_has_a_case() -> None:
    assert {case.outcome for case in CASES} == set(GUIDE.outcomes)


def test_there_are_pairs_that_show_a_boundary_in_every_concern() -> None:
    assert {case.spor for case in PAIRS} == set(GUIDE.spor)


@pytest.mark.parametrize("case", PAIRS, ids=lambda case: case.id)
def test_a_pair_differs_in_one_answer_and_ends_in_two_places(case: Case) -> None:
    other = GUIDE.cases[case.pair]
    mine, theirs = dict(case.answers), dict(other.answers)
    assert other.pair == case.id
    assert case.spor == other.spor
    assert sum(mine[question] != theirs[question] for question in mine.keys() & theirs.keys()) == 1
    assert case.outcome != other.outcome


@pytest.mark.parametrize("case", CASES, ids=lambda case: case.id)
def test_a_story_is_told_in_a_few_sentences_without_markup(case: Case) -> None:
    sentences = [part for part in case.story.replace("?", ".").replace("!", ".").split(".") if part.strip()]
    assert 1 <= len(sentences) <= 12
    assert case.why
    assert case.mistake
    assert case.audience


def test_cases_come_from_many_places_roles_and_ages() -> None:
    assert len({case.role for case in CASES}) >= 4
    assert len({case.setting for case in CASES}) >= 4
    assert len({case.age for case in CASES}) >= 4
