"""The site as `serve.py` serves it, under a sub-path, by a server that writes down all that it hears and can be taken away."""

import socket
import threading
from contextlib import suppress
from dataclasses import dataclass, field
from functools import partial
from http import HTTPStatus
from pathlib import Path
from typing import Final

import serve

SUB: Final = "/trivsel/"
_REPORTS: Final = "/trivsel-hoert/"  # where a browser tells that the policy has forbidden something


@dataclass
class Heard:
    """What a browser sent: `requests` whole, with headers, and `refused`, its reports of broken policy."""

    requests: list[str] = field(default_factory=list)
    refused: list[str] = field(default_factory=list)


class Handler(serve.Handler):
    """The site's own handler, which in addition writes down, and answers 404 below the paths that are `gone`."""

    def __init__(
        self, *given: object, heard: Heard, gone: list[str], open_ones: list[socket.socket], **named: object
    ) -> None:
        self._heard, self._gone, self._open = heard, gone, open_ones
        super().__init__(*given, **named)  # type: ignore[arg-type]

    def setup(self) -> None:
        """Remember the connection, which a browser keeps for its next questions."""
        super().setup()
        self._open.append(self.connection)

    def do_GET(self) -> None:  # noqa: N802 - the name is given by the base class
        """Write down, and answer."""
        self._heard.requests.append(f"{self.requestline}\n{self.headers}")
        if any(self.path.startswith(path) for path in self._gone):
            self.send_error(HTTPStatus.NOT_FOUND)
        else:
            super().do_GET()

    def do_POST(self) -> None:  # noqa: N802 - as above
        """Nobody posts to the site but the browser, which tells what it refused."""
        content = self.rfile.read(int(self.headers.get("Content-Length", 0))).decode("utf-8", "replace")
        heard = self._heard.refused if self.path == _REPORTS else self._heard.requests
        heard.append(f"{self.requestline}\n{self.headers}{content}")
        self.send_response(HTTPStatus.NO_CONTENT)
        self.end_headers()

    def send_header(self, keyword: str, value: str) -> None:
        """The site's headers; the policy also says where to report."""
        super().send_header(
            keyword, f"{value}; report-uri {_REPORTS}" if keyword == "Content-Security-Policy" else value
        )


class ListeningSite:
    """A running server. `gone` holds paths of the server that it answers with 404."""

    def __init__(self, folder: Path, host: str = "127.0.0.1") -> None:
        self.folder = folder
        self.heard = Heard()
        self.gone: list[str] = []
        self._open: list[socket.socket] = []
        handler = partial(Handler, site=folder, sub=SUB, heard=self.heard, gone=self.gone, open_ones=self._open)
        self._server = serve.Server((host, 0), handler)
        threading.Thread(target=self._server.serve_forever, args=(0.05,), daemon=True).start()
        self.address = f"http://{host}:{self._server.server_port}{SUB}"
        self._runs = True

    def stop(self) -> None:
        """Take the server away; also for browsers that hold a connection open."""
        if self._runs:
            self._runs = False
            self._server.shutdown()
            self._server.server_close()
            for connection in self._open:
                with suppress(OSError):  # most are closed already
                    connection.shutdown(socket.SHUT_RDWR)

    def files(self) -> dict[str, Path]:
        """What a browser may keep of the site: address -> file."""
        left_out = ("sw.js", ".gz", ".br", ".map", ".bin")
        found = ((file.relative_to(self.folder).as_posix(), file) for file in self.folder.rglob("*") if file.is_file())
        return {f"{SUB}{name}": file for name, file in found if not name.endswith(left_out)}
