"""Dates that follow from an outcome, counted from a moment: as a list, and as a calendar file without names.

Working days are Monday to Friday without holidays. The holidays come with the guide; the build takes them from a
maintained source, so none are computed here.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import UTC, date, datetime, timedelta
from typing import Final

from guide.model import Later

_MONTHS: Final = (
    *("januar", "februar", "marts", "april", "maj", "juni"),
    *("juli", "august", "september", "oktober", "november", "december"),
)
_YEARS: Final = range(1970, 2200)  # those of a clock that goes; in others a date that is counted may not be there
_LINE: Final = 75  # octets a line of a calendar file, RFC 5545 section 3.1


@dataclass(frozen=True)
class Due:
    """Something that should have happened by a moment. `whole_day` is False where the hour counts."""

    at: datetime
    whole_day: bool
    when: str
    what: str


def moment(now: str) -> datetime | None:
    """The local time that a browser sends, "2026-11-22T16:40", or None for anything else, years far away among it."""
    try:
        found = datetime.fromisoformat(now[:16]) if "T" in now[10:11] and len(now) >= 16 else None
    except ValueError:
        return None
    return found if found and found.year in _YEARS else None


def in_danish(at: datetime, with_hour: bool = True) -> str:
    """A moment as "22. november 2026 kl. 16.40", or the day alone."""
    day = f"{at.day}. {_MONTHS[at.month - 1]} {at.year}"
    return f"{day} kl.\u00a0{at:%H.%M}" if with_hour else day


def add_working_days(start: date, count: int, holidays: Iterable[str]) -> date:
    """The day that lies `count` working days after a day. In: holidays as ISO dates."""
    free, day = frozenset(holidays), start
    while count > 0:
        day += timedelta(days=1)
        if day.weekday() < 5 and day.isoformat() not in free:
            count -= 1
    return day


def timeline(later: Iterable[Later], start: datetime, holidays: Iterable[str] = ()) -> tuple[Due, ...]:
    """The dates of what happens afterwards, in order. Entries without a number of hours or days have no date."""
    found = (_due(each, start, holidays) for each in later)
    return tuple(sorted((due for due in found if due), key=lambda due: due.at))


def _due(later: Later, start: datetime, holidays: Iterable[str]) -> Due | None:
    if later.hours:
        return Due(start + timedelta(hours=later.hours), False, later.when, later.what)
    if later.working_days:
        day = add_working_days(start.date(), later.working_days, holidays)
        return Due(datetime(day.year, day.month, day.day), True, later.when, later.what)  # noqa: DTZ001 - as above
    if later.days:
        return Due(start + timedelta(days=later.days), True, later.when, later.what)
    return None


def calendar(dues: Iterable[Due], start: datetime, edition: str) -> str:
    """A calendar file (RFC 5545) with one entry a date. It says what to look for and never about whom.

    In: the dates, the moment they are counted from (one without a place is by this machine's clock), and the edition of
    the content, which makes the ids unique.
    """
    stamp = f"{start.astimezone(UTC):%Y%m%dT%H%M%S}Z"
    entries = (
        _entry(due, stamp, f"{start:%Y%m%dT%H%M}-{number}-{edition}@naeste-skridt")
        for number, due in enumerate(dues, 1)
    )
    return as_file("Vejviser", (line for entry in entries for line in entry))


def as_file(product: str, entries: Iterable[str]) -> str:
    """The lines of entries as a whole calendar file. In: what made it, in ASCII, and lines whose texts are `escaped`."""
    head = ("BEGIN:VCALENDAR", "VERSION:2.0", f"PRODID:-//Naeste skridt//{product}//DA", "CALSCALE:GREGORIAN")
    return "".join(f"{part}\r\n" for line in (*head, *entries, "END:VCALENDAR") for part in _folded(line))


def escaped(text: str) -> str:
    """A text as it may stand in a calendar file."""
    return text.replace("\\", "\\\\").replace(";", "\\;").replace(",", "\\,").replace("\n", "\\n")


def _entry(due: Due, stamp: str, uid: str) -> list[str]:
    times = (
        [f"DTSTART;VALUE=DATE:{due.at:%Y%m%d}", f"DTEND;VALUE=DATE:{due.at + timedelta(days=1):%Y%m%d}"]
        if due.whole_day
        else [f"DTSTART:{due.at:%Y%m%dT%H%M%S}", f"DTEND:{due.at + timedelta(minutes=15):%Y%m%dT%H%M%S}"]
    )
    return [
        *("BEGIN:VEVENT", f"UID:{uid}", f"DTSTAMP:{stamp}", *times),
        "SUMMARY:Næste skridt: følg op",
        f"DESCRIPTION:{escaped(f'{due.when}: {due.what}')}",
        *("CLASS:PRIVATE", "TRANSP:TRANSPARENT", "END:VEVENT"),
    ]


def _folded(line: str) -> Iterator[str]:
    """A long line as several, each after the first begun by a space; never cut inside a character."""
    rest, room = line, _LINE
    while len(rest.encode()) > room:
        cut = room
        while len(rest[:cut].encode()) > room:
            cut -= 1
        yield rest[:cut] if room == _LINE else f" {rest[:cut]}"
        rest, room = rest[cut:], _LINE - 1
    yield rest if room == _LINE else f" {rest}"
