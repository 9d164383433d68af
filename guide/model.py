"""The guide as frozen values: concerns (spor), questions, outcomes and the registers that they point to.

No input or output and no HTML here. Identifiers are English; the ids and texts inside are Danish, because editors
write them. Every value that an editor wrote knows its `place`.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from enum import Enum, IntEnum

from guide.errors import NOWHERE, Place
from guide.registers import Case, Contact, Law, Local, Sign, Source, Term, Training

DONT_KNOW = "ved-ikke"
NO = "nej"
MAX_QUESTIONS = 9


class Level(IntEnum):
    """How urgent the action is, strictly ordered. It belongs to the action, never to the child."""

    HVERDAG = 1
    INDSATS = 2
    TVAERFAGLIG = 3
    RAADGIVNING = 4
    UNDERRET = 5
    STRAKS = 6
    AKUT = 7

    @property
    def id(self) -> str:
        """The level's id in the data, in addresses and in `data-level`."""
        return self.name.lower()


class Parents(Enum):
    """Whether the parents may be told, from the freest to the strictest."""

    YES = "ja"
    AUTHORITY_DECIDES = "myndigheden-afgoer"
    NO = "nej"

    @property
    def strictness(self) -> int:
        """0 for the freest rule; a larger number binds more."""
        return list(Parents).index(self)


class Suspicion(Enum):
    """Whom an answer points a suspicion of violence or abuse at."""

    PARENTS = "foraeldre"
    UNKNOWN = "ukendt"
    EMPLOYEE = "ansat"
    CHILD = "barn"
    OTHER_ADULT = "anden-voksen"
    NOBODY = "ingen"

    @property
    def forbids_telling_parents(self) -> bool:
        """True where a parent or near family may be the one: then nobody warns them."""
        return self in (Suspicion.PARENTS, Suspicion.UNKNOWN)


@dataclass(frozen=True)
class Option:
    """One answer to a question. `target` is the id of a question or an outcome; there are no conditions."""

    id: str
    text: str
    target: str
    note: str = ""
    find_out: str = ""
    by_when: str = ""
    suspicion: Suspicion | None = None
    place: Place = NOWHERE


@dataclass(frozen=True)
class Question:
    """One question on one page, with its answers in the order in which a worried person thinks."""

    id: str
    spor: str
    text: str
    help: str
    options: tuple[Option, ...]
    meaning: tuple[str, ...] = ()
    examples: tuple[str, ...] = ()
    sources: tuple[str, ...] = ()
    place: Place = NOWHERE

    def option(self, option_id: str) -> Option | None:
        """The answer with that id, or None."""
        return next((option for option in self.options if option.id == option_id), None)


@dataclass(frozen=True)
class Spor:
    """A concern: a small tree of questions. `notify` is the side door to a notification on each of its pages."""

    id: str
    title: str
    fits: str
    order: int
    group: str
    first: str
    notify: str
    abuse: bool = False
    sources: tuple[str, ...] = ()
    place: Place = NOWHERE


@dataclass(frozen=True)
class Action:
    """One step of an outcome: who does what, by when, how, and whom to contact."""

    actor: str
    what: str
    when: str
    how: str = ""
    contact: str = ""
    place: Place = NOWHERE


@dataclass(frozen=True)
class Later:
    """One thing that happens after the action, with its time in words and, where it can be counted, as one number."""

    when: str
    what: str
    hours: int | None = None
    working_days: int | None = None
    days: int | None = None
    place: Place = NOWHERE


@dataclass(frozen=True)
class Outcome:
    """Where a path ends: what to do, who, by when, whom to call, and what the parents may be told.

    `band` is said above the title instead of the level's word, where that would be slower than the title.
    """

    id: str
    level: Level
    title: str
    why: str
    actions: tuple[Action, ...]
    parents: Parents
    parents_why: str
    record: tuple[str, ...]
    avoid: tuple[str, ...]
    laws: tuple[str, ...]
    contacts: tuple[str, ...]
    procedure: str
    later: tuple[Later, ...]
    disagree: str
    up: tuple[str, ...]
    sources: tuple[str, ...]
    band: str = ""
    place: Place = NOWHERE


Node = Question | Outcome


@dataclass(frozen=True)
class LevelText:
    """How a level is said to a person: the word in the band, and what it means."""

    level: Level
    word: str
    meaning: str


@dataclass(frozen=True)
class Role:
    """What a reader may say of themselves: then the steps of these actors come first. None is ever hidden."""

    id: str
    title: str
    actors: tuple[str, ...]
    place: Place = NOWHERE


@dataclass(frozen=True)
class Frame:
    """The guide's own words: title, emergency line, and the names of levels, groups, actors and roles in order.

    `unsure` leads to the last group, for those who cannot say what their concern is.
    """

    title: str
    intro: str
    emergency_question: str
    emergency_action: str
    law_caveat: str
    levels: Mapping[Level, LevelText]
    groups: Mapping[str, str]
    actors: Mapping[str, str]
    roles: Mapping[str, Role] = field(default_factory=dict)
    unsure: str = ""
    place: Place = NOWHERE


@dataclass(frozen=True)
class Guide:
    """Everything that the guide knows, looked up by id. The order of each mapping is the order for a reader."""

    frame: Frame
    spor: Mapping[str, Spor]
    questions: Mapping[str, Question]
    outcomes: Mapping[str, Outcome]
    laws: Mapping[str, Law]
    contacts: Mapping[str, Contact]
    sources: Mapping[str, Source]
    terms: Mapping[str, Term]
    cases: Mapping[str, Case]
    renamed: Mapping[str, str]
    local: Local
    fingerprint: str
    signs: Mapping[str, Sign] = field(default_factory=dict)
    training: Training = field(default_factory=Training)
    holidays: tuple[str, ...] = ()
    renamed_at: Place = NOWHERE

    def node(self, node_id: str) -> Node | None:
        """The question or outcome with that id, or None. The two share one set of ids."""
        return self.questions.get(node_id) or self.outcomes.get(node_id)

    @property
    def abroad(self) -> bool:
        """True where another law than the Danish rules: then no Danish paragraph or deadline stands as a duty."""
        return self.local.jurisdiction != "dk"

    def band(self, outcome: Outcome) -> str:
        """The word in an outcome's band: its own, else its level's."""
        text = self.frame.levels.get(outcome.level)
        return outcome.band or (text.word if text else "")

    def later_of(self, outcome: Outcome) -> tuple[Later, ...]:
        """What happens after an outcome; abroad without what rests on the Danish authority's deadlines."""
        if not self.abroad:
            return outcome.later
        return tuple(later for later in outcome.later if not (later.hours or later.working_days))

    def laws_of(self, outcome: Outcome) -> tuple[Law, ...]:
        """The laws to show at an outcome: its own, or abroad those that rule there."""
        if self.abroad:
            return tuple(law for law in self.laws.values() if law.applies == self.local.jurisdiction)
        return tuple(self.laws[name] for name in outcome.laws if name in self.laws and self.laws[name].applies == "dk")

    def questions_of(self, spor_id: str) -> tuple[Question, ...]:
        """The questions that a concern's own file holds, in file order."""
        return tuple(question for question in self.questions.values() if question.spor == spor_id)
