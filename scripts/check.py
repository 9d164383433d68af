"""Checks everything that people write, all at once and without building: data, pages, spelling, copied sentences.

It says what the build says and more: spelling and copying take longer than a build ought to. `--eftersyn` only lists
what is past its review date.
"""

import environment  # isort: skip - first, because it tells an old Python what to do

import argparse
import sys
from collections.abc import Iterable, Iterator
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING

import dictionary
import say

if TYPE_CHECKING:
    from guide.errors import Problem
    from inspection import Inspection


def main() -> int:
    """Check, or list what is past its review date."""
    options = _options()
    environment.enter({"site"})
    import inspection  # noqa: PLC0415 - the packages it needs are there only now
    import reviews  # noqa: PLC0415

    found = inspection.inspect(environment.ROOT, options.lokal, options.udgiv)
    if options.eftersyn:
        say.line(reviews.report(reviews.overdue(found.pages, found.guide, options.eftersyn), options.eftersyn))
        return 0
    slow: list[Problem] = []
    try:
        slow.extend(slow_problems(found, environment.ROOT))
    except say.Stop:  # the dictionary could not be fetched, which has been said; the rest is worth knowing all the same
        _list([*found.problems, *slow])
        raise
    return _tell(found, slow)


def slow_problems(found: "Inspection", root: Path) -> Iterator["Problem"]:
    """Every word that is not spelt right, every copied run of words, and what is wrong with the words of the data."""
    import copied  # noqa: PLC0415 - as above
    import page_rules  # noqa: PLC0415
    import page_words  # noqa: PLC0415
    import spelling  # noqa: PLC0415
    import texts  # noqa: PLC0415
    import word_forms  # noqa: PLC0415

    of_data = tuple(texts.of_data(root))
    rules = page_rules.read_rules(root / "docs")
    if isinstance(rules, page_rules.Rules):
        yield from page_words.of_texts(of_data, found.guide, rules)
    yield from copied.check(root)
    forms = word_forms.read_once(dictionary.files(root), root / ".build")
    yield from spelling.check([*texts.of_pages(found.pages), *of_data], spelling.own_words(root), forms)


def _options() -> argparse.Namespace:
    parser = say.Arguments(prog="check.py", description="Kontrollerer data og sider uden at bygge.")
    parser.add_argument(
        "--eftersyn", nargs="?", type=_day, const=date.today(), metavar="DATO",  # noqa: DTZ011 - the day where one sits
        help="vis kun, hvad der er forbi eftersyn, i dag eller den dato, du skriver",
    )  # fmt: skip
    parser.add_argument("--lokal", type=Path, metavar="FIL", help="kommunens egen lokal.toml")
    parser.add_argument("--udgiv", action="store_true", help="manglende lokale oplysninger er fejl")
    return parser.parse_args()


def _day(text: str) -> date:
    try:
        return date.fromisoformat(text)
    except ValueError:
        message = f"»{text}« er ikke en dato. Skriv år-måned-dag, for eksempel 2026-11-22."
        raise say.WrongValue(message) from None


def _tell(found: "Inspection", slow: Iterable["Problem"]) -> int:
    from guide.errors import by_place, in_all  # noqa: PLC0415 - as above

    problems = by_place([*found.problems, *slow])
    _list(problems)
    for warning in found.warnings:
        print(f"{warning} (advarsel)", file=sys.stderr)
    if problems:
        print(in_all(len(problems)), file=sys.stderr)
        return 1
    say.line(counts(found))
    return 0


def _list(problems: Iterable["Problem"]) -> None:
    for problem in problems:
        say.line(str(problem))


def counts(found: "Inspection") -> str:
    """One line of counts for a checkout without problems."""
    import readability  # noqa: PLC0415 - as above

    running = [readability.running_text(page) for page in found.pages]
    values = [readability.lix(sentences) for sentences in running if sentences]
    links = sum(1 for page in found.pages for _ in page.links)
    return (
        f"sider: {len(found.pages)}, links: {links}, saetninger: {sum(map(len, running))}, "
        f"lix i snit: {readability.number(sum(values) / len(values))}, "
        f"lix hoejst: {readability.number(max(values))}, problemer: 0"
    )


if __name__ == "__main__":
    say.guarded(main)
