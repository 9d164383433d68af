"""The ways through the channel between two columns of a picture: which track each takes.

They are to cross seldom and never to run on top of each other.
A net is everything in one channel that leads to one place: it comes in from the left at some heights, runs up or down
its track, and goes out to the right (or back to the left, to a box further down in the same column).
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Final

PITCH: Final = 13
_NEAR: Final = 9
_ON_TOP: Final = 1000


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


def tracks(nets: Sequence[Net]) -> dict[str, int]:
    """The track of each net that needs one, counted from the left."""
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
    best = _total(order, cost)
    improved = True
    while improved:
        improved = False
        for net in list(order):
            rest = [other for other in order if other is not net]
            tried = [[*rest[:place], net, *rest[place:]] for place in range(len(order))]
            found = min(tried, key=lambda each: _total(each, cost))
            if _total(found, cost) < best:
                order, best, improved = found, _total(found, cost), True
    return order


def _total(order: Sequence[Net], cost: dict[tuple[str, str], int]) -> int:
    return sum(cost[a.target, b.target] for number, a in enumerate(order) for b in order[number + 1 :])


def _cost(left: Net, right: Net) -> int:
    """Crossings when one net's track stands to the left of the other's, and dearly what would lie on top."""
    crossings = sum(_within(height, left) for height in right.left)
    if left.out is None:
        return crossings
    crossings += _within(left.out, right)
    return crossings + _ON_TOP * sum(abs(left.out - height) < _NEAR for height in right.left)


def _within(height: int, net: Net) -> bool:
    return net.span[0] <= height <= net.span[1]
