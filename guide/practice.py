"""What a person sees of a practice case, as HTML: the feedback at the outcome, the own way, and the record to print.

The questions on the way are `render`'s own, unchanged. Nothing here knows a name, and nothing is kept: what has been
practised comes in with each request and goes out with each response.
"""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime
from typing import Final

from guide import __version__, cases, trail
from guide.cases import Feedback, Parting, Verdict
from guide.deadlines import in_danish, moment
from guide.engine import Step
from guide.icons import icon, svg
from guide.markup import escape_attribute as _a
from guide.markup import escape_text as _t
from guide.model import Guide, Outcome, Parents, Question, Spor
from guide.registers import Case
from guide.render import back_button
from guide.words import PARENTS

Practised = Mapping[str, tuple[Verdict, ...]]

_WORD: Final[Mapping[Verdict, str]] = {
    Verdict.SAME: "Det anbefalede svar",
    Verdict.STRICTER: "Strengere end anbefalet",
    Verdict.MILDER: "Mildere end anbefalet",
    Verdict.ELSEWHERE: "Et andet svar",
}
_HEADING: Final[Mapping[Verdict, str]] = {
    Verdict.SAME: "Du kom frem til det anbefalede svar",
    Verdict.STRICTER: "Du gik længere, end casen kræver",
    Verdict.MILDER: "Her har barnet brug for mere",
    Verdict.ELSEWHERE: "Du kom et andet sted hen",
}
_LEAD: Final[Mapping[Verdict, str]] = {
    Verdict.SAME: "Godt. Læs alligevel den fejl, som mange begår.",
    Verdict.STRICTER: "Det er trygt. Du må altid reagere, når du er bekymret for et barn. Her er det "
    "anbefalede svar nok.",
    Verdict.MILDER: "Godt, at du opdager det i en øvelse. I en rigtig sag kunne barnet vente for længe på hjælp. "
    "Se, hvor vejene skilles, og prøv igen.",
    Verdict.ELSEWHERE: "Dit svar haster lige så meget, men her skal der gøres noget andet. Se, hvor vejene skilles.",
}
_OTHER_WAY: Final = "Du gik en anden vej og nåede det samme. Det er lige så rigtigt."
_REASON: Final[Mapping[Verdict, str]] = {
    Verdict.SAME: "Derfor",
    Verdict.STRICTER: "Derfor er det nok",
    Verdict.MILDER: "Derfor skal der mere til",
    Verdict.ELSEWHERE: "Derfor",
}
_DRAWING: Final[Mapping[Verdict, str]] = {
    Verdict.SAME: '<path d="m4 12.5 5.5 5.5L20 6.5"/>',
    Verdict.STRICTER: '<path d="M12 20V4M5 11l7-7 7 7"/>',
    Verdict.MILDER: '<path d="M12 4v16M5 13l7 7 7-7"/>',
    Verdict.ELSEWHERE: '<path d="M6 21v-6a5 5 0 0 1 5-5h9M15 5l5 5-5 5"/>',
}
_NEW_TAB: Final = 'target="_blank" rel="noopener"'


def response(guide: Guide, step: Step, reached: str, kept: object, now: str) -> dict[str, object]:
    """What differs from the guide's ordinary response while a case is practised.

    In: a guide with its cases, where the person is in one of them, the step's own fragment, and what the shell has kept.
    """
    case = guide.cases[step.state.case]
    found = cases.feedback(guide, case, step)
    practised = read(guide, kept)
    if found:
        before = practised.get(case.id, ())
        practised[case.id] = before if found.verdict in before else (*before, found.verdict)
    return {
        "title": f"Øvecase: {'tilbagemelding' if found else 'spørgsmål'}",
        "step": feedback(guide, found, reached) if found else reached,
        "trail": trail.answers(step, "Din vej" if found else "Dine svar"),
        "verdict": found.verdict.value if found else None,
        "record": record(guide, practised, moment(now)),
        "kept": {name: [verdict.value for verdict in verdicts] for name, verdicts in practised.items()},
    }


def read(guide: Guide, kept: object) -> dict[str, tuple[Verdict, ...]]:
    """What the shell has kept. What does not fit is left out: a list of exercises is not worth an error."""
    words = [verdict.value for verdict in Verdict]
    rows = kept.items() if isinstance(kept, dict) else ()
    return {
        name: tuple(map(Verdict, verdicts))
        for name, verdicts in rows
        if name in guide.cases and isinstance(verdicts, list) and verdicts and all(v in words for v in verdicts)
    }


# --- the feedback -----------------------------------------------------------------------------------------------------


def feedback(guide: Guide, found: Feedback, reached: str) -> str:
    """The page at the end of a case: first how it went and why, last the outcome that was reached, folded.

    `reached` is the fragment of that outcome. Links are relative to its address, like its own.
    """
    parts = (
        _verdict(found),
        _parting(found.parting),
        _parents(found),
        _recommended(guide, found),
        f'<section class="ns-fejl">\n<h2>En fejl, mange begår</h2>\n<p>{_t(found.case.mistake)}</p>\n</section>\n',
        _buttons(guide, found.case),
        _folded(reached, "Hele svaret" if found.verdict is Verdict.SAME else "Det svar, du kom frem til"),
    )
    return (
        f'<article class="ns-trin ns-feedback" data-case="{_a(found.case.id)}" data-verdict="{found.verdict.value}">\n'
        f"{back_button()}{''.join(parts)}</article>"
    )


def _verdict(found: Feedback) -> str:
    verdict = found.verdict
    lead = _OTHER_WAY if verdict is Verdict.SAME and found.parting else _LEAD[verdict]
    return (
        f'<header class="ns-bedoemt ns-bedoemt--{verdict.value}">\n<p class="ns-bedoemt__ord">{svg(_DRAWING[verdict])}'
        f'{_WORD[verdict]}</p>\n<h1 tabindex="-1">{_HEADING[verdict]}</h1>\n<p>{lead}</p>\n</header>\n'
    )


def _parting(parting: Parting | None) -> str:
    """The first question where the ways part, with both answers and a button that asks it again."""
    if parting is None:
        return ""
    node_id = parting.at.id if parting.at else ""
    again = (
        f'<button type="button" class="ns-knap" data-edit="{_a(node_id)}">Svar igen her</button>\n' if node_id else ""
    )
    return (
        f'<section class="ns-skilles">\n<h2>Her skilles vejene</h2>\n<p class="ns-skilles__sted">{_t(_place(parting))}</p>\n'
        f"<dl>\n<div><dt>Du svarede</dt><dd>{_t(_said(parting.taken, parting))}</dd></div>\n"
        f"<div><dt>Anbefalet</dt><dd>{_t(_said(parting.recommended, parting))}</dd></div>\n</dl>\n{again}</section>\n"
    )


def _place(parting: Parting) -> str:
    if parting.at is None:
        return "Hvad er du bekymret for?"
    return parting.at.text if isinstance(parting.at, Question) else f"Ved svaret »{parting.at.title}«"


def _said(what: object, parting: Parting) -> str:
    if isinstance(what, Spor):
        return what.title
    if not isinstance(what, Outcome):
        return str(getattr(what, "text", ""))
    stayed = isinstance(parting.at, Outcome) and what.id == parting.at.id
    return "At blive ved det svar" if stayed else f"At gå op til »{what.title}«"


def _parents(found: Feedback) -> str:
    """What is easily overlooked: the way taken would tell the parents more than the case allows, or let others decide it."""
    if not found.freer_with_parents:
        return ""
    rule = found.recommended
    lead = (
        "Dit svar lader kommunen afgøre, hvad forældrene hører. Her er reglen klar:"
        if found.parents is Parents.AUTHORITY_DECIDES
        else "Med dit svar ville de få mere at vide. Her gælder:"
    )
    return (
        '<section class="ns-feedback__foraeldre">\n<h2>Læg mærke til forældrene</h2>\n'
        f"<p>{lead} <strong>{PARENTS[rule.parents]}</strong> "
        f"{_t(rule.parents_why)}</p>\n</section>\n"
    )


def _recommended(guide: Guide, found: Feedback) -> str:
    case, outcome = found.case, found.recommended
    folder = guide.questions[case.answers[-1][0]].spor
    page = outcome.procedure.removesuffix(".md").removesuffix("/index")
    whole = (
        f'<li><a href="../../{_a(folder)}/{_a(outcome.id)}/" {_NEW_TAB}>Læs hele det anbefalede svar (ny fane)</a></li>\n'
        if found.verdict is not Verdict.SAME
        else ""
    )
    return (
        '<section class="ns-anbefalet">\n<h2>Det anbefalede svar</h2>\n'
        f'<p class="ns-baand__ord">{icon(outcome.level)}{_t(guide.band(outcome))}</p>\n'
        f'<p class="ns-anbefalet__titel">{_t(outcome.title)}</p>\n'
        f"<p><strong>{_REASON[found.verdict]}:</strong> {_t(case.why)}</p>\n"
        f'<ul class="ns-anbefalet__links">\n{whole}<li><a href="../../../{_a(page)}/" {_NEW_TAB}>'
        "Læs proceduren (ny fane)</a></li>\n</ul>\n</section>\n"
    )


def _buttons(guide: Guide, case: Case) -> str:
    pair = (
        '<p class="ns-naboen">En case ligner denne, men ét svar er anderledes: '
        f'<button type="button" data-oev="{_a(case.pair)}">Prøv »{_t(guide.cases[case.pair].title)}«</button></p>\n'
        if case.pair in guide.cases
        else ""
    )
    return (
        '<div class="ns-knapper">\n<button type="button" class="ns-knap ns-knap--fyldt" data-naeste>Næste case</button>\n'
        f'<button type="button" class="ns-knap" data-oev="{_a(case.id)}">Prøv igen</button>\n'
        f'<button type="button" class="ns-knap" data-liste>Alle cases</button>\n</div>\n{pair}'
    )


def _folded(fragment: str, summary: str) -> str:
    return f'<details class="ns-tekst ns-hele-svaret"><summary>{summary}</summary>\n{fragment}\n</details>\n'


# --- the record ------------------------------------------------------------------------------------------------------


def record(guide: Guide, practised: Practised, at: datetime | None) -> str:
    """What has been practised in this visit, to look at and to print: date, cases and how they went, without a name."""
    if not practised:
        return ""
    rows = "".join(
        f"<tr><td>{_t(guide.cases[case_id].title)}</td><td>{_t(_went(verdicts))}</td></tr>\n"
        for case_id, verdicts in practised.items()
    )
    day = (
        f"<p>{in_danish(at, with_hour=False)}. Næste skridt {__version__}, indhold {_t(guide.fingerprint)}.</p>\n"
        if at
        else ""
    )
    return (
        f'<section class="ns-oevet" data-del="oevet">\n<h2>Det har du øvet</h2>\n<div class="ns-kun-print">{day}'
        '<p class="ns-skrivelinje">Navn (skriv i hånden): </p>\n</div>\n'
        "<table>\n<thead><tr><th>Case</th><th>Sådan gik det</th></tr></thead>\n"
        f'<tbody>\n{rows}</tbody>\n</table>\n<p class="ns-privat">Listen har intet navn. Den forsvinder, når du lukker '
        'eller genindlæser siden.</p>\n<div class="ns-knapper"><button type="button" class="ns-knap" '
        'data-print="oevet">Print listen</button>\n<button type="button" class="ns-knap" data-clear>Ryd alt</button></div>\n'
        "</section>\n"
    )


def _went(verdicts: tuple[Verdict, ...]) -> str:
    """How a case went: the first result, and what the person came to afterwards."""
    first, *later = (_WORD[verdict] for verdict in verdicts)
    return ", derefter: ".join([first, *(word.lower() for word in later)])
