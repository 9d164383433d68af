"""What a trainer takes to a course and home again: sheets of one page each, and the dates to follow up on."""

import re
from pathlib import Path

import pytest
from playwright.sync_api import Browser, Page, expect

FORM_1 = "section.ns-ark:has(#kursusform-1)"


def pages_on_paper(page: Page, file: Path) -> int:
    page.pdf(path=str(file), prefer_css_page_size=True)
    return len(re.findall(rb"/Type\s*/Page\b", file.read_bytes()))


@pytest.mark.parametrize(
    ("name", "sheets"), [("uddelingsark", 5), ("tjekliste", 2), ("evaluering", 1), ("opfoelgning", 2)]
)
def test_every_sheet_is_one_page_on_paper_and_nothing_else_is_printed(
    page: Page, tmp_path: Path, name: str, sheets: int
) -> None:
    page.goto(f"traening/{name}/")
    expect(page.locator(".ns-ark")).to_have_count(sheets)
    assert pages_on_paper(page, tmp_path / "ark.pdf") == sheets
    page.emulate_media(media="print")
    expect(page.locator("h1")).to_be_hidden()
    expect(page.locator(".ns-ark").first).to_be_visible()


def test_the_day_of_the_course_gives_both_dates_on_the_page_and_in_the_calendar(page: Page) -> None:
    page.goto("traening/opfoelgning/")
    course = page.locator(FORM_1)
    course.get_by_label("Kursets dag").fill("2027-02-22")  # eight weeks from here lie past the change to summer time
    expect(course.locator("[data-dato]")).to_have_text(["mandag den 8. marts 2027", "mandag den 19. april 2027"])
    expect(course.get_by_role("status")).to_contain_text("8. marts 2027")
    expect(course.locator("pre")).to_be_hidden()
    with page.expect_download() as waiting:
        course.get_by_role("button", name="Gem i kalender").click()
    saved = waiting.value.path().read_bytes().decode("utf-8")
    assert waiting.value.suggested_filename == "opfoelgning-kursusform-1.ics"
    assert re.findall(r"DTSTART;VALUE=DATE:(\d+)\r\n", saved) == ["20270308", "20270419"]
    assert re.findall(r"DTEND;VALUE=DATE:(\d+)\r\n", saved) == ["20270309", "20270420"]
    assert "2001" not in saved
    assert "\n" not in saved.replace("\r\n", "")
    assert "Hvad har du gjort" in saved.replace("\r\n ", "")


def test_without_a_day_nothing_is_saved_and_the_lines_stay(page: Page) -> None:
    page.goto("traening/opfoelgning/")
    course = page.locator(FORM_1)
    field = course.get_by_label("Kursets dag")
    field.fill("2027-02-22")
    field.fill("")
    course.get_by_role("button", name="Gem i kalender").click()
    expect(field).to_be_focused()
    expect(course.locator("[data-dato]").first).to_have_text(re.compile("^_+$"))
    assert course.locator("pre").text_content() == ""


def test_after_back_the_dates_fit_the_day_that_the_browser_has_kept(page: Page) -> None:
    page.goto("traening/opfoelgning/")
    course = page.locator(FORM_1)
    field = course.get_by_label("Kursets dag")
    field.fill("2027-02-22")
    page.goto("traening/")
    page.go_back()
    expect(field).to_have_value("2027-02-22")
    expect(course.locator("[data-dato]")).to_have_text(["mandag den 8. marts 2027", "mandag den 19. april 2027"])
    with page.expect_download() as waiting:
        course.get_by_role("button", name="Gem i kalender").click()
    saved = waiting.value.path().read_bytes().decode("utf-8")
    assert re.findall(r"DTSTART;VALUE=DATE:(\d+)\r\n", saved) == ["20270308", "20270419"]


def test_the_day_leaves_no_trace(page: Page) -> None:
    page.goto("traening/opfoelgning/", wait_until="networkidle")  # the search index comes a little after the page
    asked: list[str] = []
    page.on("request", lambda request: asked.append(request.url))
    page.locator(FORM_1).get_by_label("Kursets dag").fill("2027-02-22")
    with page.expect_download():
        page.locator(FORM_1).get_by_role("button", name="Gem i kalender").click()
    assert [url for url in asked if not url.startswith("blob:")] == []
    assert page.evaluate("[localStorage.length, sessionStorage.length, document.cookie, location.search]") == [
        0,
        0,
        "",
        "",
    ]


def test_without_javascript_the_dates_are_written_by_hand(browser: Browser, base_url: str) -> None:
    context = browser.new_context(java_script_enabled=False, base_url=base_url)
    page = context.new_page()
    page.goto("traening/opfoelgning/")
    assert page.locator("fieldset:visible").count() == 0
    expect(page.locator("[data-dato]").first).to_have_text(re.compile("^_+$"))
    expect(page.get_by_role("cell", name="Hvad øver I næste gang?")).to_be_visible()
    context.close()
