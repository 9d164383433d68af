"""Without JavaScript, without WebAssembly, and with every part of the runtime broken: the guide still leads on."""

from collections.abc import Iterator

import pytest
from playwright.sync_api import Browser, BrowserType, Page, Route, expect

import browser as machine
from guide.load import load

from .conftest import listen_to
from .walk import choose

GUIDE = load().guide
CASE = next(case for case in GUIDE.cases.values() if len(case.answers) >= 3)
FAILED = '#vejviser[data-guide-state="failed"]'


def walk_by_links(page: Page) -> None:
    """Follows the case by pressing links, whoever answers them, to its outcome."""
    choose(page, CASE.spor)
    for question, option in CASE.answers:
        page.click(f'[data-question="{question}"][data-option="{option}"]')
    expect(page.locator("article[data-outcome]")).to_have_attribute("data-outcome", CASE.outcome)


def test_without_javascript_links_lead_to_the_outcome_and_back(browser: Browser, base_url: str) -> None:
    context = browser.new_context(java_script_enabled=False, base_url=base_url)
    page = context.new_page()
    page.goto("vejviser/")
    page.click(f'[data-spor-valg="{CASE.spor}"]')
    for question, option in CASE.answers:
        page.click(f'[data-question="{question}"][data-option="{option}"]')
    assert page.url.endswith(f"/{CASE.outcome}/")
    expect(page.locator("article[data-outcome]")).to_have_attribute("data-outcome", CASE.outcome)
    page.go_back()
    expect(page.locator(f'[data-node="{CASE.answers[-1][0]}"]')).to_be_visible()
    assert page.locator("#vejviser .ns-status:visible").count() <= 1
    context.close()


@pytest.fixture(scope="module")
def jitless(browser_type: BrowserType, executable: str) -> Iterator[Browser]:
    started = browser_type.launch(executable_path=executable, args=[*machine.FLAGS, "--js-flags=--jitless"])
    listen_to(started)
    yield started
    started.close()


def test_without_webassembly_the_page_says_so_and_leads_on(jitless: Browser, base_url: str) -> None:
    context = jitless.new_context(base_url=base_url)
    page = context.new_page()
    page.goto("vejviser/")
    assert page.evaluate("typeof WebAssembly") == "undefined"
    page.wait_for_selector(FAILED, timeout=5000)
    expect(page.locator('[data-when="failed"]')).to_be_visible()
    walk_by_links(page)
    context.close()


def not_found(route: Route) -> None:
    route.fulfill(status=404, body="")


def proxy_page(route: Route) -> None:
    route.fulfill(status=200, content_type="text/html", body="<html>Adgang nægtet</html>")


def truncated(route: Route) -> None:
    response = route.fetch()
    route.fulfill(response=response, body=response.body()[: len(response.body()) // 3])


def wrong_type(route: Route) -> None:
    response = route.fetch()
    route.fulfill(response=response, headers={**response.headers, "content-type": "application/octet-stream"})


@pytest.mark.parametrize(
    ("pattern", "fault"),
    [
        ("**/*.wasm", not_found),
        ("**/*.wasm", proxy_page),
        ("**/*.wasm", truncated),
        ("**/*.zip", not_found),
        ("**/*.zip", truncated),
        ("**/*.zip", proxy_page),
        ("**/worker.js", not_found),
        ("**/worker.js", proxy_page),
        ("**/pyodide*.js", not_found),
    ],
)
def test_a_broken_runtime_is_told_in_one_sentence_and_links_lead_on(page: Page, pattern: str, fault: object) -> None:
    page.route(pattern, fault)  # type: ignore[arg-type]
    page.goto("vejviser/")
    page.wait_for_selector(FAILED, timeout=15_000)
    assert page.locator("#vejviser .ns-status:visible").count() == 1
    walk_by_links(page)


def test_a_wrong_type_of_wasm_ends_live_or_failed_but_never_silent(page: Page) -> None:
    page.route("**/*.wasm", wrong_type)
    page.goto("vejviser/")
    page.wait_for_selector('#vejviser[data-guide-state="failed"], #vejviser[data-guide-state="live"]', timeout=25_000)
    walk_by_links(page)


def test_twenty_seconds_of_silence_end_in_static_pages(page: Page) -> None:
    page.clock.install()
    page.route("**/*.wasm", lambda route: None if route.request.method == "GET" else route.continue_())
    page.goto("vejviser/")
    expect(page.locator("#vejviser")).to_have_attribute("data-guide-state", "loading")
    page.clock.fast_forward(25_000)
    page.wait_for_selector(FAILED, timeout=5000)
    walk_by_links(page)


def test_clicks_made_before_a_failure_are_not_lost(page: Page) -> None:
    held: list[Route] = []
    page.route("**/*.wasm", lambda route: held.append(route) if route.request.method == "GET" else route.continue_())
    page.goto("vejviser/")
    choose(page, CASE.spor)
    question, option = CASE.answers[0]
    page.click(f'[data-question="{question}"][data-option="{option}"]')
    page.wait_for_selector(f'[data-node="{CASE.answers[1][0]}"]')
    expect(page.locator("#vejviser")).to_have_attribute("data-guide-state", "loading")
    for route in held:
        route.abort()
    page.wait_for_selector(FAILED, timeout=25_000)
    for later, chosen in CASE.answers[1:]:
        page.click(f'[data-question="{later}"][data-option="{chosen}"]')
    expect(page.locator("article[data-outcome]")).to_have_attribute("data-outcome", CASE.outcome)
