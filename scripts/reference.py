"""Makes the generated parts of the handbook as Markdown snippets: laws, contacts, sources, words and signs.

The pages themselves are written by hand and include these parts by name, so an editor owns the page and the register
owns the facts. Also the tooltips of the glossary, appended to every page.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping
from datetime import date
from typing import Final

from guide import __version__, safety, words
from guide.cases import coverage
from guide.model import Guide
from guide.registers import Contact, Law, Sign, Source, Term
from guide.shapes import AGES
from markdown_text import plain as _plain

_KINDS: Final = {
    "kildedokument": "De fem kildedokumenter",
    "lov": "Love",
    "vejledning": "Vejledninger fra ministerier og styrelser",
    "fagside": "Faglige sider",
    "kommune": "Kommunernes egne sider",
    "praksis": "Uden navngiven kilde",
}
_SIGN_GROUPS: Final = {
    "krop": "Krop",
    "foelelser": "Følelser",
    "adfaerd": "Adfærd",
    "relationer": "Relationer",
    "sprog-og-laering": "Sprog og læring",
    "udsagn": "Det siger barnet",
    "foraeldre-og-hjem": "Forældre og hjem",
}


def snippets(guide: Guide, day: date) -> dict[str, str]:
    """The text of each snippet by its file name. In: a checked guide, and the day of the build."""
    dated = {"kontrolleret.md": _proven(guide, day), "udfyldt-lokalt.md": _filled_in(guide, day)}
    return {name: make(guide) for name, make in SNIPPETS.items()} | dated


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
    sure = "Bekræftet i kilden" if law.confirmed else f"**{words.CHECK_LAW.capitalize()}**"
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
        f"## Lokale kontakter\n\n{''.join(_contact(guide, c) for c in local)}"
        f"\n## Gælder i hele landet\n\n{''.join(_contact(guide, c) for c in national)}"
    )


def _contact(guide: Guide, contact: Contact) -> str:
    if contact.number:
        dialled = "".join(ch for ch in contact.number if ch.isdigit() or ch == "+")
        reach = f"[{contact.number}](tel:{dialled}){{ .ns-ringknap }}"
    elif contact.address:
        reach = _link(contact.address)
    else:
        reach = f"**{words.FILLED_LOCALLY}.** {_plain(contact.if_missing)}"
    hours = f"\n{_plain(contact.hours)}." if contact.hours and contact.reachable else ""
    sure = (
        ""
        if contact.confirmed or not contact.reachable
        else "Nummeret eller adressen er ikke bekræftet: kontrollér, før du bruger den."
    )
    checked = (
        f"Kontrolleret {_date(contact.checked_on)}, ses efter igen senest {_date(contact.expires_on)}."
        if contact.reachable
        else ""
    )
    return (
        f"### {_plain(contact.name)} {{ #{contact.id} }}\n\n{reach}{hours}\n\n{_plain(contact.used_for)}\n\n"
        f'{sure}\n\n<details markdown="1">\n<summary>Kilde og kontrol</summary>\n\n'
        f"{checked} Kilder: {_from(guide.sources, contact.sources)}.\n\n</details>\n\n"
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
    return word.lower().translate(str.maketrans("æøå", "{|}"))


def _term(term: Term) -> str:
    short = f" ({_plain(term.short)})" if term.short and term.short != term.word else ""
    also = f" Også kaldt: {_plain(', '.join(term.also))}." if term.also else ""
    return f"### {_plain(term.word)}{short} {{ #{term.id} }}\n\n{_plain(term.meaning)}{also}\n\n"


def _tooltips(guide: Guide) -> str:
    """Abbreviations with their meaning; words are left alone, because a page of underlined words is hard to read."""
    return "".join(
        f"*[{name}]: {term.word} – {term.meaning}\n"
        for term in guide.terms.values()
        if term.short
        for name in _names(term)
    )


def _names(term: Term) -> Iterator[str]:
    """An abbreviation, and every longer word that it is written into, such as LokalMED."""
    yield term.short
    yield from (name for name in term.also if name.isalpha() and term.short in name and name != term.short)


def _signs(guide: Guide) -> str:
    """Every sign by group, with its ages and the ways on into the guide."""
    groups: dict[str, list[Sign]] = {}
    for sign in guide.signs.values():
        groups.setdefault(sign.group, []).append(sign)
    return "\n".join(
        f"## {_SIGN_GROUPS[group]}\n\n| Tegn | Alder | Gå videre med |\n|---|---|---|\n{''.join(_sign(guide, sign) for sign in signs)}"
        for group, signs in groups.items()
    )


def _sign(guide: Guide, sign: Sign) -> str:
    ages = "Alle" if len(sign.ages) == len(AGES) else ", ".join(age.replace("-", "–") for age in sign.ages)
    ways = "<br>".join(f"[{_plain(guide.spor[name].title)}]({_first_page(guide, name)})" for name in sign.spor)
    unsure = " *(erfaring fra praksis)*" if sign.sources == ("praksis-uden-kilde",) else ""
    return f'| <span id="{sign.id}">{_plain(sign.text)}</span>{unsure} | {ages} | {ways} |\n'


def _first_page(guide: Guide, spor: str) -> str:
    return f"../vejviser/{spor}/{guide.spor[spor].first}/index.md"


def _proven(guide: Guide, day: date) -> str:
    """What has been proven, in numbers, from the proof itself."""
    rows = "".join(
        f"| {proof.promise} | {_number(proof.examined)} {proof.things} |\n" for proof in safety.proofs(guide)
    )
    made = f"Lavet {_date(day.isoformat())} af indhold {guide.fingerprint}, udgave {__version__}."
    table = f"| Det er bevist | Så meget er set efter |\n|---|---|\n{rows}"
    return f"{made}\n\n{table}\n{_practised(guide)}\n"


def _practised(guide: Guide) -> str:
    """How much of the guide the practice cases walk through; the options that nobody has written a case for as well."""
    untouched = coverage(guide)
    questions, outcomes = len(guide.questions), len(guide.outcomes)
    options = sum(len(question.options) for question in guide.questions.values())
    return (
        f"De {len(guide.cases)} øvecases er også prøver. De går gennem {questions - len(untouched.questions)} af "
        f"{questions} spørgsmål, bruger {options - len(untouched.options)} af {options} svar og når "
        f"{outcomes - len(untouched.outcomes)} af {outcomes} udfald."
    )


def _number(count: int) -> str:
    """A number with a dot at each thousand, as in Danish."""
    return f"{count:,}".replace(",", ".")


def _filled_in(guide: Guide, day: date) -> str:
    """What the municipality has set, what is missing, and what has expired."""
    today = day.isoformat()
    local = guide.local
    frame = (
        f"| Kommune | {_plain(local.municipality) or f'**{words.FILLED_LOCALLY}**'} |\n"
        f"| Hvilken lov gælder | {'Grønlandsk' if local.jurisdiction == 'gl' else 'Dansk'} |\n"
        f"| TOPI om året | {local.topi_a_year} |\n"
    )
    rows = "".join(_contact_state(contact, today) for contact in guide.contacts.values() if contact.local)
    names = "".join(f"| {_plain(name)} | {_plain(text)} |\n" for name, text in local.names.items() if text)
    links = "".join(f"| {_plain(name)} | {_link(url)} |\n" for name, url in local.links.items() if url)
    return (
        f"## Kommunen\n\n| Oplysning | Nu |\n|---|---|\n{frame}\n"
        f"## Kontakter\n\n| Kontakt | Nummer eller adresse | Tilstand |\n|---|---|---|\n{rows}\n"
        f"## Lokale navne\n\n{_table('Navn på siden', 'Jeres navn', names)}\n"
        f"## Lokale links\n\n{_table('Link', 'Adresse', links)}"
    )


def _table(first: str, second: str, rows: str) -> str:
    return f"| {first} | {second} |\n|---|---|\n{rows}" if rows else "Ingen er udfyldt.\n"


def _contact_state(contact: Contact, today: str) -> str:
    name = f"[{_plain(contact.name)}](../opslag/kontakter.md#{contact.id})"
    if not contact.reachable:
        state = "**Mangler, og er nødvendig**" if contact.required else "Mangler, men er ikke nødvendig"
        return f"| {name} | {words.FILLED_LOCALLY} | {state} |\n"
    expired = contact.expires_on and contact.expires_on < today
    state = f"**Udløbet {_date(contact.expires_on)}**" if expired else f"Gælder til {_date(contact.expires_on)}"
    return f"| {name} | {_plain(contact.number) or _link(contact.address)} | {state} |\n"


SNIPPETS: Final[Mapping[str, Callable[[Guide], str]]] = {
    "love.md": _laws,
    "kontakter.md": _contacts,
    "kilder.md": _sources,
    "ordliste.md": _terms,
    "ordliste-abbr.md": _tooltips,
    "tegn.md": _signs,
}
