"""Finds the Python on this machine that the environment is made with.

3.13 first, because the runtime in the browser is Python 3.13 and bytecode fits only its own version. A candidate is
never believed for its name: it is run, with a time limit, because a pyenv shim may be there and yet start nothing.
"""

import json
import os
import shutil
import subprocess
import sys
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from pathlib import Path

OLDEST = (3, 11)
WANTED = ((3, 13), (3, 12), (3, 11))
_SECONDS = 20
_QUESTION = """
import json, platform, sys, sysconfig
try:
    import ensurepip, venv
except ImportError:
    can = False
else:
    can = True
plain = platform.python_implementation() == "CPython" and not sysconfig.get_config_var("Py_GIL_DISABLED")
print(json.dumps([list(sys.version_info[:3]), can, bool(plain and sys.maxsize > 2**32),
                  getattr(sys, "_base_executable", None) or sys.executable]))
"""


@dataclass(frozen=True)
class Interpreter:
    """A Python that answered: its command, its version, and whether it can make an environment."""

    command: tuple[str, ...]
    version: tuple[int, int, int]
    makes_environments: bool = True

    @property
    def series(self) -> tuple[int, int]:
        """The version that bytecode depends on, as (3, 13)."""
        return self.version[:2]

    def __str__(self) -> str:
        return "Python " + ".".join(map(str, self.version))


def best() -> Interpreter | None:
    """The best usable interpreter, or None; one that lacks venv is given only when no other is left."""
    found: list[Interpreter] = []
    for interpreter in _answering(candidates()):
        if interpreter.makes_environments and interpreter.series == WANTED[0]:
            return interpreter
        found.append(interpreter)
    return min(found, key=_rank, default=None)


def _rank(interpreter: Interpreter) -> tuple[bool, int]:
    known = WANTED.index(interpreter.series) if interpreter.series in WANTED else len(WANTED)
    return (not interpreter.makes_environments, known)


def _answering(commands: Iterable[tuple[str, ...]]) -> Iterator[Interpreter]:
    seen: set[str] = set()
    for command in commands:
        key = " ".join((os.path.realpath(command[0]), *command[1:]))
        if key in seen:
            continue
        seen.add(key)
        interpreter = probe(command)
        if interpreter:
            yield interpreter


def probe(command: tuple[str, ...]) -> Interpreter | None:
    """Ask a command what Python it is; None when it is none, does not answer, or is too old or too unusual."""
    try:
        done = subprocess.run([*command, "-c", _QUESTION], capture_output=True, text=True, timeout=_SECONDS, check=True)
        version, can, usual, real = json.loads(done.stdout)
    except (OSError, subprocess.SubprocessError, ValueError):
        return None
    if not usual or tuple(version[:2]) < OLDEST:
        return None
    return Interpreter((real,), (version[0], version[1], version[2]), can)


def candidates() -> Iterator[tuple[str, ...]]:
    """Commands that may be a Python, the most wanted version first, then whatever `python3` there is."""
    running = (getattr(sys, "_base_executable", None) or sys.executable,)
    for series in WANTED:
        if sys.version_info[:2] == series:
            yield running
        yield from _of_series(f"{series[0]}.{series[1]}")
    yield running
    for name in ("python3", "python"):
        yield from _on_path(name)


def _of_series(version: str) -> Iterator[tuple[str, ...]]:
    yield from _on_path("python" + version)
    if sys.platform == "win32":
        launcher = shutil.which("py")
        if launcher:
            yield (launcher, "-" + version)
    for place in _places(version):
        if place.is_file():
            yield (str(place),)


def _on_path(name: str) -> Iterator[tuple[str, ...]]:
    for folder in os.environ.get("PATH", "").split(os.pathsep):
        found = shutil.which(name, path=folder) if folder else None
        if found:
            yield (found,)


def _places(version: str) -> Iterator[Path]:
    home = Path.home()
    program = Path("python.exe") if sys.platform == "win32" else Path("bin", "python")
    for root in (os.environ.get("PYENV_ROOT"), home / ".pyenv", home / ".pyenv" / "pyenv-win"):
        if root:
            yield from sorted(Path(root, "versions").glob(f"{version}*/{program.as_posix()}"), reverse=True)
    yield from sorted((home / ".local/share/uv/python").glob(f"cpython-{version}.*/{program.as_posix()}"), reverse=True)
    if sys.platform == "darwin":
        yield Path(f"/Library/Frameworks/Python.framework/Versions/{version}/bin/python3")
        yield Path(f"/opt/homebrew/opt/python@{version}/bin/python{version}")
        yield Path(f"/usr/local/opt/python@{version}/bin/python{version}")
    elif sys.platform == "win32":
        yield Path(
            os.environ.get("LOCALAPPDATA", home), "Programs/Python", f"Python{version.replace('.', '')}", "python.exe"
        )
    else:
        yield Path(f"/usr/bin/python{version}")
        yield Path(f"/usr/local/bin/python{version}")
