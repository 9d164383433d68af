"""Measures what the site costs a web server: answers a second at the machine's limit, and what a visit costs.

nginx runs with the shipped configuration on this machine, asked by wrk (a load generator, Debian's) and then by Chromium.
Nothing leaves the machine. Prints two tables in Markdown, for docs/om/skala.md; ends with status 1 when a goal is missed.
"""

import environment  # isort: skip - first, because it tells an old Python what to do

import os
import statistics
import tempfile
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from typing import Final

import browser
import build
import commands
import package
import programs
import real_servers
import say
import visits
from guide.load import load

SECONDS, ROUNDS, CONNECTIONS = 10, 3, 64
GOAL_FIRST, GOAL_REPEAT, GOAL_REQUESTS, GOAL_SHARE = 250_000, 30_000, 12, 0.65
_NEEDED: Final = {"nginx": "nginx-light og libnginx-mod-http-brotli-static", "wrk": "wrk"}
# What wrk prints when it is done: answers, microseconds, bytes, the slowest of 99 in 100 (microseconds), errors.
_TELL: Final = """done = function(summary, latency)
  local e = summary.errors
  io.write(string.format("maalt %d %d %d %d %d\\n", summary.requests, summary.duration, summary.bytes,
    latency:percentile(99), e.connect + e.read + e.write + e.status + e.timeout))
end
"""


@dataclass(frozen=True)
class Round:
    """One round of load on one file."""

    a_second: float
    bytes_a_second: float
    slowest: float
    errors: int


@dataclass(frozen=True)
class Loaded:
    """A file under load: the middle of the rounds, and all errors. `slowest` is what 99 in 100 answers stay below (ms)."""

    what: str
    answer: int
    rounds: tuple[Round, ...]

    @property
    def a_second(self) -> float:
        """Answers a second."""
        return statistics.median(each.a_second for each in self.rounds)

    @property
    def bytes_a_second(self) -> float:
        """Bytes a second."""
        return statistics.median(each.bytes_a_second for each in self.rounds)

    @property
    def slowest(self) -> float:
        """Milliseconds."""
        return statistics.median(each.slowest for each in self.rounds)

    @property
    def errors(self) -> int:
        """Of all rounds together."""
        return sum(each.errors for each in self.rounds)


def files_under_load(site: Path) -> dict[str, str]:
    """The addresses that are asked for, by what they are: a page, a question of the guide, and its largest file."""
    spor = next(iter(load(environment.ROOT / "guide" / "data").guide.spor.values()))
    wasm = next((site / "assets" / "runtime").rglob("*.wasm"))
    return {
        "Side i håndbogen": visits.HANDBOOK,
        "Spørgsmål i vejviseren": f"{visits.GUIDE}{spor.id}/{spor.first}/",
        "Pythons største fil": wasm.relative_to(site).as_posix(),
    }


def under_load(site: Path, scratch: Path, seconds: int, rounds: int) -> Iterator[Loaded]:
    """Each file asked for as fast as the machine can, in rounds."""
    script = scratch / "maalt.lua"
    script.write_text(_TELL, "utf-8")
    folder = scratch / "nginx"
    folder.mkdir()
    with real_servers.nginx(site, folder, real_servers.Choice(workers="auto")) as base:
        for what, path in files_under_load(site).items():
            say.line(f"Belaster: {what} …")
            made = tuple(_round(base + path, script, seconds) for _ in range(rounds))
            yield Loaded(what, round(made[0].bytes_a_second / made[0].a_second), made)


def _round(address: str, script: Path, seconds: int) -> Round:
    options = [f"--duration={seconds}s", f"--connections={CONNECTIONS}", "--threads=1", "--latency", "--timeout=10s"]
    asks = ["--header", "Accept-Encoding: br, gzip", "--script", str(script)]
    _, said = commands.run([str(programs.find("wrk")), *options, *asks, address])
    line = next((line for line in said.splitlines() if line.startswith("maalt ")), "")
    if not line:
        say.stop(f"wrk kunne ikke måle:\n{said[-500:]}", "Prøv igen, når maskinen ikke laver andet.")
    answers, took, sent, slowest, errors = (int(number) for number in line.split()[1:])
    return Round(answers * 1e6 / took, sent * 1e6 / took, slowest / 1000, errors)


def unpacked(site: Path, folder: Path) -> Path:
    """The package's site in a folder, compressed as in the real package."""
    for name, content in package.contents(environment.ROOT, site, package.Delivery()).items():
        if name.startswith("site/"):
            (folder / name).parent.mkdir(parents=True, exist_ok=True)
            (folder / name).write_bytes(content)
    return folder / "site"


def visited(site: Path, scratch: Path, program: Path) -> visits.Visits:
    """All visits in one run of Chromium."""
    from playwright.sync_api import sync_playwright  # noqa: PLC0415 - only there after environment.enter

    folder = scratch / "besoeg"
    folder.mkdir()
    log = folder / "spurgt"
    with real_servers.nginx(site, folder, real_servers.Choice(log=log)) as base, sync_playwright() as playwright:
        chromium = playwright.chromium.launch(executable_path=str(program), args=browser.FLAGS)
        found = visits.measure(chromium, base, log)
        chromium.close()
    return found


# ── Telling it ────────────────────────────────────────────────────────────────────────────────────────────────────────


def number(value: float, digits: int = 2) -> str:
    """A number as Danes write it, with so many digits that mean something: 12.000, 340, 5,6."""
    if value == 0:
        return "0"
    places = digits - len(str(int(abs(value)))) if abs(value) >= 1 else digits
    shown = f"{round(value, places):,.{max(places, 0)}f}"
    return shown.translate(str.maketrans(",.", ".,"))


def load_table(rows: Sequence[Loaded]) -> str:
    """The server at its limit."""
    lines = ["| Fil | kB i et svar | Svar i sekundet | 99 af 100 svar inden | MB i sekundet | Fejl |"]
    lines += ["|---|---|---|---|---|---|"]
    lines += [
        f"| {row.what} | {number(row.answer / 1000)} | {number(row.a_second)} | {number(row.slowest)} ms"
        f" | {number(row.bytes_a_second / 1e6)} | {row.errors} |"
        for row in rows
    ]
    return "\n".join(lines)


def visit_table(found: visits.Visits) -> str:
    """What visits cost."""
    rows = {
        "Første besøg på en side": found.first,
        "Samme side igen": found.repeat,
        "En anden side bagefter": found.another,
        "Første besøg i vejviseren, til den kører fuldt": found.guide_without_keeping,
        "Bagefter, én gang: resten af siden, så den virker uden server": found.guide.only(
            lambda path: path not in {each.path for each in found.guide_without_keeping.requests}
        ),
        "Det samme efter et første besøg på en side": found.kept,
    }
    lines = ["| Besøg | Spørgsmål til serveren | kB |", "|---|---|---|"]
    lines += [f"| {what} | {cost.count} | {number(cost.sent / 1000)} |" for what, cost in rows.items()]
    return "\n".join(lines)


def missed(rows: Sequence[Loaded], found: visits.Visits, stock: int) -> list[str]:
    """The goals that were not reached, in Danish."""
    goals = {
        f"første besøg {found.first.sent} bytes (mål: højst {GOAL_FIRST})": found.first.sent <= GOAL_FIRST,
        f"samme side igen {found.repeat.sent} bytes (mål: højst {GOAL_REPEAT})": found.repeat.sent <= GOAL_REPEAT,
        f"vejviseren {found.guide.count} spørgsmål (mål: højst {GOAL_REQUESTS})": found.guide.count <= GOAL_REQUESTS,
        f"vejviseren {found.live.sent / stock:.3f} af Pyodide (mål: højst {GOAL_SHARE})": found.live.sent
        <= GOAL_SHARE * stock,
        f"{sum(row.errors for row in rows)} fejl under belastning (mål: 0)": not any(row.errors for row in rows),
    }
    return [text for text, reached in goals.items() if not reached]


def machine() -> str:
    """What it was measured on, in one line."""
    _, said = commands.run([str(programs.find("nginx")), "-v"])
    return (
        f"Målt den {date.today():%-d.%-m.%Y} på en maskine med {os.cpu_count()} kerner, "  # noqa: DTZ011 - here and now
        f"som kørte både {said.rsplit(' ', 1)[-1]} og belastningen."
    )


def main() -> int:
    """Measure from the command line."""
    parser = say.Arguments(
        prog="load.py", description="Måler, hvad siden koster en webserver, og hvad et besøg koster."
    )
    parser.add_argument("--sekunder", type=int, default=SECONDS, help=f"hvor længe hver runde varer ({SECONDS})")
    parser.add_argument("--runder", type=int, default=ROUNDS, help=f"hvor mange runder der er ({ROUNDS})")
    chosen = parser.parse_args()
    for name, packages in _NEEDED.items():
        if not programs.find(name):
            say.stop(f"{name} er ikke installeret.", f"På Debian: `apt install {packages}` som administrator.")
    environment.enter({"site", "test", "package"})
    site = build.build()
    say.line("Pakker og komprimerer. Første gang tager det et par minutter …")
    with tempfile.TemporaryDirectory() as name:
        scratch = Path(name)
        scratch.chmod(0o755)
        shown = unpacked(site, scratch)
        rows = list(under_load(shown, scratch, max(chosen.sekunder, 1), max(chosen.runder, 1)))
        say.line("Besøger siden …")
        found = visited(shown, scratch, browser.ensure())
    stock = visits.stock_bytes(environment.ROOT)
    share = f"Den levende vejviser fylder {number(found.live.sent / stock)} af Pyodide uden ændringer."
    print(f"\n{machine()}\n\n{load_table(rows)}\n\n{visit_table(found)}\n\n{share}")
    short = missed(rows, found, stock)
    if short:
        say.line("Mål, der ikke er nået: " + "; ".join(short) + ".")
    return 1 if short else 0


if __name__ == "__main__":
    say.guarded(main)
