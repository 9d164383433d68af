"""What a browser lacks, by age or by policy, costs comfort and nothing else: without JavaScript, WebAssembly, https."""

import socket
from collections.abc import Iterator
from pathlib import Path

import pytest
from selenium.webdriver import Keys

from guide.load import load

from .launch import NAMES, Engine, launched
from .listening_site import ListeningSite
from .visitor import Visitor

GUIDE = load().guide
CASE = max(GUIDE.cases.values(), key=lambda case: len(case.answers))


@pytest.fixture
def lacking(engine: str, what: str, tmp_path: Path) -> Iterator[Engine]:
    with launched(engine, tmp_path, without=what) as running:
        yield running


@pytest.mark.parametrize("engine", NAMES)
@pytest.mark.parametrize("what", ["javascript", "webassembly"])
def test_links_lead_to_the_outcome_and_the_page_says_what_is_missing(
    lacking: Engine, server: ListeningSite, what: str
) -> None:
    visitor = Visitor(lacking.driver, server.address)
    visitor.open("vejviser/")
    told = visitor.see('#vejviser [data-when="failed"]' if what == "webassembly" else "#vejviser noscript .ns-status")
    assert "JavaScript" in told.text or "Listen over dine svar" in told.text
    visitor.choose(CASE.spor)
    visitor.answer(CASE.answers, within="")
    visitor.arrive(f"/{CASE.outcome}/")
    assert visitor.see("h1").text == GUIDE.outcomes[CASE.outcome].title


def own_address() -> str:
    """This machine's address on its net, which is no secure place to a browser, as 127.0.0.1 is. Nothing is sent."""
    with socket.socket(socket.AF_INET, socket.SOCK_DGRAM) as asked:
        try:
            asked.connect(("192.0.2.1", 9))
            return str(asked.getsockname()[0])
        except OSError:
            pytest.skip("maskinen er ikke på noget net")


@pytest.fixture
def plain_http(site: Path) -> Iterator[ListeningSite]:
    running = ListeningSite(site, own_address())
    yield running
    running.stop()


def pasted(visitor: Visitor) -> str:
    """What a person who pastes gets."""
    visitor.run("document.querySelector('h1').append(document.createElement('textarea'));")
    visitor.write("h1 textarea", f"{Keys.CONTROL}v")
    return str(visitor.run("return document.querySelector('h1 textarea').value;"))


@pytest.mark.parametrize("what", [""], ids=["https"])
@pytest.mark.parametrize("engine", NAMES)
def test_on_plain_http_the_live_guide_works_and_copies_and_nothing_is_kept_for_later(
    lacking: Engine, plain_http: ListeningSite
) -> None:
    visitor = Visitor(lacking.driver, plain_http.address)
    visitor.open_guide()
    assert visitor.run("return isSecureContext;") is False
    visitor.choose(CASE.spor)
    visitor.answer(CASE.answers)
    assert visitor.outcome() == CASE.outcome
    visitor.press('[data-del="opsummering"] > summary')
    visitor.press('[data-del="opsummering"] [data-copy]')
    visitor.until("document.querySelector('[data-del=opsummering] [data-copy]').textContent === 'Kopieret'")
    assert pasted(visitor).startswith("OPSUMMERING UDEN NAVNE")
    assert visitor.run("return typeof caches === 'undefined' && !navigator.serviceWorker;") is True
