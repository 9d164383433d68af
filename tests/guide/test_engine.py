from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from guide.engine import Answered, Raised, State, answer, choose, reopen, replay
from guide.load import load
from guide.model import Level, Parents
from tests.tiny import tiny_guide

ENDS = {"lav": Level.HVERDAG, "mellem": Level.RAADGIVNING, "hoej": Level.AKUT}
UP = {"lav": ("mellem", "hoej"), "mellem": ("hoej",)}
TWO = tiny_guide(
    {
        "a": {"ja": "b", "nej": "lav"},
        "b": {"ja": "mellem", "nej": "lav"},
        "c": {"ja": "hoej", "nej": "lav", "hop": "b"},
    },
    ENDS,
    spor={"s": ("a", "b"), "t": ("c",)},
    parents={"mellem": Parents.NO, "hoej": Parents.AUTHORITY_DECIDES},
    up=UP,
    renamed={"gammel": "a", "jo": "ja", "gammelt-spor": "s", "vaek": ""},
)


def test_without_a_concern_there_is_no_walk() -> None:
    step = replay(TWO, State())
    assert (step.walks, step.current, step.outcome, step.parents) == ((), None, None, None)


def test_answers_lead_from_question_to_outcome() -> None:
    step = replay(TWO, State(("s",), {"a": "ja", "b": "nej"}))
    assert step.outcome is TWO.outcomes["lav"]
    assert [entry.option.id for entry in step.walks[0].trail if isinstance(entry, Answered)] == ["ja", "nej"]


def test_an_open_question_is_shown_before_any_outcome() -> None:
    step = replay(TWO, State(("t", "s"), {"c": "ja"}))
    assert step.outcome is None
    assert step.current is not None
    assert step.current.node.id == "a"


def test_of_several_concerns_the_strictest_is_shown() -> None:
    step = replay(TWO, State(("s", "t"), {"a": "ja", "b": "ja", "c": "ja"}))
    assert step.outcome is TWO.outcomes["hoej"]


def test_of_several_concerns_the_strictest_parents_rule_binds() -> None:
    step = replay(TWO, State(("s", "t"), {"a": "ja", "b": "ja", "c": "ja"}))
    assert step.parents is Parents.NO


def test_at_the_same_level_the_stricter_parents_rule_is_shown() -> None:
    guide = tiny_guide(
        {"a": {"ja": "x"}, "b": {"ja": "y"}},
        {"x": Level.AKUT, "y": Level.AKUT},
        spor={"s": ("a",), "t": ("b",)},
        parents={"y": Parents.NO},
    )
    assert replay(guide, State(("s", "t"), {"a": "ja", "b": "ja"})).outcome is guide.outcomes["y"]


def test_unknown_concerns_questions_and_answers_are_dropped_and_named() -> None:
    step = replay(TWO, State(("s", "x"), {"a": "måske", "q": "ja"}))
    assert step.state == State(("s",), {})
    assert set(step.dropped) == {"x", "a", "q"}


def test_old_names_are_followed() -> None:
    step = replay(TWO, State(("gammelt-spor",), {"gammel": "jo"}))
    assert step.state == State(("s",), {"a": "ja"})
    assert step.dropped == ()


def test_a_removed_question_is_dropped_without_harm() -> None:
    assert replay(TWO, State(("s",), {"vaek": "ja"})).state.answers == {}


def test_a_concern_chosen_twice_counts_once() -> None:
    assert replay(TWO, State(("s", "s"), {})).state.spor == ("s",)


def test_answers_beside_the_way_are_kept_while_a_question_is_open() -> None:
    step = replay(TWO, State(("s",), {"b": "ja"}))
    assert step.state.answers == {"b": "ja"}
    assert step.dropped == ()


def test_answers_beside_the_way_are_dropped_at_the_end() -> None:
    step = replay(TWO, State(("s",), {"a": "nej", "b": "ja"}))
    assert step.state.answers == {"a": "nej"}
    assert step.dropped == ("b",)


def test_a_shared_question_is_asked_once() -> None:
    step = replay(TWO, State(("s", "t"), {"a": "ja", "b": "ja", "c": "hop"}))
    assert [walk.node.id for walk in step.walks] == ["mellem", "mellem"]
    assert [walk.folder for walk in step.walks] == ["s", "s"]


def test_a_hop_shows_the_page_in_the_other_concern_folder() -> None:
    step = replay(TWO, State(("t",), {"c": "hop"}))
    assert step.current is not None
    assert (step.current.spor, step.current.folder, step.current.node.id) == ("t", "s", "b")


def test_the_side_door_leads_from_a_question_to_its_outcome() -> None:
    step = replay(TWO, State(("s",), {"a": "hoej"}))
    assert step.outcome is TWO.outcomes["hoej"]
    assert isinstance(step.walks[0].trail[0], Raised)


def test_a_way_up_leads_from_outcome_to_outcome() -> None:
    step = replay(TWO, State(("s",), {"a": "nej", "lav": "mellem", "mellem": "hoej"}))
    assert step.outcome is TWO.outcomes["hoej"]


def test_a_way_that_the_outcome_does_not_have_is_dropped() -> None:
    step = replay(TWO, State(("s",), {"a": "nej", "mellem": "lav"}))
    assert step.outcome is TWO.outcomes["lav"]
    assert step.dropped == ("mellem",)


def test_a_way_that_does_not_exist_is_dropped_at_once_also_while_a_question_is_open() -> None:
    step = replay(TWO, State(("s",), {"b": "mellem"}))
    assert step.state.answers == {}
    assert step.dropped == ("b",)


def test_a_loop_in_unchecked_data_ends_the_walk() -> None:
    guide = tiny_guide({"a": {"ja": "b"}, "b": {"ja": "a"}}, ENDS)
    step = replay(guide, State(("s",), {"a": "ja", "b": "ja"}))
    assert step.outcome is None
    assert step.current is not None


def test_a_missing_target_stops_at_the_question() -> None:
    guide = tiny_guide({"a": {"ja": "intet"}}, ENDS)
    step = replay(guide, State(("s",), {"a": "ja"}))
    assert step.current is not None
    assert step.current.node.id == "a"


def test_choosing_and_answering_only_add_to_the_state() -> None:
    state = answer(choose(State(), "s"), "a", "ja")
    assert state == State(("s",), {"a": "ja"})
    assert choose(state, "s") == state
    assert answer(state, "a", "nej").answers == {"a": "nej"}


def test_a_reopened_question_is_asked_again_and_later_answers_are_kept() -> None:
    state = reopen(TWO, State(("s",), {"a": "ja", "b": "ja"}), "a")
    assert state.answers == {"b": "ja"}
    assert replay(TWO, answer(state, "a", "ja")).outcome is TWO.outcomes["mellem"]


def test_reopening_a_question_takes_back_the_way_up_after_it() -> None:
    state = State(("s",), {"a": "nej", "lav": "mellem"})
    assert reopen(TWO, state, "a").answers == {}


def test_undoing_the_last_way_up_keeps_the_one_before() -> None:
    state = State(("s",), {"a": "nej", "lav": "mellem", "mellem": "hoej"})
    assert reopen(TWO, state, "mellem").answers == {"a": "nej", "lav": "mellem"}


def test_reopening_a_question_keeps_the_ways_up_of_other_concerns() -> None:
    state = State(("s", "t"), {"a": "ja", "b": "ja", "c": "nej", "lav": "hoej"})
    assert reopen(TWO, state, "a").answers == {"b": "ja", "c": "nej", "lav": "hoej"}


def test_reopening_what_is_not_there_changes_nothing() -> None:
    state = State(("s",), {"a": "ja"})
    assert reopen(TWO, state, "ukendt") == state


REAL = load().guide
IDS = st.sampled_from([*REAL.spor, *REAL.questions, *REAL.outcomes, "ja", "nej", "ved-ikke", "ukendt"])
STATES = st.builds(State, st.lists(IDS, max_size=4).map(tuple), st.dictionaries(IDS, IDS, max_size=12))


@given(STATES)
def test_replaying_a_cleaned_state_changes_nothing_more(state: State) -> None:
    once = replay(REAL, state)
    twice = replay(REAL, once.state)
    assert twice.state == once.state
    assert (twice.walks, twice.outcome, twice.parents) == (once.walks, once.outcome, once.parents)
    assert twice.dropped == ()


@given(STATES)
def test_the_outcome_shown_is_never_below_another_that_was_reached(state: State) -> None:
    step = replay(REAL, state)
    reached = [walk.outcome for walk in step.walks if walk.outcome]
    if step.outcome and step.parents:
        assert all(step.outcome.level >= other.level for other in reached)
        assert all(step.parents.strictness >= other.parents.strictness for other in reached)
