"""The guide in the terminal: `python -m guide check | paths | ask | diagram | diff`. The same engine as the site's.

Everything printed to a person is Danish. `check` is the editor's proof and the build's gate.
"""

from __future__ import annotations

import argparse
import json
import sys
from difflib import get_close_matches
from pathlib import Path
from typing import Final

from guide import paths
from guide.assemble import Loaded
from guide.check import check, whole
from guide.compare import as_markdown
from guide.diagram import as_text, drawings
from guide.engine import State, answer, replay
from guide.errors import Problem, by_place, in_all
from guide.load import DATA, load
from guide.model import Guide, Outcome, Question
from guide.poster import with_style

DOCS: Final = Path(__file__).resolve().parent.parent / "docs"


def main(arguments: list[str] | None = None) -> int:
    """Runs one command. Out: the exit code, 0 when all is well, 1 when the data have problems, 2 for a wrong call."""
    options = _parser().parse_args(arguments)
    try:
        return int(options.run(options))
    except (KeyboardInterrupt, EOFError):
        print("\nAfbrudt.")
        return 130
    except BrokenPipeError:
        return 0


def _parser() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(prog="python -m guide", description="Vejviseren i terminalen.")
    commands = parser.add_subparsers(required=True, metavar="kommando")
    for name, run, text in (
        ("check", _check, "kontrollér alle data og bevis egenskaberne over alle veje"),
        ("paths", _paths, "skriv alle veje"),
        ("ask", _ask, "gå et spor igennem i terminalen"),
        ("diagram", _diagram, "skriv et spor som billede (SVG) eller som liste"),
    ):
        command = commands.add_parser(name, help=text, description=text)
        command.add_argument("--data", type=Path, default=DATA, metavar="MAPPE", help="mappen med data")
        command.add_argument("--lokal", type=Path, default=None, metavar="FIL", help="kommunens egen lokal.toml")
        command.set_defaults(run=run)
        if name == "check":
            command.add_argument("--docs", type=Path, default=DOCS, metavar="MAPPE", help="håndbogens sider")
            command.add_argument("--udgiv", action="store_true", help="manglende lokale oplysninger er fejl")
        if name == "paths":
            command.add_argument("--json", action="store_true", help="som JSON")
        if name == "diagram":
            command.add_argument("spor", metavar="SPOR", help="sporets id, for eksempel vold-og-overgreb")
            command.add_argument("--liste", action="store_true", help="som liste i stedet for billede")
            command.add_argument(
                "--del", type=int, default=1, dest="part", metavar="NR", help="hvilken del af billedet"
            )
    compared = commands.add_parser("diff", help="hvad to udgaver af data ændrer for læseren")
    compared.add_argument("old", type=Path, metavar="GAMMEL", help="mappen med de gamle data")
    compared.add_argument("new", type=Path, metavar="NY", help="mappen med de nye data")
    compared.set_defaults(run=_diff)
    return parser


def pages_of(docs: Path) -> frozenset[str] | None:
    """The handbook's pages relative to docs/, or None where there is no such folder."""
    return frozenset(page.relative_to(docs).as_posix() for page in docs.rglob("*.md")) if docs.is_dir() else None


def verify(loaded: Loaded, docs: Path, publish: bool = False) -> tuple[Problem, ...]:
    """All problems of shape and of meaning, in reading order."""
    return by_place([*loaded.problems, *check(loaded.guide, pages_of(docs), publish=publish, shape=loaded.problems)])


def _check(options: argparse.Namespace) -> int:
    loaded = load(options.data, options.lokal)
    problems = verify(loaded, options.docs, options.udgiv)
    errors = [problem for problem in problems if not problem.warning]
    for problem in problems:
        print(problem if not problem.warning else f"{problem} (advarsel)", file=sys.stdout if errors else sys.stderr)
    if errors:
        if not whole(errors):
            print("Vejene bliver først efterprøvet, når fejlene ovenfor er rettet.", file=sys.stderr)
        print(in_all(len(errors)), file=sys.stderr)
        return 1
    print(counts(loaded.guide))
    return 0


def counts(guide: Guide) -> str:
    """One line of counts for a guide without problems."""
    below = paths.below(guide)
    ways = sum(below[spor.first].ways for spor in guide.spor.values() if spor.first in below)
    return (
        f"spor: {len(guide.spor)}, spoergsmaal: {len(guide.questions)}, udfald: {len(guide.outcomes)}, "
        f"stier: {ways}, cases: {len(guide.cases)}, problemer: 0"
    )


def _guide(options: argparse.Namespace) -> Guide | None:
    """The guide for the commands that walk it, or None after the problems have been printed."""
    return _whole_guide(load(options.data, options.lokal))


def _whole_guide(loaded: Loaded) -> Guide | None:
    errors = [problem for problem in verify(loaded, DOCS) if not problem.warning]
    for problem in errors:
        print(problem, file=sys.stderr)
    return None if errors else loaded.guide


def _paths(options: argparse.Namespace) -> int:
    guide = _guide(options)
    if guide is None:
        return 1
    found = list(paths.all_paths(guide))
    if options.json:
        print(json.dumps([_path_out(guide, path) for path in found], ensure_ascii=False, indent=1))
        return 0
    for path in found:
        print(f"{guide.spor[path.spor].title}: {paths.in_words(guide, path.answers, path.outcome)}")
    return 0


def _diagram(options: argparse.Namespace) -> int:
    """Prints one concern's picture, or the same as a list."""
    guide = _guide(options)
    if guide is None:
        return 1
    if options.spor not in guide.spor:
        near = get_close_matches(options.spor, guide.spor, cutoff=0.4)
        found = (
            f"Mente du {' eller '.join(f'»{name}«' for name in near)}?" if near else f"Vælg: {', '.join(guide.spor)}."
        )
        print(f"Sporet »{options.spor}« findes ikke. {found}", file=sys.stderr)
        return 2
    if options.liste:
        print(as_text(guide, options.spor))
        return 0
    made = drawings(guide, options.spor)
    if not 1 <= options.part <= len(made):
        print(f"Del {options.part} findes ikke. Billedet har {len(made)} del{'e' * (len(made) > 1)}.", file=sys.stderr)
        return 2
    if len(made) > 1:
        print(f"Det er del {options.part} af {len(made)}. Vælg en anden med --del.", file=sys.stderr)
    print(with_style(made[options.part - 1]), end="")
    return 0


def _diff(options: argparse.Namespace) -> int:
    """Prints as Markdown which paths end elsewhere in the new edition."""
    old, new = (_whole_guide(load(folder)) for folder in (options.old, options.new))
    if old is None or new is None:
        return 1
    print(as_markdown(old, new))
    return 0


def _path_out(guide: Guide, path: paths.Path) -> dict[str, object]:
    outcome = guide.outcomes[path.outcome]
    return {
        "spor": path.spor,
        "answers": [list(pair) for pair in path.answers],
        "outcome": outcome.id,
        "level": outcome.level.id,
        "parents": outcome.parents.value,
    }


def _ask(options: argparse.Namespace) -> int:
    guide = _guide(options)
    if guide is None:
        return 1
    print(f"{guide.frame.emergency_question} {guide.frame.emergency_action}.\n")
    spor = _pick("Hvad er du bekymret for?", [(s.id, s.title) for s in guide.spor.values()])
    state = State((spor,))
    while True:
        node = next(walk.node for walk in replay(guide, state).walks)
        if isinstance(node, Outcome):
            print(_outcome_text(guide, node))
            return 0
        state = answer(state, node.id, _pick(_question_text(node), [(o.id, o.text) for o in node.options]))


def _question_text(question: Question) -> str:
    return "\n".join((question.text, question.help))


def _pick(heading: str, choices: list[tuple[str, str]]) -> str:
    """Asks until a number of the list is given. Out: the id chosen."""
    print(heading)
    for number, (_, text) in enumerate(choices, 1):
        print(f"  {number}. {text}")
    while True:
        given = input("Skriv nummeret: ").strip()
        if given.isascii() and given.isdigit() and 1 <= int(given) <= len(choices):
            print()
            return choices[int(given) - 1][0]
        print(f"Skriv et tal fra 1 til {len(choices)}.")


def _outcome_text(guide: Guide, outcome: Outcome) -> str:
    word = guide.band(outcome)
    lines = [f"{word.upper()}: {outcome.title}", outcome.why, "", "Gør sådan"]
    for number, action in enumerate(outcome.actions, 1):
        lines.append(
            f"  {number}. {guide.frame.actors[action.actor]} – {action.when}: {action.what} {action.how}".rstrip()
        )
    lines += ["", f"Forældrene ({outcome.parents.value}): {outcome.parents_why}", "", "Skriv ned"]
    lines += [f"  - {text}" for text in outcome.record]
    lines += ["Undgå", *(f"  - {text}" for text in outcome.avoid), "", "Ring til"]
    for contact in (guide.contacts[name] for name in outcome.contacts):
        lines.append(
            f"  {contact.name}: {contact.number or contact.address or 'udfyldes lokalt. ' + contact.if_missing}"
        )
    lines += ["", "Bagefter", *(f"  {later.when}: {later.what}" for later in outcome.later)]
    return "\n".join([*lines, "", outcome.disagree])


if __name__ == "__main__":
    sys.exit(main())
