"""The same edition and the same Python give the same bytes, also in another folder with other dates."""

import hashlib
import os
import re
import shutil
import subprocess
import sys
from pathlib import Path
from typing import Final

import pytest

import build
import bundle
import day
import environment
import package

ROOT: Final = Path(__file__).resolve().parents[2]
_MORE: Final = ("package.json", "pyproject.toml", "LICENSE-CONTENT.md")
_BUILD: Final = """
import sys
from pathlib import Path
root = Path(sys.argv[1])
sys.path[:0] = [str(root / "scripts"), str(root)]
import build
build.build(build.Options(site_url=sys.argv[2]), root=root)
"""


def sums(site: Path) -> dict[str, str]:
    files = (file for file in site.rglob("*") if file.is_file())
    return {file.relative_to(site).as_posix(): hashlib.sha256(file.read_bytes()).hexdigest() for file in files}


def built(copy: Path, address: str = "") -> Path:
    environ = {**os.environ, "SOURCE_DATE_EPOCH": str(day.epoch(ROOT))}
    command = [sys.executable, "-c", _BUILD, str(copy), address]
    done = subprocess.run(command, cwd=copy, env=environ, capture_output=True, encoding="utf-8", check=False)
    assert done.returncode == 0, done.stdout + done.stderr
    return copy / "site"


def test_a_build_in_another_folder_has_the_same_bytes_and_one_for_a_path_below_the_server_works(tmp_path: Path) -> None:
    """Against the build that the tests are of, so that it costs one build less; the copy is used twice for the same reason."""
    stamp = ROOT / ".build" / "site.sha256"
    if not stamp.is_file() or stamp.read_text("utf-8") != build.fingerprint(ROOT, build.Options()):
        pytest.fail("Siden er ikke bygget af det, der ligger her: kør python3 scripts/build.py")
    copy = tmp_path / "et andet sted"
    copy.mkdir()
    for file in (*build.inputs(ROOT), *(ROOT / name for name in _MORE)):
        place = copy / file.relative_to(ROOT)
        place.parent.mkdir(parents=True, exist_ok=True)
        shutil.copyfile(file, place)
    (copy / "node_modules").symlink_to(ROOT / "node_modules")
    assert sums(built(copy)) == sums(ROOT / "site")
    below = built(copy, "https://intranet.kommune.dk/trivsel/")
    for name in ("404.html", "500.html"):
        addresses = re.findall(r'(?:href|src)="(/[^"]*)"', (below / name).read_text("utf-8"))
        assert addresses
        assert [each for each in addresses if not each.startswith("/trivsel/")] == []


@pytest.mark.parametrize("fits", [True, False])
def test_another_python_than_the_browsers_is_told_at_packaging(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str], tmp_path: Path, fits: bool
) -> None:
    """Then the guide is sent as source, and the bytes are others."""
    (tmp_path / "index.html").write_text("<!doctype html><html><title>Lille</title></html>", "utf-8")
    monkeypatch.setattr(bundle, "host_fits", lambda _package: fits)
    monkeypatch.setattr(environment, "enter", lambda _groups: None)
    monkeypatch.setattr(build, "build", lambda _options: tmp_path)
    monkeypatch.setattr(sys, "argv", ["package.py", "--ud", str(tmp_path / "ud")])
    package.main()
    assert ("pakken har andre bytes" in capsys.readouterr().out) is not fits
