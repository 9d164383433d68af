"""The strict policy is in force in every other test; here it is shown that it bites and that the tests hear it."""

from playwright.sync_api import Page

import browser as machine

from .conftest import refused


def test_what_the_policy_forbids_is_refused_and_heard(page: Page) -> None:
    page.goto("om/")
    page.evaluate("document.querySelector('h1').setAttribute('style', 'color: red')")
    page.evaluate(
        "document.body.insertAdjacentHTML('beforeend', '<img src=\"https://eksempel.invalid/a.png\" alt=\"\">')"
    )
    machine.wait_until(page, "document.querySelector('img[src*=invalid]').complete")
    assert any("style" in text for text in refused)
    assert any("img" in text for text in refused)
    refused.clear()
