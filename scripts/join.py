"""Joins the style sheets of each page into one, named by its content's hash, so that it may be cached for ever.

Four sheets are four questions to the server on each visit. The page's icon goes into the page itself, for the same
reason. The sources stay apart; only the built site is changed. It knows nothing of what the sheets say.
"""

import hashlib
import posixpath
import re
from functools import partial
from pathlib import Path
from typing import Final

from inline_icons import as_address

FOLDER: Final = "assets/samlet"
_SHEET: Final = re.compile(r'[ \t]*<link rel="stylesheet" href="([^"]+)">\n?')
_ICON: Final = re.compile(r'(?<=<link rel="icon" href=")[^"]+\.svg(?=">)')
_ADDRESS: Final = re.compile(r"""url\((["']?)(?!data:|#|[a-z]+:|/)([^"')]+)\1\)""")


def write(site: Path) -> int:
    """Joins the sheets of every page of the built site. Out: how many joined sheets there are."""
    joined: dict[tuple[str, ...], str] = {}
    for page in sorted(site.rglob("*.html")):
        text = page.read_text("utf-8")
        hrefs = _SHEET.findall(text)
        names = tuple(_name(site, page, href) for href in hrefs)
        if names and names not in joined:
            joined[names] = _write(site, names)
        if names:
            base = hrefs[0].removesuffix(names[0])
            text = _with_one(text, f"{base}{joined[names]}")
        page.write_text(_ICON.sub(partial(_icon, site, page), text), "utf-8", newline="\n")
    return len(joined)


def _name(site: Path, page: Path, href: str) -> str:
    """The file that an address on a page means, as a path from the site's root. On error pages addresses are absolute."""
    if href.startswith("/"):
        return href[href.index("/assets/") + 1 :]
    return posixpath.normpath(posixpath.join(page.parent.relative_to(site).as_posix(), href))


def _write(site: Path, names: tuple[str, ...]) -> str:
    text = "".join(_moved((site / name).read_text("utf-8"), posixpath.dirname(name)) for name in names)
    name = f"{FOLDER}/{hashlib.sha256(text.encode()).hexdigest()[:12]}.css"
    (site / FOLDER).mkdir(parents=True, exist_ok=True)
    (site / name).write_text(text, "utf-8", newline="\n")
    return name


def _moved(text: str, folder: str) -> str:
    """A sheet whose relative addresses mean the same from `FOLDER`. A map of the source would no longer fit."""
    there = posixpath.relpath(folder, FOLDER)
    text = re.sub(r"/\*# sourceMappingURL=.*?\*/", "", text)
    return _ADDRESS.sub(lambda found: f'url("{posixpath.normpath(posixpath.join(there, found[2]))}")', text)


def _with_one(text: str, href: str) -> str:
    """The page with one sheet, where its last one stood: what a page adds comes after the theme's, as before."""
    last = [found.end() for found in _SHEET.finditer(text)][-1]
    return f'{_SHEET.sub("", text[:last])}  <link rel="stylesheet" href="{href}">\n{text[last:]}'


def _icon(site: Path, page: Path, found: re.Match[str]) -> str:
    return as_address(site / _name(site, page, found[0]))
