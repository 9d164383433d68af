"""What a visit costs the server: how many questions and how many bytes, in a real browser with nothing remembered.

The server's own log is the measure. It has everything that went over the wire, headers included, whoever in the browser
asked: the page, the guide's worker or the service worker. The log is one of `real_servers`.
"""

import time
from collections.abc import Callable, Iterable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

import bench
import browser as machine
import package

if TYPE_CHECKING:
    from playwright.sync_api import Browser, BrowserContext, Page

HANDBOOK = "procedurer/underretning/"
ANOTHER = "procedurer/observation/"
GUIDE = "vejviser/"
_LIVE = '#vejviser[data-guide-state="live"]'
_KEPT = "async () => { await navigator.serviceWorker.ready; return Boolean(navigator.serviceWorker.controller); }"
_RUNTIME = "/assets/runtime/"
_OFFLINE = ("/sw.js", "/assets/offline/")
_QUIET = 1.0  # seconds without a new line in the log
_WITHIN = 120_000  # milliseconds


@dataclass(frozen=True)
class Request:
    """One line of the log: what was answered, how many bytes were sent, and which file."""

    status: int
    sent: int
    path: str


@dataclass(frozen=True)
class Cost:
    """What a visit asked for."""

    requests: tuple[Request, ...]

    @property
    def count(self) -> int:
        """How many questions."""
        return len(self.requests)

    @property
    def sent(self) -> int:
        """How many bytes."""
        return sum(each.sent for each in self.requests)

    def only(self, wanted: Callable[[str], bool]) -> "Cost":
        """The part whose paths are wanted."""
        return Cost(tuple(each for each in self.requests if wanted(each.path)))


@dataclass(frozen=True)
class Visits:
    """Visits of the handbook, and one of the guide.

    The first of a page; what the browser fetches after it to work without a server; the same page again; another page;
    and the first of the guide until it is live and kept.
    """

    first: Cost
    kept: Cost
    repeat: Cost
    another: Cost
    guide: Cost

    @property
    def guide_without_keeping(self) -> Cost:
        """The guide until it is live."""
        return self.guide.only(lambda path: not path.startswith(_OFFLINE))

    @property
    def live(self) -> Cost:
        """What the live guide adds to a page: the runtime and the shell's script."""
        return self.guide.only(lambda path: path.startswith(_RUNTIME) or path.endswith("/guide.js"))


def measure(browser: "Browser", base: str, log: Path) -> Visits:
    """All visits. In: a browser, the address of the packaged site at a server's root, and that server's log."""
    read = _Log(log)
    with _visitor(browser) as context:
        _go(context, base + HANDBOOK, _keeps)
        whole = read.new()
        first = whole.only(lambda path: not path.startswith((*_OFFLINE, _RUNTIME)))
        _go(context, base + HANDBOOK)
        repeat = read.new()
        _go(context, base + ANOTHER)
        another = read.new()
    with _visitor(browser) as context:
        _go(context, base + GUIDE, _is_live, _keeps)
        guide = read.new()
    return Visits(first, whole.only(lambda path: path.startswith((*_OFFLINE, _RUNTIME))), repeat, another, guide)


@contextmanager
def _visitor(browser: "Browser") -> Iterator["BrowserContext"]:
    context = browser.new_context(service_workers="allow")
    yield context
    context.close()


def _go(context: "BrowserContext", address: str, *until: Callable[["Page"], object]) -> None:
    page = context.new_page()
    page.goto(address, wait_until="networkidle", timeout=_WITHIN)
    for wait in until:
        wait(page)
    page.wait_for_timeout(_QUIET * 1000)
    page.close()


def _keeps(page: "Page") -> None:
    machine.wait_until(page, _KEPT, within=_WITHIN / 1000)


def _is_live(page: "Page") -> None:
    page.wait_for_selector(_LIVE, timeout=_WITHIN)


class _Log:
    """Reads what has come since it was read last, when nothing more comes."""

    def __init__(self, file: Path) -> None:
        self._file = file
        self._seen = 0

    def new(self) -> Cost:
        lines = self._lines()
        while True:
            time.sleep(_QUIET)
            later = self._lines()
            if later == lines:
                break
            lines = later
        new, self._seen = lines[self._seen :], len(lines)
        return Cost(tuple(_request(line) for line in new))

    def _lines(self) -> list[str]:
        return self._file.read_text("utf-8").splitlines()


def _request(line: str) -> Request:
    status, sent, path = line.split(" ", 2)
    return Request(int(status), int(sent), path)


def stock_bytes(root: Path, quality: int = 11) -> int:
    """What Pyodide as its makers ship it would send: its files, compressed in the same way."""
    folder = root / "node_modules" / "pyodide"
    files = {name: (folder / name).read_bytes() for name in bench.STOCK}
    packed = package.compressed(files, root, quality)
    return sum(_least(name, content, packed) for name, content in files.items())


def _least(name: str, content: bytes, packed: dict[str, bytes]) -> int:
    return min(len(content), len(packed.get(f"{name}.br", content)))


def named(requests: Iterable[Request]) -> str:
    """The requests as lines for whoever looks for the cause."""
    return "\n".join(f"{each.status} {each.sent:>9} {each.path}" for each in requests)
