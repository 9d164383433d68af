"""Checks single words and signs of a page: abbreviations, names, numbers, addresses, quotation marks and spaces."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from typing import Final

import texts
from guide.errors import Problem
from guide.model import Guide
from page_rules import Known, Rules, digits, problem
from pages import Block, Line, Page
from readability import sentences
from texts import Text

Problems = Iterator[Problem]

_CAPITALS: Final = re.compile(r"(?<![\w.@/])[A-ZÆØÅ]{2,6}(?!\w)")
_NAME: Final = r"[A-ZÆØÅ][a-zæøåéü]+(?:-[A-ZÆØÅ]?[a-zæøåéü]+)?"
_PAIR: Final = re.compile(rf"(?<=[a-zæøåé,;:(] ){_NAME}(?: [A-ZÆØÅ]\.)?(?: {_NAME})+")
_OVERLAPPING: Final = re.compile(rf"\b(?=({_NAME} {_NAME}))")
_FIRST_NAME: Final = re.compile(r"\b[A-ZÅ][a-zæøåé]+\b")
_TITLED: Final = re.compile(r"\b(?:[Ff]ru|[Ff]røken|[Ff]rk\.?|[Hh]r\.?|[Hh]err)\s+[A-ZÆØÅ][a-zæøåé]+")
_PHONE: Final = re.compile(r"(?<![\w/.,:-])(?:\+45 ?)?\d{2} ?\d{2} ?\d{2} ?\d{2}(?![\w/-]|[.,]\d)")
_CALL: Final = re.compile(r"\b(?:ring(?:er|e)?(?: til)?|tlf\.|telefon) (\d{3}(?: \d{3})?)\b", re.IGNORECASE)
_MAIL: Final = re.compile(r"[\w.+-]+@[\w-]+(?:\.[\w-]+)+")
_CPR: Final = re.compile(r"(?<!\d)(?:0[1-9]|[12]\d|3[01])(?:0[1-9]|1[0-2])\d{2}(?:-\d{4}|\d{4})(?!\d)")
_BREAKABLE: Final = re.compile(r"§§? +(?=\d)|\b[Kk]l\. +(?=\d)")
_TWO_SPACES: Final = re.compile(r"\S {2,}(?=\S)")
_QUOTED: Final = re.compile(r"»[^«]*«")

_EXPLAIN: Final = (
    "Skriv den i guide/data/ordliste.toml som forkortelse, så får den en forklaring på alle sider. "
    "Er den ingen forkortelse, så skriv den med en grund i docs/_data/sider.toml."
)
_NO_NAME: Final = (
    "Skriv en funktion i stedet. Er det en myndighed, et sted eller et system, "
    "så skriv det under navne i docs/_data/sider.toml."
)


def check(every: Sequence[Page], known: Known) -> Problems:
    """Every mistake of words and signs in the pages."""
    yield from of_texts(texts.of_pages(every), known.guide, known.rules)
    for page in every:
        for block in page.blocks:
            for line in block.lines:
                yield from _signs(page, line)
            yield from _one_a_line(page, block)
        for start in page.misread:
            remedy = "Sæt en tom linje før listen eller tabellen, og ryk en liste i en liste fire mellemrum ind."
            yield problem(page, start, "liste-i-teksten", "Her bliver der ingen liste eller tabel på siden.", remedy)
        for number, text in enumerate(page.source, 1):
            yield from _private(page, Line(number, text), known.numbers)


# ── Words ─────────────────────────────────────────────────────────────────────────────────────────────────────────────


def of_texts(every: Iterable[Text], guide: Guide, rules: Rules) -> Problems:
    """Every abbreviation that nobody has explained, where it stands first in a file, and every name of a person."""
    shorts = {*(term.short for term in guide.terms.values()), *rules.abbreviations}
    names = _known_names(guide, rules)
    told: set[tuple[str, str]] = set()
    for text in every:
        for short in _CAPITALS.findall(text.text) if guide.terms else ():
            if short not in shorts and (text.place.file, short) not in told:
                told.add((text.place.file, short))
                yield Problem(text.place, "ukendt-forkortelse", f"{short} er ikke forklaret.", _EXPLAIN)
        yield from _people(text, names, rules.first_names)


def _people(text: Text, known: frozenset[str], first_names: frozenset[str]) -> Problems:
    """A common first name, or words with capitals inside a sentence that no register has as a place or an office."""
    for found in _PAIR.finditer(text.text):
        pairs = {pair.removesuffix("s") for pair in _OVERLAPPING.findall(found[0])} or {found[0]}
        if not pairs & known and not {*found[0].split()} & first_names:
            yield Problem(text.place, "personnavn", f"»{found[0]}« ligner navnet på en person.", _NO_NAME)
    for titled in _TITLED.findall(text.text):
        yield Problem(text.place, "personnavn", f"»{titled}« ligner navnet på en person.", _NO_NAME)
    for word in dict.fromkeys(_FIRST_NAME.findall(text.text)):
        if word in first_names or word.removesuffix("s") in first_names:
            yield Problem(text.place, "personnavn", f"»{word}« er et fornavn.", _NO_NAME)


def _known_names(guide: Guide, rules: Rules) -> frozenset[str]:
    """Every pair of words with capitals that the registers or the editors' list have, without a genitive's s."""
    every = [text for source in guide.sources.values() for text in (source.title, source.publisher, source.note)]
    every += [text for term in guide.terms.values() for text in (term.word, *term.also, term.meaning)]
    every += [*(contact.name for contact in guide.contacts.values()), *(law.act for law in guide.laws.values())]
    pairs = (pair for text in (*every, *rules.names) for pair in _OVERLAPPING.findall(text))
    return frozenset(pair.removesuffix("s") for pair in pairs)


# ── Numbers ───────────────────────────────────────────────────────────────────────────────────────────────────────────


def _private(page: Page, line: Line, numbers: frozenset[str]) -> Problems:
    """What must never stand on a page, wherever it is written, code and front matter included."""
    for address in _MAIL.findall(line.text):
        remedy = "Slet den. Kontakter står i guide/data/kontakter.toml og lokal.toml."
        yield problem(page, line.number, "mailadresse", f"{address} er en mailadresse.", remedy)
    for number in _CPR.findall(line.text):
        yield problem(page, line.number, "cpr-nummer", f"{number} ligner et cpr-nummer.", "Slet det.")
    called = [*_CALL.findall(line.text), *_PHONE.findall(line.text)]
    for number in called if numbers else ():
        if digits(number)[-8:] not in numbers:
            remedy = "Slet det, eller henvis til et nummer i guide/data/kontakter.toml."
            yield problem(page, line.number, "ukendt-nummer", f"{number} er ikke i registret over kontakter.", remedy)


# ── Signs ─────────────────────────────────────────────────────────────────────────────────────────────────────────────


def _signs(page: Page, line: Line) -> Problems:
    if '"' in line.text:
        remedy = "Skriv »…« i stedet."
        yield problem(page, line.number, "lige-anfoerselstegn", 'Teksten har det lige anførselstegn ".', remedy)
    for found in _BREAKABLE.finditer(line.text):
        word = found[0].strip()
        remedy = f"Skriv et hårdt mellemrum (tegnet U+00A0) efter {word}"
        yield problem(
            page, line.number, "blødt-mellemrum", f"{word} kan blive skilt fra tallet.", f"{remedy.rstrip('.')}."
        )
    if _TWO_SPACES.search(line.text.replace("\u00a0", "x").strip()):
        yield problem(page, line.number, "to-mellemrum", "Der er to mellemrum efter hinanden.", "Slet det ene.")


def _one_a_line(page: Page, block: Block) -> Problems:
    """In paragraphs each sentence has its own line; a question may share one with its answer, and · stands in a row."""
    if block.kind != "afsnit":
        return
    for line in block.lines:
        bare = Line(line.number, _QUOTED.sub("»«", line.text).replace(" ·", ","))
        found = list(sentences(Block(block.kind, block.section, block.unit, (bare,))))
        if len(found) > 2 or (len(found) == 2 and not found[0].text.endswith("?")):
            remedy = "Sæt hver sætning på sin egen linje; browseren samler dem igen."
            yield problem(page, line.number, "flere-saetninger", f"Linjen har {len(found)} sætninger.", remedy)
