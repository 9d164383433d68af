"""The calendar of a course's follow-up, as a field on its page.

Only the trainer knows the day of the course. So the file is written here for a model day, and in the browser every date
is moved by as many days as the course lies from it. Without JavaScript the dates are written by hand.
"""

from collections.abc import Mapping, Sequence
from datetime import UTC, datetime, timedelta
from html import escape
from typing import Any, Final

from guide.deadlines import Due, calendar

Row = Mapping[str, Any]

MODEL: Final = datetime(2001, 1, 1, tzinfo=UTC)  # the same on every machine; no course is ever held on it


def due(row: Row) -> datetime:
    """The day of one round, counted from the model day."""
    return MODEL + timedelta(weeks=row["uger"])


def field(rounds: Sequence[Row], course: str) -> str:
    """Where the trainer gives the day. It stays hidden until the script that can use it has come."""
    dues = (Due(due(row), True, row["titel"], _told(row)) for row in rounds)
    return (
        '<fieldset class="ns-kalender" data-search-exclude hidden>\n<legend>Datoerne til din kalender</legend>\n'
        f'<p><label for="kursusdag-{course}">Kursets dag, eller dagen for det sidste møde</label>\n'
        f'<input type="date" id="kursusdag-{course}" min="2020-01-01" max="2099-12-31" required></p>\n'
        f'<p role="status"></p>\n<pre hidden>{escape(calendar(dues, MODEL, course))}</pre>\n'
        f'<p><button type="button" class="ns-trykknap" data-save="opfoelgning-{course}.ics" data-type="text/calendar">'
        "Gem i kalender</button></p>\n</fieldset>\n"
    )


def _told(row: Row) -> str:
    return "\n".join([row["hvordan"], *(f"{number}. {asked}" for number, asked in enumerate(row["spoergsmaal"], 1))])
