"""Writes the generated parts of the handbook as Markdown snippets: laws, contacts, sources, words and practice cases.

The pages themselves are written by hand and include these parts by name, so an editor owns the page and the register
owns the facts. Also the tooltips of the glossary, appended to every page.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Mapping
from pathlib import Path
from typing import Final

from guide import paths, render
from guide.model import Case, Contact, Guide, Law, Source, Term

_KINDS: Final = {
    "kildedokument": "De fem kildedokumenter",
    "lov": "Love",
    "vejledning": "Vejledninger fra ministerier og styrelser",
    "fagside": "Faglige sider",
    "kommune": "Kommunernes egne sider",
}
_ROLES: Final = {
    "medhjaelper": "pædagogmedhjælper",
    "paedagog": "pædagog",
    "laerer": "lærer",
    "dagplejer": "dagplejer",
    "akt": "AKT-medarbejder",
    "leder": "leder",
    "sundhedsplejerske": "sundhedsplejerske",
}
_SETTINGS: Final = {
    "vuggestue": "vuggestue",
    "boernehave": "børnehave",
    "dagpleje": "dagpleje",
    "skole": "skole",
    "sfo": "SFO",
    "klub": "klub",
    "specialtilbud": "specialtilbud",
    "sundhedspleje": "sundhedspleje",
}


def write(guide: Guide, out: Path) -> None:
    """Writes every snippet into a folder, which is made when absent. In: a checked guide."""
    out.mkdir(parents=True, exist_ok=True)
    for name, make in SNIPPETS.items():
        (out / name).write_text(make(guide), encoding="utf-8", newline="\n")


def _plain(text: str) -> str:
    """Text from the data as Markdown that shows it unchanged."""
    return re.sub(r"([\\`*_\[\]<>#|])", r"\\\1", text)


def _link(address: str) -> str:
    """A web address as a link to press; nothing is fetched from it."""
    full = address if "//" in address else f"https://{address}"
    return f"[{_plain(address.rsplit('//', maxsplit=1)[-1].rstrip('/'))}]({full})"


def _date(iso: str) -> str:
    """2026-11-22 as 22.11.2026."""
    return ".".join(str(int(part)) for part in reversed(iso.split("-"))) if iso else "ikke angivet"


def _from(sources: Mapping[str, Source], ids: Iterable[str]) -> str:
    """The sources as links to their entry in the register of sources."""
    return ", ".join(f"[{_plain(sources[name].title)}](kilder.md#{name})" for name in ids if name in sources)


def _laws(guide: Guide) -> str:
    acts: dict[str, list[Law]] = {}
    for law in guide.laws.values():
        acts.setdefault(f"{law.act}{' (Grønland)' if law.applies == 'gl' else ''}", []).append(law)
    return "\n".join(f"## {_plain(act)}\n\n{''.join(_law(guide, law) for law in laws)}" for act, laws in acts.items())


def _law(guide: Guide, law: Law) -> str:
    sure = "Bekræftet i kilden" if law.confirmed else f"**{render.CHECK_LAW.capitalize()}**"
    earlier = f" Tidligere: {_plain(law.earlier)}." if law.earlier else ""
    return (
        f"### {_plain(law.paragraph)} – {_plain(law.heading)} {{ #{law.id} }}\n\n{_plain(law.says)}\n\n"
        f"{sure}. Læst i {_plain(law.version)} den {_date(law.read_on)}. Ses efter igen senest {_date(law.review_on)}.{earlier}\n"
        f"Kilder: {_from(guide.sources, law.sources)}.\n\n"
    )


def _contacts(guide: Guide) -> str:
    local = [contact for contact in guide.contacts.values() if contact.local]
    national = [contact for contact in guide.contacts.values() if not contact.local]
    return (
        f"## Gælder i hele landet\n\n{''.join(_contact(guide, c) for c in national)}"
        f"\n## Lokale kontakter\n\n{''.join(_contact(guide, c) for c in local)}"
    )


def _contact(guide: Guide, contact: Contact) -> str:
    if contact.number:
        dialled = "".join(ch for ch in contact.number if ch.isdigit() or ch == "+")
        reach = f"[{contact.number}](tel:{dialled})"
    elif contact.address:
        reach = _link(contact.address)
    else:
        reach = f"**{render.FILLED_LOCALLY}.** {_plain(contact.if_missing)}"
    hours = f"\n{_plain(contact.hours)}." if contact.hours and contact.reachable else ""
    sure = (
        ""
        if contact.confirmed or not contact.reachable
        else " Nummeret eller adressen er ikke bekræftet: kontrollér, før du bruger den."
    )
    checked = (
        f"Kontrolleret {_date(contact.checked_on)}, ses efter igen senest {_date(contact.expires_on)}."
        if contact.reachable
        else ""
    )
    return (
        f"### {_plain(contact.name)} {{ #{contact.id} }}\n\n{reach}{hours}\n\n{_plain(contact.used_for)}\n\n"
        f"{checked}{sure} Kilder: {_from(guide.sources, contact.sources)}.\n\n"
    )


def _sources(guide: Guide) -> str:
    parts = []
    for kind, heading in _KINDS.items():
        rows = "".join(_source(source) for source in guide.sources.values() if source.kind == kind)
        if rows:
            parts.append(f"## {heading}\n\n{rows}")
    return "\n".join(parts)


def _source(source: Source) -> str:
    date = f", {_plain(source.date)}" if source.date else ""
    address = f"\n{_link(source.address)}" if source.address else ""
    return f"### {_plain(source.title)} {{ #{source.id} }}\n\n{_plain(source.publisher)}{date}.{address}\n\n{_plain(source.note)}\n\n"


def _terms(guide: Guide) -> str:
    return "".join(_term(term) for term in sorted(guide.terms.values(), key=lambda term: _danish(term.word)))


def _danish(word: str) -> str:
    """A key that sorts as a Danish dictionary: æ, ø, å last."""
    return word.lower().translate(str.maketrans({"æ": "{", "ø": "|", "å": "}"}))


def _term(term: Term) -> str:
    short = f" ({_plain(term.short)})" if term.short and term.short != term.word else ""
    also = f" Også kaldt: {_plain(', '.join(term.also))}." if term.also else ""
    return f"### {_plain(term.word)}{short} {{ #{term.id} }}\n\n{_plain(term.meaning)}{also}\n\n"


def _tooltips(guide: Guide) -> str:
    """Abbreviations with their meaning; words are left alone, because a page of underlined words is hard to read."""
    lines = (f"*[{term.short}]: {term.word} – {term.meaning}" for term in guide.terms.values() if term.short)
    return "".join(f"{line}\n" for line in lines)


def _cases(guide: Guide) -> str:
    parts = []
    for spor in guide.spor.values():
        rows = "".join(_case(guide, case) for case in guide.cases.values() if case.spor == spor.id)
        if rows:
            parts.append(f"## {_plain(spor.title)}\n\n{rows}")
    return "\n".join(parts)


def _case(guide: Guide, case: Case) -> str:
    """A story to talk about, and folded below it the way through the guide, the reason and the common mistake."""
    outcome = guide.outcomes[case.outcome]
    folder = next(question.spor for question in (guide.questions[case.answers[-1][0]],))
    href = f"../vejviser/{folder}/{outcome.id}/index.md"
    way = paths.in_words(guide, case.answers)
    return (
        f"### {_plain(case.title)} {{ #case-{case.id} }}\n\n"
        f"*{_ROLES[case.role].capitalize()}, {_SETTINGS[case.setting]}, barnet er {case.age.replace('-', '–')} år.*\n\n"
        f"{_plain(case.story)}\n\nHvad gør du nu? Tal om det, før I ser svaret.\n\n"
        '??? note "Vis svar"\n\n'
        f"    **[{_plain(outcome.title)}]({href})**\n\n    {_plain(case.why)}\n\n"
        f"    Typisk fejl: {_plain(case.mistake)}\n\n    Vejen gennem vejviseren: {_plain(way)}\n\n"
    )


SNIPPETS: Final[Mapping[str, Callable[[Guide], str]]] = {
    "love.md": _laws,
    "kontakter.md": _contacts,
    "kilder.md": _sources,
    "ordliste.md": _terms,
    "oevecases.md": _cases,
    "ordliste-abbr.md": _tooltips,
}
