"""The big screen: every question fits a projector without a scroll bar, hands are counted, and the map shows the place."""

from collections.abc import Iterator

import pytest
from playwright.sync_api import Browser, Page, Route, expect

from guide.load import load

from .conftest import LIVE
from .test_accessibility import violations
from .test_no_trace import STORED
from .test_practice import CASE, PAGE, answer, begin
from .walk import answer as reply
from .walk import choose

GUIDE = load().guide
SIZES = {"1280": (1280, 720), "1920": (1920, 1080)}
ON = "html[data-projektor]"
DIALOG = "dialog.ns-stor__flade[open]"
# Every text that can be seen, with its size; what lies behind an open dialog counts too.
SMALLEST = """() => {
  const found = {};
  const texts = document.createTreeWalker(document.body, NodeFilter.SHOW_TEXT);
  while (texts.nextNode()) {
    const element = texts.currentNode.parentElement;
    const box = element.getBoundingClientRect();
    const shown = element.checkVisibility({ visibilityProperty: true }) && box.width > 1 && box.height > 1;
    if (!texts.currentNode.textContent.trim() || !shown || element.closest("svg, noscript, script, template")) continue;
    const size = parseFloat(getComputedStyle(element).fontSize);
    if (size < 24) found[texts.currentNode.textContent.trim().slice(0, 40)] = size;
  }
  return found;
}"""
SCROLLS = "document.documentElement.scrollHeight > innerHeight || document.documentElement.scrollWidth > innerWidth"
# Shows each question of the guide where the live one stands, and asks whether it fits with its fields for hands.
TOO_LARGE = """async (pages) => {
  const slot = document.querySelector('[data-slot="step"]');
  const wrong = {};
  for (const [name, address] of Object.entries(pages)) {
    const text = await (await fetch(address)).text();
    slot.replaceChildren(new DOMParser().parseFromString(text, "text/html").querySelector("article.ns-trin"));
    slot.parentElement.dispatchEvent(new CustomEvent("vist", { detail: {} }));
    const last = [...slot.querySelectorAll("[data-option]")].at(-1).getBoundingClientRect();
    const foot = slot.querySelector(".ns-haender__fod").getBoundingClientRect();
    const cut = [...slot.querySelectorAll("[data-option]")].some((each) => each.scrollWidth > each.clientWidth);
    const taet = document.documentElement.dataset.taet;
    if (SCROLLS || last.bottom > foot.top || cut) wrong[name] = [taet, Math.round(last.bottom), Math.round(foot.top), cut];
  }
  return wrong;
}""".replace("SCROLLS", f"({SCROLLS})")


@pytest.fixture(params=list(SIZES.values()), ids=list(SIZES))
def large(browser: Browser, base_url: str, request: pytest.FixtureRequest) -> Iterator[Page]:
    width, height = request.param
    context = browser.new_context(base_url=base_url, viewport={"width": width, "height": height})
    yield context.new_page()
    context.close()


def start(page: Page) -> Page:
    """The live guide on the big screen, by the link of the training pages."""
    page.goto("vejviser/#stor-skaerm")
    page.wait_for_selector(LIVE, timeout=60_000)
    page.wait_for_selector(ON)
    return page


def test_every_question_fits_with_large_text_and_without_a_scroll_bar(large: Page, base_url: str) -> None:
    start(large)
    choose(large, "vold-og-overgreb")
    large.wait_for_selector(".ns-haender__fod")
    pages = {q.id: f"{base_url}vejviser/{q.spor}/{q.id}/" for q in GUIDE.questions.values()}
    assert large.evaluate(TOO_LARGE, pages) == {}


def test_no_text_is_small_on_any_kind_of_screen(large: Page) -> None:
    large.goto(PAGE)
    large.click(".ns-filter [data-stor-skaerm]")
    large.wait_for_selector(ON)
    small = {"liste": large.evaluate(SMALLEST)}
    begin(large, CASE)
    large.wait_for_selector(f"{DIALOG} h2")
    expect(large.locator(DIALOG)).to_contain_text(CASE.story[:40])
    small["historie"] = large.evaluate(SMALLEST)
    large.keyboard.press("Escape")
    small["spørgsmål"] = large.evaluate(SMALLEST)
    assert not large.evaluate(SCROLLS)
    large.fill(".ns-haender__felt >> nth=0", "7")
    large.click(".ns-haender__vis")
    small["fordeling"] = large.evaluate(SMALLEST)
    large.click(".ns-haender__vis")
    large.click('[data-flade="forklaring"]')
    small["forklaring"] = large.evaluate(SMALLEST)
    large.keyboard.press("Escape")
    answer(large, CASE.answers)
    large.wait_for_selector(".ns-feedback")
    large.click(".ns-hele-svaret > summary")
    small["tilbagemelding"] = large.evaluate(SMALLEST)
    assert {name: found for name, found in small.items() if found} == {}


def test_no_text_is_small_at_an_outcome_of_the_guide(large: Page) -> None:
    start(large)
    small = {"begyndelse": large.evaluate(SMALLEST)}
    choose(large, CASE.spor)
    for question, option in CASE.answers:
        large.wait_for_selector(f'[data-slot="step"] > [data-node="{question}"]')
        reply(large, question, option)
    large.wait_for_selector("[data-outcome]")
    small["udfald"] = large.evaluate(SMALLEST)
    assert {name: found for name, found in small.items() if found} == {}


def test_hands_are_counted_by_keyboard_before_the_answer_and_leave_no_trace(page: Page, base_url: str) -> None:
    page.set_viewport_size({"width": 1280, "height": 720})
    start(page)
    choose(page, "vold-og-overgreb")
    page.focus(".ns-haender__felt >> nth=0")
    for count in ("3", "12", "1"):
        page.keyboard.type(count)
        page.keyboard.press("Enter")
    assert page.evaluate("document.activeElement.className") == "ns-haender__vis"
    expect(page.locator(".ns-haender__fordeling")).to_be_hidden()
    page.keyboard.press("Enter")
    spread = page.locator(".ns-haender__fordeling")
    expect(spread).to_be_visible()
    for text in ("3", "12", "75"):
        expect(spread).to_contain_text(text)
    assert "12 (75" in (spread.get_attribute("aria-label") or "")
    page.keyboard.press("Enter")
    reply(page, "er-barnet-i-fare", "nej")
    page.wait_for_selector('[data-node="har-barnet-brug-for-laege"] .ns-haender__felt')
    assert page.eval_on_selector_all(".ns-haender__felt", "all => all.map((each) => each.value)") == ["0"] * 4
    page.click("[data-stor] [data-back]")
    page.wait_for_selector('[data-node="er-barnet-i-fare"] .ns-haender__felt')
    assert page.eval_on_selector_all(".ns-haender__felt", "all => all.map((each) => each.value)") == ["0"] * 3
    assert page.url == f"{base_url}vejviser/"
    assert page.evaluate(STORED)["local"] == []
    assert set(page.evaluate("history.state.vejviser")) == {"number", "begun"}


def test_the_map_shows_the_way_and_the_place_in_the_sites_colours(page: Page) -> None:
    page.set_viewport_size({"width": 1280, "height": 720})
    start(page)
    choose(page, "vold-og-overgreb")
    reply(page, "er-barnet-i-fare", "nej")
    page.wait_for_selector('[data-node="har-barnet-brug-for-laege"] .ns-haender__felt')
    page.click('[data-flade="kort"]')
    here = page.locator(f"{DIALOG} .ns-kort__boks--her")
    expect(here).to_be_in_viewport()
    expect(here).to_contain_text("Du er her")
    assert page.locator(f"{DIALOG} .ns-kort__valgt").count() == 1
    ground = page.evaluate("getComputedStyle(document.querySelector('.ns-kort__grund')).fill")
    assert ground != "rgb(0, 0, 0)", "kortets stilark er ikke hentet"
    size = page.evaluate("document.querySelector('.ns-kort text').getBoundingClientRect().height")
    assert size >= 24
    page.click("[data-helt]")
    whole = page.evaluate(
        "(({ right, bottom }) => [right, bottom])(document.querySelector('.ns-kort').getBoundingClientRect())"
    )
    assert whole[0] <= 1280
    assert whole[1] <= 720
    page.keyboard.press("Escape")
    expect(page.locator(DIALOG)).to_have_count(0)


def test_a_way_out_of_the_explanation_is_followed_and_closes_it(page: Page) -> None:
    page.set_viewport_size({"width": 1280, "height": 720})
    start(page)
    choose(page, "vold-og-overgreb")
    page.click('[data-flade="forklaring"]')
    page.click(f"{DIALOG} [data-raise]")
    expect(page.locator('[data-slot="step"] > [data-outcome]')).to_be_visible()
    expect(page.locator(DIALOG)).to_have_count(0)


def test_the_ordinary_view_comes_back_as_it_was(page: Page) -> None:
    page.set_viewport_size({"width": 1280, "height": 720})
    page.goto("vejviser/")
    page.wait_for_selector(LIVE, timeout=60_000)
    before = page.locator("article.ns-start").bounding_box()
    page.click("[data-stor-skaerm]")
    page.wait_for_selector(ON)
    page.click("[data-stor] [data-stor-skaerm]")
    expect(page.locator(ON)).to_have_count(0)
    assert page.locator("article.ns-start").bounding_box() == before
    assert page.evaluate("document.activeElement.matches('[data-stor-skaerm]')")
    choose(page, "vold-og-overgreb")
    expect(page.locator(".ns-haender__felt:visible")).to_have_count(0)


def test_a_double_click_opens_the_big_screen_once(page: Page) -> None:
    page.goto("vejviser/")
    page.wait_for_selector(LIVE, timeout=60_000)
    page.dblclick("[data-stor-skaerm] >> nth=0")
    page.wait_for_selector(ON)
    page.click("[data-stor] [data-stor-skaerm]")
    expect(page.locator(ON)).to_have_count(0)
    page.dblclick("[data-stor-skaerm] >> nth=0")  # now without waiting for styles
    page.wait_for_timeout(300)
    expect(page.locator(ON)).to_have_count(1)


def test_two_presses_while_the_styles_are_on_their_way_open_the_big_screen(page: Page) -> None:
    held: list[Route] = []

    def hold(route: Route) -> None:
        held.append(route)

    page.route("**/stor-skaerm.css", hold)
    page.goto("vejviser/")
    page.wait_for_selector(LIVE, timeout=60_000)
    for _ in range(2):
        page.focus("[data-stor-skaerm] >> nth=0")
        page.keyboard.press("Enter")  # by keyboard there is no double click
    page.wait_for_timeout(300)
    expect(page.locator(ON)).to_have_count(0)
    for route in held:
        route.continue_()
    page.wait_for_selector(ON)
    page.wait_for_timeout(300)
    expect(page.locator(ON)).to_have_count(1)


def test_nobody_fetches_the_big_screen_without_asking_for_it(page: Page) -> None:
    fetched: list[str] = []
    page.on("request", lambda request: fetched.append(request.url))
    page.goto("vejviser/")
    page.wait_for_selector(LIVE, timeout=60_000)
    assert not [url for url in fetched if "traening" in url]


@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_axe_finds_nothing_on_the_big_screen(browser: Browser, base_url: str, scheme: str) -> None:
    context = browser.new_context(
        base_url=base_url,
        color_scheme=scheme,  # type: ignore[arg-type]
        viewport={"width": 1280, "height": 720},
    )
    page = context.new_page()
    page.goto(PAGE)
    page.click(".ns-filter [data-stor-skaerm]")
    page.wait_for_selector(ON)
    found = {"liste": violations(page)}
    begin(page, CASE)
    page.wait_for_selector(DIALOG)
    found["historie"] = violations(page)
    page.keyboard.press("Escape")
    found["spørgsmål"] = violations(page)
    page.click(".ns-haender__vis")
    found["fordeling"] = violations(page)
    page.click(".ns-haender__vis")
    page.click('[data-flade="kort"]')
    page.wait_for_selector(f"{DIALOG} .ns-kort")
    found["kort"] = violations(page)
    page.keyboard.press("Escape")
    answer(page, CASE.answers)
    page.wait_for_selector(".ns-feedback")
    found["tilbagemelding"] = violations(page)
    context.close()
    assert {name: list_ for name, list_ in found.items() if list_} == {}
