"""The day that a build is of: the day of the commit, so that the same commit gives the same bytes on any day.

Only for what is printed on pages and in files. Whether a number or a law is out of date is always asked of today.
"""

import os
from datetime import UTC, date, datetime
from pathlib import Path

import commands


def epoch(root: Path) -> int:
    """Seconds since 1970 as SOURCE_DATE_EPOCH: given from outside, else of the newest commit, else of this day's start."""
    given = os.environ.get("SOURCE_DATE_EPOCH", "")
    if given.isdecimal():
        return int(given)
    committed, said = commands.run(["git", "log", "-1", "--format=%ct"], root)
    if committed and said.isdecimal():
        return int(said)
    today = datetime.now(UTC).replace(hour=0, minute=0, second=0, microsecond=0)
    return int(today.timestamp())


def of_build(root: Path) -> date:
    """The same as a day."""
    return datetime.fromtimestamp(epoch(root), UTC).date()
