"""Practice through the browser's one door: every case can be practised, and the feedback says what it should."""

from __future__ import annotations

import json
import re
from typing import Any, Final

import pytest

from guide import practice, render, web
from guide.cases import Verdict
from guide.load import load
from guide.markup import escape_text
from guide.model import Level, Parents
from guide.registers import Case
from guide.words import PARENTS

GUIDE: Final = load().guide
CASES: Final = list(GUIDE.cases.values())
PAIRS: Final = [case for case in CASES if case.pair]
ORDINARY: Final = {"address", "level", "notice", "ok", "outcome", "parents", "state", "step", "title", "trail"}
NOW: Final = "2026-11-22T16:40"


def ask(*events: dict[str, Any], state: object = None, **more: object) -> dict[str, Any]:
    text = web.handle(json.dumps({"state": state or {}, "events": list(events), "now": NOW, **more}))
    assert "Traceback" not in text
    response: dict[str, Any] = json.loads(text)
    return response


def begin(case: Case, **more: object) -> dict[str, Any]:
    return ask({"type": "practise", "case": case.id}, **more)


def walk(case: Case, answers: tuple[tuple[str, str], ...], **more: object) -> dict[str, Any]:
    """Every question in its turn, as the shell asks: the state and what was kept go back with each request."""
    response = begin(case, **more)
    for question, option in answers:
        assert f'data-node="{question}"' in response["step"]
        event = {"type": "answer", "question": question, "option": option}
        response = ask(event, state=response["state"], kept=response["kept"])
    return response


def level(case: Case) -> Level:
    return GUIDE.outcomes[case.outcome].level


@pytest.mark.parametrize("case", CASES, ids=lambda case: case.id)
def test_every_case_can_be_practised_along_its_own_answers_and_is_right(case: Case) -> None:
    response = walk(case, case.answers)
    assert response["ok"]
    assert (response["verdict"], response["outcome"]) == ("samme", case.outcome)
    assert response["state"] == {"spor": [case.spor], "answers": dict(case.answers), "case": case.id}
    assert response["kept"] == {case.id: ["samme"]}
    assert "Her skilles vejene" not in response["step"]
    assert escape_text(case.why) in response["step"]
    assert escape_text(case.mistake) in response["step"]


@pytest.mark.parametrize("case", PAIRS, ids=lambda case: case.id)
def test_the_way_of_a_boundary_pair_is_told_to_part_at_the_answer_that_differs(case: Case) -> None:
    other = GUIDE.cases[case.pair]
    response = walk(case, other.answers)
    mine, theirs = dict(case.answers), dict(other.answers)
    (differs,) = [key for key in mine if key in theirs and mine[key] != theirs[key]]
    question = GUIDE.questions[differs]
    told = re.search(r'<section class="ns-skilles">.*?</section>', response["step"], re.DOTALL)
    assert told
    for text in (
        question.text,
        *(option.text for option in question.options if option.id in (mine[differs], theirs[differs])),
    ):
        assert escape_text(text) in told[0]
    assert f'data-edit="{differs}"' in told[0]
    reached, recommended = GUIDE.outcomes[other.outcome], GUIDE.outcomes[case.outcome]
    assert (response["verdict"] == "mildere") == (reached.level < recommended.level)
    assert ("Mildere end anbefalet" in response["step"]) == (response["verdict"] == "mildere")
    warned = "Læg mærke til forældrene" in response["step"]
    assert warned == (reached.parents.strictness < recommended.parents.strictness)
    if warned:
        assert PARENTS[recommended.parents] in response["step"]
        decides = reached.parents is Parents.AUTHORITY_DECIDES
        assert ("lader kommunen afgøre, hvad forældrene hører" in response["step"]) == decides
        assert ("Med dit svar ville de få mere at vide" in response["step"]) == (not decides)


def test_the_questions_are_the_guides_own_byte_for_byte() -> None:
    case = max(CASES, key=lambda each: len(each.answers))
    response = begin(case)
    for question, option in case.answers:
        assert response["step"] == render.node(GUIDE, GUIDE.questions[question].spor, question)
        response = ask({"type": "answer", "question": question, "option": option}, state=response["state"])


def test_the_feedback_comes_first_and_the_outcome_lies_folded_below_it() -> None:
    case = CASES[0]
    step = walk(case, case.answers)["step"]
    folder = GUIDE.questions[case.answers[-1][0]].spor
    outcome = render.node(GUIDE, folder, case.outcome)
    assert step.startswith('<article class="ns-trin ns-feedback"')
    assert step.index("<h1") < step.index("<details") < step.index(outcome)


def test_a_case_begins_anew_whatever_was_answered_before() -> None:
    first, second = CASES[0], CASES[-1]
    response = begin(second, state=walk(first, first.answers)["state"])
    assert response["state"] == {"spor": [second.spor], "answers": {}, "case": second.id}
    assert response["verdict"] is None


def test_stricter_is_called_safe_and_a_way_up_counts() -> None:
    case = next(each for each in CASES if GUIDE.outcomes[each.outcome].up)
    response = walk(case, case.answers)
    event = {"type": "raise", "from": case.outcome, "to": GUIDE.outcomes[case.outcome].up[0]}
    response = ask(event, state=response["state"], kept=response["kept"])
    assert response["verdict"] == "strengere"
    assert "Det er trygt" in response["step"]
    assert "At blive ved det svar" in response["step"]
    assert response["kept"] == {case.id: ["samme", "strengere"]}


def test_the_side_door_is_a_way_like_any_other() -> None:
    case = next(each for each in CASES if each.outcome != GUIDE.spor[each.spor].notify)
    spor = GUIDE.spor[case.spor]
    event = {"type": "raise", "from": spor.first, "to": spor.notify}
    response = ask(event, state=begin(case)["state"])
    assert response["outcome"] == spor.notify
    assert f"At gå op til »{escape_text(GUIDE.outcomes[spor.notify].title)}«" in response["step"]


def test_another_concern_in_the_middle_of_a_case_is_part_of_the_way() -> None:
    case = next(each for each in CASES if each.spor == "vold-og-overgreb")
    other = next(each for each in CASES if each.spor != case.spor)
    state = {"spor": [other.spor], "answers": dict(other.answers), "case": case.id}
    response = ask(state=state)
    assert "Hvad er du bekymret for?" in response["step"]
    assert escape_text(GUIDE.spor[other.spor].title) in response["step"]


@pytest.mark.parametrize(
    "request_", [{"events": [{"type": "practise", "case": "findes-ikke"}]}, {"state": {"case": "findes-ikke"}}]
)
def test_an_unknown_case_is_told_in_danish(request_: dict[str, object]) -> None:
    response = json.loads(web.handle(json.dumps(request_)))
    assert response == {
        "ok": False,
        "code": "ukendt-case",
        "message": "Øvecasen »findes-ikke« findes ikke længere. Vælg en anden case på listen.",
    }


@pytest.mark.parametrize("case", [7, None, ["x"], {}])
def test_a_case_that_is_no_text_is_a_mistake_of_the_shell(case: object) -> None:
    assert ask({"type": "practise", "case": case})["code"] == "forkert-haendelse"
    assert ask(state={"case": case})["code"] == "forkert-tilstand"


@pytest.mark.parametrize(
    "kept",
    [
        None,
        3,
        [],
        {"findes-ikke": ["samme"]},
        {CASES[0].id: "samme"},
        {CASES[0].id: ["godt"]},
        {CASES[0].id: []},
        {CASES[0].id: [[]]},
    ],
)
def test_what_was_kept_and_does_not_fit_is_left_out(kept: object) -> None:
    response = begin(CASES[1], kept=kept)
    assert (response["ok"], response["kept"], response["record"]) == (True, {}, "")


def test_without_a_case_nothing_of_practice_is_in_the_answer() -> None:
    case = CASES[0]
    assert set(ask(state={"spor": [case.spor], "answers": dict(case.answers)}, kept={case.id: ["samme"]})) == ORDINARY
    assert set(begin(case)) == ORDINARY | {"verdict", "record", "kept"}


def test_the_record_has_the_date_the_cases_and_how_they_went_and_no_name() -> None:
    case = next(each for each in PAIRS if level(GUIDE.cases[each.pair]) < level(each))
    first = walk(case, GUIDE.cases[case.pair].answers)
    record = walk(case, case.answers, kept=first["kept"])["record"]
    assert "22. november 2026" in record
    assert escape_text(case.title) in record
    assert "Mildere end anbefalet, derefter: det anbefalede svar" in record
    assert "Navn (skriv i hånden)" in record
    assert "16.40" not in record


def test_every_verdict_has_its_words() -> None:
    for words in (practice._WORD, practice._HEADING, practice._LEAD, practice._REASON, practice._DRAWING):
        assert set(words) == set(Verdict)


def test_the_titles_tell_of_no_worry() -> None:
    for case in CASES:
        assert {begin(case)["title"], walk(case, case.answers)["title"]} == {
            "Øvecase: spørgsmål",
            "Øvecase: tilbagemelding",
        }


def test_the_map_shows_the_concern_with_the_way_so_far() -> None:
    case = max((each for each in CASES if each.spor == "vold-og-overgreb"), key=lambda each: len(each.answers))
    asked = {"spor": [case.spor], "answers": dict(case.answers[:2])}
    response = json.loads(web.handle(json.dumps({"map": True, "state": asked})))
    assert response["ok"]
    assert response["map"].startswith("<svg")
    assert "Du er her" in response["map"]
    assert json.loads(web.handle('{"map": true}')) == {"ok": True, "map": ""}
