"""Checks how a page is built: its front matter key by key, its headings in their order, and its list of sources."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from datetime import date
from fnmatch import fnmatchcase
from typing import Final

from guide.errors import Problem
from page_rules import Known, nearest, problem
from pages import Heading, Page, target
from readability import sentences

Problems = Iterator[Problem]

TEXTS: Final = ("id", "title", "description", "ejer", "godkendt", "gennemgaaet", "naeste_eftersyn")
LISTS: Final = ("kilder", "maalgruppe")
OPTIONAL: Final[Mapping[str, type]] = {
    "situationer": tuple,
    "soegeord": tuple,
    "hide": tuple,
    "template": str,
    "vejviser": str,
    "faneblad": str,
    "projektor": str,
    "skript": str,
    "stilark": str,
    "search": str,
}
MONTHS_BETWEEN_REVIEWS: Final = 24
SOURCES: Final = "opslag/kilder.md"

_ID: Final = re.compile(r"[a-z0-9]+(?:-[a-z0-9]+)*")
_ISO: Final = re.compile(r"\d{4}-\d{2}-\d{2}")


def check(every: Sequence[Page], known: Known) -> Problems:
    """Every mistake of build in the pages."""
    for page in every:
        if page.broken:
            message, line = page.broken
            remedy = "Begynd siden med --- og nøglerne, og slut med --- på sin egen linje. Se Redigering."
            yield problem(page, line, "forord-fejl", message, remedy)
            continue
        for each in (_keys, _id, _owner, _sources, _lists, _dates, _title, _headings, _listed_sources, _in_menu):
            yield from each(page, known)
    yield from _doubled_ids(every)


# ── Front matter ──────────────────────────────────────────────────────────────────────────────────────────────────────


def _keys(page: Page, _: Known) -> Problems:
    for key, line in page.doubled:
        yield problem(page, line, "dobbelt-noegle", f"»{key}« står to gange i forordet.", "Behold den ene.")
    wanted: dict[str, type] = {**dict.fromkeys(TEXTS, str), **dict.fromkeys(LISTS, tuple), **OPTIONAL}
    for key, value in page.meta.items():
        line = page.line_of(key)
        if key not in wanted:
            remedy = nearest(key, wanted, "Slet linjen, eller ret stavningen.")
            yield problem(page, line, "ukendt-noegle", f"Nøglen »{key}« bruges ikke.", remedy)
        elif not isinstance(value, wanted[key]) and key != "search":
            form = "en liste i skarpe parenteser: [a, b]" if wanted[key] is tuple else "én tekst"
            yield problem(page, line, "forkert-type", f"»{key}« har ikke den rigtige form.", f"Skriv {form}.")
        elif not value and key in TEXTS:
            yield problem(page, line, "tom-noegle", f"»{key}« er tom.", f"Skriv {key}.")
    for key in (*TEXTS, *LISTS):
        if key not in page.meta:
            yield problem(page, 1, "noegle-mangler", f"Forordet mangler »{key}«.", f"Skriv {key}: mellem de to ---.")


def _names(page: Page) -> tuple[str, str]:
    """The two ids that a page may have: its file name (an index: its folder's), and that with the folder in front."""
    folder, _, file = page.name.removesuffix(".md").rpartition("/")
    last = folder.rpartition("/")[2]
    own = file if file != "index" else last or "forside"
    return own, f"{last}-{own}" if last else own


def _id(page: Page, _: Known) -> Problems:
    own, longer = _names(page)
    found = page.text_of("id")
    if found and not _ID.fullmatch(found):
        message = f"id »{found}« har andet end små bogstaver, tal og bindestreg."
        yield problem(page, page.line_of("id"), "forkert-id", message, f"Skriv »id: {own}«.")
    elif found and found not in (own, longer):
        message = f"id »{found}« er ikke det samme som filens navn."
        yield problem(
            page, page.line_of("id"), "forkert-id", message, f"Skriv »id: {own}«, eller giv filen et andet navn."
        )


def _doubled_ids(every: Sequence[Page]) -> Problems:
    first: dict[str, Page] = {}
    for page in every:
        name = page.text_of("id")
        other = first.setdefault(name, page)
        if name and other is not page:
            longer = _names(page)[1]
            remedy = "Giv filen et andet navn, og brug det som id." if longer == name else f"Skriv »id: {longer}«."
            message = f"id »{name}« bruges også på docs/{other.name}."
            yield problem(page, page.line_of("id"), "dobbelt-id", message, remedy)


def _owner(page: Page, known: Known) -> Problems:
    owner = page.text_of("ejer")
    if owner and owner not in known.rules.owners:
        remedy = nearest(
            owner, known.rules.owners, "Skriv en opgave, aldrig en person. De kendte står i docs/_data/sider.toml."
        )
        yield problem(page, page.line_of("ejer"), "ukendt-ejer", f"Ejeren »{owner}« er ikke en kendt opgave.", remedy)


def _sources(page: Page, known: Known) -> Problems:
    names, line = page.list_of("kilder"), page.line_of("kilder")
    if not names and "kilder" in page.meta and not known.rules.may_lack_sources(page):
        remedy = "Skriv id'er fra guide/data/kilder.toml, for eksempel [vej-9471]."
        yield problem(page, line, "ingen-kilder", "Siden har ingen kilder.", remedy)
    for name in names:
        if known.guide.sources and name not in known.guide.sources:
            remedy = nearest(name, known.guide.sources, "Opret kilden i guide/data/kilder.toml, eller ret id'et.")
            yield problem(page, line, "ukendt-kilde", f"Kilden »{name}« findes ikke.", remedy)
    for name in dict.fromkeys(name for name in names if names.count(name) > 1):
        yield problem(page, line, "kilde-to-gange", f"Kilden »{name}« står to gange.", "Behold den ene.")


def _lists(page: Page, known: Known) -> Problems:
    remedy = "De kendte står i mkdocs.yml under extra."
    for name in page.list_of("maalgruppe"):
        if name not in known.roles:
            message, near = f"»{name}« er ikke en kendt målgruppe.", nearest(name, sorted(known.roles), remedy)
            yield problem(page, page.line_of("maalgruppe"), "ukendt-maalgruppe", message, near)
    for name in page.list_of("situationer"):
        if name not in known.situations:
            message, near = f"»{name}« er ikke en kendt situation.", nearest(name, sorted(known.situations), remedy)
            yield problem(page, page.line_of("situationer"), "ukendt-situation", message, near)
    if known.rules.needs_situations(page) and not page.list_of("situationer"):
        line, message = page.line_of("maalgruppe"), "Siden hører ikke til nogen situation."
        yield problem(page, line, "ingen-situation", message, "Skriv situationer: med id'er fra mkdocs.yml (extra).")
    if "maalgruppe" in page.meta and not page.list_of("maalgruppe"):
        line, message = page.line_of("maalgruppe"), "Siden er ikke til nogen."
        yield problem(page, line, "ingen-maalgruppe", message, "Skriv en målgruppe.")


def _dates(page: Page, _: Known) -> Problems:
    dates = {key: _date(page.text_of(key)) for key in ("gennemgaaet", "naeste_eftersyn")}
    for key, found in dates.items():
        if page.text_of(key) and found is None:
            message = f"{key} er »{page.text_of(key)}«, som ikke er en dato."
            yield problem(
                page, page.line_of(key), "ugyldig-dato", message, "Skriv år-måned-dag, for eksempel 2026-11-22."
            )
    read, again = dates.values()
    if not read or not again:
        return
    line = page.line_of("naeste_eftersyn")
    if again <= read:
        message = f"Næste eftersyn ({again}) ligger ikke efter gennemgået ({read})."
        yield problem(page, line, "dato-raekkefoelge", message, "Skriv en senere dato.")
    elif _months(read, again) > MONTHS_BETWEEN_REVIEWS:
        message = f"Der er mere end {MONTHS_BETWEEN_REVIEWS} måneder til næste eftersyn."
        yield problem(page, line, "sent-eftersyn", message, "Skriv en tidligere dato.")


def _date(text: str) -> date | None:
    try:
        return date.fromisoformat(text) if _ISO.fullmatch(text) else None
    except ValueError:
        return None


def _months(start: date, end: date) -> float:
    return (end.year - start.year) * 12 + end.month - start.month + (end.day - start.day) / 31


# ── Headings ──────────────────────────────────────────────────────────────────────────────────────────────────────────


def _title(page: Page, _: Known) -> Problems:
    tops = [heading for heading in page.headings if heading.level == 1]
    title = page.text_of("title")
    if not tops:
        yield problem(
            page, 1, "ingen-titel", "Siden har ingen overskrift med ét #.", f"Skriv # {title} under forordet."
        )
    for extra in tops[1:]:
        yield problem(page, extra.line, "to-titler", "Siden har to overskrifter med ét #.", "Skriv ## ved den anden.")
    if tops and title and tops[0].text != title:
        message = f"Overskriften »{tops[0].text}« er ikke den samme som title »{title}«."
        yield problem(page, tops[0].line, "anden-titel", message, "Skriv det samme begge steder.")


def _headings(page: Page, known: Known) -> Problems:
    """The headings of level 2 are those of the page's kind, each once and in order; a * in a wanted one is any words."""
    found = [heading for heading in page.headings if heading.level == 2]
    wanted = known.rules.headings_of(page, [heading.text for heading in found])
    first: dict[str, Heading] = {}
    for heading in found:
        name = next((one for one in wanted if fnmatchcase(heading.text, one)), "")
        if not name:
            left = {one.rstrip("*") for one in wanted if one not in first}
            remedy = nearest(heading.text, left, "Skriv ### i stedet, så den hører under en af de faste.")
            message = f"Overskriften »{heading.text}« hører ikke til på denne slags side."
            yield problem(page, heading.line, "ukendt-overskrift", message, remedy)
        elif name in first:
            message = f"»{heading.text}« står to gange."
            yield problem(page, heading.line, "overskrift-to-gange", message, "Slå dem sammen.")
        first.setdefault(name, heading)
    first.pop("", None)
    yield from _missing(page, first, wanted)
    yield from _order(page, first, wanted)


def _missing(page: Page, found: Mapping[str, Heading], wanted: Sequence[str]) -> Problems:
    """A heading that is not there is told of at the one it belongs before."""
    for number, name in enumerate(wanted):
        if name not in found:
            line = next((found[after].line for after in wanted[number:] if after in found), len(page.source))
            message = f"Overskriften »{name.rstrip('*')}« mangler."
            yield problem(page, line, "overskrift-mangler", message, _in_order(wanted))


def _order(page: Page, found: Mapping[str, Heading], wanted: Sequence[str]) -> Problems:
    highest = -1
    for name, heading in found.items():
        place = wanted.index(name)
        if place < highest:
            message = f"Overskriften »{heading.text}« står for langt nede."
            yield problem(page, heading.line, "overskrift-raekkefoelge", message, _in_order(wanted))
        highest = max(highest, place)


def _in_order(wanted: Sequence[str]) -> str:
    return f"Rækkefølgen er: {' · '.join(name.rstrip('*') for name in wanted)}."


# ── Sources ───────────────────────────────────────────────────────────────────────────────────────────────────────────


def _listed_sources(page: Page, known: Known) -> Problems:
    """The sources under »Kilder« are those of the front matter, both ways."""
    heading = next((heading for heading in page.headings if heading.level == 2 and heading.text == "Kilder"), None)
    if heading is None or page.name == SOURCES:  # the register itself shows every source
        return
    blocks = [block for block in page.blocks if block.section == "Kilder" and block.kind != "titel"]
    links = [(target(page, link.href), link.line) for block in blocks for link in block.links]
    listed = {anchor: line for (name, anchor), line in links if name == SOURCES and anchor}
    names = page.list_of("kilder")
    for name, line in listed.items():
        if name not in names:
            yield problem(
                page, line, "kilde-kun-i-listen", f"Kilden »{name}« står ikke i forordet.", "Skriv den i kilder."
            )
    for name in names:
        if name not in listed and name in known.guide.sources:
            message = f"Kilden »{name}« står i forordet, men ikke under »Kilder«."
            remedy = "Skriv et link til den i opslag/kilder.md, eller fjern den fra kilder."
            yield problem(page, heading.line, "kilde-kun-i-forordet", message, remedy)
    if not names and not any(list(sentences(block)) for block in blocks):
        yield problem(
            page, heading.line, "kilder-tomt", "Der står intet under »Kilder«.", "Skriv, hvor det kommer fra."
        )


def _in_menu(page: Page, known: Known) -> Problems:
    if not known.menu(page.name):
        remedy = "Skriv den under nav i mkdocs.yml."
        yield problem(page, 1, "ikke-i-menuen", "Siden står ikke i menuen, så ingen finder den.", remedy)
