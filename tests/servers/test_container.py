"""The container's nginx.conf runs as a user who may do nothing, and writes nowhere but in /tmp (here: a folder)."""

import os
import pwd
import re
from collections.abc import Iterator
from http.client import HTTPConnection
from pathlib import Path
from typing import Final

import pytest

import hosting
import real_servers
import server_files

from .conftest import open_to_all, program

NOBODY: Final = "nobody"


@pytest.fixture(scope="module")
def scratch(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The only folder that nginx may write in."""
    folder = tmp_path_factory.mktemp("tmp")
    open_to_all(folder)
    folder.chmod(0o777)
    return folder


@pytest.fixture(scope="module")
def container(unpacked: Path, scratch: Path, tmp_path_factory: pytest.TempPathFactory) -> Iterator[int]:
    """The shipped nginx.conf, with the container's places exchanged for the test's, run as nobody. Yields the port."""
    nginx, port, folder = program("nginx"), real_servers.free_port(), tmp_path_factory.mktemp("rod")
    open_to_all(unpacked / "site")
    open_to_all(folder)
    text = (unpacked / "opsaetning" / "container" / "nginx.conf").read_text("utf-8")
    for place, here in (
        ("/tmp/", f"{scratch}/"),  # first: the other places lie below /tmp here
        ("/srv/site", str(unpacked / "site")),
        (f"listen {server_files.CONTAINER_PORT}", f"listen 127.0.0.1:{port}"),
        ("/dev/stderr", str(scratch / "fejl")),
    ):
        assert place in text
        text = text.replace(place, here)
    (folder / "nginx.conf").write_text(text, "utf-8")
    command = [nginx, "-e", "stderr", "-p", str(folder), "-c", str(folder / "nginx.conf"), "-g", "daemon off;"]
    if os.geteuid() == 0:
        command = ["setpriv", "--reuid", NOBODY, "--regid", "nogroup", "--clear-groups", "--no-new-privs", *command]
    said = folder / "sagt"
    with real_servers.started(command, port, said):
        yield port
    assert said.read_text("utf-8") == ""


def get(port: int, path: str, **headers: str) -> tuple[int, dict[str, str], bytes]:
    connection = HTTPConnection("127.0.0.1", port, timeout=10)
    connection.request("GET", path, headers={name.replace("_", "-"): value for name, value in headers.items()})
    response = connection.getresponse()
    content = response.read()
    connection.close()
    return response.status, {name.lower(): value for name, value in response.getheaders()}, content


def test_it_answers_with_the_strict_headers(container: int) -> None:
    status, headers, content = get(container, "/vejviser/")
    assert (status, b"Vejviser" in content) == (200, True)
    assert {name.lower(): value for name, value in hosting.headers().items()}.items() <= headers.items()
    assert headers["cache-control"] == hosting.ASK_AGAIN


def test_it_sends_compressed_files_and_our_page_for_what_is_missing(container: int) -> None:
    assert get(container, "/", Accept_Encoding="gzip")[1]["content-encoding"] == "gzip"
    status, _, content = get(container, "/findes/ikke/")
    assert (status, b"Vi kan ikke finde siden" in content) == (404, True)


def test_a_large_file_comes_whole(container: int, unpacked: Path) -> None:
    wasm = next((unpacked / "site" / "assets" / "runtime").rglob("*.wasm"))
    path = f"/{wasm.relative_to(unpacked / 'site').as_posix()}"
    assert get(container, path)[2] == wasm.read_bytes()


def test_every_process_is_nobody_and_may_not_become_more(container: int, scratch: Path) -> None:
    if os.geteuid() != 0:
        pytest.skip("kun administrator kan skifte bruger")
    master = (scratch / "nginx.pid").read_text("utf-8").strip()
    workers = Path(f"/proc/{master}/task/{master}/children").read_text("utf-8").split()
    assert workers
    for pid in (master, *workers):
        status = dict(line.split(":", 1) for line in Path(f"/proc/{pid}/status").read_text("utf-8").splitlines())
        assert {*status["Uid"].split()} == {str(pwd.getpwnam(NOBODY).pw_uid)}
        assert int(status["CapEff"], 16) == 0
        assert status["NoNewPrivs"].strip() == "1"


def test_it_writes_only_what_a_read_only_container_lets_it(container: int, scratch: Path) -> None:
    get(container, "/")
    assert {file.name for file in scratch.iterdir()} == {"nginx.pid", "fejl", *real_servers.SCRATCH}


def test_the_recipe_names_the_files_that_the_package_has(unpacked: Path) -> None:
    recipe = (unpacked / "opsaetning" / "container" / "Containerfile").read_text("utf-8")
    copied = [line.split()[1] for line in recipe.splitlines() if line.startswith("COPY ")]
    assert [name for name in copied if not (unpacked / name).exists()] == []
    assert "--read-only" in recipe
    assert "--security-opt=no-new-privileges" in recipe
    assert "USER 101" in recipe


def test_the_recipe_says_which_image_in_full_so_that_podman_finds_it_and_it_stays_the_same(unpacked: Path) -> None:
    recipe = (unpacked / "opsaetning" / "container" / "Containerfile").read_text("utf-8")
    (image,) = re.findall(r"^FROM (\S+)$", recipe, re.MULTILINE)
    assert re.fullmatch(r"docker\.io/nginxinc/nginx-unprivileged:\d+\.\d+\.\d+-alpine", image)


def test_the_page_drift_runs_the_container_as_the_recipe_does(unpacked: Path) -> None:
    page = (Path(__file__).resolve().parents[2] / "docs" / "om" / "drift.md").read_text("utf-8")
    recipe = (unpacked / "opsaetning" / "container" / "Containerfile").read_text("utf-8")
    commands = re.findall(r"^#   (podman .*)$", recipe, re.MULTILINE)
    assert len(commands) == 2
    assert [command for command in commands if command not in page] == []
