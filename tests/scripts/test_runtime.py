import hashlib
import json
import os
from pathlib import Path
from types import ModuleType

import pytest

import dictionary
import environment
import node_packages
import reveal
import runtime
import say

posix = pytest.mark.skipif(os.name == "nt", reason="de falske programmer er skrevet til sh")


@pytest.fixture
def root(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A checkout that wants one file, a machine with nothing on PATH, and no Node to be had."""
    (tmp_path / "scripts").mkdir()
    digest = hashlib.sha256(b"rigtig\n").hexdigest()
    (tmp_path / "scripts" / "runtime.sha256").write_text(f"# navne\n{digest}  pyodide.js\n", "utf-8")
    (tmp_path / "bin").mkdir()
    monkeypatch.setenv("PATH", str(tmp_path / "bin"))
    monkeypatch.setattr(environment, "ensure", lambda groups, root: True)
    return tmp_path


def program(root: Path, name: str, text: str) -> None:
    place = root / "bin" / name
    place.write_text(f"#!/bin/sh\nPATH=/usr/bin:/bin\n{text}\n", "utf-8")
    place.chmod(0o755)


def npm_that_brings(root: Path, content: str) -> None:
    program(root, "node", "exit 0")
    program(
        root, "npm", f"echo $* >> kald; mkdir -p node_modules/pyodide; echo {content} > node_modules/pyodide/pyodide.js"
    )


@posix
def test_the_runtime_is_fetched_once(root: Path) -> None:
    npm_that_brings(root, "rigtig")
    runtime.ensure(root)
    folder = runtime.ensure(root)
    assert (folder / "pyodide.js").read_text("utf-8") == "rigtig\n"
    assert len((root / "kald").read_text("utf-8").splitlines()) == 1


@posix
def test_no_install_script_of_a_package_is_run(root: Path) -> None:
    npm_that_brings(root, "rigtig")
    runtime.ensure(root)
    assert "--ignore-scripts" in (root / "kald").read_text("utf-8")


@posix
@pytest.mark.parametrize("content", ["rig", ""])
def test_half_a_download_is_healed(content: str, root: Path) -> None:
    npm_that_brings(root, "rigtig")
    half = root / "node_modules" / "pyodide" / "pyodide.js"
    half.parent.mkdir(parents=True)
    half.write_text(content, "utf-8")
    runtime.ensure(root)
    assert half.read_text("utf-8") == "rigtig\n"


@posix
def test_a_changed_file_is_refused_by_name(root: Path, capsys: pytest.CaptureFixture[str]) -> None:
    npm_that_brings(root, "forkert")
    with pytest.raises(say.Stop):
        runtime.ensure(root)
    said = capsys.readouterr().err
    assert "pyodide.js" in said
    assert "Slet mappen node_modules" in said


@posix
def test_without_node_it_comes_as_a_python_package(root: Path, capsys: pytest.CaptureFixture[str]) -> None:
    python = environment.python_of(root)
    python.parent.mkdir(parents=True)
    python.write_text(
        "#!/bin/sh\nPATH=/usr/bin:/bin\nmkdir -p node_modules/pyodide; echo rigtig > node_modules/pyodide/pyodide.js\n",
        "utf-8",
    )
    python.chmod(0o755)
    runtime.ensure(root)
    assert "ikke Node på maskinen" in capsys.readouterr().out


@posix
def test_without_network_the_message_says_what_to_do(root: Path, capsys: pytest.CaptureFixture[str]) -> None:
    complaint = "echo 'npm error code ENOTFOUND'; echo 'npm error syscall getaddrinfo'; exit 1"
    program(root, "node", "exit 0")
    program(root, "npm", complaint)
    python = environment.python_of(root)
    python.parent.mkdir(parents=True)
    python.write_text(f"#!/bin/sh\n{complaint}\n", "utf-8")
    python.chmod(0o755)
    with pytest.raises(say.Stop) as stopped:
        runtime.ensure(root)
    said = capsys.readouterr().err
    assert stopped.value.code == 1
    assert "kunne ikke hentes" in said
    assert "code ENOTFOUND" in said
    assert "Se, om maskinen er på nettet" in said


@pytest.mark.parametrize("package", [runtime, dictionary, reveal])
def test_the_real_files_are_those_of_the_pinned_version(package: ModuleType) -> None:
    folder = node_packages.ensure(package.PACKAGE)
    wanted = node_packages.expected(package.PACKAGE, environment.ROOT)
    assert node_packages.wrong_files(folder, wanted) == []
    assert json.loads((folder / "package.json").read_text("utf-8"))["version"] == package.VERSION


def test_the_dictionary_is_a_file_of_rules_and_a_file_of_words() -> None:
    rules, words = dictionary.files()
    assert "\nSFX " in rules.read_text("utf-8")
    assert "\nunderretning/" in words.read_text("utf-8")


@pytest.mark.parametrize("package", [runtime, dictionary, reveal])
def test_the_lock_file_pins_the_package_and_names_no_address(package: ModuleType) -> None:
    text = (environment.ROOT / "package-lock.json").read_text("utf-8")
    locked = json.loads(text)["packages"]
    assert locked[f"node_modules/{package.PACKAGE.folder}"]["version"] == package.VERSION
    assert "://" not in text
    assert all("integrity" in entry for name, entry in locked.items() if name)
