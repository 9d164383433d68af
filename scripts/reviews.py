"""Lists what is past the day when someone should have read it again: pages, laws and contacts, the owner first.

A register's entries belong to whoever owns the page that shows them.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date

from guide.errors import Place
from guide.model import Guide
from pages import Page

LAWS_SHOWN_ON = "opslag/love.md"
CONTACTS_SHOWN_ON = "opslag/kontakter.md"
_REGISTERS = "guide/data"


@dataclass(frozen=True, order=True)
class Overdue:
    """One thing that is past its day."""

    owner: str
    due: str
    place: Place
    title: str
    kind: str


def overdue(pages: Sequence[Page], guide: Guide, today: date) -> tuple[Overdue, ...]:
    """Everything past its day, by owner and then the oldest first."""
    day = today.isoformat()
    owners = {page.name: page.text_of("ejer") for page in pages}
    every = [
        *_pages(pages),
        *_laws(guide, owners.get(LAWS_SHOWN_ON, "")),
        *_contacts(guide, owners.get(CONTACTS_SHOWN_ON, "")),
    ]
    return tuple(sorted(each for each in every if each.due and each.due < day))


def report(found: Sequence[Overdue], today: date) -> str:
    """The list in words."""
    if not found:
        return f"Intet er forbi eftersyn den {today.isoformat()}."
    counts = [f"{sum(each.kind == kind for each in found)} {kind}" for kind in ("sider", "love", "kontakter")]
    lines = [f"Forbi eftersyn den {today.isoformat()}: {counts[0]}, {counts[1]} og {counts[2]}."]
    for owner in dict.fromkeys(each.owner for each in found):
        lines += ["", owner or "Uden ejer"]
        lines += [f"  {each.due}  {each.place}  {each.title}" for each in found if each.owner == owner]
    return "\n".join(lines)


def _pages(pages: Sequence[Page]) -> Iterator[Overdue]:
    for page in pages:
        due, place = page.text_of("naeste_eftersyn"), Place(f"docs/{page.name}", page.line_of("naeste_eftersyn"))
        yield Overdue(page.text_of("ejer"), due, place, page.text_of("title"), "sider")


def _laws(guide: Guide, owner: str) -> Iterator[Overdue]:
    for law in guide.laws.values():
        place = _registered(law.place.of("naeste_eftersyn"))
        yield Overdue(owner, law.review_on, place, f"{law.act} {law.paragraph}", "love")


def _contacts(guide: Guide, owner: str) -> Iterator[Overdue]:
    for contact in guide.contacts.values():
        if contact.reachable:
            place = _registered(contact.place.of("udloeber"))
            yield Overdue(owner, contact.expires_on, place, contact.name, "kontakter")


def _registered(place: Place) -> Place:
    return Place(f"{_REGISTERS}/{place.file}", place.line)
