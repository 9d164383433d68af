"""After a whole walk nothing of it is anywhere but in the page's own memory, and nobody else was asked for anything."""

from playwright.sync_api import Page, expect

from guide.load import load

from .conftest import LIVE
from .walk import outcome, walk

GUIDE = load().guide
CASE = max(GUIDE.cases.values(), key=lambda case: len(case.answers))
STORED = """async () => ({
  cookies: document.cookie,
  local: Object.keys(localStorage),
  session: Object.keys(sessionStorage),
  databases: (await indexedDB.databases()).map((each) => each.name),
  caches: await caches.keys(),
  workers: (await navigator.serviceWorker.getRegistrations()).length,
})"""


def test_a_whole_walk_stores_nothing_and_asks_nobody(page: Page, base_url: str) -> None:
    requests: list[str] = []
    complaints: list[str] = []
    page.on("request", lambda request: requests.append(request.url))
    page.on(
        "console", lambda message: complaints.append(message.text) if message.type in ("error", "warning") else None
    )
    page.on("pageerror", lambda error: complaints.append(str(error)))
    page.goto("vejviser/")
    page.wait_for_selector(LIVE, timeout=60_000)
    before = len(requests)
    walk(page, GUIDE, CASE.spor, CASE.answers)
    expect(outcome(page)).to_have_attribute("data-outcome", CASE.outcome)
    assert requests[before:] == []
    origin = base_url.split("/trivsel/", maxsplit=1)[0]
    assert [url for url in requests if not url.startswith((origin, "blob:", "data:"))] == []
    assert complaints == []
    assert page.url == f"{base_url}vejviser/"
    stored = page.evaluate(STORED)
    assert stored == {"cookies": "", "local": [], "session": [], "databases": [], "caches": [], "workers": 0}
    assert page.context.cookies() == []


def test_clearing_leaves_no_answer_in_the_page_or_in_its_state(page: Page, base_url: str) -> None:
    page.goto("vejviser/")
    page.wait_for_selector(LIVE, timeout=60_000)
    walk(page, GUIDE, CASE.spor, CASE.answers)
    expect(outcome(page)).to_be_visible()
    page.click("[data-clear]")
    page.wait_for_selector('[data-slot="step"] .ns-start')
    question = CASE.answers[-1][0]
    assert question not in page.content()
    assert question not in page.evaluate("JSON.stringify(history.state)")
