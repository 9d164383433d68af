"""A concern as a picture (SVG), and as the same in a nested list: for the page, for paper and for the projector.

The picture carries classes only; `guide.poster` knows their look. What it says with a colour it also says with a word, a
shape or a thicker line. The list is the picture's alternative in text: what is shared is written once, and linked to
where it is met again.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Final

from guide.boxes import ICON, LINE, PAD, Box, Row, elsewhere, emergency, numbers
from guide.icons import shapes
from guide.layout import MARGIN, Heading, Layout, layouts
from guide.markup import escape_attribute as _a
from guide.markup import escape_text as _t
from guide.model import Guide, Level, Option, Outcome, Question
from guide.paths import Answers, in_words
from guide.routing import Edge, Point
from guide.words import HERE

_BASELINE: Final = 19
_BEND: Final = 7
_TAB: Final = 116


def drawing(guide: Guide, spor_id: str, way: Answers = (), here: str = "") -> str:
    """The picture of a concern's own questions. Raises KeyError for a concern that the guide does not have.

    In: the answers given so far, which are marked as far as they belong to this concern, and the place reached, which
    is where the last answer leads unless it is given. A way that goes on into another concern is drawn there, and of a
    concern with several pictures the one with the place reached is drawn.
    """
    made = layouts(guide, spor_id)
    reached = here or _reached(guide, way)
    asked = [way[-1][0]] if way else []
    shown = [each for place in (reached, *asked) for each in made if any(box.id == place for box in each.boxes)]
    return _drawn(guide, (shown or made)[0], way, reached)


def drawings(guide: Guide, spor_id: str) -> tuple[str, ...]:
    """All pictures of a concern, without a way: one, or more where one would be too crowded."""
    return tuple(_drawn(guide, made, (), "") for made in layouts(guide, spor_id))


def _reached(guide: Guide, way: Answers) -> str:
    """Where the last answer leads."""
    question = guide.questions.get(way[-1][0]) if way else None
    option = question.option(way[-1][1]) if question else None
    return option.target if option else ""


def _drawn(guide: Guide, made: Layout, way: Answers, reached: str) -> str:
    parts = [
        *(_edge(edge) for edge in made.edges),
        *(_edge(edge, "--gaaet") for edge in made.edges if (edge.question, edge.option) in way),
        *(_heading(guide, heading) for heading in made.headings),
        *(_box(box, way, box.id == reached) for box in made.boxes),
    ]
    name = f"kort-{_a(made.spor)}" + (f"-del-{made.part}" if made.parts > 1 else "")
    title = guide.spor[made.spor].title + (f" – del {made.part} af {made.parts}" if made.parts > 1 else "")
    return (
        f'<svg xmlns="http://www.w3.org/2000/svg" class="ns-kort" viewBox="0 0 {made.width} {made.height}" role="img" '
        f'aria-labelledby="{name}-titel" aria-describedby="{name}-tekst">\n'
        f'<title id="{name}-titel">{_t(title)}</title>\n'
        f'<desc id="{name}-tekst">{_t(_said(guide, made, way, reached))}</desc>\n'
        f'<rect class="ns-kort__grund" width="{made.width}" height="{made.height}"/>\n'
        f'<text class="ns-kort__titel" x="{MARGIN}" y="42">{_t(title)}</text>\n'
        f'<text class="ns-kort__noed" x="{made.width - MARGIN}" y="42">{_t(emergency(guide))}</text>\n'
    ) + "".join([*parts, "</svg>"])


def _said(guide: Guide, made: Layout, way: Answers, reached: str) -> str:
    asked = sum(bool(box.rows) for box in made.boxes)
    text = (
        f"Billedet læses fra venstre mod højre. Det viser {asked} spørgsmål med deres svar og {len(made.boxes) - asked} "
        "næste skridt, de mest hastende øverst. Det samme står i listen."
    )
    node = guide.node(reached)
    if node is None:
        return text
    place = node.text if isinstance(node, Question) else node.title
    return f"{text} {'Vejen indtil nu: ' + in_words(guide, way) + '. ' if way else ''}{HERE}: »{place}«"


# --- the parts of the picture -----------------------------------------------------------------------------------------


def _lines(lines: Sequence[str], x: int, top: int, css: str) -> str:
    """Lines of text from a top on, each an element of its own, because an SVG breaks no lines."""
    return "".join(
        f'<text class="ns-kort__{css}" x="{x}" y="{top + _BASELINE + number * LINE}">{_t(line)}</text>\n'
        for number, line in enumerate(lines)
    )


def _icon(level: Level, x: int, y: int) -> str:
    return f'<g class="ns-kort__ikon" transform="translate({x} {y})">{shapes(level)}</g>\n'


def _heading(guide: Guide, heading: Heading) -> str:
    word = guide.frame.levels[heading.level].word
    return _icon(heading.level, heading.x, heading.y + 8) + _lines(
        [word], heading.x + ICON + PAD // 2, heading.y + 8, "ord"
    )


def _box(box: Box, way: Answers, here: bool) -> str:
    kind = f"udfald ns-kort__boks--{box.level.id}" if box.level else "spoergsmaal"
    mark = " ns-kort__boks--her" if here else ""
    frame = f'x="{box.x}" y="{box.y}" width="{box.width}" height="{box.height}" rx="8"'
    css = "naeste" if box.level else "spoergsmaal"
    inner = _lines(box.lines, box.x + (2 * PAD if box.level else PAD), box.y + (PAD // 2 if box.level else PAD), css)
    bar = f'<rect class="ns-kort__bjaelke" x="{box.x}" y="{box.y}" width="8" height="{box.height}" rx="4"/>\n'
    return (
        f'<g class="ns-kort__boks ns-kort__boks--{kind}{mark}">\n<rect class="ns-kort__ramme" {frame}/>\n'
        f"{bar if box.level else ''}{inner}{''.join(_row(box, row, (box.id, row.option) in way) for row in box.rows)}"
        f"{_tab(box) if here else ''}</g>\n"
    )


def _row(box: Box, row: Row, chosen: bool) -> str:
    y = box.y + row.top
    right = box.x + box.width
    under = y + PAD // 2 + len(row.lines) * LINE
    mark = f'<rect class="ns-kort__valgt" x="{box.x + 1}" y="{y + 1}" width="{box.width - 2}" height="{row.height - 2}"/>\n'
    sign = (
        f'<path class="ns-kort__skiltpil" d="M{box.x + PAD} {under + 12}h14m-6-6 6 6-6 6"/>\n'
        f"{_lines(row.sign, box.x + PAD + ICON, under, 'skilt')}"
    )
    icon = _icon(row.level, right - PAD - ICON, box.y + row.middle - ICON // 2) if row.level else ""
    tick = (
        f'<circle class="ns-kort__flueben" cx="{right}" cy="{box.y + row.middle}" r="12"/>\n'
        f'<path class="ns-kort__hak" d="M{right - 6} {box.y + row.middle}l4 5 8-9"/>\n'
    )
    return (
        f'<path class="ns-kort__skille" d="M{box.x} {y}h{box.width}"/>\n{mark if chosen else ""}'
        f"{_lines(row.lines, box.x + PAD, y + PAD // 2, 'svar')}{sign if row.sign else ''}{icon}{tick if chosen else ''}"
    )


def _tab(box: Box) -> str:
    """The words "you are here" on the box's upper edge."""
    x = box.x + box.width - _TAB - PAD
    return (
        f'<rect class="ns-kort__her" x="{x}" y="{box.y - 15}" width="{_TAB}" height="25" rx="6"/>\n'
        f'<text class="ns-kort__her-ord" x="{x + _TAB // 2}" y="{box.y + 4}">{HERE}</text>\n'
    )


def _edge(edge: Edge, kind: str = "") -> str:
    x, y = edge.points[-1]
    along = edge.points[-2][1] == y
    arrow = f"M{x - 10} {y - 6}l10 6-10 6z" if along else f"M{x - 6} {y - 10}l6 10 6-10z"
    line = f'<path class="ns-kort__vej" d="{_bent(edge.points)}"/>'
    return f'<g class="ns-kort__gang{kind}">{line}<path class="ns-kort__pil" d="{arrow}"/></g>\n'


def _bent(points: Sequence[Point]) -> str:
    """A line through corner points with its corners rounded."""
    path = f"M{points[0][0]} {points[0][1]}"
    for before, corner, after in zip(points, points[1:], points[2:], strict=False):
        bend = min(_BEND, _length(before, corner) // 2, _length(corner, after) // 2)
        path += f"L{_toward(corner, before, bend)}Q{corner[0]} {corner[1]} {_toward(corner, after, bend)}"
    return f"{path}L{points[-1][0]} {points[-1][1]}"


def _length(one: Point, other: Point) -> int:
    return abs(one[0] - other[0]) + abs(one[1] - other[1])


def _toward(start: Point, goal: Point, step: int) -> str:
    across, along = ((goal[n] > start[n]) - (goal[n] < start[n]) for n in (0, 1))
    return f"{start[0] + across * step} {start[1] + along * step}"


# --- the same as a list -----------------------------------------------------------------------------------------------


@dataclass(frozen=True)
class Asked:
    """A question with its number in the picture, and what each answer leads to."""

    question: Question
    number: int
    answers: tuple[Answered, ...]


@dataclass(frozen=True)
class Answered:
    """One answer: to a question that is written out below it, or to a place that is named. `first` where it is first met."""

    option: Option
    first: bool
    below: Asked | None = None


def tree(guide: Guide, spor_id: str) -> tuple[Asked, ...]:
    """The concern's own questions below each other, each written out where it is first met.

    The first of them comes first; another begins where only other concerns lead to a question.
    """
    numbered, met = numbers(guide, spor_id), set[str]()
    return tuple(_asked(guide, numbered, name, met) for name in numbered if name not in met)


def _asked(guide: Guide, numbered: dict[str, int], question_id: str, met: set[str]) -> Asked:
    question = guide.questions[question_id]
    met.add(question_id)
    return Asked(question, numbered[question_id], tuple(_answered(guide, numbered, o, met) for o in question.options))


def _answered(guide: Guide, numbered: dict[str, int], option: Option, met: set[str]) -> Answered:
    first = option.target not in met
    met.add(option.target)
    below = _asked(guide, numbered, option.target, met) if first and option.target in numbered else None
    return Answered(option, first, below)


def as_text(guide: Guide, spor_id: str) -> str:
    """The list for the terminal."""
    lines = (line for asked in tree(guide, spor_id) for line in _text_lines(guide, asked, ""))
    return "\n".join([guide.spor[spor_id].title, "", *lines])


def _text_lines(guide: Guide, asked: Asked, indent: str) -> Iterator[str]:
    yield f"{indent}{asked.number}. {asked.question.text}"
    for each in asked.answers:
        if each.below:
            yield f"{indent}   - {each.option.text}:"
            yield from _text_lines(guide, each.below, f"{indent}     ")
        else:
            yield f"{indent}   - {each.option.text} → {_named(guide, asked.question.spor, each.option.target)}"


def _named(guide: Guide, spor_id: str, target: str) -> str:
    """Where an answer leads, in words."""
    outcome = guide.outcomes.get(target)
    if outcome:
        return f"{guide.frame.levels[outcome.level].word}: {outcome.title}"
    sign = elsewhere(guide, spor_id, target)
    return f"billedet »{sign[0]}«{sign[1]}" if sign else f"spørgsmål\u00a0{numbers(guide, spor_id)[target]}"


def outline(guide: Guide, spor_id: str, node: str = "../../../vejviser/{}/{}/", picture: str = "../{}/") -> str:
    """The list as HTML, for the page of a picture.

    In: how the address of a node's page and of another concern's picture is made from their ids.
    """
    return f'<ol class="ns-trae">\n{"".join(_html(guide, asked, node, picture) for asked in tree(guide, spor_id))}</ol>'


def _html(guide: Guide, asked: Asked, node: str, picture: str) -> str:
    spor_id = asked.question.spor
    rows = "".join(
        f'<li><span class="ns-trae__svar">{_t(each.option.text)}</span>{_leads_to(guide, spor_id, each, node, picture)}</li>\n'
        for each in asked.answers
    )
    return (
        f'<li id="{_anchor(spor_id, asked.question.id)}"><p class="ns-trae__spoergsmaal">'
        f'{asked.number}. <a href="{_a(node.format(spor_id, asked.question.id))}">{_t(asked.question.text)}</a></p>\n'
        f"<ul>\n{rows}</ul>\n</li>\n"
    )


def _leads_to(guide: Guide, spor_id: str, each: Answered, node: str, picture: str) -> str:
    target = each.option.target
    outcome = guide.outcomes.get(target)
    anchor = _anchor(spor_id, target)
    if each.below:
        return f"\n<ol>\n{_html(guide, each.below, node, picture)}</ol>\n"
    if outcome and each.first:
        return f' → <span id="{anchor}">{_outcome(guide, outcome, node.format(spor_id, target))}</span>'
    if outcome:
        return f" → {_outcome(guide, outcome, f'#{anchor}')}"
    question = guide.questions[target]
    href = (
        f"#{anchor}"
        if question.spor == spor_id
        else f"{picture.format(question.spor)}#{_anchor(question.spor, target)}"
    )
    return f' → <a href="{_a(href)}">{_t(_named(guide, spor_id, target))}</a>'


def _outcome(guide: Guide, outcome: Outcome, href: str) -> str:
    word = guide.frame.levels[outcome.level].word
    return f'<strong class="ns-trae__ord">{_t(word)}:</strong> <a href="{_a(href)}">{_t(outcome.title)}</a>'


def _anchor(spor_id: str, node_id: str) -> str:
    return f"kort-{_a(spor_id)}-{_a(node_id)}"
