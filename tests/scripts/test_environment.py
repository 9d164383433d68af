import ast
import errno
import json
import os
import re
import subprocess
import sys
import time
from collections.abc import Callable
from pathlib import Path

import pytest

import environment
import interpreters
import locks
import say

SCRIPTS = environment.ROOT / "scripts"
posix = pytest.mark.skipif(os.name == "nt", reason="de falske programmer er skrevet til sh")

FAKE = """#!/bin/sh
case "$*" in
  "-c "*) echo '[%s, %s, true, "'$0'"]' ;;
  "-m venv "*) mkdir -p $3/bin $3/lib/python3.13/site-packages/pakke && cp $0 $3/bin/python ;;
  *"pip install"*) echo "$*" >> {log}; {pip} ;;
esac
"""


def fake_python(place: Path, version: str = "[3, 13, 0]", makes: str = "true", pip: str = "exit 0") -> Path:
    place.parent.mkdir(parents=True, exist_ok=True)
    text = FAKE.replace("{log}", str(place.parent / "log")).replace("{pip}", pip)
    place.write_text(text % (version, makes), "utf-8")
    place.chmod(0o755)
    return place


@pytest.fixture
def root(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A checkout whose only interpreter is a fake one that writes down what pip was asked to install."""
    for name in environment.GROUPS.values():
        (tmp_path / name).write_text("# ingen pakker\n", "utf-8")
    use(fake_python(tmp_path / "fake" / "python"), monkeypatch)
    return tmp_path


def use(python: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(interpreters, "candidates", lambda: iter([(str(python),)]))


def installs(root: Path) -> list[str]:
    """What pip was asked to install, one line a run."""
    return (root / "fake" / "log").read_text("utf-8").splitlines()


# ── Finding Python ────────────────────────────────────────────────────────────────────────────────────────────────────


@posix
def test_a_shim_that_starts_nothing_is_no_python(tmp_path: Path) -> None:
    shim = tmp_path / "python3.13"
    shim.write_text("#!/bin/sh\necho 'pyenv: python3.13: command not found' >&2\nexit 127\n", "utf-8")
    shim.chmod(0o755)
    assert interpreters.probe((str(shim),)) is None
    assert interpreters.probe((str(tmp_path / "ikke-til"),)) is None


@posix
def test_a_python_that_never_answers_is_given_up(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    slow = tmp_path / "python3.13"
    slow.write_text("#!/bin/sh\nexec sleep 30\n", "utf-8")
    slow.chmod(0o755)
    monkeypatch.setattr(interpreters, "_SECONDS", 0.2)
    started = time.monotonic()
    assert interpreters.probe((str(slow),)) is None
    assert time.monotonic() - started < 20


@posix
@pytest.mark.parametrize(
    ("there", "chosen"),
    [
        (["3.11", "3.12", "3.13"], "3.13"),
        (["3.14", "3.11", "3.12"], "3.12"),
        (["3.14"], "3.14"),
        (["3.10", "3.9"], None),
        (["3.13-uden-venv", "3.11"], "3.11"),
        (["3.13-uden-venv"], "3.13"),
    ],
)
def test_the_most_fitting_python_is_chosen(
    there: list[str], chosen: str | None, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    commands = []
    for name in there:
        major, minor = name.split("-")[0].split(".")
        makes = "false" if "uden" in name else "true"
        commands.append((str(fake_python(tmp_path / name / "python", f"[{major}, {minor}, 1]", makes)),))
    monkeypatch.setattr(interpreters, "candidates", lambda: iter(commands))
    found = interpreters.best()
    assert (found and "{}.{}".format(*found.series)) == chosen


@posix
def test_the_versions_folder_of_pyenv_counts(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    python = fake_python(tmp_path / "versions" / "3.13.0" / "bin" / "python")
    monkeypatch.setenv("PYENV_ROOT", str(tmp_path))
    monkeypatch.setenv("PATH", str(tmp_path))
    assert (str(python),) in list(interpreters.candidates())


def test_the_running_python_answers() -> None:
    found = interpreters.probe((sys.executable,))
    assert found is not None
    assert found.version == sys.version_info[:3]


# ── An older Python ───────────────────────────────────────────────────────────────────────────────────────────────────


@pytest.mark.parametrize("name", ["environment.py", "serve.py", "build.py", "test.py"])
def test_python_3_6_can_read_the_file_that_says_it_is_too_old(name: str) -> None:
    ast.parse((SCRIPTS / name).read_text("utf-8"), feature_version=(3, 6))


@pytest.mark.parametrize("name", ["serve.py", "build.py", "test.py"])
def test_an_older_python_is_told_what_to_do_before_anything_else(name: str) -> None:
    code = (
        f"import sys, runpy; sys.path.insert(0, {str(SCRIPTS)!r}); sys.version_info = (3, 9, 18);"
        f"runpy.run_path({str(SCRIPTS / name)!r}, run_name='__main__')"
    )
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, encoding="utf-8", check=False)
    assert done.returncode == 1
    assert done.stderr.startswith("Python 3.11 eller nyere skal bruges; dette er Python 3.9.")
    assert "Traceback" not in done.stderr


# ── Making, mending, leaving alone ────────────────────────────────────────────────────────────────────────────────────


@posix
def test_a_second_run_repeats_nothing(root: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert environment.ensure({"site"}, root)
    assert "1/4 Finder Python" in capsys.readouterr().out
    assert not environment.ensure({"site"}, root)
    assert capsys.readouterr().out == ""
    assert len(installs(root)) == 1


@posix
def test_a_new_group_is_added_to_what_is_there(root: Path) -> None:
    environment.ensure({"site"}, root)
    assert environment.ensure({"test"}, root)
    assert not environment.ensure({"site", "test"}, root)
    first, second = installs(root)
    assert "requirements.txt" in first
    assert "requirements-test.txt" in second


@posix
def test_without_network_a_new_group_leaves_what_is_there(root: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    environment.ensure({"site"}, root)
    fake_python(environment.python_of(root), pip="echo 'Retrying ('; exit 1")
    with pytest.raises(say.Stop):
        environment.ensure({"test"}, root)
    assert not environment.ensure({"site"}, root)


def stamp_gone(root: Path) -> None:
    (root / ".venv" / "naeste-skridt.json").unlink()


def stamp_half_written(root: Path) -> None:
    (root / ".venv" / "naeste-skridt.json").write_text('{"python": "3.', "utf-8")


def python_gone(root: Path) -> None:
    environment.python_of(root).unlink()


def python_of_another_version(root: Path) -> None:
    fake_python(environment.python_of(root), "[3, 12, 1]")


def package_gone(root: Path) -> None:
    (root / ".venv/lib/python3.13/site-packages/pakke").rmdir()


def requirements_changed(root: Path) -> None:
    (root / "requirements.txt").write_text("# en anden pakke\n", "utf-8")


@posix
@pytest.mark.parametrize(
    "harm", [stamp_gone, stamp_half_written, python_gone, python_of_another_version, package_gone, requirements_changed]
)
def test_what_is_broken_or_outdated_is_made_anew(harm: Callable[[Path], None], root: Path) -> None:
    environment.ensure({"site"}, root)
    harm(root)
    assert environment.ensure({"site"}, root)
    assert not environment.ensure({"site"}, root)
    assert not (root / ".venv-gammel").exists()


@posix
def test_an_interrupted_set_up_is_not_trusted(root: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def interrupt(*_: object) -> None:
        raise KeyboardInterrupt

    with monkeypatch.context() as during:
        during.setattr(environment, "_install", interrupt)
        with pytest.raises(KeyboardInterrupt):
            environment.ensure({"site"}, root)
    assert environment.ensure({"site"}, root)
    assert not environment.ensure({"site"}, root)


@posix
def test_without_network_the_old_environment_is_kept(
    root: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    environment.ensure({"site"}, root)
    before = (root / ".venv/naeste-skridt.json").read_text("utf-8")
    requirements_changed(root)
    offline = "echo 'WARNING: Retrying (Retry(total=4)) after connection broken'; exit 1"
    use(fake_python(root / "fake2" / "python", pip=offline), monkeypatch)
    with pytest.raises(say.Stop) as stopped:
        environment.ensure({"site"}, root)
    assert stopped.value.code == 1
    said = capsys.readouterr().err
    assert "ikke forbindelse til pakkelageret" in said
    assert "Intet er gået tabt" in said
    assert (root / ".venv/naeste-skridt.json").read_text("utf-8") == before


@posix
@pytest.mark.parametrize(
    ("pip", "message"),
    [
        ("echo 'ERROR: THESE PACKAGES DO NOT MATCH THE HASHES'; exit 1", "ikke den, der er låst"),
        ("echo 'No space left on device'; exit 1", "No space left on device"),
    ],
)
def test_what_pip_could_not_do_is_told(
    pip: str, message: str, root: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    use(fake_python(root / "fake2" / "python", pip=pip), monkeypatch)
    with pytest.raises(say.Stop):
        environment.ensure({"site"}, root)
    assert message in capsys.readouterr().err
    assert not (root / ".venv").exists()


@posix
def test_a_python_without_venv_is_told_with_its_cure(
    root: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    use(fake_python(root / "fake2" / "python", makes="false"), monkeypatch)
    with pytest.raises(say.Stop):
        environment.ensure({"site"}, root)
    assert "apt install python3-venv" in capsys.readouterr().err


def test_a_file_in_the_environments_place_is_never_removed(root: Path, capsys: pytest.CaptureFixture[str]) -> None:
    (root / ".venv").write_text("noget andet", "utf-8")
    with pytest.raises(say.Stop):
        environment.ensure({"site"}, root)
    assert "Flyt den" in capsys.readouterr().err
    assert (root / ".venv").read_text("utf-8") == "noget andet"


def test_a_real_python_makes_a_real_environment(tmp_path: Path) -> None:
    (tmp_path / "requirements.txt").write_text("# ingen pakker\n", "utf-8")
    assert environment.ensure({"site"}, tmp_path)
    asked = [str(environment.python_of(tmp_path)), "-c", "import sys; print(sys.prefix)"]
    answer = subprocess.run(asked, capture_output=True, text=True, check=True).stdout.strip()
    assert Path(answer).resolve() == (tmp_path / ".venv").resolve()
    assert json.loads((tmp_path / ".venv/naeste-skridt.json").read_text("utf-8"))["site"]
    assert not environment.ensure({"site"}, tmp_path)


# ── Two at once, and the pinned lists ─────────────────────────────────────────────────────────────────────────────────


def test_the_second_set_up_waits_and_says_so(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    lock = tmp_path / "laas"
    code = (
        f"import sys, time; sys.path.insert(0, {str(SCRIPTS)!r}); import locks, pathlib;"
        f"held = locks.held(pathlib.Path({str(lock)!r}), ''); held.__enter__(); print('holder', flush=True); time.sleep(1)"
    )
    with subprocess.Popen([sys.executable, "-c", code], stdout=subprocess.PIPE) as other:
        assert other.stdout is not None
        assert other.stdout.readline()
        with locks.held(lock, "Venter …"):
            assert other.wait(5) == 0
    assert capsys.readouterr().out == "Venter …\n"


@pytest.mark.skipif(sys.platform == "win32", reason="Windows låser på en anden måde")
@pytest.mark.parametrize("refusal", [errno.ENOLCK, errno.EOPNOTSUPP])
def test_a_folder_that_cannot_be_locked_stops_with_a_remedy_and_is_not_waited_for(
    refusal: int, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    def refuse(*_: object) -> None:
        raise OSError(refusal, os.strerror(refusal))

    monkeypatch.setattr("fcntl.flock", refuse)
    with pytest.raises(say.Stop), locks.held(tmp_path / "laas", "Venter …"):
        pytest.fail("låsen blev taget")
    printed = capsys.readouterr()
    assert printed.out == ""
    assert "Læg projektet på maskinens egen disk." in printed.err


@pytest.mark.parametrize("name", environment.GROUPS.values())
def test_every_package_is_pinned_and_hashed_and_names_no_address(name: str) -> None:
    text = (environment.ROOT / name).read_text("utf-8")
    assert "://" not in text
    blocks = re.split(r"\n(?=[a-z0-9])", text, flags=re.IGNORECASE)[1:]
    assert blocks
    assert [block for block in blocks if not re.match(r"[\w.-]+==\S+.*\n    --hash=sha256:[0-9a-f]{64}", block)] == []
