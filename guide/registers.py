"""The registers that the guide points to, as frozen values: laws, contacts, sources, words, signs, cases, training.

Like `model`, without input, output or HTML; it knows nothing of questions and outcomes.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field

from guide.errors import NOWHERE, Place


@dataclass(frozen=True)
class Law:
    """An entry of the law register. `confirmed` is False where the reader must check the law in force.

    `parts` are the stykker that are known of a paragraph that stands without one.
    """

    id: str
    act: str
    paragraph: str
    heading: str
    says: str
    sources: tuple[str, ...]
    version: str
    confirmed: bool
    earlier: str
    read_on: str
    review_on: str
    applies: str
    parts: tuple[str, ...] = ()
    place: Place = NOWHERE


@dataclass(frozen=True)
class Contact:
    """Whom to call. A local contact has no number of its own: the municipality's file brings it."""

    id: str
    name: str
    local: bool
    number: str
    address: str
    hours: str
    used_for: str
    if_missing: str
    confirmed: bool
    required: bool
    checked_on: str
    expires_on: str
    sources: tuple[str, ...]
    place: Place = NOWHERE

    @property
    def reachable(self) -> bool:
        """True where a reader can call or open it."""
        return bool(self.number or self.address)


@dataclass(frozen=True)
class Source:
    """A document or page that a claim rests on."""

    id: str
    title: str
    publisher: str
    kind: str
    date: str
    address: str
    note: str
    place: Place = NOWHERE


@dataclass(frozen=True)
class Term:
    """A word of the field with its one definition, used by the glossary and by the tooltips."""

    id: str
    word: str
    short: str
    meaning: str
    also: tuple[str, ...]
    sources: tuple[str, ...]
    place: Place = NOWHERE


@dataclass(frozen=True)
class Sign:
    """Something that a person can see or hear, the words that people use for it, and the concerns it may belong to."""

    id: str
    text: str
    group: str
    ages: tuple[str, ...]
    words: tuple[str, ...]
    spor: tuple[str, ...]
    sources: tuple[str, ...]
    place: Place = NOWHERE


@dataclass(frozen=True)
class Case:
    """A practice case: a story, the answers it leads to, and where they must end. It is also a test."""

    id: str
    title: str
    story: str
    role: str
    setting: str
    age: str
    spor: str
    answers: tuple[tuple[str, str], ...]
    outcome: str
    why: str
    mistake: str
    audience: tuple[str, ...]
    pair: str
    not_in_danger: str = ""
    place: Place = NOWHERE


@dataclass(frozen=True)
class Step:
    """One of the fixed answers to every vignette, from doing nothing more to phoning the authority today."""

    id: str
    text: str
    meaning: str
    place: Place = NOWHERE


@dataclass(frozen=True)
class Vignette:
    """A short story about "grund til at antage". `recommended` is one step, or two beside each other."""

    id: str
    title: str
    story: str
    role: str
    setting: str
    age: str
    recommended: tuple[str, ...]
    why: str
    lower: str
    higher: str
    belief: str
    laws: tuple[str, ...]
    sources: tuple[str, ...]
    place: Place = NOWHERE


@dataclass(frozen=True)
class Wrong:
    """An answer that is not right, though people give it, and why it is not."""

    text: str
    why: str
    place: Place = NOWHERE


@dataclass(frozen=True)
class Asked:
    """A quiz question that an editor wrote. It rests on laws or sources and leads to a page."""

    id: str
    subject: str
    text: str
    right: str
    why: str
    wrong: tuple[Wrong, ...]
    laws: tuple[str, ...]
    sources: tuple[str, ...]
    page: str
    place: Place = NOWHERE


@dataclass(frozen=True)
class FromCase:
    """A practice case that is also a quiz question. The guide gives its answers; `wrong` adds mistakes in words."""

    id: str
    subject: str
    wrong: tuple[Wrong, ...]
    place: Place = NOWHERE


@dataclass(frozen=True)
class Training:
    """What only the training pages show: the steps and vignettes, and the quiz with its subjects in order."""

    steps: Mapping[str, Step] = field(default_factory=dict)
    vignettes: Mapping[str, Vignette] = field(default_factory=dict)
    subjects: Mapping[str, str] = field(default_factory=dict)
    asked: Mapping[str, Asked] = field(default_factory=dict)
    from_cases: Mapping[str, FromCase] = field(default_factory=dict)


@dataclass(frozen=True)
class Local:
    """What a municipality fills in. Nothing in it is guessed: an empty text means "not filled in"."""

    municipality: str = ""
    jurisdiction: str = "dk"
    topi_a_year: int = 2
    names: Mapping[str, str] = field(default_factory=dict)
    links: Mapping[str, str] = field(default_factory=dict)
    place: Place = NOWHERE
