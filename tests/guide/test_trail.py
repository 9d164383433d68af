from __future__ import annotations

import pytest

from guide.engine import State, replay
from guide.load import load
from guide.model import Level, Parents
from guide.trail import stricter_parents, trail
from tests.tiny import tiny_guide

TINY = tiny_guide(
    {"a": {"ja": "x", "nej": "y"}, "b": {"ja": "x", "nej": "y"}, "c": {"ja": "z"}},
    {"x": Level.AKUT, "y": Level.HVERDAG, "z": Level.INDSATS},
    spor={"s": ("a",), "t": ("b",), "u": ("c",)},
    up={"y": ("x",)},
    parents={"z": Parents.NO},
)


def shown(*spor: str, now: str = "", **answers: str) -> str:
    return trail(TINY, replay(TINY, State(spor, answers)), now)


def test_before_a_concern_is_chosen_there_is_nothing() -> None:
    assert shown() == ""


def test_every_answer_can_be_asked_again() -> None:
    text = shown("s", a="nej")
    assert "<dt>a?</dt><dd>Svar nej</dd>" in text
    assert '<button type="button" data-edit="a">Ret<span class="ns-skjult"> svaret på: a?</span></button>' in text


def test_a_way_up_can_be_taken_back() -> None:
    text = shown("s", a="nej", y="x")
    assert "<dt>Du valgte at gå op</dt><dd>Titel x</dd>" in text
    assert 'data-edit="y">Fortryd' in text


def test_an_outcome_says_why() -> None:
    reasons = shown("s", a="nej").split('class="ns-spor-svar"')[1].split("</section>")[0]
    assert "Fordi y." not in reasons, "the band says it already"
    assert "Hvorfor dette svar?" in shown("s", a="nej")
    assert "Hvorfor" not in shown("s")


def test_the_roles_are_one_row_that_belongs_under_the_band() -> None:
    guide = load().guide
    case = next(iter(guide.cases.values()))
    text = trail(guide, replay(guide, State((case.spor,), dict(case.answers), "leder")), "")
    row = text.split("</div>")[0]
    assert 'data-under="ns-baand"' in row
    assert row.count("<button") == len(guide.frame.roles)
    assert 'data-role="" aria-pressed="true">Leder</button>' in row


def test_one_concern_alone_is_not_listed() -> None:
    assert "ns-bekymringer" not in shown("s", a="nej")


def test_several_concerns_are_listed_and_the_strictest_is_marked() -> None:
    text = shown("s", "t", a="nej", b="ja")
    assert text.count("Gælder for det hele") == 1
    assert "<strong>Spor t</strong> <span" in text
    assert '<a href="../../s/y/">Titel y</a>' in text


def test_a_concern_without_an_end_says_so() -> None:
    assert "<strong>Spor t</strong> Ikke færdig endnu." in shown("s", "t", a="nej")


def test_printing_and_one_more_concern_come_with_an_outcome() -> None:
    assert "data-print" not in shown("s")
    assert "data-add" not in shown("s")
    assert "data-print" in shown("s", a="ja")
    assert "data-add" in shown("s", a="ja")


def test_there_is_no_more_to_add_when_all_concerns_are_chosen() -> None:
    assert "data-add" not in shown("s", "t", "u", a="ja", b="ja", c="ja")


def test_it_says_at_any_step_that_nothing_is_stored() -> None:
    assert "hverken gemt eller sendt" in shown("s")
    assert "hverken gemt eller sendt" in shown("s", a="ja")


def test_paper_says_when_and_from_which_edition_and_has_room_for_a_name() -> None:
    text = shown("s", a="ja", now="2026-11-22T16:40")
    assert "Udskrevet 22. november 2026 kl.\u00a016.40." in text
    assert "indhold 0123456789ab" in text
    assert "Barnets navn (skriv i hånden)" in text


@pytest.mark.parametrize("now", ["", "i dag", "2026-13-01T10:00", "<b>", "2026-11-22"])
def test_a_time_that_is_none_is_left_out(now: str) -> None:
    assert "Udskrevet" not in shown("s", a="ja", now=now)


def test_the_summary_and_the_calendar_come_with_an_outcome_alone() -> None:
    assert "ns-tag-med" not in shown("s")
    assert 'data-del="opsummering"' in shown("s", a="ja")


def test_a_draft_comes_only_where_the_authority_is_to_be_told() -> None:
    assert 'data-del="kladde"' in shown("s", a="ja")
    assert 'data-del="kladde"' not in shown("s", a="nej")


def test_a_stricter_rule_of_another_concern_is_named_only_when_it_differs() -> None:
    both = replay(TINY, State(("s", "u"), {"a": "ja", "c": "ja"}))
    alone = replay(TINY, State(("s",), {"a": "ja"}))
    assert both.outcome is TINY.outcomes["x"]
    assert stricter_parents(both) is Parents.NO
    assert stricter_parents(alone) is None
    assert stricter_parents(replay(TINY, State(("s",)))) is None
