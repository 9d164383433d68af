"""A factory of tiny guides made of ids alone, for tests of the graph and the engine."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from itertools import product

from hypothesis import strategies as st

from guide.model import Action, Frame, Guide, Later, Level, LevelText, Option, Outcome, Parents, Question, Spor
from guide.registers import Contact, Law, Local

TinyGuide = Callable[..., Guide]


def tiny_guide(
    questions: Mapping[str, Mapping[str, str]],
    levels: Mapping[str, Level],
    *,
    spor: Mapping[str, tuple[str, ...]] | None = None,
    parents: Mapping[str, Parents] | None = None,
    up: Mapping[str, tuple[str, ...]] | None = None,
    renamed: Mapping[str, str] | None = None,
) -> Guide:
    """A guide made of ids.

    In: the answers of each question with their targets; the level of each outcome; the questions of each concern, the
    first one first (one concern "s" with all of them by default); the rules and ways up that are not the usual ones.
    The side door of each concern is the outcome with the highest level.
    """
    owned = spor or {"s": tuple(questions)}
    owner = {question: name for name, its in owned.items() for question in its}
    door = max(levels, key=lambda outcome: levels[outcome])
    return Guide(
        frame=Frame(
            title="Vejviseren",
            intro="Vælg.",
            emergency_question="I fare?",
            emergency_action="Ring 112",
            law_caveat="Loven kan være ændret.",
            levels={level: LevelText(level, f"Ord {level.id}", "Det betyder det.") for level in Level},
            groups={"alle": "Alle"},
            actors={"du": "Du", "leder": "Din leder"},
        ),
        spor={
            name: Spor(name, f"Spor {name}", f"Passer {name}.", n, "alle", its[0], door)
            for n, (name, its) in enumerate(owned.items())
        },
        questions={
            name: Question(
                id=name,
                spor=owner[name],
                text=f"{name}?",
                help=f"Hjælp til {name}.",
                options=tuple(Option(option, f"Svar {option}", target) for option, target in options.items()),
            )
            for name, options in questions.items()
        },
        outcomes={
            name: tiny_outcome(name, level, (parents or {}).get(name, Parents.YES), (up or {}).get(name, ()))
            for name, level in levels.items()
        },
        laws={"lov": Law("lov", "Loven", "§ 1", "Pligt", "Du skal.", (), "LBK 1", True, "", "", "", "dk")},
        contacts={
            "vagt": Contact("vagt", "Vagten", False, "12 34", "", "Altid", "Ring.", "", True, True, "", "", ()),
        },
        sources={},
        terms={},
        cases={},
        renamed=renamed or {},
        local=Local(),
        fingerprint="0123456789ab",
    )


def tiny_outcome(name: str, level: Level, parents: Parents, up: tuple[str, ...]) -> Outcome:
    """An outcome with one step and one entry in every list."""
    return Outcome(
        id=name,
        level=level,
        title=f"Titel {name}",
        why=f"Fordi {name}.",
        actions=(Action("du", "Ring.", "Nu", "Roligt.", "vagt"),),
        parents=parents,
        parents_why="Derfor.",
        record=("Skriv det ned",),
        avoid=("At vente",),
        laws=("lov",),
        contacts=("vagt",),
        procedure="procedurer/underretning.md",
        later=(Later("I morgen", "Kommunen svarer."),),
        disagree="Pligten er din.",
        up=up,
        sources=(),
    )


@st.composite
def guides(draw: st.DrawFn) -> Guide:
    """A small guide without loops that nobody thought of: each answer leads to a later question or to an outcome."""
    size = draw(st.integers(1, 5))
    levels = dict(zip("xyz", draw(st.permutations([Level.HVERDAG, Level.UNDERRET, Level.AKUT])), strict=True))
    tree = {}
    for number in range(size):
        later = [*(f"q{n}" for n in range(number + 1, size)), *levels]
        ids = draw(st.sampled_from([("ja",), ("ja", "nej"), ("ja", "nej", "ved-ikke"), ("ja", "jo", "ved-ikke")]))
        tree[f"q{number}"] = {option: draw(st.sampled_from(later)) for option in ids}
    return tiny_guide(tree, levels)


def ends_under(guide: Guide, start: str, assignment: Mapping[str, str]) -> Outcome:
    """The outcome when every question has its answer decided beforehand."""
    node = start
    while node in guide.questions:
        node = next(option.target for option in guide.questions[node].options if option.id == assignment[node])
    return guide.outcomes[node]


def every_assignment(guide: Guide) -> list[dict[str, str]]:
    """Every way of deciding the answers to all questions beforehand."""
    names = list(guide.questions)
    choices = product(*([option.id for option in guide.questions[name].options] for name in names))
    return [dict(zip(names, chosen, strict=True)) for chosen in choices]
