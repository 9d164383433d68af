"""The runtime folder: whole, small, the same each time, and in the real runtime under Node as good as CPython."""

import json
import re
import shutil
import sys
import zipfile
from collections.abc import Iterator
from pathlib import Path

import pytest

import bundle
import stdlib
from guide import web

ROOT = Path(__file__).resolve().parents[2]
PACKAGE = ROOT / "node_modules" / "pyodide"
COMPILED = bundle.host_fits(PACKAGE) if PACKAGE.is_dir() else False
pytestmark = pytest.mark.skipif(not PACKAGE.is_dir(), reason="Pyodide er ikke hentet: kør python3 scripts/test.py")
with_node = pytest.mark.skipif(stdlib.node_program() is None, reason="Node mangler på maskinen")
only_compiled = pytest.mark.skipif(not COMPILED, reason="miljøets Python er en anden end browserens: kilder i stedet")


@pytest.fixture(scope="module")
def made(tmp_path_factory: pytest.TempPathFactory) -> bundle.Bundle:
    return bundle.make(ROOT, tmp_path_factory.mktemp("runtime"))


@pytest.fixture(scope="module")
def said(made: bundle.Bundle) -> stdlib.Answer:
    """What the real runtime says of the zip: its bytecode, the modules, and an answer to every kind of request."""
    names = [f"guide.{name}" for name in bundle.guide_modules(ROOT) if name != "__init__"]
    answer = stdlib.ask(PACKAGE, made.folder / bundle.ZIP, names, stdlib.requests_of(ROOT))
    assert answer is not None, "Pyodide kom ikke op at køre med den lille zip"
    return answer


def files_in(folder: Path) -> dict[str, bytes]:
    with zipfile.ZipFile(folder / bundle.ZIP) as archive:
        return {name: archive.read(name) for name in archive.namelist()}


# ── The folder ────────────────────────────────────────────────────────────────────────────────────────────────────────


def test_only_files_that_every_web_server_sends(made: bundle.Bundle) -> None:
    names = {file.relative_to(made.folder.parent).as_posix() for file in made.files}
    small = made.folder.name
    assert names == {"pyodide.asm.js", "pyodide.asm.wasm", f"{small}/python.zip", f"{small}/worker.js"}


def test_two_builds_give_the_same_bytes_and_the_address_follows_them(made: bundle.Bundle, tmp_path: Path) -> None:
    again = bundle.make(ROOT, tmp_path)
    assert again.address == made.address
    for file, same in zip(made.files, again.files, strict=True):
        assert same.read_bytes() == file.read_bytes(), file.name


def test_another_municipality_has_another_address_for_the_small_folder_alone(
    made: bundle.Bundle, tmp_path: Path
) -> None:
    local = tmp_path / "lokal.toml"
    local.write_text('kommune = "Prøveby"\n', "utf-8")
    other = bundle.make(ROOT, tmp_path / "ud", local)
    assert other.folder.name != made.folder.name
    assert other.folder.parent.name == made.folder.parent.name


def test_the_address_is_the_version_and_a_hash_and_old_versions_go(made: bundle.Bundle, tmp_path: Path) -> None:
    (tmp_path / "0.1.0-00000000").mkdir()
    (tmp_path / ".0.29.5-halv").mkdir()
    again = bundle.make(ROOT, tmp_path)
    assert re.fullmatch(r"0\.29\.5-[0-9a-f]{8}/[0-9a-f]{8}", again.address)
    assert [place.name for place in tmp_path.iterdir()] == [again.folder.parent.name]


def test_the_zip_is_stored_sorted_and_without_dates(made: bundle.Bundle) -> None:
    with zipfile.ZipFile(made.folder / bundle.ZIP) as archive:
        entries = archive.infolist()
    assert {entry.compress_type for entry in entries} == {zipfile.ZIP_STORED}
    assert {entry.date_time for entry in entries} == {(1980, 1, 1, 0, 0, 0)}
    assert [entry.filename for entry in entries] == sorted(entry.filename for entry in entries)


@only_compiled
def test_everything_is_bytecode_and_says_nothing_of_this_machine(made: bundle.Bundle) -> None:
    files = files_in(made.folder)
    assert not [name for name in files if name.endswith(".py")]
    assert not [name for name, data in files.items() if str(ROOT).encode() in data]


def test_what_only_pages_need_stays_at_home(made: bundle.Bundle) -> None:
    names = {Path(name).stem for name in files_in(made.folder)}
    assert not names & {
        "__main__",
        "check",
        "load",
        "poster",
        "quiz",
        "tomllib",
        "dataclasses",
        "entities",
        "asyncio/events",
    }


def test_the_worker_knows_the_runtimes_own_description() -> None:
    info = json.loads((PACKAGE / "pyodide-lock.json").read_text("utf-8"))["info"]
    worker = (ROOT / "overrides/assets/guide/worker.js").read_text("utf-8")
    said = re.search(r"const ABI = \{(.+?)\};", worker)
    assert said is not None
    assert dict(re.findall(r'(\w+): "([^"]+)"', said[1])) == info


def test_the_transfer_is_at_most_seven_tenths_of_stock(made: bundle.Bundle) -> None:
    brotli = pytest.importorskip("brotli")
    size = {
        file: len(brotli.compress(file.read_bytes(), quality=5, lgwin=24))
        for file in [*made.files, *(PACKAGE / name for name in _STOCK)]
    }
    stock = sum(size[PACKAGE / name] for name in _STOCK)
    assert sum(size[file] for file in made.files) <= 0.70 * stock


_STOCK = ("pyodide.js", "pyodide.asm.js", "pyodide.asm.wasm", "python_stdlib.zip", "pyodide-lock.json")


# ── Another Python, or none ───────────────────────────────────────────────────────────────────────────────────────────


@with_node
def test_with_another_python_sources_are_shipped_and_a_line_says_so(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setattr(bundle, "host_fits", lambda _package: False)
    made = bundle.make(ROOT, tmp_path)
    assert not made.compiled
    assert "kildekode" in capsys.readouterr().out
    assert not [name for name in files_in(made.folder) if name.endswith(".pyc")]
    answer = stdlib.ask(PACKAGE, made.folder / bundle.ZIP, ["guide.web"], ["{}"])
    assert answer is not None
    assert answer["responses"] == [web.handle("{}")]


@only_compiled
def test_a_compiler_that_fails_stops_with_a_remedy(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setattr(sys, "executable", "/findes/ikke/python")
    with pytest.raises(SystemExit):
        bundle.compile_files({"a.py": b"x = 1\n"}, tmp_path)
    assert "py-compile" in capsys.readouterr().err
    assert list(tmp_path.iterdir()) == []


@only_compiled
def test_the_same_sources_are_compiled_once(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    sources = {"a.py": b"x = 1\n"}
    first = bundle.compile_files(sources, tmp_path)
    monkeypatch.setattr(sys, "executable", "/findes/ikke/python")
    assert bundle.compile_files(sources, tmp_path) == first
    assert list(first) == ["a.pyc"]


@only_compiled
def test_of_what_was_compiled_only_the_last_editions_are_kept(tmp_path: Path) -> None:
    for number in range(6):
        (tmp_path / f"{number}-313.zip").write_bytes(b"")
    bundle.compile_files({"a.py": b"x = 1\n"}, tmp_path)
    assert len(list(tmp_path.iterdir())) == 4


def test_a_module_that_the_library_lacks_is_named(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setattr(bundle, "stdlib_modules", lambda _root: ["findes_ikke"])
    with pytest.raises(SystemExit):
        bundle.make(ROOT, tmp_path)
    assert "findes_ikke" in capsys.readouterr().err


# ── In the real runtime ───────────────────────────────────────────────────────────────────────────────────────────────


@with_node
@only_compiled
def test_the_bytecode_is_the_runtimes(made: bundle.Bundle, said: stdlib.Answer) -> None:
    heads = {data[:4].hex() for name, data in files_in(made.folder).items() if name.endswith(".pyc")}
    assert heads == {said["magic"]}


@with_node
def test_every_module_of_the_guide_that_ships_is_imported(made: bundle.Bundle, said: stdlib.Answer) -> None:
    assert said["failed"] == {}
    shipped = {stdlib.module_name(name) for name in files_in(made.folder) if name.endswith((".py", ".pyc"))}
    unused = shipped - said["modules"].keys() - {"importlib.resources.abc"}
    assert unused == set(), "disse moduler er med, men bliver ikke brugt: lav listen igen med python3 scripts/stdlib.py"


@with_node
def test_the_real_runtime_answers_as_cpython(said: stdlib.Answer) -> None:
    requests = stdlib.requests_of(ROOT)
    assert len(said["responses"]) == len(requests) > 100
    for request, response in zip(requests, said["responses"], strict=True):
        assert response == web.handle(request), request


@with_node
def test_no_answer_leaves_what_only_the_collector_can_remove_since_the_browser_runs_without_it(
    said: stdlib.Answer,
) -> None:
    assert said["responses"]
    assert said["garbage"] == 0


@pytest.fixture(autouse=True)
def _no_scratch_left() -> Iterator[None]:
    yield
    shutil.rmtree(ROOT / ".build" / "stdlib", ignore_errors=True)
