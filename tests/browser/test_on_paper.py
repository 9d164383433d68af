"""Forms and job descriptions on paper: what belongs together stands on one page, and nothing on it is of no use there."""

from io import BytesIO

import pytest
from playwright.sync_api import Page
from pypdf import PdfReader


def printed(page: Page, address: str) -> list[str]:
    """The words of each page on paper."""
    page.goto(address)
    pdf = PdfReader(BytesIO(page.pdf(prefer_css_page_size=True)))
    return [" ".join(sheet.extract_text().split()) for sheet in pdf.pages]


def sheets_with(sheets: list[str], words: str) -> list[int]:
    return [number for number, sheet in enumerate(sheets, 1) if words in sheet]


def test_an_empty_job_description_is_the_two_pages_that_its_page_promises(page: Page) -> None:
    sheets = printed(page, "stillinger/skabelon/")
    assert sheets_with(sheets, "Nærmeste leder (funktion)") == [2]
    assert sheets_with(sheets, "August til november") == [3]
    assert sheets_with(sheets, "Hvem har ansvaret") == [4]


@pytest.mark.parametrize("name", ["skabelon", "akt-medarbejder", "paedagogmedhjaelper-specialklynge"])
def test_a_job_description_on_paper_holds_no_addresses(page: Page, name: str) -> None:
    first, *description = printed(page, f"stillinger/{name}/")
    assert "/stillinger/hent/" in first
    assert [sheet for sheet in description if "/opslag/" in sheet or "/procedurer/" in sheet] == []


def test_a_form_that_fits_on_a_page_is_not_cut(page: Page) -> None:
    sheets = printed(page, "procedurer/observation/")
    assert sheets_with(sheets, "Til samtalen bagefter") == sheets_with(sheets, "Det kan vi voksne ændre i morgen")


def test_the_columns_of_the_tasks_leave_room_to_write(page: Page) -> None:
    page.set_viewport_size({"width": 1280, "height": 900})
    page.goto("stillinger/skabelon/")
    widths = [
        cell["width"] for cell in (head.bounding_box() for head in page.locator("table:has(.ns-halv) th").all()) if cell
    ]
    whole = sum(widths)
    assert [round(100 * width / whole) for width in widths] == [25, 50, 25]
