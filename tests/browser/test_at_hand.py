"""What a hurried person needs is at hand: on the screen, at the right place, and gone when it is cleared."""

import re
from pathlib import Path

import pytest
from playwright.sync_api import Browser, Page, expect

from browser import wait_until
from guide.load import load

from .conftest import LIVE
from .walk import STEP, clear, outcome, walk

GUIDE = load().guide
URGENT = next(case for case in GUIDE.cases.values() if case.outcome == "ring-foer-barnet-gaar-hjem")
LISTENING = """() => {
  const ask = window.fetch;
  window.how = [];
  window.fetch = (at, more) => {
    window.how.push(more?.cache);
    return ask(at, more);
  };
}"""
PHONE = {"width": 390, "height": 844}


@pytest.fixture
def guide_page(page: Page, base_url: str) -> Page:
    page.set_viewport_size(PHONE)  # type: ignore[arg-type]
    page.goto(f"{base_url}vejviser/")
    page.wait_for_selector(LIVE, timeout=60_000)
    return page


@pytest.fixture
def urgent(guide_page: Page) -> Page:
    walk(guide_page, GUIDE, URGENT.spor, URGENT.answers)
    expect(outcome(guide_page)).to_be_visible()
    return guide_page


def test_clearing_shows_the_top_of_the_start_and_says_so(guide_page: Page) -> None:
    guide_page.evaluate("window.scrollTo(0, 2500)")
    walk(guide_page, GUIDE, URGENT.spor, URGENT.answers)
    guide_page.evaluate("window.scrollTo(0, document.body.scrollHeight)")
    clear(guide_page)
    expect(guide_page.locator('[data-slot="notice"]')).to_have_text("Dine svar er ryddet.")
    guide_page.wait_for_timeout(500)  # a browser that restores the place does it late
    assert guide_page.evaluate("scrollY") == 0
    assert guide_page.evaluate("document.activeElement.tagName") == "H1"


def test_clearing_takes_away_what_was_typed_and_what_was_found(guide_page: Page) -> None:
    guide_page.fill("[data-find]", "vil ikke hjem")
    guide_page.wait_for_selector('[data-slot="found"] a')
    clear(guide_page)
    expect(guide_page.locator("[data-find]")).to_have_value("")
    expect(guide_page.locator('[data-slot="found"]')).to_be_empty()


def test_words_typed_while_python_loads_are_told_of_and_then_found(page: Page, base_url: str) -> None:
    page.goto(f"{base_url}vejviser/")
    page.fill("[data-find]", "vil ikke hjem")
    page.wait_for_selector('[data-slot="found"] a', timeout=60_000)
    expect(page.locator("[data-find]")).to_have_value("vil ikke hjem")


def test_the_dates_show_no_calendar_code(urgent: Page) -> None:
    urgent.evaluate("document.querySelectorAll('.ns-tekst').forEach((part) => (part.open = true))")
    assert urgent.locator(".ns-tekst pre[hidden]").count()
    assert not any(code.is_visible() for code in urgent.locator(".ns-tekst pre[hidden]").all())


def test_the_first_step_of_an_urgent_outcome_has_a_number_to_press(urgent: Page) -> None:
    first = urgent.locator(f"{STEP} .ns-handling li").first.locator('a[href^="tel:"]').first
    expect(first).to_be_visible()
    box = first.bounding_box()
    assert box
    assert box["height"] >= 44


def test_roles_stand_under_the_band_and_choosing_one_moves_nothing(urgent: Page) -> None:
    row = urgent.locator(f"{STEP} .ns-baand + .ns-roller")
    expect(row).to_be_visible()
    urgent.evaluate("window.scrollTo(0, 300)")
    row.get_by_role("button", name="Leder").click()
    chosen = urgent.locator(f'{STEP} .ns-baand + .ns-roller [aria-pressed="true"]')
    expect(chosen).to_have_text("Leder")
    expect(chosen).to_be_focused()
    expect(urgent.locator('[data-slot="notice"]')).to_have_text("Trin for leder står først. Alle trin bliver stående.")
    assert urgent.evaluate("scrollY") > 200
    expect(urgent.locator(f"{STEP} .ns-handling h3").first).to_contain_text("Din leder")


def test_the_way_out_is_on_the_screen_wherever_a_person_has_scrolled_to(urgent: Page) -> None:
    leave = urgent.locator(".ns-forlad a")
    for place in (0, 1500, 4000):
        urgent.evaluate("(place) => window.scrollTo(0, place)", place)
        expect(leave).to_be_in_viewport()
    expect(urgent.locator(".ns-kun-tastatur")).to_be_visible()  # this browser has a mouse


@pytest.mark.parametrize("width", [320, 390, 768, 1440])
def test_the_way_out_covers_neither_the_way_back_nor_the_emergency_line(guide_page: Page, width: int) -> None:
    guide_page.set_viewport_size({"width": width, "height": 800})
    guide_page.locator(f"{STEP} ul [data-spor-valg]").first.click()
    guide_page.wait_for_selector(f"{STEP} .ns-tilbage")
    guide_page.evaluate("window.scrollTo(0, 0)")
    boxes = [guide_page.locator(name).first.bounding_box() for name in (".ns-forlad a", ".ns-noed", ".ns-tilbage a")]
    leave, *others = [box for box in boxes if box]
    assert len(others) == 2
    for other in others:
        apart = leave["x"] >= other["x"] + other["width"] - 1 or other["y"] >= leave["y"] + leave["height"] - 1
        assert apart, (leave, other)
    assert guide_page.evaluate("document.documentElement.scrollWidth") <= width


def sheets(page: Page, tmp_path: Path) -> int:
    file = tmp_path / "side.pdf"
    page.pdf(path=str(file), prefer_css_page_size=True, format="A4")
    return len(re.findall(rb"/Type\s*/Page\b", file.read_bytes()))


def test_a_live_outcome_and_its_draft_fit_one_sheet_each(urgent: Page, tmp_path: Path) -> None:
    assert sheets(urgent, tmp_path) == 1
    urgent.evaluate("document.documentElement.dataset.udskriv = 'kladde'")
    urgent.evaluate("document.querySelector('[data-del=kladde]').open = true")
    urgent.emulate_media(media="print")
    assert not urgent.locator("[data-del=kladde] > summary").is_visible()
    assert sheets(urgent, tmp_path) == 1


def test_answers_given_while_python_loads_are_not_kept_on_disk(page: Page, base_url: str) -> None:
    page.route("**/pyodide.asm.wasm", lambda route: None)  # never comes
    page.goto(f"{base_url}vejviser/")
    page.wait_for_selector('#vejviser[data-guide-state="loading"]')
    page.evaluate(LISTENING)
    page.locator(f"{STEP} ul [data-spor-valg]").first.click()
    page.wait_for_selector(f"{STEP} .ns-spoergsmaal")
    assert page.evaluate("window.how") == ["no-store"]


@pytest.mark.parametrize("viewport", [PHONE, {"width": 1440, "height": 900}], ids=["phone", "laptop"])
def test_a_search_that_finds_nothing_leads_on(browser: Browser, base_url: str, viewport: dict[str, int]) -> None:
    context = browser.new_context(viewport=viewport)  # type: ignore[arg-type]
    page = context.new_page()
    page.goto(f"{base_url}roller/")
    page.keyboard.press("/")
    page.keyboard.type("xyzzy")
    help_ = page.locator(".ns-soegehjaelp")
    expect(help_.locator(".ns-soegehjaelp__intet")).to_be_visible()
    expect(help_.get_by_role("link", name="Gå til vejviseren")).to_be_visible()
    expect(help_.locator('a[href="tel:112"]')).to_be_visible()
    page.fill(".md-search__input", "underretning")
    wait_until(page, "document.querySelectorAll('.md-search-result__item').length > 0")
    expect(help_.locator(".ns-soegehjaelp__intet")).to_be_hidden()
    expect(help_.get_by_role("link", name="Gå til vejviseren")).to_be_attached()
    context.close()


def test_a_procedure_begins_with_itself_and_leads_to_the_guide(page: Page, base_url: str) -> None:
    page.set_viewport_size(PHONE)  # type: ignore[arg-type]
    page.goto(f"{base_url}procedurer/underretning/")
    expect(page.locator(".ns-projektor")).to_be_hidden()
    expect(page.locator(".ns-videre a").first).to_have_attribute("href", "../../vejviser/")
    expect(page.locator(".ns-videre").get_by_role("link", name="Gå til kladden")).to_be_visible()
    assert page.locator("a.headerlink:not([tabindex='-1'])").count() == 0
    page.set_viewport_size({"width": 1440, "height": 900})
    expect(page.locator(".ns-projektor a")).to_be_visible()


def test_a_page_that_does_not_exist_says_112_once_and_can_search(page: Page, base_url: str) -> None:
    page.goto(f"{base_url}404.html")
    assert page.locator('.md-content a[href="tel:112"], .ns-fod a[href="tel:112"]').count() == 1
    expect(page.locator("main [data-aabn-soeg], #indhold [data-aabn-soeg]").first).to_be_visible()
