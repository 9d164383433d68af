"""Finds the browser that the tests drive: Chromium, Chrome or Edge, as the machine has it. None is ever downloaded.

Only on Debian as root, when there is none, Debian's own `chromium` is installed; elsewhere a message says what to do.
"""

import os
import shutil
import sys
import time
from collections.abc import Iterator
from pathlib import Path
from typing import TYPE_CHECKING, Final

import programs
import say

if TYPE_CHECKING:
    from playwright.sync_api import Page

FLAGS: Final = (
    "--no-sandbox",  # in a container it has no way to make one
    "--disable-gpu",
    "--disable-background-networking",
    "--disable-component-update",
    "--no-first-run",
)
"""How Chromium is started to be driven: without asking anybody anything on its own."""

_NAMES = (
    "chromium",
    "chromium-browser",
    "google-chrome",
    "google-chrome-stable",
    "chrome",
    "msedge",
    "microsoft-edge",
    "microsoft-edge-stable",
)
_MAC = ("Google Chrome", "Chromium", "Microsoft Edge")
_WINDOWS = (
    "Google/Chrome/Application/chrome.exe",
    "Microsoft/Edge/Application/msedge.exe",
    "Chromium/Application/chrome.exe",
)


def find() -> Path | None:
    """The browser to use, or None. `CHROMIUM` in the environment decides when it is set."""
    chosen = os.environ.get("CHROMIUM")
    if chosen:
        return Path(chosen) if Path(chosen).is_file() else None
    return next((place for place in _places() if place.is_file()), None)


def ensure() -> Path:
    """The browser to use; installed on Debian as root, else the person is told what to install."""
    found = find()
    chosen = os.environ.get("CHROMIUM")
    if not found and chosen:
        say.stop(
            f"CHROMIUM peger på {chosen}, som ikke findes.", "Ret stien, eller fjern CHROMIUM, så leder testen selv."
        )
    if not found:
        programs.install(["chromium"])
        found = find()
    if not found:
        say.stop(
            "Testene skal bruge Chromium, Google Chrome eller Microsoft Edge, og ingen af dem blev fundet.",
            "Installer en af dem (på Debian: `apt install chromium` som administrator), eller sæt CHROMIUM til programmets sti.\n"
            "Uden browser: `python3 scripts/test.py --hurtig`.",
        )
    return found


def wait_until(page: "Page", question: str, arg: object = None, within: float = 30.0) -> None:
    """Waits until a script, or the function it is, gives something true in the page.

    Playwright's own `wait_for_function` evaluates its text inside the page from the second try on, and the site's policy
    refuses that; so it is asked again from here. Raises TimeoutError after `within` seconds.
    """
    end = time.monotonic() + within
    while not page.evaluate(question, arg):
        if time.monotonic() > end:
            raise TimeoutError(f"Efter {within:g} sekunder gjaldt det stadig ikke på {page.url}: {question}")
        page.wait_for_timeout(50)


def _places() -> Iterator[Path]:
    for name in _NAMES:
        found = shutil.which(name)
        if found:
            yield Path(found)
    if sys.platform == "darwin":
        for folder in (Path("/Applications"), Path.home() / "Applications"):
            yield from (folder / f"{name}.app" / "Contents" / "MacOS" / name for name in _MAC)
    elif sys.platform == "win32":
        for variable in ("PROGRAMFILES", "PROGRAMFILES(X86)", "LOCALAPPDATA"):
            folder = os.environ.get(variable)
            yield from (Path(folder, place) for place in _WINDOWS if folder)
