"""Checks the vignettes and the quiz: sources, the five answers, and wrong answers enough to choose between."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from typing import Final

from guide.check_references import known_ids
from guide.errors import Problem
from guide.model import Guide
from guide.quiz import LEAST_WRONG, wrong_of_case
from guide.registers import Asked, Vignette

STEPS: Final = 5
Problems = Iterator[Problem]


def vignettes(guide: Guide) -> Problems:
    """Every vignette recommends one step, or two beside each other, and says what would change the answer."""
    training = guide.training
    if training.vignettes and len(training.steps) != STEPS:
        at = [*(step.place for step in training.steps.values()), *(each.place for each in training.vignettes.values())]
        message = f"Der er {len(training.steps)} trin, men alle vignetter har de samme fem svar."
        yield Problem(at[0], "fem-trin", message, "Skriv fem [[trin]], fra det mindste til det største.")
    for vignette in training.vignettes.values():
        at_key = vignette.place.of
        yield from known_ids(at_key("anbefalet"), vignette.recommended, training.steps, "trin", "ukendt-trin")
        yield from known_ids(at_key("lov"), vignette.laws, guide.laws, "lov", "ukendt-lov")
        yield from known_ids(at_key("kilder"), vignette.sources, guide.sources, "kilde", "ukendt-kilde")
        yield from _span(vignette, list(training.steps))
        if not (vignette.lower or vignette.higher):
            message = f"Vignetten »{vignette.title}« siger ikke, hvad der ville ændre svaret."
            yield Problem(vignette.place, "vignet-uden-skift", message, "Skriv lavere, hoejere eller dem begge.")


def _span(vignette: Vignette, steps: list[str]) -> Problems:
    """Where reasonable people differ, the recommendation is two steps that stand beside each other."""
    places = [steps.index(name) for name in vignette.recommended if name in steps]
    if len(places) > 2 or (len(places) == 2 and places[1] - places[0] != 1):
        yield Problem(
            vignette.place.of("anbefalet"),
            "anbefalet-spring",
            f"Vignetten »{vignette.title}« anbefaler flere trin, som ikke ligger ved siden af hinanden.",
            "Skriv ét trin, eller to naboer med det mindste først.",
        )


def written(guide: Guide) -> Problems:
    """Every written question has a subject, a source, and answers enough that differ."""
    for asked in guide.training.asked.values():
        at = asked.place.of
        yield from known_ids(at("emne"), (asked.subject,), guide.training.subjects, "emne", "ukendt-emne")
        yield from known_ids(at("lov"), asked.laws, guide.laws, "lov", "ukendt-lov")
        yield from known_ids(at("kilder"), asked.sources, guide.sources, "kilde", "ukendt-kilde")
        if not (asked.laws or asked.sources):
            message = f"Spørgsmålet »{asked.text}« har ingen kilde."
            yield Problem(asked.place, "spoergsmaal-uden-kilde", message, "Skriv lov, kilder eller dem begge.")
        yield from _answers(asked)


def _answers(asked: Asked) -> Problems:
    if len(asked.wrong) < LEAST_WRONG:
        message = f"Spørgsmålet »{asked.text}« har {len(asked.wrong)} forkerte svar."
        yield Problem(asked.place, "for-faa-svar", message, f"Skriv mindst {LEAST_WRONG} [[spoergsmaal.forkert]].")
    texts = Counter([asked.right, *(wrong.text for wrong in asked.wrong)])
    for text in (text for text, count in texts.items() if text and count > 1):
        message = f"Svaret »{text}« står to gange i det samme spørgsmål."
        yield Problem(asked.place, "svar-to-gange", message, "Ret det ene, eller fjern det.")


def from_cases(guide: Guide) -> Problems:
    """Every case that the quiz asks about exists and has wrong answers enough, its own and those of a whole guide."""
    for entry in guide.training.from_cases.values():
        at = entry.place.of
        yield from known_ids(at("emne"), (entry.subject,), guide.training.subjects, "emne", "ukendt-emne")
        yield from known_ids(at("case"), (entry.id,), guide.cases, "case", "ukendt-case")
        case = guide.cases.get(entry.id)
        if case and case.outcome in guide.outcomes:  # else the case has a problem of its own
            count = len(entry.wrong) + len(wrong_of_case(guide, case))
            if count < LEAST_WRONG:
                yield Problem(
                    at("case"),
                    "case-uden-forkerte",
                    f"Casen »{case.title}« giver kun {count} forkerte svar.",
                    "Giv casen et par, skriv en [[fra_case.forkert]], eller vælg en anden case.",
                )
