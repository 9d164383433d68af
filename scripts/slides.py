"""An article becomes slides: pure functions from a parsed page to what stands on the wall and in the trainer's window.

A slide holds at most 40 words, its heading counted, and one thought: a list, a table, a box, an answer, or paragraphs that
are short together. What is too long is cut between sentences, items or rows, never within them. What cannot be cut and
is still too long is a fault for the editor to mend.
"""

import re
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from html import escape
from itertools import chain
from math import ceil
from types import MappingProxyType
from typing import TYPE_CHECKING, Final

import slide_parts as parts
from slide_parts import Block

if TYPE_CHECKING:
    from lxml.html import HtmlElement

LIMIT: Final = 40
_SHARED: Final = 28  # words that short blocks may have together on one slide
_LINES: Final = 9.8  # lines of text on a slide, one of its heading counting as one
_LONG_HEADING: Final = 38  # characters that fit on one line of it

_LEFT_OUT: Final = {"kilder"}
_FOR_TRAINER: Final = {"underviserens noter", "det har du brug for"}
_NOTE: Final = "underviser"  # the class of a block that only the trainer sees
_PLAN: Final = "minut"  # the first heading of a table that is a plan in minutes
_ON_THE_WALL: Final = 2  # columns of a plan that the group sees; the rest is what the trainer says
_WARNINGS: Final = {"warning", "danger"}
_ANSWER: Final = ("Vis svar", "Svar")
_FORMS: Final = ("skema", "notat", "kladde")  # how the heading of a section with a form begins that is all for paper
_SHEET: Final = "ns-ark"  # the class around what is printed and handed out
_MINUTES: Final = re.compile(r"^(\d+)\D+(\d+)$")
_TO_A_CASE: Final = re.compile(r"oevecases/(?:index\.html)?#(case-[\w-]+)$")
_STORY: Final = "Case"  # the label over a story
_HEADINGS: Final = {f"h{level}": level for level in range(1, 7)}
_BLOCKS: Final = {"p", "ul", "ol", "table"}


@dataclass(frozen=True)
class Story:
    """A practice case as the room hears it: without the answer. `who` is in which role and where the trainees stand."""

    title: str
    who: str
    text: str


@dataclass(frozen=True)
class Slide:
    """One slide. `label` says in a word what it is; `opens` that its heading is new; `part` of `parts` have that heading.

    `under` is the heading of the section that a box with a heading of its own stands in, where it says which case it is.
    `anchor` is the heading's own id on the page, `chapter` the heading that it stands under there, and `number` its place.
    """

    heading: str
    body: str
    words: int
    kind: str = "tekst"
    label: str = ""
    under: str = ""
    opens: bool = False
    anchor: str = ""
    chapter: str = ""
    number: int = 0
    part: int = 1
    parts: int = 1
    notes: tuple[str, ...] = ()


@dataclass(frozen=True)
class Stage:
    """One line of a plan: from and to which minute, and the cells on what the group does and the trainer says (HTML)."""

    begin: int
    end: int
    cells: tuple[str, ...]


@dataclass(frozen=True)
class Fault:
    """What an editor must mend. `text` is what stands there and `heading` what it stands under, to find the line by."""

    code: str
    text: str
    heading: str
    message: str
    remedy: str


@dataclass(frozen=True)
class Deck:
    """A page as slides, with what only the trainer sees: notes on the whole, and the plan. `forms` are on paper alone."""

    title: str
    slides: tuple[Slide, ...]
    notes: tuple[str, ...] = ()
    plan: tuple[Stage, ...] = ()
    forms: tuple[str, ...] = ()
    faults: tuple[Fault, ...] = ()


@dataclass(frozen=True)
class _Section:
    """A heading with what stands directly below it."""

    level: int
    heading: str
    text: str
    anchor: str
    chapter: str
    paper: bool
    elements: tuple["HtmlElement", ...]


@dataclass(frozen=True)
class _Frame:
    """What all slides of a section or a box share."""

    heading: str
    text: str
    level: int = 2
    label: str = ""
    under: str = ""

    @property
    def room(self) -> int:
        """The words that are left when the heading is read."""
        return LIMIT - parts.words(f"{self.text} {self.label} {self.under}")

    @property
    def lines(self) -> float:
        """The lines that are left below the heading."""
        return _LINES - ceil(len(self.text) / _LONG_HEADING) - bool(self.label or self.under)


@dataclass(frozen=True)
class _Flow:
    """Slides with their faults, and notes that found no slide to belong to."""

    slides: tuple[Slide, ...] = ()
    faults: tuple[Fault, ...] = ()
    notes: tuple[str, ...] = ()


def deck(
    article: "HtmlElement", summary: str = "", up: str = "../", stories: Mapping[str, Story] = MappingProxyType({})
) -> Deck:
    """The slides of an article.

    In: the parsed article, a sentence about it for a page that begins without one, the way from the slides' folder up
    to the page's, and every practice case by its anchor. The stories that a plan links to come right after it.
    """
    title, *rest = _sections(parts.cleaned(article, up))
    shown, for_trainer = _sorted(rest)
    plan, wrong = _plan(shown)
    told = _told(shown, stories)
    flows = [_titled(title, summary)]
    for number, section in enumerate(shown):
        flows += [_of_section(section), *(_of_story(name, stories[name], section) for name in told.get(number, ()))]
    slides = (slide for flow in flows for slide in flow.slides)
    return Deck(
        title=title.text,
        slides=tuple(replace(slide, number=number) for number, slide in enumerate(slides, 1)),
        notes=(*(note for flow in flows for note in flow.notes), *map(_note_of, for_trainer)),
        plan=plan,
        forms=tuple(section.text for section in shown if _has_form(section)),
        faults=(*wrong, *(fault for flow in flows for fault in flow.faults)),
    )


# ── Sections ──────────────────────────────────────────────────────────────────────────────────────────────────────────


def _sections(article: "HtmlElement") -> list[_Section]:
    """The article cut at its headings; what stands before the first is no part of the text."""
    found: list[tuple[HtmlElement, list[HtmlElement]]] = []
    for element in _flat(article):
        if element.tag in _HEADINGS:
            found.append((element, []))
        elif found:
            found[-1][1].append(element)
    sections: list[_Section] = []
    chapter = ""
    for head, below in found:
        level, text = _HEADINGS[head.tag], parts.text_of(head)
        chapter = text if level == 2 else chapter
        under = chapter if level > 2 else ""
        paper = _is_paper(head, text, below)
        sections.append(_Section(level, parts.inner(head), text, head.get("id", ""), under, paper, tuple(below)))
    return sections


def _is_paper(head: "HtmlElement", text: str, below: Iterable["HtmlElement"]) -> bool:
    """Whether a section is a form or a sheet to hand out, with what explains it."""
    if any(_SHEET in box.get("class", "").split() for box in head.iterancestors()):
        return True
    return text.casefold().startswith(_FORMS) and any(parts.is_form(element) for element in below)


def _flat(element: "HtmlElement") -> Iterator["HtmlElement"]:
    """The blocks of an element, also those inside boxes that only lay out."""
    for child in element:
        if child.tag in {"div", "section"} and "admonition" not in child.get("class", ""):
            yield from _flat(child)
        else:
            yield child


def _sorted(sections: Sequence[_Section]) -> tuple[list[_Section], list[_Section]]:
    """The sections for the wall and those for the trainer; sources are for neither. What is below follows what is above."""
    wall: list[_Section] = []
    trainer: list[_Section] = []
    home, level = wall, 7
    for section in sections:
        if section.level <= level:
            name = section.text.casefold()
            home = [] if name in _LEFT_OUT else trainer if name in _FOR_TRAINER else wall
            level = 7 if home is wall else section.level
        home.append(section)
    return wall, trainer


def _has_form(section: _Section) -> bool:
    return section.paper or any(parts.is_form(element) for element in section.elements)


def _note_of(section: _Section) -> str:
    return f"<h3>{section.heading}</h3>" + "".join(map(parts.outer, section.elements))


def _titled(section: _Section, summary: str) -> _Flow:
    flow = _of_section(section)
    count = parts.words(f"{section.text} {summary}")
    alone = Slide(section.heading, f"<p>{escape(summary)}</p>" if count <= LIMIT else "", count, opens=True)
    first, *rest = flow.slides or (alone,)
    return replace(flow, slides=(replace(first, kind="titel", part=1, parts=1), *rest))


def _of_section(section: _Section) -> _Flow:
    """The slides of one section. What is filled in by hand is left out."""
    if section.paper:
        return _Flow()
    elements = [element for element in section.elements if not parts.is_form(element)]
    flow = _flow(elements, _Frame(section.heading, section.text, section.level))
    same = Counter((slide.heading, slide.label) for slide in flow.slides)
    seen: Counter[tuple[str, str]] = Counter()
    slides: list[Slide] = []
    for slide in flow.slides:
        key = slide.heading, slide.label
        seen[key] += 1
        first = not slides
        anchor = section.anchor if first else ""
        slides.append(
            replace(slide, part=seen[key], parts=same[key], opens=first, anchor=anchor, chapter=section.chapter)
        )
    return replace(flow, slides=tuple(slides))


def _flow(elements: Iterable["HtmlElement"], frame: _Frame) -> _Flow:
    """Slides in the order of the page. A note belongs to the slide before it, or else to the first one after it."""
    done = _Flow()
    run: list[Block] = []
    for element in elements:
        if _is_note(element):
            done = _noted(_joined(done, _packed(run, frame)), _note_text(element))
            run = []
        elif element.tag == "details" or "admonition" in element.get("class", ""):
            done = _joined(_joined(done, _packed(run, frame)), _boxed(element, frame))
            run = []
        else:
            run += _block(element, frame.room)
    return _joined(done, _packed(run, frame))


def _joined(before: _Flow, after: _Flow) -> _Flow:
    slides, notes = after.slides, (*before.notes, *after.notes)
    if notes and slides and not before.slides:
        slides, notes = (replace(slides[0], notes=(*notes, *slides[0].notes)), *slides[1:]), ()
    return _Flow((*before.slides, *slides), (*before.faults, *after.faults), notes)


def _noted(flow: _Flow, note: str) -> _Flow:
    if not flow.slides:
        return replace(flow, notes=(*flow.notes, note))
    *rest, last = flow.slides
    return replace(flow, slides=(*rest, replace(last, notes=(*last.notes, note))))


# ── Stories ───────────────────────────────────────────────────────────────────────────────────────────────────────────


def _told(sections: Sequence[_Section], stories: Mapping[str, Story]) -> dict[int, list[str]]:
    """The stories that come after each section: those that a plan in it links to. Every link to one of them leads there."""
    links = [
        (number, link, found[1])
        for number, section in enumerate(sections)
        for element in section.elements
        for link in element.iter("a")
        if (found := _TO_A_CASE.search(link.get("href", ""))) and found[1] in stories
    ]
    told: dict[int, list[str]] = {}
    for number, link, name in links:
        plan = next((table for table in link.iterancestors("table") if _is_plan(table)), None)
        if plan is not None and name not in chain.from_iterable(told.values()):
            told.setdefault(number, []).append(name)
    for _, link, name in links:
        if name in chain.from_iterable(told.values()):
            link.set("href", f"#{name}")
    return told


def _of_story(anchor: str, story: Story, plan: _Section) -> _Flow:
    """A story on as few slides as it needs."""
    from lxml import html  # noqa: PLC0415 - scripts start before the environment is there

    title = escape(story.title, quote=False)
    body = html.fromstring(f"<div><p><em>{escape(story.who)}</em></p><p>{escape(story.text)}</p></div>")
    flow = _packed([parts.paragraph(each) for each in body], _Frame(title, story.title, 3, _STORY))
    first, *rest = [
        replace(slide, part=part, parts=len(flow.slides), chapter=plan.chapter)
        for part, slide in enumerate(flow.slides, 1)
    ]
    return replace(flow, slides=(replace(first, opens=True, anchor=anchor), *rest))


# ── What an element is ────────────────────────────────────────────────────────────────────────────────────────────────


def _is_note(element: "HtmlElement") -> bool:
    return _NOTE in element.get("class", "").split()


def _note_text(element: "HtmlElement") -> str:
    if element.tag in _BLOCKS:
        return parts.outer(element)
    return "".join(map(parts.outer, element[1:]))  # without the title of the box


def _boxed(element: "HtmlElement", frame: _Frame) -> _Flow:
    """A box as slides of its own, with a word for what it is. An answer keeps the heading of its question."""
    title = parts.text_of(element[0])
    if title.startswith(_ANSWER):
        inside = replace(frame, label="Svar")
    elif element.tag == "details":
        inside = replace(frame, heading=parts.inner(element[0]), text=title, under=_case(frame))
    else:
        warns = bool(_WARNINGS & set(element.get("class").split()))
        label = "Advarsel" if warns else "Bemærk"
        inside = replace(frame, heading=parts.inner(element[0]), text=title, label=label, under=_case(frame))
    return _flow(element[1:], inside)


def _case(frame: _Frame) -> str:
    """What a box is about, when its section says so: »Må forældrene vide det?« does, »Kort fortalt« does not."""
    return frame.text if frame.level > 2 else ""


def _block(element: "HtmlElement", room: int) -> Iterator[Block]:
    """The block that an element is, if it is for the wall. A drawing with words in it is for the page, not for eight metres."""
    if element.tag == "table" and len(parts.grid(element)) > 1:
        yield parts.table(element, room, _ON_THE_WALL if _is_plan(element) else 0)
    elif element.tag in {"ul", "ol"}:
        yield parts.listing(element)
    elif element.tag == "p" and parts.text_of(element):
        yield parts.paragraph(element)
    elif element.find(".//img") is not None or (parts.text_of(element) and element.find(".//text") is None):
        yield parts.whole(element)


def _is_plan(element: "HtmlElement") -> bool:
    rows = parts.grid(element) if element.tag == "table" else []
    return bool(rows) and parts.text_of(rows[0][0]).casefold() == _PLAN


# ── Packing ───────────────────────────────────────────────────────────────────────────────────────────────────────────

# A place is a block's number and a unit's number in it; an atom is places that stay on one slide.
_Atom = tuple[tuple[int, int], ...]


def _packed(blocks: Sequence[Block], frame: _Frame) -> _Flow:
    """The blocks on as few slides as they need, the words spread evenly, one thought on each."""
    slides: list[Slide] = []
    faults: list[Fault] = []
    for group in _groups(blocks):
        for atom in _cut(group, frame):
            slide = _slide(group, atom, frame)
            slides.append(slide)
            faults += _too_full(group, atom, slide, frame)
    return _Flow(tuple(slides), tuple(faults))


def _groups(blocks: Sequence[Block]) -> list[list[Block]]:
    """Blocks that may share a slide: what introduces stays with what it introduces, and short text with short text."""
    groups: list[list[Block]] = []
    for block in blocks:
        if groups and (groups[-1][-1].leads or _may_share([*groups[-1], block])):
            groups[-1].append(block)
        else:
            groups.append([block])
    return groups


def _may_share(blocks: Sequence[Block]) -> bool:
    plain = all(block.kind in {"p", "ul", "ol"} for block in blocks)
    return plain and sum(unit.words for block in blocks for unit in block.units) <= _SHARED


def _atoms(group: Sequence[Block], frame: _Frame) -> list[_Atom]:
    """What is not parted: each unit, and the last sentence of an introduction with the first unit that it introduces."""
    atoms: list[_Atom] = []
    for number, block in enumerate(group):
        own: list[_Atom] = [((number, at),) for at in range(len(block.units))]
        if number and group[number - 1].leads and own and _fits(group, joined := atoms[-1] + own[0], frame):
            atoms[-1:], own = [joined], own[1:]
        atoms += own
    return atoms


def _cut(group: Sequence[Block], frame: _Frame) -> list[_Atom]:
    """The atoms put together into slides: the fewest that hold them, then the fewest cuts in a paragraph, then evenly."""
    atoms = _atoms(group, frame)
    best: list[tuple[tuple[int, int, int], list[_Atom]]] = [((0, 0, 0), [])]
    for end in range(1, len(atoms) + 1):
        choices = []
        for begin in range(end):
            atom = tuple(place for each in atoms[begin:end] for place in each)
            if end - begin == 1 or _fits(group, atom, frame):
                (count, torn, uneven), made = best[begin]
                torn += bool(begin) and _tears(group, atoms[begin - 1][-1], atom[0])
                choices.append(((count + 1, torn, uneven + _words(group, atom) ** 2), [*made, atom]))
        best.append(min(choices, key=lambda choice: choice[0]))
    return best[-1][1]


def _tears(group: Sequence[Block], before: tuple[int, int], after: tuple[int, int]) -> bool:
    return before[0] == after[0] and group[before[0]].kind == "p"


def _fits(group: Sequence[Block], atom: _Atom, frame: _Frame) -> bool:
    alone = Counter(number for number, _ in atom if group[number].alone)
    lines = sum(group[number].units[at].lines for number, at in atom)
    lines += sum(group[number].head.lines for number in {number for number, _ in atom})
    return _words(group, atom) <= frame.room and lines <= frame.lines and all(count == 1 for count in alone.values())


def _words(group: Sequence[Block], atom: _Atom) -> int:
    heads = sum(group[number].head.words for number in {number for number, _ in atom})
    return heads + sum(group[number].units[at].words for number, at in atom)


def _slide(group: Sequence[Block], atom: _Atom, frame: _Frame) -> Slide:
    numbers = sorted({number for number, _ in atom})
    spans = {number: [at for each, at in atom if each == number] for number in numbers}
    body = "".join(group[number].shown(span[0], span[-1] + 1) for number, span in spans.items())
    kinds = {group[number].kind for number in numbers}
    kind = next((name for word, name in _KINDS.items() if word in kinds), "tekst")
    return Slide(frame.heading, body, LIMIT - frame.room + _words(group, atom), kind, frame.label, frame.under)


_KINDS: Final = {"table": "tabel", "cards": "kort", "whole": "billede"}
_NAMES: Final = {"p": "Sætningen", "ul": "Punktet", "ol": "Punktet", "table": "Rækken", "cards": "Rækken"}


def _too_full(group: Sequence[Block], atom: _Atom, slide: Slide, frame: _Frame) -> Iterator[Fault]:
    over = slide.words - LIMIT
    if over <= 0:
        return
    block = group[atom[-1][0]]
    unit = block.units[atom[-1][1]]
    text = unit.source or unit.text
    begins = " ".join(text.split()[:6])
    name = _NAMES.get(block.kind, "Stykket")
    yield Fault(
        "dias-for-fuldt",
        text,
        frame.text,
        f"{name} »{begins} …« giver et dias med {slide.words} ord under »{frame.text}«: {over} for mange.",
        "Skriv kortere, del i to, eller begynd et nyt afsnit med ### foran. Overskriftens ord tæller med.",
    )


# ── The plan ──────────────────────────────────────────────────────────────────────────────────────────────────────────


def _plan(sections: Sequence[_Section]) -> tuple[tuple[Stage, ...], tuple[Fault, ...]]:
    """The first table of minutes on the page, and the lines of it that a clock could not follow."""
    for section in sections:
        for element in section.elements:
            if _is_plan(element):
                return _stages(element, section.text)
    return (), ()


def _stages(element: "HtmlElement", heading: str) -> tuple[tuple[Stage, ...], tuple[Fault, ...]]:
    stages: list[Stage] = []
    faults: list[Fault] = []
    for first, *cells in parts.grid(element)[1:]:
        found = _MINUTES.match(parts.text_of(first).replace("\u2060", ""))
        begin, end = map(int, found.groups()) if found else (0, 0)
        expected = stages[-1].end if stages else 0
        if begin != expected or end <= begin:
            faults.append(_off_the_clock(parts.text_of(first), parts.text_of(cells[0]), heading, expected))
        stages.append(Stage(begin, end, tuple(map(parts.inner, cells))))
    return tuple(stages), tuple(faults)


def _off_the_clock(minutes: str, text: str, heading: str, expected: int) -> Fault:
    message = (
        f"Planens tid »{minutes}« under »{heading}« kan ikke følges af uret: linjen skulle begynde i minut {expected}."
    )
    remedy = "Skriv fra og til med en streg imellem, og lad hver linje begynde, hvor den forrige slutter."
    return Fault("plan-minutter", text, heading, message, remedy)
