"""What the single checks say stands in tests/data/invalid; here is what holds for `check` as a whole."""

from __future__ import annotations

import inspect
import shutil
from dataclasses import replace
from datetime import date, timedelta
from pathlib import Path
from typing import Final

import pytest
from hypothesis import given

from guide import check_cases, check_forms, check_paths, check_references, check_training
from guide.check import CHECKS, PROOFS, check, whole
from guide.errors import NOWHERE, Problem
from guide.load import load
from guide.model import Guide, Level, Parents
from tests.tiny import ends_under, every_assignment, guides

TO_SPOR: Final = Path(__file__).parent.parent / "data" / "valid" / "to-spor"
TODAY: Final = date(2026, 11, 22)


def codes(guide: Guide) -> list[str]:
    return [problem.code for problem in check(guide, today=TODAY)]


@pytest.fixture(scope="module")
def small() -> Guide:
    return load(TO_SPOR).guide


def test_the_real_guide_has_no_problem_but_what_a_municipality_fills_in(guide: Guide) -> None:
    found = check(guide, today=TODAY)
    assert {problem.code for problem in found} <= {"udfyldes-lokalt"}
    assert all(problem.warning for problem in found)


def test_every_check_that_is_written_is_run() -> None:
    modules = (check_references, check_forms, check_paths, check_cases, check_training)
    written = {
        function
        for module in modules
        for name, function in inspect.getmembers(module, inspect.isfunction)
        if function.__module__ == module.__name__
        and not name.startswith("_")
        and list(inspect.signature(function).parameters) == ["guide"]
    }
    assert written - {check_forms.said} == {*CHECKS, *PROOFS}


def test_pages_are_checked_only_when_they_are_known(small: Guide) -> None:
    assert codes(small) == []
    assert {problem.code for problem in check(small, frozenset(), TODAY)} == {"ukendt-side"}


def test_publishing_turns_missing_local_data_into_errors(small: Guide) -> None:
    unfilled = {name: replace(contact, number="") for name, contact in small.contacts.items() if contact.local}
    guide = replace(small, contacts={**small.contacts, **unfilled})
    assert [problem.warning for problem in check(guide, today=TODAY)] == [True]
    assert [problem.warning for problem in check(guide, today=TODAY, publish=True)] == [False]


def test_an_expired_date_is_a_warning_and_stops_a_publication(small: Guide) -> None:
    later = date(2030, 1, 1)
    assert {p.code for p in check(small, today=later) if p.warning} == {"udloebet", "forbi-eftersyn"}
    assert {p.code for p in check(small, today=later, publish=True) if not p.warning} == {"udloebet"}


@pytest.mark.parametrize(
    ("last_day", "code"), [(date(2027, 5, 22), "forbi-eftersyn"), (date(2027, 11, 22), "udloebet")]
)
def test_a_date_is_still_good_on_its_own_day(small: Guide, last_day: date, code: str) -> None:
    assert code not in [problem.code for problem in check(small, today=last_day)]
    assert code in [problem.code for problem in check(small, today=last_day + timedelta(days=1))]


@pytest.mark.parametrize("level", Level)
def test_a_side_door_must_be_a_notification(small: Guide, level: Level) -> None:
    door = replace(small.outcomes["ring-kommunen"], level=level)
    found = list(check_paths.side_doors(replace(small, outcomes={"ring-kommunen": door})))
    assert bool(found) == (level < Level.UNDERRET)


@given(guides())
def test_not_knowing_is_a_problem_exactly_when_some_way_ends_lower(guide: Guide) -> None:
    lower = set()
    for question in guide.questions.values():
        ends = {o.id: [ends_under(guide, o.target, a).level for a in every_assignment(guide)] for o in question.options}
        unsure, no = ends.pop("ved-ikke", None), ends.get("nej")
        if unsure and no and any(one < other for one, other in zip(unsure, no, strict=True)):
            lower.add(question.text)
        if unsure and not no and min(unsure) < min(map(min, ends.values())):
            lower.add(question.text)
    assert {problem.message.split("»")[1].split("«")[0] for problem in check_paths.unsure(guide)} == lower


def test_nothing_is_proved_over_data_that_could_not_be_read(small: Guide) -> None:
    guide = replace(small, cases={})
    assert set(codes(guide)) == {"udfald-uden-case"}
    shape = Problem(NOWHERE, "toml-fejl", "Fejl.", "Ret.")
    assert check(guide, today=TODAY, shape=(shape,)) == ()


def test_a_word_too_many_does_not_hold_the_proofs_back() -> None:
    assert whole([Problem(NOWHERE, "ukendt-noegle", "Fejl.", "Ret.")])
    assert not whole([Problem(NOWHERE, "ukendt-vaerdi", "Fejl.", "Ret.")])


def test_all_problems_come_at_once_in_reading_order(tmp_path: Path) -> None:
    folder = Path(shutil.copytree(TO_SPOR, tmp_path / "data"))
    for name, old, new in (
        ("udfald/laeg-en-plan.toml", 'opad = ["ring-kommunen"]', "opad = []"),
        ("spor/uro.toml", 'underret = "ring-kommunen"', 'underret = "laeg-en-plan"'),
        ("cases/uro.toml", 'par = "uro-laenge"\n', ""),
    ):
        text = (folder / name).read_text(encoding="utf-8")
        (folder / name).write_text(text.replace(old, new), encoding="utf-8")
    found = check(load(folder).guide, today=TODAY)
    assert [problem.code for problem in found] == [
        "par-ikke-gensidigt",
        "sidedoer-for-lav",
        "uden-vej-til-underretning",
    ]


def test_a_level_raised_by_one_step_is_enough_for_a_way_up(small: Guide) -> None:
    plan = replace(small.outcomes["laeg-en-plan"], level=Level.RAADGIVNING)
    assert codes(replace(small, outcomes={**small.outcomes, "laeg-en-plan": plan})) == []


def test_the_rule_on_parents_looks_at_every_way(small: Guide) -> None:
    ring = replace(small.outcomes["ring-kommunen"], parents=Parents.YES)
    found = check(replace(small, outcomes={**small.outcomes, "ring-kommunen": ring}), today=TODAY)
    assert {problem.code for problem in found} == {"foraeldre-advares"}


def test_an_unread_register_is_not_told_once_for_each_use(small: Guide) -> None:
    assert codes(replace(small, laws={}, contacts={}, sources={})) == []


@pytest.mark.parametrize(
    "text",
    [
        "Underret først, når mødet er holdt.",
        "Tal med lederen, før du må underrette.",
        "I må først underrette, når handleplanen er prøvet.",
        "Handleplanen skal prøves, før I sender en underretning.",
    ],
)
def test_a_text_that_demands_earlier_steps_is_found(small: Guide, text: str) -> None:
    plan = replace(small.outcomes["laeg-en-plan"], why=text)
    found = codes(replace(small, outcomes={**small.outcomes, "laeg-en-plan": plan}))
    assert found == ["betingelse-for-underretning"]


@pytest.mark.parametrize(
    "text",
    [
        "Tal med lederen, og underret i dag.",
        "Du skal underrette, også selv om I har lagt en plan.",
        "Vent ikke på mødet. Underret nu.",
    ],
)
def test_a_text_that_urges_to_notify_is_left_alone(small: Guide, text: str) -> None:
    plan = replace(small.outcomes["laeg-en-plan"], why=text)
    assert codes(replace(small, outcomes={**small.outcomes, "laeg-en-plan": plan})) == []
