"""A person at a browser, whichever it is: opens, presses, writes, goes back, and sees what is shown."""

from collections.abc import Callable, Iterable
from typing import Any, Final

from selenium.common.exceptions import (
    ElementClickInterceptedException,
    ElementNotInteractableException,
    NoSuchElementException,
    StaleElementReferenceException,
)
from selenium.webdriver import Remote
from selenium.webdriver.common.by import By
from selenium.webdriver.remote.webelement import WebElement
from selenium.webdriver.support.ui import WebDriverWait

PATIENCE: Final = 60
STEP: Final = '[data-slot="step"]'
KEPT_FOR_LATER: Final = "navigator.serviceWorker.ready.then(() => Boolean(navigator.serviceWorker.controller))"
_NOT_YET: Final = (
    ElementClickInterceptedException,
    ElementNotInteractableException,
    NoSuchElementException,
    StaleElementReferenceException,
)


class Visitor:
    """Drives one browser at one address of the site."""

    def __init__(self, driver: Remote, address: str) -> None:
        self.driver, self.address = driver, address

    def open(self, path: str) -> None:
        """Go to a page by its address below the site."""
        self.driver.get(self.address + path)

    def see(self, selector: str) -> WebElement:
        """The first element that the selector fits, when it is on the screen."""

        def shown(driver: Remote) -> WebElement | None:
            return next((each for each in driver.find_elements(By.CSS_SELECTOR, selector) if each.is_displayed()), None)

        found: WebElement = self._when(shown, selector)
        return found

    def press(self, selector: str) -> None:
        """Press what the selector fits, when it can be pressed."""

        def pressed(driver: Remote) -> bool:
            driver.find_element(By.CSS_SELECTOR, selector).click()
            return True

        self._when(pressed, selector)

    def write(self, selector: str, text: str) -> None:
        """Write into a field."""
        self.see(selector).send_keys(text)

    def back(self) -> None:
        """Press the browser's own button."""
        self.driver.back()

    def run(self, script: str, *given: object) -> Any:  # noqa: ANN401 - whatever the script returns
        """Run a script in the page. One that returns a promise is waited for."""
        waiting = "const done = arguments[arguments.length - 1]; const given = [...arguments].slice(0, -1);"
        end = ".then(done, (error) => done(`fejl: ${error}`))"
        return self.driver.execute_async_script(f"{waiting} (async () => {{ {script} }})(){end}", *given)

    def until(self, expression: str) -> None:
        """Wait until a script expression, or the promise that it gives, is true."""
        self._when(lambda _driver: self.run(f"return await ({expression});") is True, expression)

    def arrive(self, part: str) -> None:
        """Wait, without touching the page, until its address holds a part."""
        self._when(lambda driver: part in driver.current_url, part)

    def _when(self, found: Callable[[Remote], Any], what: str) -> Any:  # noqa: ANN401 - whatever is found
        wait = WebDriverWait(self.driver, PATIENCE, 0.05, ignored_exceptions=_NOT_YET)
        return wait.until(found, f"{what} kom ikke på {self.driver.current_url}")

    # --- in the guide -------------------------------------------------------------------------------------------------

    def open_guide(self, state: str = "live") -> None:
        """The guide, when it has come to a state."""
        self.open("vejviser/")
        self.until(f"document.querySelector('#vejviser').dataset.guideState === '{state}'")

    def choose(self, spor: str) -> None:
        """Choose a concern."""
        self.press(f'{STEP} [data-spor-valg="{spor}"]')

    def answer(self, answers: Iterable[tuple[str, str]], within: str = STEP) -> None:
        """Give answers, each on the page that asks for it."""
        for question, option in answers:
            self.press(f'{within} [data-question="{question}"][data-option="{option}"]')

    def outcome(self) -> str:
        """The id of the outcome that is shown."""
        return str(self.see("article[data-outcome]").get_attribute("data-outcome"))
