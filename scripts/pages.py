"""Reads a page of the handbook into a frozen value that knows the line of everything the checks speak of.

MkDocs renders with Python-Markdown, which keeps no lines; markdown-it-py does, and the pages keep to what both read the
same way. Admonitions and snippets are the two things that only Python-Markdown knows: they are turned into what both
know before reading, without moving a line. Code, HTML and the targets of links are never text.
"""

from __future__ import annotations

import posixpath
import re
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import Final, Literal
from urllib.parse import unquote, urlsplit

import yaml
from markdown.extensions.toc import slugify_unicode, unique
from markdown_it import MarkdownIt
from markdown_it.token import Token

import folders

Kind = Literal["afsnit", "punkt", "trin", "celle", "titel"]
Value = str | tuple[str, ...]

_MARKDOWN: Final = MarkdownIt("commonmark").enable("table")
_LOADER: Final = getattr(yaml, "CBaseLoader", yaml.BaseLoader)  # plain texts: a date of the wrong form must not raise
_SNIPPET: Final = re.compile(r'^\s*--8<-- "([^"]+)"\s*$')
_ADMONITION: Final = re.compile(r'^(?:!!!|\?\?\?\+?) +[\w -]+?(?: +"(.*)")?\s*$')
_ATTRIBUTES: Final = re.compile(r"\s*\{:?\s*((?:[.#][\w-]+|[\w-]+=\S+)(?:\s+(?:[.#][\w-]+|[\w-]+=\S+))*)\s*\}")
_OWN_ANCHOR: Final = re.compile(r"\{[^{}]*#([\w-]+)[^{}]*\}\s*$")
_HTML_ID: Final = re.compile(r"""\bid=["']([^"']+)["']""")
_HTML_LINK: Final = re.compile(r"""\b(?:href|src)=["']([^"']+)["']""")
_HIDDEN: Final = "\ufffc"  # stands where code stood, so that the words around it do not meet


@dataclass(frozen=True)
class Line:
    """A line of text as a reader sees it."""

    number: int
    text: str


@dataclass(frozen=True)
class Link:
    """A link or picture with the words that carry it."""

    text: str
    href: str
    line: int


@dataclass(frozen=True)
class Heading:
    """A heading; `level` 6 is the title of an admonition and has no anchor."""

    level: int
    text: str
    anchor: str
    line: int


@dataclass(frozen=True)
class Block:
    """A piece of text that hangs together: a paragraph, an item, a step of a numbered list, a cell, a title.

    `unit` is the same for everything in one list item, one table row or one paragraph.
    """

    kind: Kind
    section: str
    unit: int
    lines: tuple[Line, ...]
    links: tuple[Link, ...] = ()

    @property
    def text(self) -> str:
        """All of it; a line's end stays a line's end."""
        return "\n".join(line.text for line in self.lines)


@dataclass(frozen=True)
class Page:
    """A page by its name below docs/.

    `broken` is what keeps its front matter from being read, with the line; `misread` holds the lines of lists and tables
    that MkDocs does not see as such.
    """

    name: str
    source: tuple[str, ...]
    meta: Mapping[str, Value] = field(default_factory=dict)
    meta_lines: Mapping[str, int] = field(default_factory=dict)
    doubled: tuple[tuple[str, int], ...] = ()
    broken: tuple[str, int] | None = None
    headings: tuple[Heading, ...] = ()
    blocks: tuple[Block, ...] = ()
    html_links: tuple[Link, ...] = ()
    misread: tuple[int, ...] = ()
    snippets: tuple[tuple[str, int], ...] = ()

    def line_of(self, key: str) -> int:
        """The line of a key of the front matter; the first line where it is not written."""
        return self.meta_lines.get(key, 1)

    def text_of(self, key: str) -> str:
        """A key that holds one text; empty where it is missing or holds something else."""
        value = self.meta.get(key, "")
        return value if isinstance(value, str) else ""

    def list_of(self, key: str) -> tuple[str, ...]:
        """A key that holds a list of texts; empty where it is missing or holds something else."""
        value = self.meta.get(key, ())
        return value if isinstance(value, tuple) else ()

    @property
    def links(self) -> Iterator[Link]:
        """Every link of the page, in reading order within text and HTML."""
        yield from (link for block in self.blocks for link in block.links)
        yield from self.html_links


def read_all(docs: Path) -> tuple[Page, ...]:
    """Every page that a person has written, by name."""
    files = {file.relative_to(docs).as_posix(): file for file in docs.rglob("*.md")}
    return tuple(read(name, files[name]) for name in sorted(files) if not name.startswith(folders.GENERATED))


def read(name: str, file: Path) -> Page:
    """One page of a file."""
    try:
        return parse(name, file.read_text(encoding="utf-8-sig"))
    except UnicodeDecodeError:
        return Page(name, (), broken=("Siden er ikke gemt som UTF-8.", 1))


def parse(name: str, text: str) -> Page:
    """One page of a text."""
    source = tuple(text.split("\n"))
    end = _end_of_front(source)
    if end == 0:
        return Page(name, source, broken=("Siden har intet forord.", 1))
    meta, lines, doubled, broken = _front(source[1 : end - 1])
    snippets = tuple((found[1], number) for number, line in enumerate(source, 1) if (found := _SNIPPET.match(line)))
    body = [*[""] * end, *source[end:]]
    reader = _Reader(body)
    return Page(
        name, source, meta, lines, doubled, broken,
        reader.headings, reader.blocks, reader.html_links, tuple(reader.misread), snippets,
    )  # fmt: skip


def target(page: Page, href: str) -> tuple[str, str]:
    """The name below docs/ of what a link leads to, and the anchor there; two empty texts when it leaves the site."""
    parts = urlsplit(href)
    if parts.scheme or parts.netloc:
        return "", ""
    path = unquote(parts.path)
    folder = posixpath.dirname(page.name)
    return (posixpath.normpath(posixpath.join(folder, path)) if path else page.name), unquote(parts.fragment)


def anchors(text: str) -> frozenset[str]:
    """Every anchor of a whole text, snippets included, as MkDocs makes them; front matter does no harm."""
    headings = _Reader(text.split("\n")).headings
    return frozenset({*(heading.anchor for heading in headings if heading.anchor), *_HTML_ID.findall(text)})


def with_snippets(page: Page, texts: Mapping[str, str]) -> str:
    """The page's text with each snippet in its place."""
    parts = ((_SNIPPET.match(line), line) for line in page.source[_end_of_front(page.source) :])
    return "\n".join(texts.get(found[1], "") if found else line for found, line in parts)


# ── Front matter ──────────────────────────────────────────────────────────────────────────────────────────────────────

_Front = tuple[dict[str, Value], dict[str, int], tuple[tuple[str, int], ...], tuple[str, int] | None]


def _end_of_front(source: tuple[str, ...]) -> int:
    """The number of lines of the front matter with its two rules; 0 when there is none."""
    if not source or source[0].strip() != "---":
        return 0
    return next((number for number, line in enumerate(source[1:], 2) if line.strip() == "---"), 0)


def _front(lines: Iterable[str]) -> _Front:
    try:
        node = yaml.compose("\n".join(lines), Loader=_LOADER)
    except yaml.YAMLError as error:
        mark = getattr(error, "problem_mark", None)
        return {}, {}, (), ("Forordet kan ikke læses.", (mark.line if mark else 0) + 2)
    if not isinstance(node, yaml.MappingNode):
        return {}, {}, (), ("Forordet har ingen nøgler.", 1)
    meta: dict[str, Value] = {}
    places: dict[str, int] = {}
    doubled: list[tuple[str, int]] = []
    for key, value in node.value:
        name, line = str(key.value), key.start_mark.line + 2
        if name in meta:
            doubled.append((name, line))
        meta[name], places[name] = _value(value), line
    return meta, places, tuple(doubled), None


def _value(node: yaml.Node) -> Value:
    if isinstance(node, yaml.SequenceNode):
        return tuple(str(item.value) for item in node.value)
    return "" if isinstance(node, yaml.MappingNode) else str(node.value).strip()


# ── Text ──────────────────────────────────────────────────────────────────────────────────────────────────────────────


def _as_commonmark(lines: Iterable[str]) -> Iterator[str]:
    """The same lines without snippets, and with each admonition as a title and the text below it."""
    inside = False
    for line in lines:
        opens = _ADMONITION.match(line)
        if opens:
            yield f"###### {opens[1] or ''}"
        elif _SNIPPET.match(line):
            yield ""
        else:
            inside = inside and (not line.strip() or line.startswith("    "))
            yield line.removeprefix("    ") if inside else line
        inside = inside or bool(opens)


class _Reader:
    """Walks the tokens once and keeps where it is: the section, the lists around, the row."""

    def __init__(self, lines: Iterable[str]) -> None:
        self.misread: list[int] = []
        self._lines = list(_as_commonmark(lines))
        self._headings: list[tuple[int, str, str, int]] = []
        self._blocks: list[Block] = []
        self._html: list[Link] = []
        self._section = ""
        self._lists: list[Literal["punkt", "trin"]] = []
        self._units: list[int] = []
        self._count = 0
        self._open = ""
        for token in _MARKDOWN.parse("\n".join(self._lines)):
            self._take(token)

    @property
    def blocks(self) -> tuple[Block, ...]:
        return tuple(self._blocks)

    @property
    def html_links(self) -> tuple[Link, ...]:
        return tuple(self._html)

    @property
    def headings(self) -> tuple[Heading, ...]:
        """The headings with their anchors: the author's own, else made of the words as Python-Markdown does."""
        used = {own for _, _, own, _ in self._headings if own}
        return tuple(
            Heading(level, text, own or ("" if level == 6 else unique(slugify_unicode(text, "-"), used)), line)
            for level, text, own, line in self._headings
        )

    def _take(self, token: Token) -> None:
        match token.type:
            case "bullet_list_open" | "ordered_list_open" | "table_open":
                self._begin(token)
            case "bullet_list_close" | "ordered_list_close":
                self._lists.pop()
            case "list_item_open" | "tr_open":
                self._count += 1
                self._units.append(self._count)
            case "list_item_close" | "tr_close":
                self._units.pop()
            case "html_block":
                line = token.map[0] + 1 if token.map else 1
                self._html += (Link("", href, line) for href in _HTML_LINK.findall(token.content))
            case "inline":
                self._text(token)
            case _ if token.nesting == 1:
                self._open = token.tag

    def _begin(self, token: Token) -> None:
        """A list or table; Python-Markdown wants an empty line before it, and a list within a list four spaces in."""
        start = token.map[0] if token.map else 0
        line, before = self._lines[start], self._lines[start - 1] if start else ""
        depth = len(self._lists)
        runs_on = depth == 0 and before.strip() and not before.startswith(("######", "<"))
        if runs_on or len(line) - len(line.lstrip()) < 4 * depth:
            self.misread.append(start + 1)
        if token.type != "table_open":
            self._lists.append("trin" if token.type == "ordered_list_open" else "punkt")

    def _text(self, token: Token) -> None:
        line = token.map[0] + 1 if token.map else 1
        is_heading = self._open.startswith("h")
        lines, links = _inline(token.children or (), line, show_code=is_heading)
        if is_heading:
            text, level = lines[0].text.strip(), int(self._open[1])
            own = _OWN_ANCHOR.search(token.content)
            self._headings.append((level, text, own[1] if own else "", line))
            self._section = text if level == 2 else self._section
        self._count += 1
        unit = self._units[-1] if self._units else self._count
        self._blocks.append(Block(self._kind(), self._section, unit, tuple(lines), tuple(links)))

    def _kind(self) -> Kind:
        if self._open.startswith("h"):
            return "titel"
        if self._open in {"td", "th"}:
            return "celle"
        return self._lists[-1] if self._lists else "afsnit"


def _inline(tokens: Iterable[Token], line: int, show_code: bool) -> tuple[list[Line], list[Link]]:
    """The lines of a piece of text, and the links in it. An anchor is made of code too, so a heading shows it."""
    lines = [""]
    links: list[Link] = []
    opened: list[tuple[str, int, int]] = []
    for token in tokens:
        match token.type:
            case "softbreak" | "hardbreak":
                lines.append("")
            case "text":
                lines[-1] += token.content
            case "code_inline":
                lines[-1] += token.content if show_code else _HIDDEN
            case "image":
                lines[-1] += token.content
                links.append(Link(token.content, str(token.attrs.get("src", "")), line + len(lines) - 1))
            case "html_inline":
                lines[-1] += " " if token.content.startswith("<br") else ""
                links += (Link("", href, line + len(lines) - 1) for href in _HTML_LINK.findall(token.content))
            case "link_open":
                opened.append((str(token.attrs.get("href", "")), len(lines) - 1, len(lines[-1])))
            case "link_close" if opened:
                href, row, column = opened.pop()
                text = "\n".join([lines[row][column:], *lines[row + 1 :]])
                links.append(Link(text, href, line + row))
    return [Line(line + row, _ATTRIBUTES.sub("", text)) for row, text in enumerate(lines)], links
