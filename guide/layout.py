"""Where everything stands in the picture of a concern. No drawing here.

Questions stand in columns from left to right; what they end at stands once, at the right, the most urgent at the top. A
way runs in right angles: along a lane through a column, and up or down in the channel between two columns
(`guide.routing`). Numbers are whole, so that a picture has the same bytes everywhere.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Final

from guide.boxes import PAD, Box, Row, Widths, end_box, ends, numbers, question_box
from guide.model import Guide, Level, Question
from guide.routing import PITCH, Net, tracks

SCREEN: Final = (1920, 1080)
MARGIN: Final = 24
_TITLE: Final = 64
_GAP: Final = 30
_LANE: Final = 16
_HEADING: Final = 40
_SIDE: Final = 16
# What is tried: how wide the boxes are, and how high a column may become before the next begins.
_WIDTHS: Final = tuple(Widths(question, end) for question in (270, 320, 370) for end in (400, 500, 620))
_HEIGHTS: Final = (500, 650, 800, 1000, 1300)
_ROUTED: Final = 4

Point = tuple[int, int]


@dataclass(frozen=True)
class Heading:
    """The words above a group of outcomes."""

    level: Level
    y: int
    x: int = 0


@dataclass(frozen=True)
class Edge:
    """The way from an answer to where it leads, as corner points; it ends at the edge of the box."""

    question: str
    option: str
    target: str
    points: tuple[Point, ...]


@dataclass(frozen=True)
class Layout:
    """A whole picture."""

    spor: str
    width: int
    height: int
    boxes: tuple[Box, ...]
    headings: tuple[Heading, ...]
    edges: tuple[Edge, ...]

    @property
    def scale(self) -> float:
        """How much the picture is magnified when the whole of it fills a projector."""
        return min(SCREEN[0] / self.width, SCREEN[1] / self.height)


def layout(guide: Guide, spor_id: str) -> Layout:
    """The picture of a concern's own questions, as large on a projector as it can be made.

    Raises KeyError for a concern that the guide does not have.
    """
    plans = [_Plan(guide, spor_id, widths, height) for widths in _WIDTHS for height in _HEIGHTS]
    plans.sort(key=lambda plan: plan.scale, reverse=True)
    return max((_Placed(plan).finished() for plan in plans[:_ROUTED]), key=lambda made: made.scale)


class _Plan:
    """One way to share the questions out over columns, with a guess at its size."""

    def __init__(self, guide: Guide, spor_id: str, widths: Widths, limit: int) -> None:
        numbered = numbers(guide, spor_id)
        questions = [guide.questions[name] for name in numbered]
        last = ends(guide, questions)
        self.spor, self.widths = spor_id, widths
        self.boxes = {q.id: question_box(guide, q, numbered[q.id], widths.question) for q in questions}
        self.columns = [*_columns(questions, self.boxes, limit), last]
        self.boxes |= {name: end_box(guide.outcomes[name], widths.end) for name in last}
        self.column = {name: number for number, names in enumerate(self.columns) for name in names}
        self.lanes = [self._passing(number) for number in range(len(self.columns) - 1)]

    def _passing(self, number: int) -> list[str]:
        """What ways from columns to the left lead to, past this column."""
        left = {row.target for names in self.columns[:number] for name in names for row in self.boxes[name].rows}
        return [name for name in self.boxes if name in left and self.column[name] > number]

    @property
    def ends_height(self) -> int:
        """The height of the last column."""
        levels = len({self.boxes[name].level for name in self.columns[-1]})
        return sum(self.boxes[name].height + PAD for name in self.columns[-1]) + levels * _HEADING - PAD

    @property
    def height(self) -> int:
        """The height of the tallest column."""
        heights = [sum(self.boxes[name].height + _GAP for name in names) for names in self.columns[:-1]]
        heights = [height + len(lanes) * _LANE for height, lanes in zip(heights, self.lanes, strict=True)]
        return max(*heights, self.ends_height)

    @property
    def scale(self) -> float:
        """A guess, good enough to choose by."""
        nets = sum(len({row.target for name in names for row in self.boxes[name].rows}) for names in self.columns)
        nets += sum(map(len, self.lanes))
        width = (len(self.columns) - 1) * (self.widths.question + 2 * _SIDE) + nets * PITCH * 2 // 3 + self.widths.end
        return min(SCREEN[0] / width, SCREEN[1] / (self.height + _TITLE))


def _columns(questions: Sequence[Question], boxes: Mapping[str, Box], limit: int) -> Iterator[list[str]]:
    """The questions by the longest way to them.

    Questions that follow alone upon each other share a column; those that are too many for one column get more.
    """
    rank = _ranks(questions)
    column: list[str] = []
    room, chain = limit, True
    for number in range(max(rank.values()) + 1):
        names = [name for name in rank if rank[name] == number]
        if column and not (chain and len(names) == 1 and boxes[names[0]].height <= room):
            yield column
            column, room = [], limit
        chain = len(names) == 1
        for name in names:
            if column and boxes[name].height > room:
                yield column
                column, room = [], limit
            column.append(name)
            room -= boxes[name].height + _GAP
    yield column


def _ranks(questions: Sequence[Question]) -> dict[str, int]:
    """The most answers on a way to each question; a loop is cut where it closes."""
    rank = {question.id: 0 for question in questions}
    for _ in questions:
        for question in questions:
            for option in question.options:
                if option.target in rank:
                    rank[option.target] = min(max(rank[option.target], rank[question.id] + 1), len(rank))
    return rank


class _Placed:
    """A plan with its heights, from right to left because the order of the ends is given; then with its ways."""

    def __init__(self, plan: _Plan) -> None:
        self.plan = plan
        self.boxes = dict(plan.boxes)
        self.at: list[dict[str, int]] = [{} for _ in plan.columns]
        self.headings: list[Heading] = []
        self._place_ends()
        for number in reversed(range(len(plan.lanes))):
            self._place_column(number)

    def _put(self, name: str, top: int) -> None:
        self.boxes[name] = replace(self.boxes[name], y=top)
        self.at[self.plan.column[name]][name] = self.boxes[name].entry

    def _place_ends(self) -> None:
        top = (self.plan.height - self.plan.ends_height) // 2
        for name in self.plan.columns[-1]:
            level = self.boxes[name].level
            if level and level not in {heading.level for heading in self.headings}:
                self.headings.append(Heading(level, top))
                top += _HEADING
            self._put(name, top)
            top += self.boxes[name].height + PAD

    def _place_column(self, number: int) -> None:
        following = self.at[number + 1]
        names = self.plan.columns[number]
        stacked = any(row.target in names for name in names for row in self.boxes[name].rows)
        items = [(following[name] - _LANE // 2, _LANE, name) for name in self.plan.lanes[number]]
        items += [(self._wanted(name, following), self.boxes[name].height + _GAP, name) for name in names]
        items.sort(key=lambda item: item[0] + item[1] / 2)
        if stacked:
            order = iter(sorted((i for i in items if i[2] in names), key=lambda i: names.index(i[2])))
            items = [next(order) if i[2] in names else i for i in items]
        tops = _spread([item[0] for item in items], [item[1] for item in items], self.plan.height)
        for top, (_, _, name) in zip(tops, items, strict=True):
            if name in names:
                self._put(name, top + _GAP // 2)
            else:
                self.at[number][name] = top + _LANE // 2

    def _wanted(self, name: str, following: Mapping[str, int]) -> int:
        """The top at which a question's ways would be straightest."""
        rows = [row for row in self.boxes[name].rows if row.target in following]
        return sum(following[row.target] - row.middle for row in rows) // max(len(rows), 1) - _GAP // 2

    # the ways

    def _nets(self, number: int) -> list[Net]:
        inn: dict[str, list[int]] = {name: [self.at[number][name]] for name in self.plan.lanes[number]}
        for name in self.plan.columns[number]:
            for row in self.boxes[name].rows:
                if row.target in self.boxes:
                    inn.setdefault(row.target, []).append(self.boxes[name].y + row.middle)
        return [self._net(number, target, tuple(heights)) for target, heights in inn.items()]

    def _net(self, number: int, target: str, inn: tuple[int, ...]) -> Net:
        if self.plan.column[target] == number:
            return Net(target, inn, back=self.boxes[target].y - _GAP // 2)
        return Net(target, inn, out=self.at[number + 1][target])

    def finished(self) -> Layout:
        """The attempt with its ways and its size."""
        plan = self.plan
        taken = [tracks(self._nets(number)) for number in range(len(plan.lanes))]
        left = [MARGIN]
        for track in taken:
            left.append(left[-1] + plan.widths.question + 2 * _SIDE + (max(track.values(), default=-1) + 1) * PITCH)
        heights = [y for column in self.at for y in column.values()] + [b.y for b in self.boxes.values()]
        down = _TITLE - min(heights + [h.y for h in self.headings])
        self.boxes = {n: replace(b, x=left[plan.column[n]], y=b.y + down) for n, b in self.boxes.items()}
        self.at = [{n: y + down for n, y in column.items()} for column in self.at]
        headings = tuple(replace(h, x=left[-1], y=h.y + down) for h in self.headings)
        edges = tuple(
            Edge(box.id, row.option, row.target, tuple(self._way(left, taken, box, row)))
            for box in self.boxes.values()
            for row in box.rows
            if row.target in self.boxes
        )
        bottom = max([b.y + b.height for b in self.boxes.values()] + [y for e in edges for _, y in e.points])
        width = left[-1] + plan.widths.end + MARGIN
        return Layout(plan.spor, width, bottom + MARGIN, tuple(self.boxes.values()), headings, edges)

    def _way(self, left: Sequence[int], taken: Sequence[Mapping[str, int]], box: Box, row: Row) -> Iterator[Point]:
        number = self.plan.column[box.id]
        target = self.boxes[row.target]
        last = self.plan.column[row.target]
        x, y = box.x + box.width, box.y + row.middle
        yield x, y
        while True:
            track = taken[number].get(row.target)
            if track is not None:
                x = left[number] + box.width + _SIDE + track * PITCH + PITCH // 2
                yield x, y
            if number == last:
                y, x2 = target.y - _GAP // 2, target.x + 4 * PAD
                yield from ((x, y), (x2, y), (x2, target.y))
                return
            number += 1
            y = self.at[number][row.target]
            if track is not None:
                yield x, y
            if number == last:
                yield target.x, y
                return


def _spread(wanted: Sequence[int], sizes: Sequence[int], height: int) -> list[int]:
    """Tops in the given order without overlap and within the height, as near to the wanted ones as can be.

    This is pool adjacent violators: what would overlap moves together to its mean.
    """
    before = [sum(sizes[:number]) for number in range(len(sizes))]
    pools: list[list[int]] = []
    for want, used in zip(wanted, before, strict=True):
        pools.append([want - used])
        while len(pools) > 1 and _mean(pools[-2]) > _mean(pools[-1]):
            pools[-2:] = [pools[-2] + pools[-1]]
    flat = [max(0, min(_mean(pool), height - sum(sizes))) for pool in pools for _ in pool]
    return [start + used for start, used in zip(flat, before, strict=True)]


def _mean(values: Sequence[int]) -> int:
    return sum(values) // len(values)
