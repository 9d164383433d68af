from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from guide import paths
from guide.model import Guide, Level
from guide.paths import Path
from tests.tiny import TinyGuide, ends_under, every_assignment, guides, tiny_guide

LOW, HIGH = Level.HVERDAG, Level.AKUT
ENDS = {"lav": LOW, "hoej": HIGH}
TREE = {"a": {"ja": "hoej", "nej": "b", "ved-ikke": "b"}, "b": {"ja": "hoej", "nej": "lav"}}


def test_every_path_comes_depth_first_in_the_order_of_the_answers() -> None:
    found = list(paths.every_path(tiny_guide(TREE, ENDS), "a", "s"))
    assert found[0] == Path("s", (("a", "ja"),), "hoej")
    assert found[2] == Path("s", (("a", "nej"), ("b", "nej")), "lav")
    assert len(found) == 5


def test_an_outcome_is_a_path_without_answers() -> None:
    assert list(paths.every_path(tiny_guide(TREE, ENDS), "lav")) == [Path("", (), "lav")]


def test_a_loop_is_cut_and_found(tiny_guide: TinyGuide) -> None:
    guide = tiny_guide({"a": {"ja": "b", "nej": "lav"}, "b": {"ja": "a", "nej": "b"}}, ENDS)
    assert [path.outcome for path in paths.every_path(guide, "a")] == ["lav"]
    assert sorted(paths.loops(guide)) == [("a", "b", "a"), ("b", "b")]


def test_a_guide_that_ends_has_no_loop(guide: Guide) -> None:
    assert list(paths.loops(guide)) == []


def test_a_target_that_does_not_exist_is_skipped() -> None:
    guide = tiny_guide({"a": {"ja": "intet", "nej": "lav"}}, ENDS)
    assert [path.outcome for path in paths.all_paths(guide)] == ["lav"]
    assert paths.reachable(guide, ["a", "intet"]) == {"a", "lav"}


def test_ways_up_and_side_doors_count_only_when_asked_for() -> None:
    guide = tiny_guide({"a": {"ja": "lav"}}, ENDS)
    assert paths.reachable(guide, ["a"]) == {"a", "lav"}
    assert paths.reachable(guide, ["a"], with_exits=True) == {"a", "lav", "hoej"}
    assert paths.exits(guide, "a") == ("hoej",)
    assert paths.exits(guide, "ukendt") == ()


def test_the_shortest_way_has_the_fewest_answers() -> None:
    guide = tiny_guide({"a": {"x": "b", "y": "c"}, "b": {"x": "c"}, "c": {"x": "lav"}}, ENDS)
    assert paths.shortest(guide, "a", lambda node: node == "lav") == (("a", "y"), ("c", "x"))
    assert paths.shortest(guide, "a", lambda node: node == "hoej") is None


def test_a_walk_stops_where_no_answer_is_given() -> None:
    guide = tiny_guide(TREE, ENDS)
    assert list(paths.follow(guide, "a", {"a": "nej"})) == ["a", "b"]
    assert list(paths.follow(guide, "a", {"a": "nej", "b": "nej"})) == ["a", "b", "lav"]
    assert list(paths.follow(guide, "ukendt", {})) == []


def test_a_walk_over_a_loop_stops() -> None:
    guide = tiny_guide({"a": {"ja": "a"}}, ENDS)
    assert list(paths.follow(guide, "a", {"a": "ja"})) == ["a"]


def test_a_path_in_words_names_questions_answers_and_the_end() -> None:
    guide = tiny_guide(TREE, ENDS)
    words = paths.in_words(guide, (("a", "nej"), ("b", "nej")), "lav")
    assert words == "»a?« Svar nej → »b?« Svar nej → »Titel lav«"
    assert paths.in_words(guide, (("x", "y"),), "z") == "»x« y → »z«"


def test_a_long_chain_does_not_exhaust_the_stack() -> None:
    chain = {f"q{n}": {"ja": f"q{n + 1}"} for n in range(3000)} | {"q3000": {"ja": "lav"}}
    guide = tiny_guide(chain, ENDS)
    assert paths.below(guide)["q0"].questions == 3001
    assert list(paths.loops(guide)) == []


# --- guides that nobody thought of ------------------------------------------------------------------------------------


@given(guides())
def test_paths_are_exactly_the_walks_under_all_assignments(guide: Guide) -> None:
    walks = {tuple(paths.follow(guide, "q0", chosen)) for chosen in every_assignment(guide)}
    found = list(paths.every_path(guide, "q0"))
    assert {(*(question for question, _ in path.answers), path.outcome) for path in found} == walks
    assert len(set(found)) == len(found)


@given(guides())
def test_what_lies_below_is_what_the_paths_reach(guide: Guide) -> None:
    for start, under in paths.below(guide).items():
        found = list(paths.every_path(guide, start))
        levels = [guide.outcomes[path.outcome].level for path in found]
        assert (under.lowest, under.highest, under.ways) == (min(levels), max(levels), len(found))
        assert under.questions == max(len(path.answers) for path in found)


@given(guides(), st.data())
def test_a_lower_way_exists_exactly_when_some_assignment_ends_lower(guide: Guide, data: st.DataObject) -> None:
    unsure, sure = (data.draw(st.sampled_from([*guide.questions, *guide.outcomes])) for _ in range(2))
    lower = [
        chosen
        for chosen in every_assignment(guide)
        if ends_under(guide, unsure, chosen).level < ends_under(guide, sure, chosen).level
    ]
    assert (paths.lower_way(guide, unsure, sure) is not None) == bool(lower)


@given(guides(), st.data())
def test_a_lower_way_is_a_true_example(guide: Guide, data: st.DataObject) -> None:
    unsure, sure = (data.draw(st.sampled_from([*guide.questions, *guide.outcomes])) for _ in range(2))
    found = paths.lower_way(guide, unsure, sure)
    if found:
        low, high = found
        assert guide.outcomes[low.outcome].level < guide.outcomes[high.outcome].level
        assert all(dict(high.answers).get(question, answer) == answer for question, answer in low.answers)
        assert list(paths.follow(guide, unsure, dict(low.answers)))[-1] == low.outcome
