"""What the tests need beside the project's own is found or installed at once, and nothing is installed unasked."""

from collections.abc import Mapping, Sequence
from pathlib import Path

import pytest

import commands
import programs
import say


@pytest.fixture
def asked(monkeypatch: pytest.MonkeyPatch) -> list[Sequence[str]]:
    """What was asked of the machine; nothing is done."""
    calls: list[Sequence[str]] = []

    def run(
        command: Sequence[str], folder: Path | None = None, environ: Mapping[str, str] | None = None
    ) -> tuple[bool, str]:
        calls.append(command)
        return False, "E: Unable to locate package"

    monkeypatch.setattr(commands, "run", run)
    monkeypatch.setattr(say, "line", calls.append)
    return calls


def test_all_that_is_missing_is_asked_for_at_once_and_failing_is_told(
    asked: list[Sequence[str]], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(programs, "is_debian_as_root", lambda: True)
    monkeypatch.setattr(programs, "find", lambda name: None)
    programs.install(programs.missing())
    (command,) = [each for each in asked if each[:2] == ["apt-get", "install"]]
    assert {"chromium", "firefox-esr", "webkit2gtk-driver", "nginx", "apache2-bin"} <= set(command)
    assert len(set(command)) == len(command)
    assert "Unable to locate package" in asked[-1]


def test_with_everything_there_or_on_another_machine_nothing_is_done(
    asked: list[Sequence[str]], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(programs, "is_debian_as_root", lambda: True)
    programs.install([])
    monkeypatch.setattr(programs, "is_debian_as_root", lambda: False)
    programs.install(["chromium"])
    assert asked == []


def test_only_a_debian_counts_as_debian(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("os.geteuid", lambda: 0, raising=False)
    monkeypatch.setattr("shutil.which", lambda name: f"/usr/bin/{name}")
    monkeypatch.setattr("sys.platform", "linux")
    release = tmp_path / "os-release"
    for text, expected in (("ID=debian\n", True), ("ID=ubuntu\nID_LIKE=debian\n", False)):
        release.write_text(text, "utf-8")
        assert programs.is_debian_as_root(release) is expected
    assert not programs.is_debian_as_root(tmp_path / "findes-ikke")


def test_a_program_is_found_by_its_name_or_by_a_pattern(tmp_path: Path) -> None:
    (tmp_path / "lib-4.1").mkdir()
    (tmp_path / "lib-4.1" / "MiniBrowser").touch()
    assert programs.find(f"{tmp_path}/lib-4*/MiniBrowser") == tmp_path / "lib-4.1" / "MiniBrowser"
    assert programs.find(f"{tmp_path}/lib-5*/MiniBrowser") is None
    assert programs.find("et-program-der-ikke-findes") is None
