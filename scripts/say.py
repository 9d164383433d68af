"""How the scripts talk to the person at the keyboard: plain Danish lines, and a way to stop that says what to do.

It knows nothing of what the scripts do. Every line is flushed, so that progress is seen when it happens, and a console
that lacks a character shows a question mark rather than stopping the work.
"""

import argparse
import io
import re
import sys
from collections.abc import Callable
from typing import Final, NoReturn, TextIO

CONNECT = (
    "Se, om maskinen er på nettet, og om jeres netværk kræver en proxy (sæt HTTPS_PROXY).\n"
    "Kør så kommandoen igen. Intet er gået tabt."
)


# What argparse says of a command line, and the same in Danish. A wrong value's own words are Danish as they come.
_MISTAKES: Final = (
    (r"unrecognized arguments: (.+)", r"»\1« kendes ikke"),
    (r"the following arguments are required: (.+)", r"\1 mangler"),
    (r"ambiguous option: (\S+) could match (.+)", r"»\1« kan betyde \2"),
    (r"expected one argument|expected at least one argument", "der mangler en værdi bagefter"),
    (r"invalid int value: '(.*)'", r"»\1« er ikke et helt tal"),
    (r"invalid \S+ value: '(.*)'", r"»\1« kan ikke bruges her"),
    (r"invalid choice: '?(.*?)'? \(choose from (.+)\)", r"»\1« kan ikke vælges; vælg \2"),
    (r"ignored explicit argument '(.*)'", r"her skal ingen værdi stå, men der står »\1«"),
)
_HELP: Final = {
    "usage:": "Sådan:",
    "positional arguments:": "Skriv:",
    "options:": "Valg:",
    "show this help message and exit": "vis denne hjælp",
}


class Stop(SystemExit):
    """The script cannot go on. Holds the whole message; `code` is the exit status."""

    def __init__(self, message: str, code: int = 1) -> None:
        super().__init__(code)
        self.message = message

    def __str__(self) -> str:
        return self.message


class WrongValue(argparse.ArgumentTypeError):
    """A value on the command line that cannot be used; the text is Danish."""


class Arguments(argparse.ArgumentParser):
    """Reads the command line; a mistake there ends in Danish with exit status 2."""

    def error(self, message: str) -> NoReturn:
        """Stop with the mistake in Danish instead of argparse's English usage text."""
        named = re.fullmatch(r"argument (\S+): (.*)", message, re.DOTALL)
        told = f"{named[1]}: {_in_danish(named[2])}" if named else _in_danish(message)
        stop(f"Kommandoen kunne ikke forstås: {told}.", f"Se mulighederne med: python3 scripts/{self.prog} --help", 2)

    def format_help(self) -> str:
        """The help with argparse's own few words in Danish."""
        text = super().format_help()
        for english, danish in _HELP.items():
            text = text.replace(english, danish, 1)
        return text


def _in_danish(message: str) -> str:
    for english, danish in _MISTAKES:
        if found := re.fullmatch(english, message, re.DOTALL):
            return found.expand(danish)
    return message


def line(text: str) -> None:
    """One line of progress."""
    _forgiving(sys.stdout)
    print(text, flush=True)


def step(number: int, of: int, text: str) -> None:
    """One numbered step: `2/4 Laver miljøet …`."""
    line(f"{number}/{of} {text}")


def stop(message: str, remedy: str, code: int = 1) -> NoReturn:
    """Say what is wrong and what to do about it, and end with `code`."""
    text = f"\n{message}\n{remedy}"
    _forgiving(sys.stderr)
    print(text, file=sys.stderr, flush=True)
    raise Stop(text, code)


def guarded(main: Callable[[], int | None]) -> NoReturn:
    """Run a script's `main` and end with its code; Ctrl-C ends it quietly."""
    try:
        sys.exit(main())
    except KeyboardInterrupt:
        stop("Afbrudt.", "Kør kommandoen igen: det, der mangler, bliver lavet, og intet halvfærdigt bruges.", 130)


def _forgiving(stream: TextIO) -> None:
    if isinstance(stream, io.TextIOWrapper):
        stream.reconfigure(errors="replace")
