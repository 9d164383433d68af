"""Checks what pages say of the law against the register: numbers, links, how sure it is, and what is no longer law.

- Every paragraph that a page names is in guide/data/love.toml under the act that is named, and the page links to it.
  So is every stykke.
- A list item, table row or paragraph that links to a law with `sikkerhed = "kontroller"` says »kontrollér … mod
  gældende lov« itself. A reader who stops there has seen it.
- Serviceloven and its old numbers stand only where the sentence, or the one beside it, says that they are earlier.
- § 134 never stands anywhere: nobody has found what it says.
- The number and date of an act, an order or a guideline are those of the register of sources.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Final

from guide.errors import Problem
from guide.model import Guide
from guide.registers import Law
from guide.words import CHECK_LAW
from page_rules import Known, problem
from pages import Block, Link, Page, target

Problems = Iterator[Problem]

REGISTER: Final = "opslag/love.md"
REPEALED: Final = "servicelov"
UNKNOWN_NUMBER: Final = 134

_NUMBERS: Final = re.compile(
    r"§§?\s*(?P<numbers>\d+(?:\s*(?:-|–|,|og)\s*(?=\d)\d+(?!\d*\.))*)(?:\s(?P<letter>[a-hj-z])(?!\w))?"
    r"(?:,?\s*stk\.\s*(?P<part>\d+))?"
)
_ONLY_PART: Final = re.compile(r"stk\.\s*(\d+)")
_ACT: Final = re.compile(
    r"\b(barnets lov|\w+lov(?=en)|\w*servicelov|(?:\w*lov|Lov) om [^,.;:()»«§\n]+?)(?:en)?s?(?=[\s,.;:)»«]|$)",
    re.IGNORECASE,
)
_AFTER: Final = re.compile(r"\s*,?\s*i\s+(?:den\s+(?:tidligere|gamle)\s+)?")
_EARLIER: Final = re.compile(
    r"\b(tidligere|forældet|forældede|gamle|gammelt|ophævet|afløs\w+|(?:før|fra før) (?:1\. januar )?2024)\b",
    re.IGNORECASE,
)
_CHECK: Final = re.compile(
    rf"{CHECK_LAW.split()[0].replace('é', '[ée]')}\b.{{0,40}}gældende lov", re.IGNORECASE | re.DOTALL
)
_DOCUMENT: Final = re.compile(
    r"\b(LBK|VEJ|LOV|BEK|[\wæøå]*lovbekendtgørelse|[Bb]ekendtgørelse|[Vv]ejledning)\s+(?:nr\.\s*)?(\d+)\b"
    r"(?:\s+af\s+(\d{1,2}\.?[\s/]\s?\w+[\s/-]\d{4}))?"
)
_MONTHS: Final = [
    "januar",
    "februar",
    "marts",
    "april",
    "maj",
    "juni",
    "juli",
    "august",
    "september",
    "oktober",
    "november",
    "december",
]


@dataclass(frozen=True)
class Paragraph:
    """A paragraph as a text names it; `act` is empty where the words around do not say."""

    act: str
    number: int
    letter: str
    part: str
    start: int

    def __str__(self) -> str:
        letter = f" {self.letter}" if self.letter else ""
        part = f", stk. {self.part}" if self.part else ""
        return f"{self.act} § {self.number}{letter}{part}".strip()


@dataclass(frozen=True)
class Register:
    """The law register by what a text can name: the paragraphs of each law, and the laws that an old number became."""

    laws: tuple[tuple[Law, tuple[Paragraph, ...]], ...]
    earlier: Mapping[tuple[int, str], Law]

    def has_part(self, ref: Paragraph) -> bool:
        """Whether the stykke that is named is known of some entry."""
        named = ((law, one) for law, own in self.laws if _same_act(ref.act, law.act) for one in own)
        return not ref.part or any(_covers(one, ref) and ref.part in {one.part, *law.parts} for law, one in named)

    def named(self, ref: Paragraph) -> list[Law]:
        """The laws that a paragraph may mean."""
        return [law for law, own in self.laws if _same_act(ref.act, law.act) and any(_covers(one, ref) for one in own)]


def register(guide: Guide) -> Register:
    """The register of a guide."""
    laws = tuple((law, _range(law.paragraph)) for law in guide.laws.values())
    earlier: dict[tuple[int, str], Law] = {}
    for law in guide.laws.values():
        for ref in paragraphs(law.earlier):
            earlier.setdefault((ref.number, ref.letter), law)
    return Register(laws, earlier)


def check(every: Sequence[Page], known: Known) -> Problems:
    """Every mistake about the law in the pages."""
    if not known.guide.laws:
        return  # a register that could not be read is told of once, not on every page
    found = register(known.guide)
    documents = _documents(known.guide)
    for page in every:
        linked = {anchor for link in page.links for name, anchor in [target(page, link.href)] if name == REGISTER}
        for block in page.blocks:
            yield from _paragraphs(page, block, found, linked, known.guide.laws)
            yield from _parts(page, block, found, known.guide.laws)
            yield from _repealed(page, block)
            yield from _numbered(page, block, documents)
        yield from _unsure(page, known.guide.laws)


# ── Paragraphs ────────────────────────────────────────────────────────────────────────────────────────────────────────


def paragraphs(text: str) -> Iterator[Paragraph]:
    """Every paragraph that a text names, each with the act that stands nearest before it, or right after."""
    for found in _NUMBERS.finditer(text):
        act = _act_of(text, found)
        for number in re.findall(r"\d+", found["numbers"]):
            yield Paragraph(act, int(number), found["letter"] or "", found["part"] or "", found.start())


def _act_of(text: str, found: re.Match[str]) -> str:
    after = _AFTER.match(text, found.end())
    behind = _ACT.match(text, after.end()) if after else None
    if behind:
        return behind[1].lower()
    before = list(_ACT.finditer(text, 0, found.start()))
    act = before[-1][1].lower() if before else ""
    is_over = REPEALED in act and re.search(r"[.!?]\s", text[before[-1].end() : found.start()])
    return "" if is_over else act  # a repealed act is not what the next sentence speaks of


def _range(text: str) -> tuple[Paragraph, ...]:
    """The paragraphs of a register's entry; »§§ 24-27« is all four."""
    named = list(paragraphs(text))
    if len(named) == 2 and text.startswith("§§"):
        first, last = named
        return tuple(Paragraph("", number, "", "", 0) for number in range(first.number, last.number + 1))
    return tuple(named)


def _same_act(named: str, act: str) -> bool:
    own = act.lower()
    return named in own or own.removesuffix("en") in named


def _covers(own: Paragraph, ref: Paragraph) -> bool:
    """Whether an entry is about a paragraph: an entry without stk. covers all of them, and a § alone means any of them."""
    same = (own.number, own.letter) == (ref.number, ref.letter)
    return same and (not own.part or not ref.part or own.part == ref.part)


def _paragraphs(page: Page, block: Block, known: Register, linked: set[str], laws: Mapping[str, Law]) -> Problems:
    inside = list(_linked_paragraphs(page, block, laws))
    for ref in paragraphs(block.text):
        line = block.lines[0].number + block.text.count("\n", 0, ref.start)
        if ref.number == UNKNOWN_NUMBER:
            remedy = "Skriv den paragraf, reglen står i, eller slet henvisningen."
            yield problem(page, line, "ukendt-paragraf", "§ 134 er ikke læst i nogen kilde.", remedy)
        elif _is_earlier(block.text, ref.start) or any(start <= ref.start < end for start, end, *_ in inside):
            continue
        else:
            yield from _unlinked(page, line, ref, known, linked)
    for *_, link, law in inside:
        yield from _wrong_link(page, link, law)


def _unlinked(page: Page, line: int, ref: Paragraph, known: Register, linked: set[str]) -> Problems:
    found = known.named(ref)
    if found and not linked & {law.id for law in found}:
        remedy = f"Skriv et link til {REGISTER}#{found[0].id} mindst ét sted på siden."
        yield problem(page, line, "paragraf-uden-link", f"{ref} står på siden, men ingen steder med link.", remedy)
    elif not found and REPEALED not in ref.act:
        new = known.earlier.get((ref.number, ref.letter))
        if new and not ref.act.startswith("straffelov"):
            remedy = f"Skriv {new.act.lower()} {new.paragraph}, eller skriv, at nummeret er det tidligere."
            yield problem(page, line, "ophaevet-lov", f"{ref} er et nummer fra den tidligere servicelov.", remedy)
        else:
            remedy = "Ret nummeret, eller skriv loven i registret med kilde og sikkerhed."
            yield problem(page, line, "ukendt-paragraf", f"{ref} står ikke i guide/data/love.toml.", remedy)


def _parts(page: Page, block: Block, known: Register, laws: Mapping[str, Law]) -> Problems:
    """Stykker that the register does not know, of paragraphs that it knows."""
    remedy = "Ret nummeret, eller skriv stykket i registret."
    for ref in paragraphs(block.text):
        if known.named(ref) and not known.has_part(ref) and not _is_earlier(block.text, ref.start):
            line = block.lines[0].number + block.text.count("\n", 0, ref.start)
            yield problem(page, line, "ukendt-stykke", f"{ref} står ikke i love.toml.", remedy)
    for link in block.links:
        name, anchor = target(page, link.href)
        part = _ONLY_PART.fullmatch(link.text)
        law = laws.get(anchor) if part and name == REGISTER else None
        if part and law and part[1] not in {*law.parts, *(own.part for own in _range(law.paragraph))}:
            message = f"{law.act} {law.paragraph.partition(',')[0]}, stk. {part[1]} står ikke i love.toml."
            yield problem(page, link.line, "ukendt-stykke", message, remedy)


def _linked_paragraphs(page: Page, block: Block, laws: Mapping[str, Law]) -> Iterator[tuple[int, int, Link, Law]]:
    """The links of a block that lead to a law and name a paragraph, with where their words begin and end."""
    at = 0
    for link in block.links:
        start = block.text.find(link.text, at)
        name, anchor = target(page, link.href)
        if start >= 0 and link.text:
            at = start + len(link.text)
            if name == REGISTER and anchor in laws and "§" in link.text:
                yield start, at, link, laws[anchor]


def _wrong_link(page: Page, link: Link, law: Law) -> Problems:
    own = _range(law.paragraph)
    for ref in paragraphs(link.text):
        if own and not (any(_covers(one, ref) for one in own) and _same_act(ref.act, law.act)):
            message = f"Linket »{link.text}« fører til {law.act.lower()} {law.paragraph}."
            yield problem(
                page, link.line, "forkert-paragraf", message, "Ret ordene eller linket, så de siger det samme."
            )


# ── What is no longer law ─────────────────────────────────────────────────────────────────────────────────────────────


def _repealed(page: Page, block: Block) -> Problems:
    for found in re.finditer(REPEALED, block.text, re.IGNORECASE):
        if not _is_earlier(block.text, found.start()):
            line = block.lines[0].number + block.text.count("\n", 0, found.start())
            remedy = "Henvis til barnets lov, eller skriv »den tidligere servicelov«."
            yield problem(page, line, "ophaevet-lov", "Serviceloven nævnes som gældende.", remedy)


def _is_earlier(text: str, place: int) -> bool:
    """Whether the sentence around a place, or the one before or after it, says that this is earlier law."""
    ends = [0, *(found.end() for found in re.finditer(r"[.!?:](?=\s)", text)), len(text)]
    at = next(number for number in range(1, len(ends)) if place < ends[number] or number == len(ends) - 1)
    around = text[ends[max(0, at - 2)] : ends[min(len(ends) - 1, at + 1)]]
    return bool(_EARLIER.search(around))


# ── How sure it is ────────────────────────────────────────────────────────────────────────────────────────────────────


def _unsure(page: Page, laws: Mapping[str, Law]) -> Problems:
    texts: dict[int, str] = {}
    for block in page.blocks:
        texts[block.unit] = f"{texts.get(block.unit, '')}\n{block.text}"
    for block in page.blocks:
        for link in block.links:
            name, anchor = target(page, link.href)
            law = laws.get(anchor) if name == REGISTER else None
            if law and not law.confirmed and not _CHECK.search(texts[block.unit]):
                message = f"»{link.text}« er ikke bekræftet i registret, men her står det som sikkert."
                remedy = f"Skriv »{CHECK_LAW.capitalize()}« samme sted: i punktet, rækken eller afsnittet."
                yield problem(page, link.line, "uden-forbehold", message, remedy)


# ── Numbers of acts and guidelines ────────────────────────────────────────────────────────────────────────────────────

_Documents = Mapping[tuple[str, str], set[tuple[int, int, int]]]


def _documents(guide: Guide) -> _Documents:
    """Every act, order and guideline that the registers name, with its dates."""
    texts = [text for source in guide.sources.values() for text in (source.title, source.note)]
    texts += [law.version for law in guide.laws.values()]
    found: dict[tuple[str, str], set[tuple[int, int, int]]] = {}
    for kind, number, day in _named(texts):
        found.setdefault((kind, number), set()).update([day] if day else [])
    return found


def _named(texts: Iterable[str]) -> Iterator[tuple[str, str, tuple[int, int, int] | None]]:
    for text in texts:
        for found in _DOCUMENT.finditer(text):
            yield _kind(found[1]), found[2], _day(found[3] or "")


def _kind(word: str) -> str:
    long = {"lovbekendtgørelse": "LBK", "bekendtgørelse": "BEK", "vejledning": "VEJ"}
    return next((short for ending, short in long.items() if word.lower().endswith(ending)), word)


def _day(text: str) -> tuple[int, int, int] | None:
    """17/03/2025, 17/3-2025 or 17. marts 2025 as day, month and year."""
    parts = re.findall(r"\d+|[a-zæøå]+", text.lower())
    if len(parts) != 3:
        return None
    month = _MONTHS.index(parts[1]) + 1 if parts[1] in _MONTHS else int(parts[1]) if parts[1].isdigit() else 0
    return int(parts[0]), month, int(parts[2])


def _numbered(page: Page, block: Block, known: _Documents) -> Problems:
    for line in block.lines:
        for kind, number, day in _named([line.text]):
            days = known.get((kind, number))
            if days is None:
                message = f"{kind} nr. {number} står hverken i kilder.toml eller love.toml."
                yield problem(page, line.number, "ukendt-dokument", message, "Ret nummeret, eller opret kilden.")
            elif day and days and day not in days:
                right = " eller ".join("{}/{}-{}".format(*known_day) for known_day in sorted(days))
                message = f"{kind} nr. {number} har datoen {right} i registret."
                yield problem(page, line.number, "forkert-dato", message, "Ret datoen.")
