"""Practice: compares the way that a person took through a case with the recommended one. Pure, and without HTML.

A case's answers are its recommended way. Whoever ends at the same outcome is right, whichever way led there; for all
others the feedback says where the two ways part and whether the person ended stricter, milder or elsewhere.
"""

from __future__ import annotations

from dataclasses import dataclass
from enum import Enum

from guide.engine import Answered, Raised, State, Step, Walk, replay
from guide.model import Guide, Node, Option, Outcome, Parents, Spor
from guide.registers import Case


class Verdict(Enum):
    """How the outcome that a person reached stands to the recommended one, by level."""

    SAME = "samme"
    STRICTER = "strengere"
    MILDER = "mildere"
    ELSEWHERE = "andet"


@dataclass(frozen=True)
class Parting:
    """The first place where two ways differ, and what was taken there.

    At a question: the two options, or the outcome of a way up. At an outcome: the outcome itself against the way up.
    `at` is None where already the concerns differ; then the two concerns stand here.
    """

    at: Node | None
    taken: Option | Outcome | Spor
    recommended: Option | Outcome | Spor


@dataclass(frozen=True)
class Feedback:
    """What a person hears after a case. `parting` is None for one who went the recommended way all along.

    `parents` is what the person's way lets the parents hear.
    """

    case: Case
    verdict: Verdict
    reached: Outcome
    recommended: Outcome
    parting: Parting | None
    parents: Parents

    @property
    def freer_with_parents(self) -> bool:
        """True where the person's way would tell the parents more than the recommended one allows."""
        return self.parents.strictness < self.recommended.parents.strictness


def feedback(guide: Guide, case: Case, step: Step) -> Feedback | None:
    """The feedback on a person's way; None as long as it has not come to an outcome.

    In: a case of a checked guide, and the step that the engine makes of the person's answers, ways up among them.
    """
    recommended = guide.outcomes[case.outcome]
    if step.outcome is None or step.parents is None:
        return None
    return Feedback(
        case=case,
        verdict=_verdict(step.outcome, recommended),
        reached=step.outcome,
        recommended=recommended,
        parting=_parting(guide, _own_walk(case, step), recommended_walk(guide, case)),
        parents=step.parents,
    )


def recommended_walk(guide: Guide, case: Case) -> Walk:
    """The walk that a case's own answers make."""
    return replay(guide, State((case.spor,), dict(case.answers))).walks[0]


def _verdict(reached: Outcome, recommended: Outcome) -> Verdict:
    if reached.id == recommended.id:
        return Verdict.SAME
    if reached.level == recommended.level:
        return Verdict.ELSEWHERE
    return Verdict.STRICTER if reached.level > recommended.level else Verdict.MILDER


def _own_walk(case: Case, step: Step) -> Walk:
    """The walk to compare: that of the case's own concern, else the one that counts."""
    own = [walk for walk in step.walks if walk.spor == case.spor]
    return own[0] if own else step.current or step.walks[0]


def _parting(guide: Guide, mine: Walk, theirs: Walk) -> Parting | None:
    if mine.spor != theirs.spor:
        return Parting(None, guide.spor[mine.spor], guide.spor[theirs.spor])
    for ours, its in zip(mine.trail, theirs.trail, strict=False):
        if ours != its:
            return Parting(_where(ours), _taken(ours), _taken(its))
    if len(mine.trail) > len(theirs.trail):  # one more step: a way up from the recommended outcome itself
        return Parting(theirs.node, _taken(mine.trail[len(theirs.trail)]), guide.outcomes[theirs.node.id])
    return None


def _where(entry: Answered | Raised) -> Node:
    return entry.question if isinstance(entry, Answered) else entry.source


def _taken(entry: Answered | Raised) -> Option | Outcome:
    return entry.option if isinstance(entry, Answered) else entry.outcome


@dataclass(frozen=True)
class Coverage:
    """What of the guide no case touches, in the guide's order: ids of questions and outcomes, and (question, option)."""

    questions: tuple[str, ...]
    options: tuple[tuple[str, str], ...]
    outcomes: tuple[str, ...]


def coverage(guide: Guide) -> Coverage:
    """The questions, options and outcomes that no case touches. An option counts where a case gives it as an answer."""
    given = {answer for case in guide.cases.values() for answer in case.answers}
    asked = {question for question, _ in given}
    reached = {case.outcome for case in guide.cases.values()}
    every = ((question.id, option.id) for question in guide.questions.values() for option in question.options)
    return Coverage(
        questions=tuple(name for name in guide.questions if name not in asked),
        options=tuple(pair for pair in every if pair not in given),
        outcomes=tuple(name for name in guide.outcomes if name not in reached),
    )
