"""Every part that the build puts into pages: one list of them, for the build and for the check of the pages."""

from pathlib import Path

import day
import exercises
import folders
import handbook
import maps
import practice
import reference
import server_parts
import topics
from guide.model import Guide


def texts(
    root: Path, guide: Guide, runtime_address: str = "", *, tables: bool = True, lists: bool = True
) -> dict[str, str]:
    """The text of each part by its file name.

    In: the checkout and its whole guide; the runtime's versioned folder name; whether the handbook's tables are right,
    and whether the front matter of every page is: what is made of them is left out when they are not.
    """
    docs = root / "docs"
    return {
        **reference.snippets(guide, day.of_build(root)),
        **practice.snippets(guide, runtime_address),
        **exercises.snippets(guide, docs),
        maps.SNIPPET: maps.snippet(guide),
        **server_parts.snippets(),
        **(handbook.snippets(docs) if tables else {}),
        **(topics.snippets(root) if lists else {}),
    }


def write(root: Path, guide: Guide, runtime_address: str) -> None:
    """Writes every part where MkDocs looks for it. In: the checkout with nothing wrong in it, and its guide."""
    folders.sync(root / ".build" / "snippets", texts(root, guide, runtime_address))
