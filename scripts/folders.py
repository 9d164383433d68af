"""Keeps folders of generated files in order: as they ought to be, touching only what differs, and without what is unused.

Removing and writing hundreds of small files anew is slow on the disks and behind the virus scanners of ordinary work
machines; most builds change a few of them.
"""

from collections.abc import Mapping
from pathlib import Path

GENERATED = ("vejviser/", "traening/kort/", "assets/runtime/", "kompetencer/aarshjul-", "stillinger/hent/")
"""What the build writes below docs/: no person's work, never committed, and no part of what is checked there."""


def sync(folder: Path, texts: Mapping[str, str]) -> None:
    """Make `folder` hold exactly these files. In: the texts by their path relative to the folder, with forward slashes."""
    wanted = {folder / name: text.encode() for name, text in texts.items()}
    for path in sorted(folder.rglob("*"), reverse=True):  # files before the folders that they lie in
        if path.is_dir() and not path.is_symlink():
            if not any(path.iterdir()):
                path.rmdir()
        elif path not in wanted:
            path.unlink()
    for path, content in wanted.items():
        if not path.is_file() or path.read_bytes() != content:
            path.parent.mkdir(parents=True, exist_ok=True)
            path.write_bytes(content)


def keep_newest(folder: Path, pattern: str, count: int) -> None:
    """Remove what an earlier edition kept for next time: of the files that fit the pattern, all but the last used."""
    found = sorted(folder.glob(pattern), key=lambda file: file.stat().st_mtime_ns, reverse=True)
    for old in found[count:]:
        old.unlink(missing_ok=True)  # another build may have removed it already
