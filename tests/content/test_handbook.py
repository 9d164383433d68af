"""The handbook's tables hold together: every task, month and point of a source leads to a page that exists."""

import re
import shutil
import tomllib
from pathlib import Path
from typing import Any

import pytest

import handbook
import handbook_check
import year_wheel

ROOT = Path(__file__).resolve().parents[2]
DOCS = ROOT / "docs"
REGISTER = tomllib.loads((ROOT / "guide" / "data" / "kilder.toml").read_text("utf-8"))["kilde"]
SOURCES = {row["id"]: row for row in REGISTER}
DATA = sorted(DOCS / "_data" / name for name in handbook_check.SHAPES)


def data(name: str) -> dict[str, Any]:
    return tomllib.loads((DOCS / "_data" / f"{name}.toml").read_text("utf-8"))


@pytest.fixture
def docs(tmp_path: Path) -> Path:
    """A copy of the pages, to write mistakes into."""
    copy = tmp_path / "docs"
    shutil.copytree(DOCS, copy, ignore=shutil.ignore_patterns("vejviser", "kort", "assets"))
    return copy


def test_the_shipped_data_have_no_mistakes() -> None:
    assert handbook_check.check(DOCS, SOURCES) == []


# ── From source to page ───────────────────────────────────────────────────────────────────────────────────────────────


def test_every_point_has_a_source_document_and_a_page() -> None:
    for point in data("kildematrix")["punkt"]:
        assert SOURCES[point["kilde"]]["slags"] == "kildedokument", point["id"]
        assert point["sider"], point["id"]
        assert all((DOCS / page).is_file() for page in point["sider"]), point["id"]


def test_every_source_document_has_points_and_a_page_of_its_own() -> None:
    documents = {name for name, source in SOURCES.items() if source["slags"] == "kildedokument"}
    assert len(documents) == 5
    assert {point["kilde"] for point in data("kildematrix")["punkt"]} == documents
    assert all((DOCS / "kilder" / f"{name}.md").is_file() for name in documents)


def test_the_matrix_is_whole_and_no_point_stands_twice() -> None:
    names = [point["id"] for point in data("kildematrix")["punkt"]]
    assert len(names) >= 150
    assert len(set(names)) == len(names)


def test_the_matrix_shows_every_point() -> None:
    shown = handbook.snippets(DOCS)["kildematrix.md"]
    rows = [line for line in shown.splitlines() if line.startswith("| ") and "](../" in line]
    assert len(rows) == len(data("kildematrix")["punkt"])


def test_a_page_that_a_source_stands_on_names_that_source_or_is_its_own_page() -> None:
    """The matrix promises that a reader of the page can see where it comes from."""
    missing = []
    for point in data("kildematrix")["punkt"]:
        main = point["sider"][0]
        front = (DOCS / main).read_text("utf-8").split("---")[1]
        if point["kilde"] not in front:
            missing.append(f"{point['id']}: {main}")
    assert missing == []


# ── Who does what, and when ───────────────────────────────────────────────────────────────────────────────────────────


def test_every_task_has_roles_with_pages_and_a_page() -> None:
    for task in data("hvem-goer-hvad")["opgave"]:
        assert task["roller"], task["id"]
        assert all((DOCS / "roller" / f"{role}.md").is_file() for role in task["roller"]), task["id"]
        assert (DOCS / task["side"]).is_file(), task["id"]


def test_every_task_has_someone_who_does_it() -> None:
    assert [
        t["id"] for t in data("hvem-goer-hvad")["opgave"] if not {"udfører", "leder"} & set(t["roller"].values())
    ] == []


def test_a_task_from_a_source_document_is_a_point_of_the_matrix() -> None:
    points = {point["id"]: point["kilde"] for point in data("kildematrix")["punkt"]}
    for task in data("hvem-goer-hvad")["opgave"]:
        if SOURCES[task["kilde"]]["slags"] == "kildedokument":
            assert points.get(task["id"]) == task["kilde"], task["id"]


def test_nobody_approves_a_notification() -> None:
    for task in data("hvem-goer-hvad")["opgave"]:
        if task["gruppe"] == "Når det haster":
            assert "godkender" not in task["roller"].values(), task["id"]


def test_every_role_has_a_year_that_its_page_shows() -> None:
    pages = {page.stem for page in (DOCS / "roller").glob("*.md")} - {"index"}
    assert {row["rolle"] for row in data("aarets-gang")["punkt"]} == pages
    for role in pages:
        assert f'--8<-- "din-uge-{role}.md"' in (DOCS / "roller" / f"{role}.md").read_text("utf-8"), role


@pytest.mark.parametrize(
    ("page", "part"),
    [("roller/index", "hvem-goer-hvad"), ("kompetencer/aarshjul", "aarshjul"), ("kilder/index", "kildematrix")],
)
def test_the_page_includes_its_part(page: str, part: str) -> None:
    assert f'--8<-- "{part}.md"' in (DOCS / f"{page}.md").read_text("utf-8")


# ── The wheel ─────────────────────────────────────────────────────────────────────────────────────────────────────────


def test_every_month_of_the_wheel_is_a_month() -> None:
    for row in data("aarshjul")["punkt"]:
        assert 1 <= row["maaned_fra"] <= 12, row["id"]
        assert 1 <= row["maaned_til"] <= 12, row["id"]


def test_the_drawing_has_a_name_a_text_and_every_number() -> None:
    drawn = year_wheel.drawing(year_wheel.in_order(data("aarshjul")["punkt"]))
    assert 'role="img" aria-labelledby="aarshjul-titel aarshjul-tekst"' in drawn
    numbers = [int(number) for number in re.findall(r">(\d+)</text>", drawn)]
    assert numbers == list(range(1, len(data("aarshjul")["punkt"]) + 1))
    assert all(row["titel"] in drawn for row in data("aarshjul")["punkt"])
    assert "\n\n" not in drawn


def test_no_two_entries_of_a_lane_share_a_month() -> None:
    entries = year_wheel.in_order(data("aarshjul")["punkt"])
    used: set[tuple[int, int]] = set()
    for row, lane in zip(entries, year_wheel._lanes(entries), strict=True):
        cells = {(lane, month) for month in year_wheel.months(row)}
        assert not cells & used, row["id"]
        used |= cells


def test_months_may_run_past_new_year() -> None:
    assert year_wheel.months({"maaned_fra": 11, "maaned_til": 2}) == [11, 12, 1, 2]
    assert year_wheel.span(11, 2) == "November til februar"


def test_the_calendar_is_yearly_whole_days_and_always_the_same() -> None:
    rows = data("aarshjul")["punkt"]
    made = year_wheel.calendar(rows)
    assert made == year_wheel.calendar(rows)
    assert (
        made.count("BEGIN:VEVENT") == made.count("RRULE:FREQ=YEARLY;") == made.count("DTSTART;VALUE=DATE:") == len(rows)
    )
    assert set(re.findall("DTSTAMP:(.*)\r\n", made)) == {"20261122T000000Z"}
    assert all(len(line.encode()) <= 75 for line in made.split("\r\n"))
    assert "\n" not in made.replace("\r\n", "")
    unfolded = made.replace("\r\n ", "")
    assert all(f"UID:{row['id']}@naeste-skridt\r\n" in unfolded for row in rows)


def test_every_part_is_wanted_by_a_page_and_the_calendar_lies_beside_its_own(docs: Path) -> None:
    wanted = {
        part
        for page in docs.rglob("*.md")
        for part in re.findall(r'^--8<-- "([\w.-]+)"', page.read_text("utf-8"), re.M)
    }
    assert {"hvem-goer-hvad.md", "aarshjul.md", "kildematrix.md"} <= handbook.snippets(docs).keys() <= wanted
    (docs / "kompetencer" / "aarshjul.ics").touch()
    handbook.write_calendars(docs)
    files = sorted(file.name for file in (docs / "kompetencer").glob("*.ics"))
    assert files == sorted(f"aarshjul-{name}.ics" for name in year_wheel.CALENDARS), (
        "what an earlier build left is gone"
    )
    assert all((docs / "kompetencer" / file).read_bytes().startswith(b"BEGIN:VCALENDAR\r\n") for file in files)


def test_nobody_gets_the_lines_of_others_in_a_calendar() -> None:
    rows = data("aarshjul")["punkt"]
    lines = {name: {row["titel"] for row in rows if name in row["kalender"]} for name in year_wheel.CALENDARS}
    assert all(lines.values())
    assert not any("Grønland" in title or "Supervision" in title for title in lines["dagtilbud-og-skole"])
    assert not any("TOPI" in title for name in ("groenland", "raadgivere", "redaktion") for title in lines[name])
    assert not lines["redaktion"] & (lines["dagtilbud-og-skole"] | lines["raadgivere"] | lines["groenland"])


# ── Mistakes ──────────────────────────────────────────────────────────────────────────────────────────────────────────


def spoil(docs: Path, name: str, old: str, new: str) -> None:
    file = docs / "_data" / f"{name}.toml"
    text = file.read_text("utf-8")
    assert old in text, old
    file.write_text(text.replace(old, new, 1), "utf-8")


def test_all_mistakes_are_told_at_once(docs: Path) -> None:
    spoil(docs, "kildematrix", 'sider = ["kilder/', 'sider = ["findes-ikke/')
    spoil(docs, "kildematrix", 'id = "lp-sted-dagpleje"', 'id = "lp-sted-sundhedspleje"')
    spoil(docs, "hvem-goer-hvad", 'kilde = "laesoe"', 'kilde = "ukendt-oe"')
    spoil(docs, "hvem-goer-hvad", 'paedagogmedhjaelper = "udfører"', 'trylleren = "tryller"')
    spoil(docs, "aarets-gang", 'hvornaar = "aug-nov"', 'hvornaar = "høst"')
    spoil(docs, "aarets-gang", 'rolle = "medarbejder"', 'rolle = "ingen"')
    spoil(docs, "aarshjul", "maaned_til = 3", "maaned_til = 13")
    spoil(docs, "aarshjul", "hvem = ", "hven = ")
    found = handbook_check.check(docs, SOURCES)
    codes = [problem.code for problem in found]
    assert sorted(codes) == sorted(
        [
            *("side-findes-ikke", "id-to-gange", "kilde-findes-ikke", "rolle-findes-ikke", "ukendt-del"),
            *("forkert-maaned", "rolle-findes-ikke", "noegle-mangler", "ukendt-noegle"),
        ]
    )
    assert all(re.fullmatch(r"docs/_data/[\w-]+\.toml:\d+: [a-z-]+: .+\. .+\.", str(problem)) for problem in found), (
        found
    )


@pytest.mark.parametrize(
    ("old", "new", "code"),
    [
        ('[arver.paedagog]\nfra = "medarbejder"', '[arver]\npaedagog = "medarbejder"', "noegle-mangler"),
        ('[arver.paedagog]\nfra = "medarbejder"', '[arver.paedagog]\nfra = "ingen"', "rolle-findes-ikke"),
        ('undtagen = ["special-fagligt-1"', 'undtagen = ["findes-ikke"', "opgave-findes-ikke"),
        ('undtagen = ["special-fagligt-1"', 'undtagen = ["haster-ansat"', "opgave-findes-ikke"),
        ('[noter]\n"Kompetencer', '[noter]\n"Ingen', "gruppe-findes-ikke"),
    ],
)
def test_what_is_inherited_and_noted_is_held_against_the_tasks(docs: Path, old: str, new: str, code: str) -> None:
    spoil(docs, "hvem-goer-hvad", old, new)
    (problem,) = handbook_check.check(docs, SOURCES)
    assert (problem.code, problem.line > 1) == (code, True)


def test_a_calendar_that_nobody_can_fetch_is_told_of(docs: Path) -> None:
    spoil(docs, "aarshjul", 'kalender = ["', 'kalender = ["x-')
    (problem,) = handbook_check.check(docs, SOURCES)
    assert problem.code == "ukendt-kalender"


def test_a_point_without_words_for_each_of_its_pages_is_told_of(docs: Path) -> None:
    spoil(docs, "kildematrix", 'ord = ["3. december 2018"]', 'ord = ["3. december 2018", "mere"]')
    (problem,) = handbook_check.check(docs, SOURCES)
    assert (problem.code, "1 sider" in problem.message) == ("ord-mangler", True)


def test_a_task_names_the_roles_that_it_does_not_hold_for() -> None:
    table = handbook.snippets(DOCS)["hvem-goer-hvad.md"]
    (row,) = (line for line in table.splitlines() if "[Deltage i stuemøder." in line)
    assert "**Gælder ikke:** Dagplejer, Lærer og SFO-medarbejder" in row
    assert "Sundhedsplejerske" not in row
    assert "Sundhedsplejerske" not in table.splitlines()[0], "what holds for a health visitor is said task by task"


def test_a_month_outside_the_year_is_told_of(docs: Path) -> None:
    spoil(docs, "aarshjul", "maaned_til = 3", "maaned_til = 13")
    (problem,) = handbook_check.check(docs, SOURCES)
    line = (docs / "_data" / "aarshjul.toml").read_text("utf-8").split("\n").index("maaned_til = 13") + 1
    assert (problem.code, problem.line) == ("forkert-maaned", line)
    assert "maaned_til = 13" in problem.message


@pytest.mark.parametrize("file", DATA, ids=lambda file: file.stem)
def test_a_file_that_is_gone_empty_or_not_toml_is_told_of(docs: Path, file: Path) -> None:
    broken = docs / "_data" / file.name
    broken.write_text("[[", "utf-8")
    assert [problem.code for problem in handbook_check.check(docs, SOURCES)] == ["toml-fejl"]
    broken.write_text("", "utf-8")
    assert [problem.code for problem in handbook_check.check(docs, SOURCES)] == ["tom-fil"]
    broken.unlink()
    assert [problem.code for problem in handbook_check.check(docs, SOURCES)] == ["fil-mangler"]
