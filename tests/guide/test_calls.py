"""Numbers can be pressed where they stand, and a step that calls has something to press."""

from __future__ import annotations

from dataclasses import replace

import pytest

from guide import calls, render
from guide.model import Guide, Level, Outcome


def local(guide: Guide, jurisdiction: str) -> Guide:
    return replace(guide, local=replace(guide.local, jurisdiction=jurisdiction))


def page(guide: Guide, outcome: Outcome) -> str:
    return render.node(guide, next(iter(guide.spor)), outcome.id)


@pytest.mark.parametrize(
    ("text", "html"),
    [
        ("Ring 112.", '<a href="tel:112">Ring 112</a>.'),
        ("Så ring 114, og bed", 'Så <a href="tel:114">ring 114</a>, og bed'),
        ("ring 112 eller 114", '<a href="tel:112">ring 112</a> eller <a href="tel:114">114</a>'),
        ("§ 112 og 1124 og 33 41 12 00", "§ 112 og 1124 og 33 41 12 00"),
        ("<112>", '&lt;<a href="tel:112">112</a>&gt;'),
    ],
)
def test_a_number_in_a_text_can_be_pressed(guide: Guide, text: str, html: str) -> None:
    assert calls.said(guide, text) == html


def test_a_danish_number_is_no_link_where_it_does_not_exist(guide: Guide) -> None:
    there = local(guide, "gl")
    assert calls.said(there, "Ring 114 eller 112.") == 'Ring 114 eller <a href="tel:112">112</a>.'
    assert "ns-lukket" not in "".join(
        calls.step(there, action) for o in guide.outcomes.values() for action in o.actions
    )


def test_a_step_that_calls_the_municipality_has_a_button_for_when_it_is_closed(guide: Guide) -> None:
    for outcome in guide.outcomes.values():
        for action in outcome.actions:
            shown = calls.step(guide, action)
            if action.contact == "kommunen-boern":
                assert shown.count('<a href="tel:114">Er kommunen lukket? Ring 114</a>') == 1, outcome.id
                assert "Er der lukket, så" not in shown, f"{outcome.id}: the same is said twice"


def test_a_filled_number_takes_the_place_of_the_button(guide: Guide) -> None:
    contact = replace(guide.contacts["kommunen-boern"], number="12 34 56 78")
    filled = replace(guide, contacts={**guide.contacts, "kommunen-boern": contact})
    action = next(a for o in guide.outcomes.values() for a in o.actions if a.contact == "kommunen-boern")
    shown = calls.step(filled, action)
    assert '<a href="tel:12345678">12 34 56 78</a>' in shown
    assert "Er kommunen lukket?" not in shown


def test_whom_the_steps_name_is_not_listed_again(guide: Guide) -> None:
    for outcome in guide.outcomes.values():
        listed = calls.contacts(guide, outcome)
        for action in outcome.actions:
            contact = guide.contacts.get(action.contact)
            assert contact is None or f">{contact.name}</span>" not in listed, outcome.id
        assert listed.count('"tel:114">114<') <= 1


def test_no_band_is_slower_than_the_title_below_it(guide: Guide) -> None:
    for outcome in guide.outcomes.values():
        words = outcome.title.lower().replace(",", "").split()
        if "nu" in words and "i dag" not in outcome.title and outcome.level >= Level.STRAKS:
            assert "i dag" not in guide.band(outcome), outcome.id
            assert f"{guide.band(outcome)}</p>" in page(guide, outcome)


def test_whom_to_ring_stands_in_the_band_when_the_title_does_not_say_it(guide: Guide) -> None:
    assert guide.band(guide.outcomes["bliv-hos-barnet-og-faa-laegehjaelp"]) == "Ring 112 nu"
