from __future__ import annotations

from dataclasses import FrozenInstanceError, replace

import pytest

from guide.errors import NOWHERE, Place, Problem
from guide.model import Guide, Level, Option, Parents, Question, Suspicion
from tests.tiny import TinyGuide


def test_levels_are_strictly_ordered_from_everyday_to_emergency() -> None:
    assert [level.id for level in sorted(Level, reverse=True)] == [
        *("akut", "straks", "underret", "raadgivning", "tvaerfaglig", "indsats", "hverdag")
    ]


def test_no_binds_more_than_the_authority_and_the_authority_more_than_yes() -> None:
    assert Parents.NO.strictness > Parents.AUTHORITY_DECIDES.strictness > Parents.YES.strictness


def test_only_a_suspicion_at_parents_or_nobody_known_forbids_telling_them() -> None:
    forbids = {suspicion for suspicion in Suspicion if suspicion.forbids_telling_parents}
    assert forbids == {Suspicion.PARENTS, Suspicion.UNKNOWN}


def test_a_question_finds_its_answers_by_id() -> None:
    question = Question("q", "s", "?", "", (Option("ja", "Ja", "x"),))
    assert question.option("ja") is question.options[0]
    assert question.option("nej") is None


def test_the_guide_finds_questions_and_outcomes_by_id(tiny_guide: TinyGuide) -> None:
    guide: Guide = tiny_guide({"a": {"ja": "x"}}, {"x": Level.AKUT})
    assert guide.node("a") is guide.questions["a"]
    assert guide.node("x") is guide.outcomes["x"]
    assert guide.node("y") is None


def test_the_questions_of_a_concern_come_in_their_order(tiny_guide: TinyGuide) -> None:
    guide = tiny_guide(
        {"b": {"ja": "x"}, "c": {"ja": "x"}, "a": {"ja": "x"}}, {"x": Level.AKUT}, spor={"s": ("b", "a"), "t": ("c",)}
    )
    assert [question.id for question in guide.questions_of("s")] == ["b", "a"]


def test_a_contact_can_be_reached_by_a_number_or_an_address(tiny_guide: TinyGuide) -> None:
    contact = tiny_guide({"a": {"ja": "x"}}, {"x": Level.AKUT}).contacts["vagt"]
    assert contact.reachable
    assert replace(contact, number="", address="https://example.org").reachable
    assert not replace(contact, number="").reachable


def test_nothing_can_be_changed_after_it_was_made(guide: Guide) -> None:
    with pytest.raises(FrozenInstanceError):
        next(iter(guide.spor.values())).title = "Andet"  # type: ignore[misc]


def test_everything_that_an_editor_wrote_knows_its_place(guide: Guide) -> None:
    for group in (guide.spor, guide.questions, guide.outcomes, guide.laws, guide.contacts, guide.sources, guide.terms):
        assert all(item.place.line > 0 and item.place.file for item in group.values())


def test_places_compare_by_file_and_line_alone() -> None:
    assert Place("a", 2, {"x": NOWHERE}) == Place("a", 2)
    assert hash(Place("a", 2, {"x": NOWHERE})) == hash(Place("a", 2))
    assert Place("a", 2) < Place("a", 10) < Place("b", 1)


def test_a_problem_is_one_line_with_place_code_message_and_remedy() -> None:
    problem = Problem(Place("a.toml", 3), "kode", "Det er galt.", "Ret det.")
    assert str(problem) == "a.toml:3: kode: Det er galt. Ret det."
    assert (problem.file, problem.line) == ("a.toml", 3)
