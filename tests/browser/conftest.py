"""A real browser against the built site, served under a sub-path as on an intranet."""

from collections.abc import Iterator
from pathlib import Path

import pytest
from playwright.sync_api import Browser, BrowserContext, ConsoleMessage, Page

import browser as machine
import serve

ROOT = Path(__file__).resolve().parents[2]
SUB = "/trivsel/"
LIVE = '#vejviser[data-guide-state="live"]'


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    for item in items:
        if item.path.is_relative_to(Path(__file__).parent):
            item.add_marker("browser")


@pytest.fixture(scope="session")
def base_url(site: Path) -> Iterator[str]:
    with serve.served(site, SUB) as address:
        yield address


@pytest.fixture(scope="session")
def root_url(site: Path) -> Iterator[str]:
    with serve.served(site, "/") as address:
        yield address


@pytest.fixture(scope="session")
def executable() -> str:
    found = machine.find()
    if found is None:
        pytest.skip("Ingen Chromium, Chrome eller Edge: installer en, eller kør med --hurtig")
    return str(found)


@pytest.fixture(scope="session")
def browser_type_launch_args(executable: str) -> dict[str, object]:
    return {"executable_path": executable, "args": list(machine.FLAGS)}


refused: list[str] = []


@pytest.fixture(scope="session", autouse=True)
def _listen(browser: Browser) -> None:
    """Hears in every page of every test whether the browser refused something for the sake of the site's strict policy."""
    listen_to(browser)


def listen_to(browser: Browser) -> None:
    """Hears what a browser refuses in any of its pages; for one that a test starts itself."""
    ordinary = browser.new_context

    def listening(**choices: object) -> BrowserContext:
        # Most tests are of pages and servers; what the service worker does is told by test_offline.
        context = ordinary(**{"service_workers": "block", **choices})  # type: ignore[arg-type]
        context.on("console", lambda message: refused.append(message.text) if _is_refusal(message) else None)
        return context

    browser.new_context = listening  # type: ignore[method-assign]


def _is_refusal(message: ConsoleMessage) -> bool:
    return message.type == "error" and "Content Security Policy" in message.text


def is_complaint(message: ConsoleMessage) -> bool:
    """Whether a line on the console is the page's fault; that service workers are off in this test is not."""
    return message.type in ("error", "warning") and "blocked by Playwright" not in message.text


@pytest.fixture(autouse=True)
def _keeps_the_policy() -> Iterator[None]:
    """Fails the test in which the page did something that the policy forbids."""
    refused.clear()
    yield
    assert refused == []


@pytest.fixture
def live(page: Page, base_url: str) -> Page:
    """The guide's page with Python answering."""
    page.goto("vejviser/")
    page.wait_for_selector(LIVE, timeout=60_000)
    return page
