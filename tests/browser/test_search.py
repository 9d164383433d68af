"""The search bar in a real browser: a bent word and a compound find their page, what is added stays unseen, axe is content."""

import re

import pytest
from playwright.sync_api import Page, expect

from .test_accessibility import violations

FOUND = "[data-md-component=search-result] .md-search-result__item"


def search(page: Page, query: str) -> None:
    """Types a query as a person does, on a page of the handbook."""
    page.goto("procedurer/observation/")
    field = page.locator("[data-md-component=search-query]")
    field.click()
    expect(page.locator("[data-md-component=search-result] .md-search-result__meta")).to_be_visible()
    field.press_sequentially(query)


@pytest.mark.parametrize(
    ("query", "title"),
    [
        ("underretningerne", "Underretning"),  # another form
        ("klubpædagog", "Lærer og SFO-medarbejder"),  # a compound that stands on no page
        ("fraværet", "Skolefravær"),  # the end of a compound in another form
    ],
)
def test_the_search_bar_finds_the_page(query: str, title: str, page: Page, base_url: str) -> None:
    search(page, query)
    first = page.locator(FOUND).filter(has=page.get_by_role("heading", level=1, name=title, exact=True)).first
    expect(first).to_be_visible(timeout=15_000)
    titles = page.locator(f"{FOUND} h1").all_inner_texts()
    assert title in titles[:3]
    assert violations(page) == []


def test_a_search_word_of_the_editor_is_not_shown_and_leads_to_the_page(page: Page, base_url: str) -> None:
    search(page, "bekymringsbrev")
    first = page.locator(FOUND).first
    expect(first).to_contain_text("En underretning er din besked til kommunen", timeout=15_000)
    expect(first).not_to_contain_text("bekymring")
    first.locator("a").first.click()
    expect(page.locator("main h1")).to_contain_text("Underretning")


def test_what_is_typed_stays_out_of_addresses(page: Page, base_url: str) -> None:
    asked: list[str] = []
    page.on("request", lambda request: asked.append(request.url))
    search(page, "kvittering")
    page.locator(FOUND).first.wait_for(timeout=15_000)
    page.locator(f"{FOUND} a").first.click()
    expect(page).not_to_have_url(re.compile("observation"))
    assert [address for address in (*asked, page.url) if "kvittering" in address] == []
