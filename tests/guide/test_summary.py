from __future__ import annotations

import re

import pytest

from guide.deadlines import moment
from guide.engine import State, Step, replay
from guide.load import load
from guide.model import Guide, Level, Parents
from guide.registers import Case
from guide.summary import draft, summary

REAL: Guide = load().guide
NOW = moment("2026-11-22T16:40")
BY_OUTCOME = {case.outcome: case for case in REAL.cases.values()}


def step_of(*cases: Case) -> Step:
    answers = {key: value for case in cases for key, value in case.answers}
    return replay(REAL, State(tuple(dict.fromkeys(case.spor for case in cases)), answers))


@pytest.mark.parametrize("case", BY_OUTCOME.values(), ids=lambda case: case.outcome)
def test_the_summary_holds_outcome_answers_laws_edition_and_no_field_for_typing_a_name(case: Case) -> None:
    text = summary(REAL, step_of(case), NOW)
    outcome = REAL.outcomes[case.outcome]
    assert outcome.title in text
    for question, option in case.answers:
        assert REAL.questions[question].text in text
        found = REAL.questions[question].option(option)
        assert found is not None
        assert found.text in text
    for law in outcome.laws:
        assert REAL.laws[law].paragraph in text
    assert "22. november 2026 kl.\u00a016.40" in text
    assert REAL.fingerprint in text
    assert "skriv det i hånden" in text.lower()


@pytest.mark.parametrize("case", BY_OUTCOME.values(), ids=lambda case: case.outcome)
def test_a_draft_stands_exactly_where_the_authority_is_to_be_told(case: Case) -> None:
    text = draft(REAL, step_of(case), NOW)
    assert bool(text) == (REAL.outcomes[case.outcome].level >= Level.UNDERRET)
    if text:
        for heading in ("FAKTA", "BARNETS EGNE ORD", "MIN VURDERING", "DET HAR VI GJORT", "KONTAKT MED FORÆLDRENE"):
            assert heading in text
        assert "aldrig din private" in text


def test_the_assessment_in_the_draft_is_left_to_the_writer() -> None:
    for case in BY_OUTCOME.values():
        text = draft(REAL, step_of(case), NOW)
        if text:
            assert REAL.outcomes[case.outcome].why not in text
            assert "MIN VURDERING\nDerfor er jeg bekymret:" in text


def test_the_draft_says_why_parents_are_not_told() -> None:
    for case in BY_OUTCOME.values():
        outcome = REAL.outcomes[case.outcome]
        text = draft(REAL, step_of(case), NOW)
        if text and outcome.parents is not Parents.YES:
            assert "Forældrene er ikke orienteret" in text
            assert outcome.parents_why in text


def test_dates_are_left_out_without_a_moment() -> None:
    case = BY_OUTCOME["underret-med-foraeldre"]
    assert "FRISTER" in summary(REAL, step_of(case), NOW)
    without = summary(REAL, step_of(case), None)
    assert "FRISTER" not in without
    assert "Lavet" not in without


def test_before_an_outcome_there_is_nothing_to_take_along() -> None:
    step = replay(REAL, State((next(iter(REAL.spor)),)))
    assert summary(REAL, step, NOW) == ""
    assert draft(REAL, step, NOW) == ""


def test_all_concerns_stand_in_the_summary() -> None:
    first = BY_OUTCOME["ring-112"]
    second = next(case for case in REAL.cases.values() if case.spor != first.spor and case.outcome != first.outcome)
    text = summary(REAL, step_of(first, second), NOW)
    assert REAL.spor[second.spor].title in text


def test_no_text_to_take_along_holds_a_number_of_a_person() -> None:
    for case in BY_OUTCOME.values():
        text = summary(REAL, step_of(case), NOW) + draft(REAL, step_of(case), NOW)
        assert not re.search(r"\b\d{6}-?\d{4}\b", text)
