"""How hard a text is to read: sentences, words and LIX, counted the same way everywhere.

LIX = words / sentences + 100 × long words / words, where a long word has seven letters or more. The counting rule:

- Running text counts: paragraphs, items of lists and numbered steps, and the words of their links. Headings, tables,
  code, the front matter and what the build puts in (snippets) do not. A table holds words, not sentences.
- A sentence ends at . ! ? or … before a new capital, number, quotation mark or line, at a colon that ends a line,
  and where its paragraph or item ends. The point of an abbreviation (bl.a., kl., nr., stk.), of a number
  (den 1. maj) or inside a word ends nothing. What is left without a word is no sentence.
- A word is letters and digits that hang together, hyphens included: »AKT-medarbejder« is one word of 14 letters.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from functools import cached_property
from typing import Final

from pages import Block, Page

LONG_WORD: Final = 7

_WORD: Final = re.compile(r"[^\W_]+(?:[-'’.,/][^\W_]+)*")
_ABBREVIATION: Final = re.compile(
    r"(?:\b(?:bl\.a|f\.eks|fx|ca|evt|osv|mv|m\.m|m\.fl|jf|pct|d\.v\.s|dvs|tlf|inkl|ekskl|kl|nr|stk|kap|art|pkt|eks"
    r"|hhv|pga|mht|ift|o\.l|p\.t|maks))\.$",
    re.IGNORECASE,
)
_END: Final = re.compile(r"[.!?…]+[«»”\"')\]]*(?=\s+[A-ZÆØÅ0-9»„\"'(–-]|\n|$)|:(?=\s*\n|\s*$)")


@dataclass(frozen=True)
class Sentence:
    """A sentence of running text, where it begins, and what kind of block it stands in."""

    text: str
    line: int
    block: Block

    @cached_property
    def words(self) -> tuple[str, ...]:
        """Its words in order."""
        return tuple(_WORD.findall(self.text))

    @property
    def lix(self) -> float:
        """How hard this sentence alone is."""
        return lix([self])


def lix(sentences: Iterable[Sentence]) -> float:
    """The LIX of sentences taken together; 0 where there is none."""
    every = [sentence.words for sentence in sentences]
    words = [word for each in every for word in each]
    if not words:
        return 0.0
    return len(words) / len(every) + 100 * sum(map(is_long, words)) / len(words)


def is_long(word: str) -> bool:
    """Whether a word has seven letters or more."""
    return sum(letter.isalpha() for letter in word) >= LONG_WORD


def running_text(page: Page) -> tuple[Sentence, ...]:
    """The sentences of a page that are counted."""
    return tuple(
        sentence
        for block in page.blocks
        if block.kind in {"afsnit", "punkt", "trin"}
        for sentence in sentences(block)
    )


def sentences(block: Block) -> Iterator[Sentence]:
    """The sentences of a block, each with the line where it begins."""
    text, start = block.text, 0
    first = block.lines[0].number
    for end in [*_ends(text), len(text)]:
        piece = text[start:end]
        sentence = Sentence(
            piece.strip(), first + text.count("\n", 0, start + len(piece) - len(piece.lstrip())), block
        )
        if sentence.words:
            yield sentence
        start = end


def _ends(text: str) -> Iterator[int]:
    """Where each sentence but the last ends."""
    for found in _END.finditer(text):
        before = text[max(0, found.start() - 12) : found.start() + 1]
        new_line = text[found.end() : found.end() + 1] == "\n"
        if new_line or not (found[0] == "." and _ABBREVIATION.search(before)):
            yield found.end()
