"""One browser of each kind, as Debian has it, and the site on a server of its own for each test."""

from collections.abc import Iterator
from pathlib import Path

import pytest

from .launch import NAMES, Engine, launched
from .listening_site import ListeningSite
from .visitor import Visitor


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """All are tests in a browser. Those of one engine stay in one process (tests/processes.py), so that it is started once."""
    for item in items:
        if item.path.is_relative_to(Path(__file__).parent):
            item.add_marker("browser")


@pytest.fixture(scope="module", params=NAMES)
def engine(request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Engine]:
    with launched(request.param, tmp_path_factory.mktemp(request.param)) as running:
        yield running


@pytest.fixture
def server(site: Path) -> Iterator[ListeningSite]:
    running = ListeningSite(site)
    yield running
    running.stop()


@pytest.fixture
def visitor(engine: Engine, server: ListeningSite) -> Visitor:
    engine.driver.set_window_size(1280, 900)
    return Visitor(engine.driver, server.address)
