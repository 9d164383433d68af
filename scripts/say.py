"""How the scripts talk to the person at the keyboard: plain Danish lines, and a way to stop that says what to do.

It knows nothing of what the scripts do. Every line is flushed, so that progress is seen when it happens, and a console
that lacks a character shows a question mark rather than stopping the work.
"""

import argparse
import io
import sys
from collections.abc import Callable
from typing import NoReturn, TextIO

CONNECT = (
    "Se, om maskinen er på nettet, og om jeres netværk kræver en proxy (sæt HTTPS_PROXY).\n"
    "Kør så kommandoen igen. Intet er gået tabt."
)


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
        """Stop instead of argparse's English usage text."""
        stop(f"Kommandoen kunne ikke forstås: {message}", f"Se mulighederne med: python3 scripts/{self.prog} --help", 2)


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
