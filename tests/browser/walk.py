"""How a person walks the guide in a browser: what the browser tests share."""

from playwright.sync_api import Locator, Page

from guide.model import Guide

STEP = '[data-slot="step"]'


def choose(page: Page, spor: str) -> None:
    page.click(f'{STEP} [data-spor-valg="{spor}"]')


def answer(page: Page, question: str, option: str) -> None:
    page.click(f'{STEP} [data-question="{question}"][data-option="{option}"]')


def walk(page: Page, guide: Guide, spor: str, answers: tuple[tuple[str, str], ...]) -> None:
    """Chooses a concern and gives the answers, each on the page that asks for it."""
    choose(page, spor)
    for question, option in answers:
        page.wait_for_selector(f'{STEP} [data-node="{question}"]')
        answer(page, question, option)


def outcome(page: Page) -> Locator:
    return page.locator(f"{STEP} article[data-outcome]")


def clear(page: Page) -> None:
    page.click("[data-clear]")
    page.wait_for_selector(f"{STEP} .ns-start")
