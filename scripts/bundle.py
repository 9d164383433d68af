"""Makes the live guide's runtime folders: Pyodide's own files, and below them one zip with all Python and data, and the worker.

A folder's name holds a hash over every byte in it, so that its addresses never change meaning and may be cached for ever.
There are two because they change at different times: a new telephone number gives the small one a new address, and the
big one stays in every browser. It knows nothing of pages. The recipe: the stock runtime compiles about 190 library
modules from source at each start; here only the modules that the guide needs are shipped, as bytecode, in one zip without
compression (the wire compresses it better, and Python need not inflate it).
"""

import environment  # isort: skip - first, because it tells an old Python what to do

import ast
import hashlib
import io
import json
import re
import shutil
import sys
import zipfile
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, replace
from importlib.util import MAGIC_NUMBER
from pathlib import Path
from tempfile import TemporaryDirectory

import commands
import day
import folders
import holiday_dates
import say
from guide import shipped
from guide.assemble import from_tables
from guide.load import read_tables
from guide.tables import Tables

ZIP = "python.zip"
STDLIB_LIST = "stdlib-moduler.txt"
OWN = "in_browser"
_UNCHANGED = ("pyodide.asm.js", "pyodide.asm.wasm")
_LOADER = "pyodide.js"
_WORKER = "overrides/assets/guide/worker.js"
_HEAVY = re.compile(r"^from (?:dataclasses|html|urllib\.parse) import", re.MULTILINE)
_DOOR = "web"
_LATER = ("practice", "diagram")  # what the door imports first when somebody asks for it
# What is no part of an answer: pages alone show these, and the practice cases go in a file of their own.
_ONLY_PAGES = ("cases/", "vignetter.toml", "quiz.toml", "ordliste.toml", "kilder.toml")
# Python's own first day of a zip; any fixed date gives the same bytes each time.
_DATE = (1980, 1, 1, 0, 0, 0)
_PYC_HEAD = 16
_KEPT = 4  # compiled editions: going back and forth between two branches, with and without a lokal.toml, costs nothing


@dataclass(frozen=True)
class Bundle:
    """Finished runtime folders: the small one, in the big one. `compiled` is False with sources."""

    folder: Path
    compiled: bool

    @property
    def address(self) -> str:
        """The small folder's address below `assets/runtime/`."""
        return f"{self.folder.parent.name}/{self.folder.name}"

    @property
    def files(self) -> list[Path]:
        """Every file of both folders."""
        return sorted(file for file in self.folder.parent.rglob("*") if file.is_file())


def make(root: Path, out: Path, local: Path | None = None) -> Bundle:
    """The runtime folders `out/<version>-<hash>/<hash>/`, made anew; those of earlier versions are removed.

    In: the checkout, the folder for versions, and optionally a municipality's own `lokal.toml`.
    Out: the folders, complete. Stops with a message when the runtime or the compiler cannot be used.
    """
    package = root / "node_modules" / "pyodide"
    sources = python_files(root, package, stdlib_modules(root)) | data_files(root, local)
    compiled = host_fits(package)
    if compiled:
        sources = compile_files(sources, root / ".build" / "bundle")
    else:
        say.line(_slower(package))
    own = {ZIP: zipped(sources), "worker.js": _worker(root, package)}
    pyodide = {name: (package / name).read_bytes() for name in _UNCHANGED}
    place = Path(f"{_version(package)}-{_hash(pyodide)}")
    below = place / _hash(own)
    files = {place / name: data for name, data in pyodide.items()} | {below / name: data for name, data in own.items()}
    _write(files, out)
    return Bundle(out / below, compiled)


def _worker(root: Path, package: Path) -> bytes:
    """Pyodide's loader and our worker as one file: one question less to the server."""
    loader = re.sub(rb"//# sourceMappingURL=.*", b"", (package / _LOADER).read_bytes())
    return loader.rstrip() + b"\n" + (root / _WORKER).read_bytes().replace(b"\r\n", b"\n")


# ── What goes in ──────────────────────────────────────────────────────────────────────────────────────────────────────


def stdlib_modules(root: Path) -> list[str]:
    """The names on the measured list of library modules; `scripts/stdlib.py` makes it."""
    lines = (root / "scripts" / STDLIB_LIST).read_text("utf-8").splitlines()
    return [line.strip() for line in lines if line.strip() and not line.startswith("#")]


def python_files(root: Path, package: Path, modules: Iterable[str]) -> dict[str, bytes]:
    """Source files by their name in the zip: the library modules, the guide, and the browser's own modules over them."""
    files: dict[str, bytes] = {}
    with zipfile.ZipFile(package / "python_stdlib.zip") as library:
        present = set(library.namelist())
        for module in modules:
            names = [f"{module.replace('.', '/')}{ending}" for ending in (".py", "/__init__.py")]
            name = next((name for name in names if name in present), None)
            if name is None:
                say.stop(
                    f"Modulet »{module}« på listen scripts/{STDLIB_LIST} findes ikke i Pyodide {_version(package)}.",
                    "Lav listen igen: python3 scripts/stdlib.py",
                )
            files[name] = library.read(name)
    guide = {f"guide/{name}.py": lightened(source) for name, source in guide_modules(root).items()}
    return files | own_modules(root) | guide


def own_modules(root: Path) -> dict[str, bytes]:
    """What only the browser has: a module that runs first, and light stand-ins for what the guide never uses."""
    folder = root / "scripts" / OWN
    return {file.relative_to(folder).as_posix(): file.read_bytes() for file in folder.rglob("*.py")}


def guide_modules(root: Path, own: bool = True) -> dict[str, str]:
    """The source of each guide module that the browser's door needs, found by following the imports.

    With `own`, as the browser has them: a stand-in of the same name counts instead of the original.
    """
    folders = [root / "scripts" / OWN, root] if own else [root]
    found: dict[str, str] = {}
    waiting = ["__init__", _DOOR, *_LATER]
    while waiting:
        name = waiting.pop()
        places = (folder / "guide" / f"{name}.py" for folder in folders)
        place = next((place for place in places if place.is_file()), None)
        if place and name not in found:
            found[name] = place.read_text("utf-8")
            waiting += _imports(found[name])
    return dict(sorted(found.items()))


def _imports(source: str) -> Iterator[str]:
    """The guide's own modules that a module imports when it is imported; imports inside functions do not count."""
    for node in ast.parse(source).body:
        if isinstance(node, ast.ImportFrom) and node.module == "guide":
            yield from (alias.name for alias in node.names)
        elif isinstance(node, ast.ImportFrom) and node.module and node.module.startswith("guide."):
            yield node.module.split(".")[1]
        elif isinstance(node, ast.Import):
            yield from (alias.name.split(".")[1] for alias in node.names if alias.name.startswith("guide."))


def lightened(source: str) -> bytes:
    """The source of a guide module, importing the stand-ins of `in_browser/guide/lightweight.py` where there are such."""
    return _HEAVY.sub("from guide.lightweight import", source).encode()


def data_files(root: Path, local: Path | None) -> dict[str, bytes]:
    """The finished guide and its practice cases, where `guide.web` looks for them."""
    tables = read_tables(root / "guide" / "data", local)
    guide = from_tables(for_browser(tables)).guide
    guide = replace(guide, holidays=holiday_dates.dates(day.of_build(root).year))
    # The page of cases has every story already, and hands it to nobody.
    cases = {case.id: replace(case, story="") for case in from_tables(tables).guide.cases.values()}
    return {"guide/" + shipped.FILE: shipped.to_bytes(guide), "guide/" + shipped.CASES: shipped.cases_to_bytes(cases)}


def for_browser(tables: Tables) -> Tables:
    """The tables of the guide alone; the fingerprint is still that of all."""
    kept = {name: file for name, file in tables.files.items() if not name.startswith(_ONLY_PAGES)}
    return Tables(kept, tables.fingerprint, tables.problems)


# ── Compiling ─────────────────────────────────────────────────────────────────────────────────────────────────────────


def host_fits(package: Path) -> bool:
    """Whether this Python writes the bytecode that the runtime reads: bytecode is bound to the minor version."""
    return sys.version_info[:2] == _python_of(package)[:2]


def _python_of(package: Path) -> tuple[int, ...]:
    info = json.loads((package / "pyodide-lock.json").read_text("utf-8"))["info"]
    return tuple(int(part) for part in info["python"].split("."))


def _version(package: Path) -> str:
    return str(json.loads((package / "package.json").read_text("utf-8"))["version"])


def _slower(package: Path) -> str:
    wanted = ".".join(map(str, _python_of(package)[:2]))
    return (
        f"    Miljøet kører på Python {sys.version_info[0]}.{sys.version_info[1]}, men browserens Python er {wanted}. "
        "Vejviseren sendes derfor som kildekode; den virker, men er længere om at starte. "
        f"Installer Python {wanted}, slet mappen .venv og byg igen, hvis starten skal være hurtig."
    )


def compile_files(sources: Mapping[str, bytes], scratch: Path) -> dict[str, bytes]:
    """The files with bytecode in the place of sources, by Pyodide's own compiler.

    Docstrings and asserts are left out (level 2): in the browser nobody reads the first, the tests have had their use
    of the second, and together they are a sixth of what travels. What was compiled last time lies in `scratch`.
    """
    stock = zipped(sources)
    done_before = scratch / f"{hashlib.sha256(stock).hexdigest()}-{sys.version_info[0]}{sys.version_info[1]}.zip"
    if not done_before.is_file():
        scratch.mkdir(parents=True, exist_ok=True)
        with TemporaryDirectory(dir=scratch) as own:  # another build may be at work beside this one
            half = Path(own) / "halv.zip"  # put in its place when it is whole
            half.write_bytes(zipped(_compiled(stock, Path(own) / ZIP)))
            half.replace(done_before)
    done_before.touch()  # the last used are kept
    folders.keep_newest(scratch, "*.zip", _KEPT)
    with zipfile.ZipFile(done_before) as filled:
        return {name: filled.read(name) for name in filled.namelist()}


def _compiled(stock: bytes, archive: Path) -> dict[str, bytes]:
    archive.write_bytes(stock)
    command = [sys.executable, "-m", "pyodide_cli", "py-compile", str(archive.resolve())]
    command += ["--compression-level", "0", "--silent", "--keep"]
    done, said = commands.run(command, archive.parent, {"PYTHONOPTIMIZE": "2", "PYTHONHASHSEED": "0"})
    if not done:
        say.stop(
            f"Pyodides oversætter (pyodide py-compile) kunne ikke bruges:\n{said[-500:]}",
            "Slet mappen .venv, og kør kommandoen igen.",
        )
    with zipfile.ZipFile(archive) as filled:
        files = {name: filled.read(name) for name in filled.namelist()}
    return {name: _without_time(data) if name.endswith(".pyc") else data for name, data in files.items()}


def _without_time(pyc: bytes) -> bytes:
    """Bytecode whose head says nothing of when and from what it was made; in a zip without sources nobody asks."""
    return MAGIC_NUMBER + bytes(_PYC_HEAD - len(MAGIC_NUMBER)) + pyc[_PYC_HEAD:]


def zipped(files: Mapping[str, bytes]) -> bytes:
    """One uncompressed zip of the files: sorted, with a fixed date, so that the same files give the same bytes."""
    holder = io.BytesIO()
    with zipfile.ZipFile(holder, "w", zipfile.ZIP_STORED) as archive:
        for name in sorted(files):
            archive.writestr(zipfile.ZipInfo(name, _DATE), files[name])
    return holder.getvalue()


# ── Writing it ────────────────────────────────────────────────────────────────────────────────────────────────────────


def _hash(files: Mapping[str, bytes]) -> str:
    hashed = hashlib.sha256()
    for name in sorted(files):
        hashed.update(name.encode() + b"\0" + hashlib.sha256(files[name]).digest())
    return hashed.hexdigest()[:8]


def _write(files: Mapping[Path, bytes], out: Path) -> None:
    """Write beside, then rename: a folder with its final name is whole."""
    half = out / ".halv"
    shutil.rmtree(half, ignore_errors=True)
    for file, content in files.items():
        (half / file).parent.mkdir(parents=True, exist_ok=True)
        (half / file).write_bytes(content)
    for old in out.iterdir():
        if old != half:
            shutil.rmtree(old) if old.is_dir() else old.unlink()
    for place in half.iterdir():
        place.rename(out / place.name)
    half.rmdir()


def main() -> None:
    """Make the runtime folder alone."""
    say.Arguments(prog="bundle.py", description="Gør vejviserens Python til browseren klar.").parse_args()
    environment.enter({"site"})
    made = make(environment.ROOT, environment.ROOT / "docs" / "assets" / "runtime")
    say.line(f"Vejviserens Python ligger i {made.folder.relative_to(environment.ROOT).as_posix()}/.")


if __name__ == "__main__":
    say.guarded(main)
