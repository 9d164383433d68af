"""Two guides for the tests: the real one, loaded once, and a factory of tiny ones. And the package, as after unzipping."""

from __future__ import annotations

from pathlib import Path

import pytest
from hypothesis import settings

from guide.load import load
from guide.model import Guide
from tests.tiny import TinyGuide, tiny_guide
from tests.unzipping import unzipped

ROOT = Path(__file__).resolve().parents[1]
QUICK = 1  # how hard to compress for the tests

# The same examples each time and no time limit: a slow machine or an unlucky draw must not turn a build red.
settings.register_profile("naeste-skridt", derandomize=True, deadline=None, max_examples=60)
settings.load_profile("naeste-skridt")


@pytest.fixture(scope="session")
def guide() -> Guide:
    return load().guide


@pytest.fixture(scope="session", name="tiny_guide")
def _tiny_guide() -> TinyGuide:
    return tiny_guide


@pytest.fixture(scope="session")
def unpacked(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The package's files in a folder, as an IT department has them after unzipping."""
    import package  # noqa: PLC0415 - only some tests need the package and what makes it

    site = ROOT / "site"
    if not (site / "index.html").is_file():
        pytest.fail("Siden er ikke bygget: kør python3 scripts/test.py eller python3 scripts/build.py")
    folder = tmp_path_factory.mktemp("pakket")
    return unzipped(package.make(ROOT, site, folder, package.Delivery(quality=QUICK)), folder)
