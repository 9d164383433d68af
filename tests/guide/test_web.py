from __future__ import annotations

import ast
import inspect
import json
from typing import Any, Final

import pytest
from hypothesis import given
from hypothesis import strategies as st

from guide import render, web
from guide.load import load
from guide.markup import escape_text
from guide.model import Guide, Parents
from guide.paths import Path, all_paths

REAL: Final[Guide] = load().guide
SPOR: Final = next(iter(REAL.spor.values()))
FIRST: Final = REAL.questions[SPOR.first]
PATH: Final[Path] = max(all_paths(REAL), key=lambda path: len(path.answers) if path.spor == SPOR.id else 0)
DONE: Final = {"spor": [PATH.spor], "answers": dict(PATH.answers)}
OTHER: Final = next(spor for spor in REAL.spor if spor != PATH.spor)
KEYS: Final = ["address", "level", "notice", "ok", "outcome", "parents", "state", "step", "title", "trail"]


def ask(*events: dict[str, Any], state: object = None, **more: object) -> dict[str, Any]:
    request = {"state": state or {}, "events": list(events), **more}
    return well_formed(web.handle(json.dumps(request)))


def well_formed(text: str) -> dict[str, Any]:
    """The response, which has all its keys and nothing else, and can be sent as UTF-8."""
    response: dict[str, Any] = json.loads(text)
    assert "Traceback" not in text
    text.encode()
    if response["ok"]:
        assert sorted(response) == KEYS
        assert response["step"].startswith("<article")
        assert (response["outcome"] is None) == (response["level"] is None) == (response["parents"] is None)
        assert set(response["state"]) == {"spor", "answers"}
    else:
        assert sorted(response) == ["code", "message", "ok"]
        assert response["message"].endswith(".")
    return response


def test_an_empty_request_shows_the_start() -> None:
    response = ask()
    assert (response["address"], response["outcome"], response["trail"]) == ("", None, "")
    assert response["step"] == render.start(REAL)


def test_a_chosen_concern_shows_its_first_question() -> None:
    response = ask({"type": "choose", "spor": SPOR.id})
    assert response["address"] == f"{SPOR.id}/{FIRST.id}/"
    assert response["step"] == render.node(REAL, SPOR.id, FIRST.id)
    assert response["title"] == "Vejviseren: spørgsmål"


def test_answers_lead_to_the_outcome_of_the_path() -> None:
    events = [{"type": "answer", "question": question, "option": option} for question, option in PATH.answers]
    response = ask({"type": "choose", "spor": PATH.spor}, *events)
    outcome = REAL.outcomes[PATH.outcome]
    assert (response["outcome"], response["level"]) == (outcome.id, outcome.level.id)
    assert response["parents"] == outcome.parents.value
    assert response["state"] == DONE


def test_the_state_alone_leads_there_too() -> None:
    assert ask(state=DONE)["outcome"] == PATH.outcome


def test_the_side_door_raises_to_a_notification() -> None:
    response = ask({"type": "choose", "spor": SPOR.id}, {"type": "raise", "from": FIRST.id, "to": SPOR.notify})
    assert response["outcome"] == SPOR.notify


def test_a_way_up_raises_from_an_outcome() -> None:
    path = next(path for path in all_paths(REAL) if REAL.outcomes[path.outcome].up)
    target = REAL.outcomes[path.outcome].up[0]
    state = {"spor": [path.spor], "answers": dict(path.answers)}
    assert ask({"type": "raise", "from": path.outcome, "to": target}, state=state)["outcome"] == target


def test_a_way_that_does_not_exist_is_not_taken() -> None:
    response = ask({"type": "raise", "from": FIRST.id, "to": "ukendt"}, state={"spor": [SPOR.id], "answers": {}})
    assert response["address"] == f"{SPOR.id}/{FIRST.id}/"
    assert response["notice"] == "Vejen til »ukendt« findes ikke længere. Brug knapperne på siden."


def test_an_edited_question_is_asked_again() -> None:
    question = PATH.answers[1][0]
    response = ask({"type": "edit", "question": question}, state=DONE)
    assert response["address"].endswith(f"/{question}/")
    assert question not in response["state"]["answers"]


def test_an_answer_that_no_longer_fits_is_taken_out_with_a_notice() -> None:
    short = next(path for path in all_paths(REAL) if path.spor == PATH.spor and len(path.answers) == 1)
    answers = {**dict(PATH.answers), **dict(short.answers)}
    response = ask(state={"spor": [PATH.spor], "answers": answers})
    assert response["outcome"] == short.outcome
    assert response["state"]["answers"] == dict(short.answers)
    assert response["notice"] == "Et svar fra før passer ikke længere og er taget ud. Se dine svar igennem."


def test_one_more_concern_shows_the_list_without_the_first() -> None:
    response = ask({"type": "add"}, state=DONE)
    assert response["step"] == render.start(REAL, (PATH.spor,))
    assert response["state"] == DONE


def test_a_second_concern_is_asked_before_the_result_is_shown() -> None:
    response = ask({"type": "choose", "spor": OTHER}, state=DONE)
    assert response["outcome"] is None
    assert response["address"].startswith(f"{OTHER}/")
    assert "Ikke færdig endnu." in response["trail"]


def test_of_two_concerns_the_strictest_counts_for_both() -> None:
    paths = list(all_paths(REAL))
    low = min(paths, key=lambda path: REAL.outcomes[path.outcome].level)
    high = max((p for p in paths if p.spor != low.spor), key=lambda path: REAL.outcomes[path.outcome].level)
    for spor in ([low.spor, high.spor], [high.spor, low.spor]):
        state = {"spor": spor, "answers": {**dict(low.answers), **dict(high.answers)}}
        assert ask(state=state)["outcome"] == high.outcome


def test_clearing_leaves_nothing() -> None:
    response = ask({"type": "clear"}, state=DONE)
    assert response["state"] == {"spor": [], "answers": {}}
    assert response["address"] == ""


def test_the_time_is_printed_as_the_browser_gave_it() -> None:
    assert "kl.\u00a016.40" in ask(state=DONE, now="2026-11-22T16:40")["trail"]
    assert "Udskrevet" not in ask(state=DONE, now=5)["trail"]


@pytest.mark.parametrize(
    ("event", "notice"),
    [
        (
            {"type": "choose", "spor": "x"},
            "Bekymringen »x« findes ikke længere. Vælg en fra listen.",
        ),
        (
            {"type": "answer", "question": "x", "option": "ja"},
            "Spørgsmålet »x« findes ikke længere. Svar på det, der står her.",
        ),
        (
            {"type": "answer", "question": FIRST.id, "option": "x"},
            "Svaret »x« findes ikke længere. Vælg et af svarene her.",
        ),
        (
            {"type": "edit", "question": "x"},
            "Spørgsmålet »x« findes ikke længere. Brug knapperne på siden.",
        ),
    ],
)
def test_an_unknown_id_changes_nothing_and_is_said(event: dict[str, str], notice: str) -> None:
    state = {"spor": [SPOR.id], "answers": {}}
    response = ask(event, state=state)
    assert response["notice"] == notice
    assert response["state"] == state


def test_a_notice_is_not_lost_when_more_events_follow() -> None:
    response = ask({"type": "choose", "spor": "x"}, {"type": "choose", "spor": SPOR.id})
    assert response["notice"].startswith("Bekymringen »x« findes ikke længere.")
    assert response["address"] == f"{SPOR.id}/{FIRST.id}/"


def test_unknown_ids_in_the_state_are_dropped() -> None:
    response = ask(state={"spor": ["x", SPOR.id], "answers": {"y": "z"}})
    assert response["state"] == {"spor": [SPOR.id], "answers": {}}
    assert response["notice"].startswith("Et svar fra før passer ikke længere")


# --- prepared links ---------------------------------------------------------------------------------------------------


def test_a_prepared_link_opens_the_guide_where_it_says() -> None:
    fragment = f"spor={PATH.spor}&svar={','.join(':'.join(pair) for pair in PATH.answers)}"
    response = ask({"type": "link", "fragment": fragment})
    assert (response["outcome"], response["notice"]) == (PATH.outcome, "")


def test_a_prepared_link_may_be_escaped_and_have_its_mark() -> None:
    first, option = PATH.answers[0]
    response = ask({"type": "link", "fragment": f"#spor={PATH.spor}&svar={first}%3A{option}"})
    assert response["state"]["answers"] == {first: option}


@pytest.mark.parametrize(
    "fragment",
    [
        "",
        "#",
        "spor",
        "spor=",
        "spor=ukendt",
        f"spor={SPOR.id}&svar=ukendt:ja",
        f"spor={SPOR.id}&svar={FIRST.id}:ukendt",
        f"spor={SPOR.id}&svar={FIRST.id}",
        f"spor={SPOR.id}&andet=1",
        "svar=a:b",
        "spor=%ff%fe&svar=%00",
        "<script>alert(1)</script>",
        "&&&===",
        "spor=" + "a," * 5000,
    ],
)
def test_a_link_with_nonsense_opens_the_start_with_a_notice(fragment: str) -> None:
    response = ask({"type": "link", "fragment": fragment}, state=DONE)
    assert (response["address"], response["state"]) == ("", {"spor": [], "answers": {}})
    assert response["notice"] == "Linket passer ikke til vejviseren. Begynd her, og vælg selv."


# --- what no shell of ours sends --------------------------------------------------------------------------------------

BEGIN_AGAIN = "Tryk på »Ryd alt« og begynd forfra, eller brug siderne som almindelige links."


BAD: Final = [
    ("", "ikke-json", "Vejviseren fik en besked, den ikke kunne læse."),
    ("{", "ikke-json", "Vejviseren fik en besked, den ikke kunne læse."),
    ("{'a': 1}", "ikke-json", "Vejviseren fik en besked, den ikke kunne læse."),
    ("[" * 100_000, "ikke-json", "Vejviseren fik en besked, den ikke kunne læse."),
    ("1" * 5000, "ikke-json", "Vejviseren fik en besked, den ikke kunne læse."),
    ("[]", "forkert-form", "Vejviseren fik en besked af forkert form."),
    ("null", "forkert-form", "Vejviseren fik en besked af forkert form."),
    ('"x"', "forkert-form", "Vejviseren fik en besked af forkert form."),
    ('{"find": 3}', "forkert-soegning", "Ordene kunne ikke læses."),
    ('{"state": {"role": 1}}', "forkert-tilstand", "Dine svar kunne ikke læses."),
    ('{"state": 1}', "forkert-tilstand", "Dine svar kunne ikke læses."),
    ('{"state": {"spor": "x"}}', "forkert-tilstand", "Dine svar kunne ikke læses."),
    ('{"state": {"spor": [1]}}', "forkert-tilstand", "Dine svar kunne ikke læses."),
    ('{"state": {"answers": []}}', "forkert-tilstand", "Dine svar kunne ikke læses."),
    ('{"state": {"answers": {"a": null}}}', "forkert-tilstand", "Dine svar kunne ikke læses."),
    ('{"events": {}}', "forkert-haendelse", "Vejviseren fik en handling af forkert form."),
    ('{"events": [1]}', "forkert-haendelse", "Vejviseren fik en handling af forkert form."),
    ('{"events": [{}]}', "forkert-haendelse", "Handlingen mangler »type«."),
    ('{"events": [{"type": []}]}', "forkert-haendelse", "Handlingen mangler »type«."),
    ('{"events": [{"type": "hop"}]}', "ukendt-haendelse", "Vejviseren kender ikke handlingen »hop«."),
    ('{"events": [{"type": "choose"}]}', "forkert-haendelse", "Handlingen mangler »spor«."),
    ('{"events": [{"type": "answer", "question": "a"}]}', "forkert-haendelse", "Handlingen mangler »option«."),
    ('{"events": [{"type": "raise", "from": 1}]}', "forkert-haendelse", "Handlingen mangler »from«."),
    ('{"events": [{"type": "edit"}]}', "forkert-haendelse", "Handlingen mangler »question«."),
    ('{"events": [{"type": "link"}]}', "forkert-haendelse", "Handlingen mangler »fragment«."),
]


@pytest.mark.parametrize(("text", "code", "message"), BAD, ids=lambda value: str(value)[:40])
def test_a_request_of_the_wrong_shape_is_told_in_danish(text: str, code: str, message: str) -> None:
    assert well_formed(web.handle(text)) == {"ok": False, "code": code, "message": f"{message} {BEGIN_AGAIN}"}


def test_something_that_is_no_text_at_all_is_told_too() -> None:
    assert well_formed(web.handle(None))["code"] == "ikke-json"  # type: ignore[arg-type]


def test_a_fault_in_the_guide_itself_is_one_calm_sentence(monkeypatch: pytest.MonkeyPatch) -> None:
    def broken() -> Guide:
        raise RuntimeError

    monkeypatch.setattr(web, "the_guide", broken)
    response = well_formed(web.handle("{}"))
    assert response == {"ok": False, "code": "intern-fejl", "message": f"Noget gik galt i vejviseren. {BEGIN_AGAIN}"}


def test_every_code_of_the_door_is_tried_above() -> None:
    calls = [node for node in ast.walk(ast.parse(inspect.getsource(web))) if isinstance(node, ast.Call)]
    raised = [call.args[0] for call in calls if getattr(call.func, "id", "") == "RequestError"]
    assert {ast.literal_eval(code) for code in raised} == {code for _, code, _ in BAD} | {
        "ukendt-case"
    }  # the last in test_practice


# --- properties -------------------------------------------------------------------------------------------------------

IDS = st.sampled_from([*REAL.spor, *REAL.questions, *REAL.outcomes, "ja", "nej", "ved-ikke", "", "æ", "\ud800"])
EVENT = st.one_of(
    st.fixed_dictionaries({"type": st.just("choose"), "spor": IDS}),
    st.fixed_dictionaries({"type": st.just("answer"), "question": IDS, "option": IDS}),
    st.fixed_dictionaries({"type": st.just("raise"), "from": IDS, "to": IDS}),
    st.fixed_dictionaries({"type": st.just("edit"), "question": IDS}),
    st.fixed_dictionaries({"type": st.just("link"), "fragment": st.text()}),
    st.fixed_dictionaries({"type": st.sampled_from(["add", "clear"])}),
)
JSON = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats() | st.text() | IDS,
    lambda inner: (
        st.lists(inner, max_size=4)
        | st.dictionaries(
            st.sampled_from(["state", "events", "spor", "answers", "type", "case", "kept", "now", "x"]),
            inner,
            max_size=4,
        )
    ),
    max_leaves=20,
)


@given(st.text())
def test_any_text_gets_a_response(text: str) -> None:
    well_formed(web.handle(text))


@given(JSON | st.fixed_dictionaries({"state": JSON, "events": JSON, "now": JSON}))
def test_any_json_value_gets_a_response(value: object) -> None:
    well_formed(web.handle(json.dumps(value)))


@given(st.lists(EVENT, max_size=12))
def test_any_sequence_of_events_keeps_the_response_well_formed(events: list[dict[str, str]]) -> None:
    state: object = {}
    for event in events:
        response = ask(event, state=state)
        assert response["ok"]
        state = response["state"]


@given(st.lists(EVENT, max_size=8))
def test_the_step_is_the_fragment_of_its_address(events: list[dict[str, str]]) -> None:
    response = ask(*events)
    if response["address"]:
        folder, node_id = response["address"].strip("/").split("/")
        rule = Parents(response["parents"]) if response["parents"] else None
        assert response["step"] == render.node(REAL, folder, node_id, rule)


PATHS: Final = list(all_paths(REAL))


@given(st.lists(st.sampled_from(PATHS), min_size=1, max_size=3))
def test_clicks_that_waited_lead_to_the_same_step_as_clicks_one_by_one(walked: list[Path]) -> None:
    events: list[dict[str, str]] = []
    for path in walked:
        events += [{"type": "add"}, {"type": "choose", "spor": path.spor}]
        events += [{"type": "answer", "question": q, "option": o} for q, o in path.answers]
    one_by_one = ask()
    for event in events:
        one_by_one = ask(event, state=one_by_one["state"])
    at_once = ask(*events)
    assert (at_once["address"], at_once["step"]) == (one_by_one["address"], one_by_one["step"])


def test_the_guide_is_loaded_once_and_is_the_real_one() -> None:
    assert web.the_guide() is web.the_guide()
    assert web.the_guide().fingerprint == REAL.fingerprint


# --- own words and own role -------------------------------------------------------------------------------------------


def found(text: str) -> str:
    return str(json.loads(web.handle(json.dumps({"find": text})))["found"])


def test_own_words_find_signs_with_their_concerns() -> None:
    assert 'data-spor-valg="vold-og-overgreb"' in found("blå mærker")
    assert "Et tegn beviser ikke noget." in found("blå mærker")


def test_words_that_fit_nothing_are_said_to() -> None:
    assert "Det fandt vi ikke." in found("xyzzyq")
    assert found("  ") == ""


def test_words_are_never_sent_back() -> None:
    assert "hemmeligtord" not in found("blå mærker hemmeligtord")


def test_a_role_brings_its_own_steps_first_and_hides_none() -> None:
    case = next(case for case in REAL.cases.values() if case.outcome == "ring-foer-barnet-gaar-hjem")
    state = {"spor": [case.spor], "answers": dict(case.answers)}
    plain = json.loads(web.handle(json.dumps({"state": state})))
    leader = json.loads(web.handle(json.dumps({"state": state, "events": [{"type": "role", "role": "leder"}]})))
    assert leader["state"]["role"] == "leder"
    assert "Din leder – det er dig" in leader["step"]
    assert leader["step"].index("det er dig") < leader["step"].index("<h3>Du</h3>")
    outcome = REAL.outcomes[case.outcome]
    assert all(leader["step"].count(f"<strong>{escape_text(a.what)}") for a in outcome.actions)
    assert (plain["outcome"], plain["parents"]) == (leader["outcome"], leader["parents"])


def test_an_unknown_role_is_said_and_dropped() -> None:
    response = ask({"type": "choose", "spor": SPOR.id}, {"type": "role", "role": "kok"})
    assert "kok" in str(response["notice"])
    assert "role" not in response["state"]
