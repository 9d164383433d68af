"""Writes the small modules that a page's script imports into that script: one question less to the server for each.

The sources stay apart; only the built site is changed. It knows no JavaScript but the two lines that matter here:
`import { a, b } from "./x.js";` and `export` before a function or a constant. Other imports are left as they are, and
so is a module that some page asks for by itself, for it must run only once.
"""

import posixpath
import re
from pathlib import Path
from typing import Final

import say

_SCRIPT: Final = re.compile(r'<script type="module" src="([^"]+)">')
_IMPORT: Final = re.compile(r'^import \{(?P<names>[\w\s,]+)\} from "(?P<address>\.\.?/[^"]+)";\n', re.MULTILINE)
_LATER: Final = re.compile(r'(?<=\bimport\(")(\.\.?/[^"]+)(?="\))')
_EXPORT: Final = re.compile(r"^export (?=(?:async )?function\b|const\b|class\b)", re.MULTILINE)
_UNKNOWN: Final = re.compile(r"^(?:import\b(?!\()|export\b).*", re.MULTILINE)


def write(site: Path) -> int:
    """Does it for every page of the built site. Out: how many modules were written into others."""
    entries = {
        _address(site, page, src) for page in site.rglob("*.html") for src in _SCRIPT.findall(page.read_text("utf-8"))
    }
    written = 0
    for name in sorted(entries):
        inlined: list[str] = []
        text = _whole(site, name, entries, inlined)
        (site / name).write_text(text, "utf-8", newline="\n")
        written += len(inlined)
    return written


def _address(site: Path, page: Path, src: str) -> str:
    return posixpath.normpath(posixpath.join(page.parent.relative_to(site).as_posix(), src))


def _whole(site: Path, name: str, entries: set[str], inlined: list[str]) -> str:
    """The text of a module with its imports in it. `inlined` collects their names."""

    def put(found: re.Match[str]) -> str:
        target = posixpath.normpath(posixpath.join(posixpath.dirname(name), found["address"]))
        if target in entries:
            return found[0]
        if target in inlined:
            _refuse(name, found[0], "Modulet bliver hentet to veje; lad kun én fil importere det.")
        inlined.append(target)
        inner = _LATER.sub(
            lambda address: _from(posixpath.dirname(name), posixpath.join(posixpath.dirname(target), address[1])),
            _EXPORT.sub("", _whole(site, target, entries, inlined)),
        )
        if unknown := _UNKNOWN.search(inner):
            _refuse(target, unknown[0], "Skriv export foran hver funktion for sig, og import { a, b } på én linje.")
        names = " ".join(found["names"].split()).rstrip(",")
        return f"const {{ {names} }} = (() => {{\n{inner.rstrip()}\nreturn {{ {names} }};\n}})();\n"

    return _IMPORT.sub(put, (site / name).read_text("utf-8"))


def _from(folder: str, target: str) -> str:
    """The address of a file as seen from a folder, as a module writes it."""
    address = posixpath.relpath(target, folder)
    return address if address.startswith(".") else f"./{address}"


def _refuse(name: str, line: str, remedy: str) -> None:
    say.stop(f"{name}: linjen »{line.strip()}« kan ikke samles til én fil.", remedy)
