"""Writes what a web server must know as tables for the page »Drift«: types, policy, other headers, and how long to keep.

All of it comes from `hosting`, as the configurations do, so that the page says what the servers are told.
"""

from collections.abc import Callable, Iterable, Mapping
from typing import Final

import hosting

_WHY_ALLOWED: Final[Mapping[str, str]] = {
    "default-src": "Alt, der ikke er nævnt, er forbudt.",
    "script-src": "Scripts kommer kun fra siden selv. `wasm-unsafe-eval` lader Python køre som WebAssembly og åbner ikke for andet.",
    "style-src": "Stilark kommer kun fra siden selv. Ingen står inde i siderne.",
    "img-src": "Billeder kommer fra siden selv. `data:` er de ikoner, der er skrevet ind i stilarket.",
    "font-src": "Skriften ligger på siden.",
    "connect-src": "Vejviseren henter kun sine egne filer.",
    "worker-src": "Python kører i baggrunden, og browseren kan gemme siden. Begge dele er siden selv.",
    "base-uri": "Ingen kan vende sidens links et andet sted hen.",
    "form-action": "Det eneste felt at sende er søgefeltet, og det bliver på siden.",
    "frame-ancestors": "Hvem der må vise siden i en ramme. I vælger med `--rammer`.",
}
_WHY_SENT: Final[Mapping[str, str]] = {
    "Permissions-Policy": "Siden beder aldrig om kamera, mikrofon eller sted, og ingen kan gøre det for den.",
    "Referrer-Policy": "Andre websteder får ikke at vide, hvilken side læseren kom fra.",
    "X-Content-Type-Options": "Browseren gætter ikke på en fils type.",
}
_POLICY: Final = "Content-Security-Policy"


def snippets() -> dict[str, str]:
    """The text of each table by its file name."""
    return {name: make() for name, make in _PARTS.items()}


def _types() -> str:
    endings: dict[str, list[str]] = {}
    for ending in (*hosting.TEXT, *hosting.BINARY):
        endings.setdefault(hosting.media_type(f"x.{ending}"), []).append(f"`.{ending}`")
    return _table(("Filer", "Type"), ((" ".join(files), f"`{media}`") for media, files in endings.items()))


def _policy() -> str:
    rows = ((f"`{name}`", f"`{' '.join(sources)}`", _WHY_ALLOWED[name]) for name, sources in hosting.policy().items())
    return _table(("Regel", "Hvad der må", "Hvorfor"), rows)


def _others() -> str:
    sent = {name: value for name, value in hosting.headers().items() if name != _POLICY}
    return _table(
        ("Hoved", "Værdi", "Hvorfor"), ((f"`{name}`", f"`{value}`", _WHY_SENT[name]) for name, value in sent.items())
    )


def _kept() -> str:
    folders = "<br>".join(f"`{folder}`" for folder in hosting.IMMUTABLE)
    return _table(
        ("Filer", "`Cache-Control`", "Hvorfor"),
        (
            (folders, f"`{hosting.FOR_EVER}`", "Navnet skifter, når indholdet skifter."),
            (
                "alle andre",
                f"`{hosting.ASK_AGAIN}`",
                "En rettelse når alle med det samme. Et »uændret« svar er få bytes.",
            ),
        ),
    )


def _table(head: Iterable[str], rows: Iterable[Iterable[str]]) -> str:
    lines = [tuple(head)]
    lines += [("---",) * len(lines[0]), *(tuple(row) for row in rows)]
    return "".join(f"| {' | '.join(line)} |\n" for line in lines)


_PARTS: Final[Mapping[str, Callable[[], str]]] = {
    "drift-typer.md": _types,
    "drift-politik.md": _policy,
    "drift-hoveder.md": _others,
    "drift-gemmes.md": _kept,
}
