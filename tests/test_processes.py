import os
from pathlib import Path

import pytest

from tests.processes import unit_of


@pytest.fixture(scope="module")
def times_made(tmp_path_factory: pytest.TempPathFactory) -> int:
    """How many processes have made this: they write a line each in one file."""
    shared = Path(tmp_path_factory.getbasetemp())
    if "PYTEST_XDIST_WORKER" in os.environ:
        shared = shared.parent
    with (shared / "lavet").open("a+", encoding="utf-8") as file:
        file.write("x")
        file.seek(0)
        return len(file.read())


@pytest.mark.parametrize("number", range(6))
def test_what_a_module_makes_is_made_in_one_process(
    number: int, times_made: int, request: pytest.FixtureRequest
) -> None:
    if not getattr(request.config.option, "loadgroup", True):
        pytest.skip("køres ikke som scripts/test.py gør det")
    assert times_made == 1


@pytest.mark.parametrize(
    ("test", "unit"),
    [
        ("tests/faults/test_faults.py::test_x", "tests/faults/test_faults.py"),
        ("tests/bundle/test_bundle.py::test_x[a]", "tests/bundle/test_bundle.py"),
        ("tests/engines/test_core.py::test_x[firefox-1]", "tests/engines/test_core.py firefox"),
        ("tests/engines/test_without.py::test_x[javascript-webkit]", "tests/engines/test_without.py webkit"),
        ("tests/guide/test_mutations.py::test_x[3]", "tests/guide/test_mutations.py::test_x[3]"),
    ],
)
def test_the_unit_is_the_file_where_it_makes_something_for_all_and_else_the_test(test: str, unit: str) -> None:
    assert unit_of(test) == unit
