"""Finds out which modules of the standard library the live guide needs, and writes the list that `bundle` reads.

Run it when a module of the guide imports something new, or with another version of Pyodide; it takes some minutes.
First everything is shipped and the runtime under Node says what it has loaded after the guide has answered every kind
of request. Then each module is left out in turn: what Pyodide imports only if it is there is not needed.
"""

import environment  # isort: skip - first, because it tells an old Python what to do

import json
import shutil
import subprocess
import sys
import zipfile
from collections.abc import Iterator, Mapping, Sequence
from pathlib import Path
from typing import TypedDict

import bundle
import say
from guide import load

HEAD = """\
# De moduler af Pythons standardbibliotek, som følger med til browseren. Lavet af scripts/stdlib.py, ret den ikke i hånden.
# Målt i Pyodide {version}: alt, som køretiden selv og vejviseren har hentet ind, når hvert svar er prøvet, fraregnet det,
# som kan undværes. Pyodide har også moduler, der er bygget ind i programmet; de står her ikke.
# tests/bundle/test_bundle.py prøver, at listen er nok.
"""
_PROGRAM = Path(__file__).with_name("in_runtime.mjs")


class Answer(TypedDict):
    """What `in_runtime.mjs` prints. `garbage` is how many things the cyclic collector found after all answers."""

    python: str
    magic: str
    modules: dict[str, str]
    failed: dict[str, str]
    responses: list[str]
    garbage: int


def ask(package: Path, archive: Path, imports: list[str], requests: list[str]) -> Answer | None:
    """What the runtime under Node says with this zip as its library; None when it does not start."""
    question = json.dumps({"imports": imports, "requests": requests})
    node = node_program()
    if node is None:
        say.stop("Node blev ikke fundet.", "Installer Node, eller kør: python3 scripts/runtime.py")
    command = [str(node), str(_PROGRAM), str(package), str(archive)]
    done = subprocess.run(command, input=question, capture_output=True, text=True, encoding="utf-8", check=False)
    if done.returncode != 0:
        return None
    answer: Answer = json.loads(done.stdout)
    return answer


def node_program() -> Path | None:
    """Node on this machine or from the environment's own package."""
    beside = Path(sys.executable).parent
    found = shutil.which("node") or shutil.which("node", path=str(beside))
    return Path(found) if found else None


def requests_of(root: Path) -> list[str]:
    """Requests of every kind: the start, each case's answers, ways up, practice, maps, and what cannot be understood."""
    guide = load.load(root / "guide" / "data").guide
    asked = [_request({}, []), "ikke json", "{}", "[]", _request({"spor": 1}, []), _request({}, [{"type": "nix"}])]
    asked += [
        _request({}, [{"type": "link", "fragment": text}]) for text in ("spor=%C3%A6", "spor=" + ",".join(guide.spor))
    ]
    asked += [json.dumps({"find": text}) for text in ("", "blå mærker", "sulten", "xyzzy", *list(guide.outcomes)[:3])]
    asked += [_request({}, [{"type": "role", "role": role}]) for role in (*guide.frame.actors, "nix")]
    for case in guide.cases.values():
        state = {"spor": [case.spor], "answers": dict(case.answers)}
        last = case.answers[-1][0]
        way_up = guide.outcomes[case.outcome].up[:1]
        events: list[list[dict[str, str]]] = [
            [],
            [{"type": "edit", "question": last}],
            [{"type": "add"}],
            [{"type": "clear"}],
        ]
        events += [[{"type": "raise", "from": case.outcome, "to": target}] for target in way_up]
        asked += [_request(state, event) for event in events]
        asked.append(_request({**state, "case": case.id}, []))
    mapped = {case.spor: json.dumps({"map": True, "state": {"spor": [case.spor]}}) for case in guide.cases.values()}
    return [*asked, _request({}, [{"type": "practise", "case": "nix"}]), *mapped.values()]


def _request(state: Mapping[str, object], events: Sequence[Mapping[str, str]]) -> str:
    return json.dumps({"state": state, "events": events, "now": "2026-11-22T16:40"})


class Measuring:
    """One measurement: the compiled files, and the answers that a smaller library must give too."""

    def __init__(self, root: Path, scratch: Path) -> None:
        self.package = root / "node_modules" / "pyodide"
        self.archive = scratch / "maaling.zip"
        self.imports = [f"guide.{name}" for name in bundle.guide_modules(root) if name != "__init__"]
        self.requests = requests_of(root)
        sources = bundle.python_files(root, self.package, list(_library(self.package)))
        sources |= bundle.data_files(root, None)
        self.files = bundle.compile_files(sources, scratch)
        own = {f"{name}c" for name in bundle.own_modules(root)}
        self.ours = own | {name for name in self.files if name.startswith("guide/")}

    def with_only(self, modules: set[str]) -> Answer | None:
        """What the runtime says when the library has only these modules."""
        kept = {name: data for name, data in self.files.items() if name in self.ours or module_name(name) in modules}
        self.archive.write_bytes(bundle.zipped(kept))
        return ask(self.package, self.archive, self.imports, self.requests)


def _library(package: Path) -> Iterator[str]:
    with zipfile.ZipFile(package / "python_stdlib.zip") as library:
        yield from (module_name(name) for name in library.namelist() if name.endswith(".py"))


def module_name(name: str) -> str:
    """The module that a file of the zip holds."""
    return name.rsplit(".", 1)[0].replace("/", ".").removesuffix(".__init__")


def measure(root: Path) -> list[str]:
    """The names of the library modules that are needed, sorted."""
    measuring = Measuring(root, root / ".build" / "stdlib")
    library = set(_library(measuring.package)) - {module_name(name) for name in measuring.ours}
    full = measuring.with_only(library)
    if full is None or full["failed"]:
        say.stop(f"Vejviseren kunne ikke køre i Pyodide: {full and full['failed']}", "Ret den, og mål igen.")
    needed = library & full["modules"].keys()
    say.line(f"{len(needed)} moduler er hentet ind. Prøver hvert af dem væk …")
    for module in sorted(needed):
        smaller = measuring.with_only(needed - {module})
        if smaller and smaller["responses"] == full["responses"] and not smaller["failed"]:
            needed = needed - {module}
            say.line(f"    kan undværes: {module}")
    return sorted(needed)


def main() -> None:
    """Measure and write the list."""
    say.Arguments(
        prog="stdlib.py", description="Måler, hvilke moduler af Pythons standardbibliotek browseren skal bruge."
    ).parse_args()
    environment.enter({"site"})
    root = environment.ROOT
    package = root / "node_modules" / "pyodide"
    if not bundle.host_fits(package):
        say.stop(
            "Målingen skal køre på den samme Python som browserens.", "Installer Python 3.13, og slet mappen .venv."
        )
    found = measure(root)
    version = json.loads((package / "package.json").read_text("utf-8"))["version"]
    (root / "scripts" / bundle.STDLIB_LIST).write_text(HEAD.format(version=version) + "\n".join(found) + "\n", "utf-8")
    say.line(f"{len(found)} moduler står nu i scripts/{bundle.STDLIB_LIST}.")


if __name__ == "__main__":
    say.guarded(main)
