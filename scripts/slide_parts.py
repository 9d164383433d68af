"""The small parts that slides are made of: sentences, list items and table rows, cut from parsed HTML without changing it.

Nothing here knows sections, notes or how parts are put together again.
"""

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from html import escape
from math import ceil
from typing import TYPE_CHECKING, Final

if TYPE_CHECKING:
    from lxml.html import HtmlElement

_SPACE: Final = re.compile(r"[ \t\r\n]+")  # not the non-breaking space: »§ 133« is never cut
_ENDS: Final = re.compile(r"[.!?…][»«\")\]]*$")
_BEGINS: Final = re.compile(r"[»\"“(]*[A-ZÆØÅ]")
_SHORT: Final = ("f.eks.", "bl.a.", "ca.", "nr.", "stk.", "kl.", "jf.", "evt.", "pkt.", "kap.")
_LONG_SENTENCE: Final = 20  # words, from which a quotation is cut between its sentences
_CHARS: Final = 54  # of text that fit on one line of a slide
_SMALLER: Final = 62  # of the text in tables
_NARROWEST: Final = 0.18  # of the table: a column is never narrower than this
_AIR: Final = 0.3  # of a line around an item or a row
_ANSWERS: Final = re.compile(r"\bsvar\b", re.IGNORECASE)  # the heading of a column that waits, with those to its right
_LONG_CELL: Final = 12  # words that a cell may hold before its row is easier to read alone
_COLUMNS: Final = 3  # that can be read from eight metres


@dataclass(frozen=True)
class Unit:
    """What is never cut: a sentence, a list item, a table row.

    `lines` is about how many lines of a slide it takes, and `source` the text as the page has it, where that differs.
    """

    html: str
    text: str
    lines: float = 0.0
    source: str = ""

    @property
    def words(self) -> int:
        """How many words a reader meets."""
        return words(self.text)


@dataclass(frozen=True)
class Block:
    """A paragraph, a list, a table or something whole, as the units it may be cut between.

    `leads` says that it introduces what comes next. `head` is repeated on every slide that shows a part of it, and `alone`
    gives each unit a slide of its own.
    """

    kind: str
    units: tuple[Unit, ...]
    head: Unit = field(default=Unit("", ""))
    start: int = 1
    leads: bool = False
    alone: bool = False

    def shown(self, begin: int, end: int) -> str:
        """The HTML of the units from `begin` to `end`."""
        before, between, after = self._frame(begin)
        return before + between.join(unit.html for unit in self.units[begin:end]) + after

    def _frame(self, begin: int) -> tuple[str, str, str]:
        """What stands before, between and after the units."""
        number = self.start + begin
        frames = {
            "p": ("<p>", " ", "</p>"),
            "ul": ("<ul>", "", "</ul>"),
            "ol": ("<ol>" if number == 1 else f'<ol start="{number}">', "", "</ol>"),
            "table": (f"<table><thead>{self.head.html}</thead><tbody>", "", "</tbody></table>"),
        }
        return frames.get(self.kind, ("", "", ""))


def words(text: str) -> int:
    """The number of words: whatever stands between spaces and holds a letter or a digit."""
    return sum(1 for word in text.split() if any(map(str.isalnum, word)))


def text_of(element: "HtmlElement") -> str:
    """The text with its spaces made single."""
    return " ".join(element.text_content().replace("¶", "").split())


def inner(element: "HtmlElement") -> str:
    """The HTML inside an element."""
    return (
        escape(element.text or "", quote=False) + "".join(outer(child, with_tail=True) for child in element)
    ).strip()


def outer(element: "HtmlElement", with_tail: bool = False) -> str:
    """The HTML of an element."""
    from lxml import html  # noqa: PLC0415 - scripts start before the environment is there

    return str(html.tostring(element, encoding="unicode", with_tail=with_tail))


# ── Sentences ─────────────────────────────────────────────────────────────────────────────────────────────────────────


def sentences(paragraph: "HtmlElement") -> tuple[Unit, ...]:
    """The sentences of a paragraph. One that ends inside a link, in bold or in a quotation is not cut there."""
    cuts = set(_sentence_ends(paragraph.text_content()))
    html, text, at = "", "", 0
    units: list[Unit] = []
    for markup, written in _tokens(paragraph):
        if markup:
            html, text, at = html + markup, text + written, at + len(written)
            continue
        for piece in re.split(r"([ \t\r\n]+)", written):
            if at in cuts and piece.isspace():
                units.append(Unit(html.strip(), text.strip()))
                html, text = "", ""
            else:
                html, text = html + escape(piece, quote=False), text + piece
            at += len(piece)
    units.append(Unit(html.strip(), text.strip()))
    return tuple(Unit(unit.html, " ".join(unit.text.split()), len(unit.text) / _CHARS) for unit in units if unit.text)


def _tokens(element: "HtmlElement") -> Iterator[tuple[str, str]]:
    """The pieces of an element in order: an inner element as (HTML, text), and plain text as ("", text)."""
    yield "", element.text or ""
    for child in element:
        yield outer(child), child.text_content()
        yield "", child.tail or ""


def _sentence_ends(text: str) -> list[int]:
    """Where the space after each sentence begins. A quotation is one sentence, unless it is too long to be."""
    ends = list(_ends(text, through_quotations=False))
    spans = list(zip([0, *ends], [*ends, len(text)], strict=True))
    long = [(begin, end) for begin, end in spans if words(text[begin:end]) > _LONG_SENTENCE]
    inside = [at for at in _ends(text, through_quotations=True) if any(begin < at < end for begin, end in long)]
    return [*ends, *inside]


def _ends(text: str, through_quotations: bool) -> Iterator[int]:
    """The same, all of them. A new line ends a sentence too when its last sign does: the sources hold one a line."""
    for space in _SPACE.finditer(text):
        before, after = text[: space.start()], text[space.end() :]
        quoted = before.count("»") > before.count("«") and not through_quotations
        if (
            not quoted
            and _ENDS.search(before)
            and ("\n" in space.group() or (_BEGINS.match(after) and not before.endswith(_SHORT)))
        ):
            yield space.start()


# ── Blocks ────────────────────────────────────────────────────────────────────────────────────────────────────────────


def paragraph(element: "HtmlElement") -> Block:
    """A paragraph; one that ends in a colon, or is bold or in italics throughout, introduces what follows."""
    units = sentences(element)
    whole = len(element) == 1 and element[0].tag in {"strong", "em"} and text_of(element[0]) == text_of(element)
    return Block("p", units, leads=whole or text_of(element).endswith(":"))


def listing(element: "HtmlElement") -> Block:
    """A list, cut between its items."""
    items = tuple(_item(item) for item in element if item.tag == "li")
    return Block(str(element.tag), items, start=int(element.get("start", "1")))


def _item(element: "HtmlElement") -> Unit:
    text = text_of(element)
    return Unit(outer(element), text, ceil(len(text) / _CHARS) + _AIR)


def whole(element: "HtmlElement") -> Block:
    """Something that is shown as it is or not at all: a picture, a quotation, an example."""
    return Block("whole", (Unit(outer(element), text_of(element)),), alone=True)


def table(element: "HtmlElement", room: int, columns: int = 0) -> Block:
    """A table as rows below their headings, or as one card a row when the rows are too broad to be read from afar.

    In: the table, the words that a slide has room for, and how many of its columns are shown (all when 0). A row that is
    too much for one card becomes a card for each of its cells, beside the first, and a cell that is, one for its sentences.
    The answers of a row wait for the next press: those under a heading that calls itself an answer, and what is right of it.
    """
    head, *rows = [row[: columns or None] for row in grid(element)]
    answers = next((at for at, cell in enumerate(head) if at and _ANSWERS.search(text_of(cell))), len(head))
    if _is_readable(head, rows, room):
        widths = _widths([head, *rows])
        units = tuple(_row(row, widths, answers, number) for number, row in enumerate(rows))
        return Block("table", units, head=_row(head, widths, len(head)))
    return Block("cards", tuple(card for row in rows for card in _cards(head, row, room, answers)), alone=True)


def _is_readable(head: list["HtmlElement"], rows: list[list["HtmlElement"]], room: int) -> bool:
    """Whether the rows can be read as a table from afar: few columns, short cells, and no row too much by itself."""
    cells = [[words(text_of(cell)) for cell in row] for row in (head, *rows)]
    longest = max(max(row, default=0) for row in cells)
    fits = all(sum(cells[0]) + sum(row) <= room for row in cells[1:])
    return fits and len(head) <= _COLUMNS and longest <= (_LONG_CELL if len(head) == _COLUMNS else 2 * _LONG_CELL)


def _widths(rows: list[list["HtmlElement"]]) -> list[float]:
    """About how many characters fit on a line of each column: a browser gives most room to the longest texts."""
    longest = [max(len(text_of(cell)) for cell in column) for column in zip(*rows, strict=False)]
    return [_SMALLER * max(length / max(sum(longest), 1), _NARROWEST) for length in longest]


def _row(cells: list["HtmlElement"], widths: list[float], answers: int, number: int = 0) -> Unit:
    texts = [text_of(cell) for cell in cells]
    tallest = max((ceil(len(text) / width) for text, width in zip(texts, widths, strict=False)), default=0)
    html = "".join(_cell(cell, number if at >= answers else None) for at, cell in enumerate(cells))
    return Unit(f"<tr>{html}</tr>", " ".join(texts), tallest + _AIR)


def _cell(cell: "HtmlElement", waits: int | None) -> str:
    return f"<{cell.tag}{_waiting(waits)}>{inner(cell)}</{cell.tag}>"


def _waiting(number: int | None) -> str:
    """What makes reveal.js show an element at the next press; those with the same number come together."""
    return "" if number is None else f' class="fragment" data-fragment-index="{number}"'


def _cards(head: list["HtmlElement"], row: list["HtmlElement"], room: int, answers: int) -> list[Unit]:
    """One row as its headings and cells below each other."""
    texts = [Unit(inner(cell), text_of(cell)) for cell in row]
    card = _card(head, texts, answers)
    if card.words <= room:
        return [card]
    return [
        _card([head[0], head[at]], [texts[0], piece], 1 if at >= answers else 2)
        for at in range(1, len(row))
        for piece in _pieces(row[at], room - _card([head[0], head[at]], [texts[0], Unit("", " ")], 2).words)
    ]


def _pieces(cell: "HtmlElement", room: int) -> list[Unit]:
    """A cell, or its sentences put together as far as there is room."""
    pieces: list[Unit] = []
    for unit in sentences(cell):
        if pieces and pieces[-1].words + unit.words <= room:
            pieces[-1] = Unit(f"{pieces[-1].html} {unit.html}", f"{pieces[-1].text} {unit.text}")
        else:
            pieces.append(unit)
    return pieces


def _card(head: list["HtmlElement"], row: list[Unit], answers: int) -> Unit:
    pairs = [(at, name, cell) for at, (name, cell) in enumerate(zip(head, row, strict=False)) if cell.text]
    html = "".join(
        f"<div{_waiting(0 if at >= answers else None)}><dt>{inner(name)}</dt><dd>{cell.html}</dd></div>"
        for at, name, cell in pairs
    )
    text = " ".join(f"{text_of(name)} {cell.text}" for _, name, cell in pairs)
    return Unit(f"<dl>{html}</dl>", text, source=" ".join(cell.text for _, _, cell in pairs))


def grid(element: "HtmlElement") -> list[list["HtmlElement"]]:
    """The cells of a table, row by row."""
    return [[cell for cell in row if cell.tag in {"th", "td"}] for row in element.iter("tr")]


def is_form(element: "HtmlElement") -> bool:
    """Whether a table is to be filled in by hand: a whole column is empty below its heading."""
    _, *rows = grid(element) or [[]]
    columns = zip(*([text_of(cell) for cell in row] for row in rows), strict=False)
    return any(not any(column) for column in columns) if rows else False


# ── Cleaning ──────────────────────────────────────────────────────────────────────────────────────────────────────────

_DROPPED: Final = (
    "script", "style", "template", "noscript", "form", "button", "input", "select", "textarea", "nav", "footer", "hr", "iframe", "fieldset",
)  # fmt: skip
_DRAWN: Final = {"path", "circle", "rect", "line", "g", "polygon"}
_KEPT: Final[Mapping[str, tuple[str, ...]]] = {
    **dict.fromkeys(("h1", "h2", "h3", "h4", "h5", "h6"), ("id",)),
    **dict.fromkeys(("div", "section", "details", "p", "ul", "ol", "table", "blockquote", "figure"), ("class",)),
    "a": ("href",), "abbr": ("title",), "img": ("src", "alt", "width", "height"), "ol": ("start", "class"), "time": ("datetime",),
    "svg": ("viewbox", "viewBox", "role", "aria-label"),
}  # fmt: skip


def cleaned(article: "HtmlElement", up: str) -> "HtmlElement":
    """The article as slides can use it: without controls, anchors and foot, links starting `up` higher."""
    from lxml import html  # noqa: PLC0415 - scripts start before the environment is there

    copy = html.fromstring(outer(article))
    foreign = [each for name in ("headerlink", "ns-kun-print", "ns-kun-js") for each in copy.find_class(name)]
    for element in dict.fromkeys([*copy.iter(*_DROPPED), *copy.xpath("//*[@hidden]"), *foreign]):
        element.drop_tree()
    for line_break in copy.iter("br"):
        line_break.tail = f"\n{line_break.tail or ''}"  # so that the words around it are two
    for element in copy.iter():
        if isinstance(element.tag, str) and element.tag not in _DRAWN:
            _strip(element, up)
    return copy


def _strip(element: "HtmlElement", up: str) -> None:
    for name in set(element.attrib) - set(_KEPT.get(element.tag, ())):
        del element.attrib[name]
    for name in {"href", "src"} & set(element.attrib):
        element.attrib[name] = lifted(element.attrib[name], up)


def lifted(address: str, up: str) -> str:
    """A relative address as it is written one folder further down; an absolute one as it was."""
    return address if re.match(r"[a-z][a-z0-9+.-]*:|/", address, re.IGNORECASE) else up + address
