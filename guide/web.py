"""The one door between Python and the browser: a JSON text in, a JSON text out, never an exception.

In the browser the guide comes finished from the build; elsewhere it is read from the data folder.
The protocol is versioned with the site: worker, shell and this module are served from one address.

Also `{"find": "words typed"}`, answered by `{"ok": true, "found": html}`, and `{"map": true, "state": {...}}`, answered
by `{"ok": true, "map": svg}`: the concern as a picture with the way so far.

Request: `{"state": {"spor": [...], "answers": {...}}, "events": [...], "now": "2026-11-22T16:40"}`.
Response: `{"ok": true, "state", "address", "title", "step", "trail", "notice", "outcome", "level", "parents"}` or
`{"ok": false, "code", "message"}`.
While a practice case is walked, the state has its id as `case`, and the response also `verdict`, `record` and `kept`:
what the shell hands back with its next request, so that nobody stores what has been practised.
"""

from __future__ import annotations

import json
from collections.abc import Callable, Mapping
from dataclasses import replace
from functools import cache
from typing import Final
from urllib.parse import unquote

from guide import engine, render, trail
from guide.engine import State, Step
from guide.model import Guide
from guide.paths import exits
from guide.registers import Case
from guide.shipped import CASES, FILE, cases_from_bytes, from_bytes
from guide.signs import Index, find, index

_MOST_FOUND: Final = 5
_RESTART: Final = "Tryk på »Ryd alt« og begynd forfra, eller brug siderne som almindelige links."
_STALE: Final = "Et svar fra før passer ikke længere og er taget ud. Se dine svar igennem."
_BAD_LINK: Final = "Linket passer ikke til vejviseren. Begynd her, og vælg selv."


class RequestError(Exception):
    """A request that cannot be understood; `code` is stable, the message is Danish and says what to do."""

    def __init__(self, code: str, message: str) -> None:
        super().__init__(message)
        self.code = code


def handle(request_json: str) -> str:
    """Answers one request of the browser's shell. In and out: JSON texts. Never raises."""
    try:
        response = respond(the_guide(), _parse(request_json))
    except RequestError as error:
        response = {"ok": False, "code": error.code, "message": str(error)}
    except Exception:
        response = {"ok": False, "code": "intern-fejl", "message": f"Noget gik galt i vejviseren. {_RESTART}"}
    return json.dumps(response)  # ASCII: half of a surrogate pair in a request must not break the way back


def respond(guide: Guide, request: Mapping[str, object]) -> dict[str, object]:
    """The response to a parsed request. Raises RequestError for a request of the wrong shape."""
    if "find" in request:
        return _found(guide, request["find"])
    state = _state(request.get("state", {}))
    if "map" in request:
        return {"ok": True, "map": _map(guide, state)}
    adding, notice = False, ""
    for event in _events(request.get("events", [])):
        adding = event.get("type") == "add"
        state, said = _apply(guide, state, event)
        notice = said or notice
    step = engine.replay(guide, state)
    if adding:
        return _start(guide, step, notice)
    notice = notice or (_STALE if step.dropped else "")
    now = request.get("now", "")
    shown = _shown(guide, step, notice, now if isinstance(now, str) else "")
    return {**shown, **_practice(guide, step, request, shown)} if state.case else shown


def _found(guide: Guide, text: object) -> dict[str, object]:
    """The signs that fit a person's own words. An empty text finds nothing, but makes the first search quick."""
    if not isinstance(text, str):
        raise RequestError("forkert-soegning", f"Ordene kunne ikke læses. {_RESTART}")
    signs = tuple(found.sign for found in find(_index(guide), text, _MOST_FOUND))
    return {"ok": True, "found": render.found_signs(guide, signs) if text.strip() else ""}


def _map(guide: Guide, state: State) -> str:
    """The picture of the concern whose page is shown, with the way so far; empty before a concern is chosen."""
    from guide.diagram import drawing  # noqa: PLC0415 - drawn when a trainer asks for it

    walk = engine.replay(guide, state).current
    if walk is None:
        return ""
    way = tuple((entry.question.id, entry.option.id) for entry in walk.trail if isinstance(entry, engine.Answered))
    return drawing(guide, walk.folder, way, walk.node.id)


def _index(guide: Guide) -> Index:
    """The signs made ready for searching, when somebody first searches."""
    if guide.fingerprint not in _indexes:
        _indexes[guide.fingerprint] = index(guide.signs.values())
    return _indexes[guide.fingerprint]


_indexes: Final[dict[str, Index]] = {}


def _shown(guide: Guide, step: Step, notice: str, now: str) -> dict[str, object]:
    walk = step.current
    if walk is None:
        return _start(guide, step, notice)
    outcome = step.outcome
    stricter = trail.stricter_parents(step)
    return {
        "ok": True,
        "state": _state_out(step.state),
        "address": render.address(walk.folder, walk.node.id),
        "title": render.tab_title(guide, walk.node.id),
        "step": render.node(guide, walk.folder, walk.node.id, stricter, step.state.role),
        "trail": trail.trail(guide, step, now),
        "notice": notice,
        "outcome": outcome.id if outcome else None,
        "level": outcome.level.id if outcome else None,
        "parents": step.parents.value if outcome and step.parents else None,
    }


def _start(guide: Guide, step: Step, notice: str) -> dict[str, object]:
    return {
        "ok": True,
        "state": _state_out(step.state),
        "address": "",
        "title": render.tab_title(guide, ""),
        "step": render.start(guide, step.state.spor),
        "trail": "",
        "notice": notice,
        "outcome": None,
        "level": None,
        "parents": None,
    }


# --- practice ---------------------------------------------------------------------------------------------------------


def _practice(
    guide: Guide, step: Step, request: Mapping[str, object], shown: Mapping[str, object]
) -> dict[str, object]:
    """What differs from the ordinary response while a case is practised: at the outcome, the feedback comes first."""
    from guide import practice  # noqa: PLC0415 - whoever only asks for help does not wait for it

    _case(guide, step.state.case)
    now = str(request.get("now", ""))
    return practice.response(_with_cases(guide), step, str(shown["step"]), request.get("kept"), now)


def _case(guide: Guide, case_id: str) -> Case:
    case = _with_cases(guide).cases.get(case_id)
    if case is None:
        raise RequestError("ukendt-case", f"Øvecasen »{case_id}« findes ikke længere. Vælg en anden case på listen.")
    return case


def _with_cases(guide: Guide) -> Guide:
    """The guide with its practice cases, which in the browser are read when somebody first practises."""
    return guide if guide.cases else replace(guide, cases=_shipped_cases())


# --- events -----------------------------------------------------------------------------------------------------------

Event = Mapping[str, object]
Applied = tuple[State, str]


def _apply(guide: Guide, state: State, event: Event) -> Applied:
    kind = _word(event, "type")
    action = _ACTIONS.get(kind)
    if action is None:
        raise RequestError("ukendt-haendelse", f"Vejviseren kender ikke handlingen »{kind}«. {_RESTART}")
    return action(guide, state, event)


def _word(event: Event, key: str) -> str:
    value = event.get(key)
    if not isinstance(value, str):
        raise RequestError("forkert-haendelse", f"Handlingen mangler »{key}«. {_RESTART}")
    return value


def _choose(guide: Guide, state: State, event: Event) -> Applied:
    spor = guide.renamed.get(_word(event, "spor"), _word(event, "spor"))
    if spor not in guide.spor:
        return state, f"Bekymringen »{spor}« findes ikke længere. Vælg en fra listen."
    return engine.choose(state, spor), ""


def _answer(guide: Guide, state: State, event: Event) -> Applied:
    question_id, option_id = _word(event, "question"), _word(event, "option")
    question = guide.questions.get(guide.renamed.get(question_id, question_id))
    if question is None:
        return state, f"Spørgsmålet »{question_id}« findes ikke længere. Svar på det, der står her."
    if question.option(guide.renamed.get(option_id, option_id)) is None:
        return state, f"Svaret »{option_id}« findes ikke længere. Vælg et af svarene her."
    return engine.answer(state, question.id, guide.renamed.get(option_id, option_id)), ""


def _raise(guide: Guide, state: State, event: Event) -> Applied:
    source, target = _word(event, "from"), _word(event, "to")
    if target not in guide.outcomes or target not in exits(guide, source):
        return state, f"Vejen til »{target}« findes ikke længere. Brug knapperne på siden."
    return engine.answer(state, source, target), ""


def _edit(guide: Guide, state: State, event: Event) -> Applied:
    node_id = guide.renamed.get(_word(event, "question"), _word(event, "question"))
    if guide.node(node_id) is None:
        return state, f"Spørgsmålet »{node_id}« findes ikke længere. Brug knapperne på siden."
    return engine.reopen(guide, state, node_id), ""


def _link(guide: Guide, _state: State, event: Event) -> Applied:
    """A prepared link: `spor=<id>&svar=<question>:<option>,…`. Nonsense opens the start with a notice."""
    parts = dict(part.split("=", 1) for part in _word(event, "fragment").lstrip("#").split("&") if "=" in part)
    chosen = tuple(filter(None, unquote(parts.get("spor", "")).split(",")))
    pairs = [pair.split(":", 1) for pair in unquote(parts.get("svar", "")).split(",") if pair]
    wanted = State(chosen, {pair[0]: pair[1] for pair in pairs if len(pair) == 2})
    step = engine.replay(guide, wanted)
    whole = (
        bool(step.state.spor)
        and not step.dropped
        and all(len(pair) == 2 for pair in pairs)
        and set(parts) <= {"spor", "svar"}
    )
    return (step.state, "") if whole else (State(), _BAD_LINK)


def _role(guide: Guide, state: State, event: Event) -> Applied:
    role = _word(event, "role")
    if role and role not in guide.frame.roles:
        return state, f"Rollen »{role}« findes ikke længere. Vælg en af rollerne her."
    changed = replace(state, role=role)
    if not role:
        return changed, "Trinene står i deres egen rækkefølge igen."
    title = guide.frame.roles[role].title
    name = title if title.isupper() else title.lower()
    return changed, f"Trin for {name} står først. Alle trin bliver stående."


def _practise(guide: Guide, _state: State, event: Event) -> Applied:
    """A practice case from its beginning: the first question of its concern."""
    case = _case(guide, _word(event, "case"))
    return State((case.spor,), case=case.id), ""


def _add(_guide: Guide, state: State, _event: Event) -> Applied:
    return state, ""


def _clear(_guide: Guide, _state: State, _event: Event) -> Applied:
    return State(), "Dine svar er ryddet."


_ACTIONS: Final[Mapping[str, Callable[[Guide, State, Event], Applied]]] = {
    "choose": _choose,
    "answer": _answer,
    "raise": _raise,
    "edit": _edit,
    "link": _link,
    "practise": _practise,
    "add": _add,
    "role": _role,
    "clear": _clear,
}


# --- JSON -------------------------------------------------------------------------------------------------------------


def _parse(request_json: str) -> Mapping[str, object]:
    try:
        request = json.loads(request_json)
    except (ValueError, TypeError, RecursionError):
        raise RequestError("ikke-json", f"Vejviseren fik en besked, den ikke kunne læse. {_RESTART}") from None
    if not isinstance(request, dict):
        raise RequestError("forkert-form", f"Vejviseren fik en besked af forkert form. {_RESTART}")
    return request


def _state(value: object) -> State:
    """The state in a request. Keys and answers that are not texts are a mistake of the shell, not of a person."""
    spor = value.get("spor", []) if isinstance(value, dict) else None
    answers = value.get("answers", {}) if isinstance(value, dict) else None
    role, case = (value.get(key, "") if isinstance(value, dict) else None for key in ("role", "case"))
    if not isinstance(spor, list) or not isinstance(answers, dict):
        raise RequestError("forkert-tilstand", f"Dine svar kunne ikke læses. {_RESTART}")
    if not all(isinstance(text, str) for text in [*spor, *answers.values(), role, case]):
        raise RequestError("forkert-tilstand", f"Dine svar kunne ikke læses. {_RESTART}")
    return State(tuple(spor), dict(answers), str(role), str(case))


def _state_out(state: State) -> dict[str, object]:
    said = {key: text for key, text in (("role", state.role), ("case", state.case)) if text}
    return {"spor": list(state.spor), "answers": dict(state.answers), **said}


def _events(value: object) -> list[Event]:
    if not isinstance(value, list) or not all(isinstance(event, dict) for event in value):
        raise RequestError("forkert-haendelse", f"Vejviseren fik en handling af forkert form. {_RESTART}")
    return value


# --- the guide itself -------------------------------------------------------------------------------------------------


@cache
def the_guide() -> Guide:
    """The guide, loaded once: as the build shipped it beside this module, else from the data folder."""
    content = _shipped(FILE)
    if content is not None:
        return from_bytes(content)
    from guide.load import load  # noqa: PLC0415 - only here: the browser's standard library has no TOML reader

    return load().guide


@cache
def _shipped_cases() -> Mapping[str, Case]:
    content = _shipped(CASES)
    return cases_from_bytes(content) if content is not None else {}


def _shipped(file: str) -> bytes | None:
    """The bytes that the build put beside this module inside the runtime's zip, or None."""
    get_data = getattr(globals().get("__loader__"), "get_data", None)
    if get_data is None:
        return None
    try:
        return bytes(get_data(str(__file__).rsplit("/", 1)[0] + "/" + file))
    except OSError:
        return None
