"""A new edition reaches a browser that has the one before, also where the two have the same size and the same old date."""

from collections.abc import Callable, Iterator
from contextlib import AbstractContextManager
from dataclasses import dataclass
from pathlib import Path
from typing import Final

import pytest

import package
from tests.unzipping import unzipped

from .conftest import Answer, Running, open_to_all

Run = Callable[..., AbstractContextManager[Running]]
ROOT: Final = Path(__file__).resolve().parents[2]
PAGE: Final = "<!doctype html><title>Ring</title><p>Ring til kommunen på 12 34 56 78.</p>" + "<!-- fyld -->" * 80
QUICK: Final = package.Delivery(quality=1)
EDITIONS: Final = ("78", "79")  # the last digits of the number: the same length


@dataclass
class Switched:
    """A server on a link to one of two editions. `switch` points it to the next, as the page »Drift« says."""

    server: Running
    link: Path
    editions: list[Path]

    def switch(self) -> None:
        self.editions.reverse()
        new = self.link.with_name("ny")
        new.symlink_to(self.editions[0])
        new.replace(self.link)


def site_with(folder: Path, digits: str) -> Path:
    for name in ("index.html", "404.html", "500.html", "sw.js"):
        file = folder / name
        file.parent.mkdir(parents=True, exist_ok=True)
        file.write_text(PAGE.replace("78.", f"{digits}."), "utf-8")
    return folder


@pytest.fixture(params=["nginx", "apache2"])
def switched(request: pytest.FixtureRequest, run_server: Run, tmp_path: Path) -> Iterator[Switched]:
    made = []
    for digits in EDITIONS:
        archive = package.make(ROOT, site_with(tmp_path / f"bygget{digits}", digits), tmp_path / digits, QUICK)
        made.append(unzipped(archive, tmp_path / f"udpakket{digits}") / "site")
    sizes = [
        [file.stat().st_size for file in sorted(site.glob("*")) if file.suffix in {".html", ".js"}] for site in made
    ]
    assert sizes[0] == sizes[1]
    link = tmp_path / "site"
    link.symlink_to(made[0])
    for site in made:
        open_to_all(site)
    with run_server(request.param, site=link) as server:
        yield Switched(server, link, made)


def remembered(answer: Answer) -> dict[str, str]:
    """What a browser asks with when it has kept an answer."""
    asked = {"If_None_Match": answer.headers["etag"]}
    if "last-modified" in answer.headers:
        asked["If_Modified_Since"] = answer.headers["last-modified"]
    return asked


@pytest.mark.parametrize("coding", ["identity", "gzip", "br"])
@pytest.mark.parametrize("path", ["", "sw.js"])
def test_an_edition_of_the_same_size_is_sent_and_the_same_edition_is_not(
    switched: Switched, path: str, coding: str
) -> None:
    server = switched.server
    first = server.get(path, Accept_Encoding=coding)
    for _there_and_back in EDITIONS:  # a way back is an update too, and its dates may be earlier
        kept = remembered(server.get(path, Accept_Encoding=coding))
        assert server.get(path, Accept_Encoding=coding, **kept).status == 304
        switched.switch()
        assert server.get(path, Accept_Encoding=coding, **kept).status == 200
    assert server.get(path, Accept_Encoding=coding).content == first.content


def test_a_date_alone_is_never_enough_to_say_unchanged(switched: Switched) -> None:
    """A proxy may ask with a date alone, and a corrected file may have an earlier one."""
    for _edition in EDITIONS:
        assert switched.server.get("", If_Modified_Since="Tue, 01 Jan 2030 00:00:00 GMT").status == 200
        switched.switch()
