"""Replays answers through the guide. Answers are the only state: everything else is worked out anew each time.

Pure: the same guide and the same answers give the same step. It holds no undo, no history and no text.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field, replace

from guide.model import Guide, Node, Option, Outcome, Parents, Question
from guide.paths import exits


@dataclass(frozen=True)
class State:
    """What a person has chosen: concerns in the order chosen, and an answer to each question by its id.

    An entry may also stand at an outcome, or name an outcome at a question: then the person has used a way up.
    `role` is what the person said of themselves and `case` the practice case that they walk, "" for none; neither ever
    changes where a walk leads.
    """

    spor: tuple[str, ...] = ()
    answers: Mapping[str, str] = field(default_factory=dict)
    role: str = ""
    case: str = ""


@dataclass(frozen=True)
class Answered:
    """A question with the answer given."""

    question: Question
    option: Option


@dataclass(frozen=True)
class Raised:
    """A way up that was used: from a question or outcome to a stricter outcome."""

    source: Node
    outcome: Outcome


@dataclass(frozen=True)
class Walk:
    """One concern as far as the answers lead. `folder` is the concern whose pages show the node."""

    spor: str
    trail: tuple[Answered | Raised, ...]
    node: Node
    folder: str

    @property
    def outcome(self) -> Outcome | None:
        """The outcome, when the walk is complete."""
        return self.node if isinstance(self.node, Outcome) else None


@dataclass(frozen=True)
class Step:
    """Where a person is: the walks, the one to show, and the answers that no longer fit.

    `parents` is the strictest rule of all outcomes reached: one concern may forbid what another allows.
    """

    state: State
    walks: tuple[Walk, ...]
    current: Walk | None
    parents: Parents | None
    dropped: tuple[str, ...]

    @property
    def outcome(self) -> Outcome | None:
        """The outcome to show: the strictest, once every chosen concern has reached one."""
        return self.current.outcome if self.current else None


def replay(guide: Guide, state: State) -> Step:
    """The step that the answers lead to.

    In: a guide and any state, also one from an older edition. Out: the step, with a cleaned state. Unknown concerns
    and answers that fit no question are dropped and named; renamed ids are followed. Never raises.
    """
    known, dropped = _known(guide, state)
    walks = tuple(_walk(guide, spor, known.answers) for spor in known.spor)
    open_walk = next((walk for walk in walks if walk.outcome is None), None)
    if open_walk is None and walks:
        used = {entry_id for walk in walks for entry_id in _entries(walk)}
        dropped += tuple(key for key in known.answers if key not in used)
        known = replace(known, answers={key: value for key, value in known.answers.items() if key in used})
    outcomes = [walk.outcome for walk in walks if walk.outcome]
    return Step(
        state=known,
        walks=walks,
        current=open_walk or _strictest(walks),
        parents=max((o.parents for o in outcomes), key=lambda p: p.strictness) if outcomes else None,
        dropped=dropped,
    )


def _known(guide: Guide, state: State) -> tuple[State, tuple[str, ...]]:
    """The state with old names replaced and without what the guide does not know, and the ids left out."""
    spor = tuple(dict.fromkeys(guide.renamed.get(s, s) for s in state.spor))
    answers = {guide.renamed.get(k, k): guide.renamed.get(v, v) for k, v in state.answers.items()}
    good_spor = tuple(s for s in spor if s in guide.spor and guide.spor[s].first in guide.questions)
    good = {key: value for key, value in answers.items() if _fits(guide, key, value)}
    lost = tuple(s for s in spor if s not in good_spor) + tuple(key for key in answers if key not in good)
    role = state.role if state.role in guide.frame.roles else ""
    return State(good_spor, good, role, state.case), lost


def _fits(guide: Guide, node_id: str, value: str) -> bool:
    question = guide.questions.get(node_id)
    return (question is not None and question.option(value) is not None) or value in exits(guide, node_id)


def _walk(guide: Guide, spor_id: str, answers: Mapping[str, str]) -> Walk:
    """Follows the answers from a concern's first question. A loop in unchecked data ends the walk where it closes."""
    node: Node = guide.questions[guide.spor[spor_id].first]
    folder = spor_id
    trail: list[Answered | Raised] = []
    met: set[str] = set()
    while node.id in answers and node.id not in met:
        met.add(node.id)
        entry = _take(guide, node, answers[node.id])
        following = guide.node(entry.option.target) if isinstance(entry, Answered) else entry.outcome if entry else None
        if entry is None or following is None:
            break
        trail.append(entry)
        if isinstance(node, Question):
            folder = node.spor
        node = following
    return Walk(spor_id, tuple(trail), node, node.spor if isinstance(node, Question) else folder)


def _take(guide: Guide, node: Node, value: str) -> Answered | Raised | None:
    """What a value at a node means: an answer to the question, or a way up."""
    option = node.option(value) if isinstance(node, Question) else None
    if option and isinstance(node, Question):
        return Answered(node, option)
    outcome = guide.outcomes.get(value) if value in exits(guide, node.id) else None
    return Raised(node, outcome) if outcome else None


def _entries(walk: Walk) -> list[str]:
    return [entry.question.id if isinstance(entry, Answered) else entry.source.id for entry in walk.trail]


def strictest(outcomes: tuple[Outcome, ...]) -> Outcome:
    """The outcome that counts for several concerns: first by level, then by what it says about the parents."""
    return max(outcomes, key=lambda outcome: (int(outcome.level), outcome.parents.strictness))


def _strictest(walks: tuple[Walk, ...]) -> Walk | None:
    """The complete walk whose outcome counts."""
    outcomes = tuple(walk.outcome for walk in walks if walk.outcome)
    return next(walk for walk in walks if walk.outcome is strictest(outcomes)) if outcomes else None


def choose(state: State, spor: str) -> State:
    """The state with one more concern."""
    return state if spor in state.spor else replace(state, spor=(*state.spor, spor))


def answer(state: State, node_id: str, value: str) -> State:
    """The state with an answer to a question, or a way up from a node."""
    return replace(state, answers={**state.answers, node_id: value})


def reopen(guide: Guide, state: State, question_id: str) -> State:
    """The state in which a question is asked again.

    Answers further down are kept for as long as they may still fit; a way up that was used after the question is taken
    back, because it would hide the question's consequences. Ways up of other concerns stay.
    """
    walks = replay(guide, state).walks
    undone = {question_id}.union(*(_raised_from(walk, question_id) for walk in walks))
    return replace(state, answers={key: value for key, value in state.answers.items() if key not in undone})


def _raised_from(walk: Walk, node_id: str) -> set[str]:
    """Where ways up were used on a walk, from a node on; none when the walk does not pass the node."""
    entries = _entries(walk)
    later = walk.trail[entries.index(node_id) :] if node_id in entries else ()
    return {entry.source.id for entry in later if isinstance(entry, Raised)}
