"""axe finds nothing on any kind of page, in light and dark; nothing scrolls sideways at 320 px; targets are large."""

import pytest
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Browser, Page, expect

from guide.load import load

from .conftest import LIVE
from .walk import outcome, walk

GUIDE = load().guide
SPOR = next(iter(GUIDE.spor.values()))
CASE = next(case for case in GUIDE.cases.values() if case.spor == SPOR.id)
PAGES = {
    "forside": "",
    "start": "vejviser/",
    "spoergsmaal": f"vejviser/{SPOR.id}/{SPOR.first}/",
    "procedure": "procedurer/underretning/",
    "skema": "procedurer/observation/",
    "rolle": "roller/akt-medarbejder/",
    "love": "opslag/love/",
    "kontakter": "opslag/kontakter/",
    "ordliste": "opslag/ordliste/",
    "kilder": "opslag/kilder/",
    "oevecases": "traening/oevecases/",
    "taersklen": "traening/taersklen/",
    "quiz": "traening/quiz/",
    "modul": "traening/modul-boernemappen-skriv/",
    "kufferten": "traening/kufferten/",
    "traening": "traening/",
    "kursus": "traening/kursusform-1/",
    "tjekliste": "traening/tjekliste/",
    "ark": "traening/uddelingsark/",
    "kursusevaluering": "traening/evaluering/",
    "opfoelgning": "traening/opfoelgning/",
    "stilling": "stillinger/akt-medarbejder/",
    "aarshjul": "kompetencer/aarshjul/",
    "tegn": "opslag/tegn/",
    "kontrolleret": "om/saadan-er-guiden-kontrolleret/",
    "lokalt": "om/udfyldt-lokalt/",
    "beslutning": "om/beslutninger/0001-svar-er-den-eneste-tilstand/",
}
RULES = {
    "runOnly": {"type": "tag", "values": ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"]}
}


def one_outcome_a_level() -> dict[str, str]:
    """The address of one outcome of each level, through the cases that reach them."""
    found = {}
    for case in GUIDE.cases.values():
        folder = GUIDE.questions[case.answers[-1][0]].spor
        found[f"udfald-{GUIDE.outcomes[case.outcome].level.id}"] = f"vejviser/{folder}/{case.outcome}/"
    return found


def violations(page: Page) -> list[str]:
    found = Axe().run(page, options=RULES).response["violations"]
    return [f"{each['id']}: {node['html'][:160]}" for each in found for node in each["nodes"]]


@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_axe_finds_nothing_on_any_kind_of_page(browser: Browser, base_url: str, scheme: str) -> None:
    context = browser.new_context(base_url=base_url, color_scheme=scheme)  # type: ignore[arg-type]
    page = context.new_page()
    found = {}
    for name, address in {**PAGES, **one_outcome_a_level()}.items():
        page.goto(address)
        if address == "vejviser/":
            page.wait_for_selector(LIVE, timeout=60_000)
        found[name] = violations(page)
    context.close()
    assert {name: list_ for name, list_ in found.items() if list_} == {}


@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_axe_finds_nothing_on_the_page_for_a_wrong_address(browser: Browser, root_url: str, scheme: str) -> None:
    """Served at the root, which the site is built for by default: this page alone has addresses from the root."""
    context = browser.new_context(base_url=root_url, color_scheme=scheme)  # type: ignore[arg-type]
    page = context.new_page()
    response = page.goto("findes/slet/ikke/")
    assert response is not None
    assert response.status == 404
    assert violations(page) == []
    context.close()


@pytest.mark.parametrize("scheme", ["light", "dark"])
@pytest.mark.parametrize("style", ["with", "without"])
def test_axe_finds_nothing_on_the_page_for_a_server_that_fails(
    browser: Browser, root_url: str, scheme: str, style: str
) -> None:
    """Also where its style sheet does not come, as when the server gives nothing else."""
    context = browser.new_context(base_url=root_url, color_scheme=scheme)  # type: ignore[arg-type]
    page = context.new_page()
    asked: list[str] = []
    page.on("request", lambda request: asked.append(request.url))
    if style == "without":
        page.route("**/*.css", lambda route: route.abort())
    page.goto("500.html")
    expect(page.locator("h1")).to_have_text("Siden svarer ikke lige nu")
    expect(page.get_by_role("link", name="ring 112")).to_be_visible()
    assert len([address for address in asked if not address.endswith("favicon.ico")]) == 2  # itself and its style
    assert violations(page) == []
    context.close()


@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_axe_finds_nothing_on_a_live_outcome_with_answers(browser: Browser, base_url: str, scheme: str) -> None:
    context = browser.new_context(base_url=base_url, color_scheme=scheme)  # type: ignore[arg-type]
    page = context.new_page()
    page.goto("vejviser/")
    page.wait_for_selector(LIVE, timeout=60_000)
    walk(page, GUIDE, CASE.spor, CASE.answers)
    expect(outcome(page)).to_be_visible()
    assert violations(page) == []
    context.close()


@pytest.mark.parametrize("width", [320, 360])
def test_nothing_scrolls_sideways_on_a_narrow_screen(browser: Browser, base_url: str, width: int) -> None:
    context = browser.new_context(base_url=base_url, viewport={"width": width, "height": 700})
    page = context.new_page()
    wide = {}
    for name, address in {**PAGES, **one_outcome_a_level()}.items():
        page.goto(address)
        over = page.evaluate("document.documentElement.scrollWidth - document.documentElement.clientWidth")
        if over > 0:
            wide[name] = over
    context.close()
    assert wide == {}


def test_every_answer_is_a_large_target(live: Page) -> None:
    walk(live, GUIDE, CASE.spor, CASE.answers[:1])
    live.wait_for_selector("[data-option]")
    boxes = [each.bounding_box() for each in live.locator("[data-slot=step] [data-option]").all()]
    assert boxes
    assert all(box is not None and box["height"] >= 48 and box["width"] >= 48 for box in boxes)
