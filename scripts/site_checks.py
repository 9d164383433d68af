"""Looks through the built site as a browser would, and reports everything that is wrong at once.

Every link and anchor inside the site must exist, nothing may be fetched from another host, no page may have style or
handlers written in it (the policy of `hosting` forbids them), and each page needs what a screen reader starts with:
language, title, one main heading, text for pictures. A link that a person may click on is free to
lead anywhere. It reads files only and knows nothing of how they were made.
"""

import environment  # isort: skip - first, because it tells an old Python what to do

import posixpath
import re
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, field
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING
from urllib.parse import unquote, urlsplit

import say

if TYPE_CHECKING:
    from lxml import html

_FETCHED = {
    "src": None, "srcset": None, "poster": None, "background": None, "ping": None, "formaction": None,
    "data": {"object"}, "action": {"form"}, "href": {"link", "base", "use", "image"}, "xlink:href": {"use", "image"},
}  # fmt: skip
_ONLY_NAMED = {"canonical", "author", "license", "help", "prev", "next", "me"}
_CSS_ADDRESS = re.compile(r"""(?:url\(\s*|@import\s+)["']?([^"')\s;]+)""")
_CSS_COMMENT = re.compile(r"/\*.*?\*/", re.DOTALL)
_JS_ADDRESS = re.compile(
    r"""(?:\bimport\s*\(?|\bfrom|\bimportScripts\s*\(|\bfetch\s*\(|new\s+(?:Shared)?Worker\s*\()\s*["'`]((?:https?:)?//[^"'`]+)"""
)
_AT_ANY_ADDRESS = ("404.html", "500.html")  # what a server shows instead of the page that was asked for
_ROOT = re.compile(r'\bdata-rod="(/(?:[^"]*/)?)"')
_NO_LINK = ("mailto:", "tel:", "sms:", "data:", "blob:", "javascript:", "about:")
_PREPARED = ("spor=",)  # a trainer's prepared link to the guide: a fragment that is not an anchor


@dataclass(frozen=True, order=True)
class SiteProblem:
    """One thing that is wrong in the built site."""

    file: str
    code: str
    message: str
    remedy: str

    def __str__(self) -> str:
        return f"{self.file}: {self.code}: {self.message} {self.remedy}"


@dataclass
class Page:
    """What one HTML file says that the checks need."""

    lang: str = ""
    title: str = ""
    headings: int = 0
    anchors: set[str] = field(default_factory=set)
    doubled: list[str] = field(default_factory=list)
    links: list[str] = field(default_factory=list)
    fetched: list[str] = field(default_factory=list)
    without_alt: list[str] = field(default_factory=list)
    forbidden: list[str] = field(default_factory=list)


def check(site: Path) -> tuple[SiteProblem, ...]:
    """Every problem of the site in a folder, in reading order, each once."""
    pages = {name: read_page(site / name) for name in _names(site, "*.html")}
    _from_the_root(site, pages)
    files = set(_names(site, "*"))
    found: list[SiteProblem] = []
    if not pages:
        found.append(SiteProblem("index.html", "ingen-sider", "Der er ingen sider.", "Byg siden igen."))
    for name, page in pages.items():
        say = partial(SiteProblem, name)
        found += _page_problems(page, say)
        found += _address_problems(name, page, pages, files, say)
    for name in _names(site, "*.css"):
        found += _style_problems(name, (site / name).read_text("utf-8"), files)
    for name in (*_names(site, "*.js"), *_names(site, "*.mjs")):
        found += _script_problems(name, (site / name).read_text("utf-8"))
    return tuple(sorted(set(found)))


def _from_the_root(site: Path, pages: Mapping[str, Page]) -> None:
    """Take off the path that the site is published below from the addresses of pages that are shown at any address."""
    shown = [name for name in _AT_ANY_ADDRESS if name in pages]
    roots = [found[1] for name in shown if (found := _ROOT.search((site / name).read_text("utf-8")))]
    root = roots[0] if roots else "/"
    for name in shown:
        for addresses in (pages[name].links, pages[name].fetched):
            addresses[:] = [f"/{each.removeprefix(root)}" if each.startswith(root) else each for each in addresses]


def _names(site: Path, pattern: str) -> Iterator[str]:
    return (file.relative_to(site).as_posix() for file in sorted(site.rglob(pattern)) if file.is_file())


# ── Reading a page ────────────────────────────────────────────────────────────────────────────────────────────────────


def read_page(file: Path) -> Page:
    """What the checks need of one HTML file."""
    from lxml import etree, html  # noqa: PLC0415 - scripts start before the environment is there

    page = Page()
    root = html.document_fromstring(file.read_bytes(), parser=html.HTMLParser(encoding="utf-8"))
    for element in root.iter(etree.Element):
        _notice(page, element)
    return page


def _notice(page: Page, element: "html.HtmlElement") -> None:
    tag, values = str(element.tag), {str(name): str(value) for name, value in element.attrib.items()}
    if tag == "html":
        page.lang = values.get("lang", "")
    elif tag == "h1":
        page.headings += 1
    elif tag == "title" and next(element.iterancestors("svg"), None) is None:
        page.title += element.text_content()
    elif tag == "style":
        page.forbidden.append("<style>")
    if not values:
        return
    for name in {values.get("id", ""), values.get("name", "") if tag == "a" else ""} - {""}:
        (page.doubled if name in page.anchors else page.links[:0]).append(name)
        page.anchors.add(name)
    if tag in {"a", "area"} and "href" in values:
        page.links.append(values["href"])
    if (tag == "img" or values.get("type") == "image") and "alt" not in values:
        page.without_alt.append(values.get("src", ""))
    page.fetched += _fetched_by(tag, values)
    page.forbidden += [f"{name} på <{tag}>" for name in values if name == "style" or name.startswith("on")]


def _fetched_by(tag: str, values: dict[str, str]) -> Iterator[str]:
    """The addresses that a browser asks for by itself when it meets the tag."""
    if tag == "link" and set(values.get("rel", "").lower().split()) <= _ONLY_NAMED:
        return
    for name in _FETCHED.keys() & values.keys():
        value, tags = values[name].strip(), _FETCHED[name]
        if not value or not (tags is None or tag in tags):
            continue
        yield from (part.split()[0] for part in value.split(",") if part.strip()) if name == "srcset" else (value,)
    if (
        tag == "meta"
        and values.get("http-equiv", "").lower() == "refresh"
        and "url=" in values.get("content", "").lower()
    ):
        yield re.split("url=", values["content"], flags=re.IGNORECASE)[1].strip("'\" ")


def _addresses_in_css(text: str) -> list[str]:
    return _CSS_ADDRESS.findall(_CSS_COMMENT.sub("", text)) if text else []


# ── Judging it ────────────────────────────────────────────────────────────────────────────────────────────────────────

_Say = Callable[[str, str, str], SiteProblem]


def _page_problems(page: Page, say: _Say) -> Iterator[SiteProblem]:
    if page.lang != "da":
        yield say("sprog", f'Siden siger lang="{page.lang}".', 'Skriv lang="da" på html-elementet.')
    if not page.title.strip():
        yield say("titel", "Siden har ingen titel.", "Giv siden en title.")
    if page.headings != 1:
        yield say("overskrift", f"Siden har {page.headings} hovedoverskrifter (h1).", "Giv siden netop én.")
    for name in page.doubled:
        yield say("id-to-gange", f"id »{name}« står to gange på siden.", "Giv hvert sted sit eget id.")
    for address in page.without_alt:
        yield say(
            "billedtekst",
            f"Billedet {address} har ingen alt.",
            'Beskriv billedet, eller skriv alt="", når det kun er pynt.',
        )
    for what in dict.fromkeys(page.forbidden):
        yield say(
            "imod-politikken",
            f"Browseren vil ikke bruge {what}: Sidens sikkerhedspolitik forbyder stil og script skrevet ind i siden.",
            "Læg det i en fil i overrides/assets. Står det i en tabel, så skriv | --- | uden kolon.",
        )


def _address_problems(
    name: str, page: Page, pages: dict[str, Page], files: set[str], say: _Say
) -> Iterator[SiteProblem]:
    for address in dict.fromkeys(page.links):
        if not is_foreign(address):
            yield from _link_problem(name, address, pages, files, say)
    for address in dict.fromkeys(page.fetched):
        if is_foreign(address):
            yield say(
                "fremmed-adresse",
                f"Browseren henter {address} fra et andet sted.",
                "Læg filen i projektet, eller fjern henvisningen.",
            )
        else:
            yield from _link_problem(name, address, pages, files, say)


def _link_problem(name: str, address: str, pages: dict[str, Page], files: set[str], say: _Say) -> Iterator[SiteProblem]:
    if address.lower().startswith(_NO_LINK):
        return
    if address.startswith("/") and name not in _AT_ANY_ADDRESS:
        yield say(
            "absolut-link",
            f"Linket {address} virker ikke, når siden ligger i en undermappe.",
            "Skriv linket ud fra siden selv (../).",
        )
        return
    parts = urlsplit(address)
    target = resolve(name, unquote(parts.path), files)
    if target is None:
        yield say("dødt-link", f"Linket {address} fører ingen steder hen.", "Ret linket, eller lav siden.")
        return
    anchor = unquote(parts.fragment)
    if anchor and target in pages and anchor not in pages[target].anchors and not anchor.startswith(_PREPARED):
        yield say("dødt-anker", f"Linket {address} peger på et sted, der ikke findes på siden.", "Ret ordet efter #.")


def is_foreign(address: str) -> bool:
    """Whether an address names another host."""
    return address.startswith("//") or urlsplit(address).scheme in {"http", "https", "ws", "wss", "ftp"}


def resolve(name: str, path: str, files: set[str]) -> str | None:
    """The file that a path on page `name` means; None when there is none. One with a slash starts at the site's root."""
    if not path:
        return name
    folder = "" if path.startswith("/") else posixpath.dirname(name)
    target = posixpath.normpath(posixpath.join(folder, path.lstrip("/")))
    if target.startswith(".."):
        return None
    target = "" if target == "." else target
    page = f"{target}/index.html".lstrip("/")
    return page if page in files else target if target in files and not path.endswith("/") else None


def _style_problems(name: str, text: str, files: set[str]) -> Iterator[SiteProblem]:
    for address in dict.fromkeys(_addresses_in_css(text)):
        if is_foreign(address):
            yield SiteProblem(
                name, "fremmed-adresse", f"Stilarket henter {address} fra et andet sted.", "Læg filen i projektet."
            )
        elif not address.startswith((*_NO_LINK, "#")) and resolve(name, unquote(urlsplit(address).path), files) is None:
            yield SiteProblem(
                name,
                "dødt-link",
                f"Stilarket henter {address}, som ikke findes.",
                "Ret adressen, eller læg filen i projektet.",
            )


def _script_problems(name: str, text: str) -> Iterator[SiteProblem]:
    for address in dict.fromkeys(_JS_ADDRESS.findall(text)):
        yield SiteProblem(
            name, "fremmed-adresse", f"Programmet henter {address} fra et andet sted.", "Læg filen i projektet."
        )


def main() -> int:
    """Check the folder named on the command line, `site` when none is."""
    parser = say.Arguments(prog="site_checks.py", description="Kontrollerer den byggede side.")
    parser.add_argument("site", type=Path, nargs="?", default=Path("site"), metavar="MAPPE", help="mappen med siden")
    chosen = parser.parse_args()
    environment.enter({"site"})
    found = check(chosen.site)
    say.line("\n".join(map(str, found)) or "Ingen fejl.")
    return 1 if found else 0


if __name__ == "__main__":
    say.guarded(main)
