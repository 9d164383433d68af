"""After a whole walk nothing of it is anywhere but in the page's own memory, and nobody else was asked for anything."""

from playwright.sync_api import Page, expect

from guide.load import load

from .conftest import LIVE, is_complaint
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
    page.on("console", lambda message: complaints.append(message.text) if is_complaint(message) else None)
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
    assert CASE.answers[-1][0] not in page.content()


def test_what_the_browser_writes_to_disk_about_the_tab_holds_no_answer(page: Page, base_url: str) -> None:
    page.goto("vejviser/")
    page.wait_for_selector(LIVE, timeout=60_000)
    states = [page.evaluate("history.state")]
    walk(page, GUIDE, CASE.spor, CASE.answers)
    expect(outcome(page)).to_be_visible()
    for _ in range(len(CASE.answers) + 1):
        states.append(page.evaluate("history.state"))
        page.go_back()
    assert all(set(state["vejviser"]) == {"number", "begun"} for state in states)


def test_a_page_loaded_anew_has_forgotten_the_answers_and_says_so(page: Page, base_url: str) -> None:
    page.goto("vejviser/")
    page.wait_for_selector(LIVE, timeout=60_000)
    notice = page.locator('[data-slot="notice"]')
    walk(page, GUIDE, CASE.spor, CASE.answers)
    expect(outcome(page)).to_be_visible()
    page.reload()
    expect(notice).to_contain_text("dine svar er glemt")
    page.wait_for_selector(LIVE, timeout=60_000)
    expect(notice).to_contain_text("dine svar er glemt")
    page.go_back()
    expect(page.locator('[data-slot="step"] .ns-start')).to_be_visible()
    assert CASE.answers[-1][0] not in page.content()
    walk(page, GUIDE, CASE.spor, CASE.answers)
    expect(outcome(page)).to_have_attribute("data-outcome", CASE.outcome)
    expect(notice).to_be_empty()


def test_who_has_left_in_a_hurry_finds_no_answer_by_going_back(page: Page, base_url: str) -> None:
    page.route(
        "https://www.dmi.dk/**", lambda route: route.fulfill(body="<title>Vejret</title>", content_type="text/html")
    )
    page.goto("vejviser/")
    page.wait_for_selector(LIVE, timeout=60_000)
    walk(page, GUIDE, CASE.spor, CASE.answers)
    expect(outcome(page)).to_be_visible()
    for _ in range(3):
        page.keyboard.press("Shift")
    page.wait_for_url("https://www.dmi.dk/")
    page.go_back()
    page.wait_for_selector(LIVE, timeout=60_000)
    expect(page.locator('[data-slot="step"] .ns-start')).to_be_visible()
    assert CASE.answers[-1][0] not in page.content()
