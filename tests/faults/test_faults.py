"""Every file of the guide is broken in every way: a person reaches the right outcome and is told within ten seconds what works.

Each case has met its fault (the server counts), and ends as it should: with the live guide where the file is not needed
for it, and else with the static pages, which say so.

All cases run beside each other in one browser. The page itself can only be helped on a second visit, by what the browser
has kept; a person's first visit to a page that does not come ends with the browser's own words.
"""

import asyncio
import threading
import time
from collections.abc import Callable, Coroutine
from dataclasses import dataclass
from pathlib import Path
from typing import Final

import pytest
from playwright.async_api import Browser, BrowserContext, Page, async_playwright

import browser as machine
from guide.load import load

from .server import ASSETS, FAULTS, NAMES, Server, spoiling

pytestmark = pytest.mark.browser
ROOT: Final = Path(__file__).resolve().parents[2]
GUIDE: Final = load().guide
CASE: Final = next(case for case in GUIDE.cases.values() if len(case.answers) >= 3)
AT_ONCE: Final = 5
TOLD_WITHIN: Final = 10.0  # seconds
KEPT_FOR_LATER: Final = "navigator.serviceWorker.ready.then(() => Boolean(navigator.serviceWorker.controller))"
PAINTED: Final = "performance.getEntriesByName('first-contentful-paint').length"
# What a person may be told in each end. That more comes soon is true only where it does.
TOLD: Final = {
    "live": ".ns-status:visible, #vejviser[data-guide-state='live']",
    "failed": "#vejviser [data-when='failed']:visible, #vejviser [data-when='slow']:visible",
    "static": "#vejviser [data-when='static']:visible, noscript .ns-status:visible",
}
ENDS_WITHIN: Final = 90.0  # seconds: five start Python beside each other, and silence is listened to for twenty


@dataclass(frozen=True)
class Result:
    """How one case went: what the guide ended as, when a person was told (seconds), what went wrong, and how often it met its fault."""

    name: str
    state: str
    told: float
    wrong: str = ""
    hits: int = 0


def end_of(case: str) -> str:
    """What the guide ends as.

    A policy that refuses one of the page's scripts refuses all, and so does a sandbox. Of the zip nobody asks the type.
    """
    asset = case.rpartition(".")[0]
    if case == "zip.type":
        return "live"
    if asset in {"wasm", "asm.js", "zip", "worker"} or case == "uden.webassembly":
        return "failed"
    if asset == "script" or case in {"tema.csp", "page.csp", "uden.javascript"}:
        return "static"
    return "live"


# ── Walking ───────────────────────────────────────────────────────────────────────────────────────────────────────────


async def told(page: Page, since: float, end: str = "live") -> float:
    """Seconds until the page says what works, painted on the screen: a style sheet that never comes leaves it white."""
    await page.locator(TOLD[end]).first.wait_for(timeout=TOLD_WITHIN * 1000)
    while not await page.evaluate(PAINTED) and time.monotonic() - since < TOLD_WITHIN:
        await asyncio.sleep(0.1)
    return time.monotonic() - since


async def press(page: Page, selector: str) -> None:
    """Press the answer where it stands; a page that is changing hands asks for a second press, as of a person."""
    await page.locator(selector).first.click(timeout=15_000)


async def walk_from(page: Page, first: int = 0) -> None:
    """Give the case's answers from number `first` and reach its outcome, whoever answers."""
    for question, option in CASE.answers[first:]:
        await page.locator(f'[data-node="{question}"]').first.wait_for(timeout=15_000)
        await press(page, f'[data-question="{question}"][data-option="{option}"]')
    await page.locator(f'article[data-outcome="{CASE.outcome}"]').first.wait_for(timeout=15_000)


async def whole_walk(page: Page) -> None:
    await press(page, f'[data-spor-valg="{CASE.spor}"]')
    await walk_from(page)


async def state_of(page: Page) -> str:
    mount = page.locator("#vejviser")
    return (await mount.get_attribute("data-guide-state") if await mount.count() else None) or "statiske sider"


async def ended(page: Page, end: str) -> str:
    """The state when it has become what it should, and when a moment has not changed it."""
    await page.locator(f'#vejviser[data-guide-state="{end}"]').wait_for(timeout=ENDS_WITHIN * 1000)
    await asyncio.sleep(0.5)
    return await state_of(page)


async def met(server: Server, case: str) -> None:
    """Until the spoiled file has been asked for."""
    async with asyncio.timeout(TOLD_WITHIN):
        while not server.hits[case]:
            await asyncio.sleep(0.05)


async def visit(page: Page, address: str) -> None:
    await page.goto(address, wait_until="commit", timeout=15_000)


# ── The cases ─────────────────────────────────────────────────────────────────────────────────────────────────────────


async def with_a_spoiled_file(context: BrowserContext, server: Server, case: str) -> tuple[str, float]:
    page = await context.new_page()
    if case.startswith("page.") and not case.endswith(".csp"):
        await keep_the_site(page, server, case)
    end = end_of(case)
    start = time.monotonic()
    await visit(page, f"http://127.0.0.1:{server.server_port}/{case}/vejviser/")
    seconds = await told(page, start, end)
    if case.rpartition(".")[0] in ASSETS:
        await met(server, case)
    if case.endswith(".stall") and end == "failed":  # nobody waits for what never comes
        await whole_walk(page)
        return await ended(page, end), seconds
    state = await ended(page, end)
    await whole_walk(page)
    return state, seconds


async def keep_the_site(page: Page, server: Server, case: str) -> None:
    """A visit from before the fault, until the browser has kept the site."""
    server.states[case] = "sound"
    await visit(page, f"http://127.0.0.1:{server.server_port}/{case}/om/")
    async with asyncio.timeout(60):
        while not await page.evaluate(KEPT_FOR_LATER):
            await asyncio.sleep(0.1)
    server.states[case] = ""


async def cut_in_the_middle_of_a_walk(context: BrowserContext, server: Server, case: str) -> tuple[str, float]:
    """The line goes before Python is there: the page stays and says so, and when it is back the answer is pressed again."""
    page = await context.new_page()
    start = time.monotonic()
    await visit(page, f"http://127.0.0.1:{server.server_port}/{case}/vejviser/")
    seconds = await told(page, start)
    await press(page, f'[data-spor-valg="{CASE.spor}"]')
    question, option = CASE.answers[0]
    await page.locator(f'[data-node="{question}"]').first.wait_for()
    server.states[case] = "gone"
    await press(page, f'[data-question="{question}"][data-option="{option}"]')
    await page.locator('[data-when="lost"]').wait_for(timeout=TOLD_WITHIN * 1000)
    server.states[case] = ""
    await walk_from(page)
    return await state_of(page), seconds


async def server_gone_after_load(context: BrowserContext, server: Server, case: str) -> tuple[str, float]:
    page = await context.new_page()
    start = time.monotonic()
    await visit(page, f"http://127.0.0.1:{server.server_port}/{case}/vejviser/")
    seconds = await told(page, start)
    await page.locator('#vejviser[data-guide-state="live"]').wait_for(timeout=60_000)
    server.states[case] = "gone"
    await whole_walk(page)
    return await state_of(page), seconds


async def plain(context: BrowserContext, server: Server, case: str) -> tuple[str, float]:
    return await with_a_spoiled_file(context, server, case)


async def in_a_foreign_frame(context: BrowserContext, server: Server, _case: str) -> tuple[str, float]:
    """Shown in another site's page, as on an intranet. The policy names that site; storage there is closed or apart."""
    page = await context.new_page()
    start = time.monotonic()
    await visit(page, f"http://localhost:{server.server_port}/intranet/")
    frame = page.frame_locator("iframe")
    await frame.locator(TOLD["live"]).first.wait_for(timeout=TOLD_WITHIN * 1000)
    seconds = time.monotonic() - start
    await frame.locator(f'[data-spor-valg="{CASE.spor}"]').click()
    for question, option in CASE.answers:
        await frame.locator(f'[data-question="{question}"][data-option="{option}"]').first.click()
    await frame.locator(f'article[data-outcome="{CASE.outcome}"]').wait_for()
    return (await frame.locator("#vejviser").get_attribute("data-guide-state") or ""), seconds


Scenario = Callable[[BrowserContext, Server, str], Coroutine[None, None, tuple[str, float]]]
CLOSED_STORAGE: Final = """
for (const name of ["localStorage", "sessionStorage", "indexedDB", "caches"]) {
  Object.defineProperty(window, name, { get() { throw new DOMException("closed", "SecurityError"); } });
}"""


def scenarios() -> dict[str, tuple[Scenario, dict[str, object], str]]:
    """Every case by its first part of the path: what happens, the context's choices, and a script that runs first."""
    quiet: dict[str, object] = {"service_workers": "block"}
    spoiled = {
        f"{asset}.{fault}": (with_a_spoiled_file, {} if asset == "page" else quiet, "")
        for asset in ASSETS
        for fault in FAULTS
    }
    return {
        **spoiled,
        "midt-i.linjen": (cut_in_the_middle_of_a_walk, quiet, ""),
        "serveren.vaek": (server_gone_after_load, quiet, ""),
        "uden.javascript": (plain, {"java_script_enabled": False}, ""),
        "lageret.lukket": (plain, {}, CLOSED_STORAGE),
        "fremmed.ramme": (in_a_foreign_frame, {}, ""),
    }


REFUSED: Final[dict[str, list[str]]] = {}


def listen(context: BrowserContext, case: str) -> None:
    """Hears whether the browser refuses something in any page of the case for the sake of the policy."""
    heard = REFUSED.setdefault(case, [])
    context.on("console", lambda line: heard.append(line.text) if "Content Security Policy" in line.text else None)


async def run_one(browser: Browser, server: Server, case: str, gate: asyncio.Semaphore) -> Result:
    scenario, choices, script = scenarios()[case]
    async with gate:
        context = await browser.new_context(**choices)  # type: ignore[arg-type]
        listen(context, case)
        if script:
            await context.add_init_script(script)
        try:
            state, seconds = await scenario(context, server, case)
            return Result(case, state, seconds, hits=server.hits[case])
        except Exception as error:
            return Result(case, "", -1, str(error).splitlines()[0])
        finally:
            await context.close()


async def run_all(executable: str, server: Server) -> list[Result]:
    gate = asyncio.Semaphore(AT_ONCE)
    async with async_playwright() as driver:
        browser = await driver.chromium.launch(executable_path=executable, args=machine.FLAGS)
        found = await asyncio.gather(*(run_one(browser, server, case, gate) for case in scenarios()))
        await browser.close()
        jitless = await driver.chromium.launch(
            executable_path=executable, args=[*machine.FLAGS, "--js-flags=--jitless"]
        )
        context = await jitless.new_context(service_workers="block")
        listen(context, "uden.webassembly")
        try:
            state, seconds = await plain(context, server, "uden.webassembly")
            found.append(Result("uden.webassembly", state, seconds))
        except Exception as error:
            found.append(Result("uden.webassembly", "", -1, str(error).splitlines()[0]))
        await jitless.close()
    return found


@pytest.fixture(scope="module")
def results() -> dict[str, Result]:
    """All cases, walked once. In a thread of its own, because the other browser tests hold this thread's event loop."""
    executable = machine.find()
    if executable is None:
        pytest.skip("Ingen Chromium, Chrome eller Edge: installer en, eller kør med --hurtig")
    found: list[Result] = []
    with spoiling(ROOT / "site") as server:
        thread = threading.Thread(target=lambda: found.extend(asyncio.run(run_all(str(executable), server))))
        thread.start()
        thread.join()
    (ROOT / ".build").mkdir(exist_ok=True)
    (ROOT / ".build" / "fejlproeve.md").write_text(table(found), "utf-8")
    print(table(found))
    return {each.name: each for each in found}


def table(found: list[Result]) -> str:
    """The table of faults: one row a file, one column a fault, and below it the other cases."""
    by_name = {each.name: each for each in found}
    head = f"| Fil | {' | '.join(NAMES[fault] for fault in FAULTS)} |\n|---|{'---|' * len(FAULTS)}\n"
    rows = "".join(
        f"| {asset} | {' | '.join(_cell(by_name[f'{asset}.{fault}']) for fault in FAULTS)} |\n" for asset in ASSETS
    )
    others = [each for each in found if each.name.rsplit(".", 1)[0] not in ASSETS]
    rest = "".join(f"| {each.name.replace('.', ' ')} | {_cell(each)} |\n" for each in others)
    return f"{head}{rows}\n| Andet | Sådan gik det |\n|---|---|\n{rest}"


def _cell(result: Result) -> str:
    return f"FEJL: {result.wrong}" if result.wrong else f"{result.state}, {result.told:.1f} s"


def test_every_fault_of_every_file_leads_to_the_right_outcome(results: dict[str, Result]) -> None:
    assert len(results) == len(ASSETS) * len(FAULTS) + 6
    assert {name: each.wrong for name, each in results.items() if each.wrong} == {}


def test_nothing_that_the_policy_forbids_is_tried_unless_the_policy_is_the_fault(results: dict[str, Result]) -> None:
    assert set(REFUSED) == set(results)
    assert {name: heard for name, heard in REFUSED.items() if heard and not name.endswith(".csp")} == {}
    assert any(REFUSED[f"{asset}.csp"] for asset in ASSETS), "der bliver ikke lyttet"


def test_a_person_is_told_within_ten_seconds(results: dict[str, Result]) -> None:
    assert {name: each.told for name, each in results.items() if not 0 <= each.told <= TOLD_WITHIN} == {}


def test_every_case_has_met_its_fault(results: dict[str, Result]) -> None:
    """Guards against a table in which all is well because the file was never asked for."""
    spoiled = [results[f"{asset}.{fault}"] for asset in ASSETS for fault in FAULTS]
    assert [each.name for each in spoiled if each.hits < 1] == []


def test_every_case_ends_with_what_still_can_work(results: dict[str, Result]) -> None:
    """The line that goes before Python is there is not among them: what it ends as depends on when it comes back."""
    ends = {name: each.state for name, each in results.items() if name not in {"midt-i.linjen", "fremmed.ramme"}}
    assert ends == {name: end_of(name) for name in ends}
