"""The package's site: opened from a folder without a server it leads to the outcome; on a server it is like the built one."""

import time
from collections.abc import Iterator
from pathlib import Path

import pytest
from playwright.sync_api import Browser, Page, Route, expect

import serve
from guide.load import load

from .conftest import LIVE, SUB
from .walk import choose, walk

GUIDE = load().guide
CASE = next(case for case in GUIDE.cases.values() if len(case.answers) >= 3)
NAMED = "Array.from(document.querySelectorAll('a[href]'), (link) => link.getAttribute('href')).filter((href) => /index\\.html/.test(href))"
MISSING = "[data-kun-fil]"
SEARCH = ".ns-hoved__soeg, [data-aabn-soeg], .ns-find"


@pytest.fixture(params=[True, False], ids=["med JavaScript", "uden JavaScript"])
def opened(request: pytest.FixtureRequest, browser: Browser, unpacked: Path) -> Iterator[Page]:
    """The front page, opened as a file."""
    context = browser.new_context(java_script_enabled=request.param)
    page = context.new_page()
    page.goto((unpacked / "site" / "index.html").as_uri())
    yield page
    context.close()


def test_links_lead_from_the_front_page_through_the_guide_to_the_outcome(opened: Page) -> None:
    opened.locator("#indhold a[href*='vejviser/']").first.click()
    choose(opened, CASE.spor)
    for question, option in CASE.answers:
        opened.click(f'[data-question="{question}"][data-option="{option}"]')
    expect(opened.locator("article[data-outcome]")).to_have_attribute("data-outcome", CASE.outcome)
    assert opened.url.startswith("file:")
    assert opened.url.endswith(f"/{CASE.outcome}/index.html")


def test_the_menu_leads_to_a_procedure_and_back_to_the_front_page(opened: Page) -> None:
    opened.locator(".ns-hovedmenu a", has_text="Procedurer").click()
    opened.locator("#indhold a[href*='underretning/']").first.click()
    expect(opened.locator("h1")).to_contain_text("Underretning")
    opened.locator(".ns-maerke").click()
    assert opened.url.endswith("/site/index.html")


@pytest.mark.parametrize("name", ["index.html", "procedurer/index.html", "vejviser/index.html"])
def test_a_page_opened_from_a_folder_says_what_is_missing(browser: Browser, unpacked: Path, name: str) -> None:
    context = browser.new_context()
    page = context.new_page()
    page.goto((unpacked / "site" / name).as_uri())
    expect(page.locator(MISSING)).to_be_visible()
    expect(page.locator(MISSING)).to_contain_text("ingen søgning")
    expect(page.locator(SEARCH).filter(visible=True)).to_have_count(0)
    page.keyboard.press("/")
    expect(page.locator("#__search")).not_to_be_checked()
    context.close()


def late(route: Route) -> None:
    time.sleep(1.5)
    route.continue_()


@pytest.fixture
def on_server(browser: Browser, unpacked: Path) -> Iterator[Page]:
    """A page whose addresses are those of the package on a server."""
    with serve.served(unpacked / "site", SUB) as address:
        context = browser.new_context(base_url=address)
        yield context.new_page()
        context.close()


def test_on_a_server_nothing_is_said_to_be_missing_and_no_link_names_the_file(on_server: Page) -> None:
    for name in ("", "procedurer/", "vejviser/"):
        on_server.goto(name)
        expect(on_server.locator(MISSING)).to_be_hidden()
        assert on_server.evaluate(NAMED) == [], name
    on_server.goto("procedurer/")
    expect(on_server.locator(SEARCH).first).to_be_visible()


def test_on_a_server_the_live_guide_takes_over_a_walk_without_changing_the_page(on_server: Page) -> None:
    on_server.route("**/*.wasm", late)
    on_server.goto("vejviser/")
    choose(on_server, CASE.spor)
    question = on_server.locator(f'[data-node="{CASE.answers[0][0]}"]')
    question.evaluate("(article) => { article.seen = true; }")
    on_server.wait_for_selector(LIVE, timeout=60_000)
    assert question.evaluate("(article) => article.seen")
    assert on_server.evaluate(NAMED) == []


def test_on_a_server_a_live_walk_ends_at_the_outcome(on_server: Page) -> None:
    on_server.goto("vejviser/")
    on_server.wait_for_selector(LIVE, timeout=60_000)
    walk(on_server, GUIDE, CASE.spor, CASE.answers)
    expect(on_server.locator("article[data-outcome]")).to_have_attribute("data-outcome", CASE.outcome)
