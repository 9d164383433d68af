"""Finishes the pages of the built site: numbers that can be pressed, the way to the guide, quiet links at headings.

It is done in one place, so that no editor needs to think of it: "Ring 112" in running text becomes a link that dials,
each procedure has the way to the guide under "Kort fortalt", and the link of a heading is no stop on the keyboard's way.
"""

import re
from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import Final

# A page of exercises makes buttons of its answers, and a button can hold no link.
_TAG: Final = re.compile(r'(<!--.*?-->|<span class="ns-svar".*?</span>|<[^>]*>)', re.DOTALL)
_NAME: Final = re.compile(r"</?([a-z][a-z0-9]*)", re.IGNORECASE)
_CALL: Final = re.compile(r"\b([Rr]ing(?:er|e)?(?:[ \u00a0]|&nbsp;)(?:på )?(112|114))\b(?![ \u00a0]?\d)")
_PLAIN: Final = frozenset(
    [
        "a",
        "button",
        "code",
        "h1",
        "h2",
        "h3",
        "h4",
        "label",
        "option",
        "pre",
        "script",
        "style",
        "summary",
        "svg",
        "template",
        "textarea",
        "title",
    ]
)
_BODY: Final = re.compile(r'(<article\b[^>]*\bid="indhold".*?</article>)', re.DOTALL)
_SHORT: Final = re.compile(r'(<h2 id="kort-fortalt">.*?)(?=<h2\b)', re.DOTALL)
_DRAFT: Final = re.compile(r'<h[23] id="(kladde[^"]*)"')
_HEADER: Final = 'class="headerlink"'
PROCEDURES: Final = "procedurer"
TRAINING: Final = "traening"  # in an exercise nobody must ring by mistake


def write(site: Path, abroad: bool) -> int:
    """Finishes every page of the handbook. In: the built site, and whether another country's numbers hold there.

    Out: how many pages were changed.
    """
    numbers = {"112"} if abroad else {"112", "114"}
    changed = 0
    for page in sorted(site.rglob("index.html")):
        text = page.read_text("utf-8")
        new = "".join(
            finished(part, page.relative_to(site), numbers) if place % 2 else part
            for place, part in enumerate(_BODY.split(text))
        )
        if new != text:
            page.write_text(new, "utf-8", newline="\n")
            changed += 1
    return changed


def finished(body: str, page: Path, numbers: Iterable[str]) -> str:
    """The article of a page as it is served. `page` is its path in the site."""
    body = body.replace(_HEADER, f'{_HEADER} tabindex="-1" aria-hidden="true"')
    if page.parts[0] == PROCEDURES:
        body = _SHORT.sub(lambda found: found[1] + _way_on(body, len(page.parts) - 1), body, count=1)
    return body if page.parts[0] == TRAINING else dialled(body, set(numbers))


def _way_on(body: str, depth: int) -> str:
    draft = _DRAFT.search(body)
    jump = f'\n<a href="#{draft[1]}">Gå til kladden</a>' if draft else ""
    guide = f'<a href="{"../" * depth}vejviser/">I tvivl om, hvad du gør? Tag vejviseren</a>'
    return f'<p class="ns-videre">{guide}{jump}</p>\n'


def dialled(html: str, numbers: set[str]) -> str:
    """HTML in which a call to one of the numbers can be pressed where it stands in running text."""
    return "".join(_dialled(html, numbers))


def _dialled(html: str, numbers: set[str]) -> Iterator[str]:
    inside: list[str] = []  # the elements around the text in which nothing becomes a link
    for part in _TAG.split(html):
        name = _NAME.match(part)
        if name and name[1].lower() in _PLAIN:
            if part.startswith("</"):
                inside = inside[:-1]
            elif not part.endswith("/>"):
                inside.append(name[1])
        yield part if name or inside else _CALL.sub(lambda found: _link(found, numbers), part)


def _link(found: re.Match[str], numbers: set[str]) -> str:
    return f'<a href="tel:{found[2]}">{found[1]}</a>' if found[2] in numbers else found[0]
