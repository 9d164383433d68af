"""Writes each training page and procedure once more, as slides and as the trainer's window, beside the built page.

It reads what MkDocs or Zensical has built, so the Markdown stays the only source, and knows nothing of either.
"""

import re
import shutil
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import replace
from html import escape
from pathlib import Path
from typing import TYPE_CHECKING, Final

import environment
import reveal
import say
import slides
from slides import Deck, Fault, Slide, Story

if TYPE_CHECKING:
    from jinja2 import Environment
    from lxml.html import HtmlElement

_TRAINING: Final = "traening"
KINDS: Final = ("procedurer", _TRAINING)
FOLDER: Final = "projektor"  # below the page's own address
_FILES: Final = {
    "dias.html": "index.html",
    "taler.html": "taler.html",
}  # side by side, so that their links are the same
_ICONS: Final = {"Advarsel": "akut", "Bemærk": "note", "Svar": "tal", "Case": "blyant"}
_MARKUP: Final = re.compile(r"\]\([^)]*\)|\{[^}]*\}|[*_`\[\]#>]|^\s*\d+\. |^\s*- ")
# A page whose exercise has a large view of its own (quiz, cases) is shown with that, not as slides.
_OWN_VIEW: Final = re.compile(r"\A---\n(?:.+\n)*?projektor: egen\n")
_CASES: Final = "traening/oevecases/index.html"
_FEW: Final = 3  # sheets that are named on the last slide
_NEEDLE: Final = 5  # words that find a line


def write(root: Path, site: Path) -> list[str]:
    """Write the slides of every page into the built site. Out: what editors must mend, each with file and line."""
    reveal.write(site, root)
    templates = _templates(root)
    told = stories(site)
    problems: list[str] = []
    for source, page in pages(root, site):
        name = source.relative_to(root).as_posix()
        if (page.parent / FOLDER).exists():
            problems.append(_taken(name))
            continue
        deck, tab = read(page, page.parent.relative_to(site).as_posix(), told)
        problems += faults(name, source.read_text("utf-8"), deck.faults)
        _write(page.parent / FOLDER, deck, tab, templates, site)
    return problems


def stories(site: Path) -> dict[str, Story]:
    """Every practice case by its anchor on the page of cases, as that page tells it: without the answer."""
    page = site / _CASES
    found = _parsed(page).find_class("ns-case") if page.is_file() else []
    return {f"case-{each.get('data-case')}": _story(each) for each in found}


def _story(section: "HtmlElement") -> Story:
    title, who, text = (
        section.xpath(f"string(.//*[{place}])")
        for place in ("self::h3", *(f"contains(@class, 'ns-case__{name}')" for name in ("hvem", "historie")))
    )
    return Story(*(" ".join(each.replace("¶", "").split()) for each in (title, who, text)))


def pages(root: Path, site: Path) -> Iterator[tuple[Path, Path]]:
    """The Markdown of each page that has slides, and the page built from it."""
    for kind in KINDS:
        for source in sorted((root / "docs" / kind).glob("*.md")):
            page = site / kind / ("" if source.stem == "index" else source.stem) / "index.html"
            if page.is_file() and not _OWN_VIEW.search(source.read_text("utf-8")):
                yield source, page


def read(page: Path, address: str, told: Mapping[str, Story]) -> tuple[Deck, str]:
    """A built page as slides, the last of them saying where the page is; and the title that its tab shows."""
    root = _parsed(page)
    summary = next(iter(root.xpath('//meta[@name="description"]/@content')), "")
    deck = slides.deck(root.get_element_by_id("indhold"), str(summary), stories=told)
    return replace(deck, slides=(*deck.slides, _last(deck, address))), str(root.findtext(".//title"))


def _parsed(page: Path) -> "HtmlElement":
    from lxml import html  # noqa: PLC0415 - scripts start before the environment is there

    return html.document_fromstring(page.read_bytes(), parser=html.HTMLParser(encoding="utf-8"))


def _last(deck: Deck, address: str) -> Slide:
    body = f'<p>Siden ligger her:</p><p><a href="../" data-adresse>{address}/</a></p>'
    if len(deck.forms) > _FEW:
        body += f"<p>På siden er der {len(deck.forms)} ark til at printe.</p>"
    elif deck.forms:
        body += f"<p>På siden er der ark til at printe:</p><ul>{''.join(f'<li>{escape(form)}</li>' for form in deck.forms)}</ul>"
    return Slide("Læs mere", body, words=0, kind="slut", opens=True, number=len(deck.slides) + 1)


def _templates(root: Path) -> "Environment":
    from jinja2 import Environment, FileSystemLoader, StrictUndefined  # noqa: PLC0415 - as above

    theme = root / "overrides"
    made = Environment(
        loader=FileSystemLoader(theme / "projektor"),
        autoescape=True,
        trim_blocks=True,
        lstrip_blocks=True,
        undefined=StrictUndefined,
    )
    made.globals["tegn"] = {label: _icon(theme, name) for label, name in _ICONS.items()}
    made.globals["reveal"] = reveal.PLACE
    return made


def _icon(theme: Path, name: str) -> str:
    """An icon written into the page, in the colour of its text: nothing to fetch when the slide is shown."""
    drawing = (theme / "assets" / "ikoner" / f"{name}.svg").read_text("utf-8").strip()
    return drawing.replace('stroke="#000"', 'stroke="currentColor" aria-hidden="true"')


def _write(folder: Path, deck: Deck, tab: str, templates: "Environment", site: Path) -> None:
    folder.mkdir()
    kind, *below = folder.relative_to(site).parts
    root = "../" * (1 + len(below))
    for template, name in _FILES.items():
        text = templates.get_template(template).render(deck=deck, fane=tab, rod=root, traening=kind == _TRAINING)
        (folder / name).write_text(text, "utf-8", newline="\n")


# ── What editors must mend ────────────────────────────────────────────────────────────────────────────────────────────


def faults(name: str, markdown: str, found: Sequence[Fault]) -> list[str]:
    """The faults of a page as lines: `file:line: code: message remedy`."""
    return [
        f"{name}:{line_of(markdown, fault.text, fault.heading)}: {fault.code}: {fault.message} {fault.remedy}"
        for fault in found
    ]


def line_of(markdown: str, text: str, heading: str) -> int:
    """The line where a text of the built page begins; else its heading's, else that of the generated part it comes from."""
    lines = markdown.splitlines()
    front = lines.index("---", 1) + 1 if lines[:1] == ["---"] and "---" in lines[1:] else 0
    below = list(enumerate(lines[front:], front + 1))
    begins = _plain(" ".join(text.split()[:_NEEDLE]))
    found = [
        number
        for (number, line), after in zip(below, [*lines[front + 1 :], ""], strict=True)
        if _begins(begins, line, after)
    ]
    found += [number for number, line in below if line.startswith("#") and _plain(line) == _plain(heading)]
    found += [number for number, line in below if line.startswith("--8<--")]
    return found[0] if found else 1


def _begins(begins: str, line: str, after: str) -> bool:
    """Whether a text begins on a line; it may go on in the next."""
    here = _plain(line)
    return bool(here) and 0 <= f"{here} {_plain(after)}".find(begins) < len(here)


def _plain(markdown: str) -> str:
    return " ".join(_MARKUP.sub("", markdown.replace("|", " ")).split())


def _taken(name: str) -> str:
    message = f"Sidens dias skal ligge i mappen {FOLDER}/ under siden, men dér ligger en anden side."
    return f"{name}:1: dias-adresse: {message} Giv den anden side et andet filnavn."


def main() -> None:
    """Write the slides into the site that is built already, to see a change of the templates at once."""
    say.Arguments(prog="decks.py", description="Skriver dias i den byggede side på ny.").parse_args()
    environment.enter({"site"})
    root = environment.ROOT
    site = root / "site"
    for _, page in pages(root, site):
        shutil.rmtree(page.parent / FOLDER, ignore_errors=True)
    for problem in write(root, site):
        say.line(problem)


if __name__ == "__main__":
    say.guarded(main)
