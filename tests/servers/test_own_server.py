"""The shipped configuration in a server that a municipality has already: its own pages are as before, and ours hold."""

from collections.abc import Callable
from contextlib import AbstractContextManager
from pathlib import Path
from typing import Final

import pytest

import hosting

from .conftest import Running, open_to_all

Run = Callable[..., AbstractContextManager[Running]]
SUB: Final = "/trivsel/"
CLOSED: Final = "<Directory />\n    Options None\n    AllowOverride None\n    Require all denied\n</Directory>\n"


@pytest.fixture
def neighbour(tmp_path: Path) -> Path:
    """Files that have nothing to do with the site, on the same server."""
    folder = tmp_path / "arkiv"
    folder.mkdir()
    for name in ("alt.tar.gz", "film.br", "x.mp4", "web.config", "side.html"):
        (folder / name).write_bytes(b"naboens egen fil")
    open_to_all(folder)
    return folder


def beside(kind: str, folder: Path) -> Callable[[str], str]:
    """Our lines among the neighbour's, as in a server block or a virtual host that was there before."""
    lines = {
        "nginx": f"types {{ video/mp4 mp4; text/x-nabo html; }}\nlocation /arkiv/ {{ alias {folder}/; }}\n"
        f"location ~ \\.css$ {{ return 403; }}\n",
        "apache2": f'Alias /arkiv/ "{folder}/"\n<Directory "{folder}">\n    Require all granted\n'
        "    AddType video/mp4 .mp4\n    AddType text/x-nabo .html\n</Directory>\n",
    }
    return lambda ours: lines[kind] + ours


@pytest.mark.parametrize("kind", ["nginx", "apache2"])
def test_a_neighbours_files_are_as_before(run_server: Run, neighbour: Path, kind: str) -> None:
    with run_server(kind, SUB, change=beside(kind, neighbour)) as server:
        for name in ("alt.tar.gz", "film.br", "x.mp4", "web.config", "side.html"):
            answer = server.raw(f"/arkiv/{name}")
            assert (answer.status, answer.content) == (200, b"naboens egen fil"), name
            assert not {"content-security-policy", "cache-control"} & answer.headers.keys(), name
        assert server.raw("/arkiv/x.mp4").headers["content-type"] == "video/mp4"
        assert server.raw("/arkiv/side.html").headers["content-type"] == "text/x-nabo"
        assert b"Vi kan ikke finde siden" not in server.raw("/arkiv/findes-ikke").content
        assert b"Vi kan ikke finde siden" in server.get("findes-ikke").content


def test_a_neighbours_rules_do_not_reach_into_the_site(run_server: Run, neighbour: Path) -> None:
    with run_server("nginx", SUB, change=beside("nginx", neighbour)) as server:
        sheet = next((server.site / "assets" / "samlet").glob("*.css")).relative_to(server.site).as_posix()
        assert server.get(sheet).status == 200
        assert server.get("").headers["content-type"].startswith("text/html")


@pytest.mark.parametrize("sub", ["/", SUB])
def test_apache_shows_the_site_where_the_server_forbids_all_by_default(run_server: Run, sub: str) -> None:
    with run_server("apache2", sub, above=CLOSED) as server:
        for coding in ("identity", "br"):
            assert server.get("vejviser/", Accept_Encoding=coding).status == 200, coding


def failing(kind: str, folder: Path) -> Callable[[str], str]:
    """An address of the site where the server itself fails."""
    if kind == "nginx":
        return lambda ours: ours.replace(
            "    # kun til serveren selv\n",
            f"    location = {SUB}fejl {{ return 500; }}\n    # kun til serveren selv\n",
            1,
        )
    return lambda ours: f'{ours}<Directory "{folder}">\n    Redirect 500 "{SUB}fejl"\n</Directory>\n'


@pytest.mark.parametrize("kind", ["nginx", "apache2"])
def test_when_the_server_fails_the_page_says_so_and_not_that_it_is_missing(
    run_server: Run, unpacked: Path, kind: str
) -> None:
    with run_server(kind, SUB, change=failing(kind, unpacked / "site")) as server:
        answer = server.get("fejl")
    assert answer.status == 500
    assert "Siden svarer ikke lige nu" in answer.content.decode()
    assert answer.headers["cache-control"] == hosting.ASK_AGAIN
    assert answer.headers["content-security-policy"] == hosting.headers()["Content-Security-Policy"]


def test_a_folder_with_a_space_in_its_name_can_be_shown(run_server: Run, unpacked: Path, tmp_path: Path) -> None:
    folder = tmp_path / "mit site"
    folder.symlink_to(unpacked / "site")
    for kind in ("nginx", "apache2"):
        with run_server(kind, SUB, site=folder) as server:
            assert server.get("vejviser/", Accept_Encoding="gzip").status == 200, kind
            assert server.get("findes-ikke").status == 404, kind
