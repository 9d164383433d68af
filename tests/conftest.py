"""Two guides for the tests: the real one, loaded once, and a factory of tiny ones. And the package, as after unzipping."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

import pytest
from hypothesis import settings

from guide.load import load
from guide.model import Guide
from tests import processes
from tests.tiny import TinyGuide, tiny_guide
from tests.unzipping import unzipped

if TYPE_CHECKING:
    from xdist.remote import Producer

ROOT = Path(__file__).resolve().parents[1]
QUICK = 1  # how hard to compress for the tests

# The same examples each time and no time limit: a slow machine or an unlucky draw must not turn a build red.
settings.register_profile("naeste-skridt", derandomize=True, deadline=None, max_examples=60)
settings.load_profile("naeste-skridt")


@pytest.hookimpl(optionalhook=True)
def pytest_xdist_make_scheduler(config: pytest.Config, log: Producer) -> object:
    """Hands out the tests to the processes in our own units (tests/processes.py)."""
    return processes.scheduler(config, log) if config.getvalue("dist") == "loadgroup" else None


@pytest.hookimpl(trylast=True)
def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    items.sort(key=processes.turn)


@pytest.fixture(scope="session")
def guide() -> Guide:
    return load().guide


@pytest.fixture(scope="session", name="tiny_guide")
def _tiny_guide() -> TinyGuide:
    return tiny_guide


def built_site() -> Path:
    """The folder of the built site; whoever needs it fails in words where there is none."""
    folder = ROOT / "site"
    if not all((folder / name).is_file() for name in ("vejviser/index.html", "search/search_index.json")):
        pytest.fail("Siden er ikke bygget: kør python3 scripts/test.py eller python3 scripts/build.py")
    return folder


@pytest.fixture(scope="session")
def site() -> Path:
    return built_site()


@pytest.fixture(scope="session")
def unpacked(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The package's files in a folder, as an IT department has them after unzipping."""
    import package  # noqa: PLC0415 - only some tests need the package and what makes it

    site = built_site()
    folder = tmp_path_factory.mktemp("pakket")
    return unzipped(package.make(ROOT, site, folder, package.Delivery(quality=QUICK)), folder)
