"""Measures what the live guide costs, side by side with the stock runtime in one real browser: start, answers, transfer.

Prints a table and writes `.build/bench.json`; ends with status 1 when a goal is missed. Both pages are measured with
the same clock (from the start of the navigation), from the same server and with a warm cache, in turns, so that a slow
or busy machine slows both alike. The stock page has nothing on it but a worker; the guide's is the whole page.
"""

import environment  # isort: skip - first, because it tells an old Python what to do

import ast
import json
import shutil
import statistics
import sys
import tempfile
import threading
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
_WARM_UPS, _SETTLE = 2, 3000  # the browser writes its caches a little after the page is ready
_STOCK = ("pyodide.js", "pyodide.asm.js", "pyodide.asm.wasm", "python_stdlib.zip", "pyodide-lock.json")
_FLAGS = ["--no-sandbox", "--disable-gpu", "--disable-background-networking", "--no-first-run"]
_STOCK_PAGE = """<!doctype html><title>stock</title><script>
new Worker("assets/runtime/stock/bench.js").onmessage = ({ data }) => {
  window.error = data;
  performance.mark("stock:live");
};
</script>"""
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
    """What was measured: milliseconds, bytes after brotli, and the two shares that have goals."""

    stock_ms: float
    guide_ms: float
    start_share: float
    answers: int
    answer_ms: float
    answer_p95_ms: float
    stock_bytes: int
    guide_bytes: int
    transfer_share: float
    rounds: int
    stock_rounds: tuple[float, ...]
    guide_rounds: tuple[float, ...]

    @property
    def missed(self) -> list[str]:
        """The goals that were not reached, in Danish."""
        goals = {
            f"start {self.start_share:.2f} (mål: højst {GOAL_START:.2f})": self.start_share <= GOAL_START,
            f"svar {self.answer_ms:.1f} ms (mål: højst {GOAL_ANSWER} ms)": self.answer_ms <= GOAL_ANSWER,
            f"overførsel {self.transfer_share:.2f} (mål: højst {GOAL_TRANSFER:.2f})": self.transfer_share <= GOAL_TRANSFER,
        }
        return [text for text, reached in goals.items() if not reached]


def measure(root: Path, site: Path, program: Path, rounds: int = ROUNDS) -> Result:
    """Everything that is measured, in one run of one browser."""
    from playwright.sync_api import sync_playwright  # noqa: PLC0415 - only there after environment.enter

    with tempfile.TemporaryDirectory() as scratch, served(stock_site(root, Path(scratch))) as stock, served(site) as ours:
        with sync_playwright() as playwright:
            chromium = playwright.chromium.launch(executable_path=str(program), args=_FLAGS)
            context = chromium.new_context()
            starts = starting_times(context, {"stock:live": stock, "guide:live": f"{ours}vejviser/"}, rounds)
            answers = answering_times(context, f"{ours}vejviser/", root)
            chromium.close()
    return _result(starts["stock:live"], starts["guide:live"], answers, weights(root, site))


def _result(stock: list[float], guide: list[float], answers: list[float], weight: tuple[int, int]) -> Result:
    stock_ms, guide_ms = statistics.median(stock), statistics.median(guide)
    return Result(
        stock_ms=round(stock_ms, 1),
        guide_ms=round(guide_ms, 1),
        start_share=round(guide_ms / stock_ms, 4),
        answers=len(answers),
        answer_ms=round(statistics.median(answers), 2),
        answer_p95_ms=round(statistics.quantiles(answers, n=20)[-1], 2),
        stock_bytes=weight[0],
        guide_bytes=weight[1],
        transfer_share=round(weight[1] / weight[0], 4),
        rounds=len(guide),
        stock_rounds=tuple(round(value, 1) for value in stock),
        guide_rounds=tuple(round(value, 1) for value in guide),
    )


# ── The two pages ─────────────────────────────────────────────────────────────────────────────────────────────────────


def stock_site(root: Path, folder: Path) -> Path:
    """A site with the stock runtime, and a worker that imports what the guide imports of the standard library."""
    runtime_folder = folder / "assets" / "runtime" / "stock"
    runtime_folder.mkdir(parents=True)
    for name in _STOCK:
        shutil.copyfile(root / "node_modules" / "pyodide" / name, runtime_folder / name)
    imports = ", ".join(library_imports(root / "guide"))
    (runtime_folder / "bench.js").write_text(_STOCK_WORKER.replace("IMPORTS", imports), "utf-8")
    (folder / "index.html").write_text(_STOCK_PAGE, "utf-8")
    return folder


def library_imports(guide: Path) -> list[str]:
    """The modules of the standard library that the guide's modules in the browser import."""
    found: set[str] = set()
    for name in bundle.guide_modules(guide):
        for node in ast.parse((guide / f"{name}.py").read_text("utf-8")).body:
            if isinstance(node, ast.Import):
                found |= {alias.name for alias in node.names}
            elif isinstance(node, ast.ImportFrom):
                found.add(str(node.module))
    return sorted(name for name in found if name.split(".")[0] not in {"guide", "__future__"})


@contextmanager
def served(site: Path) -> Iterator[str]:
    """The address of a folder while it is served, with the headers that the project's own server sends."""
    server = serve.reserve("127.0.0.1", 0, site)
    server.server_activate()
    thread = threading.Thread(target=server.serve_forever, daemon=True)
    thread.start()
    try:
        yield f"http://127.0.0.1:{server.server_address[1]}/"
    finally:
        server.shutdown()
        server.server_close()
        thread.join()


# ── Measuring ─────────────────────────────────────────────────────────────────────────────────────────────────────────


def starting_times(context: "BrowserContext", pages: Mapping[str, str], rounds: int) -> dict[str, list[float]]:
    """For each mark, the milliseconds from the navigation to the mark, in rounds that take the pages in turn."""
    times: dict[str, list[float]] = {mark: [] for mark in pages}
    for turn in range(-_WARM_UPS, rounds):
        for mark, address in pages.items():
            page = context.new_page()
            page.goto(address)
            value = _mark(page, mark)
            if turn < 0:
                page.wait_for_timeout(_SETTLE)
            else:
                times[mark].append(value)
            page.close()
    return times


def _mark(page: "Page", mark: str) -> float:
    """The time of a mark. Stops when the page did not come so far."""
    from playwright.sync_api import TimeoutError as TooSlow  # noqa: PLC0415 - as above

    try:
        page.wait_for_function("mark => performance.getEntriesByName(mark).length", arg=mark, timeout=60_000)
    except TooSlow:
        reason = page.evaluate("document.getElementById('vejviser')?.dataset.guideReason ?? ''")
        say.stop(f"Siden nåede ikke {mark} på et minut ({reason}).", "Prøv siden i en browser med python3 scripts/serve.py.")
    error = page.evaluate("window.error || ''")
    if error:
        say.stop(f"Pyodide uden ændringer kunne ikke måles: {error}", "Se fejlen ovenfor.")
    return float(page.evaluate("mark => performance.getEntriesByName(mark)[0].startTime", mark))


def answering_times(context: "BrowserContext", address: str, root: Path) -> list[float]:
    """Milliseconds from an answer to the next step on the page, for every answer of every practice case."""
    page = context.new_page()
    page.goto(address)
    _mark(page, "guide:live")
    cases = load(root / "guide" / "data").guide.cases.values()
    walks = [{"spor": case.spor, "answers": case.answers} for case in cases]
    return [float(value) for value in page.evaluate(_WALKS, walks)]


def weights(root: Path, site: Path) -> tuple[int, int]:
    """Bytes on the wire with brotli at its best: the stock runtime, and everything that the live guide fetches."""
    package = root / "node_modules" / "pyodide"
    ours = [file for file in (site / "assets" / "runtime").rglob("*") if file.is_file()]
    ours.append(site / "assets" / "guide" / "guide.js")
    return _weight([package / name for name in _STOCK]), _weight(ours)


def _weight(files: Sequence[Path]) -> int:
    import brotli  # noqa: PLC0415 - as above

    return sum(len(brotli.compress(file.read_bytes(), quality=11, lgwin=24)) for file in files)


# ── Telling it ────────────────────────────────────────────────────────────────────────────────────────────────────────


def table(result: Result) -> str:
    """The result as a table for a person."""
    rows = [
        ("", "Pyodide", "Vejviser", "Andel", "Mål"),
        ("Klar, ms", f"{result.stock_ms:.0f}", f"{result.guide_ms:.0f}", f"{result.start_share:.2f}", f"≤ {GOAL_START:.2f}"),
        ("Overført, kB", _kb(result.stock_bytes), _kb(result.guide_bytes), f"{result.transfer_share:.2f}", f"≤ {GOAL_TRANSFER:.2f}"),
        ("Svar, ms (median)", "", f"{result.answer_ms:.1f}", "", f"≤ {GOAL_ANSWER}"),
        ("Svar, ms (95 %)", "", f"{result.answer_p95_ms:.1f}", "", ""),
    ]
    lines = [f"{row[0]:<18}" + "".join(f"{cell:>10}" for cell in row[1:]) for row in rows]
    lines.append(f"Median af {result.rounds} runder med varm cache; {result.answers} svar. Overført: brotli 11.")
    return "\n".join(lines)


def _kb(count: int) -> str:
    return f"{count / 1000:.0f}"


def main() -> int:
    """Measure from the command line."""
    parser = say.Arguments(prog="bench.py", description="Måler vejviserens start, svar og vægt mod Pyodide uden ændringer.")
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
    sys.exit(main())
