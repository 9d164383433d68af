"""Starts a browser as Debian has it, with a home of its own, so that all that it writes is known; and ends it for sure."""

import os
import signal
import socket
import subprocess
import time
from collections.abc import Callable, Iterator, Mapping
from contextlib import ExitStack, contextmanager, suppress
from dataclasses import dataclass
from pathlib import Path
from typing import Final

import pytest
from selenium.common.exceptions import WebDriverException
from selenium.webdriver import ChromeOptions, FirefoxOptions, Remote
from selenium.webdriver.common.options import ArgOptions
from selenium.webdriver.common.proxy import Proxy, ProxyType
from selenium.webdriver.remote.client_config import ClientConfig
from selenium.webdriver.remote.command import Command
from selenium.webdriver.remote.remote_connection import RemoteConnection
from selenium.webdriver.webkitgtk.options import Options as WebKitOptions
from urllib3.exceptions import HTTPError

import browser
import programs

from .marionette import Marionette

PATIENCE: Final = 90  # seconds for one command, on a machine with much else to do
_MINI_BROWSER: Final = next(name for name in programs.BROWSERS if name.endswith("MiniBrowser"))
_DIRECT: Final = Proxy(raw={"proxyType": ProxyType.DIRECT})


@dataclass(frozen=True)
class Engine:
    """A running browser. `home` is where it writes, `downloads` where files go, `log` what it says itself."""

    name: str
    driver: Remote
    home: Path
    downloads: Path
    log: Path

    def console(self) -> str:
        """The lines of the console, as far as the browser gives them: WebKitGTK gives none to a driver."""
        lines = self.driver.execute(Command.GET_LOG, {"type": "browser"})["value"] if self.name == "chromium" else ()
        return "\n".join([self.log.read_text("utf-8", "replace"), *(line["message"] for line in lines)])


@dataclass(frozen=True)
class _Setting:
    """Where a browser is started: its folders, its environment, and what it must do `without`."""

    home: Path
    downloads: Path
    log: Path
    environ: Mapping[str, str]
    without: str


@contextmanager
def launched(name: str, folder: Path, without: str = "") -> Iterator[Engine]:
    """A browser of the kind, writing below `folder`; afterwards it is closed as a person does, and what is left, ended.

    It may be `without` "javascript" or "webassembly".
    """
    home, downloads, log = folder / "hjem", folder / "hentet", folder / "log.txt"
    home.mkdir()
    downloads.mkdir()
    setting = _Setting(home, downloads, log, _environment(home, downloads), without)
    with ExitStack() as everything:
        yield Engine(name, _STARTS[name](everything, setting), home, downloads, log)


def _environment(home: Path, downloads: Path) -> dict[str, str]:
    config = home / "config"
    config.mkdir()
    (config / "user-dirs.dirs").write_text(f'XDG_DOWNLOAD_DIR="{downloads}"\n', "utf-8")
    own = {"HOME": home, "XDG_CONFIG_HOME": config, "XDG_CACHE_HOME": home / "cache", "XDG_DATA_HOME": home / "data"}
    return {**os.environ, **{key: str(value) for key, value in own.items()}}


def _chromium(everything: ExitStack, at: _Setting) -> Remote:
    options = ChromeOptions()
    options.binary_location = _program("chromium")
    jitless = ["--js-flags=--jitless"] if at.without == "webassembly" else []
    for flag in ["--headless=new", *browser.FLAGS, *jitless, f"--user-data-dir={at.home / 'profil'}"]:
        options.add_argument(flag)
    settings: dict[str, object] = {"download.default_directory": str(at.downloads)}
    if at.without == "javascript":
        settings["profile.managed_default_content_settings.javascript"] = 2
    options.add_experimental_option("prefs", settings)
    options.set_capability("goog:loggingPrefs", {"browser": "ALL"})
    return _driven(everything, [_program("chromedriver")], at.environ, at.log, options)


def _webkit(everything: ExitStack, at: _Setting) -> Remote:
    options = WebKitOptions()
    options.binary_location = _program(_MINI_BROWSER)
    options.add_argument("--automation")
    if at.without == "javascript":
        options.add_argument("--enable-javascript=false")
    off = {"JSC_useWasm": "0"} if at.without == "webassembly" else {}
    environ = {**at.environ, **off, "DISPLAY": _screen(everything, at.log)}
    return _driven(everything, [_program("WebKitWebDriver")], environ, at.log, options)


def _firefox(everything: ExitStack, at: _Setting) -> Remote:
    profile = at.home / "profil"
    profile.mkdir()
    settings = {
        "marionette.port": 0,  # one that is free
        "remote.prefs.recommended": False,  # they keep much from being written; here it is to be as with people
        "devtools.console.stdout.content": True,
        "browser.download.folderList": 2,
        "browser.download.dir": str(at.downloads),
        "browser.shell.checkDefaultBrowser": False,
        "datareporting.policy.dataSubmissionEnabled": False,
        "app.normandy.enabled": False,
        "browser.aboutwelcome.enabled": False,
        "network.captive-portal-service.enabled": False,
        "network.connectivity-service.enabled": False,
        "javascript.enabled": at.without != "javascript",
        "javascript.options.wasm": at.without != "webassembly",
    }
    lines = (f'user_pref("{name}", {_in_javascript(value)});\n' for name, value in settings.items())
    (profile / "user.js").write_text("".join(lines), "utf-8")
    command = [_program("firefox-esr"), "--headless", "--marionette", "--no-remote", "--profile", str(profile)]
    process = everything.enter_context(_process(command, at.environ, at.log))
    port = profile / "MarionetteActivePort"
    _wait(lambda: port.is_file() and port.read_text(), process, at.log)
    connection = Marionette(int(port.read_text()), PATIENCE)
    everything.callback(connection.close)
    driver = Remote(command_executor=connection, options=FirefoxOptions())
    everything.callback(_close, driver, process)
    return driver


_STARTS: Final[Mapping[str, Callable[[ExitStack, _Setting], Remote]]] = {
    "chromium": _chromium,
    "firefox": _firefox,
    "webkit": _webkit,
}
NAMES: Final = tuple(_STARTS)


def _in_javascript(value: object) -> str:
    return f'"{value}"' if isinstance(value, str) else str(value).lower()


def _program(name: str) -> str:
    found = programs.find(name)
    if found is None:
        pytest.skip(
            f"{name.rsplit('/', 1)[-1]} er ikke installeret her (på Debian: apt install {programs.BROWSERS[name]})"
        )
    return str(found)


def _driven(
    everything: ExitStack, command: list[str], environ: Mapping[str, str], log: Path, options: ArgOptions
) -> Remote:
    """A browser that a driver program starts and passes commands to."""
    port = _free_port()
    process = everything.enter_context(_process([*command, f"--port={port}"], environ, log))
    _wait(lambda: _listens(port), process, log)
    config = ClientConfig(f"http://127.0.0.1:{port}", proxy=_DIRECT, timeout=PATIENCE)
    driver = Remote(command_executor=RemoteConnection(client_config=config), options=options)
    everything.callback(_close, driver)
    return driver


def _close(driver: Remote, process: subprocess.Popen[bytes] | None = None) -> None:
    """Close the browser in order, so that it writes what it writes; what goes wrong here is ended by `_process`."""
    with suppress(WebDriverException, HTTPError, OSError):
        driver.quit()
    if process:
        process.wait(60)


def _screen(everything: ExitStack, log: Path) -> str:
    """A screen without a monitor."""
    reading, writing = os.pipe()
    command = [_program("Xvfb"), "-displayfd", str(writing), "-screen", "0", "1280x1024x24", "-nolisten", "tcp"]
    everything.enter_context(_process(command, os.environ, log, keep=(writing,)))
    os.close(writing)
    with os.fdopen(reading) as number:
        return f":{number.readline().strip()}"


@contextmanager
def _process(
    command: list[str], environ: Mapping[str, str], log: Path, keep: tuple[int, ...] = ()
) -> Iterator[subprocess.Popen[bytes]]:
    """A program and all that it starts, for so long."""
    with log.open("ab") as said:
        process = subprocess.Popen(
            command,
            env=environ,
            stdin=subprocess.DEVNULL,
            stdout=said,
            stderr=said,
            start_new_session=True,
            pass_fds=keep,
        )
    try:
        yield process
    finally:
        for number in (signal.SIGTERM, signal.SIGKILL):
            try:
                os.killpg(process.pid, number)
                process.wait(10)
            except (ProcessLookupError, subprocess.TimeoutExpired):
                continue


def _wait(ready: Callable[[], object], process: subprocess.Popen[bytes], log: Path) -> None:
    end = time.monotonic() + PATIENCE
    while not ready():
        if process.poll() is not None or time.monotonic() > end:
            pytest.fail(f"Browseren kom ikke op: {log.read_text('utf-8', 'replace')[-2000:]}")
        time.sleep(0.05)


def _listens(port: int) -> bool:
    with socket.socket() as trial:
        return trial.connect_ex(("127.0.0.1", port)) == 0


def _free_port() -> int:
    with socket.socket() as trial:
        trial.bind(("127.0.0.1", 0))
        return int(trial.getsockname()[1])
