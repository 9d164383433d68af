"""The ways of a picture: through which lanes and tracks each runs, in right angles.

In the channel between two columns each place that is led to has a track of its own, chosen so that the ways cross
seldom; ways to one place share it, and ways to different places never run on top of each other.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from itertools import accumulate, pairwise
from typing import Final

from guide.boxes import PAD, Box, Row
from guide.columns import GAP, Heights, Plan

_PITCH: Final = 12
_SIDE: Final = 14
_NEAR: Final = 8
_ON_TOP: Final = 1000
_MANY: Final = 50

Point = tuple[int, int]


@dataclass(frozen=True)
class Edge:
    """The way from an answer to where it leads, as corner points; it ends at the edge of the box."""

    question: str
    option: str
    target: str
    points: tuple[Point, ...]

    @property
    def height(self) -> int:
        """How far the way runs up and down in all."""
        return sum(abs(one[1] - other[1]) for one, other in pairwise(self.points))

    def moved(self, right: int, down: int) -> Edge:
        """The same way elsewhere."""
        return replace(self, points=tuple((x + right, y + down) for x, y in self.points))


@dataclass(frozen=True)
class Net:
    """All ways to one place through one channel. `inn` and `back` lie at the left side, `out` at the right."""

    target: str
    inn: tuple[int, ...]
    out: int | None = None
    back: int | None = None

    @property
    def left(self) -> tuple[int, ...]:
        """The heights at which the net touches the left side."""
        return self.inn if self.back is None else (*self.inn, self.back)

    @property
    def span(self) -> tuple[int, int]:
        """The highest and lowest point of the net."""
        heights = self.left if self.out is None else (*self.left, self.out)
        return min(heights), max(heights)

    @property
    def straight(self) -> bool:
        """True where the net needs no track."""
        return self.span[0] == self.span[1] and self.back is None


def routed(plan: Plan, stands: Heights) -> tuple[Sequence[int], list[Edge]]:
    """Where each column begins, and all ways. Both count from 0 at the left."""
    taken = [tracks(_nets(plan, stands, number)) for number in range(len(plan.lanes))]
    left = [0]
    for names, track in zip(plan.columns, taken, strict=False):
        room = 2 * _SIDE + (max(track.values(), default=-1) + 1) * _PITCH
        left.append(left[-1] + plan.boxes[names[0]].width + room)
    grid = _Grid(plan, stands, left, taken)
    known = [(box, row) for box in plan.boxes.values() for row in box.rows if row.target in plan.boxes]
    return left, [Edge(box.id, row.option, row.target, tuple(grid.way(box, row))) for box, row in known]


@dataclass(frozen=True)
class _Grid:
    """Everything that a way may run along: where columns begin, and the tracks taken in the channel after each."""

    plan: Plan
    stands: Heights
    left: Sequence[int]
    taken: Sequence[Mapping[str, int]]

    def way(self, box: Box, row: Row) -> Iterator[Point]:
        """The corner points from an answer's edge to the box that it leads to."""
        number, last = self.plan.column[box.id], self.plan.column[row.target]
        y = self.stands.tops[box.id] + row.middle
        yield self.left[number] + box.width, y
        for channel in range(number, last):
            following = self.stands.at[channel + 1][row.target]
            if row.target in self.taken[channel]:
                x = self._track(channel, row.target)
                yield from ((x, y), (x, following))
            y = following
        if number < last:
            yield self.left[last], y
            return
        x, top = self._track(number, row.target), self.stands.tops[row.target]
        inside = self.left[last] + 4 * PAD
        yield from ((x, y), (x, top - GAP // 2), (inside, top - GAP // 2), (inside, top))

    def _track(self, channel: int, target: str) -> int:
        width = self.plan.boxes[self.plan.columns[channel][0]].width
        return self.left[channel] + width + _SIDE + self.taken[channel][target] * _PITCH + _PITCH // 2


def _nets(plan: Plan, stands: Heights, number: int) -> list[Net]:
    inn: dict[str, list[int]] = {name: [stands.at[number][name]] for name in plan.lanes[number]}
    for box in (plan.boxes[name] for name in plan.columns[number]):
        for row in box.rows:
            if row.target in plan.boxes:
                inn.setdefault(row.target, []).append(stands.tops[box.id] + row.middle)
    return [_net(plan, stands, number, target, tuple(heights)) for target, heights in inn.items()]


def _net(plan: Plan, stands: Heights, number: int, target: str, inn: tuple[int, ...]) -> Net:
    if plan.column[target] == number:
        return Net(target, inn, back=stands.tops[target] - GAP // 2)
    return Net(target, inn, out=stands.at[number + 1][target])


def crossings(edges: Sequence[Edge]) -> int:
    """How often ways to different places cross; ways that run on top of each other count as many."""
    up, along = set(), set()
    for edge in edges:
        for (x0, y0), (x1, y1) in pairwise(edge.points):
            if x0 == x1:
                up.add((x0, min(y0, y1), max(y0, y1), edge.target))
            else:
                along.add((y0, min(x0, x1), max(x0, x1), edge.target))
    crossed = sum(
        place != other and top < y < bottom and start < x < end
        for x, top, bottom, place in up
        for y, start, end, other in along
    )
    return crossed + _MANY * sum(_on_top(one, other) for one, other in pairwise(sorted(along)))


def _on_top(one: tuple[int, int, int, str], other: tuple[int, int, int, str]) -> bool:
    return one[3] != other[3] and abs(one[0] - other[0]) < 3 and min(one[2], other[2]) > max(one[1], other[1])


# --- the tracks of one channel ----------------------------------------------------------------------------------------


def tracks(nets: Sequence[Net]) -> dict[str, int]:
    """The track of each net of a channel that needs one, counted from the left."""
    taken: dict[str, int] = {}
    placed: list[Net] = []
    for net in _order([net for net in nets if not net.straight]):
        beside = [taken[other.target] for other in placed if _overlap(net, other)]
        taken[net.target] = max(beside, default=-1) + 1
        placed.append(net)
    return taken


def _overlap(one: Net, other: Net) -> bool:
    return one.span[0] - _NEAR < other.span[1] and other.span[0] - _NEAR < one.span[1]


def _order(nets: list[Net]) -> list[Net]:
    """The nets from left to right with few crossings: each is moved to where it costs least, until nothing improves."""
    cost = {(a.target, b.target): _cost(a, b) for a in nets for b in nets if a is not b}
    order = sorted(nets, key=lambda net: (net.span, net.target))
    for _ in order:
        before = list(order)
        for net in before:
            order.remove(net)
            order.insert(_place(net, order, cost), net)
        if order == before:
            break
    return order


def _place(net: Net, others: Sequence[Net], cost: Mapping[tuple[str, str], int]) -> int:
    """How many of the others a net is best put to the right of."""
    steps = (cost[other.target, net.target] - cost[net.target, other.target] for other in others)
    sums = list(accumulate(steps, initial=0))
    return sums.index(min(sums))


def _cost(left: Net, right: Net) -> int:
    """Crossings when one net's track stands to the left of the other's, and dearly what would lie on top."""
    crossings = sum(_within(height, left) for height in right.left)
    if left.out is None:
        return crossings
    crossings += _within(left.out, right)
    return crossings + _ON_TOP * sum(abs(left.out - height) < _NEAR for height in right.left)


def _within(height: int, net: Net) -> bool:
    return net.span[0] <= height <= net.span[1]
