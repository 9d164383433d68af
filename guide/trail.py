"""What only the live guide can show, as HTML: the answers so far, several concerns at once, why this result, print.

It stands below the step's own fragment, which it never changes, so a reader without Python loses comfort and nothing
else.
"""

from __future__ import annotations

from datetime import datetime

from guide import __version__
from guide.deadlines import calendar, in_danish, moment, timeline
from guide.engine import Answered, Raised, Step, Walk
from guide.markup import escape_attribute, escape_text
from guide.model import Guide, Outcome, Parents
from guide.summary import draft, summary


def trail(guide: Guide, step: Step, now: str = "") -> str:
    """The part below the step: concerns, answers with "Ret", why, and the buttons.

    `now` is the local time as the browser knows it, "2026-11-22T16:40"; anything else leaves the time out.
    Empty before the first concern is chosen.
    """
    if not step.walks:
        return ""
    at = moment(now)
    return (
        f"{_roles(guide, step)}{_concerns(guide, step)}{_why(step)}{_print_head(guide, step, at)}"
        f"{_take_along(guide, step, at)}{_buttons(guide, step)}"
    )


def _t(text: str) -> str:
    return escape_text(text)


def _concerns(guide: Guide, step: Step) -> str:
    """All concerns with their results, when there are several; the one that counts is marked in words."""
    if len(step.walks) < 2:
        return ""
    rows = "".join(_concern(guide, step, walk) for walk in step.walks)
    text = (
        "Den strengeste afgørelse gælder. Følg også de andre."
        if step.outcome
        else "Svar på spørgsmålene for hver bekymring."
    )
    return (
        f'<section class="ns-bekymringer">\n<h2>Dine bekymringer</h2>\n<p>{text}</p>\n<ul>\n{rows}</ul>\n</section>\n'
    )


def _concern(guide: Guide, step: Step, walk: Walk) -> str:
    name = _t(guide.spor[walk.spor].title)
    if walk.outcome is None:
        return f"<li><strong>{name}</strong> Ikke færdig endnu.</li>\n"
    counts = step.outcome is not None and walk is step.current
    mark = ' <span class="ns-gaelder">Gælder for det hele</span>' if counts else ""
    href = escape_attribute(f"../../{walk.folder}/{walk.outcome.id}/")
    return (
        f'<li><strong>{name}</strong>{mark}<br>\n<a href="{href}">{_t(walk.outcome.title)}</a><br>\n'
        f"{_t(walk.outcome.why)}</li>\n"
    )


def _why(step: Step) -> str:
    """The answers so far, at an outcome as its reasons."""
    if step.outcome is None:
        return answers(step, "Dine svar")
    return answers(step, "Hvorfor dette svar?", "Svaret bygger på det, du har valgt:")


def answers(step: Step, heading: str, lead: str = "") -> str:
    """Every answer with a button that asks the question again. Empty before the first answer."""
    entries = list(dict.fromkeys(entry for walk in step.walks for entry in walk.trail))
    if not entries:
        return ""
    lead = f"<p>{_t(lead)}</p>\n" if lead else ""
    rows = "".join(_answered(entry) if isinstance(entry, Answered) else _raised(entry) for entry in entries)
    return f'<section class="ns-spor-svar">\n<h2>{heading}</h2>\n{lead}<dl>\n{rows}</dl>\n</section>\n'


def _answered(entry: Answered) -> str:
    question, option = entry.question, entry.option
    return (
        f"<div><dt>{_t(question.text)}</dt><dd>{_t(option.text)}</dd>"
        f'<dd class="ns-ret"><button type="button" data-edit="{escape_attribute(question.id)}">Ret'
        f'<span class="ns-skjult"> svaret på: {_t(question.text)}</span></button></dd></div>\n'
    )


def _raised(entry: Raised) -> str:
    where = entry.source.id
    return (
        f"<div><dt>Du valgte at gå op</dt><dd>{_t(entry.outcome.title)}</dd>"
        f'<dd class="ns-ret"><button type="button" data-edit="{escape_attribute(where)}">Fortryd'
        f'<span class="ns-skjult"> at gå op til: {_t(entry.outcome.title)}</span></button></dd></div>\n'
    )


def _buttons(guide: Guide, step: Step) -> str:
    more = len(step.walks) < len(guide.spor) and step.outcome is not None
    add = '<button type="button" class="ns-knap" data-add>Tilføj en bekymring mere</button>\n' if more else ""
    show = '<button type="button" class="ns-knap" data-print>Print</button>\n' if step.outcome else ""
    buttons = f'<div class="ns-knapper">\n{add}{show}</div>\n' if add or show else ""
    return f'{buttons}<p class="ns-privat">Dine svar bliver kun i denne fane. De bliver hverken gemt eller sendt.</p>\n'


def _print_head(guide: Guide, step: Step, at: datetime | None) -> str:
    """Seen on paper only: when it was printed, from which edition, and a line for the name, to be written by hand."""
    if step.outcome is None:
        return ""
    printed = f"Udskrevet {in_danish(at)}. " if at else ""
    return (
        '<section class="ns-kun-print ns-udfyld">\n'
        f"<p>{printed}Næste skridt {__version__}, indhold {_t(guide.fingerprint)}.</p>\n"
        '<p class="ns-skrivelinje">Barnets navn (skriv i hånden): </p>\n'
        '<p class="ns-skrivelinje">Udfyldt af (skriv i hånden): </p>\n</section>\n'
    )


def _roles(guide: Guide, step: Step) -> str:
    """The reader's own role, to be chosen or taken back: it brings that actor's steps first and hides none.

    The shell puts it where `data-under` says: right under the step's part of that class.
    """
    if step.outcome is None or not guide.frame.roles:
        return ""
    chosen = step.state.role
    buttons = "".join(
        f'<button type="button" class="ns-knap" data-role="{escape_attribute("" if each.id == chosen else each.id)}" '
        f'aria-pressed="{"true" if each.id == chosen else "false"}">{_t(each.title)}</button>\n'
        for each in guide.frame.roles.values()
    )
    return (
        '<div class="ns-roller" role="group" aria-label="Vis trin for" data-under="ns-baand">\n'
        f"<span>Vis trin for:</span>\n{buttons}</div>\n"
    )


def _take_along(guide: Guide, step: Step, at: datetime | None) -> str:
    """Texts to copy or print, without names: the summary, the draft of a notification, the dates with a calendar file."""
    outcome = step.outcome
    if outcome is None:
        return ""
    notification = draft(guide, step, at)
    return (
        '<section class="ns-tag-med">\n<h2>Tag med</h2>\n'
        "<p>Teksterne har ingen navne. Skriv navne i hånden eller i kommunens sikre skema.</p>\n"
        f"{_text('opsummering', 'Opsummering uden navne', summary(guide, step, at))}"
        f"{_text('kladde', 'Kladde til en underretning', notification) if notification else ''}"
        f"{_dates(guide, outcome, at)}</section>\n"
    )


def _text(name: str, heading: str, text: str) -> str:
    return (
        f'<details class="ns-tekst" data-del="{name}"><summary>{_t(heading)}</summary>\n'
        f"{_sheet(text)}<pre hidden>{_t(text)}</pre>\n"
        '<div class="ns-knapper"><button type="button" class="ns-knap" data-copy data-done="Kopieret">Kopiér</button>\n'
        f'<button type="button" class="ns-knap" data-print="{name}">Print</button></div>\n</details>\n'
    )


def _sheet(text: str) -> str:
    """A plain text as it is read and printed: headings, and lines to write on. It is copied as the plain text."""
    first, *blocks = text.strip().split("\n\n")
    html = "".join(f"<p>{_t(line)}</p>\n" for line in first.split("\n")[1:])
    for block in blocks:
        heading, *lines = block.split("\n")
        html += f"<h3>{_t(heading.capitalize())}</h3>\n{''.join(map(_sheet_line, lines))}"
    return f'<div class="ns-tekst__ark">\n{html}</div>\n'


def _sheet_line(line: str) -> str:
    said = line.rstrip("_")
    css = ' class="ns-skrivelinje"' if said != line else ""
    return f"<p{css}>{_t(said.strip())}</p>\n"


def _dates(guide: Guide, outcome: Outcome, at: datetime | None) -> str:
    dues = timeline(guide.later_of(outcome), at, guide.holidays) if at else ()
    if at is None or not dues:
        return ""
    rows = "".join(
        f"<li><strong>{_t(in_danish(due.at, with_hour=not due.whole_day))}</strong> <span>{_t(due.what)}</span></li>\n"
        for due in dues
    )
    return (
        '<details class="ns-tekst"><summary>Datoer at holde øje med</summary>\n'
        "<p>Regnet fra nu. Hverdage er mandag til fredag uden helligdage.</p>\n"
        f'<ol class="ns-tidslinje">\n{rows}</ol>\n<pre hidden>{_t(calendar(dues, at, guide.fingerprint))}</pre>\n'
        '<div class="ns-knapper"><button type="button" class="ns-knap" data-save="naeste-skridt.ics" data-type="text/calendar">'
        "Gem i kalender</button></div>\n</details>\n"
    )


def stricter_parents(step: Step) -> Parents | None:
    """The parents rule to show, where another concern is stricter than the outcome shown; else None."""
    outcome = step.outcome
    if outcome is None or step.parents is None or step.parents is outcome.parents:
        return None
    return step.parents
