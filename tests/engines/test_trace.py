"""After a whole walk with summary, draft and calendar file nothing of it is anywhere but in the page's own memory."""

import hashlib
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Final

import pytest

from guide.load import load

from .launch import NAMES, Engine, launched
from .listening_site import ListeningSite
from .needles import Needles
from .visitor import KEPT_FOR_LATER, Visitor

GUIDE = load().guide
CASE = max(GUIDE.cases.values(), key=lambda case: len(case.answers))
DRAFTED: Final = GUIDE.spor[
    CASE.spor
].notify  # an outcome that has a draft; reached by "the concern is greater than this"
CONTROL: Final = "en-kontrol-af-at-der-bliver-set-efter"

# From here on the page tells what it says to anybody but its own worker, and what it keeps.
LISTEN = """
  const heard = (window.heard = []);
  const told = (given) => given.map((each) => (typeof each === "string" ? each : JSON.stringify(each))).join(" ");
  const listen = (owner, name) => {
    const usual = owner[name];
    owner[name] = function (...given) {
      heard.push(`${name} ${told(given)}`);
      return usual.apply(this, given);
    };
  };
  for (const name of ["debug", "error", "info", "log", "trace", "warn"]) listen(console, name);
  for (const name of ["fetch", "open", "postMessage"]) listen(window, name);
  for (const name of ["pushState", "replaceState"]) listen(History.prototype, name);
  for (const name of ["open", "send"]) listen(XMLHttpRequest.prototype, name);
  for (const name of ["add", "addAll", "put"]) listen(Cache.prototype, name);
  listen(navigator, "sendBeacon");
  listen(Storage.prototype, "setItem");
  listen(IDBFactory.prototype, "open");
  listen(CacheStorage.prototype, "open");
  listen(ServiceWorker.prototype, "postMessage");
  listen(BroadcastChannel.prototype, "postMessage");
"""
STORED = """
  const cookies = document.cookie;
  const stores = [localStorage, sessionStorage].flatMap((store) => Object.entries(store));
  const databases = (await indexedDB.databases()).map((each) => each.name);
  return JSON.stringify({ cookies, stores, databases, name: window.name });
"""
NOTHING: Final = '{"cookies":"","stores":[],"databases":[],"name":""}'
KEPT = """
  const sum = async (bytes) => [...new Uint8Array(await crypto.subtle.digest("SHA-256", bytes))];
  const hex = (bytes) => bytes.map((byte) => byte.toString(16).padStart(2, "0")).join("");
  const kept = {};
  for (const name of await caches.keys()) {
    const cache = await caches.open(name);
    for (const request of await cache.keys()) {
      const { pathname, search } = new URL(request.url);
      kept[pathname + search] = hex(await sum(await (await cache.match(request)).arrayBuffer()));
    }
  }
  return kept;
"""


@dataclass(frozen=True)
class Walked:
    """What is left after a walk, when the browser has been closed."""

    engine: Engine
    server: ListeningSite
    needles: Needles
    said: str  # to the console and to anybody else, as the page told
    console: str
    addresses: list[str]
    asked: list[str]  # of the server, during the walk
    stored: str
    kept: dict[str, str]
    after_clear: list[str]  # the page after "Ryd alt", after Back and after Forward
    states: list[str]


@pytest.fixture(scope="module", params=NAMES)
def walked(request: pytest.FixtureRequest, site: Path, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Walked]:
    server = ListeningSite(site)
    with launched(request.param, tmp_path_factory.mktemp(request.param)) as engine:
        visitor = Visitor(engine.driver, server.address)
        parts = walk_it(visitor, engine, server)
        visitor.choose(CASE.spor)  # once more, and nothing is cleared before the browser is closed
        visitor.answer(CASE.answers)
        assert visitor.outcome() == CASE.outcome
        leave_a_control(visitor)
    texts = [CONTROL, "OPSUMMERING UDEN NAVNE", "KLADDE TIL EN UNDERRETNING"]
    yield Walked(engine, server, Needles(GUIDE, CASE.answers, texts, site), **parts)  # type: ignore[arg-type]
    server.stop()


def walk_it(visitor: Visitor, engine: Engine, server: ListeningSite) -> dict[str, object]:
    """The longest case, one step up, everything taken along, and all cleared."""
    visitor.open_guide()
    visitor.until(KEPT_FOR_LATER)
    visitor.run(LISTEN)
    before = len(server.heard.requests)
    addresses, states = [], []

    def look() -> None:
        addresses.append(visitor.driver.current_url)
        states.append(str(visitor.run("return JSON.stringify(history.state);")))

    visitor.choose(CASE.spor)
    for each in CASE.answers:
        look()
        visitor.answer([each])
    assert visitor.outcome() == CASE.outcome
    look()
    take_along(visitor, engine)
    visitor.press(f'[data-raise="{DRAFTED}"]')
    visitor.until(f"document.querySelector('article').dataset.outcome === '{DRAFTED}'")
    look()
    copy(visitor, "kladde")
    stored, kept = visitor.run(STORED), visitor.run(KEPT)
    visitor.press("[data-clear]")
    visitor.see(".ns-start")
    after = [visitor.run("return document.documentElement.outerHTML;")]
    for move in (visitor.driver.back, visitor.driver.forward):
        move()
        visitor.see(".ns-start")
        after.append(visitor.run("return document.documentElement.outerHTML;"))
        look()
    return {
        "said": "\n".join(visitor.run("return heard;")),
        "console": engine.console(),
        "addresses": addresses,
        "asked": server.heard.requests[before:],
        "stored": stored,
        "kept": kept,
        "after_clear": after,
        "states": states,
    }


def take_along(visitor: Visitor, engine: Engine) -> None:
    copy(visitor, "opsummering")
    visitor.run("document.querySelector('[data-save]').closest('details').open = true;")
    visitor.press("[data-save]")
    for _ in range(100):
        if any(engine.downloads.glob("*.ics")):
            break
        visitor.run("await new Promise((done) => setTimeout(done, 100));")


def copy(visitor: Visitor, part: str) -> None:
    visitor.press(f'[data-del="{part}"] > summary')
    visitor.press(f'[data-del="{part}"] [data-copy]')
    visitor.until(f"document.querySelector('[data-del={part}] [data-copy]').textContent === 'Kopieret'")


def leave_a_control(visitor: Visitor) -> None:
    """What a page may do and ours does not: the search must find it, or it would find nothing else either."""
    visitor.open("om/")
    visitor.run("history.replaceState({ control: given[0] }, ''); localStorage.setItem('control', given[0]);", CONTROL)
    visitor.open("roller/")


def test_the_calendar_file_is_the_only_thing_that_was_saved_and_calendars_can_read_it(walked: Walked) -> None:
    (file,) = walked.engine.downloads.iterdir()
    assert file.name == "naeste-skridt.ics"
    assert file.read_bytes().startswith(b"BEGIN:VCALENDAR\r\nVERSION:2.0\r\n")
    assert walked.needles.in_text(file.read_text("utf-8")) == []


def test_nothing_is_stored_and_the_browser_keeps_exactly_the_files_of_the_site(walked: Walked) -> None:
    assert walked.stored == NOTHING
    sums = {name: hashlib.sha256(file.read_bytes()).hexdigest() for name, file in walked.server.files().items()}
    assert walked.kept == sums


def test_the_server_is_asked_for_nothing_during_the_walk_and_never_hears_an_answer(walked: Walked) -> None:
    assert walked.asked == []
    everything = "\n".join(walked.server.heard.requests)
    headers = [line.lower() for line in everything.splitlines()]
    assert not any(line.startswith("cookie:") for line in headers)
    # Firefox names the worker when it fetches the worker's parts, WebKit the service worker when it fetches for a page, and
    # now and then the page, whose address is the same whatever is answered.
    referrers = {line.removeprefix("referer:").strip() for line in headers if line.startswith("referer:")}
    page = f"{walked.server.address}vejviser/".lower()
    assert [each for each in referrers if each != page and not each.endswith(("/worker.js", "/sw.js"))] == []
    assert walked.needles.in_text(everything) == []
    assert walked.server.heard.refused == []


def test_address_history_console_and_messages_hold_no_answer(walked: Walked) -> None:
    assert set(walked.addresses) == {f"{walked.server.address}vejviser/"}
    ids = {name for pair in CASE.answers for name in pair if len(name) > 5} | {CASE.spor, CASE.outcome, DRAFTED}
    for text in (walked.said, *walked.states):
        assert [name for name in ids if name in text] == []
    assert "pushState" in walked.said
    for text in (walked.said, walked.console):
        assert walked.needles.in_text(text) == []
    assert not any(line.startswith(("debug ", "error ", "info ", "log ", "warn ")) for line in walked.said.splitlines())


def test_clearing_empties_the_page_and_what_back_and_forward_show(walked: Walked) -> None:
    for page in walked.after_clear:
        assert "ns-start" in page
        assert [question for question, _ in CASE.answers[1:] if question in page] == []  # the start links to the first


def test_no_file_that_the_browser_has_written_holds_an_answer(walked: Walked) -> None:
    found = walked.needles.in_folder(walked.engine.home)
    # WebKitGTK gives every driver a private window, which writes nothing.
    assert found == ([] if walked.engine.name == "webkit" else [repr(CONTROL.encode())])
