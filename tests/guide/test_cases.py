"""The grading of practice: the same outcome is right whichever way led there, and a milder one is called milder."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace

import pytest

from guide import paths
from guide.cases import Feedback, Verdict, coverage, feedback
from guide.engine import State, answer, choose, replay
from guide.load import load
from guide.model import Guide, Level, Option, Outcome, Parents, Question, Spor
from guide.registers import Case
from tests.tiny import tiny_guide

REAL = load().guide
PAIRS = [case for case in REAL.cases.values() if case.pair]
# a: ja -> b, nej -> lav, ved-ikke -> midt;  b: ja -> hoej, nej -> midt, jo -> anden
TREE: Mapping[str, Mapping[str, str]] = {
    "a": {"ja": "b", "nej": "lav", "ved-ikke": "midt"},
    "b": {"ja": "hoej", "nej": "midt", "jo": "anden"},
    "c": {"ja": "hoej", "nej": "midt"},
}
LEVELS = {"lav": Level.HVERDAG, "midt": Level.RAADGIVNING, "anden": Level.RAADGIVNING, "hoej": Level.STRAKS}
GUIDE = tiny_guide(
    TREE,
    LEVELS,
    spor={"s": ("a", "b"), "t": ("c",)},
    parents={"midt": Parents.AUTHORITY_DECIDES, "hoej": Parents.NO},
    up={"midt": ("hoej",)},
)


def case(spor: str = "s", answers: Mapping[str, str] | None = None, outcome: str = "midt") -> Case:
    given = tuple((answers or {"a": "ja", "b": "nej"}).items())
    return Case("prøven", "", "", "", "", "", spor, given, outcome, "", "", (), "")


def graded(own: Case, state: State, guide: Guide = GUIDE) -> Feedback:
    found = feedback(guide, own, replay(guide, state))
    assert found is not None
    return found


def parted(found: Feedback) -> tuple[str | None, str, str]:
    assert found.parting is not None
    at = found.parting.at
    return at.id if at else None, found.parting.taken.id, found.parting.recommended.id


def test_the_recommended_way_is_right_and_parts_nowhere() -> None:
    found = graded(case(), State(("s",), {"a": "ja", "b": "nej"}))
    assert (found.verdict, found.parting) == (Verdict.SAME, None)


def test_another_way_to_the_same_outcome_is_right_and_says_where_it_parted() -> None:
    found = graded(case(), State(("s",), {"a": "ved-ikke"}))
    assert found.verdict is Verdict.SAME
    assert parted(found) == ("a", "ved-ikke", "ja")


@pytest.mark.parametrize(
    ("answers", "verdict", "where"),
    [
        ({"a": "nej"}, Verdict.MILDER, ("a", "nej", "ja")),
        ({"a": "ja", "b": "ja"}, Verdict.STRICTER, ("b", "ja", "nej")),
        ({"a": "ja", "b": "jo"}, Verdict.ELSEWHERE, ("b", "jo", "nej")),
    ],
)
def test_another_outcome_is_named_by_its_level(
    answers: dict[str, str], verdict: Verdict, where: tuple[str, str, str]
) -> None:
    found = graded(case(), State(("s",), answers))
    assert found.verdict is verdict
    assert parted(found) == where


def test_a_way_up_at_a_question_parts_there() -> None:
    found = graded(case(), answer(choose(State(), "s"), "a", "hoej"))
    assert found.verdict is Verdict.STRICTER
    assert parted(found) == ("a", "hoej", "ja")
    assert isinstance(found.parting and found.parting.taken, Outcome)


def test_a_way_up_from_the_recommended_outcome_parts_at_that_outcome() -> None:
    found = graded(case(), State(("s",), {"a": "ja", "b": "nej", "midt": "hoej"}))
    assert found.verdict is Verdict.STRICTER
    assert parted(found) == ("midt", "hoej", "midt")


def test_a_way_up_from_too_mild_an_outcome_can_reach_the_recommended_one() -> None:
    found = graded(
        case(outcome="hoej", answers={"a": "ja", "b": "ja"}), State(("s",), {"a": "ja", "b": "nej", "midt": "hoej"})
    )
    assert found.verdict is Verdict.SAME


def test_another_concern_parts_before_the_first_question() -> None:
    found = graded(case(), State(("t",), {"c": "nej"}))
    assert found.verdict is Verdict.SAME
    assert parted(found) == (None, "t", "s")
    assert isinstance(found.parting and found.parting.taken, Spor)


def test_of_several_concerns_the_cases_own_is_compared_and_the_strictest_outcome_counts() -> None:
    found = graded(case(), State(("t", "s"), {"c": "ja", "a": "ja", "b": "nej"}))
    assert (found.verdict, found.parting) == (Verdict.STRICTER, None)


def test_telling_the_parents_more_than_the_case_allows_is_noticed_whatever_the_level() -> None:
    assert graded(case(), State(("s",), {"a": "ja", "b": "jo"})).freer_with_parents
    assert not graded(case(), State(("s",), {"a": "ja", "b": "ja"})).freer_with_parents


def test_before_an_outcome_there_is_no_feedback() -> None:
    assert feedback(GUIDE, case(), replay(GUIDE, State(("s",), {"a": "ja"}))) is None
    assert feedback(GUIDE, case(), replay(GUIDE, State())) is None


@pytest.mark.parametrize("own", PAIRS, ids=lambda own: own.id)
def test_the_way_of_a_boundary_pair_parts_at_exactly_the_answer_that_differs(own: Case) -> None:
    other = REAL.cases[own.pair]
    found = graded(own, State((other.spor,), dict(other.answers)), REAL)
    mine, theirs = dict(own.answers), dict(other.answers)
    (differs,) = [key for key in mine if key in theirs and mine[key] != theirs[key]]
    assert parted(found) == (differs, theirs[differs], mine[differs])
    assert isinstance(found.parting and found.parting.at, Question)
    assert isinstance(found.parting and found.parting.taken, Option)
    reached, recommended = (REAL.outcomes[each.outcome].level for each in (other, own))
    expected = {-1: Verdict.MILDER, 0: Verdict.ELSEWHERE, 1: Verdict.STRICTER}
    assert found.verdict is expected[(reached > recommended) - (reached < recommended)]


@pytest.mark.parametrize("own", {case.spor: case for case in REAL.cases.values()}.values(), ids=lambda own: own.id)
def test_whatever_is_answered_the_verdict_follows_the_outcome_reached(own: Case) -> None:
    for path in paths.every_path(REAL, REAL.spor[own.spor].first, own.spor):
        found = graded(own, State((own.spor,), dict(path.answers)), REAL)
        level, recommended = REAL.outcomes[path.outcome].level, REAL.outcomes[own.outcome].level
        assert (found.verdict is Verdict.SAME) == (path.outcome == own.outcome)
        assert (found.verdict is Verdict.MILDER) == (level < recommended)
        assert (found.verdict is Verdict.STRICTER) == (level > recommended)
        assert (found.parting is None) == (path.answers == own.answers)


def test_coverage_names_what_no_case_touches() -> None:
    found = coverage(replace(GUIDE, cases={"prøven": case()}))
    assert found.questions == ("c",)
    assert found.outcomes == ("lav", "anden", "hoej")
    assert found.options == (("a", "nej"), ("a", "ved-ikke"), ("b", "ja"), ("b", "jo"), ("c", "ja"), ("c", "nej"))


def test_the_cases_touch_every_outcome_and_every_question() -> None:
    found = coverage(REAL)
    assert (found.outcomes, found.questions) == ((), ())
