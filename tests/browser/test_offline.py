"""After one visit the whole site and the live guide work with the server gone, and what is kept is only the site."""

import threading
from collections.abc import Iterator
from contextlib import contextmanager
from hashlib import sha256
from pathlib import Path

import pytest
from playwright.sync_api import Browser, BrowserContext, Page, expect

import browser as machine
import serve
from guide.load import load

from .conftest import LIVE, SUB
from .walk import choose, outcome, walk

GUIDE = load().guide
CASE = max(GUIDE.cases.values(), key=lambda case: len(case.answers))
KEPT = """async () => {
  for (const name of await caches.keys()) {
    const cache = await caches.open(name);
    return (await cache.keys()).map((request) => new URL(request.url).pathname).sort();
  }
  return [];
}"""
SUMS = """async () => {
  const sums = {};
  for (const name of await caches.keys()) {
    const cache = await caches.open(name);
    for (const request of await cache.keys()) {
      const digest = await crypto.subtle.digest("SHA-256", await (await cache.match(request)).arrayBuffer());
      const hex = Array.from(new Uint8Array(digest), (byte) => byte.toString(16).padStart(2, "0")).join("");
      sums[new URL(request.url).pathname] = hex;
    }
  }
  return sums;
}"""
READY = "async () => { await navigator.serviceWorker.ready; return Boolean(navigator.serviceWorker.controller); }"


class Site:
    """A server that can be taken away, and put back at the same address."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        self.port = 0
        self.start()

    def start(self) -> None:
        self.server = serve.reserve("127.0.0.1", self.port, self.folder, SUB)
        self.server.server_activate()
        self.port = self.server.server_port
        threading.Thread(target=self.server.serve_forever, args=(0.05,), daemon=True).start()

    def stop(self) -> None:
        self.server.shutdown()
        self.server.server_close()

    @property
    def address(self) -> str:
        return f"http://127.0.0.1:{self.port}{SUB}"


@pytest.fixture
def server(site: Path) -> Iterator[Site]:
    running = Site(site)
    yield running
    running.stop()


@contextmanager
def visitor(browser: Browser, address: str) -> Iterator[Page]:
    context: BrowserContext = browser.new_context(base_url=address, service_workers="allow")
    yield context.new_page()
    context.close()


def visit(page: Page, path: str = "") -> None:
    """One visit, until the browser has kept the site."""
    page.goto(path)
    machine.wait_until(page, READY, within=60)


def copied(site: Path, copy: Path) -> Path:
    """The site by links, so that a test can change a part of it."""
    copy.mkdir()
    for entry in site.iterdir():
        (copy / entry.name).symlink_to(entry)
    return copy


def replace_file(file: Path, text: str) -> None:
    file.unlink()
    file.write_text(text, "utf-8")


def files_of(site: Path) -> list[str]:
    left_out = ("sw.js", ".gz", ".br", ".map", ".bin")
    found = (SUB + file.relative_to(site).as_posix() for file in site.rglob("*") if file.is_file())
    return sorted(name for name in found if not name.endswith(left_out))


def test_after_one_visit_every_page_and_the_live_guide_work_without_the_server(
    browser: Browser, server: Site, site: Path
) -> None:
    with visitor(browser, server.address) as page:
        visit(page, "roller/")
        assert page.evaluate(KEPT) == files_of(site)
        server.stop()
        page.goto("procedurer/underretning/")
        expect(page.locator("h1")).to_contain_text("Underretning")
        page.goto("findes/ikke/")
        expect(page.locator("h1")).to_have_text("Vi kan ikke finde siden")
        page.goto("vejviser/")
        page.wait_for_selector(LIVE, timeout=60_000)
        walk(page, GUIDE, CASE.spor, CASE.answers)
        expect(outcome(page)).to_have_attribute("data-outcome", CASE.outcome)
        assert page.evaluate(KEPT) == files_of(site)
        server.start()


def test_what_is_kept_is_the_site_byte_for_byte(browser: Browser, server: Site, site: Path) -> None:
    with visitor(browser, server.address) as page:
        visit(page, "om/")
        kept = page.evaluate(SUMS)
    assert kept == {name: sha256((site / name.removeprefix(SUB)).read_bytes()).hexdigest() for name in files_of(site)}


def test_search_works_without_the_server(browser: Browser, server: Site) -> None:
    with visitor(browser, server.address) as page:
        visit(page)
        server.stop()
        page.goto("om/")
        page.keyboard.press("/")
        page.keyboard.type("underretning")
        expect(page.locator(".md-search-result__item").first).to_be_visible(timeout=30_000)
        server.start()


def test_a_correction_reaches_the_reader_at_once(browser: Browser, site: Path, tmp_path: Path) -> None:
    copy = copied(site, tmp_path / "site")
    (copy / "om").unlink()
    (copy / "om").mkdir()
    text = (site / "om" / "index.html").read_text("utf-8")
    (copy / "om" / "index.html").write_text(text, "utf-8")
    running = Site(copy)
    with visitor(browser, running.address) as page:
        visit(page, "om/")
        (copy / "om" / "index.html").write_text(text.replace("</h1>", " rettet</h1>", 1), "utf-8")
        page.reload()
        expect(page.locator("h1")).to_contain_text("rettet")
    running.stop()


def test_half_an_archive_keeps_nothing_and_the_edition_before_stays(
    browser: Browser, site: Path, tmp_path: Path
) -> None:
    copy = copied(site, tmp_path / "site")
    running = Site(copy)
    with visitor(browser, running.address) as page:
        visit(page, "om/")
        before = page.evaluate("caches.keys()")
        worker = (site / "sw.js").read_text("utf-8")
        replace_file(
            copy / "sw.js", worker.replace('"sha256": "', '"sha256": "0', 1).replace('EDITION = "', 'EDITION = "ny')
        )
        page.evaluate("navigator.serviceWorker.ready.then((each) => each.update()).catch(() => {})")
        machine.wait_until(
            page,
            "async () => { const each = await navigator.serviceWorker.ready; return !each.installing && !each.waiting; }",
        )
        assert page.evaluate("caches.keys()") == before
        running.stop()
        page.goto("om/ansvar/")
        expect(page.locator("h1")).to_be_visible()


def test_switched_off_in_the_build_the_worker_removes_itself_and_what_it_kept(
    browser: Browser, site: Path, tmp_path: Path
) -> None:
    copy = copied(site, tmp_path / "site")
    running = Site(copy)
    with visitor(browser, running.address) as page:
        visit(page, "om/")
        worker = (site / "sw.js").read_text("utf-8")
        replace_file(copy / "sw.js", worker.replace("OFF = false", "OFF = true"))
        page.evaluate("navigator.serviceWorker.ready.then((each) => each.update())")
        machine.wait_until(page, "async () => !(await caches.keys()).length")
        machine.wait_until(page, "async () => !(await navigator.serviceWorker.getRegistrations()).length")
    running.stop()


def test_a_slow_server_is_not_waited_for_once_the_site_is_kept(browser: Browser, server: Site) -> None:
    with visitor(browser, server.address) as page:
        visit(page, "om/")
        page.context.route("**/vejviser/", lambda _route: None)  # the server takes the question and never answers
        page.goto("vejviser/", timeout=10_000)
        choose(page, CASE.spor)
