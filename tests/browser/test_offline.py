"""After one visit the whole site and the live guide work with the server gone, and what is kept is only the site."""

import re
import shutil
import threading
import time
from collections.abc import Iterator
from contextlib import contextmanager
from hashlib import sha256
from pathlib import Path

import pytest
from playwright.sync_api import Browser, BrowserContext, Page, expect

import browser as machine
import serve
from guide.load import load
from tests.faults.server import Server, spoiling

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
NAMES = "async () => (await caches.keys()).sort()"
# Whether the browser is done with trying to keep the site: a failed trial leaves no registration.
TRIED = """async () => {
  const found = await navigator.serviceWorker.getRegistration();
  return !found || Boolean(found.active) || (!found.installing && !found.waiting);
}"""
SETTLED = "async () => { const each = await navigator.serviceWorker.ready; return !each.installing && !each.waiting; }"
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
    copy.mkdir(parents=True)
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
        machine.wait_until(page, SETTLED)
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


# --- only what the build made is kept ----------------------------------------------------------------------------------


@pytest.fixture(scope="module")
def spoiled(site: Path) -> Iterator[Server]:
    with spoiling(site) as server:
        yield server


@pytest.mark.parametrize("case", ["wasm.proxy", "asm.js.proxy", "zip.half", "worker.proxy"])
def test_what_is_not_the_guides_own_file_is_never_kept_and_the_next_visit_is_live(
    browser: Browser, spoiled: Server, case: str
) -> None:
    """A proxy's page with status 200 under a name that never changes its meaning would be used until the next edition."""
    with visitor(browser, f"http://127.0.0.1:{spoiled.server_port}/{case}/") as page:
        page.goto("vejviser/")
        page.wait_for_selector('#vejviser[data-guide-state="failed"]', timeout=60_000)
        until = time.monotonic() + 60
        while not spoiled.asked[case, "sw.js"] and time.monotonic() < until:
            page.wait_for_timeout(50)
        machine.wait_until(page, TRIED, within=60)
        assert page.evaluate(NAMES) == []
        spoiled.states[case] = "sound"
        visit(page, "vejviser/")
        page.reload()
        page.wait_for_selector(LIVE, timeout=60_000)
        choose(page, CASE.spor)


def test_a_file_with_a_wrong_type_is_kept_with_its_right_one(browser: Browser, spoiled: Server) -> None:
    with visitor(browser, f"http://127.0.0.1:{spoiled.server_port}/wasm.type/") as page:
        page.goto("vejviser/")
        page.wait_for_selector('#vejviser[data-guide-state="failed"]', timeout=60_000)
        machine.wait_until(page, READY, within=60)
        page.reload()
        page.wait_for_selector(LIVE, timeout=60_000)


def test_a_failed_edition_of_the_same_name_does_not_take_away_what_is_in_use(
    browser: Browser, site: Path, tmp_path: Path
) -> None:
    copy = copied(site, tmp_path / "site")
    running = Site(copy)
    with visitor(browser, running.address) as page:
        visit(page, "om/")
        before = page.evaluate(KEPT)
        worker = (site / "sw.js").read_text("utf-8")
        replace_file(copy / "sw.js", worker.replace('"sha256": "', '"sha256": "0', 1))
        page.evaluate("navigator.serviceWorker.ready.then((each) => each.update()).catch(() => {})")
        machine.wait_until(page, SETTLED)
        assert page.evaluate(KEPT) == before
    running.stop()


# --- two installations on one server -----------------------------------------------------------------------------------


def test_an_installation_in_the_root_leaves_the_one_below_it_alone(
    browser: Browser, site: Path, tmp_path: Path
) -> None:
    root = copied(site, tmp_path / "rod")
    (root / "trivsel").symlink_to(site)
    server = serve.reserve("127.0.0.1", 0, root, "/")
    server.server_activate()
    threading.Thread(target=server.serve_forever, args=(0.05,), daemon=True).start()
    address = f"http://127.0.0.1:{server.server_port}/"
    with visitor(browser, address) as page:
        visit(page, f"{address}trivsel/om/")
        (below,) = page.evaluate(NAMES)
        earlier = ["naeste-skridt-/0123456789ab", "naeste-skridt-/trivsel/0123456789ab", "andres-program"]
        page.evaluate("(names) => Promise.all(names.map((name) => caches.open(name))).then(() => null)", earlier)
        visit(page, f"{address}om/")
        machine.wait_until(page, "async () => !(await caches.has('naeste-skridt-/0123456789ab'))")
        kept = page.evaluate(NAMES)
    server.shutdown()
    server.server_close()
    assert {below, *earlier[1:]} <= set(kept)
    assert len(kept) == 4


# --- what the worker takes for the site's own page ---------------------------------------------------------------------


def test_every_page_is_one_that_the_worker_takes_from_the_server(site: Path) -> None:
    """Else a correction would not reach those who have kept the site. The server's own error is not such a page."""
    marks = re.findall(
        r'\btext(?:\.trimEnd\(\))?\.(?:endsWith|includes)\("([^"]+)"\)', (site / "sw.js").read_text("utf-8")
    )
    assert marks == ["</html>", "data-rod="]
    refused = []
    for page in site.rglob("*.html"):
        text = page.read_text("utf-8")
        if not (text.rstrip().endswith(marks[0]) and marks[1] in text):
            refused.append(page.relative_to(site).as_posix())
    assert refused == ["500.html"]


def test_a_corrected_slide_reaches_the_reader_at_once(browser: Browser, site: Path, tmp_path: Path) -> None:
    copy = copied(site, tmp_path / "site")
    (copy / "procedurer").unlink()
    shutil.copytree(site / "procedurer", copy / "procedurer")
    slides = copy / "procedurer" / "underretning" / "projektor" / "index.html"
    running = Site(copy)
    with visitor(browser, running.address) as page:
        visit(page, "om/")
        slides.write_text(slides.read_text("utf-8").replace("</title>", " rettet</title>", 1), "utf-8")
        page.goto("procedurer/underretning/projektor/")
        expect(page).to_have_title(re.compile("rettet$"))
    running.stop()
