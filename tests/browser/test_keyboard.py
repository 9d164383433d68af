"""The keyboard alone leads from the home page to an outcome; focus is always visible."""

from playwright.sync_api import Page, expect

from guide.load import load

from .conftest import LIVE
from .walk import STEP, outcome

GUIDE = load().guide
CASE = next(iter(GUIDE.cases.values()))


def tab_to(page: Page, selector: str) -> None:
    for _ in range(80):
        page.keyboard.press("Tab")
        if page.evaluate(f"document.activeElement.matches({selector!r})"):
            return
    raise AssertionError(f"Tab når aldrig frem til {selector}")


def test_keyboard_alone_leads_from_home_to_an_outcome(page: Page) -> None:
    page.goto("")
    tab_to(page, ".ns-doer--vejviser")
    page.keyboard.press("Enter")
    page.wait_for_selector(LIVE, timeout=60_000)
    tab_to(page, f'[data-spor-valg="{CASE.spor}"]')
    page.keyboard.press("Enter")
    for question, option in CASE.answers:
        page.wait_for_selector(f'{STEP} [data-node="{question}"]')
        tab_to(page, f'[data-option="{option}"]')
        page.keyboard.press("Enter")
    expect(outcome(page)).to_have_attribute("data-outcome", CASE.outcome)


def test_focus_shows_a_ring_of_at_least_two_pixels(live: Page) -> None:
    tab_to(live, "[data-spor-valg]")
    style = live.evaluate(
        "(({outlineStyle, outlineWidth}) => [outlineStyle, outlineWidth])(getComputedStyle(document.activeElement))"
    )
    assert style[0] != "none"
    assert float(style[1].removesuffix("px")) >= 2


def test_the_first_tab_offers_to_skip_to_the_content(page: Page) -> None:
    page.goto("procedurer/underretning/")
    page.keyboard.press("Tab")
    assert page.evaluate("document.activeElement.getAttribute('href')").startswith("#")
    page.keyboard.press("Enter")
    assert page.evaluate("document.activeElement.closest('header')") is None
