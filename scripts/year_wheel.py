"""The year as a drawing (SVG) and as a calendar file (RFC 5545), from the same entries.

The drawing carries numbers only; the tables beside it say everything in words. It has no colours of its own, so that it
follows light, dark and forced colours and prints well. The calendar names functions, never persons.
"""

import math
from collections.abc import Iterable, Mapping
from datetime import date, timedelta
from html import escape
from typing import Any, Final

from guide.deadlines import as_file, escaped

Row = Mapping[str, Any]

MONTHS: Final = (
    *("januar", "februar", "marts", "april", "maj", "juni"),
    *("juli", "august", "september", "oktober", "november", "december"),
)
CALENDARS: Final = {
    "dagtilbud-og-skole": "Dagtilbud, skole og sundhedspleje",
    "raadgivere": "Rådgivere, ledergruppe og kompetencer",
    "groenland": "Institutioner i Grønland",
    "redaktion": "Sidens redaktion",
}
"""Each calendar file that can be fetched, by the end of its name, so that nobody gets the lines of others."""

_STAMP: Final = "20261122T000000Z"  # fixed, so that the same entries always make the same file
_FIRST_YEAR: Final = 2026
_SIZE: Final = 720
_OUTER: Final = 300.0
_INNER: Final = 64.0
_TINTS: Final = {  # by the folder of the page: how dark the piece is, and what it is called
    "kompetencer": (".06", "Kompetencer"),
    "procedurer": (".2", "Barnet og samarbejdet"),
    "traening": (".38", "Træning og drift"),
    "om": (".38", "Træning og drift"),
}
_GAP: Final = 0.8  # degrees left open at each end of an arc


def months(row: Row) -> list[int]:
    """The months of an entry in order, both ends included; it may run past New Year."""
    first, last = row["maaned_fra"], row["maaned_til"]
    return [(first - 1 + step) % 12 + 1 for step in range((last - first) % 12 + 1)]


def span(first: int, last: int) -> str:
    """8 and 11 as »August til november«; the whole year in words."""
    if (first, last) == (1, 12):
        return "Hele året"
    start = MONTHS[first - 1].capitalize()
    return start if first == last else f"{start} til {MONTHS[last - 1]}"


def runs(numbers: Iterable[int]) -> str:
    """1, 3, 4 and 5 as »1, 3-5«."""
    found: list[list[int]] = []
    for number in numbers:
        if found and number == found[-1][-1] + 1:
            found[-1].append(number)
        else:
            found.append([number])
    return ", ".join(f"{run[0]}" if len(run) == 1 else f"{run[0]}-{run[-1]}" for run in found)


def in_order(rows: Iterable[Row]) -> list[Row]:
    """By the month they begin; what runs all year comes last."""
    return sorted(rows, key=lambda row: (len(months(row)) == 12, row["maaned_fra"]))


# ── The drawing ───────────────────────────────────────────────────────────────────────────────────────────────────────


def drawing(entries: list[Row]) -> str:
    """The wheel as one block of HTML without empty lines, so that Markdown leaves it alone."""
    lanes = _lanes(entries)
    depth = (_OUTER - _INNER) / (max(lanes) + 1)
    arcs = "\n".join(_arc(number, row, lanes[number - 1], depth) for number, row in enumerate(entries, 1))
    names = "\n".join(_month(number) for number in range(12))
    told = "; ".join(
        f"{number}. {row['titel']}: {span(row['maaned_fra'], row['maaned_til']).lower()}"
        for number, row in enumerate(entries, 1)
    )
    half = _SIZE // 2
    return (
        '<div class="ns-aarshjul">\n'
        f'<svg viewBox="-{half} -{half} {_SIZE} {_SIZE}" width="{_SIZE}" height="{_SIZE}" role="img" '
        'aria-labelledby="aarshjul-titel aarshjul-tekst" fill="currentColor" font-size="18" text-anchor="middle">\n'
        '<title id="aarshjul-titel">Årshjul med tolv måneder</title>\n'
        f'<desc id="aarshjul-tekst">{escape(told)}.</desc>\n{names}\n{arcs}\n</svg>\n{_legend(entries)}\n</div>'
    )


def _lanes(entries: list[Row]) -> list[int]:
    """A lane for each entry, counted from the rim, so that no two in a lane share a month."""
    taken: list[set[int]] = []
    chosen = []
    for row in entries:
        wanted = set(months(row))
        lane = next((number for number, used in enumerate(taken) if not used & wanted), len(taken))
        if lane == len(taken):
            taken.append(set())
        taken[lane] |= wanted
        chosen.append(lane)
    return chosen


def _point(radius: float, degrees: float) -> str:
    """A point by its distance from the middle and its angle clockwise from the top.

    Three decimals, because the middle of an arc of nearly half a circle moves far when its ends are rounded.
    """
    turned = math.radians(degrees)
    return f"{radius * math.sin(turned):.3f} {-radius * math.cos(turned):.3f}"


def _month(number: int) -> str:
    """A month's name outside the rim and the line where it begins."""
    edge, middle = number * 30, number * 30 + 15
    x, y = _point(_OUTER + 30, middle).split()
    line = f"M{_point(_INNER, edge)} L{_point(_OUTER + 14, edge)}"
    return (
        f'<path d="{line}" fill="none" stroke="currentColor" stroke-opacity=".3"/>'
        f'<text x="{x}" y="{y}" dy=".35em" font-size="22" font-weight="700">{MONTHS[number][:3]}</text>'
    )


def _arc(number: int, row: Row, lane: int, depth: float) -> str:
    """An entry as a piece of a ring with its number at the middle of its first month."""
    start = (row["maaned_fra"] - 1) * 30 + _GAP
    end = start + len(months(row)) * 30 - 2 * _GAP
    rim, floor = _OUTER - lane * depth - 1, _OUTER - (lane + 1) * depth + 1
    large = int(end - start > 180)
    shape = (
        f"M{_point(rim, start)} A{rim:.3f} {rim:.3f} 0 {large} 1 {_point(rim, end)} "
        f"L{_point(floor, end)} A{floor:.3f} {floor:.3f} 0 {large} 0 {_point(floor, start)} Z"
    )
    x, y = _point((rim + floor) / 2, start + 15 - _GAP).split()
    return (
        f'<path d="{shape}" fill-opacity="{_tint(row)}" stroke="currentColor" stroke-opacity=".6"/>'
        f'<text x="{x}" y="{y}" dy=".35em" font-weight="700">{number}</text>'
    )


def _tint(row: Row) -> str:
    return _TINTS.get(row["side"].partition("/")[0], _TINTS["procedurer"])[0]


def _legend(entries: list[Row]) -> str:
    """What the tints mean: the part of the handbook in which the entry's page stands."""
    used = {_tint(row) for row in entries}
    signs = "".join(
        '<li><svg viewBox="0 0 24 24" width="24" height="24" aria-hidden="true" focusable="false"><rect x="1" y="1" '
        f'width="22" height="22" fill="currentColor" fill-opacity="{tint}" stroke="currentColor"/></svg> {name}</li>'
        for tint, name in dict.fromkeys(_TINTS.values())
        if tint in used
    )
    return f'<ul class="ns-aarshjul__tegn">{signs}</ul>'


# ── The calendar ──────────────────────────────────────────────────────────────────────────────────────────────────────


def calendar(rows: Iterable[Row]) -> str:
    """A calendar file with one whole-day entry each, on the first Monday of the month it begins, every year."""
    return as_file("Aarshjul", (line for row in in_order(rows) for line in _event(row)))


def _event(row: Row) -> list[str]:
    day = _first_monday(_FIRST_YEAR, row["maaned_fra"])
    told = f"{span(row['maaned_fra'], row['maaned_til'])}. {row['hvad']} Opgaven ligger hos: {row['hvem']}."
    return [
        *("BEGIN:VEVENT", f"UID:{row['id']}@naeste-skridt", f"DTSTAMP:{_STAMP}"),
        *(f"DTSTART;VALUE=DATE:{day:%Y%m%d}", f"DTEND;VALUE=DATE:{day + timedelta(days=1):%Y%m%d}"),
        f"RRULE:FREQ=YEARLY;BYMONTH={day.month};BYDAY=1MO",
        *(f"SUMMARY:{escaped(row['titel'])}", f"DESCRIPTION:{escaped(told)}"),
        *("TRANSP:TRANSPARENT", "END:VEVENT"),
    ]


def _first_monday(year: int, month: int) -> date:
    first = date(year, month, 1)
    return first + timedelta(days=-first.weekday() % 7)
