"""Takes out of the built site what the theme brings for search in other languages: nobody here asks for it.

It is two thirds of a megabyte that every browser would keep, and works of others under licences of their own.
"""

import json
from pathlib import Path
from typing import Final

INDEX: Final = "search/search_index.json"
FOLDER: Final = "assets/javascripts/lunr"


def write(site: Path) -> int:
    """Removes the files; the search's index says which languages are used. Out: how many files went."""
    index = site / INDEX
    if not index.is_file():
        return 0
    languages = json.loads(index.read_text("utf-8"))["config"]["lang"]
    used = {
        f"lunr.{name}.min.js" for name in (*languages, "stemmer.support", *(["multi"] if len(languages) > 1 else []))
    }
    unused = [file for file in (site / FOLDER).rglob("*.js") if file.name not in used]
    for file in unused:
        file.unlink()
    return len(unused)
