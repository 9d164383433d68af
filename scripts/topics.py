"""Makes two lists made from the pages' front matter: the pages by situation and role, and by the date of their next review.

The words behind the ids stand in mkdocs.yml (`extra.situationer` and `extra.roller`), because the foot of each page
shows them too. Pages come in the menu's order. It knows nothing of whether the front matter is right; `check` is asked.
"""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any


@dataclass(frozen=True)
class Page:
    """What the lists need of one page. `path` is relative to docs/; `section` is the menu's word for where it stands."""

    path: str
    section: str
    title: str
    description: str
    owner: str
    reviewed: str
    review_on: str
    roles: tuple[str, ...]
    situations: tuple[str, ...]


@dataclass(frozen=True)
class Frame:
    """The menu and the words of mkdocs.yml: page -> section, and id -> word for roles and situations.

    `outside` holds the patterns of pages that are not in the menu on purpose.
    """

    sections: Mapping[str, str]
    roles: Mapping[str, str]
    situations: Mapping[str, str]
    outside: tuple[str, ...] = ()


def snippets(root: Path) -> dict[str, str]:
    """The text of each snippet by its file name."""
    frame = read_frame(root)
    pages = tuple(read_pages(root / "docs", frame))
    return {"emner.md": _topics(frame, pages), "eftersyn.md": _reviews(pages)}


def read_frame(root: Path) -> Frame:
    """The menu and the words, as mkdocs.yml has them."""
    from mkdocs.utils import yaml  # noqa: PLC0415 - scripts start before the environment is there

    with (root / "mkdocs.yml").open(encoding="utf-8") as file:
        config: dict[str, Any] = yaml.yaml_load(file, yaml.get_yaml_loader())
    extra, outside = config["extra"], str(config.get("not_in_nav", "")).split()
    return Frame(dict(_menu(config["nav"], "")), extra["roller"], extra["situationer"], tuple(outside))


def _menu(items: list[Any], section: str) -> Iterator[tuple[str, str]]:
    """Every page of the menu with the topmost heading above it."""
    for item in items:
        for title, inner in item.items() if isinstance(item, dict) else [("", item)]:
            if isinstance(inner, list):
                yield from _menu(inner, section or title)
            else:
                yield inner, section or title


def read_pages(docs: Path, frame: Frame) -> Iterator[Page]:
    """The pages of the menu that have an owner, in the menu's order."""
    from mkdocs.utils import meta  # noqa: PLC0415 - as above

    for path, section in frame.sections.items():
        place = docs / path
        front = meta.get_data(place.read_text("utf-8"))[1] if place.is_file() else {}
        if front.get("ejer"):
            yield Page(
                path,
                section,
                str(front["title"]),
                str(front.get("description", "")),
                str(front["ejer"]),
                str(front.get("gennemgaaet", "")),
                str(front.get("naeste_eftersyn", "")),
                tuple(front.get("maalgruppe") or ()),
                tuple(front.get("situationer") or ()),
            )


def _topics(frame: Frame, pages: tuple[Page, ...]) -> str:
    situations = {name: [page for page in pages if name in page.situations] for name in frame.situations}
    roles = {name: [page for page in pages if name in page.roles] for name in frame.roles}
    by_situation = "".join(
        f"### {frame.situations[name]} {{ #{name} }}\n\n{''.join(map(_line, found))}\n"
        for name, found in situations.items()
    )
    by_role = "".join(
        f'<details id="rolle-{name}" markdown="1">\n<summary>{frame.roles[name]}</summary>\n\n{_by_section(found)}\n</details>\n\n'
        for name, found in roles.items()
    )
    return (
        "[Efter situation](#efter-situation) [Efter rolle](#efter-rolle)\n{ .ns-emneord }\n\n"
        f"## Efter situation\n\n{_jumps(frame.situations)}{by_situation}"
        f"## Efter rolle\n\n{_jumps({f'rolle-{name}': word for name, word in frame.roles.items()})}{by_role}"
    )


def _jumps(words: Mapping[str, str]) -> str:
    """One line of links to the headings below."""
    return " ".join(f"[{word}](#{anchor})" for anchor, word in words.items()) + "\n{ .ns-emneord }\n\n"


def _line(page: Page) -> str:
    return f"- {_link(page)}: {page.description}\n"


def _link(page: Page) -> str:
    return f"[{page.title}](../{page.path})"


def _by_section(pages: list[Page]) -> str:
    sections: dict[str, list[Page]] = {}
    for page in pages:
        sections.setdefault(page.section, []).append(page)
    return "".join(f"- **{name}:** {' · '.join(map(_link, found))}\n" for name, found in sections.items())


def _reviews(pages: tuple[Page, ...]) -> str:
    """Every page with the day it must be read through again; the first to fall due stands first."""
    rows = sorted(pages, key=lambda page: (page.review_on, page.owner))
    return "| Ses efter senest | Side | Ansvarlig | Sidst gennemgået |\n|---|---|---|---|\n" + "".join(
        f"| {_date(page.review_on)} | {_link(page)} | {page.owner} | {_date(page.reviewed)} |\n" for page in rows
    )


def _date(iso: str) -> str:
    """2026-11-22 as 22.11.2026, with spaces that do not break."""
    return ".".join(str(int(part)) for part in reversed(iso.split("-")))
