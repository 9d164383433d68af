"""How the tests are spread over processes: those that share something dear stay together, and the longest begin first.

pytest-xdist has a mark for it (`xdist_group`), but it is written into a test's id, and pytest no longer lets it: the mark
is without effect and nothing says so. So the units are made here, from the id and the file it names.
"""

from __future__ import annotations

import re
from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING, Final

import pytest

if TYPE_CHECKING:
    from xdist.remote import Producer
    from xdist.scheduler import LoadScopeScheduling

ROOT: Final = Path(__file__).parents[1]
# One unit of minutes that begins last keeps one process busy when the others have gone home.
FIRST: Final = ("tests/faults/", "tests/engines/", "tests/search/test_zensical.py", "tests/servers/test_bytes.py")
_ENGINE: Final = re.compile(r"\[(?:.*-)?(chromium|firefox|webkit)\b")


@cache
def unit_of(nodeid: str) -> str:
    """The unit that a test belongs to: its file where that makes something for all its tests, else the test alone."""
    file = nodeid.partition("::")[0]
    if file.startswith("tests/engines/"):
        engine = _ENGINE.search(nodeid)
        return f"{file} {engine[1]}" if engine else file
    return file if _shares(file) else nodeid


@cache
def _shares(file: str) -> bool:
    return 'scope="module"' in (ROOT / file).read_text("utf-8")


def turn(item: pytest.Item) -> int:
    """Where a test stands in the queue; those of the same turn keep their order."""
    return next((number for number, start in enumerate(FIRST) if item.nodeid.startswith(start)), len(FIRST))


def scheduler(config: pytest.Config, log: Producer) -> LoadScopeScheduling:
    """Hands out unit by unit, in the order of the queue."""
    from xdist.scheduler import LoadScopeScheduling  # noqa: PLC0415 - without it the tests run in one process

    class InUnits(LoadScopeScheduling):  # type: ignore[misc]
        def _split_scope(self, nodeid: str) -> str:
            return unit_of(nodeid)

    config.option.loadscopereorder = False  # the largest in number are not the longest
    return InUnits(config, log)
