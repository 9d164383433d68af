"""Walks over the guide's graph: every path, the shortest path, loops, reach, and levels below a node.

An edge is data without conditions, so all of this is plain graph walking. It stays correct on data with mistakes:
a target that does not exist is skipped (`check` reports it), and a walk over a loop stops.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass

from guide.model import Guide, Level, Option, Outcome, Question

Answers = tuple[tuple[str, str], ...]


@dataclass(frozen=True)
class Path:
    """A complete walk: the concern that it starts in, the answers in the order given, and the outcome."""

    spor: str
    answers: Answers
    outcome: str


def every_path(guide: Guide, start: str, spor: str = "") -> Iterator[Path]:
    """Every complete path from a question or outcome, depth first in the order of the options. Loops are cut."""
    stack: list[tuple[str, Answers]] = [(start, ())]
    while stack:
        node_id, answers = stack.pop()
        node = guide.node(node_id)
        if isinstance(node, Outcome):
            yield Path(spor, answers, node.id)
        elif isinstance(node, Question) and all(node.id != asked for asked, _ in answers):
            stack += [(option.target, (*answers, (node.id, option.id))) for option in reversed(node.options)]


def all_paths(guide: Guide) -> Iterator[Path]:
    """Every complete path of every concern, in the order of the concerns."""
    for spor in guide.spor.values():
        yield from every_path(guide, spor.first, spor.id)


def next_ids(guide: Guide, node_id: str) -> tuple[str, ...]:
    """The ids that a node's answers lead to; an outcome has none."""
    question = guide.questions.get(node_id)
    return tuple(option.target for option in question.options) if question else ()


def exits(guide: Guide, node_id: str) -> tuple[str, ...]:
    """The outcomes to jump to without an answer: the side door of a question, the ways up of an outcome."""
    outcome = guide.outcomes.get(node_id)
    if outcome:
        return outcome.up
    question = guide.questions.get(node_id)
    spor = guide.spor.get(question.spor) if question else None
    return (spor.notify,) if spor and spor.notify else ()


def reachable(guide: Guide, starts: Iterable[str], with_exits: bool = False) -> set[str]:
    """The ids of all nodes that can be reached by answers (and by side doors and ways up, when asked for)."""
    found: set[str] = set()
    waiting = [start for start in starts if guide.node(start)]
    while waiting:
        node_id = waiting.pop()
        if node_id in found:
            continue
        found.add(node_id)
        following = next_ids(guide, node_id) + (exits(guide, node_id) if with_exits else ())
        waiting += [target for target in following if guide.node(target) and target not in found]
    return found


def loops(guide: Guide) -> Iterator[tuple[str, ...]]:
    """Each loop found, as the questions in order with the first repeated at the end; none in a guide that ends."""
    finished: set[str] = set()
    for start in guide.questions:
        yield from _loops_from(guide, start, finished)


def _loops_from(guide: Guide, start: str, finished: set[str]) -> Iterator[tuple[str, ...]]:
    """Depth first without recursion, so that a long chain cannot exhaust the stack."""
    trail: list[str] = []
    stack: list[tuple[str, bool]] = [(start, True)]
    while stack:
        node_id, entering = stack.pop()
        if not entering:
            trail.pop()
            finished.add(node_id)
        elif node_id in trail:
            yield (*trail[trail.index(node_id) :], node_id)
        elif node_id in guide.questions and node_id not in finished:
            trail.append(node_id)
            stack.append((node_id, False))
            stack += [(target, True) for target in dict.fromkeys(next_ids(guide, node_id))]


def shortest(guide: Guide, start: str, wanted: Callable[[str], bool]) -> Answers | None:
    """The fewest answers from a question to a node that is wanted, or None."""
    waiting: list[tuple[str, Answers]] = [(start, ())]
    seen = {start}
    for node_id, answers in waiting:  # grows while it is read: breadth first
        if wanted(node_id):
            return answers
        question = guide.questions.get(node_id)
        for option in question.options if question else ():
            if option.target not in seen:
                seen.add(option.target)
                waiting.append((option.target, (*answers, (node_id, option.id))))
    return None


@dataclass(frozen=True)
class Below:
    """What lies below a node: lowest and highest level, the most questions on a way down, and the number of ways."""

    lowest: Level
    highest: Level
    questions: int
    ways: int


def below(guide: Guide) -> Mapping[str, Below]:
    """`Below` for every node of a guide without loops from which an outcome can be reached."""
    known = {outcome.id: Below(outcome.level, outcome.level, 0, 1) for outcome in guide.outcomes.values()}
    for node_id in _children_first(guide):
        under = [known[target] for target in next_ids(guide, node_id) if target in known]
        if under:
            known[node_id] = Below(
                min(each.lowest for each in under),
                max(each.highest for each in under),
                1 + max(each.questions for each in under),
                sum(each.ways for each in under),
            )
    return known


def _children_first(guide: Guide) -> list[str]:
    """The questions, each after all questions that its answers lead to."""
    order: dict[str, None] = {}
    entered: set[str] = set()
    stack = [(node_id, True) for node_id in guide.questions]
    while stack:
        node_id, entering = stack.pop()
        if not entering:
            order[node_id] = None
        elif node_id not in entered:
            entered.add(node_id)
            stack.append((node_id, False))
            stack += [(target, True) for target in next_ids(guide, node_id) if target in guide.questions]
    return list(order)


def follow(guide: Guide, start: str, answers: Mapping[str, str]) -> Iterator[str]:
    """The nodes met from a start under the answers given, the last one unanswered or an outcome. Loops are cut."""
    met: set[str] = set()
    node_id = start
    while guide.node(node_id) and node_id not in met:
        met.add(node_id)
        yield node_id
        question = guide.questions.get(node_id)
        option = question.option(answers.get(node_id, "")) if question else None
        if option is None:
            return
        node_id = option.target


def lower_way(guide: Guide, unsure: str, sure: str) -> tuple[Path, Path] | None:
    """A way below `unsure` that ends lower than the way below `sure` under the same answers, with that way; or None.

    "I do not know" must never end lower than "no", whatever is answered afterwards. Two walks share the answers to the
    questions that both meet; the others are free. Needs a guide without loops.
    """
    if unsure == sure:
        return None
    for path in every_path(guide, sure):
        fixed = dict(path.answers)
        level = guide.outcomes[path.outcome].level
        for other in _consistent_paths(guide, unsure, fixed):
            if guide.outcomes[other.outcome].level < level:
                return other, path
    return None


def _consistent_paths(guide: Guide, start: str, fixed: Mapping[str, str]) -> Iterator[Path]:
    """The complete paths from a start that agree with the fixed answers."""
    stack: list[tuple[str, Answers]] = [(start, ())]
    while stack:
        node_id, answers = stack.pop()
        node = guide.node(node_id)
        if isinstance(node, Outcome):
            yield Path("", answers, node.id)
        elif isinstance(node, Question):
            agreed = node.option(fixed[node.id]) if node.id in fixed else None
            options: tuple[Option, ...] = (agreed,) if agreed else node.options
            stack += [(option.target, (*answers, (node.id, option.id))) for option in reversed(options)]


def in_words(guide: Guide, answers: Answers, outcome: str = "") -> str:
    """A path that an editor can follow: each question with its answer, then the outcome."""
    steps = []
    for question_id, option_id in answers:
        question = guide.questions.get(question_id)
        option = question.option(option_id) if question else None
        steps.append(f"»{question.text if question else question_id}« {option.text if option else option_id}")
    if outcome:
        found = guide.outcomes.get(outcome)
        steps.append(f"»{found.title if found else outcome}«")
    return " → ".join(steps)
