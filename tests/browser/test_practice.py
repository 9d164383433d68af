"""Practising a case: the filter, the way through the real guide, the feedback, the next one, and the record to print."""

import re
from collections.abc import Iterator

import pytest
from playwright.sync_api import Browser, Page, Route, expect

from guide.load import load
from guide.registers import Case

from .conftest import LIVE, is_complaint
from .test_accessibility import violations
from .test_keyboard import tab_to
from .test_no_trace import STORED

GUIDE = load().guide
PAGE = "traening/oevecases/"
READY = LIVE.replace("#vejviser", "#oevecase")
STEP = "#oevecase [data-slot=step]"
CASE = GUIDE.cases["fredag-sent-i-sfo"]
PAIR = GUIDE.cases[CASE.pair]


def level(case: Case) -> int:
    return int(GUIDE.outcomes[case.outcome].level)


HARD = next(c for c in GUIDE.cases.values() if c.pair and level(c) > level(GUIDE.cases[c.pair]))


def begin(page: Page, case: Case) -> None:
    page.click(f'.ns-case [data-oev="{case.id}"]')
    page.wait_for_selector(READY, timeout=60_000)


def answer(page: Page, answers: tuple[tuple[str, str], ...]) -> None:
    for question, option in answers:
        page.wait_for_selector(f'{STEP} > [data-node="{question}"]')
        page.click(f'{STEP} [data-question="{question}"][data-option="{option}"]')


def verdict(page: Page) -> str | None:
    return page.locator(f"{STEP} > .ns-feedback").get_attribute("data-verdict")


def press(page: Page, selector: str) -> None:
    tab_to(page, selector)
    page.keyboard.press("Enter")


@pytest.fixture
def cases(page: Page) -> Page:
    page.goto(PAGE)
    return page


def test_the_keyboard_alone_leads_from_the_filter_through_a_case_to_the_next_and_to_print(cases: Page) -> None:
    cases.evaluate(
        "window.printed = []; window.print = () => printed.push(document.documentElement.dataset.udskriv); null"
    )
    tab_to(cases, "#filter-rolle")
    cases.keyboard.type("Pædagogm")
    tab_to(cases, "#filter-emne")
    cases.keyboard.type("Akut")
    expect(cases.locator(".ns-filter output")).to_have_text(re.compile(r"^Viser \d+ cases$"))
    press(cases, f'[data-oev="{CASE.id}"]')
    cases.wait_for_selector(READY, timeout=60_000)
    for question, option in CASE.answers:
        cases.wait_for_selector(f'{STEP} > [data-node="{question}"]')
        assert cases.evaluate("document.activeElement.tagName") == "H1"
        expect(cases.locator("[data-fortaelling]")).to_contain_text(CASE.story[:40])
        press(cases, f'[data-option="{option}"]')
    cases.wait_for_selector(f"{STEP} > .ns-feedback")
    assert verdict(cases) == "samme"
    assert cases.evaluate("document.activeElement.closest('.ns-feedback h1') !== null")
    press(cases, '[data-print="oevet"]')
    assert cases.evaluate("printed") == ["oevet"]
    cases.focus(f"{STEP} h1")
    press(cases, "[data-naeste]")
    expect(cases.locator("[data-fortaelling] h2")).not_to_have_text(CASE.title)
    cases.wait_for_selector(f"{STEP} > .ns-spoergsmaal")
    press(cases, f"{STEP} [data-back]")
    cases.wait_for_selector(f"{STEP} > .ns-feedback")
    press(cases, "[data-liste]")
    expect(cases.locator(f'.ns-case[data-case="{CASE.id}"] .ns-case__oevet')).to_be_visible()
    assert cases.evaluate("document.activeElement.dataset.oev") == CASE.id


def test_each_filter_shows_the_cases_that_fit_and_the_headings_that_have_some(cases: Page) -> None:
    everything = list(GUIDE.cases.values())
    shown = cases.locator(".ns-case:visible")
    for name, value, fits in (
        ("rolle", "leder", lambda c: "leder" in (c.role, *c.audience)),
        ("sted", "skole", lambda c: c.setting == "skole"),
        ("alder", "10-14", lambda c: c.age == "10-14"),
        ("emne", "uenighed", lambda c: c.spor == "uenighed"),
    ):
        cases.select_option(f"#filter-{name}", value)
        assert shown.count() == len([case for case in everything if fits(case)])
        headings = {each.get_attribute("id") for each in cases.locator("h2[id^='emne-']:visible").all()}
        assert headings == {f"emne-{case.spor}" for case in everything if fits(case)}
        cases.click(".ns-filter [type=reset]")
        expect(shown).to_have_count(len(everything))
    cases.select_option("#filter-sted", "sundhedspleje")
    cases.select_option("#filter-alder", "15-17")
    expect(shown).to_have_count(0)
    expect(cases.locator(".ns-filter output")).to_contain_text("Ingen cases")


def test_the_other_way_of_a_pair_is_told_where_it_parts_and_can_be_tried_again(cases: Page) -> None:
    begin(cases, HARD)
    answer(cases, GUIDE.cases[HARD.pair].answers)
    feedback = cases.locator(f"{STEP} > .ns-feedback")
    expect(feedback).to_have_attribute("data-verdict", "mildere")
    mine, theirs = dict(HARD.answers), dict(GUIDE.cases[HARD.pair].answers)
    (differs,) = [key for key in mine if key in theirs and mine[key] != theirs[key]]
    expect(feedback.locator(".ns-skilles__sted")).to_have_text(GUIDE.questions[differs].text)
    assert cases.locator(f"{STEP} [data-outcome]").is_hidden()
    feedback.locator(".ns-hele-svaret > summary").click()
    expect(cases.locator(f"{STEP} [data-outcome]")).to_be_visible()
    feedback.locator("[data-edit]").click()
    answer(cases, tuple(pair for pair in HARD.answers[[q for q, _ in HARD.answers].index(differs) :]))
    expect(feedback).to_have_attribute("data-verdict", "samme")
    record = cases.locator(".ns-oevet")
    expect(record).to_contain_text("Mildere end anbefalet, derefter: det anbefalede svar")
    feedback.locator(f'.ns-knapper [data-oev="{HARD.id}"]').click()
    expect(cases.locator(f'{STEP} > [data-node="{HARD.answers[0][0]}"]')).to_be_visible()


def test_next_takes_the_next_of_the_filter_that_is_not_practised_yet(cases: Page) -> None:
    cases.select_option("#filter-emne", "uenighed")
    shown = [case for case in GUIDE.cases.values() if case.spor == "uenighed"]
    begin(cases, shown[-1])
    for expected in (shown[0], shown[1], shown[2]):
        title = cases.locator("[data-fortaelling] h2").text_content()
        current = next(case for case in GUIDE.cases.values() if case.title == title)
        answer(cases, current.answers)
        cases.click("[data-naeste]")
        expect(cases.locator("[data-fortaelling] h2")).to_have_text(expected.title)


def test_practice_asks_nobody_stores_nothing_and_is_gone_on_reload(page: Page, base_url: str) -> None:
    requests: list[str] = []
    complaints: list[str] = []
    page.on("request", lambda request: requests.append(request.url))
    page.on("console", lambda message: complaints.append(message.text) if is_complaint(message) else None)
    page.on("pageerror", lambda error: complaints.append(str(error)))
    page.goto(PAGE)
    begin(page, CASE)
    before = len(requests)
    answer(page, CASE.answers)
    page.wait_for_selector(".ns-oevet")
    page.click("[data-naeste]")
    page.wait_for_selector(f"{STEP} > .ns-spoergsmaal")
    assert requests[before:] == []
    origin = base_url.split("/trivsel/", maxsplit=1)[0]
    assert [url for url in requests if not url.startswith((origin, "blob:", "data:"))] == []
    assert complaints == []
    assert page.url == f"{base_url}{PAGE}"
    stored = page.evaluate(STORED)
    assert stored == {"cookies": "", "local": [], "session": [], "databases": [], "caches": [], "workers": 0}
    assert "samme" not in page.evaluate("JSON.stringify(history.state)")
    page.reload()
    expect(page.locator(".ns-case").first).to_be_visible()
    expect(page.locator(".ns-oevet")).to_have_count(0)


def test_clearing_forgets_what_was_practised_and_shows_the_list(cases: Page) -> None:
    begin(cases, CASE)
    answer(cases, CASE.answers)
    cases.click(".ns-oevet [data-clear]")
    expect(cases.locator(".ns-case").first).to_be_visible()
    expect(cases.locator(".ns-oevet")).to_have_count(0)
    expect(cases.locator(".ns-case__oevet:visible")).to_have_count(0)
    assert CASE.answers[-1][0] not in cases.evaluate("JSON.stringify(history.state)")


def test_no_telephone_can_be_pressed_by_mistake_in_an_exercise(cases: Page) -> None:
    begin(cases, CASE)
    answer(cases, CASE.answers)
    cases.click(".ns-hele-svaret > summary")
    assert cases.locator('#oevecase a[href^="tel:"]').count() == 0
    assert "114" in cases.inner_text(f"{STEP} .ns-hele-svaret")


def test_answers_given_before_python_is_there_count(page: Page) -> None:
    held: list[Route] = []
    page.route("**/*.wasm", lambda route: held.append(route) if route.request.method == "GET" else route.continue_())
    page.goto(PAGE)
    page.click(f'.ns-case [data-oev="{PAIR.id}"]')
    answer(page, PAIR.answers[:3])
    expect(page.locator("[data-fortaelling]")).to_contain_text(PAIR.story[:40])
    page.wait_for_selector(f'{STEP} > [data-node="{PAIR.answers[3][0]}"]')
    for route in held:
        route.continue_()
    page.wait_for_selector(READY, timeout=60_000)
    answer(page, PAIR.answers[3:])
    page.wait_for_selector(f"{STEP} > .ns-feedback")
    assert verdict(page) == "samme"


def test_when_python_cannot_come_the_case_goes_on_in_the_guides_pages(page: Page) -> None:
    page.route("**/*.wasm", lambda route: route.fulfill(status=404, body=""))
    page.goto(PAGE)
    page.click(f'.ns-case [data-oev="{CASE.id}"]')
    page.wait_for_selector('#oevecase[data-guide-state="failed"]', timeout=15_000)
    expect(page.locator('#oevecase [data-when="failed"]')).to_be_visible()
    expect(page.locator(f'.ns-case[data-case="{CASE.id}"] details')).to_be_visible()
    page.click(f'.ns-case [data-oev="{CASE.id}"]')
    page.wait_for_url(f"**/vejviser/{CASE.spor}/{CASE.answers[0][0]}/")


def test_what_was_practised_can_still_be_printed_when_python_is_gone(cases: Page) -> None:
    begin(cases, CASE)
    answer(cases, CASE.answers)
    cases.wait_for_selector(".ns-oevet")
    cases.evaluate(
        "window.printed = []; window.print = () => printed.push(document.documentElement.dataset.udskriv); null"
    )
    cases.workers[0].evaluate("self.postMessage({ type: 'failed', reason: 'svar' })")
    cases.wait_for_selector('#oevecase[data-guide-state="failed"]')
    cases.click('[data-print="oevet"]')
    assert cases.evaluate("printed") == ["oevet"]


def test_without_javascript_every_story_has_its_way_in_and_its_answer(browser: Browser, base_url: str) -> None:
    context = browser.new_context(java_script_enabled=False, base_url=base_url)
    page = context.new_page()
    page.goto(PAGE)
    expect(page.locator(".ns-case:visible")).to_have_count(len(GUIDE.cases))
    expect(page.locator(".ns-filter")).to_be_hidden()
    expect(page.locator("[data-stor-skaerm]:visible")).to_have_count(0)
    case = page.locator(f'.ns-case[data-case="{CASE.id}"]')
    expect(case).to_contain_text(CASE.story[:60])
    case.locator("summary").click()
    expect(case.locator("details")).to_contain_text(CASE.mistake)
    case.locator("[data-oev]").click()
    assert page.url.endswith(f"/vejviser/{CASE.spor}/{GUIDE.spor[CASE.spor].first}/")
    context.close()


@pytest.fixture(params=["light", "dark"])
def shaded(browser: Browser, base_url: str, request: pytest.FixtureRequest) -> Iterator[Page]:
    context = browser.new_context(base_url=base_url, color_scheme=request.param)
    yield context.new_page()
    context.close()


def test_axe_finds_nothing_in_the_list_the_questions_the_feedback_and_the_record(shaded: Page) -> None:
    shaded.goto(PAGE)
    found = {"liste": violations(shaded)}
    begin(shaded, HARD)
    found["spørgsmål"] = violations(shaded)
    answer(shaded, GUIDE.cases[HARD.pair].answers)
    shaded.wait_for_selector(f"{STEP} > .ns-feedback")
    shaded.click(".ns-hele-svaret > summary")
    found["tilbagemelding"] = violations(shaded)
    shaded.click(".ns-feedback [data-liste]")
    shaded.wait_for_selector(".ns-case:visible")
    found["liste med det øvede"] = violations(shaded)
    assert {name: list_ for name, list_ in found.items() if list_} == {}


def test_nothing_scrolls_sideways_on_a_phone(browser: Browser, base_url: str) -> None:
    context = browser.new_context(base_url=base_url, viewport={"width": 320, "height": 640})
    page = context.new_page()
    page.goto(PAGE)
    begin(page, HARD)
    wide = "document.documentElement.scrollWidth - document.documentElement.clientWidth"
    assert page.evaluate(wide) <= 0
    answer(page, GUIDE.cases[HARD.pair].answers)
    page.wait_for_selector(f"{STEP} > .ns-feedback")
    assert page.evaluate(wide) <= 0
    context.close()
