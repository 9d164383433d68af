"""Firefox without a driver program: the commands of WebDriver, sent straight to the remote control inside Firefox.

Mozilla's geckodriver is in neither Debian nor a package index, and it does no more than this: it passes the commands of
WebDriver on to Marionette under other names.
"""

import json
import socket
from collections.abc import Mapping
from typing import Any, Final

from selenium.webdriver.remote.client_config import ClientConfig
from selenium.webdriver.remote.command import Command
from selenium.webdriver.remote.remote_connection import RemoteConnection

_NAMES: Final[Mapping[str, str]] = {
    Command.NEW_SESSION: "WebDriver:NewSession",
    Command.QUIT: "Marionette:Quit",
    Command.SET_TIMEOUTS: "WebDriver:SetTimeouts",
    Command.SET_WINDOW_RECT: "WebDriver:SetWindowRect",
    Command.GET: "WebDriver:Navigate",
    Command.GO_BACK: "WebDriver:Back",
    Command.GO_FORWARD: "WebDriver:Forward",
    Command.GET_CURRENT_URL: "WebDriver:GetCurrentURL",
    Command.GET_ALL_COOKIES: "WebDriver:GetCookies",
    Command.FIND_ELEMENT: "WebDriver:FindElement",
    Command.FIND_ELEMENTS: "WebDriver:FindElements",
    Command.CLICK_ELEMENT: "WebDriver:ElementClick",
    Command.GET_ELEMENT_TEXT: "WebDriver:GetElementText",
    Command.SEND_KEYS_TO_ELEMENT: "WebDriver:ElementSendKeys",
    Command.W3C_EXECUTE_SCRIPT: "WebDriver:ExecuteScript",
    Command.W3C_EXECUTE_SCRIPT_ASYNC: "WebDriver:ExecuteAsyncScript",
}
_QUIT: Final = {"flags": ["eAttemptQuit"]}  # in order, as when a person closes the window


class Marionette(RemoteConnection):
    """A connection to a Firefox that listens on a port of this machine. An answer is waited for `patience` seconds."""

    def __init__(self, port: int, patience: float) -> None:
        super().__init__(client_config=ClientConfig(f"http://127.0.0.1:{port}"))
        self._socket = socket.create_connection(("127.0.0.1", port), patience)
        self._answers = self._socket.makefile("rb")
        self._asked = 0
        self._read()  # Firefox presents itself

    def execute(self, command: str, params: dict[str, Any]) -> dict[str, Any]:
        """Send a command, and wait for its answer. In the shape that Selenium gives and expects."""
        self._asked += 1
        given = {name: value for name, value in params.items() if name != "sessionId"}
        sent = [0, self._asked, _NAMES[command], _QUIT if command == Command.QUIT else given]
        message = json.dumps(sent).encode()
        self._socket.sendall(b"%d:%b" % (len(message), message))
        _kind, _number, error, result = self._read()
        if error:
            return {"status": error["error"], "value": error}
        return result if isinstance(result, dict) and "value" in result else {"value": result}

    def close(self) -> None:
        """Hang up."""
        self._answers.close()
        self._socket.close()

    def _read(self) -> Any:  # noqa: ANN401 - whatever Firefox answers
        length = b""
        while (sign := self._answers.read(1)) != b":":
            if not sign:
                raise ConnectionError("Firefox har lagt på")
            length += sign
        return json.loads(self._answers.read(int(length)))
