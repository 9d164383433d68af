"""reveal.js, which turns the pages into slides: which version, that it is there, and its place in the built site."""

import shutil
from pathlib import Path

import environment
import node_packages

VERSION = "6.0.2"
PACKAGE = node_packages.Package(
    folder="reveal.js",
    hashes="reveal.sha256",
    called=f"reveal.js {VERSION}",
    used_for="sider bliver vist på projektor med",
)
# The name holds the version, so that browsers may keep the files for good.
PLACE = f"assets/reveal/{VERSION}"
# The core alone: its notes plugin writes a page into a window of its own, which a strict policy forbids.
_FILES = {"dist/reveal.js": "reveal.js", "dist/reveal.css": "reveal.css", "LICENSE": "LICENSE.txt"}


def write(site: Path, root: Path = environment.ROOT) -> None:
    """Put the verified files, with their licence, into the built site."""
    package = node_packages.ensure(PACKAGE, root)
    folder = site / PLACE
    folder.mkdir(parents=True, exist_ok=True)
    for name, public in _FILES.items():
        shutil.copyfile(package / name, folder / public)
