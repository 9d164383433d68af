"""Reads a dictionary in Hunspell's format into two sets: every right form of every word, and what a compound may begin with.

Only what Danish spelling needs is read: endings and beginnings (SFX, PFX), the rules that may follow them, and the three
marks that say that a form stands only with an ending, only in compounds, or not at all. What the format can say of
compounds is left alone: `spelling` has a narrower rule. The sets are kept in .build, since making them takes seconds.
The one library that reads the format in pure Python is no longer kept up, and a compiled one would have to be installed.
"""

from __future__ import annotations

import hashlib
import marshal
import re
import sys
from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Final

_MARKS: Final = ("NEEDAFFIX", "ONLYINCOMPOUND", "FORBIDDENWORD")


@dataclass(frozen=True)
class Forms:
    """The forms that are words by themselves, and those that a compound may begin with, links included."""

    words: frozenset[str]
    heads: frozenset[str]


@dataclass(frozen=True, slots=True)
class _Rule:
    """What one line of the affix file does to a word that fits: cut letters, add others; the flags that go on from there."""

    ending: bool
    cut: int
    add: str
    then: tuple[str, ...]
    fits: Callable[[str], object]

    def on(self, word: str) -> str:
        return word[: len(word) - self.cut] + self.add if self.ending else self.add + word[self.cut :]


def read_once(files: tuple[Path, Path], kept: Path) -> Forms:
    """The forms of an .aff and a .dic file, from a folder where they are kept until the files or this one change."""
    affixes, words = (file.read_bytes() for file in files)
    digest = hashlib.sha256(affixes + words + Path(__file__).read_bytes()).hexdigest()
    place = kept / f"stavning-{sys.implementation.cache_tag}-{digest[:16]}.marshal"
    try:
        return Forms(*marshal.loads(place.read_bytes()))
    except (OSError, ValueError, EOFError, TypeError):  # not there yet, or cut short
        found = read(affixes.decode("utf-8"), words.decode("utf-8"))
    kept.mkdir(parents=True, exist_ok=True)
    half = place.with_suffix(".ny")
    half.write_bytes(marshal.dumps((found.words, found.heads)))
    half.replace(place)
    return found


def read(affixes: str, words: str) -> Forms:
    """The forms of the text of an .aff file and a .dic file."""
    rules, (needs_affix, in_compound, forbidden) = _rules(affixes)
    plain: set[str] = set()
    heads: set[str] = set()
    for word, flags in _entries(words):
        if forbidden in flags:
            continue
        for form, own in _forms(word, flags, rules):
            if in_compound in own:
                heads.add(form)
            elif needs_affix not in own:
                plain.add(form)
    return Forms(frozenset(plain), frozenset(heads))


def _forms(
    word: str, flags: tuple[str, ...], rules: Mapping[str, list[_Rule]]
) -> Iterator[tuple[str, tuple[str, ...]]]:
    """A word as it stands and with one and two affixes, each with the flags that it then has."""
    yield word, flags
    for form, then in _bent(word, flags, rules):
        yield form, then
        yield from _bent(form, then, rules)


def _bent(word: str, flags: Iterable[str], rules: Mapping[str, list[_Rule]]) -> Iterator[tuple[str, tuple[str, ...]]]:
    return ((rule.on(word), rule.then) for flag in flags for rule in rules.get(flag, ()) if rule.fits(word))


# ── The two files ─────────────────────────────────────────────────────────────────────────────────────────────────────


def _rules(affixes: str) -> tuple[dict[str, list[_Rule]], tuple[str, ...]]:
    """The rules by their flag, and the flags of the three marks."""
    found: dict[str, list[_Rule]] = {}
    marks: dict[str, str] = {}
    for line in affixes.splitlines():
        parts = line.split()
        if parts and parts[0] in _MARKS:
            marks[parts[0]] = parts[1]
        elif len(parts) > 4 and parts[0] in {"SFX", "PFX"}:
            found.setdefault(parts[1], []).append(_rule(*parts[:1], *parts[2:5]))
    return found, tuple(marks.get(name, "") for name in _MARKS)


def _rule(kind: str, cut: str, add: str, condition: str) -> _Rule:
    letters, _, then = add.partition("/")
    ending = kind == "SFX"
    return _Rule(
        ending=ending,
        cut=0 if cut == "0" else len(cut),
        add="" if letters == "0" else letters,
        then=tuple(then.split(",")) if then else (),
        fits=re.compile(f"{condition}$" if ending else f"^{condition}").search,
    )


def _entries(words: str) -> Iterator[tuple[str, tuple[str, ...]]]:
    """Each word with its flags. The first line only counts them, and notes may follow a word."""
    for line in words.splitlines()[1:]:
        word, _, flags = re.split(r"[ \t]", line, maxsplit=1)[0].partition("/")
        yield word, tuple(flags.split(",")) if flags else ()
