"""Measures how long the proof of the whole guide takes, and of made-up guides up to 100 times as large.

A larger guide is the real one many times over, each copy with ids of its own; the registers are shared. The time may
grow no faster than the guide. Run: `python3 scripts/bench_check.py [--json]`; exit 1 when a target is missed.
"""

import environment  # isort: skip - first, because it tells an old Python what to do

import json
import sys
import time
from collections.abc import Mapping
from dataclasses import replace
from itertools import pairwise
from typing import Final

import say
from guide.check import check
from guide.load import load
from guide.model import Guide, Outcome, Question, Spor
from guide.registers import Case

SECONDS: Final = 5.0
SIZES: Final = (1, 10, 100)
# Timing noise on a busy machine: a tenfold guide may take up to this many times ten.
SLACK: Final = 1.3


def main() -> int:
    """Measure, print a table or JSON; 1 when a target is missed."""
    parser = say.Arguments(prog="bench_check.py", description="Måler, hvor længe det tager at bevise vejviseren.")
    parser.add_argument("--json", action="store_true", help="skriv kun JSON")
    chosen = parser.parse_args()
    environment.enter({"site"})
    started = time.perf_counter()
    loaded = load()
    rows = [{"size": 0, "seconds": time.perf_counter() - started}]
    for size in SIZES:
        guide = enlarged(loaded.guide, size)
        started = time.perf_counter()
        errors = [problem for problem in check(guide) if not problem.warning]
        rows.append({"size": size, "seconds": time.perf_counter() - started})
        if errors:
            say.line(f"Den {size} gange så store vejviser har fejl: {errors[0]}")
            return 1
    missed = _missed(rows)
    if chosen.json:
        sys.stdout.write(json.dumps({"rows": rows, "missed": missed}, indent=1) + "\n")
    else:
        say.line(f"Læse og kontrollere formen: {rows[0]['seconds']:.2f} s")
        for row in rows[1:]:
            say.line(f"Bevise {row['size']:>3} gange vejviseren: {row['seconds']:6.2f} s")
        say.line("Alle mål er nået." if not missed else "Ikke nået: " + "; ".join(missed))
    return 1 if missed else 0


def _missed(rows: list[dict[str, float]]) -> list[str]:
    whole = rows[0]["seconds"] + rows[1]["seconds"]
    missed = [f"hele vejviseren tog {whole:.1f} s (mål: højst {SECONDS:.0f} s)"] if whole > SECONDS else []
    for small, large in pairwise(rows[1:]):
        growth, allowed = large["seconds"] / small["seconds"], SLACK * large["size"] / small["size"]
        if growth > allowed:
            missed.append(f"fra {small['size']} til {large['size']} gange voksede tiden {growth:.0f} gange")
    return missed


def enlarged(guide: Guide, times: int) -> Guide:
    """The guide many times over: each copy's concerns, questions, outcomes and cases have ids of their own."""
    spor: dict[str, Spor] = {}
    questions: dict[str, Question] = {}
    outcomes: dict[str, Outcome] = {}
    cases: dict[str, Case] = {}
    for number in range(times):
        own = {name: f"{name}-k{number}" for name in (*guide.spor, *guide.questions, *guide.outcomes, *guide.cases)}
        spor |= {own[s.id]: _spor(s, own) for s in guide.spor.values()}
        questions |= {own[q.id]: _question(q, own) for q in guide.questions.values()}
        outcomes |= {
            own[o.id]: replace(o, id=own[o.id], up=tuple(own[up] for up in o.up)) for o in guide.outcomes.values()
        }
        cases |= {own[c.id]: _case(c, own) for c in guide.cases.values()}
    return replace(guide, spor=spor, questions=questions, outcomes=outcomes, cases=cases, signs={}, renamed={})


def _spor(spor: Spor, own: Mapping[str, str]) -> Spor:
    return replace(spor, id=own[spor.id], first=own[spor.first], notify=own[spor.notify])


def _question(question: Question, own: Mapping[str, str]) -> Question:
    options = tuple(replace(option, target=own[option.target]) for option in question.options)
    return replace(question, id=own[question.id], spor=own[question.spor], options=options)


def _case(case: Case, own: Mapping[str, str]) -> Case:
    answers = tuple((own[asked], option) for asked, option in case.answers)
    pair = own[case.pair] if case.pair else ""
    return replace(case, id=own[case.id], spor=own[case.spor], outcome=own[case.outcome], answers=answers, pair=pair)


if __name__ == "__main__":
    say.guarded(main)
