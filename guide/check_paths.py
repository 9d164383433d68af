"""Proves the properties that concern every path: ends, length, reach, "I do not know", parents, ways up."""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from guide import paths
from guide.errors import Problem
from guide.model import DONT_KNOW, MAX_QUESTIONS, NO, Guide, Level, Option, Outcome, Parents, Question, Spor

Problems = Iterator[Problem]


def loops(guide: Guide) -> Problems:
    """Every path ends: the questions nowhere lead in a ring."""
    for loop in paths.loops(guide):
        place = guide.questions[loop[0]].place
        yield Problem(
            place,
            "ring",
            f"Spørgsmålene går i ring: {' → '.join(loop)}.",
            "Lad et af svarene føre videre til et udfald.",
        )


def reach(guide: Guide) -> Problems:
    """Every question and outcome can be reached by answers."""
    found = paths.reachable(guide, (spor.first for spor in guide.spor.values()))
    nodes: list[Question | Outcome] = [*guide.questions.values(), *guide.outcomes.values()]
    for node in nodes:
        if node.id not in found:
            kind = "Spørgsmålet" if isinstance(node, Question) else "Udfaldet"
            yield Problem(
                node.place,
                "uopnaaeligt",
                f"{kind} »{node.id}« kan ikke nås med noget svar.",
                "Lad et svar føre til det, eller fjern det.",
            )


def longest(guide: Guide) -> Problems:
    """No path asks more than MAX_QUESTIONS."""
    known = paths.below(guide)
    for spor in guide.spor.values():
        under = known.get(spor.first)
        if under and under.questions > MAX_QUESTIONS:
            ways = paths.every_path(guide, spor.first, spor.id)
            way = next(way for way in ways if len(way.answers) > MAX_QUESTIONS)
            yield Problem(
                spor.place,
                "for-lang-vej",
                f"Den længste vej har {under.questions} spørgsmål; der må højst være {MAX_QUESTIONS}. "
                f"En for lang vej: {paths.in_words(guide, way.answers, way.outcome)}.",
                "Slå spørgsmål sammen, eller lad et svar føre hurtigere til et udfald.",
            )


def unsure(guide: Guide) -> Problems:
    """The answer "I do not know" never ends lower than "no"; without a "no" it is not the lowest way out."""
    known = paths.below(guide)
    for question in guide.questions.values():
        unsure, sure = question.option(DONT_KNOW), question.option(NO)
        if unsure is None or unsure.target not in known:
            continue
        if sure is None:
            yield from _lowest_way_out(guide, question, unsure, known)
        elif sure.target in known and known[unsure.target].lowest < known[sure.target].highest:
            lower = paths.lower_way(guide, unsure.target, sure.target)
            if lower:
                yield _unsure_problem(guide, question, unsure, *lower)


def _lowest_way_out(
    guide: Guide, question: Question, unsure: Option, known: Mapping[str, paths.Below]
) -> Iterator[Problem]:
    others = [known[o.target].lowest for o in question.options if o is not unsure and o.target in known]
    lowest = known[unsure.target].lowest
    if not others or lowest >= min(others):
        return
    ends = {outcome.id for outcome in guide.outcomes.values() if outcome.level == lowest}
    way = min(
        (way for way in paths.every_path(guide, unsure.target) if way.outcome in ends), key=lambda way: len(way.answers)
    )
    yield Problem(
        unsure.place.of("til"),
        "ved-ikke-lavere",
        f"I »{question.text}« fører ved-ikke lavere end alle andre svar: {_end(guide, way)}.",
        "Lad ved-ikke føre mindst så højt som det laveste andet svar.",
    )


def _unsure_problem(guide: Guide, question: Question, unsure: Option, lower: paths.Path, higher: paths.Path) -> Problem:
    return Problem(
        unsure.place.of("til"),
        "ved-ikke-lavere",
        f"I »{question.text}« kan ved-ikke ende lavere end nej. "
        f"Ved ikke: {_end(guide, lower)}. Nej: {_end(guide, higher)}.",
        "Lad ved-ikke føre til det samme som nej, eller højere.",
    )


def _end(guide: Guide, path: paths.Path) -> str:
    return f"{paths.in_words(guide, path.answers, path.outcome)} ({guide.outcomes[path.outcome].level.id})"


def parents(guide: Guide) -> Problems:
    """In a concern about violence and abuse, parents may be told only where an answer points the suspicion elsewhere."""
    for spor in guide.spor.values():
        if not spor.abuse:
            continue
        own = guide.questions_of(spor.id)
        if not any(option.suspicion for question in own for option in question.options):
            yield Problem(
                spor.place.of("overgreb"),
                "overgreb-uden-mistanke",
                "Sporet handler om overgreb, men intet svar siger, hvem mistanken er mod.",
                'Skriv mistanke_mod = "foraeldre" (eller ansat, barn, anden-voksen, ukendt, ingen) på svarene.',
            )
        worst = _warned_parents(guide, spor)
        if worst:
            yield Problem(
                guide.outcomes[worst.outcome].place.of("foraeldre"),
                "foraeldre-advares",
                f"Forældrene får besked, uden at mistanken er rettet mod en anden: {paths.in_words(guide, worst.answers, worst.outcome)}.",
                'Skriv foraeldre = "nej" eller "myndigheden-afgoer", eller led vejen til et andet udfald.',
            )


def _warned_parents(guide: Guide, spor: Spor) -> paths.Path | None:
    """The shortest path of a concern that tells the parents although it must not, or None."""
    wrong = [path for path in paths.every_path(guide, spor.first, spor.id) if _warns(guide, path)]
    return min(wrong, key=lambda path: len(path.answers), default=None)


def _warns(guide: Guide, path: paths.Path) -> bool:
    if guide.outcomes[path.outcome].parents is not Parents.YES:
        return False
    pointed = set()
    for question_id, option_id in path.answers:
        option = guide.questions[question_id].option(option_id)
        if option and option.suspicion:
            pointed.add(option.suspicion)
    return not pointed or any(suspicion.forbids_telling_parents for suspicion in pointed)


def side_doors(guide: Guide) -> Problems:
    """The side door of a concern is a notification; in a concern about violence and abuse it warns no parent."""
    for spor in guide.spor.values():
        door = guide.outcomes.get(spor.notify)
        if door and door.level < Level.UNDERRET:
            yield Problem(
                spor.place.of("underret"),
                "sidedoer-for-lav",
                f"Sidedøren »{door.id}« har niveau {door.level.id}.",
                "Peg på et udfald med niveau underret eller højere: ingen trin er en betingelse for at underrette.",
            )
        elif door and spor.abuse and door.parents is Parents.YES:
            yield Problem(
                spor.place.of("underret"),
                "foraeldre-advares",
                f"Sidedøren »{door.id}« siger, at forældrene må få besked, i et spor om overgreb.",
                'Peg på et udfald med foraeldre = "nej" eller "myndigheden-afgoer".',
            )


def upward(guide: Guide) -> Problems:
    """From every outcome a notification is one or more steps up, and no way up leads down."""
    for outcome in guide.outcomes.values():
        at = outcome.place.of("opad")
        for up in (guide.outcomes[name] for name in outcome.up if name in guide.outcomes):
            if up.level <= outcome.level:
                yield Problem(
                    at,
                    "opad-ikke-hoejere",
                    f"»{up.id}« ({up.level.id}) er ikke højere end »{outcome.id}« ({outcome.level.id}).",
                    "Peg kun på udfald med højere niveau.",
                )
        if outcome.level < Level.UNDERRET and not _can_notify(guide, outcome):
            yield Problem(
                at,
                "uden-vej-til-underretning",
                f"Fra »{outcome.title}« kan man ikke komme op til en underretning.",
                "Tilføj et udfald med niveau underret eller højere i opad.",
            )


def _can_notify(guide: Guide, outcome: Outcome) -> bool:
    above = paths.reachable(guide, outcome.up, with_exits=True)
    return any(guide.outcomes[name].level >= Level.UNDERRET for name in above if name in guide.outcomes)
