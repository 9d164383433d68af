"""Makes the generated parts of the handbook from docs/_data: who does what, each role's year, the wheel, the sources.

The tables are data, because the same task stands on several pages. `handbook_check` reports every mistake at once, and
this module trusts data that it has passed. The wheel as drawing and calendar is made in `year_wheel`, a course's
follow-up in `follow_up`.
"""

import re
import tomllib
from collections.abc import Iterable, Mapping
from pathlib import Path
from typing import Any, Final

import follow_up
import year_wheel
from handbook_check import OFTEN, PARTS, SHAPES, Row, exists, when
from year_wheel import MONTHS

_TITLE: Final = re.compile(r'^title: *"?(.*?)"? *$', re.MULTILINE)


def write_calendars(docs: Path) -> None:
    """Writes a calendar file for each kind of work beside the page that offers them. In: checked data."""
    rows = _rows(docs, "aarshjul.toml")
    folder = docs / "kompetencer"
    for old in folder.glob("aarshjul*.ics"):
        old.unlink()
    for name in year_wheel.CALENDARS:
        text = year_wheel.calendar(row for row in rows if name in row["kalender"])
        (folder / f"aarshjul-{name}.ics").write_text(text, encoding="utf-8", newline="")


def snippets(docs: Path) -> dict[str, str]:
    """The text of each snippet by its file name."""
    year = _rows(docs, "aarets-gang.toml")
    weeks = {f"din-uge-{role}.md": _week(docs, year, role) for role in dict.fromkeys(row["rolle"] for row in year)}
    return {
        **weeks,
        **_follow_ups(docs),
        "hvem-goer-hvad.md": _who_does_what(docs),
        "aarshjul.md": _wheel(docs),
        "kildematrix.md": _matrix(docs),
    }


# ── Reading ───────────────────────────────────────────────────────────────────────────────────────────────────────────


def _load(docs: Path, name: str) -> dict[str, Any]:
    return tomllib.loads((docs / "_data" / name).read_text("utf-8"))


def _rows(docs: Path, name: str) -> list[Row]:
    rows: list[Row] = _load(docs, name)[SHAPES[name][0]]
    return rows


def _title(docs: Path, page: str) -> str:
    """A page's title from its front matter, without the word before a colon that says what kind of page it is."""
    found = _TITLE.search((docs / page).read_text("utf-8"))
    title = found[1] if found else page
    return title.removeprefix("Kilde: ")


def _link(docs: Path, page: str) -> str:
    return f"[{_plain(_title(docs, page))}](../{page})"


def _plain(text: str) -> str:
    """Text from the data as Markdown that shows it unchanged."""
    return re.sub(r"([\\`*_\[\]<>#|])", r"\\\1", text)


def _table(*heads: str, rows: Iterable[Iterable[str]]) -> str:
    lines = [heads, ["---"] * len(heads), *rows]
    return "".join(f"| {' | '.join(cells)} |\n" for cells in lines)


# ── Who does what, and when ───────────────────────────────────────────────────────────────────────────────────────────


def _who_does_what(docs: Path) -> str:
    """One table for each group of tasks; a role that inherits is named only where it differs."""
    data = _load(docs, "hvem-goer-hvad.toml")
    inherits: Mapping[str, Row] = data.get("arver", {})
    groups: dict[str, list[Row]] = {}
    for task in data["opgave"]:
        groups.setdefault(task["gruppe"], []).append(task)
    heirs: dict[str, list[str]] = {}
    for heir, row in inherits.items():
        heirs.setdefault(row["fra"], []).append(heir)
    notes = "".join(_heirs_note(docs, source, names) for source, names in heirs.items())
    everyone = {role for task in data["opgave"] for role in task["roller"]} - set(inherits)
    about = data.get("noter", {})
    tables = (
        f"#### {_plain(name)}\n\n{_note(about.get(name))}"
        + _table("Opgave", "Hvem", rows=(_task(docs, task, everyone, inherits) for task in tasks))
        for name, tasks in groups.items()
    )
    return notes + "\n".join(tables)


def _heirs_note(docs: Path, source: str, heirs: list[str]) -> str:
    names = _listed([_link(docs, f"roller/{heir}.md") for heir in heirs])
    return f"Står der »{_title(docs, f'roller/{source}.md')}«, gælder linjen også {names}, når der ikke står andet.\n\n"


def _listed(names: list[str]) -> str:
    return f"{', '.join(names[:-1])} og {names[-1]}" if len(names) > 1 else names[0]


def _note(text: str | None) -> str:
    return f"{_plain(text)}\n\n" if text else ""


def _task(docs: Path, task: Row, everyone: set[str], inherits: Mapping[str, Row]) -> list[str]:
    """A task with its page, and each kind of part in it on a line of its own, so that the table fits a telephone."""
    lines = []
    for part, heading in PARTS.items():
        roles = [role for role, does in task["roller"].items() if does == part]
        names = ["alle"] if everyone <= set(roles) else [_role_title(docs, role) for role in roles]
        if names:
            lines.append(f"**{heading}:** {', '.join(names)}")
    excepted = [_role_title(docs, heir) for heir, row in inherits.items() if task["id"] in row.get("undtagen", ())]
    if excepted:
        lines.append(f"**Gælder ikke:** {', '.join(excepted)}")
    return [f"[{_plain(task['tekst'])}](../{task['side']})", "<br>".join(lines)]


def _role_title(docs: Path, role: str) -> str:
    return _plain(_title(docs, f"roller/{role}.md"))


def _week(docs: Path, year: list[Row], role: str) -> str:
    """What a role does each week, each month and in the course of the year."""
    mine = [row for row in year if row["rolle"] == role]
    parts = []
    for often, heading in OFTEN.items():
        lines = [f"- {_plain(row['hvad'])} {_see(docs, row, role)}" for row in mine if row["hvornaar"] == often]
        if lines:
            parts.append(f"**{heading}**\n\n" + "".join(f"{line.rstrip()}\n" for line in lines))
    rows = [
        [when(row["hvornaar"]), f"{_plain(row['hvad'])} {_see(docs, row, role)}".rstrip()]
        for row in mine
        if row["hvornaar"] not in OFTEN
    ]
    if rows:
        parts.append(f"**I løbet af året**\n\n{_table('Hvornår', 'Hvad', rows=rows)}")
    return "\n".join(parts)


def _see(docs: Path, row: Row, role: str) -> str:
    """A link to the page that says more, unless it is the page one is on."""
    return "" if row["side"] == f"roller/{role}.md" else f"({_link(docs, row['side'])})"


# ── The wheel and the sources ─────────────────────────────────────────────────────────────────────────────────────────


def _wheel(docs: Path) -> str:
    """The wheel as a drawing, the same by month, the same in full, and the link to the calendar."""
    entries = year_wheel.in_order(_rows(docs, "aarshjul.toml"))
    by_month = ([month.capitalize(), _in_month(entries, number)] for number, month in enumerate(MONTHS, 1))
    in_full = (
        [_entry(number, row), year_wheel.span(row["maaned_fra"], row["maaned_til"]), _plain(row["hvem"])]
        for number, row in enumerate(entries, 1)
    )
    return (
        f"### Året som hjul\n\n{year_wheel.drawing(entries)}\n\n"
        "Tallene i hjulet er de samme som i tabellerne. Tabellerne siger det hele.\n\n"
        f"Hent kun den kalender, der passer til dit arbejde:\n\n{_calendars(entries)}\n"
        "Hver linje ligger på den første mandag i den måned, hvor den begynder, og kommer igen hvert år.\n\n"
        f"### Måned for måned\n\n{_table('Måned', 'Det sker', rows=by_month)}\n"
        f"### Det sker, og den har opgaven\n\n"
        f'<div class="ns-stak ns-stak--aar" markdown>\n\n{_table("Hvad", "Hvornår", "Hvem", rows=in_full)}\n</div>\n'
    )


def _calendars(entries: list[Row]) -> str:
    """A link to each calendar file, with how much is in it."""
    counts = {name: sum(name in row["kalender"] for row in entries) for name in year_wheel.CALENDARS}
    return "".join(
        f"- [{heading}](aarshjul-{name}.ics): {counts[name]} linjer\n" for name, heading in year_wheel.CALENDARS.items()
    )


def _in_month(entries: list[Row], month: int) -> str:
    """What begins in a month, and the numbers of what began earlier and still goes on."""
    begins: list[str] = []
    goes_on: list[int] = []
    for number, row in enumerate(entries, 1):
        if month in year_wheel.months(row):
            if row["maaned_fra"] == month:
                begins.append(f"{number}. [{_plain(row['titel'])}](../{row['side']})")
            else:
                goes_on.append(number)
    lines = [*begins, *([f"Fortsætter: {year_wheel.runs(goes_on)}"] if goes_on else [])]
    return "<br>".join(lines)


def _entry(number: int, row: Row) -> str:
    return f"{number}.&nbsp;**[{_plain(row['titel'])}](../{row['side']})**<br>{_plain(row['hvad'])}"


def _matrix(docs: Path) -> str:
    """Every point of each source document, and the pages where it stands."""
    documents: dict[str, list[Row]] = {}
    for point in _rows(docs, "kildematrix.toml"):
        documents.setdefault(point["kilde"], []).append(point)
    return "\n".join(_document(docs, source, points) for source, points in documents.items())


def _document(docs: Path, source: str, points: list[Row]) -> str:
    page = f"kilder/{source}.md"
    heading = _title(docs, page) if exists(docs, page) else source
    rows = ([_point(point), "<br>".join(_link(docs, side) for side in point["sider"])] for point in points)
    table = _table("Punkt", "Her står det", rows=rows)
    return f"### {_plain(heading)} {{ #matrix-{source} }}\n\n{len(points)} punkter.\n\n{table}"


def _point(point: Row) -> str:
    return f"**{_plain(point['afsnit'])}:** {_plain(point['tekst'])}"


# ── After a course ────────────────────────────────────────────────────────────────────────────────────────────────────


def _follow_ups(docs: Path) -> dict[str, str]:
    """One sheet a course, named by the course's page."""
    courses: dict[str, list[Row]] = {}
    for row in _rows(docs, "opfoelgning.toml"):
        courses.setdefault(Path(row["side"]).stem, []).append(row)
    return {f"opfoelgning-{course}.md": _follow_up(rounds, course) for course, rounds in courses.items()}


def _follow_up(rounds: list[Row], course: str) -> str:
    """The field for the day, and each round with its date and a table to write the answers in."""
    day = f"{follow_up.MODEL:%Y-%m-%d}"
    sheets = "\n".join(_round(row) for row in rounds)
    return f'<div data-kursusdag="{day}" markdown>\n\n{follow_up.field(rounds, course)}\n{sheets}\n</div>\n'


def _round(row: Row) -> str:
    date = f'<span data-dato="{follow_up.due(row):%Y-%m-%d}">{"_" * 20}</span>'
    questions = ([_plain(asked), "<br><br><br>"] for asked in row["spoergsmaal"])
    table = _table("Spørg", "Skriv kort, uden navne", rows=questions)
    return f"**{_plain(row['titel'])}:** {date}\n\n{_plain(row['hvordan'])}\n\n{table}"
