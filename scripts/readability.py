"""How hard a text is to read: sentences, words and LIX, counted the same way everywhere.

LIX = words / sentences + 100 × long words / words, where a long word has seven letters or more. The counting rule:

- Running text counts: paragraphs, items of lists and numbered steps, and the words of their links. Headings, tables,
  code, the front matter and what the build puts in (snippets) do not. A table holds words, not sentences.
- A sentence ends at . ! ? or … before a new capital, number, quotation mark or line, at a colon that ends a line,
  at a · between things in a row, and where its paragraph or item ends. The point of an abbreviation (bl.a., kl., nr.,
  stk.), of a number before a small letter (den 1. maj) or inside a word ends nothing. What has no letter is no sentence.
- A word is letters and digits that hang together, hyphens included: »AKT-medarbejder« is one word of 14 letters.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from functools import cached_property
from typing import Final

from guide.errors import Problem
from page_rules import Known, problem
from pages import Block, Page

LONG_WORD: Final = 7

_WORD: Final = re.compile(r"[^\W_]+(?:[-'’.,/][^\W_]+)*")
_ABBREVIATION: Final = re.compile(
    r"(?:\b(?:bl\.a|f\.eks|fx|ca|evt|osv|mv|m\.m|m\.fl|jf|pct|d\.v\.s|dvs|tlf|inkl|ekskl|kl|nr|stk|kap|art|pkt|eks"
    r"|hhv|pga|mht|ift|o\.l|p\.t|maks))\.$",
    re.IGNORECASE,
)
_END: Final = re.compile(r"[.!?…]+[«»”\"')\]]*(?=\s+[A-ZÆØÅ0-9»„\"'(–-]|\n|$)|:(?=\s*\n|\s*$)| ·(?= )")


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
    return len(word) >= LONG_WORD and sum(map(str.isalpha, word)) >= LONG_WORD


def running_text(page: Page) -> tuple[Sentence, ...]:
    """The sentences of a page that are counted."""
    return tuple(
        sentence for block in page.blocks if block.kind in {"afsnit", "punkt", "trin"} for sentence in sentences(block)
    )


def sentences(block: Block) -> Iterator[Sentence]:
    """The sentences of a block, each with the line where it begins; a number alone goes with what comes after it."""
    text, start = block.text, 0
    for end in [*_ends(text), len(text)]:
        piece = text[start:end]
        if not any(map(str.isalpha, piece)):
            continue
        begins = start + len(piece) - len(piece.lstrip())
        yield Sentence(piece.strip(), block.lines[0].number + text.count("\n", 0, begins), block)
        start = end


def _ends(text: str) -> Iterator[int]:
    """Where each sentence but the last ends."""
    for found in _END.finditer(text):
        before = text[max(0, found.start() - 12) : found.start() + 1]
        new_line = text[found.end() : found.end() + 1] == "\n"
        if new_line or not (found[0] == "." and _ABBREVIATION.search(before)):
            yield found.end()


# ── Too hard ──────────────────────────────────────────────────────────────────────────────────────────────────────────

LIX_OF_A_PAGE: Final = 45
LIX_OF_STEPS: Final = 35
LIX_ON_AVERAGE: Final = 40
WORDS_OF_A_SENTENCE: Final = 30
_STEPS: Final = "Sådan gør du"
_FEW: Final = 3  # how many of the hardest sentences a message names
_SHORT: Final = 6  # a sentence of fewer words is hard by its words alone, and is named last


def check(every: Sequence[Page], known: Known) -> Iterator[Problem]:  # noqa: ARG001 - all checks are called alike
    """Every page, set of steps and sentence that is too hard, and the average when all together are."""
    measured = {page.name: running_text(page) for page in every}
    for page in every:
        found = measured[page.name]
        steps = [sentence for sentence in found if sentence.block.kind == "trin" and sentence.block.section == _STEPS]
        yield from _too_hard(page, found, LIX_OF_A_PAGE, "siden")
        yield from _too_hard(page, steps, LIX_OF_STEPS, f"trinene under »{_STEPS}«")
        yield from _too_long(page)
    values = [lix(found) for found in measured.values() if found]
    if values and sum(values) / len(values) > LIX_ON_AVERAGE:
        hardest = max(every, key=lambda page: lix(measured[page.name]))
        message = f"Siderne har i snit LIX {number(sum(values) / len(values))}; grænsen er {LIX_ON_AVERAGE}."
        yield problem(hardest, 1, "lix-i-snit", message, "Begynd med denne side, som er den sværeste.")


def _too_hard(page: Page, found: Sequence[Sentence], limit: int, called: str) -> Iterator[Problem]:
    value = lix(found)
    if value <= limit:
        return
    hardest = sorted(found, key=lambda sentence: (len(sentence.words) < _SHORT, -sentence.lix))[:_FEW]
    named = "; ".join(f"linje {sentence.line} »{_beginning(sentence)}«" for sentence in hardest)
    message = f"LIX for {called} er {number(value)}; grænsen er {limit}."
    yield problem(page, hardest[0].line, "for-svaer", message, f"Skriv kortere ord og sætninger, først {named}.")


def _too_long(page: Page) -> Iterator[Problem]:
    for block in page.blocks:
        for sentence in sentences(block) if block.kind != "titel" else ():
            if len(sentence.words) > WORDS_OF_A_SENTENCE:
                message = f"Sætningen har {len(sentence.words)} ord: »{_beginning(sentence)}«."
                yield problem(
                    page, sentence.line, "lang-saetning", message, f"Del den; grænsen er {WORDS_OF_A_SENTENCE} ord."
                )


def _beginning(sentence: Sentence) -> str:
    words = sentence.text.split()
    return " ".join(words[:5]) + (" …" if len(words) > 5 else "")


def number(value: float) -> str:
    """A value with one decimal, written the Danish way."""
    return f"{value:.1f}".replace(".", ",")
