"""Properties of the real guide over every path. The engine and the data are held against rules that are worked out here
once more, from answers and targets alone, and not by `guide.check`.
"""

from __future__ import annotations

import random
from collections.abc import Iterator
from itertools import combinations, islice, product
from math import prod
from typing import Final

import pytest

from guide import engine
from guide.engine import State, replay
from guide.load import load
from guide.model import Guide, Level, Outcome, Parents, Question, Suspicion
from guide.paths import Path, all_paths

GUIDE: Final[Guide] = load().guide
PATHS: Final[list[Path]] = list(all_paths(GUIDE))
EXHAUSTIVE: Final = 20_000
SAMPLES: Final = 2_000


def state(path: Path) -> State:
    return State((path.spor,), dict(path.answers))


def end(path: Path) -> Outcome:
    return GUIDE.outcomes[path.outcome]


# --- length and ends --------------------------------------------------------------------------------------------------


def test_there_are_paths_from_every_concern() -> None:
    assert {path.spor for path in PATHS} == set(GUIDE.spor)
    assert len(GUIDE.spor) >= 3


def test_every_path_ends_in_an_outcome() -> None:
    assert {path.outcome for path in PATHS} <= set(GUIDE.outcomes)


def test_every_outcome_is_the_end_of_some_path() -> None:
    assert {path.outcome for path in PATHS} == set(GUIDE.outcomes)


def test_no_path_asks_more_than_nine_questions_or_one_twice() -> None:
    for path in PATHS:
        asked = [question for question, _ in path.answers]
        assert len(asked) <= 9
        assert len(set(asked)) == len(asked)


def test_every_answer_of_every_question_is_on_some_path() -> None:
    used = {pair for path in PATHS for pair in path.answers}
    assert used == {(q.id, option.id) for q in GUIDE.questions.values() for option in q.options}


# --- what an outcome holds --------------------------------------------------------------------------------------------


@pytest.mark.parametrize("outcome", GUIDE.outcomes.values(), ids=lambda outcome: outcome.id)
def test_an_outcome_says_who_when_what_and_whom_to_call(outcome: Outcome) -> None:
    assert all(action.actor and action.what and action.when for action in outcome.actions)
    assert any(action.actor == "du" for action in outcome.actions)
    assert any(GUIDE.contacts[name].reachable or GUIDE.contacts[name].if_missing for name in outcome.contacts)


@pytest.mark.parametrize("outcome", GUIDE.outcomes.values(), ids=lambda outcome: outcome.id)
def test_an_outcome_says_what_to_record_avoid_and_expect(outcome: Outcome) -> None:
    assert outcome.record
    assert outcome.avoid
    assert outcome.later
    assert outcome.laws
    assert outcome.procedure
    assert all((outcome.title, outcome.why, outcome.parents_why, outcome.disagree))


def test_what_is_urgent_names_someone_to_call() -> None:
    for outcome in GUIDE.outcomes.values():
        if outcome.level >= Level.STRAKS:
            assert any(action.contact for action in outcome.actions), outcome.id


def test_at_the_highest_level_the_first_call_is_the_emergency_number() -> None:
    for outcome in GUIDE.outcomes.values():
        if outcome.level is Level.AKUT:
            calls = [action for action in outcome.actions if action.contact]
            assert (calls[0].contact, calls[0].actor, calls[0].when) == ("alarm-112", "du", "Nu"), outcome.id


# --- the rule on parents, worked out anew -----------------------------------------------------------------------------


def suspected(path: Path) -> set[Suspicion]:
    """Whom the answers of a path point at, read off the options one by one."""
    found = set()
    for question_id, option_id in path.answers:
        for option in GUIDE.questions[question_id].options:
            if option.id == option_id and option.suspicion is not None:
                found.add(option.suspicion)
    return found


def test_there_is_a_concern_about_violence_and_it_asks_whom_the_suspicion_is_at() -> None:
    about = [path for path in PATHS if GUIDE.spor[path.spor].abuse]
    assert set().union(*map(suspected, about)) >= {Suspicion.PARENTS, Suspicion.UNKNOWN, Suspicion.EMPLOYEE}


def test_no_path_about_violence_tells_parents_who_may_be_the_ones() -> None:
    innocent = {Suspicion.EMPLOYEE, Suspicion.CHILD, Suspicion.OTHER_ADULT, Suspicion.NOBODY}
    for path in PATHS:
        if GUIDE.spor[path.spor].abuse and end(path).parents is Parents.YES:
            assert suspected(path), path
            assert suspected(path) <= innocent, path


def test_a_suspicion_at_parents_never_ends_with_telling_them_in_any_concern() -> None:
    for path in PATHS:
        if suspected(path) & {Suspicion.PARENTS, Suspicion.UNKNOWN}:
            assert end(path).parents is not Parents.YES, path


def test_no_side_door_out_of_violence_tells_the_parents() -> None:
    for spor in GUIDE.spor.values():
        if spor.abuse:
            assert GUIDE.outcomes[spor.notify].parents is not Parents.YES


# --- "I do not know", by brute force ----------------------------------------------------------------------------------


def questions_below(start: str) -> list[str]:
    found: list[str] = []
    waiting = [start]
    while waiting:
        node_id = waiting.pop()
        if node_id in GUIDE.questions and node_id not in found:
            found.append(node_id)
            waiting += [option.target for option in GUIDE.questions[node_id].options]
    return sorted(found)


def level_under(assignment: dict[str, str], start: str) -> Level:
    """The level reached when the answer to every question is decided beforehand (as targets)."""
    while start in assignment:
        start = assignment[start]
    return GUIDE.outcomes[start].level


def assignments(names: list[str]) -> Iterator[dict[str, str]]:
    """Every way of deciding all answers, where they can be counted; otherwise a fixed sample of them."""
    targets = [sorted({option.target for option in GUIDE.questions[name].options}) for name in names]
    if prod(map(len, targets)) <= EXHAUSTIVE:
        yield from (dict(zip(names, chosen, strict=True)) for chosen in product(*targets))
        return
    dice = random.Random(20261122)
    for _ in range(SAMPLES):
        yield {name: dice.choice(choices) for name, choices in zip(names, targets, strict=True)}


WITH_NO: Final = [question for question in GUIDE.questions.values() if question.option("nej")]
WITHOUT_NO: Final = [question for question in GUIDE.questions.values() if not question.option("nej")]


@pytest.mark.parametrize("question", WITH_NO, ids=lambda question: question.id)
def test_not_knowing_never_ends_lower_than_no(question: Question) -> None:
    unsure, sure = question.option("ved-ikke"), question.option("nej")
    assert unsure is not None
    assert sure is not None
    if unsure.target == sure.target:
        return
    for assignment in assignments(sorted({*questions_below(unsure.target), *questions_below(sure.target)})):
        assert level_under(assignment, unsure.target) >= level_under(assignment, sure.target), assignment


@pytest.mark.parametrize("question", WITHOUT_NO, ids=lambda question: question.id)
def test_not_knowing_is_never_the_lowest_way_out(question: Question) -> None:
    lowest = {}
    for option in question.options:
        below = {
            option.target,
            *(o.target for name in questions_below(option.target) for o in GUIDE.questions[name].options),
        }
        lowest[option.id] = min(GUIDE.outcomes[name].level for name in below if name in GUIDE.outcomes)
    unsure = lowest.pop("ved-ikke")
    assert unsure >= min(lowest.values())


def test_every_question_can_be_answered_with_not_knowing_last() -> None:
    for question in GUIDE.questions.values():
        assert question.options[-1].id == "ved-ikke"
        assert question.options[-1].find_out
        assert question.options[-1].by_when


# --- ways up ----------------------------------------------------------------------------------------------------------


def outcomes_above(outcome_id: str) -> set[str]:
    found: set[str] = set()
    waiting = list(GUIDE.outcomes[outcome_id].up)
    while waiting:
        above = waiting.pop()
        if above not in found:
            found.add(above)
            waiting += GUIDE.outcomes[above].up
    return found


def test_every_side_door_is_a_notification() -> None:
    assert all(GUIDE.outcomes[spor.notify].level >= Level.UNDERRET for spor in GUIDE.spor.values())


def test_from_every_lower_outcome_a_notification_can_be_reached_upward() -> None:
    for outcome in GUIDE.outcomes.values():
        if outcome.level < Level.UNDERRET:
            assert any(GUIDE.outcomes[name].level >= Level.UNDERRET for name in outcomes_above(outcome.id)), outcome.id


def test_every_way_up_leads_up() -> None:
    for outcome in GUIDE.outcomes.values():
        assert all(GUIDE.outcomes[name].level > outcome.level for name in outcome.up), outcome.id


def test_the_side_door_works_at_every_question_of_every_concern() -> None:
    for path in islice(PATHS, 0, None, 7):
        question = path.answers[len(path.answers) // 2][0]
        answers = dict(path.answers[: len(path.answers) // 2])
        door = GUIDE.spor[GUIDE.questions[question].spor].notify
        step = replay(GUIDE, State((path.spor,), {**answers, question: door}))
        assert step.outcome is GUIDE.outcomes[door]


def test_no_outcome_demands_earlier_steps_before_notifying() -> None:
    demands = ("før du må underrette", "før du kan underrette", "først underrette, når", "underret først, når")
    for outcome in GUIDE.outcomes.values():
        texts = [outcome.title, outcome.why, outcome.parents_why, outcome.disagree, *outcome.record, *outcome.avoid]
        texts += [text for action in outcome.actions for text in (action.what, action.how)]
        assert not any(demand in text.lower() for text in texts for demand in demands), outcome.id


# --- the engine -------------------------------------------------------------------------------------------------------


def test_replaying_a_path_ends_where_the_path_ends() -> None:
    for path in PATHS:
        step = replay(GUIDE, state(path))
        assert step.outcome is end(path)
        assert step.parents is end(path).parents
        assert (step.dropped, dict(step.state.answers)) == ((), dict(path.answers))


def test_going_back_is_dropping_the_last_answer() -> None:
    asked = {(path.spor, path.answers[:n]): path.answers[n][0] for path in PATHS for n in range(len(path.answers))}
    for (spor, answers), question in asked.items():
        step = replay(GUIDE, State((spor,), dict(answers)))
        assert step.current is not None
        assert step.current.node.id == question


def test_giving_the_same_answer_again_leads_to_the_same_outcome() -> None:
    for path in PATHS:
        for question, option in path.answers:
            again = engine.answer(engine.reopen(GUIDE, state(path), question), question, option)
            assert replay(GUIDE, again).outcome is end(path)


# --- several concerns -------------------------------------------------------------------------------------------------


def examples() -> dict[tuple[str, str], list[Path]]:
    """Up to four paths to each outcome of each concern."""
    found: dict[tuple[str, str], list[Path]] = {}
    for path in PATHS:
        found.setdefault((path.spor, path.outcome), []).append(path)
    return {key: [*paths[:2], *paths[-2:]] for key, paths in found.items()}


def agree(one: Path, other: Path) -> bool:
    """Two concerns share their answers, so both paths must give the same answer to what both ask."""
    answers = dict(one.answers)
    return all(answers.get(question, option) == option for question, option in other.answers)


def pairs() -> list[tuple[Path, Path]]:
    found = []
    for (spor, _), ones in examples().items():
        for (other_spor, _), others in examples().items():
            if spor != other_spor:
                found += list(islice(((a, b) for a, b in product(ones, others) if agree(a, b)), 1))
    return found


def test_there_are_pairs_of_all_concerns() -> None:
    assert {frozenset((a.spor, b.spor)) for a, b in pairs()} == {frozenset(p) for p in combinations(GUIDE.spor, 2)}


def test_one_more_concern_never_lowers_the_level_or_loosens_the_rule_on_parents() -> None:
    for first, second in pairs():
        step = replay(GUIDE, State((first.spor, second.spor), {**dict(first.answers), **dict(second.answers)}))
        assert step.outcome is not None
        assert step.parents is not None
        assert step.outcome.level == max(end(first).level, end(second).level)
        assert step.parents.strictness == max(end(first).parents.strictness, end(second).parents.strictness)


def test_the_order_of_the_concerns_does_not_matter() -> None:
    for first, second in pairs():
        answers = {**dict(first.answers), **dict(second.answers)}
        one = replay(GUIDE, State((first.spor, second.spor), answers))
        other = replay(GUIDE, State((second.spor, first.spor), answers))
        assert one.parents is other.parents
        assert one.outcome is not None
        assert other.outcome is not None
        assert one.outcome.level is other.outcome.level
