"""The pictures of the guide in a real browser: accessible, within the screen, their text within its boxes, on one sheet."""

from io import BytesIO
from pathlib import Path

import pytest
from playwright.sync_api import Browser, Page
from pypdf import PdfReader

import browser as machine
from guide.diagram import drawings
from guide.load import load

from .test_accessibility import violations

GUIDE = load().guide
KORT = "traening/kort/"
CROWDED = "barnet-trives-ikke"
A3, A4 = (420, 297), (210, 297)
# Every text whose right edge is nearer than four units to that of its box, or outside it.
TOO_WIDE = """() => [...document.querySelectorAll('.ns-kort__boks')].flatMap((box) => {
  const frame = box.querySelector('.ns-kort__ramme').getBBox();
  return [...box.querySelectorAll('text')].filter((text) => {
    const own = text.getBBox();
    return own.x < frame.x + 4 || own.x + own.width > frame.x + frame.width - 4;
  }).map((text) => text.textContent);
})"""
# The smallest text on the screen in pixels.
SMALLEST = """() => Math.min(...[...document.querySelectorAll('svg.ns-kort text')].map((text) =>
  parseFloat(getComputedStyle(text).fontSize) * text.ownerSVGElement.getScreenCTM().a))"""


def sheets(page: Page) -> tuple[int, tuple[int, int]]:
    """The number of pages of a print, and the size of the first in millimetres."""
    printed = PdfReader(BytesIO(page.pdf(prefer_css_page_size=True)))
    first = printed.pages[0].mediabox
    return len(printed.pages), (round(float(first.width) / 72 * 25.4), round(float(first.height) / 72 * 25.4))


@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_axe_finds_nothing_on_the_pages_of_the_pictures(browser: Browser, base_url: str, scheme: str) -> None:
    context = browser.new_context(base_url=base_url, color_scheme=scheme)  # type: ignore[arg-type]
    page = context.new_page()
    found = {}
    for address in ("traening/billeder/", f"{KORT}{CROWDED}/", f"{KORT}{CROWDED}/liste/", KORT):
        page.goto(address)
        for folded in page.locator("details").all():
            folded.evaluate("element => { element.open = true; }")
        found[address] = violations(page)
    context.close()
    assert {address: each for address, each in found.items() if each} == {}


@pytest.mark.parametrize("address", ["traening/billeder/", f"{KORT}{CROWDED}/", f"{KORT}{CROWDED}/liste/", KORT])
def test_no_page_of_the_pictures_scrolls_sideways_at_320_px(page: Page, address: str) -> None:
    page.set_viewport_size({"width": 320, "height": 640})
    page.goto(address)
    assert page.evaluate("document.documentElement.scrollWidth") <= 320


def test_a_picture_that_is_wider_than_the_screen_is_scrolled_from_the_keyboard(page: Page) -> None:
    page.set_viewport_size({"width": 320, "height": 640})
    page.goto(f"{KORT}{CROWDED}/")
    frame = page.get_by_role("region", name="Billede »Barnet trives ikke« (del 1)")
    frame.focus()
    page.keyboard.press("ArrowRight")
    machine.wait_until(page, "document.activeElement.scrollLeft > 0")


def test_the_browser_finds_no_text_outside_its_box(page: Page) -> None:
    found = {}
    for spor in GUIDE.spor:
        for address in (f"{KORT}{spor}/", f"{KORT}{spor}/{spor}.svg"):
            page.goto(address)
            page.evaluate("document.fonts.ready")
            assert page.locator("svg.ns-kort text, svg:root text").count() > 20
            found[address] = page.evaluate(TOO_WIDE)
    assert {address: each for address, each in found.items() if each} == {}


def test_a_picture_alone_fills_a_projector_with_text_of_24_px_or_more(page: Page) -> None:
    page.set_viewport_size({"width": 1920, "height": 1080})
    smallest = {}
    for spor in GUIDE.spor:
        for part in range(1, len(drawings(GUIDE, spor)) + 1):
            name = f"{spor}-{part}" if part > 1 else spor
            page.goto(f"{KORT}{spor}/{name}.svg")
            smallest[name] = page.evaluate(SMALLEST)
    assert {name: size for name, size in smallest.items() if size < 24} == {}


def test_each_picture_is_printed_on_one_a3_and_its_list_on_one_a4(page: Page) -> None:
    for spor in GUIDE.spor:
        page.goto(f"{KORT}{spor}/")
        assert sheets(page) == (len(drawings(GUIDE, spor)), A3), spor
        page.goto(f"{KORT}{spor}/liste/")
        assert sheets(page) == (1, A4), spor


def test_the_print_of_a_picture_holds_the_picture_and_nothing_else(page: Page) -> None:
    page.goto(f"{KORT}{CROWDED}/")
    page.emulate_media(media="print")
    assert page.locator("svg.ns-kort").first.is_visible()
    for hidden in ("h1", "details", ".ns-kortside__valg", ".ns-hoved", ".ns-fod"):
        assert not page.locator(hidden).first.is_visible(), hidden


def test_the_booklet_begins_each_concern_on_a_page_of_its_own(page: Page) -> None:
    page.goto(KORT)
    printed = PdfReader(BytesIO(page.pdf(prefer_css_page_size=True)))
    texts = ["".join(each.extract_text().split()) for each in printed.pages]
    for spor in GUIDE.spor.values():
        title = "".join(spor.title.split())
        assert sum(text.startswith(title) for text in texts) == 1


def test_a_picture_keeps_its_look_where_styles_inside_files_are_forbidden(page: Page, site: Path) -> None:
    style = (site / "traening" / "kort" / "tegning.css").read_text("utf-8")
    assert style
    page.route(
        "**/*.svg",
        lambda route: route.fulfill(
            path=site / "traening" / "kort" / CROWDED / f"{CROWDED}.svg",
            headers={
                "Content-Type": "image/svg+xml",
                "Content-Security-Policy": "default-src 'none'; style-src 'self'",
            },
        ),
    )
    page.goto(f"{KORT}{CROWDED}/{CROWDED}.svg")
    fill = "getComputedStyle(document.querySelector('.ns-kort__ramme')).fill"
    assert page.evaluate(fill) == "rgb(255, 255, 255)"
