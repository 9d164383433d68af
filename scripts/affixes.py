"""Reads the two files of a dictionary in Hunspell's format: the rules that bend words, and the words with their flags.

Rules for endings (SFX) and beginnings (PFX) are read, and the flags that say that a form stands only with an affix, only
in compounds, or not at all. `hunspell` makes what searching needs of it, `word_forms` what spelling needs. The one
library that reads the format in pure Python is no longer kept up, and a compiled one would have to be installed.
"""

import hashlib
import marshal
import re
import sys
from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

import folders

_SETTINGS = ("NEEDAFFIX", "ONLYINCOMPOUND", "FORBIDDENWORD")


@dataclass(frozen=True, slots=True)
class Rule:
    """What one line does to a word that fits: cut letters, add others; the flags that go on from there."""

    ending: bool
    cut: int
    add: str
    then: tuple[str, ...]
    fits: Callable[[str], object]

    def on(self, word: str) -> str:
        """The word bent."""
        return word[: len(word) - self.cut] + self.add if self.ending else self.add + word[self.cut :]


@dataclass(frozen=True)
class Rules:
    """The rules by their flag, and the flags that mean: only with an affix, only in compounds, not a word."""

    by_flag: Mapping[str, tuple[Rule, ...]]
    needs_affix: str
    in_compound: str
    forbidden: str

    def bent(self, word: str, flags: Iterable[str]) -> Iterator[tuple[str, tuple[str, ...]]]:
        """What the rules of the flags make of a word, and the flags that go on from there; twice and no third time."""
        for form, then in self._once(word, flags):
            yield form, then
            yield from self._once(form, then)

    def _once(self, word: str, flags: Iterable[str]) -> Iterator[tuple[str, tuple[str, ...]]]:
        for flag in flags:
            for rule in self.by_flag.get(flag, ()):
                if rule.fits(word):
                    yield rule.on(word), rule.then


@dataclass(frozen=True, slots=True)
class Entry:
    """A word of the list with its flags and the notes behind it."""

    word: str
    flags: tuple[str, ...]
    notes: tuple[str, ...]


def read_rules(affixes: str, wanted: Callable[[list[str]], bool] = lambda _: True) -> Rules:
    """The rules in the text of an .aff file. In: the text, and whether a line, split at its spaces, is wanted."""
    found: dict[str, list[Rule]] = {}
    flags: dict[str, str] = {}
    for line in affixes.splitlines():
        parts = line.split()
        if parts and parts[0] in _SETTINGS:
            flags[parts[0]] = parts[1]
        elif len(parts) >= 5 and parts[0] in {"SFX", "PFX"} and wanted(parts):
            found.setdefault(parts[1], []).append(_rule(parts[0] == "SFX", *parts[2:5]))
    return Rules({flag: tuple(rules) for flag, rules in found.items()}, *(flags.get(name, "") for name in _SETTINGS))


def _rule(ending: bool, cut: str, add: str, condition: str) -> Rule:
    letters, _, then = add.partition("/")
    return Rule(
        ending=ending,
        cut=0 if cut == "0" else len(cut),
        add="" if letters == "0" else letters,
        then=tuple(then.split(",")) if then else (),
        fits=re.compile(f"{condition}$" if ending else f"^{condition}").search,
    )


def read_entries(words: str) -> Iterator[Entry]:
    """The words in the text of a .dic file. The first line only counts them."""
    for line in words.splitlines()[1:]:
        entry, *notes = line.split() or [""]
        word, _, flags = entry.partition("/")
        yield Entry(word, tuple(flags.split(",")) if flags else (), tuple(notes))


def keep(
    files: tuple[Path, Path], place: tuple[Path, str], code: Path, read: Callable[[str, str], tuple[Any, ...]]
) -> tuple[Any, ...]:
    """What `read` makes of the two files, from where it is kept, for reading them takes seconds.

    In: the .aff and the .dic file; the folder and the name to keep it under; the module that reads, since what is kept
    is read anew when that, the files or this module have changed.
    """
    texts = [file.read_bytes() for file in files]
    digest = hashlib.sha256(b"\0".join([*texts, code.read_bytes(), Path(__file__).read_bytes()])).hexdigest()
    folder, name = place
    kept = folder / f"{name}-{sys.implementation.cache_tag}-{digest[:16]}.marshal"
    try:
        found = marshal.loads(kept.read_bytes())
        if isinstance(found, tuple):
            return found
    except (OSError, ValueError, EOFError, TypeError):
        pass  # not there yet, or cut short
    found = read(*(text.decode("utf-8") for text in texts))
    folder.mkdir(parents=True, exist_ok=True)
    with TemporaryDirectory(dir=folder) as own:  # another build may be at work beside this one
        half = Path(own) / kept.name
        half.write_bytes(marshal.dumps(found))
        half.replace(kept)
    folders.keep_newest(folder, f"{name}-{sys.implementation.cache_tag}-*.marshal", 1)
    return found
