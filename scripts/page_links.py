"""Checks that every link and every snippet of a page leads to something, so that the editor gets file and line here.

MkDocs says the same later, in English and without the line.
"""

from __future__ import annotations

import posixpath
from collections.abc import Iterator, Sequence
from difflib import get_close_matches
from typing import Final
from urllib.parse import urlsplit

from guide.errors import Problem
from page_rules import Known, digits, nearest, problem
from pages import Link, Page, target

Problems = Iterator[Problem]

_FREE: Final = ("http", "https", "mailto")
_PREPARED: Final = "spor="  # a trainer's prepared link to the guide: a fragment that is not an anchor


def check(every: Sequence[Page], known: Known) -> Problems:
    """Every link and snippet that leads nowhere."""
    for page in every:
        for link in page.links:
            yield from _link(page, link, known)
        for name, line in page.snippets:
            if known.all_parts and name not in known.parts and not (known.docs.parent / name).is_file():
                remedy = nearest(name, known.parts, "Ret navnet.")
                yield problem(page, line, "ukendt-del", f"Delen »{name}« findes ikke.", remedy)


def _link(page: Page, link: Link, known: Known) -> Problems:
    scheme = urlsplit(link.href).scheme
    if scheme == "tel":
        if known.numbers and digits(link.href) not in known.numbers:
            remedy = "Brug et nummer fra guide/data/kontakter.toml."
            yield problem(page, link.line, "ukendt-nummer", f"{link.href} er ikke i registret over kontakter.", remedy)
    elif scheme:
        if scheme not in _FREE:
            yield problem(page, link.line, "ukendt-link", f"Linket {link.href} er ikke en adresse.", "Ret adressen.")
    elif link.href.startswith("/"):
        message = f"Linket {link.href} virker ikke, når siden ligger i en undermappe."
        yield problem(page, link.line, "absolut-link", message, "Skriv linket ud fra siden selv (../).")
    else:
        yield from _inner(page, link, known)


def _inner(page: Page, link: Link, known: Known) -> Problems:
    name, anchor = target(page, link.href)
    if name not in known.pages:
        if name not in known.generated and not (known.docs / name).is_file():
            message = f"Linket {link.href} fører ingen steder hen."
            yield problem(page, link.line, "dødt-link", message, _likeliest(page, name, known))
        return
    if not anchor or anchor.startswith(_PREPARED) or not known.is_whole(name):
        return
    if anchor not in known.anchors(name):
        message = f"Linket {link.href} peger på et sted, der ikke findes på siden."
        yield problem(
            page, link.line, "dødt-anker", message, nearest(anchor, known.anchors(name), "Ret ordet efter #.")
        )


def _likeliest(page: Page, name: str, known: Known) -> str:
    """The remedy for a link: the page of that file name elsewhere, or the one most like it, as it is written from here."""
    every = sorted({*known.pages, *known.generated})
    same = [other for other in every if posixpath.basename(other) == posixpath.basename(name) != "index.md"]
    near = same or get_close_matches(name, every, n=1, cutoff=0.8)
    if not near:
        return "Ret stien, som slutter med .md."
    return f"Mente du »{posixpath.relpath(near[0], posixpath.dirname(page.name) or '.')}«?"
