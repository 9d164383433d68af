"""What stands in the picture of a concern, and how much room it takes: questions with their answers, and where they end.

A question is a box whose rows are its answers, so that an answer's words can never meet another's. Lines are broken here
with a table of widths, because an SVG does not break lines itself; the table says rather too much than too little.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Final

from guide.model import Guide, Level, Option, Outcome, Question

FONT: Final = 20
TITLE_FONT: Final = 30
LINE: Final = 24
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
class Row:
    """One answer inside a question's box. `top` counts from the box's top; a level is that of the outcome it leads to.

    An answer that leads out of this picture has no way but a sign, which names the picture to go on with.
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
    """A question with its answers, or an outcome. Ways come in at its head: the words of a question."""

    id: str
    lines: tuple[str, ...]
    width: int
    height: int
    head: int
    rows: tuple[Row, ...] = ()
    level: Level | None = None
    x: int = 0
    y: int = 0


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
    """The concern's own questions, numbered in the order of the list: each answer's next question before the next answer.

    A question that only other concerns lead to comes last.
    """
    found: dict[str, int] = {}
    waiting = [question.id for question in reversed(guide.questions_of(spor_id))]
    waiting.append(guide.spor[spor_id].first)
    while waiting:
        question = guide.questions.get(waiting.pop())
        if question and question.spor == spor_id and question.id not in found:
            found[question.id] = len(found) + 1
            waiting += [option.target for option in reversed(question.options)]
    return found


def elsewhere(guide: Guide, spor_id: str, target: str) -> tuple[str, str] | None:
    """Where to go on for a question of another concern: its picture, and ", question 4" there unless it is the first."""
    question = guide.questions.get(target)
    if question is None or question.spor == spor_id:
        return None
    number = numbers(guide, question.spor)[target]
    return guide.spor[question.spor].title, f", spørgsmål\u00a0{number}" if number > 1 else ""


def emergency(guide: Guide) -> str:
    """The emergency line, which stands on every picture."""
    return f"{guide.frame.emergency_question} {guide.frame.emergency_action}"


@dataclass(frozen=True)
class Part:
    """What one picture shows of a concern: those of its questions, all numbered, that belong to the same part."""

    guide: Guide
    spor: str
    numbered: Mapping[str, int]
    part_of: Mapping[str, int]
    part: int = 1

    @property
    def names(self) -> list[str]:
        """The questions in the order of their numbers."""
        return [name for name in self.numbered if self.part_of[name] == self.part]

    @property
    def outcomes(self) -> list[Outcome]:
        """What the answers lead to, each once, from the most urgent on."""
        met = {option.target for name in self.names for option in self.guide.questions[name].options}
        found = [outcome for outcome in self.guide.outcomes.values() if outcome.id in met]
        return sorted(found, key=lambda outcome: -outcome.level)

    @property
    def head_width(self) -> int:
        """The room that the title takes beside the emergency line."""
        title = text_width(f"{self.guide.spor[self.spor].title} – del 1 af 2") * TITLE_FONT / FONT
        return round(title + text_width(emergency(self.guide))) + 4 * PAD + ICON

    def question_boxes(self, width: int) -> dict[str, Box]:
        """The questions with their answers as rows."""
        return {name: self._question_box(self.guide.questions[name], width) for name in self.names}

    def outcome_boxes(self, width: int) -> dict[str, Box]:
        """The outcomes."""
        return {outcome.id: _outcome_box(outcome, width) for outcome in self.outcomes}

    def _question_box(self, question: Question, width: int) -> Box:
        lines = wrap(f"{self.numbered[question.id]}. {question.text}", width - 2 * PAD)
        head = top = len(lines) * LINE + 2 * PAD
        rows: list[Row] = []
        for option in question.options:
            rows.append(self._row(option, top, width))
            top += rows[-1].height
        return Box(question.id, lines, width, top, head, tuple(rows))

    def _row(self, option: Option, top: int, width: int) -> Row:
        outcome = self.guide.outcomes.get(option.target)
        said = wrap(option.text, width - 2 * PAD - (PAD + ICON if outcome else 0))
        sign = self._sign(option.target)
        signed = wrap(sign, width - 3 * PAD - ICON) if sign else ()
        height = (len(said) + len(signed)) * LINE + PAD
        return Row(option.id, option.target, said, signed, top, height, outcome.level if outcome else None)

    def _sign(self, target: str) -> str:
        part = self.part_of.get(target, self.part)
        if part != self.part:
            return f"Spørgsmål\u00a0{self.numbered[target]} i del\u00a0{part}"
        return "".join(elsewhere(self.guide, self.spor, target) or ())


def _outcome_box(outcome: Outcome, width: int) -> Box:
    lines = wrap(outcome.title, width - 3 * PAD)
    height = len(lines) * LINE + PAD
    return Box(outcome.id, lines, width, height, height, (), outcome.level)
