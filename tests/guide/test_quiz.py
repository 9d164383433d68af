"""The quiz and the vignettes: enough of them, each answer explained, and no pattern to learn instead of the law."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable
from dataclasses import replace
from typing import Final

import pytest

from guide import paths, quiz
from guide.model import Guide, Level, Parents
from guide.quiz import Answer, QuizQuestion, mix, questions, wrong_of_case
from guide.registers import Case, FromCase, Vignette
from guide.shapes import AGES, ROLES, SETTINGS
from tests.tiny import TinyGuide

MOST_LIX: Final = 35
LEAST_WORDS: Final = 6


@pytest.fixture(scope="module")
def asked(guide: Guide) -> tuple[QuizQuestion, ...]:
    return questions(guide)


@pytest.fixture(scope="module")
def vignettes(guide: Guide) -> tuple[Vignette, ...]:
    return tuple(guide.training.vignettes.values())


def lix(texts: Iterable[str]) -> float:
    """Words a sentence plus the share of words of seven letters or more."""
    text = " ".join(text if text.endswith((".", "?", "!", "«")) else f"{text}." for text in texts if text)
    words = re.findall(r"[^\W\d_]+", text)
    return len(words) / len(re.findall(r"[.?!:]+(?:[\s«]|$)", text)) + 100 * sum(len(w) > 6 for w in words) / len(words)


# --- the vignettes ----------------------------------------------------------------------------------------------------


def test_there_are_vignettes_enough_for_three_meetings(vignettes: tuple[Vignette, ...]) -> None:
    assert len(vignettes) >= 15


def test_all_vignettes_have_the_same_five_answers_from_no_to_at_once(guide: Guide) -> None:
    assert list(guide.training.steps) == ["nej", "iagttag", "droeft", "underret", "straks"]


def test_each_of_the_five_answers_is_recommended_and_none_for_half_of_the_stories(
    guide: Guide, vignettes: tuple[Vignette, ...]
) -> None:
    counts = Counter(step for vignette in vignettes for step in vignette.recommended)
    assert set(counts) == set(guide.training.steps)
    assert max(counts.values()) <= len(vignettes) // 2


def test_some_vignettes_are_for_reasonable_people_to_differ_on(vignettes: tuple[Vignette, ...]) -> None:
    assert sum(len(vignette.recommended) == 2 for vignette in vignettes) >= 3


def test_the_vignettes_are_of_every_role_setting_and_age(vignettes: tuple[Vignette, ...]) -> None:
    assert {vignette.role for vignette in vignettes} == set(ROLES)
    assert {vignette.setting for vignette in vignettes} == set(SETTINGS)
    assert {vignette.age for vignette in vignettes} == set(AGES)


def test_every_vignette_rests_on_the_duty_to_notify(vignettes: tuple[Vignette, ...]) -> None:
    assert [vignette.id for vignette in vignettes if "barnets-lov-133" not in vignette.laws] == []


def test_whoever_may_not_be_told_is_named_where_the_story_points_at_home(vignettes: tuple[Vignette, ...]) -> None:
    """At the highest step nobody is to be left in doubt of whom to keep silent to."""
    silent = re.compile("intet|ingen taler med|hverken|vente på din leder")
    high = [vignette for vignette in vignettes if "straks" in vignette.recommended]
    assert [vignette.id for vignette in high if not silent.search(vignette.why)] == []


def test_violence_in_words_is_rung_in_today_like_any_other_violence(vignettes: tuple[Vignette, ...]) -> None:
    violent = [vignette for vignette in vignettes if "straffeloven-243" in vignette.laws]
    assert {vignette.recommended for vignette in violent} == {("straks",)}


def test_a_law_on_schools_is_not_cited_for_a_child_below_school_age(vignettes: tuple[Vignette, ...]) -> None:
    small = [vignette for vignette in vignettes if vignette.age in {"0-2", "3-5"}]
    assert [v.id for v in small for law in v.laws if law.startswith("folkeskoleloven")] == []


def test_no_vignette_calls_a_sign_a_proof(vignettes: tuple[Vignette, ...]) -> None:
    proof = re.compile(r"(?<!ikke )\bbeviser\b(?! ikke)|tyder altid|altid tegn på", re.IGNORECASE)
    assert [vignette.id for vignette in vignettes if proof.search(f"{vignette.story} {vignette.why}")] == []


def test_the_vignettes_are_easy_to_read(vignettes: tuple[Vignette, ...]) -> None:
    measured = {v.id: lix((v.story, v.why, v.lower, v.higher, v.belief)) for v in vignettes}
    assert {name: value for name, value in measured.items() if value > MOST_LIX} == {}


# --- the quiz ---------------------------------------------------------------------------------------------------------


def test_there_are_questions_enough_of_both_kinds(guide: Guide, asked: tuple[QuizQuestion, ...]) -> None:
    assert len(asked) >= 40
    assert len(guide.training.asked) >= 20
    assert len(guide.training.from_cases) >= 15


def test_every_subject_has_questions_and_they_come_in_the_order_of_the_subjects(
    guide: Guide, asked: tuple[QuizQuestion, ...]
) -> None:
    assert list(dict.fromkeys(question.subject for question in asked)) == list(guide.training.subjects)


def test_every_question_has_one_right_answer_and_two_or_three_others(asked: tuple[QuizQuestion, ...]) -> None:
    for question in asked:
        verdicts = Counter(answer.verdict for answer in question.answers)
        assert verdicts[quiz.RIGHT] == 1, question.id
        assert 2 <= len(question.answers) - 1 <= 3, question.id


def test_every_answer_is_explained(asked: tuple[QuizQuestion, ...]) -> None:
    short = [(q.id, a.text) for q in asked for a in q.answers if len(a.says.split()) < LEAST_WORDS]
    assert short == []


def test_no_answer_and_no_explanation_stands_twice_in_a_question(asked: tuple[QuizQuestion, ...]) -> None:
    for question in asked:
        assert len({answer.text for answer in question.answers}) == len(question.answers), question.id
        assert len({answer.says for answer in question.answers}) == len(question.answers), question.id


def test_every_question_rests_on_a_source_and_leads_to_a_page(asked: tuple[QuizQuestion, ...]) -> None:
    assert [question.id for question in asked if not (question.laws or question.sources) or not question.page] == []


def test_the_questions_are_easy_to_read(asked: tuple[QuizQuestion, ...]) -> None:
    texts = {q.id: (q.title, q.story, *(t for a in q.answers for t in (a.text, a.says))) for q in asked}
    assert {name: value for name, text in texts.items() if (value := lix(text)) > MOST_LIX} == {}


# --- where the right answer stands ------------------------------------------------------------------------------------


def test_the_right_answer_stands_everywhere_and_nowhere_half_of_the_time(asked: tuple[QuizQuestion, ...]) -> None:
    for size in (3, 4):
        own = [question for question in asked if len(question.answers) == size]
        places = Counter([answer.verdict for answer in question.answers].index(quiz.RIGHT) for question in own)
        assert set(places) == set(range(size))
        assert max(places.values()) <= len(own) / 2


def test_the_right_answer_is_not_the_longest_one_more_often_than_not(asked: tuple[QuizQuestion, ...]) -> None:
    longest = [max(question.answers, key=lambda answer: len(answer.text)).verdict for question in asked]
    assert longest.count(quiz.RIGHT) <= len(asked) / 2


def test_the_order_is_the_same_each_time_and_another_for_another_question() -> None:
    answers = tuple(Answer(text, "", quiz.WRONG) for text in "abcd")
    orders = {tuple(answer.text for answer in mix(str(seed), answers)) for seed in range(50)}
    assert mix("et", answers) == mix("et", answers)
    assert len(orders) > 15
    assert all(sorted(order) == list("abcd") for order in orders)


# --- questions from cases ---------------------------------------------------------------------------------------------


def test_the_right_answer_to_a_case_is_where_the_guide_ends(guide: Guide, asked: tuple[QuizQuestion, ...]) -> None:
    for question in asked:
        if question.story:
            case = guide.cases[question.id.removeprefix(quiz.CASE)]
            *_, end = paths.follow(guide, guide.spor[case.spor].first, dict(case.answers))
            right = next(answer for answer in question.answers if answer.verdict == quiz.RIGHT)
            assert right.text == guide.outcomes[end].title


def test_what_is_said_of_a_wrong_outcome_is_true_in_the_guide(guide: Guide) -> None:
    """The quoted answer was not given, and giving it alone leads to the wrong outcome."""
    said = re.compile("svaret på »(.+)« var »(.+)«. Men i historien er det »(.+)«.")
    for case in guide.cases.values():
        for answer in wrong_of_case(guide, case):
            found = said.search(answer.says)
            assert found, answer.says
            question = next(guide.questions[q] for q, _ in case.answers if guide.questions[q].text == found[1])
            options = {option.text: option for option in question.options}
            assert options[found[3]].id == dict(case.answers)[question.id]
            given = {**dict(case.answers), question.id: options[found[2]].id}
            *_, end = paths.follow(guide, guide.spor[case.spor].first, given)
            assert guide.outcomes[end].title == answer.text, "ét andet svar er nok til at ende dér"


def test_a_leader_who_wants_to_wait_is_never_said_to_turn_the_duty_into_advice(asked: tuple[QuizQuestion, ...]) -> None:
    question = next(each for each in asked if each.id == f"{quiz.CASE}nej-fra-lederen")
    advice = next(answer for answer in question.answers if "uden navn" in answer.text)
    assert advice.verdict == quiz.WRONG
    assert "leder kan ikke sige nej for dig" in advice.says


def tiny_case(pair: str = "") -> Case:
    return Case("c", "Casen", "Historie.", "", "", "", "spor", (("q", "ja"),), "x", "Fordi.", "At vente.", (), pair)


def guide_of_levels(tiny_guide: TinyGuide, right: Level, other: Level, rule: Parents = Parents.NO) -> Guide:
    guide: Guide = tiny_guide({"q": {"ja": "x", "nej": "y"}}, {"x": right, "y": other}, parents={"y": rule})
    return replace(guide, cases={"c": tiny_case()})


def test_to_do_more_than_the_case_asks_for_is_never_called_wrong(tiny_guide: TinyGuide) -> None:
    guide = guide_of_levels(tiny_guide, Level.HVERDAG, Level.UNDERRET)
    (answer,) = wrong_of_case(guide, guide.cases["c"])
    assert answer.verdict == quiz.MORE
    assert "mere" in answer.says


def test_to_do_less_is_wrong(tiny_guide: TinyGuide) -> None:
    guide = guide_of_levels(tiny_guide, Level.STRAKS, Level.HVERDAG)
    assert [answer.verdict for answer in wrong_of_case(guide, guide.cases["c"])] == [quiz.WRONG]


def test_to_do_more_but_tell_the_parents_is_wrong(tiny_guide: TinyGuide) -> None:
    guide = guide_of_levels(tiny_guide, Level.RAADGIVNING, Level.UNDERRET, Parents.YES)
    strict = replace(guide.outcomes["x"], parents=Parents.NO)
    guide = replace(guide, outcomes={**guide.outcomes, "x": strict})
    assert [answer.verdict for answer in wrong_of_case(guide, guide.cases["c"])] == [quiz.WRONG]


def test_an_outcome_of_the_same_level_is_too_alike_to_be_asked_for(tiny_guide: TinyGuide) -> None:
    guide = guide_of_levels(tiny_guide, Level.STRAKS, Level.STRAKS)
    assert wrong_of_case(guide, guide.cases["c"]) == ()


def test_the_common_mistake_is_told_with_the_right_answer_unless_it_is_an_answer_itself(guide: Guide) -> None:
    case = next(case for case in guide.cases.values() if len(wrong_of_case(guide, case)) == 2)
    own = FromCase(case.id, "", ())

    def right(entry: FromCase) -> str:
        only = replace(guide, training=replace(guide.training, asked={}, from_cases={entry.id: entry}))
        (question,) = questions(only)
        return next(answer.says for answer in question.answers if answer.verdict == quiz.RIGHT)

    written = guide.training.from_cases["haandmaerket-klokken-ti"].wrong
    assert case.mistake in right(own)
    assert case.mistake not in right(replace(own, wrong=written))
