"""Checks figures that would be a claim: percentages, and deadlines that are said to be the law's or the municipality's.

Each stands in a register: in guide/data/love.toml, as a figure of a source document in docs/_data/kildematrix.toml, or,
for a percentage, in the note on a source that the page names. Where the paragraph, item or row says »forslag«, the
figure is the page's own and claims nothing.
"""

from __future__ import annotations

import re
import tomllib
from collections.abc import Iterable, Iterator, Sequence
from pathlib import Path
from typing import Final

from guide.errors import Problem
from guide.model import Guide
from page_rules import Known, problem
from pages import Block, Page
from readability import sentences

Problems = Iterator[Problem]
_Length = tuple[str, str]

_MATRIX: Final = "_data/kildematrix.toml"
_PERCENT: Final = re.compile(r"(\d+(?:[.,]\d+)?)\s*(?:procent\w*|pct\b|%)", re.IGNORECASE)
_WORDS: Final = ["nul", "en", "to", "tre", "fire", "fem", "seks", "syv", "otte", "ni", "ti", "elleve", "tolv"]
_NUMBER: Final = rf"\d+|{'|'.join(_WORDS[1:])}|et|én|ét"
_UNITS: Final = ("time", "døgn", "hverdag", "dag", "uge", "måned")
_LENGTH: Final = re.compile(rf"\b({_NUMBER})[\s-]+({'|'.join(_UNITS)})(?:e|er|r|s)?\b", re.IGNORECASE)
_DEADLINE: Final = re.compile(
    rf"\b(?:inden(?: for)?|senest|højst|frist\w*)\b[^.:;]{{0,30}}?{_LENGTH.pattern}", re.IGNORECASE
)
_LAW: Final = re.compile(
    r"\b(?:(?:efter|i|siger|følge) \w*loven|lovens|lovkrav\w*|barnets lov|kommunens frist|skal kommunen"
    r"|kommunen (?:skal|svarer|bekræfter|vurderer|kvitterer))\b|§",
    re.IGNORECASE,
)
_SUGGESTED: Final = re.compile(r"\bforslag\b", re.IGNORECASE)


def check(every: Sequence[Page], known: Known) -> Problems:
    """Every figure of the pages that no register has."""
    if not known.guide.laws:
        return  # a register that could not be read is told of once, not on every page
    texts = [*_register(known.guide), *_matrix(known.docs)]
    percents = {number for text in texts for number in _PERCENT.findall(text)}
    lengths = {length for text in texts for length in _lengths(text, _LENGTH)}
    for page in every:
        own = {block.unit for block in page.blocks if _SUGGESTED.search(block.text)}
        notes = (known.guide.sources[name].note for name in page.list_of("kilder") if name in known.guide.sources)
        read = percents | {number for note in notes for number in _PERCENT.findall(note)}
        for block in page.blocks:
            if block.unit not in own:
                yield from _percents(page, block, read)
                yield from _deadlines(page, block, lengths)


def _register(guide: Guide) -> Iterator[str]:
    for law in guide.laws.values():
        yield from (law.heading, law.says)


def _matrix(docs: Path) -> Iterator[str]:
    """The points of the source documents; none where the file cannot be read, which is told of elsewhere."""
    try:
        points = tomllib.loads((docs / _MATRIX).read_text("utf-8"))["punkt"]
        yield from (str(point["tekst"]) for point in points)
    except (OSError, ValueError, KeyError, TypeError):
        return


def _percents(page: Page, block: Block, known: Iterable[str]) -> Problems:
    for line in block.lines:
        for number in _PERCENT.findall(line.text):
            if number not in known:
                message = f"{number} procent står hverken i love.toml, kildematrix.toml eller noten til sidens kilder."
                remedy = "Slet tallet, eller skriv det i registret med sin kilde."
                yield problem(page, line.number, "ukendt-procent", message, remedy)


def _deadlines(page: Page, block: Block, known: Iterable[_Length]) -> Problems:
    for sentence in sentences(block):
        if not _LAW.search(sentence.text):
            continue
        for number, unit in _lengths(sentence.text, _DEADLINE):
            if (number, unit) not in known:
                message = f"Fristen {number} {unit} ligner en frist i loven, men står ikke i love.toml."
                remedy = "Slet den, ret den efter registret, eller skriv, at den er jeres forslag."
                yield problem(page, sentence.line, "ukendt-frist", message, remedy)


def _lengths(text: str, pattern: re.Pattern[str]) -> Iterator[_Length]:
    """Every length of time in a text, its number in digits and its unit in the singular."""
    for number, unit in pattern.findall(text):
        word = {"et": "en", "én": "en", "ét": "en"}.get(number.lower(), number.lower())
        yield str(_WORDS.index(word)) if word in _WORDS else word, unit.lower()
