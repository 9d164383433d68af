"""Sets up what is missing, builds the site and serves it on this machine, the way a good web server would.

It is also the reference for it-people: exact types, a year's cache for what is versioned, a fresh look at everything
else, and the strict headers of `hosting`. It knows nothing of the guide.
"""

import environment  # isort: skip - first, because it tells an old Python what to do

import errno
import os
import socket
import socketserver
import sys
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from email.utils import formatdate
from functools import partial
from http import HTTPStatus
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from urllib.parse import unquote, urlsplit

import build
import hosting
import say

_HEADERS = hosting.headers()


@dataclass(frozen=True)
class Found:
    """A file that answers a request, and the status that it is sent with."""

    file: Path
    cache: str
    status: HTTPStatus = HTTPStatus.OK


class Handler(BaseHTTPRequestHandler):
    """Answers GET and HEAD with the files of one folder, below one path."""

    protocol_version = "HTTP/1.1"
    disable_nagle_algorithm = True  # headers and body are two writes; without this the second may wait 40 ms

    def __init__(
        self, request: socket.socket, address: tuple[str, int], server: "Server", site: Path, sub: str
    ) -> None:
        self._site = site
        self._sub = sub
        super().__init__(request, address, server)

    def do_GET(self) -> None:
        """Answer with headers and content."""
        self._answer(with_content=True)

    def do_HEAD(self) -> None:
        """Answer with headers only."""
        self._answer(with_content=False)

    def log_message(self, format: str, *args: object) -> None:  # noqa: A002 - the name is given by the base class
        """Keep quiet: what a person looks at is nobody's business."""

    def _answer(self, *, with_content: bool) -> None:
        try:
            parts = urlsplit(self.path)
        except ValueError:
            self.send_error(HTTPStatus.BAD_REQUEST)
            return
        if not parts.path.startswith(self._sub):
            self._redirect(self._sub)
            return
        name = unquote(parts.path[len(self._sub) :])
        if is_folder_without_slash(self._site, name):
            self._redirect(f"{parts.path}/" + (f"?{parts.query}" if parts.query else ""))
            return
        self._send(find(self._site, name), with_content)

    def _redirect(self, address: str) -> None:
        self.send_response(HTTPStatus.FOUND)
        self.send_header("Location", "/" + address.lstrip("/"))
        self.send_header("Content-Length", "0")
        self.end_headers()

    def _send(self, found: Found, with_content: bool) -> None:
        try:
            content = found.file.read_bytes()
            stat = found.file.stat()
        except OSError:  # not even a 404.html
            self.send_error(HTTPStatus.NOT_FOUND)
            return
        tag = f'"{stat.st_mtime_ns:x}-{stat.st_size:x}"'
        unchanged = found.status is HTTPStatus.OK and tag in self.headers.get("If-None-Match", "")
        self.send_response(HTTPStatus.NOT_MODIFIED if unchanged else found.status)
        self.send_header("Cache-Control", found.cache)
        self.send_header("ETag", tag)
        self.send_header("Last-Modified", formatdate(stat.st_mtime, usegmt=True))
        if not unchanged:
            self.send_header("Content-Type", hosting.media_type(found.file.name))
            self.send_header("Content-Length", str(len(content)))
        for name, value in _HEADERS.items():
            self.send_header(name, value)
        self.end_headers()
        if with_content and not unchanged:
            self.wfile.write(content)


class Server(ThreadingHTTPServer):
    """Holds the port from before the build; listens only when there is something to serve."""

    daemon_threads = True
    request_queue_size = 64
    allow_reuse_address = os.name != "nt"  # on Windows it would let two servers share the port

    def server_bind(self) -> None:
        """Take the port, without the name look-up of HTTPServer that may hang on a network without names."""
        socketserver.TCPServer.server_bind(self)
        host, port = self.server_address[:2]
        self.server_name, self.server_port = str(host), int(port)

    def handle_error(self, request: object, client_address: object) -> None:
        """A browser that hung up is no error."""
        if not isinstance(sys.exc_info()[1], ConnectionError):
            super().handle_error(request, client_address)  # type: ignore[arg-type]


def find(site: Path, name: str) -> Found:
    """The file for a path below the site; the 404 page when there is none."""
    place = inside(site, name)
    if place and (place.is_dir() or not name):
        place = place / "index.html"
    if place is None or not place.is_file():
        return Found(site / "404.html", hosting.ASK_AGAIN, HTTPStatus.NOT_FOUND)
    return Found(place, hosting.cache_rule(name))


def is_folder_without_slash(site: Path, name: str) -> bool:
    """Whether a path names a folder but lacks the slash, so that the page's relative links would miss."""
    place = inside(site, name)
    return bool(name) and not name.endswith("/") and place is not None and place.is_dir()


def inside(site: Path, name: str) -> Path | None:
    """The place in the site that a path names; None for one that leads out of it."""
    parts = [part for part in name.split("/") if part]
    if any(part in {".", ".."} or "\\" in part or ":" in part or "\0" in part for part in parts):
        return None
    return site.joinpath(*parts)


def reserve(host: str, port: int, site: Path, sub: str = "/") -> Server:
    """A server that holds the port but does not yet listen. A port that cannot be had stops with a message."""
    server = Server((host, port), partial(Handler, site=site, sub=sub), bind_and_activate=False)
    try:
        server.server_bind()
    except OSError as error:
        server.server_close()
        _explain(error, host, port)
    return server


@contextmanager
def served(site: Path, sub: str = "/") -> Iterator[str]:
    """The address of a folder while it is served beside other work: for measurements and tests."""
    server = reserve("127.0.0.1", 0, site, sub)
    server.server_activate()
    thread = threading.Thread(target=server.serve_forever, args=(0.05,), daemon=True)
    thread.start()
    try:
        yield f"http://127.0.0.1:{server.server_port}{sub}"
    finally:
        server.shutdown()
        thread.join()
        server.server_close()


def _explain(error: OSError, host: str, port: int) -> None:
    if error.errno == errno.EADDRINUSE or getattr(error, "winerror", 0) == 10048:
        free = next_free(host, port)
        remedy = (
            f"Brug en anden port: python3 scripts/serve.py --port {free}" if free else "Vælg en anden port med --port."
        )
        say.stop(f"Port {port} er i brug af et andet program.", remedy, 2)
    if isinstance(error, PermissionError):
        say.stop(f"Port {port} må ikke bruges uden særlige rettigheder.", "Vælg en port fra 1024 og op med --port.", 2)
    say.stop(
        f"Adressen {host}:{port} kan ikke bruges: {error.strerror or error}.",
        "Brug --host 127.0.0.1, eller udelad --host.",
        2,
    )


def next_free(host: str, port: int) -> int | None:
    """The first port above `port` that nobody holds."""
    for candidate in range(port + 1, min(port + 100, 65536)):
        with socket.socket() as trial:
            try:
                trial.bind((host, candidate))
            except OSError:
                continue
            return candidate
    return None


def _port(text: str) -> int:
    if not text.isdecimal() or int(text) > 65535:
        raise say.WrongValue(f"»{text}« er ikke et portnummer mellem 0 og 65535")
    return int(text)


def _sub(text: str) -> str:
    middle = text.strip("/")
    return f"/{middle}/" if middle else "/"


def main() -> None:
    """Serve the site from the command line."""
    parser = say.Arguments(prog="serve.py", description="Bygger siden og viser den på denne maskine.")
    parser.add_argument("--port", type=_port, default=8000, help="portnummer (8000, når intet er valgt)")
    parser.add_argument(
        "--host", default="127.0.0.1", help="adressen der lyttes på (kun denne maskine, når intet er valgt)"
    )
    parser.add_argument(
        "--sub", type=_sub, default="/", metavar="/MAPPE/", help="vis siden under en undermappe, som på et intranet"
    )
    build.add_options(parser)
    chosen = parser.parse_args()
    reserve(chosen.host, chosen.port, environment.ROOT).server_close()  # say so before minutes of set-up
    environment.enter({"site"})
    server = reserve(chosen.host, chosen.port, environment.ROOT / "site", chosen.sub)
    build.build(build.chosen_options(chosen))
    run(server, chosen.sub)


def run(server: Server, sub: str) -> None:
    """Listen until the person stops it."""
    host, port = server.server_address[:2]
    try:
        server.server_activate()
    except OSError as error:
        _explain(error, str(host), int(port))
    say.line(
        f"\nSiden kører på http://{host!s}:{port}{sub}\nVejviseren: http://{host!s}:{port}{sub}vejviser/\nStop med Ctrl-C."
    )
    try:
        server.serve_forever()
    except KeyboardInterrupt:
        say.line("\nStoppet.")
    finally:
        server.server_close()


if __name__ == "__main__":
    say.guarded(main)
