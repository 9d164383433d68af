"""A server that spoils one file of the guide in one way. The first part of the path says which and how: `/wasm.404/…`."""

import threading
import time
from collections import Counter
from collections.abc import Iterator
from contextlib import contextmanager
from fnmatch import fnmatch
from functools import partial
from pathlib import Path
from typing import Final
from urllib.parse import urlsplit

import hosting
import serve

ASSETS: Final = {
    "wasm": "assets/runtime/*/pyodide.asm.wasm",
    "asm.js": "assets/runtime/*/pyodide.asm.js",
    "zip": "assets/runtime/*/python.zip",
    "worker": "assets/runtime/*/worker.js",
    "script": "assets/guide/guide.js",
    "tema": "assets/tema.js",
    "style": "assets/samlet/*.css",
    "page": "vejviser/",
}
FAULTS: Final = ("404", "500", "type", "half", "cut", "stall", "proxy", "csp")
NAMES: Final = {
    "404": "findes ikke",
    "500": "serverfejl",
    "type": "forkert type",
    "half": "halv fil",
    "cut": "brudt linje",
    "stall": "svarer aldrig",
    "proxy": "proxyens side",
    "csp": "spærret af CSP",
}
PROXY_PAGE: Final = b"<!doctype html><html><title>Proxy</title><h1>Adgang kontrolleres</h1></html>"
# What the policy must lack for the browser to refuse the file: on the page, and on the worker, whose policy is its own.
_WITHOUT: Final = {
    "wasm": ("'wasm-unsafe-eval'", ""),
    "asm.js": ("script-src 'self'", "script-src"),
    "zip": ("connect-src 'self'", "connect-src 'none'"),
    "worker": ("worker-src 'self'", "worker-src 'none'"),
    "script": ("script-src 'self'", "script-src"),
    "tema": ("script-src 'self'", "script-src"),
    "style": ("style-src 'self'", "style-src 'none'"),
    "page": ("default-src", "sandbox; default-src"),
}
_ON_THE_WORKER: Final = ("asm.js", "zip")


class Spoiling(serve.Handler):
    """`serve.Handler` below `/<asset>.<fault>/`, with that one file spoiled."""

    def do_GET(self) -> None:  # noqa: N802 - the name is given by the base class
        case = urlsplit(self.path).path.split("/")[1]
        asset, _, fault = case.rpartition(".")
        if case == "midt-i.linjen":
            asset, fault = "wasm", "stall"  # Python must not be there before the line goes
        self._sub = f"/{case}/"
        name = urlsplit(self.path).path[len(self._sub) :]
        self._policy = hosting.headers()["Content-Security-Policy"]
        state = self.server.states.get(case, "")  # type: ignore[attr-defined]
        self.server.asked[case, name] += 1  # type: ignore[attr-defined]
        if case == "fremmed.ramme":
            self._policy = self._policy.replace("frame-ancestors 'self'", f"frame-ancestors {self._foreign()}")
        spoiled = asset in ASSETS and fnmatch(name, ASSETS[asset])
        if case == "intranet":
            self._show_in_a_frame()
        elif state == "gone":
            self.close_connection = True
            self.connection.close()
        elif fault == "csp":
            bearer = fnmatch(name, ASSETS["worker"]) if asset in _ON_THE_WORKER else name == ASSETS["page"]
            if bearer:
                self.server.hits[case] += 1  # type: ignore[attr-defined]
                self._policy = self._policy.replace(*_WITHOUT[asset])
            super().do_GET()
        elif spoiled and state != "sound":
            self.server.hits[case] += 1  # type: ignore[attr-defined]
            self._spoil(fault, name)
        else:
            super().do_GET()

    def send_header(self, keyword: str, value: str) -> None:
        super().send_header(keyword, self._policy if keyword == "Content-Security-Policy" else value)

    def _foreign(self) -> str:
        """Another site on this machine: the same server by its other name."""
        return f"http://localhost:{self.server.server_port}"  # type: ignore[attr-defined]

    def _show_in_a_frame(self) -> None:
        """A page of that other site, with the guide in a frame."""
        address = f"http://127.0.0.1:{self.server.server_port}/fremmed.ramme/vejviser/"  # type: ignore[attr-defined]
        body = (
            f'<!doctype html><title>Intranet</title><iframe src="{address}" width="900" height="900"></iframe>'.encode()
        )
        self.send_response(200)
        self.send_header("Content-Type", "text/html")
        self.send_header("Content-Length", str(len(body)))
        self.end_headers()
        self.wfile.write(body)

    def _spoil(self, fault: str, name: str) -> None:
        file = serve.find(self._site, name).file
        content, media = file.read_bytes(), hosting.media_type(file.name)
        if fault == "stall":
            self.server.stalled.wait(60)  # type: ignore[attr-defined]
            self.close_connection = True
            return
        status = {"404": 404, "500": 500}.get(fault, 200)
        body = {
            "404": (self._site / "404.html").read_bytes(),
            "500": b"Internal Server Error",
            "half": content[: len(content) // 2],
            "proxy": PROXY_PAGE,
        }.get(fault, content)
        kind = {"404": "text/html", "500": "text/plain", "type": "application/octet-stream", "proxy": "text/html"}.get(
            fault, media
        )
        self.send_response(status)
        self.send_header("Content-Type", kind)
        self.send_header("Content-Length", str(len(body)))
        for header, value in hosting.headers().items():
            self.send_header(header, value)
        self.end_headers()
        if fault == "cut":
            self.wfile.write(body[: len(body) // 2])
            self.wfile.flush()
            time.sleep(0.05)
            self.close_connection = True
            self.connection.close()
        else:
            self.wfile.write(body)


class Server(serve.Server):
    """Knows what state each case is in: spoiled from the start, sound at first, or gone altogether.

    `asked` counts what each case asked for, `hits` how often it met its fault: the spoiled file itself or, for the policy,
    the answer that bears it.
    """

    def __init__(self, site: Path) -> None:
        self.states: dict[str, str] = {}
        self.asked: Counter[tuple[str, str]] = Counter()
        self.hits: Counter[str] = Counter()
        self.stalled = threading.Event()
        super().__init__(("127.0.0.1", 0), partial(Spoiling, site=site, sub="/"))

    def handle_error(self, request: object, client_address: object) -> None:
        """Connections that are cut on purpose are no error."""


@contextmanager
def spoiling(site: Path) -> Iterator[Server]:
    """The server, listening on a port of its own."""
    server = Server(site)
    threading.Thread(target=server.serve_forever, args=(0.05,), daemon=True).start()
    try:
        yield server
    finally:
        server.stalled.set()
        server.shutdown()
        server.server_close()
