"""The whole picture of a concern as numbers: where everything stands and how the ways run. No drawing here.

Several plans are worked out, and the one with the largest text and the fewest crossings is taken. A concern that would
be too small to read on a projector becomes several pictures. Numbers are whole, so that a picture has the same bytes
everywhere.
"""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import Final

from guide.boxes import FONT, Box, Part, numbers
from guide.columns import HEADING, Heights, Plan, heights, plans, ranks
from guide.model import Guide, Level
from guide.routing import Edge, crossings, routed

SCREEN: Final = (1920, 1080)
MARGIN: Final = 20
_TITLE: Final = 62
_FINISHED: Final = 5
_LEAST: Final = 24
_MOST_CROSSINGS: Final = 40
_MOST_QUESTIONS: Final = 16
_PER_CROSSING: Final = 0.05
_PER_BEND: Final = 0.02
_PER_DETOUR: Final = 0.0004


@dataclass(frozen=True)
class Heading:
    """The words above a group of outcomes."""

    level: Level
    x: int
    y: int


@dataclass(frozen=True)
class Layout:
    """A whole picture. `part` is its number among the pictures of its concern, `parts` how many these are."""

    spor: str
    width: int
    height: int
    boxes: tuple[Box, ...]
    headings: tuple[Heading, ...]
    edges: tuple[Edge, ...]
    part: int = 1
    parts: int = 1

    @property
    def text(self) -> float:
        """The height of its text in pixels, when the whole of it fills a projector."""
        return FONT * min(SCREEN[0] / self.width, SCREEN[1] / self.height)

    @property
    def calm(self) -> bool:
        """Whether it can be read on a projector, and its ways followed."""
        return self.text >= _LEAST and crossings(self.edges) <= _MOST_CROSSINGS

    @property
    def worth(self) -> float:
        """What the pictures that were tried are compared by."""
        bends = len({(edge.target, point) for edge in self.edges for point in edge.points})
        detours = sum(edge.height for edge in self.edges)
        return self.text - _PER_CROSSING * crossings(self.edges) - _PER_BEND * bends - _PER_DETOUR * detours


def layouts(guide: Guide, spor_id: str) -> tuple[Layout, ...]:
    """The pictures of a concern's own questions: one, or as many as it takes for each to be read on a projector.

    Raises KeyError for a concern that the guide does not have.
    """
    numbered = numbers(guide, spor_id)
    rank = ranks(guide, numbered)
    order = sorted(numbered, key=lambda name: rank[name])
    for count in range(-(-len(order) // _MOST_QUESTIONS), len(order) + 1):
        part_of = {name: place * count // len(order) + 1 for place, name in enumerate(order)}
        parts = [Part(guide, spor_id, numbered, part_of, part) for part in range(1, count + 1)]
        made = [replace(_best(part), part=part.part, parts=count) for part in parts]
        if all(each.calm for each in made):
            break
    return tuple(made)


def _best(part: Part) -> Layout:
    """The best picture of those tried. Only the most promising plans are worked out."""
    likely = sorted(plans(part), key=_guess, reverse=True)[:_FINISHED]
    return max(
        (_finished(part, plan, stands) for plan in likely for stands in heights(plan)), key=lambda made: made.worth
    )


def _guess(plan: Plan) -> float:
    """The size that a plan's picture will have, well enough to choose by."""
    nets = sum(map(len, plan.lanes))
    nets += sum(len({row.target for name in names for row in plan.boxes[name].rows}) for names in plan.columns)
    width = sum(max((plan.boxes[name].width for name in names), default=0) for names in plan.columns)
    return min(SCREEN[0] / (width + 30 * len(plan.lanes) + 8 * nets), SCREEN[1] / (plan.height + _TITLE))


def _finished(part: Part, plan: Plan, stands: Heights) -> Layout:
    """A plan with its ways, moved to where the picture begins."""
    left, edges = routed(plan, stands)
    boxes = {name: replace(box, x=left[plan.column[name]], y=stands.tops[name]) for name, box in plan.boxes.items()}
    ends = sorted((boxes[name] for name in plan.columns[-1]), key=lambda box: box.y)
    first = {box.level: box for box in reversed(ends)}
    headings = [Heading(level, box.x, box.y - HEADING) for level, box in first.items() if level]
    tops = [box.y for box in boxes.values()] + [heading.y for heading in headings]
    down = _TITLE - min(tops + [y for edge in edges for _, y in edge.points])
    right = MARGIN + max(box.x + box.width for box in boxes.values())
    bottom = max([box.y + box.height for box in boxes.values()] + [y for edge in edges for _, y in edge.points])
    return Layout(
        part.spor,
        max(right, part.head_width + MARGIN) + MARGIN,
        bottom + down + MARGIN,
        tuple(replace(box, x=box.x + MARGIN, y=box.y + down) for box in boxes.values()),
        tuple(replace(heading, x=heading.x + MARGIN, y=heading.y + down) for heading in reversed(headings)),
        tuple(edge.moved(MARGIN, down) for edge in edges),
    )
