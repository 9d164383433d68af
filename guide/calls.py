"""Whom to call, as HTML: a number in a text can be pressed, and a step that asks for a call has something to press.

Where the municipality has not filled in its number, what a person can do instead stands there, and a button for the
hours in which the municipality is closed.
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from typing import Final

from guide.markup import escape_attribute as _a
from guide.markup import escape_text as _t
from guide.markup import listing
from guide.model import Action, Guide, Outcome
from guide.registers import Contact
from guide.words import FILLED_LOCALLY

_LEADER: Final = "leder"
_NO_LEADER: Final = "Kan du ikke få fat i din leder?"
_NIGHT: Final = "114"  # the police, who put a call through to the municipality's duty officer
_NUMBERS: Final = re.compile(
    r"(?<![\w§+-])(?<!§[ \u00a0])((?:ring(?:er|e|es)?[ \u00a0])?(112|114))(?![\w-]| ?\d)", re.I
)
_SENTENCE: Final = re.compile(r"(?<=[.?!]) +(?=[A-ZÆØÅ])")
_CLOSED: Final = re.compile(r"Er der lukket, så (ring 114|spørg på 114)\b[^.]*\.")


def said(guide: Guide, text: str) -> str:
    """A text as HTML in which 112, and 114 where it exists, can be pressed."""

    def dial(found: re.Match[str]) -> str:
        if found[2] == _NIGHT and guide.abroad:
            return found[0]
        return f'<a href="tel:{found[2]}">{found[1]}</a>'

    return _NUMBERS.sub(dial, _t(text))


def step(guide: Guide, action: Action) -> str:
    """How a step is done, and whom it calls, as the lines below what is done."""
    contact = guide.contacts.get(action.contact)
    closed = contact is not None and _has_night(guide, contact)
    how = _CLOSED.sub("", action.how).strip() if closed else action.how
    lines = f"\n<p>{said(guide, how)}</p>" if how else ""
    if contact:
        lines += f'\n<p class="ns-kontakt">{_in_step(guide, contact)}</p>'
    if closed:
        lines += (
            f'\n<p class="ns-kontakt ns-lukket"><a href="tel:{_NIGHT}">Er kommunen lukket? Ring {_NIGHT}</a> '
            "<span>Bed om den sociale døgnvagt.</span></p>"
        )
    return lines


def contacts(guide: Guide, outcome: Outcome) -> str:
    """Those to call that no step names, as a section; nothing where the steps name all."""
    in_steps = {action.contact for action in outcome.actions}
    known = [guide.contacts[name] for name in outcome.contacts if name in guide.contacts and name not in in_steps]
    rows = listing(_rows(guide, known))
    if not known:
        return ""
    return f'<section class="ns-kontakter">\n<h2>Hvem kan du ellers ringe til?</h2>\n{rows}\n</section>\n'


def _rows(guide: Guide, known: list[Contact]) -> Iterable[str]:
    """A row for each contact. One without a number of its own stands with the one whose number is called instead."""
    with_others = {name: [each for each in known if _instead(each, name)] for name in known}
    moved = {id(each) for others in with_others.values() for each in others}
    for contact in known:
        if id(contact) not in moved:
            names = " · ".join([contact.name, *(each.name for each in with_others[contact])])
            used = f'<span class="ns-kontakt__brug">{said(guide, contact.used_for)}</span>'
            yield f"{_line(guide, contact, names, contact.if_missing)}\n{used}"


def _instead(contact: Contact, other: Contact) -> bool:
    number = other.number
    return (
        bool(number) and not contact.reachable and contact.if_missing.startswith((f"Ring {number},", f"Ring {number}."))
    )


def _has_night(guide: Guide, contact: Contact) -> bool:
    return not contact.reachable and _NIGHT in contact.if_missing and not guide.abroad


def _in_step(guide: Guide, contact: Contact) -> str:
    name = contact.name
    if contact.id == _LEADER and not contact.reachable:
        name = _NO_LEADER
    missing = contact.if_missing
    if _has_night(guide, contact):
        missing = " ".join(part for part in _SENTENCE.split(missing) if _NIGHT not in part)
    return _line(guide, contact, name, missing)


def _line(guide: Guide, contact: Contact, name: str, missing: str) -> str:
    """A contact as one line: name, a number to press or a page to open, hours; what is not filled in says so."""
    name = f'<span class="ns-kontakt__navn">{_t(name)}</span>'
    if contact.number:
        dialled = "".join(ch for ch in contact.number if ch.isdigit() or ch == "+")
        reach = f' <a href="tel:{dialled}">{_t(contact.number)}</a>'
    elif contact.address:
        shown = contact.address.split("//")[-1].rstrip("/")
        reach = f' <a href="{_a(contact.address)}" rel="noreferrer">{_t(shown)}</a>'
    elif contact.local:
        mark = f' <span class="ns-lokalt">{FILLED_LOCALLY}</span>' if contact.required else ""
        reach = f"{mark} <span>{said(guide, missing)}</span>" if missing else mark
    else:
        reach = ""
    hours = f' <span class="ns-kontakt__tid">{_t(contact.hours)}</span>' if contact.hours and contact.reachable else ""
    return f"{name}{reach}{hours}"
