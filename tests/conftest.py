"""Two guides for the tests: the real one, loaded once, and a factory of tiny ones made of ids alone."""

from __future__ import annotations

import pytest
from hypothesis import settings

from guide.load import load
from guide.model import Guide
from tests.tiny import TinyGuide, tiny_guide

# The same examples each time and no time limit: a slow machine or an unlucky draw must not turn a build red.
settings.register_profile("naeste-skridt", derandomize=True, deadline=None, max_examples=60)
settings.load_profile("naeste-skridt")


@pytest.fixture(scope="session")
def guide() -> Guide:
    return load().guide


@pytest.fixture(scope="session", name="tiny_guide")
def _tiny_guide() -> TinyGuide:
    return tiny_guide
