"""Puts the small icons into the style sheets of the built site, so that no step of the guide asks the server for one.

The sources stay files that a person can open; a style sheet that asks for an icon only when a box first appears would
tell the server how far a reader has come, and would miss it when the server is gone.
"""

import re
from pathlib import Path
from typing import Final
from urllib.parse import quote

_ICON: Final = re.compile(r'url\("([^"]*ikoner/[a-z]+\.svg)"\)')
_FOLDERS: Final = ("assets/udseende", "assets/guide")
_UNESCAPED: Final = " =:/<>';,+()"


def write(site: Path) -> int:
    """Replaces every icon address in the site's own style sheets. In: the built site. Out: how many were replaced."""
    count = 0
    for sheet in (each for folder in _FOLDERS for each in sorted((site / folder).glob("*.css"))):
        text = sheet.read_text("utf-8")
        for address in set(_ICON.findall(text)):
            count += text.count(f'url("{address}")')
            text = text.replace(f'url("{address}")', _inlined(sheet.parent / address))
        sheet.write_text(text, "utf-8", newline="\n")
    return count


def as_address(icon: Path) -> str:
    """A drawing as an address that holds it."""
    drawing = " ".join(icon.read_text("utf-8").split()).replace('"', "'")
    return f"data:image/svg+xml,{quote(drawing, safe=_UNESCAPED)}"


def _inlined(icon: Path) -> str:
    return f'url("{as_address(icon)}")'
