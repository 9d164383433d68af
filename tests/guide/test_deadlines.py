from __future__ import annotations

import time
from collections.abc import Iterator
from datetime import date, datetime

import pytest

from guide.deadlines import add_working_days, as_file, calendar, escaped, in_danish, moment, timeline
from guide.model import Later

NOON = datetime(2026, 11, 20, 12, 5)  # noqa: DTZ001 - a Friday, by the clock on the wall
EASTER = ("2026-04-02", "2026-04-03", "2026-04-06")


def dues(*later: Later) -> list[tuple[str, bool]]:
    return [(due.at.isoformat(timespec="minutes"), due.whole_day) for due in timeline(later, NOON)]


@pytest.mark.parametrize(
    ("start", "count", "holidays", "end"),
    [
        ("2026-11-23", 1, (), "2026-11-24"),
        ("2026-11-20", 1, (), "2026-11-23"),
        ("2026-11-21", 1, (), "2026-11-23"),
        ("2026-11-22", 6, (), "2026-11-30"),
        ("2026-04-01", 1, EASTER, "2026-04-07"),
        ("2026-03-30", 6, EASTER, "2026-04-10"),
        ("2026-11-20", 0, (), "2026-11-20"),
    ],
)
def test_working_days_pass_over_weekends_and_holidays(
    start: str, count: int, holidays: tuple[str, ...], end: str
) -> None:
    assert add_working_days(date.fromisoformat(start), count, holidays) == date.fromisoformat(end)


def test_hours_keep_the_clock_and_days_are_whole() -> None:
    later = (Later("Om to uger", "a", days=14), Later("Inden 24 timer", "b", hours=24), Later("Siden", "c"))
    assert dues(*later) == [("2026-11-21T12:05", False), ("2026-12-04T12:05", True)]


def test_receipt_is_due_after_six_working_days() -> None:
    assert dues(Later("Inden 6 hverdage", "a", working_days=6)) == [("2026-11-30T00:00", True)]


@pytest.mark.parametrize(
    "now",
    ["", "i dag", "2026-13-01T10:00", "<b>", "2026-11-22", "2026-11-22T25:00", "0001-01-01T00:00", "9999-12-31T23:59"],
)
def test_what_is_no_moment_is_none(now: str) -> None:
    assert moment(now) is None


def test_a_moment_is_said_in_danish() -> None:
    at = moment("2026-11-22T16:40")
    assert at is not None
    assert in_danish(at) == "22. november 2026 kl.\u00a016.40"
    assert in_danish(at, with_hour=False) == "22. november 2026"


def test_the_calendar_file_keeps_the_rules_of_its_format() -> None:
    later = (
        Later("Inden 24 timer", "Kommunen vurderer, om barnet er i fare; " * 4, hours=24),
        Later("Om", "b", days=2),
    )
    text = calendar(timeline(later, NOON), NOON, "abc")
    lines = text.split("\r\n")
    assert lines[0] == "BEGIN:VCALENDAR"
    assert lines[-2:] == ["END:VCALENDAR", ""]
    assert text.count("BEGIN:VEVENT") == text.count("END:VEVENT") == 2
    assert all(len(line.encode()) <= 75 for line in lines)
    assert "DTSTART:20261121T120500" in lines
    assert "DTSTART;VALUE=DATE:20261122" in lines
    unfolded = text.replace("\r\n ", "")
    assert "om barnet er i fare\\; Kommunen vurderer\\, om" in unfolded
    uids = [line for line in lines if line.startswith("UID:")]
    assert len(set(uids)) == 2


@pytest.fixture
def _in_denmark(monkeypatch: pytest.MonkeyPatch) -> Iterator[None]:
    if not hasattr(time, "tzset"):
        pytest.skip("Windows kan ikke skifte tidszone for ét program")
    monkeypatch.setenv("TZ", "Europe/Copenhagen")
    time.tzset()
    yield
    monkeypatch.undo()
    time.tzset()


@pytest.mark.usefixtures("_in_denmark")
@pytest.mark.parametrize(
    ("now", "stamp"), [("2026-01-10T00:30", "20260109T233000Z"), ("2026-07-10T12:00", "20260710T100000Z")]
)
def test_the_file_is_stamped_in_utc_and_its_hours_are_the_clock_on_the_wall(now: str, stamp: str) -> None:
    start = moment(now)
    assert start is not None
    lines = calendar(timeline((Later("Om et døgn", "a", hours=24),), start), start, "abc").split("\r\n")
    assert f"DTSTAMP:{stamp}" in lines
    assert f"DTSTART:{now[:4]}{now[5:7]}11T{now[11:13]}{now[14:]}00" in lines


def test_a_long_line_is_folded_between_characters_and_read_back_whole() -> None:
    line = f"DESCRIPTION:{escaped('æøå, ' * 60)}"
    folded = as_file("Proeve", [line])
    assert all(len(part.encode()) <= 75 for part in folded.split("\r\n"))
    assert line in folded.replace("\r\n ", "").split("\r\n")
