"""Writes the pictures of the guide into docs/traening/kort/: for each concern a page, a list to print, and its files.

All lists together are a booklet, and a snippet lists the pictures for the page that an editor owns. Everything here is
generated on each build and never committed. The pages lie in folders of their own as index.md, so that a relative link
means the same in the source and in the address, for MkDocs and for Zensical.
"""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator, Mapping
from pathlib import Path
from typing import Final

import folders
from guide.diagram import drawings, outline
from guide.markup import escape_attribute as _a
from guide.markup import escape_text as _t
from guide.model import Guide, Spor
from guide.poster import STYLE, with_sheet, with_style

FOLDER: Final = "traening/kort"
SNIPPET: Final = "kort.md"
_STYLE_FILE: Final = "tegning.css"
_BOOKLET_HELP: Final = (
    "Skriv ud på A4: én bekymring på hver side. Hvert spørgsmål har et nummer, og svarene står under det. En pil viser, "
    "hvad et svar fører til. Ordet foran et næste skridt siger, hvor meget det haster."
)


def write(guide: Guide, docs: Path) -> int:
    """Writes the pages and the files; what an earlier build wrote is removed. Out: the number of pages."""
    pages = {"index.md": _booklet(guide)}
    files = {_STYLE_FILE: STYLE}
    for spor in guide.spor.values():
        made = {_file(spor, part): svg for part, svg in enumerate(drawings(guide, spor.id), 1)}
        pages[f"{spor.id}/index.md"] = _picture_page(guide, spor, made)
        pages[f"{spor.id}/liste/index.md"] = _list_page(guide, spor)
        files |= {f"{spor.id}/{name}": with_sheet(svg, f"../{_STYLE_FILE}") for name, svg in made.items()}
        files |= {f"{spor.id}/{_to_keep(name)}": with_style(svg) for name, svg in made.items()}
    folders.sync(docs / FOLDER, {**pages, **files})
    return len(pages)


def _to_keep(name: str) -> str:
    """The name of the same picture as a file that needs nothing else."""
    return f"{name.removesuffix('.svg')}-hent.svg"


def _file(spor: Spor, part: int) -> str:
    return f"{spor.id}-{part}.svg" if part > 1 else f"{spor.id}.svg"


def _front(title: str, kind: str) -> str:
    """Front matter; each value as JSON, which is YAML too. The search knows the page that lists the pictures."""
    values = {
        "title": title,
        "template": "kort.html",
        "kort": kind,
        "hide": ["navigation", "toc"],
        "search": {"exclude": True},
    }
    return (
        "---\n"
        + "".join(f"{key}: {json.dumps(value, ensure_ascii=False)}\n" for key, value in values.items())
        + "---\n\n"
    )


def _emergency(guide: Guide) -> str:
    frame = guide.frame
    return (
        f'<p class="ns-kortside__noed"><strong>{_t(frame.emergency_question)} '
        f'<a href="tel:112">{_t(frame.emergency_action)}</a></strong></p>\n'
    )


def _picture_page(guide: Guide, spor: Spor, made: Mapping[str, str]) -> str:
    """In: the concern's pictures by the names of their files."""
    numbered = [(f" (del {part})" if len(made) > 1 else "", file) for part, file in enumerate(made, 1)]
    links = "".join(map(_item, _picture_links(spor, numbered)))
    frames = "".join(
        _frame(svg, f"Billede »{spor.title}«{which}") for (which, _), svg in zip(numbered, made.values(), strict=True)
    )
    return (
        f"{_front(f'{spor.title}: billede', 'billede')}"
        f'<div class="ns-kortside">\n{_back("../../billeder/", "Alle billeder")}<h1>{_t(spor.title)}</h1>\n'
        f'<ul class="ns-kortside__valg">\n{links}</ul>\n'
        '<p class="ns-kortside__hjaelp">Skriv siden ud på A3 på tværs. Så kommer kun billederne med, ét på hvert ark.</p>\n'
        f"{frames}<details><summary>Det samme som liste</summary>\n"
        f"{outline(guide, spor.id)}\n</details>\n</div>\n"
    )


def _picture_links(spor: Spor, numbered: Iterable[tuple[str, str]]) -> Iterator[str]:
    yield f'<a href="../../../vejviser/{_a(spor.id)}/{_a(spor.first)}/">Gå til det første spørgsmål</a>'
    yield '<a href="liste/">Skriv ud som liste</a>'
    for which, file in numbered:
        yield f'<a href="{_a(file)}">Vis kun billedet{which}</a>'
        yield f'<a href="{_a(_to_keep(file))}" download="{_a(file)}">Hent billedet{which}</a>'


def _item(html: str) -> str:
    return f"<li>{html}</li>\n"


def _back(href: str, text: str) -> str:
    return f'<p class="ns-kortside__sti"><a href="{href}">{text}</a></p>\n'


def _frame(svg: str, name: str) -> str:
    """A picture in a frame of its own that can be scrolled, also from the keyboard."""
    return f'<div class="ns-kort-ramme" role="region" tabindex="0" aria-label="{_a(name)}">\n{svg}\n</div>\n'


def _list_page(guide: Guide, spor: Spor) -> str:
    made = outline(guide, spor.id, "../../../../vejviser/{}/{}/", "../../{}/liste/")
    return (
        f"{_front(f'{spor.title}: liste', 'liste')}"
        f'<div class="ns-kortside">\n{_back("../", "Se det som billede")}<h1>{_t(spor.title)}</h1>\n'
        f"{_emergency(guide)}{made}\n</div>\n"
    )


def _booklet(guide: Guide) -> str:
    contents = "".join(_item(f'<a href="#haefte-{_a(spor.id)}">{_t(spor.title)}</a>') for spor in guide.spor.values())
    return (
        f"{_front('Vejviseren som hæfte', 'haefte')}"
        f'<div class="ns-kortside">\n{_back("../billeder/", "Alle billeder")}<h1>Vejviseren som hæfte</h1>\n'
        f'{_emergency(guide)}<p class="ns-kortside__hjaelp">{_BOOKLET_HELP}</p>\n<ul>\n{contents}</ul>\n'
        f"{''.join(_chapter(guide, spor) for spor in guide.spor.values())}</div>\n"
    )


def _chapter(guide: Guide, spor: Spor) -> str:
    made = outline(guide, spor.id, "../../vejviser/{}/{}/", "")
    return (
        f'<section class="ns-haefte">\n<h2 id="haefte-{_a(spor.id)}">{_t(spor.title)}</h2>\n'
        f"{_emergency(guide)}{made}\n</section>\n"
    )


def snippet(guide: Guide) -> str:
    """The pictures by group, for the page that lists them."""
    return "\n".join(
        f"**{title}**\n\n"
        + "".join(
            f"- [{spor.title}](kort/{spor.id}/index.md) · [som liste](kort/{spor.id}/liste/index.md)\n"
            for spor in guide.spor.values()
            if spor.group == group
        )
        for group, title in guide.frame.groups.items()
    )
