"""Which column each question of a picture stands in, and at what height. The ways are `guide.routing`'s.

Questions stand from left to right by the longest way to them; the outcomes stand once, at the right, the most urgent at
the top. A way that passes a column has a lane of its own there. Heights are settled in sweeps to and fro: each question
and each lane moves towards what it comes from and leads to, as far as there is room.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Final

from guide.boxes import Box, Part
from guide.model import Guide

QUESTION_WIDTHS: Final = (260, 290, 320, 360, 460, 600)
OUTCOME_WIDTHS: Final = (330, 400, 480, 600)
HEIGHTS: Final = (500, 650, 800, 900, 1000, 1100, 1300)
GAP: Final = 28
LANE: Final = 14
BETWEEN: Final = 14
HEADING: Final = 38
_SWEEPS: Final = 4
_CLEAR: Final = (GAP + LANE) // 2
_INSIDE: Final = 10

_Heights = list[dict[str, int]]


@dataclass(frozen=True)
class Heights:
    """The top of each box, and for each column the height at which ways come in to a box or pass it."""

    tops: Mapping[str, int]
    at: Sequence[Mapping[str, int]]


@dataclass(frozen=True)
class Plan:
    """The columns from left to right, the last with the outcomes, and what passes each on its way further right.

    `height` is that of the tallest column.
    """

    boxes: Mapping[str, Box]
    columns: tuple[tuple[str, ...], ...]
    lanes: tuple[tuple[str, ...], ...]
    column: Mapping[str, int]
    height: int


def plans(part: Part) -> Iterator[Plan]:
    """Every plan that is worth a try: wide or narrow, in few columns or many."""
    rank = ranks(part.guide, part.names)
    ends = [part.outcome_boxes(width) for width in OUTCOME_WIDTHS]
    for questions in map(part.question_boxes, QUESTION_WIDTHS):
        for columns in {tuple(_columns(rank, questions, limit)): None for limit in HEIGHTS}:
            yield from (_plan(questions, columns, outcomes) for outcomes in ends)


def ranks(guide: Guide, names: Iterable[str]) -> dict[str, int]:
    """The most answers on a way to each question by way of the others. Needs a guide without loops."""
    rank = dict.fromkeys(names, 0)
    for _ in rank:
        for name in rank:
            for option in guide.questions[name].options:
                if option.target in rank:
                    rank[option.target] = max(rank[option.target], rank[name] + 1)
    return rank


def _columns(rank: Mapping[str, int], boxes: Mapping[str, Box], limit: int) -> Iterator[tuple[str, ...]]:
    """Questions that follow alone upon each other share a column; those too many for one column get more."""
    column: list[str] = []
    room, chain = limit, True
    for number in range(max(rank.values()) + 1):
        names = [name for name in rank if rank[name] == number]
        for name in names:
            if column and not (boxes[name].height <= room and (name != names[0] or (chain and len(names) == 1))):
                yield tuple(column)
                column, room = [], limit
            column.append(name)
            room -= boxes[name].height + GAP
        chain = len(names) == 1
    yield tuple(column)


def _plan(questions: Mapping[str, Box], columns: tuple[tuple[str, ...], ...], outcomes: Mapping[str, Box]) -> Plan:
    boxes = {**questions, **outcomes}
    every = (*columns, tuple(outcomes))
    column = {name: number for number, names in enumerate(every) for name in names}
    lanes = []
    for number in range(len(columns)):
        left = {row.target for names in columns[:number] for name in names for row in boxes[name].rows}
        lanes.append(tuple(name for name in boxes if name in left and column[name] > number))
    tall = (
        sum(boxes[n].height + GAP for n in names) + len(past) * LANE for names, past in zip(columns, lanes, strict=True)
    )
    return Plan(boxes, every, tuple(lanes), column, max(*tall, ends_height(outcomes.values())))


def ends_height(outcomes: Iterable[Box]) -> int:
    """The height of the last column."""
    boxes = list(outcomes)
    return sum(box.height + BETWEEN for box in boxes) + len({box.level for box in boxes}) * HEADING


# --- heights ----------------------------------------------------------------------------------------------------------


def heights(plan: Plan) -> Iterator[Heights]:
    """Where everything stands. Each sweep gives one more to choose from."""
    at: _Heights = [{} for _ in plan.columns]
    last = len(plan.columns) - 1
    for sweep in range(_SWEEPS):
        for number in range(1, last if sweep else 0):
            _settle(plan, at, number)
        _stack(plan, at)
        for number in reversed(range(last)):
            _settle(plan, at, number)
        tops = {name: at[plan.column[name]][name] - box.head // 2 for name, box in plan.boxes.items()}
        yield Heights(tops, _straightened(plan, at))


def _stack(plan: Plan, at: _Heights) -> None:
    """The outcomes below each other, within a level by where the ways come from."""
    last = len(plan.columns) - 1
    names = plan.columns[last]
    top = (plan.height - ends_height(plan.boxes[name] for name in names)) // 2
    before = None
    for name in sorted(names, key=lambda name: (-(plan.boxes[name].level or 0), mean(_sources(plan, at, last, name)))):
        box = plan.boxes[name]
        top += HEADING if box.level != before else 0
        before = box.level
        at[last][name] = top + box.head // 2
        top += box.height + BETWEEN


def _sources(plan: Plan, at: _Heights, number: int, name: str) -> list[int]:
    """The heights from which ways come in to a box or lane of a column, as far as the column before it is settled."""
    if not number:
        return []
    left = at[number - 1]
    lane = [left[name]] if name in plan.lanes[number - 1] and name in left else []
    boxes = [plan.boxes[other] for other in plan.columns[number - 1] if other in left]
    return lane + [left[b.id] - b.head // 2 + row.middle for b in boxes for row in b.rows if row.target == name]


def _settle(plan: Plan, at: _Heights, number: int) -> None:
    """Moves the boxes and lanes of one column to where their ways are straightest."""
    names = plan.columns[number]
    sizes = dict.fromkeys(plan.lanes[number], LANE) | {name: plan.boxes[name].height + GAP for name in names}
    above = {name: LANE // 2 if name in plan.lanes[number] else GAP // 2 + plan.boxes[name].head // 2 for name in sizes}
    wanted = {name: mean(_pulls(plan, at, number, name)) - above[name] for name in sizes}
    order = sorted(sizes, key=lambda name: wanted[name] + sizes[name] // 2)
    if any(row.target in names for name in names for row in plan.boxes[name].rows):
        stack = iter(names)
        order = [next(stack) if name in names else name for name in order]
    tops = _spread([wanted[name] for name in order], [sizes[name] for name in order], plan.height)
    at[number] = {name: top + above[name] for name, top in zip(order, tops, strict=True)}


def _pulls(plan: Plan, at: _Heights, number: int, name: str) -> list[int]:
    """Where a box or lane would have to be for each of its ways to be straight, up to where it leads at last."""
    found = _sources(plan, at, number, name)
    if name in plan.lanes[number]:
        return [*found, at[plan.column[name]][name]]
    box = plan.boxes[name]
    ahead = [(row, plan.column[row.target]) for row in box.rows if plan.column.get(row.target, number) > number]
    return found + [at[column][row.target] - row.middle + box.head // 2 for row, column in ahead]


def _straightened(plan: Plan, at: _Heights) -> _Heights:
    """The same with each way straight on where nothing else is: its lane moves, or it comes in higher or lower."""
    lanes = [dict(column) for column in at]
    for number in reversed(range(1, len(plan.lanes))):
        for name in plan.lanes[number]:
            wanted = [lanes[number + 1][name], *_sources(plan, lanes, number, name)]
            lanes[number][name] = next((y for y in wanted if _free(plan, lanes, number, name, y)), lanes[number][name])
    found = [dict(column) for column in lanes]
    for name, number in plan.column.items():
        reach = plan.boxes[name].head // 2 - _INSIDE
        near = [y for y in _sources(plan, lanes, number, name) if abs(y - lanes[number][name]) <= reach]
        found[number][name] = min(near, key=lambda y: abs(y - lanes[number][name]), default=lanes[number][name])
    return found


def _free(plan: Plan, at: _Heights, number: int, name: str, y: int) -> bool:
    """Whether a lane could lie at that height."""
    boxes = [(plan.boxes[other], at[number][other]) for other in plan.columns[number]]
    return all(abs(at[number][other] - y) >= LANE for other in plan.lanes[number] if other != name) and not any(
        entry - box.head // 2 - _CLEAR < y < entry - box.head // 2 + box.height + _CLEAR for box, entry in boxes
    )


def _spread(wanted: Sequence[int], sizes: Sequence[int], height: int) -> list[int]:
    """Tops in the given order without overlap and within the height, as near to the wanted ones as can be.

    This is pool adjacent violators: what would overlap moves together to its mean.
    """
    before = [sum(sizes[:number]) for number in range(len(sizes))]
    pools: list[list[int]] = []
    for want, used in zip(wanted, before, strict=True):
        pools.append([want - used])
        while len(pools) > 1 and mean(pools[-2]) > mean(pools[-1]):
            pools[-2:] = [pools[-2] + pools[-1]]
    flat = [max(0, min(mean(pool), height - sum(sizes))) for pool in pools for _ in pool]
    return [start + used for start, used in zip(flat, before, strict=True)]


def mean(values: Sequence[int]) -> int:
    """The whole mean; 0 of nothing."""
    return sum(values) // len(values) if values else 0
