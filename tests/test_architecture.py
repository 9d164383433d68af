"""Who may know whom, what may lie in the repository, and how large a part may grow."""

from __future__ import annotations

import ast
import re
import shutil
import statistics
import subprocess
import sys
from collections.abc import Iterator
from importlib.metadata import packages_distributions
from pathlib import Path
from typing import Final

import pytest

from guide.model import Guide

ROOT: Final = Path(__file__).parent.parent
MODULES: Final = {path.stem: path for path in sorted((ROOT / "guide").glob("*.py"))}
SCRIPTS: Final = {path.stem for path in (ROOT / "scripts").glob("*.py")}
SHELL: Final = sorted((ROOT / "overrides").rglob("*.js"))
EVERYTHING: Final = set(MODULES) - {"__main__", "__init__"}

# What each module of guide/ may import from guide/. A new module is entered here, with a reason in its first lines.
MAY_KNOW: Final[dict[str, set[str]]] = {
    "__init__": set(),
    "errors": set(),
    "places": set(),
    "registers": {"errors"},
    "model": {"errors", "registers"},
    "tables": {"errors", "places"},
    "shape": {"errors", "places"},
    "shapes": {"model", "shape"},
    "values": {"model", "registers", "shape"},
    "assemble": {"errors", "model", "registers", "shape", "shapes", "tables", "values"},
    "shipped": {"errors", "model", "registers"},
    "load": {"assemble", "errors", "places", "tables"},
    "paths": {"model"},
    "engine": {"model", "paths"},
    "check_references": {"errors", "model", "registers"},
    "check_forms": {"check_references", "errors", "model", "registers"},
    "check_paths": {"errors", "model", "paths"},
    "check_cases": {"errors", "model", "registers", "paths"},
    "quiz": {"model", "registers"},
    "check_training": {"check_references", "errors", "model", "quiz", "registers"},
    "check": {"check_cases", "check_forms", "check_paths", "check_references", "check_training", "errors", "model"},
    "icons": {"model"},
    "markup": set(),
    "words": {"model"},
    "compare": {"model", "registers", "paths"},
    "safety": {"engine", "model", "registers", "paths"},
    "danish": set(),
    "signs": {"danish", "model", "registers"},
    "calls": {"words", "markup", "model", "registers"},
    "render": {"calls", "words", "markup", "icons", "model", "registers"},
    "routing": {"boxes", "columns"},
    "boxes": {"model"},
    "columns": {"boxes", "model"},
    "layout": {"boxes", "columns", "model", "routing"},
    "diagram": {"boxes", "icons", "layout", "markup", "model", "paths", "routing", "words"},
    "poster": {"markup"},
    "deadlines": {"model", "registers"},
    "summary": {"words", "__init__", "deadlines", "engine", "model", "registers"},
    "trail": {"markup", "__init__", "deadlines", "engine", "model", "registers", "render", "summary"},
    "cases": {"engine", "model", "registers"},
    "practice": {
        "__init__",
        "cases",
        "deadlines",
        "engine",
        "icons",
        "markup",
        "model",
        "registers",
        "render",
        "trail",
        "words",
    },
    "web": EVERYTHING,
    "__main__": EVERYTHING | {"__init__"},
}


def tree(module: str) -> ast.Module:
    return ast.parse(MODULES[module].read_text(encoding="utf-8"))


def imported(nodes: Iterator[ast.AST] | list[ast.stmt]) -> Iterator[str]:
    """The dotted names that import statements bring in; `from guide import paths` is guide.paths."""
    for node in nodes:
        if isinstance(node, ast.Import):
            yield from (alias.name for alias in node.names)
        elif isinstance(node, ast.ImportFrom):
            assert node.level == 0, "relative imports hide who knows whom"
            inner = node.module == "guide"
            yield from (f"guide.{alias.name}" for alias in node.names) if inner else (str(node.module),)


def own(name: str) -> str:
    """The module of guide/ that a dotted name means; what is not a module stands in `__init__`."""
    module = name.removeprefix("guide.")
    return module if module in MODULES else "__init__"


def knows(module: str, only_at_start: bool = False) -> set[str]:
    found = imported(tree(module).body if only_at_start else ast.walk(tree(module)))
    return {own(name) for name in found if name.split(".")[0] == "guide"}


@pytest.mark.parametrize("module", MODULES)
def test_a_module_knows_only_those_below_it(module: str) -> None:
    assert module in MAY_KNOW, "a new module is entered in MAY_KNOW above"
    assert knows(module) <= MAY_KNOW[module]


def test_no_two_modules_know_each_other() -> None:
    for module in MODULES:
        below = set(knows(module))
        while more := {inner for name in below for inner in knows(name)} - below:
            below |= more
        assert module not in below


@pytest.mark.parametrize("module", MODULES)
def test_the_guide_uses_the_standard_library_alone(module: str) -> None:
    outer = {name.split(".")[0] for name in imported(ast.walk(tree(module)))} - {"guide"}
    assert outer <= sys.stdlib_module_names
    assert not outer & {"js", "pyodide", "mkdocs", *SCRIPTS}


def test_what_the_browser_imports_reads_no_files_and_no_toml() -> None:
    shipped, waiting = set(), ["web"]
    while waiting:
        module = waiting.pop()
        if module not in shipped:
            shipped.add(module)
            waiting += knows(module, only_at_start=True)
    outer = {name.split(".")[0] for module in shipped for name in imported(tree(module).body)}
    assert not shipped & {"load", "check", "__main__"}
    assert not outer & {"tomllib", "pathlib", "argparse", "hashlib", "subprocess", "os"}


def test_only_the_loader_opens_files() -> None:
    opens = {"open", "read_text", "read_bytes", "write_text", "write_bytes"}
    for module in MODULES:
        calls = [node.func for node in ast.walk(tree(module)) if isinstance(node, ast.Call)]
        names = {getattr(call, "attr", getattr(call, "id", "")) for call in calls}
        assert not names & opens or module == "load", module


def test_scripts_use_only_the_public_names_of_the_guide() -> None:
    for path in (ROOT / "scripts").glob("*.py"):
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
            if isinstance(node, ast.ImportFrom) and str(node.module).split(".")[0] == "guide":
                assert not any(re.match("_[^_]", alias.name) for alias in node.names), path.name


# --- what others have made -------------------------------------------------------------------------------------------

DECLARED: Final = re.compile(r'^  "([A-Za-z0-9-]+)', re.MULTILINE)
RUN_BY_NAME: Final = re.compile(r'"-m", "([a-z_]+)"')


def foreign(path: Path) -> set[str]:
    """The packages outside the standard library and the project that a file imports, or runs as a program."""
    text = path.read_text(encoding="utf-8")
    nodes = list(ast.walk(ast.parse(text)))
    names = {alias.name for node in nodes if isinstance(node, ast.Import) for alias in node.names}
    names |= {str(node.module) for node in nodes if isinstance(node, ast.ImportFrom) and node.level == 0}
    names = {name.split(".")[0] for name in [*names, *RUN_BY_NAME.findall(text)]}
    return names - sys.stdlib_module_names - SCRIPTS - {"guide", "tests", "pip"}  # pip comes with Python


def test_every_package_that_is_used_directly_stands_in_the_project_file() -> None:
    text = (ROOT / "pyproject.toml").read_text(encoding="utf-8")
    declared = {name.lower() for name in DECLARED.findall(text)}
    known = packages_distributions()
    used = {
        (name, path.relative_to(ROOT).as_posix())
        for folder in ("scripts", "tests")
        for path in (ROOT / folder).rglob("*.py")
        for name in foreign(path)
    }
    assert len(used) > 20
    called = {name: {re.sub("[_.]", "-", each).lower() for each in known.get(name, [name])} for name, _ in used}
    missing = sorted(each for each in used if not declared & called[each[0]])
    assert missing == [], "skriv pakken i pyproject.toml med en grund, og lav låsefilerne igen"


# --- the browser's shell ----------------------------------------------------------------------------------------------

_STRING: Final = re.compile(
    r"""//[^\n]*|/\*.*?\*/|("(?:\\.|[^"\\\n])*"|'(?:\\.|[^'\\\n])*'|`(?:\\.|[^`\\])*`)""", re.DOTALL
)


def strings(path: Path) -> list[str]:
    return [found for found in _STRING.findall(path.read_text(encoding="utf-8")) if found]


def test_there_is_a_shell() -> None:
    assert SHELL


@pytest.mark.parametrize("path", SHELL, ids=lambda path: path.name)
def test_the_shell_has_no_words_for_people(path: Path) -> None:
    assert [text for text in strings(path) if re.search("[æøåÆØÅ]|\\\\u00[ecEC][56]|\\\\u00[fdFD]8", text)] == []


@pytest.mark.parametrize("path", SHELL, ids=lambda path: path.name)
def test_the_shell_knows_no_question_and_no_outcome(path: Path, guide: Guide) -> None:
    text = path.read_text(encoding="utf-8")
    known = {*guide.spor, *guide.questions, *guide.outcomes}
    assert [name for name in known if re.search(rf"(?<![\w-]){re.escape(name)}(?![\w-])", text)] == []


# What a browser may keep of a visit, and what is no part of a shell. Only these files may name it, for one reason each.
KEEPS: Final = {
    r"\blocalStorage\b": {"tema.js"},  # the reader's choice of colours, and nothing before it is made
    r"\bsessionStorage\b": set[str](),
    r"\bcaches\b": {"sw.js"},  # the site's own pages, for when the server is gone
    r"\bhistory\.state\b": {"history.js"},  # the number of a step
    r"\bpushState\b": {"history.js"},
    r"\breplaceState\b": {"history.js", "dias.js"},  # dias.js takes an address' questions away
    r"\bindexedDB\b": set[str](),
    r"\bcookie\b": set[str](),
    r"\bwindow\.name\b": set[str](),
    r"\b(?:sendBeacon|XMLHttpRequest|WebSocket|EventSource)\b": set[str](),
    r"\bimport guide\b|\bdef \w": set[str](),
}
_COMMENT: Final = re.compile(r"(?<![:\"'\\])//[^\n]*|/\*.*?\*/", re.DOTALL)


@pytest.mark.parametrize("word", KEEPS)
def test_the_shell_stores_nothing_and_holds_no_python(word: str) -> None:
    code = {path.name: _COMMENT.sub("", path.read_text(encoding="utf-8")) for path in SHELL}
    assert {name for name, text in code.items() if re.search(word, text)} == KEEPS[word]


def test_every_part_of_the_styles_is_in_use_once() -> None:
    """Their order is the site's own and stands in mkdocs.yml alone."""
    used = re.findall(r"^  - assets/udseende/([a-z]+\.css)$", (ROOT / "mkdocs.yml").read_text("utf-8"), re.MULTILINE)
    assert sorted(used) == sorted(path.name for path in (ROOT / "overrides/assets/udseende").glob("*.css"))


# --- the repository ---------------------------------------------------------------------------------------------------


def git(*arguments: str) -> list[str]:
    """What git answers, line by line; without a repository (a downloaded archive) the test is left out."""
    if shutil.which("git") is None or not (ROOT / ".git").exists():
        pytest.skip("her er ikke et git-arkiv")
    called = ["git", "-c", "core.quotepath=off", *arguments]
    return subprocess.run(called, cwd=ROOT, check=True, capture_output=True, encoding="utf-8").stdout.splitlines()


def test_nothing_generated_is_tracked() -> None:
    generated = (
        "docs/vejviser",
        "docs/traening/kort",
        "docs/assets/runtime",
        "site",
        ".build",
        ".venv",
        "node_modules",
        "guide/vejviser.pickle",
    )
    assert git("ls-files", "--", *generated) == []


def test_file_names_are_ascii_without_spaces() -> None:
    names = git("ls-files", "--cached", "--others", "--exclude-standard")
    assert names
    assert [name for name in names if not re.fullmatch(r"[A-Za-z0-9._/-]+", name)] == []


GENERATED: Final = (
    "site/",
    ".venv",
    ".build",
    "node_modules",
    "docs/vejviser/",
    "docs/traening/kort/",
    "docs/assets/runtime/",
)
_NAMED: Final = re.compile(
    r"\]\((?!https?:|#|mailto:)([^)#]+)"  # a link within the repository
    r"|`([\w.-]+/[\w./-]*|[\w-]+\.(?:md|toml|yml|txt|json))`"  # a path in code style
    r"|(?<=python3 )((?:scripts|guide)/[\w./-]+)"  # a command
)


@pytest.mark.parametrize("name", ["README.md", "CONTRIBUTING.md"])
def test_every_path_that_is_named_exists(name: str) -> None:
    text = (ROOT / name).read_text(encoding="utf-8")
    named = {path for groups in _NAMED.findall(text) for path in groups if path}
    assert named
    assert [path for path in sorted(named) if not path.startswith(GENERATED) and not (ROOT / path).exists()] == []


# --- sizes ------------------------------------------------------------------------------------------------------------


def functions() -> list[int]:
    """The length of every function of guide/ in lines, shortest first."""
    nodes = (node for module in MODULES for node in ast.walk(tree(module)))
    return sorted((node.end_lineno or 0) - node.lineno + 1 for node in nodes if isinstance(node, ast.FunctionDef))


@pytest.mark.parametrize("module", MODULES)
def test_a_module_can_be_read_in_one_go(module: str) -> None:
    assert len(MODULES[module].read_text(encoding="utf-8").splitlines()) <= 350


def test_functions_are_short() -> None:
    lengths = functions()
    assert statistics.median(lengths) <= 12
    assert lengths[len(lengths) * 9 // 10] < 35


@pytest.mark.parametrize("module", MODULES)
def test_a_module_begins_with_what_it_is_for(module: str) -> None:
    assert ast.get_docstring(tree(module))
