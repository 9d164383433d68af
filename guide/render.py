"""Turns steps into accessible HTML fragments. Text is escaped here and only here.

A fragment belongs to one node in one concern's folder and says nothing of how the reader came there, so that the
pre-rendered page and the live guide show the same bytes. Its links are relative to the node's own address,
`vejviser/<spor>/<node>/`; the start's are relative to `vejviser/`.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import Final

from guide import calls
from guide.calls import said
from guide.icons import emergency, icon, svg
from guide.markup import escape_attribute as _a
from guide.markup import escape_text as _t
from guide.markup import listing, row
from guide.model import Action, Guide, Level, Option, Outcome, Parents, Question, Spor
from guide.registers import Law, Sign
from guide.words import CHECK_LAW, PARENTS

_LOCAL_LINKS: Final = {
    "underretningsskema": "Åbn kommunens skema til underretning",
    "beredskabsplan": "Læs kommunens beredskabsplan",
}
_MOST_SIGNS: Final = 3
# Only a live guide can search, so without JavaScript the field is hidden; the list of signs is a page of its own.
_FIND: Final = (
    '<div class="ns-find ns-kun-js" data-kun-server>\n<label for="ns-jeg-har-set">Jeg har set …</label>\n'
    '<p class="ns-find__hjaelp" id="ns-find-hjaelp">Skriv med dine egne ord, for eksempel »vil ikke hjem«. '
    'Skriv ingen navne. Ordene bliver i denne fane.</p>\n<input id="ns-jeg-har-set" type="search" data-find data-busy="Leder …" '
    'autocomplete="off" spellcheck="false" enterkeyhint="search" aria-describedby="ns-find-hjaelp">\n'
    '<div data-slot="found" role="status"></div>\n</div>\n'
)
OTHER_LAW: Final = "Barnets lov gælder ikke hos jer. Spørg jeres egen myndighed, hvad der gælder nu."


def address(folder: str, node_id: str) -> str:
    """The address of a node's page relative to `vejviser/`."""
    return f"{folder}/{node_id}/"


def start(guide: Guide, chosen: tuple[str, ...] = ()) -> str:
    """The list of concerns as a fragment. Concerns already chosen are left out when one more is added."""
    parts = {group: _group(guide, group, chosen) for group in guide.frame.groups}
    heading = "Hvad er du også bekymret for?" if chosen else "Hvad er du bekymret for?"
    back = back_button("data-cancel") if chosen else ""
    return (
        f'<article class="ns-trin ns-start" data-node="">\n{back}{_emergency(guide)}\n'
        f'<h1 tabindex="-1">{_t(heading)}</h1>\n<p class="ns-hjaelp">{_t(guide.frame.intro)}</p>\n{_shortcuts(guide, parts)}{_FIND}'
        f'{"".join(parts.values())}<p class="ns-sidedoer"><a href="../opslag/tegn/">Se tegn, som andre har lagt mærke til</a></p>\n'
        "</article>"
    )


def found_signs(guide: Guide, signs: Iterable[Sign]) -> str:
    """What a person's words were found to be: the concerns to go on with, each with the signs that point to it."""
    because: dict[str, list[str]] = {}
    for sign in signs:
        for name in sign.spor:
            because.setdefault(name, []).append(sign.text)
    rows = "".join(
        _spor_row(guide.spor[name], "Ligner: " + "; ".join(texts[:_MOST_SIGNS])) for name, texts in because.items()
    )
    if not rows:
        return "<p>Det fandt vi ikke. Prøv med andre ord, eller vælg fra listen her under.</p>\n"
    return (
        "<p>Et tegn beviser ikke noget. Tryk på det, der ligner mest, og svar på spørgsmålene.</p>\n"
        f'<ul class="ns-valg">\n{rows}</ul>\n'
    )


def node(guide: Guide, folder: str, node_id: str, parents: Parents | None = None, role: str = "") -> str:
    """The fragment of a question or outcome as shown in a concern's folder.

    `parents` is a stricter rule from another concern; without it the outcome's own rule is shown. `role` is the id of a
    reader's own role: its actors' steps come first. The pre-rendered pages have neither.
    Raises KeyError for an id that the guide does not have.
    """
    spor = guide.spor[folder]
    found = guide.node(node_id)
    if isinstance(found, Question):
        return _question(guide, spor, found)
    if isinstance(found, Outcome):
        return _outcome(guide, spor, found, parents or found.parents, role)
    raise KeyError(node_id)


def title(guide: Guide, node_id: str) -> str:
    """What a node is called where it is listed, without the site's name. Plain text."""
    found = guide.node(node_id)
    if isinstance(found, Question):
        return found.text
    return found.title if found else guide.frame.title


def tab_title(guide: Guide, node_id: str) -> str:
    """What the browser's tab and history show: the kind of page, and never what the worry is about. Plain text."""
    if node_id in guide.questions:
        return f"{guide.frame.title}: spørgsmål"
    return f"{guide.frame.title}: svar" if node_id in guide.outcomes else guide.frame.title


# --- what every page of the guide has ---------------------------------------------------------------------------------

_ARROW: Final = svg('<path d="m15 5-7 7 7 7"/>')
_BACK: Final = f"{_ARROW}Tilbage"


def back_button(mark: str = "data-back") -> str:
    """The way back where only the live guide knows where it leads."""
    return f'<p class="ns-tilbage"><button type="button" {mark}>{_BACK}</button></p>\n'


def _emergency(guide: Guide) -> str:
    return (
        f'<p class="ns-noed">{emergency()}<strong>{_t(guide.frame.emergency_question)}</strong> '
        f'<a href="tel:112">{_t(guide.frame.emergency_action)}</a></p>'
    )


def _head(guide: Guide, spor: Spor, back_to: str) -> str:
    return (
        f'<p class="ns-tilbage"><a href="{_a(back_to)}" data-back>{_BACK}</a></p>\n{_emergency(guide)}\n'
        f'<p class="ns-sporlinje">{_t(_concern(spor))}</p>\n'
    )


def _concern(spor: Spor) -> str:
    return spor.title if spor.title.startswith("Bekymr") else f"Bekymring: {spor.title}"


def _link(guide: Guide, folder: str, target: str) -> str:
    """The way from a page in a concern's folder to a node: a question lives in its own concern's folder."""
    question = guide.questions.get(target)
    return f"../{target}/" if question is None or question.spor == folder else f"../../{question.spor}/{target}/"


def _back_from(guide: Guide, spor: Spor, node_id: str) -> str:
    """Where "Tilbage" leads without JavaScript: to the only question before this one, else to the concern's first."""
    before = [q for q in guide.questions_of(spor.id) if any(option.target == node_id for option in q.options)]
    if node_id == spor.first:
        return "../../"
    return f"../{before[0].id if len(before) == 1 else spor.first}/"


# --- the start and a question -----------------------------------------------------------------------------------------


def _group(guide: Guide, group: str, chosen: tuple[str, ...]) -> str:
    """A heading with its concerns; nothing where none is left to choose."""
    rows = [_spor_row(spor, spor.fits) for spor in guide.spor.values() if spor.group == group and spor.id not in chosen]
    if not rows:
        return ""
    return f'<h2 id="{_a(_place(group))}">{_t(guide.frame.groups[group])}</h2>\n<ul class="ns-valg">\n{"".join(rows)}</ul>\n'


def _place(group: str) -> str:
    return f"gruppe-{group}"


def _shortcuts(guide: Guide, parts: Mapping[str, str]) -> str:
    """Links to the groups of the list, which is long on a phone. The last group is for those who cannot choose."""
    names = [(group, guide.frame.groups[group]) for group, rows in parts.items() if rows]
    if len(names) < 2:
        return ""
    links = [f'<a href="#{_a(_place(group))}">{_t(name)}</a>' for group, name in names[:-1]]
    unsure = ""
    if guide.frame.unsure and names[-1][0] == list(parts)[-1]:
        unsure = f'<p class="ns-begynd"><a href="#{_a(_place(names[-1][0]))}">{_t(guide.frame.unsure)}</a></p>\n'
    else:
        links.append(f'<a href="#{_a(_place(names[-1][0]))}">{_t(names[-1][1])}</a>')
    return f'{unsure}<nav class="ns-genveje" aria-label="Spring til">\n{listing(links)}\n</nav>\n'


def _spor_row(spor: Spor, note: str) -> str:
    href = address(spor.id, spor.first)
    return f'<li><a href="{_a(href)}" data-spor-valg="{_a(spor.id)}">{row(spor.title, note)}</a></li>\n'


def _question(guide: Guide, spor: Spor, question: Question) -> str:
    rows = listing((_option(guide, spor, question, option) for option in question.options), css="ns-valg")
    return (
        f'<article class="ns-trin ns-spoergsmaal" data-spor="{_a(spor.id)}" data-node="{_a(question.id)}">\n'
        f"{_head(guide, spor, _back_from(guide, spor, question.id))}"
        f'<h1 tabindex="-1">{_t(question.text)}</h1>\n<p class="ns-hjaelp">{said(guide, question.help)}</p>\n'
        f"{_meaning(guide, question)}{rows}\n{_side_door(guide, spor, question)}</article>"
    )


def _meaning(guide: Guide, question: Question) -> str:
    if not (question.meaning or question.examples):
        return ""
    paragraphs = "".join(f"<p>{said(guide, text)}</p>\n" for text in question.meaning)
    examples = f"{listing(said(guide, text) for text in question.examples)}\n" if question.examples else ""
    return f'<details class="ns-mener"><summary>Hvad mener vi?</summary>\n{paragraphs}{examples}</details>\n'


def _option(guide: Guide, spor: Spor, question: Question, option: Option) -> str:
    at_once = option.by_when.strip(" .").lower() == "nu"
    latest = "Gør det nu." if at_once else f"Senest: {option.by_when}."
    find_out = f"{option.find_out} {latest}" if option.find_out else ""
    first = f"{option.note}." if find_out and option.note and option.note[-1] not in ".!?" else option.note
    note = " ".join(part for part in (first, find_out) if part)
    return (
        f'<a href="{_a(_link(guide, spor.id, option.target))}" data-question="{_a(question.id)}" '
        f'data-option="{_a(option.id)}">{row(option.text, note)}</a>'
    )


def _side_door(guide: Guide, spor: Spor, question: Question) -> str:
    if spor.notify not in guide.outcomes:
        return ""
    return (
        '<p class="ns-sidedoer">Ved du allerede, at kommunen skal have besked? '
        f'<a href="../{_a(spor.notify)}/" data-raise="{_a(spor.notify)}" data-from="{_a(question.id)}">Gå til underretning</a></p>\n'
    )


# --- an outcome -------------------------------------------------------------------------------------------------------


def _outcome(guide: Guide, spor: Spor, outcome: Outcome, parents: Parents, role: str) -> str:
    return (
        f'<article class="ns-trin ns-udfald" data-spor="{_a(spor.id)}" data-node="{_a(outcome.id)}" '
        f'data-outcome="{_a(outcome.id)}" data-level="{outcome.level.id}" data-parents="{parents.value}">\n'
        f"{_head(guide, spor, _back_from(guide, spor, outcome.id))}"
        f"{_band(guide, outcome)}{_actions(guide, outcome, role)}{_parents_box(guide, outcome, parents)}"
        f"{_two_lists(guide, outcome)}{_later(guide, outcome)}{calls.contacts(guide, outcome)}{_ways_up(guide, outcome)}"
        f"{_laws(guide, outcome)}{_procedure(guide, outcome)}</article>"
    )


def _band(guide: Guide, outcome: Outcome) -> str:
    word = guide.band(outcome) or outcome.level.id
    return (
        f'<header class="ns-baand ns-baand--{outcome.level.id}">\n'
        f'<p class="ns-baand__ord">{icon(outcome.level)}{_t(word)}</p>\n'
        f'<h1 tabindex="-1">{_t(outcome.title)}</h1>\n<p class="ns-hvorfor">{_t(outcome.why)}</p>\n</header>\n'
    )


def _actions(guide: Guide, outcome: Outcome, role: str) -> str:
    """The steps by actor, the reader's own first, then each where its first step stands; numbering runs on."""
    groups: dict[str, list[Action]] = {}
    for action in outcome.actions:
        groups.setdefault(action.actor, []).append(action)
    mine = guide.frame.roles[role].actors if role in guide.frame.roles else ()
    order = [actor for actor in mine if actor in groups] + [actor for actor in groups if actor not in mine]
    parts, number = [], 1
    for actor in order:
        begin = f' start="{number}"' if number > 1 else ""
        steps = "".join(_action(guide, action) for action in groups[actor])
        parts.append(f"<h3>{_t(_actor(guide, actor, actor in mine))}</h3>\n<ol{begin}>\n{steps}</ol>\n")
        number += len(groups[actor])
    return f'<section class="ns-handling">\n<h2>Gør sådan</h2>\n{"".join(parts)}</section>\n'


def _actor(guide: Guide, actor: str, mine: bool) -> str:
    name = guide.frame.actors.get(actor, actor)
    return f"{name} – det er dig" if mine and actor != "du" else name


def _action(guide: Guide, action: Action) -> str:
    deadline = f'<span class="ns-frist">{_t(action.when)}</span>'
    return f"<li><strong>{_t(action.what)}</strong> {deadline}{calls.step(guide, action)}</li>\n"


def _parents_box(guide: Guide, outcome: Outcome, parents: Parents) -> str:
    own = parents is outcome.parents
    why = (
        outcome.parents_why
        if own
        else "En anden af dine bekymringer forbyder det. Følg den strengeste regel for hele sagen."
    )
    return (
        f'<section class="ns-foraeldre ns-foraeldre--{parents.value}">\n<h2>Forældrene</h2>\n'
        f"<p><strong>{PARENTS[parents]}</strong> {said(guide, why)}</p>\n</section>\n"
    )


def _two_lists(guide: Guide, outcome: Outcome) -> str:
    record, avoid = (listing(said(guide, text) for text in texts) for texts in (outcome.record, outcome.avoid))
    return (
        f'<div class="ns-to">\n<section class="ns-skriv">\n<h2>Skriv ned</h2>\n{record}\n</section>\n'
        f'<section class="ns-undgaa">\n<h2>Undgå</h2>\n{avoid}\n</section>\n</div>\n'
    )


def _later(guide: Guide, outcome: Outcome) -> str:
    steps = (
        f"<strong>{_t(later.when)}</strong> <span>{said(guide, later.what)}</span>" for later in guide.later_of(outcome)
    )
    return f'<section class="ns-bagefter">\n<h2>Bagefter</h2>\n{listing(steps, "ol", "ns-tidslinje")}\n</section>\n'


def _ways_up(guide: Guide, outcome: Outcome) -> str:
    """The ways out, always upward, and what to do in disagreement."""
    stricter = [guide.outcomes[up] for up in outcome.up if up in guide.outcomes]
    rows = (
        f'<a href="../{_a(up.id)}/" data-raise="{_a(up.id)}" data-from="{_a(outcome.id)}">'
        f"{row(up.title, _level_word(guide, up.level))}</a>"
        for up in stricter
    )
    links = f"<p>Er bekymringen større end det her, så gå op:</p>\n{listing(rows, css='ns-valg')}\n" if stricter else ""
    heading = "Er bekymringen større? Er I uenige?" if stricter else "Er I uenige?"
    return f'<section class="ns-opad">\n<h2>{heading}</h2>\n{links}<p>{said(guide, outcome.disagree)}</p>\n</section>\n'


def _level_word(guide: Guide, level: Level) -> str:
    text = guide.frame.levels.get(level)
    return text.word if text else ""


def _laws(guide: Guide, outcome: Outcome) -> str:
    intro = f"<p>{OTHER_LAW}</p>\n" if guide.abroad else ""
    laws = guide.laws_of(outcome)
    return (
        '<details class="ns-lov"><summary>Det siger loven</summary>\n'
        f"{intro}{listing(map(_law, laws)) if laws else ''}\n"
        f"<p>{_t(guide.frame.law_caveat)}</p>\n"
        '<p><a href="../../../opslag/love/">Se hele lovregistret med kilder</a></p>\n</details>\n'
    )


def _law(law: Law) -> str:
    sure = "" if law.confirmed else f' <span class="ns-kontroller">({CHECK_LAW})</span>'
    return (
        f'<a href="../../../opslag/love/#{_a(law.id)}">{_t(law.act)} {_t(law.paragraph)}</a>: '
        f"{_t(law.heading)}.{sure} {_t(law.says)} <small>Læst i {_t(law.version)}.</small>"
    )


def _procedure(guide: Guide, outcome: Outcome) -> str:
    page = outcome.procedure.removesuffix(".md").removesuffix("/index")
    local = "".join(
        f'<p class="ns-procedure"><a href="{_a(guide.local.links[key])}" rel="noreferrer">{_t(text)}</a></p>\n'
        for key, text in _LOCAL_LINKS.items()
        if outcome.level >= Level.UNDERRET and guide.local.links.get(key)
    )
    return f'<p class="ns-procedure"><a href="../../../{_a(page)}/">Læs hele proceduren</a></p>\n{local}'
