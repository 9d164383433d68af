"""What a visit costs, in a real browser against nginx with the shipped configuration: bytes and questions, not speed."""

from collections.abc import Iterator
from pathlib import Path
from typing import Final

import pytest
from playwright.sync_api import Browser

import package
import real_servers
import visits
from tests.browser.conftest import browser_type_launch_args, executable  # noqa: F401 - fixtures

from .conftest import open_to_all, program

pytestmark = pytest.mark.browser

ROOT: Final = Path(__file__).resolve().parents[2]
FIRST, REPEAT, GUIDE_REQUESTS, SHARE = 250_000, 30_000, 12, 0.65


@pytest.fixture(scope="module")
def site(unpacked: Path) -> Path:
    """The package's site with all but the pages compressed as hard as in the real package: smaller, and the same."""
    if not real_servers.BROTLI.is_file():
        pytest.skip("nginx har ikke brotli her")
    folder = unpacked / "site"
    files = {name: content for name, content in package.site_files(ROOT / "site") if not name.endswith(".html")}
    for name, content in package.compressed(files, ROOT).items():
        (folder / name).write_bytes(content)
    return folder


@pytest.fixture(scope="module")
def found(site: Path, browser: Browser, tmp_path_factory: pytest.TempPathFactory) -> Iterator[visits.Visits]:
    program("nginx")
    folder = tmp_path_factory.mktemp("maalt")
    open_to_all(folder)
    open_to_all(site)
    log = folder / "spurgt"
    with real_servers.nginx(site, folder, real_servers.Choice(log=log)) as base:
        yield visits.measure(browser, base, log)


def test_every_answer_is_one_that_was_asked_for(found: visits.Visits) -> None:
    every = (*found.first.requests, *found.kept.requests, *found.repeat.requests, *found.guide.requests)
    assert {each.status for each in every} <= {200, 304}


def test_a_first_visit_of_a_page_is_light(found: visits.Visits) -> None:
    assert found.first.sent <= FIRST, visits.named(found.first.requests)
    assert visits.HANDBOOK in found.first.requests[0].path


def test_a_repeated_visit_is_a_few_questions_that_are_answered_with_not_changed(found: visits.Visits) -> None:
    assert found.repeat.sent <= REPEAT, visits.named(found.repeat.requests)
    assert {each.status for each in found.repeat.requests} == {304}


def test_another_page_costs_little_more_than_its_own_text(found: visits.Visits) -> None:
    assert found.another.sent <= REPEAT, visits.named(found.another.requests)


def test_a_visit_to_the_guide_is_at_most_twelve_questions_with_all_that_keeps_it(found: visits.Visits) -> None:
    assert found.guide.count <= GUIDE_REQUESTS, visits.named(found.guide.requests)
    paths = [each.path for each in found.guide.requests]
    assert "/sw.js" in paths
    assert any("/assets/offline/" in path for path in paths)
    assert len(set(paths)) == len(paths)


def test_the_live_guide_weighs_at_most_65_percent_of_pyodide_as_it_comes(found: visits.Visits) -> None:
    assert found.live.sent / visits.stock_bytes(ROOT) <= SHARE, visits.named(found.live.requests)
