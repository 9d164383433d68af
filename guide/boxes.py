"""What stands in the picture of a concern, and how much room it takes: questions with their answers, and where they end.

A question is a box whose rows are its answers, so that an answer's words can never meet another's. Lines are broken here
with a table of widths, because an SVG does not break lines itself; the table says rather too much than too little.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Final

from guide.model import Guide, Level, Option, Outcome, Question

FONT: Final = 20
LINE: Final = 25
PAD: Final = 12
ICON: Final = 24
# Widths of letters in hundredths of the font's size: the widest of the site's own bold letters and of Arial's.
_WIDTHS: Final = (
    (31, " \u00a0.,:;'|I"),
    (35, "ijl!’()[]"),
    (43, "frt-/"),
    (59, "aceksvxyzåé»«"),
    (63, "bdghnopquø–"),
    (68, "0123456789J"),
    (78, "ABCDEFGHKLNOPQRSTUVXYZÅØ"),
    (80, "w"),
    (92, "mMæ"),
)
_WIDTH: Final = {letter: width for width, letters in _WIDTHS for letter in letters}
_WIDEST: Final = 115


@dataclass(frozen=True)
class Widths:
    """How wide the questions and the ends are drawn."""

    question: int
    end: int


@dataclass(frozen=True)
class Row:
    """One answer inside a question's box. `top` counts from the box's top; a level is that of the outcome it leads to.

    An answer that leads to another concern has no way in this picture but a sign, which names the picture to go on with.
    """

    option: str
    target: str
    lines: tuple[str, ...]
    sign: tuple[str, ...]
    top: int
    height: int
    level: Level | None = None

    @property
    def middle(self) -> int:
        """The height at which the way leaves."""
        return self.top + self.height // 2


@dataclass(frozen=True)
class Box:
    """A question with its answers, or an outcome. Ways come in at the middle of its head: the words of a question."""

    id: str
    lines: tuple[str, ...]
    width: int
    height: int
    head: int
    rows: tuple[Row, ...] = ()
    level: Level | None = None
    x: int = 0
    y: int = 0

    @property
    def entry(self) -> int:
        """The height at which ways come in."""
        return self.y + self.head // 2


def text_width(text: str) -> float:
    """The room that a line needs at the picture's font size."""
    return sum(_WIDTH.get(letter, _WIDEST) for letter in text) * FONT / 100


def wrap(text: str, width: int) -> tuple[str, ...]:
    """A text as lines that fit. Only ordinary spaces break; a word that is too long is cut with a hyphen."""
    lines = [""]
    for word in (part for whole in text.split(" ") for part in _cut(whole, width)):
        longer = f"{lines[-1]} {word}" if lines[-1] else word
        if text_width(longer) <= width:
            lines[-1] = longer
        else:
            lines.append(word)
    return tuple(lines)


def _cut(word: str, width: int) -> list[str]:
    parts = []
    while text_width(word) > width:
        end = next(end for end in range(len(word) - 1, 0, -1) if end == 1 or text_width(word[:end] + "-") <= width)
        parts.append(word[:end] + "-")
        word = word[end:]
    return [*parts, word]


def numbers(guide: Guide, spor_id: str) -> dict[str, int]:
    """The concern's own questions that can be reached without leaving it, numbered in the order of the list."""
    found: dict[str, int] = {}
    waiting = [guide.spor[spor_id].first]
    while waiting:
        question = guide.questions.get(waiting.pop())
        if question and question.spor == spor_id and question.id not in found:
            found[question.id] = len(found) + 1
            waiting += [option.target for option in reversed(question.options)]
    return found


def ends(guide: Guide, questions: Sequence[Question]) -> list[str]:
    """The outcomes that the questions' own answers lead to, each once, from the most urgent on."""
    met = {option.target for question in questions for option in question.options}
    return [each.id for each in sorted(guide.outcomes.values(), key=lambda each: -each.level) if each.id in met]


def question_box(guide: Guide, question: Question, number: int, width: int) -> Box:
    """A question with its answers as rows."""
    lines = wrap(f"{number}. {question.text}", width - 2 * PAD)
    head = top = len(lines) * LINE + 2 * PAD
    rows: list[Row] = []
    for option in question.options:
        rows.append(_row(guide, question, option, top, width))
        top += rows[-1].height
    return Box(question.id, lines, width, top, head, tuple(rows))


def _row(guide: Guide, question: Question, option: Option, top: int, width: int) -> Row:
    outcome = guide.outcomes.get(option.target)
    said = wrap(option.text, width - 2 * PAD - (PAD + ICON if outcome else 0))
    sign = elsewhere(guide, question.spor, option.target)
    signed = wrap("".join(sign), width - 3 * PAD - ICON) if sign else ()
    height = (len(said) + len(signed)) * LINE + PAD
    return Row(option.id, option.target, said, signed, top, height, outcome.level if outcome else None)


def end_box(outcome: Outcome, width: int) -> Box:
    """An outcome."""
    lines = wrap(outcome.title, width - 3 * PAD)
    height = len(lines) * LINE + PAD
    return Box(outcome.id, lines, width, height, height, (), outcome.level)


def elsewhere(guide: Guide, spor_id: str, target: str) -> tuple[str, str] | None:
    """Where to go on for a question of another concern: its picture, and ", question 4" there unless it is the first."""
    question = guide.questions.get(target)
    if question is None or question.spor == spor_id:
        return None
    number = numbers(guide, question.spor).get(target, 1)
    return guide.spor[question.spor].title, f", spørgsmål\u00a0{number}" if number > 1 else ""
