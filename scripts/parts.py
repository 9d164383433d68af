"""Writes every part that the build puts into pages. One list of them, used by the build and by the check of the pages."""

from pathlib import Path

import day
import exercises
import handbook
import maps
import reference
import topics
from guide.model import Guide


def write(root: Path, guide: Guide, out: Path, *, tables: bool = True, lists: bool = True) -> None:
    """Writes the parts into a folder, which is made when absent.

    In: the checkout and its whole guide; whether the handbook's tables are right, and whether the front matter of every
    page is: what is made of them is left out when they are not.
    """
    reference.write(guide, out, day.of_build(root))
    maps.write_part(guide, out)
    exercises.write(guide, root / "docs", out)
    if tables:
        handbook.write(root / "docs", out)
    if lists:
        topics.write(root, out)
