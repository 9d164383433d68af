"""Checks single words and signs of a page: abbreviations, names, numbers, addresses, quotation marks and spaces."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from typing import Final

from guide.errors import Problem
from guide.model import Guide
from page_rules import Known, digits, problem
from pages import Block, Line, Page
from readability import sentences

Problems = Iterator[Problem]

_CAPITALS: Final = re.compile(r"(?<![\w.@/])[A-ZÆØÅ]{2,6}(?![a-zæøå0-9.]\w|[a-zæøå])")
_PAIR: Final = re.compile(r"(?<=[a-zæøåé,;] )[A-ZÆØÅ][a-zæøåéü]+(?:-[A-ZÆØÅ]?[a-zæøåéü]+)?(?: [A-ZÆØÅ](?:\.|[a-zæøåéü]+))+")
_PHONE: Final = re.compile(r"(?<![\w/.,-])(?:\+45 ?)?\d{2} ?\d{2} ?\d{2} ?\d{2}(?![\w/-]|[.,]\d)")
_CALL: Final = re.compile(r"\b(?:ring(?:er|e)?(?: til)?|tlf\.|telefon) (\d{3}(?: \d{3})?)\b", re.IGNORECASE)
_MAIL: Final = re.compile(r"[\w.+-]+@[\w-]+(?:\.[\w-]+)+")
_CPR: Final = re.compile(r"(?<!\d)(?:0[1-9]|[12]\d|3[01])(?:0[1-9]|1[0-2])\d{2}(?:-\d{4}|\d{4})(?!\d)")
_BREAKABLE: Final = re.compile(r"§§? +(?=\d)|\b[Kk]l\. +(?=\d)")
_TWO_SPACES: Final = re.compile(r"\S {2,}(?=\S)")
_QUOTED: Final = re.compile(r"»[^«]*«")


def check(every: Sequence[Page], known: Known) -> Problems:
    """Every mistake of words and signs."""
    shorts = {term.short for term in known.guide.terms.values() if term.short}
    names = set(_pairs(_register_texts(known.guide))) | set(known.rules.names)
    for page in every:
        for block in page.blocks:
            for line in block.lines:
                if shorts:
                    yield from _abbreviations(page, line, shorts | known.rules.abbreviations.keys())
                yield from _people(page, line, names)
                yield from _signs(page, line)
            yield from _one_a_line(page, block)
        for number, text in enumerate(page.source, 1):
            yield from _private(page, Line(number, text), known.numbers)


# ── Words ─────────────────────────────────────────────────────────────────────────────────────────────────────────────


def _abbreviations(page: Page, line: Line, known: set[str]) -> Problems:
    for short in dict.fromkeys(_CAPITALS.findall(line.text)):
        if short not in known:
            remedy = (
                "Skriv den i guide/data/ordliste.toml som forkortelse, så får den en forklaring på alle sider. "
                "Er den ingen forkortelse, så skriv den med en grund i docs/_data/sider.toml."
            )
            yield problem(page, line.number, "ukendt-forkortelse", f"{short} er ikke forklaret.", remedy)


def _people(page: Page, line: Line, known: set[str]) -> Problems:
    for name in _pairs([line.text]):
        if name not in known:
            remedy = "Skriv en funktion i stedet. Er det en myndighed eller et sted, så skriv det under navne i docs/_data/sider.toml."
            yield problem(page, line.number, "personnavn", f"»{name}« ligner navnet på en person.", remedy)


def _pairs(texts: Iterable[str]) -> Iterator[str]:
    return (found for text in texts for found in _PAIR.findall(text))


def _register_texts(guide: Guide) -> Iterator[str]:
    """The texts of the registers, each after a small word, so that a name that begins one is found too."""
    sources = (text for source in guide.sources.values() for text in (source.title, source.publisher, source.note))
    terms = (text for term in guide.terms.values() for text in (term.word, *term.also, term.meaning))
    named = (*sources, *terms, *(contact.name for contact in guide.contacts.values()))
    return (f"i {text}" for text in (*named, *(law.act for law in guide.laws.values())))


# ── Numbers ───────────────────────────────────────────────────────────────────────────────────────────────────────────


def _private(page: Page, line: Line, numbers: frozenset[str]) -> Problems:
    """What must never stand on a page, wherever it is written, code and front matter included."""
    for address in _MAIL.findall(line.text):
        remedy = "Slet den. Kontakter står i guide/data/kontakter.toml og lokal.toml."
        yield problem(page, line.number, "mailadresse", f"{address} er en mailadresse.", remedy)
    personal = [found[0] for found in _CPR.finditer(line.text) if digits(found[0]) not in numbers]
    for number in personal:
        yield problem(page, line.number, "cpr-nummer", f"{number} ligner et cpr-nummer.", "Slet det.")
    called = [*_CALL.findall(line.text), *(found[0] for found in _PHONE.finditer(line.text))]
    for number in called:
        if digits(number).removeprefix("45" if "+" in number else "") not in numbers and number not in " ".join(personal):
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
        yield problem(page, line.number, "blødt-mellemrum", f"{word} kan blive skilt fra tallet.", f"{remedy.rstrip('.')}.")
    if _TWO_SPACES.search(line.text.replace("\u00a0", "x").strip()):
        yield problem(page, line.number, "to-mellemrum", "Der er to mellemrum efter hinanden.", "Slet det ene.")


def _one_a_line(page: Page, block: Block) -> Problems:
    """In paragraphs each sentence has its own line; a question may share one with its answer."""
    if block.kind != "afsnit":
        return
    for line in block.lines:
        bare = Line(line.number, _QUOTED.sub("»«", line.text))
        found = list(sentences(Block(block.kind, block.section, block.unit, (bare,))))
        if len(found) > 2 or (len(found) == 2 and not found[0].text.endswith("?")):
            remedy = "Sæt hver sætning på sin egen linje; browseren samler dem igen."
            yield problem(page, line.number, "flere-saetninger", f"Linjen har {len(found)} sætninger.", remedy)
