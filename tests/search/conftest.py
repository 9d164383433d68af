from pathlib import Path

import pytest

from tests.search.asking import ROOT


@pytest.fixture(scope="session")
def site() -> Path:
    folder = ROOT / "site"
    if not (folder / "search" / "search_index.json").is_file():
        pytest.fail("Siden er ikke bygget: kør python3 scripts/test.py eller python3 scripts/build.py")
    return folder
