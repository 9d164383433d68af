"""The environment `.venv`: made when missing, mended when broken, left alone when right.

Standard library only, and no syntax newer than Python 3.6, so that an old Python can read the file and say what is
wrong. A stamp inside `.venv` is written last of all: without it, or when it does not fit, nothing in `.venv` is trusted.
"""

import sys

if sys.version_info < (3, 11):
    sys.exit(
        "Python 3.11 eller nyere skal bruges; dette er Python %d.%d.\n"
        "Hent en nyere Python fra python.org eller jeres softwarecenter, og kør kommandoen igen med den."
        % sys.version_info[:2]
    )

import hashlib
import json
import os
import shutil
import subprocess
from collections import deque
from collections.abc import Iterable
from pathlib import Path

import commands
import interpreters
import locks
import say

ROOT = Path(__file__).resolve().parent.parent
GROUPS = {
    "site": "requirements.txt",
    "test": "requirements-test.txt",
    "node": "requirements-node.txt",
    "package": "requirements-package.txt",
}
PURPOSE = {"site": "siden", "test": "testene", "node": "Node", "package": "pakken"}
if str(ROOT) not in sys.path:
    sys.path.insert(1, str(ROOT))  # so that the scripts reach guide/, however they were started
_STAMP = "naeste-skridt.json"
_TELL_EVERY = 20
_NO_NETWORK = (
    "Retrying (",
    "Connection",
    "name resolution",
    "getaddrinfo",
    "ProxyError",
    "timed out",
    "Network is unreachable",
)


def enter(groups: set[str]) -> None:
    """Return when running inside a complete `.venv`; otherwise make it so and start the same command again in it."""
    changed = ensure(groups)
    if changed or not is_inside(ROOT):
        _start_again(python_of(ROOT))


def ensure(groups: Iterable[str], root: Path = ROOT) -> bool:
    """Make `.venv` under `root` hold the groups of packages; True when anything was done."""
    asked = set(groups)
    if _is_ready(asked, root):
        return False
    with locks.held(root / ".build" / "opsaetning.lock", "En anden opsætning er i gang. Venter på den …"):
        if not _is_ready(asked, root):
            _set_up(asked, root)
    return True


def python_of(root: Path) -> Path:
    """The environment's own Python."""
    return root / ".venv" / ("Scripts/python.exe" if os.name == "nt" else "bin/python")


def is_inside(root: Path) -> bool:
    """Whether this process runs on the environment's Python."""
    return Path(sys.prefix).resolve() == (root / ".venv").resolve()


def _start_again(python: Path) -> None:
    command = [str(python), *sys.orig_argv[1:]]
    sys.stdout.flush()
    if os.name == "posix":
        os.execv(command[0], command)  # the same process goes on, so that ending it ends the server too
    try:
        code = subprocess.run(command, check=False).returncode
    except KeyboardInterrupt:
        code = 130
    raise SystemExit(code)


# ── What is there ─────────────────────────────────────────────────────────────────────────────────────────────────────


def _is_ready(asked: set[str], root: Path) -> bool:
    stamp = _read_stamp(root)
    if not stamp or any(stamp.get(group) != _digest(group, root) for group in asked):
        return False
    return _is_whole(root, stamp)


def _is_whole(root: Path, stamp: dict[str, str]) -> bool:
    """Whether the packages are still there and Python still starts (a system update may have taken it away)."""
    gone = set(stamp.get("packages", "").split("|")) - set(_packages(root))
    return not gone and (is_inside(root) or _answers(root, stamp))


def _packages(root: Path) -> list[str]:
    place = "Lib/site-packages" if os.name == "nt" else "lib/python*/site-packages"
    return ["", *(entry.name for folder in (root / ".venv").glob(place) for entry in folder.iterdir())]


def _answers(root: Path, stamp: dict[str, str]) -> bool:
    found = interpreters.probe((str(python_of(root)),))
    return found is not None and _series(found) == stamp.get("python")


def _series(interpreter: interpreters.Interpreter) -> str:
    return "{}.{}".format(*interpreter.series)


def _digest(group: str, root: Path) -> str:
    try:
        text = (root / GROUPS[group]).read_bytes()
    except FileNotFoundError:
        say.stop(f"Filen {GROUPS[group]} mangler.", "Hent hele projektet igen; filen hører med.")
    return hashlib.sha256(text.replace(b"\r\n", b"\n")).hexdigest()


def _digests(groups: set[str], root: Path) -> dict[str, str]:
    return {group: _digest(group, root) for group in GROUPS if group in groups}


def _read_stamp(root: Path) -> dict[str, str]:
    try:
        stamp = json.loads((root / ".venv" / _STAMP).read_text("utf-8"))
    except (OSError, ValueError):
        return {}
    return stamp if isinstance(stamp, dict) else {}


def _write_stamp(root: Path, stamp: dict[str, str]) -> None:
    stamp = {**stamp, "packages": "|".join(sorted(_packages(root)))}
    half = root / ".venv" / (_STAMP + ".ny")
    half.write_text(json.dumps(stamp, indent=1), "utf-8")
    half.replace(root / ".venv" / _STAMP)


# ── Making and mending ────────────────────────────────────────────────────────────────────────────────────────────────


def _set_up(asked: set[str], root: Path) -> None:
    stamp = _read_stamp(root)
    had = set(stamp) & set(GROUPS)
    stale = {group for group in had & asked if stamp[group] != _digest(group, root)}
    if had and not stale and _is_whole(root, stamp):
        _add(asked - had, stamp, root)
    else:
        _make(asked | had, root)


def _add(missing: set[str], stamp: dict[str, str], root: Path) -> None:
    (root / ".venv" / _STAMP).unlink()  # an interruption from here on leaves an environment that is not trusted
    say.step(1, 2, f"Henter pakker til {_purposes(missing)} …")
    try:
        _install(missing, root)
    except say.Stop:
        _write_stamp(root, stamp)  # pip said no before it changed anything: what was there still works
        raise
    say.step(2, 2, "Kontrollerer miljøet …")
    _check(root)
    _write_stamp(root, {**stamp, **_digests(missing, root)})


def _make(groups: set[str], root: Path) -> None:
    say.step(1, 4, "Finder Python (helst 3.13) …")
    interpreter = _interpreter()
    aside = _set_aside(root)
    try:
        say.step(2, 4, f"Laver miljøet .venv med {interpreter} …")
        _create(interpreter, root)
        say.step(3, 4, f"Henter pakker til {_purposes(groups)} …")
        _install(groups, root)
        say.step(4, 4, "Kontrollerer miljøet …")
        _check(root)
        _write_stamp(root, {"python": _series(interpreter), **_digests(groups, root)})
    except BaseException:
        _put_back(aside, root)
        raise
    _remove(aside)


def _purposes(groups: set[str]) -> str:
    return " og ".join(PURPOSE[group] for group in GROUPS if group in groups)


def _interpreter() -> interpreters.Interpreter:
    found = interpreters.best()
    if found is None:
        say.stop(
            "Ingen brugbar Python 3.11 eller nyere blev fundet.",
            "Hent Python 3.13 fra python.org eller jeres softwarecenter.",
        )
    if not found.makes_environments:
        say.stop(
            f"{found} kan ikke lave et miljø, fordi venv mangler.",
            f"På Debian og Ubuntu: kør `apt install python3-venv` (eller python{_series(found)}-venv) som administrator, og prøv igen.",
        )
    return found


def _set_aside(root: Path) -> Path:
    venv, aside = root / ".venv", root / ".venv-gammel"
    if venv.is_symlink() or venv.is_file():
        say.stop("`.venv` er en fil eller en genvej og ikke en mappe.", "Flyt den, og kør kommandoen igen.")
    _remove(aside)
    if venv.exists():
        try:
            venv.rename(aside)
        except OSError:
            say.stop(
                "`.venv` er i brug og kan ikke laves om.", "Luk de programmer, der bruger den, og kør kommandoen igen."
            )
    return aside


def _put_back(aside: Path, root: Path) -> None:
    _remove(root / ".venv")
    if (aside / _STAMP).is_file():
        aside.rename(root / ".venv")
    else:
        _remove(aside)


def _remove(folder: Path) -> None:
    shutil.rmtree(folder, ignore_errors=True)


def _create(interpreter: interpreters.Interpreter, root: Path) -> None:
    made, said = commands.run([*interpreter.command, "-m", "venv", str(root / ".venv")])
    if not made:
        say.stop(
            f"Miljøet kunne ikke laves med {interpreter}:\n{said}",
            "På Debian og Ubuntu hjælper `apt install python3-venv`. Se ellers, om disken er fuld.",
        )


def _pip(root: Path, *arguments: str) -> list[str]:
    return [str(python_of(root)), "-m", "pip", *arguments, "--disable-pip-version-check", "--no-input"]


def _install(groups: set[str], root: Path) -> None:
    files = [part for group in GROUPS if group in groups for part in ("-r", str(root / GROUPS[group]))]
    command = _pip(root, "install", "--require-hashes", "--progress-bar", "off", *files)
    tail: deque[str] = deque(maxlen=12)
    count = 0
    with subprocess.Popen(
        command, stdout=subprocess.PIPE, stderr=subprocess.STDOUT, text=True, errors="replace"
    ) as pip:
        for text in pip.stdout or ():
            tail.append(text.rstrip())
            count += text.startswith("Collecting ")
            if text.startswith("Collecting ") and count % _TELL_EVERY == 0:
                say.line(f"    {count} pakker …")
            elif text.startswith("Installing collected"):
                say.line(f"    Installerer {count} pakker …")
    if pip.returncode != 0:
        _explain(list(tail))


def _explain(tail: list[str]) -> None:
    text = "\n".join(tail)
    if any(sign in text for sign in _NO_NETWORK):
        say.stop(
            "Pakkerne kunne ikke hentes: der er ikke forbindelse til pakkelageret.",
            say.CONNECT,
        )
    if "HASHES" in text:
        say.stop(
            "En pakke er ikke den, der er låst i requirements-filerne. Den er ikke installeret.\n" + text,
            "Hent projektet igen, og kør kommandoen igen. Bliver det ved, så sig det til dem, der passer projektet.",
        )
    say.stop("Pakkerne kunne ikke installeres:\n" + text, "Læs de sidste linjer ovenfor, og kør kommandoen igen.")


def _check(root: Path) -> None:
    fits, said = commands.run(_pip(root, "check"))
    if not fits:
        say.stop("Pakkerne passer ikke sammen:\n" + said, "Hent projektet igen, og kør kommandoen igen.")
