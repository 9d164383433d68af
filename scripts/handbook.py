"""Makes the generated parts of the handbook from docs/_data: who does what, each role's year, the wheel, the sources.

The tables are data, because the same task stands on several pages. `check` reports every mistake at once, and the rest
trusts data that `check` has passed. The wheel as drawing and calendar is made in `year_wheel`, a course's follow-up in
`follow_up`.
"""

import re
import tomllib
from collections.abc import Collection, Iterable, Iterator, Mapping
from pathlib import Path
from typing import Any, Final

import follow_up
import year_wheel
from guide.errors import Place, Problem
from guide.load import toml_problem
from guide.places import line_at, lines_of
from year_wheel import MONTHS

Row = Mapping[str, Any]

_SHAPES: Final[Mapping[str, tuple[str, Mapping[str, type]]]] = {
    "hvem-goer-hvad.toml": (
        "opgave",
        {"id": str, "tekst": str, "gruppe": str, "kilde": str, "side": str, "roller": dict},
    ),
    "aarets-gang.toml": ("punkt", {"rolle": str, "hvornaar": str, "hvad": str, "side": str}),
    "aarshjul.toml": (
        "punkt",
        {
            "id": str,
            "maaned_fra": int,
            "maaned_til": int,
            "titel": str,
            "hvad": str,
            "hvem": str,
            "side": str,
            "kilde": str,
        },
    ),
    "kildematrix.toml": ("punkt", {"id": str, "kilde": str, "afsnit": str, "tekst": str, "sider": list}),
    "opfoelgning.toml": (
        "opfoelgning",
        {"id": str, "side": str, "uger": int, "titel": str, "hvordan": str, "spoergsmaal": list},
    ),
}
_KINDS: Final = {str: "en tekst", int: "et tal", list: "en liste", dict: "en tabel"}
_PARTS: Final = {
    "udfører": "Gør det",
    "leder": "Står for det",
    "deltager": "Er med",
    "godkender": "Godkender",
    "orienteres": "Får besked",
}
_OFTEN: Final = {"hver uge": "Hver uge", "hver måned": "Hver måned"}
_SHORT: Final = tuple(month[:3] for month in MONTHS)
_TITLE: Final = re.compile(r'^title: *"?(.*?)"? *$', re.MULTILINE)


def check(docs: Path, sources: Collection[str]) -> list[Problem]:
    """Every mistake in the data, each with file and line. In: the pages' folder and the known source ids."""
    return [problem for name in _SHAPES for problem in _check_file(docs, name, sources)]


def write_calendar(docs: Path) -> None:
    """Writes the calendar file beside the page that offers it. In: checked data."""
    text = year_wheel.calendar(_rows(docs, "aarshjul.toml"))
    (docs / "kompetencer" / "aarshjul.ics").write_text(text, encoding="utf-8", newline="")


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
    rows: list[Row] = _load(docs, name)[_SHAPES[name][0]]
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


# ── Mistakes ──────────────────────────────────────────────────────────────────────────────────────────────────────────


# A mistake before it has a file: the key it is about ("" for the whole row), its code, what is wrong and the remedy.
_Mistake = tuple[str, str, str, str]


def _check_file(docs: Path, name: str, sources: Collection[str]) -> Iterator[Problem]:
    """The mistakes of one file; a row of the wrong shape is told of and left out of what is asked after that."""
    where, table = f"docs/_data/{name}", _SHAPES[name][0]
    try:
        text = (docs / "_data" / name).read_text("utf-8")
        data = tomllib.loads(text)
    except FileNotFoundError:
        yield Problem(Place(where, 1), "fil-mangler", "Filen findes ikke.", "Hent den igen, eller skriv den på ny.")
        return
    except UnicodeDecodeError:
        yield Problem(Place(where, 1), "forkert-tegnsaet", "Filen er ikke gemt som UTF-8.", "Gem den igen med UTF-8.")
        return
    except tomllib.TOMLDecodeError as error:
        yield toml_problem(where, text, str(error))
        return
    lines = lines_of(text)
    found = data.get(table)
    rows = [row for row in found if isinstance(row, dict)] if isinstance(found, list) else []
    if not rows:
        yield Problem(Place(where, 1), "tom-fil", f"Der er ingen [[{table}]].", "Skriv mindst én.")
    seen: set[str] = set()
    for number, row in enumerate(rows):
        at = f"{table} »{row.get('id', number + 1)}«"
        mistakes = list(_shape(row, _SHAPES[name][1], at)) or [*_row(docs, row, at, sources), *_again(row, seen, at)]
        for key, code, message, remedy in mistakes:
            yield Problem(Place(where, line_at(lines, (table, number, key))), code, message, remedy)
    for key, code, message, remedy in _inherits(docs, data.get("arver", {})):
        yield Problem(Place(where, line_at(lines, ("arver", key))), code, message, remedy)


def _shape(row: Row, keys: Mapping[str, type], at: str) -> Iterator[_Mistake]:
    for key, kind in keys.items():
        if not isinstance(row.get(key), kind) or row[key] in ("", [], {}):
            yield key, "noegle-mangler", f"{at} mangler {key} som {_KINDS[kind]}.", f"Skriv {key} i punktet."
    for key in row.keys() - keys.keys():
        yield key, "ukendt-noegle", f"{at} har nøglen {key}, som ikke bruges.", "Ret stavningen, eller slet den."


def _row(docs: Path, row: Row, at: str, sources: Collection[str]) -> Iterator[_Mistake]:
    pages = [*(("sider", page) for page in row.get("sider", ())), *([("side", row["side"])] if "side" in row else [])]
    for key, page in pages:
        if not _exists(docs, page):
            message = f"{at} peger på {page}, som ikke er en side."
            yield key, "side-findes-ikke", message, "Ret stien, som begynder under docs/."
    if "kilde" in row and row["kilde"] not in sources:
        message = f"{at} har kilden {row['kilde']}, som ikke står i kilder.toml."
        yield "kilde", "kilde-findes-ikke", message, "Ret id'et."
    for role in row.get("roller", ()):
        yield from _role(docs, role, at, "roller")
    if "rolle" in row:
        yield from _role(docs, row["rolle"], at, "rolle")
    for role, part in row.get("roller", {}).items():
        if part not in _PARTS:
            yield "roller", "ukendt-del", f"{at} siger »{part}« om {role}.", f"Vælg mellem {', '.join(_PARTS)}."
    yield from _months(row, at)


def _months(row: Row, at: str) -> Iterator[_Mistake]:
    for key in ("maaned_fra", "maaned_til"):
        if key in row and not 1 <= row[key] <= len(MONTHS):
            yield key, "forkert-maaned", f"{at} har {key} = {row[key]}.", "Skriv et tal fra 1 til 12."
    if "hvornaar" in row and not _when(row["hvornaar"]):
        remedy = "Skriv »hver uge«, »hver måned«, en måned som »dec« eller to som »aug-nov«."
        yield "hvornaar", "forkert-maaned", f"{at} har hvornaar = »{row['hvornaar']}«.", remedy


def _again(row: Row, seen: set[str], at: str) -> Iterator[_Mistake]:
    name = row.get("id", "")
    if name in seen:
        yield "id", "id-to-gange", f"{at} bruger et id, som er brugt før.", "Giv punktet sit eget."
    if name:
        seen.add(name)


def _inherits(docs: Path, inherits: Mapping[str, str]) -> Iterator[_Mistake]:
    for heir, source in inherits.items():
        for role in (heir, source):
            yield from _role(docs, role, "arver", heir)


def _role(docs: Path, role: str, at: str, key: str) -> Iterator[_Mistake]:
    if not _exists(docs, f"roller/{role}.md"):
        message = f"{at} har rollen {role}, som ikke har en side i docs/roller/."
        yield key, "rolle-findes-ikke", message, "Ret navnet."


def _exists(docs: Path, page: str) -> bool:
    return page.endswith(".md") and (docs / page).is_file()


# ── Who does what, and when ───────────────────────────────────────────────────────────────────────────────────────────


def _who_does_what(docs: Path) -> str:
    """One table for each group of tasks; a role that inherits is named only where it differs."""
    data = _load(docs, "hvem-goer-hvad.toml")
    groups: dict[str, list[Row]] = {}
    for task in data["opgave"]:
        groups.setdefault(task["gruppe"], []).append(task)
    heirs: dict[str, list[str]] = {}
    for heir, source in data.get("arver", {}).items():
        heirs.setdefault(source, []).append(heir)
    everyone = {role for task in data["opgave"] for role in task["roller"]} - set(data.get("arver", {}))
    notes = "".join(_heirs_note(docs, source, names) for source, names in heirs.items())
    return notes + "\n".join(_group(docs, name, tasks, everyone) for name, tasks in groups.items())


def _heirs_note(docs: Path, source: str, heirs: list[str]) -> str:
    names = [_link(docs, f"roller/{heir}.md") for heir in heirs]
    return f"Står der »{_title(docs, f'roller/{source}.md')}«, gælder linjen også {_listed(names)}.\n\n"


def _listed(names: list[str]) -> str:
    return f"{', '.join(names[:-1])} og {names[-1]}" if len(names) > 1 else names[0]


def _group(docs: Path, name: str, tasks: list[Row], everyone: set[str]) -> str:
    rows = ([f"[{_plain(task['tekst'])}](../{task['side']})", _doers(docs, task, everyone)] for task in tasks)
    return f"#### {_plain(name)}\n\n{_table('Opgave', 'Hvem', rows=rows)}"


def _doers(docs: Path, task: Row, everyone: set[str]) -> str:
    """Each kind of part in a task on a line of its own, so that the table never grows wider than a telephone."""
    lines = []
    for part, heading in _PARTS.items():
        roles = [role for role, does in task["roller"].items() if does == part]
        names = ["alle"] if everyone <= set(roles) else [_plain(_title(docs, f"roller/{role}.md")) for role in roles]
        if names:
            lines.append(f"**{heading}:** {', '.join(names)}")
    return "<br>".join(lines)


def _week(docs: Path, year: list[Row], role: str) -> str:
    """What a role does each week, each month and in the course of the year."""
    mine = [row for row in year if row["rolle"] == role]
    parts = []
    for often, heading in _OFTEN.items():
        lines = [f"- {_plain(row['hvad'])} {_see(docs, row, role)}" for row in mine if row["hvornaar"] == often]
        if lines:
            parts.append(f"**{heading}**\n\n" + "".join(f"{line.rstrip()}\n" for line in lines))
    rows = [
        [_when(row["hvornaar"]), f"{_plain(row['hvad'])} {_see(docs, row, role)}".rstrip()]
        for row in mine
        if row["hvornaar"] not in _OFTEN
    ]
    if rows:
        parts.append(f"**I løbet af året**\n\n{_table('Hvornår', 'Hvad', rows=rows)}")
    return "\n".join(parts)


def _see(docs: Path, row: Row, role: str) -> str:
    """A link to the page that says more, unless it is the page one is on."""
    return "" if row["side"] == f"roller/{role}.md" else f"({_link(docs, row['side'])})"


def _when(written: str) -> str:
    """`aug-nov` as »August til november«; empty when it is neither a rhythm nor months."""
    if written in _OFTEN:
        return _OFTEN[written]
    months = written.split("-")
    if len(months) > 2 or any(month not in _SHORT for month in months):
        return ""
    return year_wheel.span(*(_SHORT.index(month) + 1 for month in (months[0], months[-1])))


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
        "[Hent årshjulet som kalenderfil](aarshjul.ics). "
        "Hver linje ligger på den første mandag i den måned, hvor den begynder, og kommer igen hvert år.\n\n"
        f"### Måned for måned\n\n{_table('Måned', 'Det sker', rows=by_month)}\n"
        f"### Det sker, og den har opgaven\n\n"
        f'<div class="ns-stak ns-stak--aar" markdown>\n\n{_table("Hvad", "Hvornår", "Hvem", rows=in_full)}\n</div>\n'
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
    heading = _title(docs, page) if _exists(docs, page) else source
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
