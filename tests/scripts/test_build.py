import shutil
import subprocess
import sys
from datetime import date
from pathlib import Path
from typing import Self

import pytest

import build
import environment
import say

DATA = environment.ROOT / "tests" / "data" / "valid" / "to-spor"


@pytest.fixture
def root(tmp_path: Path) -> Path:
    """A checkout with one page and one file that the build itself writes."""
    for name in (
        "docs/index.md",
        "docs/vejviser/index.md",
        "docs/assets/runtime/1/a.js",
        "guide/data/spor/x.toml",
        "mkdocs.yml",
    ):
        (tmp_path / name).parent.mkdir(parents=True, exist_ok=True)
        (tmp_path / name).write_text("før", "utf-8")
    return tmp_path


def test_the_fingerprint_changes_with_what_a_person_writes(root: Path) -> None:
    before = build.fingerprint(root, build.Options())
    for name in ("docs/index.md", "guide/data/spor/x.toml", "mkdocs.yml", "docs/ny.md"):
        (root / name).write_text("efter", "utf-8")
        after = build.fingerprint(root, build.Options())
        assert after != before, name
        before = after


def test_the_fingerprint_ignores_what_the_build_writes(root: Path) -> None:
    before = build.fingerprint(root, build.Options())
    for name in (
        "docs/vejviser/index.md",
        "docs/traening/kort/x/index.md",
        "docs/assets/runtime/1/a.js",
        "guide/__pycache__/model.pyc",
    ):
        (root / name).parent.mkdir(parents=True, exist_ok=True)
        (root / name).write_text("efter", "utf-8")
    assert build.fingerprint(root, build.Options()) == before


def test_the_choices_and_the_municipalitys_own_file_count(root: Path) -> None:
    local = root / "vores.toml"
    local.write_text("kommune = 'A'", "utf-8")
    seen = {
        build.fingerprint(root, options)
        for options in (
            build.Options(),
            build.Options(publish=True),
            build.Options("https://x.dk/"),
            build.Options(local=local),
        )
    }
    assert len(seen) == 4
    local.write_text("kommune = 'B'", "utf-8")
    assert build.fingerprint(root, build.Options(local=local)) not in seen


def test_a_municipalitys_own_file_that_is_not_utf_8_is_told_of_in_danish(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    shutil.copytree(DATA, tmp_path / "guide" / "data")
    local = tmp_path / "vores.toml"
    local.write_bytes('kommune = "Ærø"'.encode("latin-1"))
    with pytest.raises(say.Stop):
        build.build(build.Options(local=local), tmp_path)
    assert f"{local}:1: forkert-tegnsaet: " in capsys.readouterr().err


@pytest.fixture
def built(tmp_path: Path) -> Path:
    """A checkout that was built for publishing, while every date was in order."""
    shutil.copytree(DATA, tmp_path / "guide" / "data")
    for name in ("index.html", "vejviser/index.html"):
        (tmp_path / "site" / name).parent.mkdir(parents=True, exist_ok=True)
        (tmp_path / "site" / name).write_text("", "utf-8")
    (tmp_path / ".build").mkdir()
    (tmp_path / ".build" / "site.sha256").write_text(build.fingerprint(tmp_path, build.Options(publish=True)), "utf-8")
    return tmp_path


class LongAfter(date):
    @classmethod
    def today(cls) -> Self:
        return cls(2099, 1, 1)


def test_publishing_what_is_built_asks_again_whether_a_date_has_passed(
    built: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    assert build.build(build.Options(publish=True), built) == built / "site"
    monkeypatch.setattr("guide.check.date", LongAfter)
    with pytest.raises(say.Stop) as stopped:
        build.build(build.Options(publish=True), built)
    assert stopped.value.code == 1
    assert " udloebet: " in capsys.readouterr().err


def test_the_new_site_takes_the_old_ones_place_whole(tmp_path: Path) -> None:
    site, new = tmp_path / "site", tmp_path / ".build" / "site-new"
    for folder, name in ((site, "gammel.html"), (new, "ny.html")):
        folder.mkdir(parents=True)
        (folder / name).write_text("", "utf-8")
    build.swap(new, site)
    assert [file.name for file in site.iterdir()] == ["ny.html"]
    assert list((tmp_path / ".build").iterdir()) == []


def test_the_old_site_stays_when_the_new_one_cannot_be_moved(tmp_path: Path) -> None:
    site = tmp_path / "site"
    site.mkdir()
    (tmp_path / ".build").mkdir()
    with pytest.raises(say.Stop):
        build.swap(tmp_path / ".build" / "site-new", site)
    assert site.is_dir()


def test_broken_data_and_pages_stop_the_build_and_every_problem_is_printed(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    data = tmp_path / "guide" / "data"
    data.mkdir(parents=True)
    (data / "love.toml").write_text("[[lov\n", "utf-8")
    (tmp_path / "site").mkdir()
    shutil.copytree(environment.ROOT / "docs" / "_data", tmp_path / "docs" / "_data")
    shutil.copy(environment.ROOT / "mkdocs.yml", tmp_path)
    (tmp_path / "docs" / "ny.md").write_text("# En side uden forord\n", "utf-8")
    with pytest.raises(say.Stop) as stopped:
        build.build(root=tmp_path)
    said = capsys.readouterr().err
    assert stopped.value.code == 1
    assert "  guide/data/love.toml:1: " in said
    assert "  docs/ny.md:1: forord-fejl: " in said
    assert "kontakter.toml" in said
    assert "Siden fra før er urørt" in said
    assert list((tmp_path / "site").iterdir()) == []


def test_an_unknown_choice_ends_with_a_danish_message() -> None:
    command = [sys.executable, str(environment.ROOT / "scripts" / "build.py"), "--ukendt"]
    done = subprocess.run(command, capture_output=True, text=True, encoding="utf-8", timeout=60, check=False)
    assert done.returncode == 2
    assert "Kommandoen kunne ikke forstås" in done.stderr
