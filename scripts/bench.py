"""Measures what the live guide costs, side by side with the stock runtime in one real browser: start, answers, transfer.

Prints a table and writes `.build/bench.json`; ends with status 1 when a goal is missed. The start is measured three
times in turns, from the same server, with a warm cache and the same clock (from the navigation), so that a slow or busy
machine slows all alike: the guide's page as it is, the same page with the stock runtime in its place, and the stock
runtime on an empty page. The goal counts against the same page; the empty one is told as well, for it is the harder.
"""

import environment  # isort: skip - first, because it tells an old Python what to do

import ast
import json
import shutil
import statistics
import sys
import tempfile
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import asdict, dataclass
from pathlib import Path
from typing import TYPE_CHECKING

import browser
import build
import bundle
import runtime
import say
import serve
from guide.load import load

if TYPE_CHECKING:
    from playwright.sync_api import BrowserContext, Page

GOAL_START, GOAL_ANSWER, GOAL_TRANSFER = 0.40, 16.7, 0.70
ROUNDS = 9
_WALKED = 40
_WARM_UPS, _SETTLE = 2, 3000  # the browser writes its caches a little after the page is ready
STOCK = ("pyodide.js", "pyodide.asm.js", "pyodide.asm.wasm", "python_stdlib.zip", "pyodide-lock.json")
_EMPTY_PAGE = '<!doctype html><title>stock</title><script type="module" src="assets/guide/guide.js"></script>'
_STOCK_SHELL = """new Worker(new URL("../runtime/stock/bench.js", import.meta.url)).onmessage = ({ data }) => {
  window.error = data;
  performance.mark("stock:live");
};
"""
_STOCK_WORKER = """importScripts("pyodide.js");
loadPyodide({ indexURL: new URL("./", location.href).href })
  .then((python) => (python.runPython("import IMPORTS"), postMessage("")))
  .catch((error) => postMessage(String(error)));
"""
_WALKS = """async (walks) => {
  const slot = document.querySelector('#vejviser [data-slot="step"]');
  const press = async (selector) => {
    const changed = new Promise((resolve) => {
      new MutationObserver((_, observer) => (observer.disconnect(), resolve())).observe(slot, { childList: true });
    });
    const target = document.querySelector(selector);
    if (!target) throw new Error(`${selector} is not on the page`);
    const from = performance.now();
    target.click();
    await changed;
    slot.getBoundingClientRect();
    return performance.now() - from;
  };
  const pause = () => new Promise((resolve) => setTimeout(resolve, 60));
  const times = [];
  for (const { spor, answers } of walks) {
    await press(`[data-spor-valg="${spor}"]`);
    for (const [question, option] of answers) {
      await pause();
      times.push(await press(`[data-question="${question}"][data-option="${option}"]`));
    }
    await pause();
    await press("[data-clear]");
    await pause();
  }
  return times;
}"""


@dataclass(frozen=True)
class Result:
    """What was measured: milliseconds, bytes after brotli, and the shares. `bare` is the stock runtime on an empty page."""

    guide_ms: float
    stock_ms: float
    bare_ms: float
    start_share: float
    bare_share: float
    answers: int
    answer_ms: float
    answer_p95_ms: float
    stock_bytes: int
    guide_bytes: int
    transfer_share: float
    rounds: Mapping[str, list[float]]

    @property
    def missed(self) -> list[str]:
        """The goals that were not reached, in Danish."""
        goals = {
            f"start {self.start_share:.2f} (mål: højst {GOAL_START:.2f})": self.start_share <= GOAL_START,
            f"svar {self.answer_ms:.1f} ms (mål: højst {GOAL_ANSWER} ms)": self.answer_ms <= GOAL_ANSWER,
            f"overførsel {self.transfer_share:.2f} (mål: højst {GOAL_TRANSFER:.2f})": self.transfer_share
            <= GOAL_TRANSFER,
        }
        return [text for text, reached in goals.items() if not reached]


def measure(root: Path, site: Path, program: Path, rounds: int = ROUNDS) -> Result:
    """Everything that is measured, in one run of one browser."""
    from playwright.sync_api import sync_playwright  # noqa: PLC0415 - only there after environment.enter

    with tempfile.TemporaryDirectory() as scratch, sync_playwright() as playwright:
        stock, empty = stock_sites(root, site, Path(scratch))
        with serve.served(site) as ours, serve.served(stock) as theirs, serve.served(empty) as bare:
            chromium = playwright.chromium.launch(executable_path=str(program), args=browser.FLAGS)
            context = chromium.new_context()
            pages = {
                "guide": Start(f"{ours}vejviser/", "guide:live"),
                "stock": Start(f"{theirs}vejviser/", "stock:live"),
                "bare": Start(bare, "stock:live"),
            }
            starts = starting_times(context, pages, rounds)
            answers = answering_times(context, pages["guide"], root)
            chromium.close()
    return _result(starts, answers, weights(root, site))


def _result(starts: Mapping[str, list[float]], answers: list[float], weight: tuple[int, int]) -> Result:
    middle = {name: statistics.median(values) for name, values in starts.items()}
    return Result(
        guide_ms=round(middle["guide"], 1),
        stock_ms=round(middle["stock"], 1),
        bare_ms=round(middle["bare"], 1),
        start_share=round(middle["guide"] / middle["stock"], 4),
        bare_share=round(middle["guide"] / middle["bare"], 4),
        answers=len(answers),
        answer_ms=round(statistics.median(answers), 2),
        answer_p95_ms=round(statistics.quantiles(answers, n=20)[-1], 2),
        stock_bytes=weight[0],
        guide_bytes=weight[1],
        transfer_share=round(weight[1] / weight[0], 4),
        rounds={name: [round(value, 1) for value in values] for name, values in starts.items()},
    )


# ── The pages ─────────────────────────────────────────────────────────────────────────────────────────────────────────


@dataclass(frozen=True)
class Start:
    """A page to start, and the mark that it sets when Python is ready."""

    address: str
    mark: str


def stock_sites(root: Path, site: Path, folder: Path) -> tuple[Path, Path]:
    """Two sites with the stock runtime: the guide's page with a stock worker in its place, and an empty page."""
    stock, empty = folder / "stock", folder / "empty"
    shutil.copytree(site, stock, ignore=shutil.ignore_patterns("runtime"))
    empty.mkdir()
    (empty / "index.html").write_text(_EMPTY_PAGE, "utf-8")
    for place in (stock, empty):
        _put_stock(root, place / "assets")
    return stock, empty


def _put_stock(root: Path, assets: Path) -> None:
    """The stock runtime, a worker that imports what the guide imports of the library, and the script that starts it."""
    folder = assets / "runtime" / "stock"
    folder.mkdir(parents=True)
    for name in STOCK:
        shutil.copyfile(root / "node_modules" / "pyodide" / name, folder / name)
    (folder / "bench.js").write_text(_STOCK_WORKER.replace("IMPORTS", ", ".join(library_imports(root))), "utf-8")
    (assets / "guide").mkdir(exist_ok=True)
    (assets / "guide" / "guide.js").write_text(_STOCK_SHELL, "utf-8")


def library_imports(root: Path) -> list[str]:
    """The modules of the standard library that the guide's own modules import on the way to an answer."""
    found: set[str] = set()
    for source in bundle.guide_modules(root, own=False).values():
        for node in ast.parse(source).body:
            if isinstance(node, ast.Import):
                found |= {alias.name for alias in node.names}
            elif isinstance(node, ast.ImportFrom):
                found.add(str(node.module))
    return sorted(name for name in found if name.split(".")[0] not in {"guide", "__future__"})


# ── Measuring ─────────────────────────────────────────────────────────────────────────────────────────────────────────


def starting_times(context: "BrowserContext", pages: Mapping[str, Start], rounds: int) -> dict[str, list[float]]:
    """For each page, the milliseconds from the navigation to its mark, in rounds that take the pages in turn."""
    times: dict[str, list[float]] = {name: [] for name in pages}
    for turn in range(-_WARM_UPS, rounds):
        for name, start in pages.items():
            page = context.new_page()
            page.goto(start.address)
            value = _mark(page, start.mark)
            if turn < 0:
                page.wait_for_timeout(_SETTLE)
            else:
                times[name].append(value)
            page.close()
    return times


def _mark(page: "Page", mark: str) -> float:
    """The time of a mark. Stops when the page did not come so far."""
    try:
        browser.wait_until(page, "mark => performance.getEntriesByName(mark).length", mark, within=60)
    except TimeoutError:
        reason = page.evaluate("document.getElementById('vejviser')?.dataset.guideReason ?? ''")
        say.stop(
            f"Siden nåede ikke {mark} på et minut ({reason}).", "Prøv siden i en browser med python3 scripts/serve.py."
        )
    error = page.evaluate("window.error || ''")
    if error:
        say.stop(f"Pyodide uden ændringer kunne ikke måles: {error}", "Se fejlen ovenfor.")
    return float(page.evaluate("mark => performance.getEntriesByName(mark)[0].startTime", mark))


def answering_times(context: "BrowserContext", guide: Start, root: Path) -> list[float]:
    """Milliseconds from an answer to the next step on the page, for the answers of the first practice cases."""
    page = context.new_page()
    page.goto(guide.address)
    _mark(page, guide.mark)
    cases = list(load(root / "guide" / "data").guide.cases.values())[:_WALKED]
    walks = [{"spor": case.spor, "answers": case.answers} for case in cases]
    return [float(value) for value in page.evaluate(_WALKS, walks)]


def weights(root: Path, site: Path) -> tuple[int, int]:
    """Bytes on the wire with brotli at its best: the stock runtime, and everything that the live guide fetches."""
    package = root / "node_modules" / "pyodide"
    ours = [file for file in (site / "assets" / "runtime").rglob("*") if file.is_file()]
    ours.append(site / "assets" / "guide" / "guide.js")
    return _weight([package / name for name in STOCK]), _weight(ours)


def _weight(files: Sequence[Path]) -> int:
    import brotli  # noqa: PLC0415 - as above

    return sum(len(brotli.compress(file.read_bytes(), quality=11, lgwin=24)) for file in files)


# ── Telling it ────────────────────────────────────────────────────────────────────────────────────────────────────────


def table(result: Result) -> str:
    """The result as a table for a person."""
    start, carried = f"≤ {GOAL_START:.2f}", f"≤ {GOAL_TRANSFER:.2f}"
    rows = [
        ("", "Pyodide", "Vejviser", "Andel", "Mål"),
        (
            "Klar, samme side, ms",
            f"{result.stock_ms:.0f}",
            f"{result.guide_ms:.0f}",
            f"{result.start_share:.2f}",
            start,
        ),
        ("Klar, tom side, ms", f"{result.bare_ms:.0f}", f"{result.guide_ms:.0f}", f"{result.bare_share:.2f}", ""),
        ("Overført, kB", _kb(result.stock_bytes), _kb(result.guide_bytes), f"{result.transfer_share:.2f}", carried),
        ("Svar, ms (median)", "", f"{result.answer_ms:.1f}", "", f"≤ {GOAL_ANSWER}"),
        ("Svar, ms (95 %)", "", f"{result.answer_p95_ms:.1f}", "", ""),
    ]
    lines = [f"{row[0]:<22}" + "".join(f"{cell:>10}" for cell in row[1:]) for row in rows]
    rounds = len(result.rounds["guide"])
    lines.append(f"Median af {rounds} runder med varm cache; {result.answers} svar. Overført: brotli 11.")
    return "\n".join(lines)


def _kb(count: int) -> str:
    return f"{count / 1000:.0f}"


def main() -> int:
    """Measure from the command line."""
    parser = say.Arguments(
        prog="bench.py", description="Måler vejviserens start, svar og vægt mod Pyodide uden ændringer."
    )
    parser.add_argument("--json", action="store_true", help="skriv kun JSON")
    parser.add_argument("--runder", type=int, default=ROUNDS, help=f"antal runder ({ROUNDS}, når intet er valgt)")
    chosen = parser.parse_args()
    environment.enter({"site", "test"})
    root = environment.ROOT
    with _quiet(chosen.json):
        runtime.ensure(root)
        result = measure(root, build.build(), browser.ensure(), max(chosen.runder, 3))
    text = json.dumps({**asdict(result), "missed": result.missed}, ensure_ascii=False, indent=1)
    (root / ".build" / "bench.json").write_text(text + "\n", "utf-8")
    print(text if chosen.json else f"\n{table(result)}\n\n{text}")
    if result.missed and not chosen.json:
        say.line("Mål, der ikke er nået: " + "; ".join(result.missed) + ".")
    return 1 if result.missed else 0


@contextmanager
def _quiet(on: bool) -> Iterator[None]:
    """Send the build's progress to the error output, so that only the JSON is on the ordinary one."""
    ordinary = sys.stdout
    sys.stdout = sys.stderr if on else ordinary
    try:
        yield
    finally:
        sys.stdout = ordinary


if __name__ == "__main__":
    say.guarded(main)
