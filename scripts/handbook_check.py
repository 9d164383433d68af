"""Checks the handbook's data in docs/_data: every mistake at once, each with file, line and remedy."""

import tomllib
from collections.abc import Collection, Iterator, Mapping, Sequence
from pathlib import Path
from typing import Any, Final

import year_wheel
from guide.errors import Place, Problem
from guide.load import toml_problem
from guide.places import line_at, lines_of
from year_wheel import MONTHS

Row = Mapping[str, Any]

SHAPES: Final[Mapping[str, tuple[str, Mapping[str, type]]]] = {
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
            "kalender": list,
            "side": str,
            "kilde": str,
        },
    ),
    "kildematrix.toml": (
        "punkt",
        {"id": str, "kilde": str, "afsnit": str, "tekst": str, "sider": list, "ord": list},
    ),
    "opfoelgning.toml": (
        "opfoelgning",
        {"id": str, "side": str, "uger": int, "titel": str, "hvordan": str, "spoergsmaal": list},
    ),
}
_KINDS: Final = {str: "en tekst", int: "et tal", list: "en liste", dict: "en tabel"}
PARTS: Final = {
    "udfører": "Gør det",
    "leder": "Står for det",
    "deltager": "Er med",
    "godkender": "Godkender",
    "orienteres": "Får besked",
}
OFTEN: Final = {"hver uge": "Hver uge", "hver måned": "Hver måned"}
_SHORT: Final = tuple(month[:3] for month in MONTHS)


def check(docs: Path, sources: Collection[str]) -> list[Problem]:
    """Every mistake in the data, each with file and line. In: the pages' folder and the known source ids."""
    return [problem for name in SHAPES for problem in _check_file(docs, name, sources)]


def when(written: str) -> str:
    """`aug-nov` as »August til november«; empty when it is neither a rhythm nor months."""
    if written in OFTEN:
        return OFTEN[written]
    months = written.split("-")
    if len(months) > 2 or any(month not in _SHORT for month in months):
        return ""
    return year_wheel.span(*(_SHORT.index(month) + 1 for month in (months[0], months[-1])))


# ── Mistakes ──────────────────────────────────────────────────────────────────────────────────────────────────────────


# A mistake before it has a file: the key it is about ("" for the whole row), its code, what is wrong and the remedy.
_Mistake = tuple[str, str, str, str]


def _check_file(docs: Path, name: str, sources: Collection[str]) -> Iterator[Problem]:
    """The mistakes of one file; a row of the wrong shape is told of and left out of what is asked after that."""
    where, table = f"docs/_data/{name}", SHAPES[name][0]
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
        mistakes = list(_shape(row, SHAPES[name][1], at)) or [*_row(docs, row, at, sources), *_again(row, seen, at)]
        for key, code, message, remedy in mistakes:
            yield Problem(Place(where, line_at(lines, (table, number, key))), code, message, remedy)
    for path, code, message, remedy in (*_inherits(docs, data.get("arver", {}), rows), *_notes(data, rows)):
        yield Problem(Place(where, line_at(lines, path)), code, message, remedy)


def _shape(row: Row, keys: Mapping[str, type], at: str) -> Iterator[_Mistake]:
    for key, kind in keys.items():
        if not isinstance(row.get(key), kind) or row[key] in ("", [], {}):
            yield key, "noegle-mangler", f"{at} mangler {key} som {_KINDS[kind]}.", f"Skriv {key} i punktet."
    for key in row.keys() - keys.keys():
        yield key, "ukendt-noegle", f"{at} har nøglen {key}, som ikke bruges.", "Ret stavningen, eller slet den."


def _row(docs: Path, row: Row, at: str, sources: Collection[str]) -> Iterator[_Mistake]:
    pages = [*(("sider", page) for page in row.get("sider", ())), *([("side", row["side"])] if "side" in row else [])]
    for key, page in pages:
        if not exists(docs, page):
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
        if part not in PARTS:
            yield "roller", "ukendt-del", f"{at} siger »{part}« om {role}.", f"Vælg mellem {', '.join(PARTS)}."
    yield from _lists(row, at)
    yield from _months(row, at)


def _lists(row: Row, at: str) -> Iterator[_Mistake]:
    if "ord" in row and len(row["ord"]) != len(row["sider"]):
        message = f"{at} har {len(row['sider'])} sider, men ord til {len(row['ord'])}."
        yield "ord", "ord-mangler", message, "Skriv de ord fra hver side, der viser, at punktet står der."
    for name in row.get("kalender", ()):
        if name not in year_wheel.CALENDARS:
            remedy = f"Vælg mellem {', '.join(year_wheel.CALENDARS)}."
            yield "kalender", "ukendt-kalender", f"{at} har kalenderen {name}.", remedy


def _months(row: Row, at: str) -> Iterator[_Mistake]:
    for key in ("maaned_fra", "maaned_til"):
        if key in row and not 1 <= row[key] <= len(MONTHS):
            yield key, "forkert-maaned", f"{at} har {key} = {row[key]}.", "Skriv et tal fra 1 til 12."
    if "hvornaar" in row and not when(row["hvornaar"]):
        remedy = "Skriv »hver uge«, »hver måned«, en måned som »dec« eller to som »aug-nov«."
        yield "hvornaar", "forkert-maaned", f"{at} har hvornaar = »{row['hvornaar']}«.", remedy


def _again(row: Row, seen: set[str], at: str) -> Iterator[_Mistake]:
    name = row.get("id", "")
    if name in seen:
        yield "id", "id-to-gange", f"{at} bruger et id, som er brugt før.", "Giv punktet sit eget."
    if name:
        seen.add(name)


# The same for what stands outside the rows: the place is the whole path of keys.
_Outside = tuple[tuple[str, ...], str, str, str]


def _inherits(docs: Path, inherits: Mapping[str, Row], tasks: Sequence[Row]) -> Iterator[_Outside]:
    """A role that has the tasks of another, but for those that it excepts."""
    for heir, row in inherits.items():
        at = ("arver", heir)
        if not isinstance(row, dict) or not isinstance(row.get("fra"), str):
            yield at, "noegle-mangler", f"arver.{heir} mangler fra som en tekst.", "Skriv, hvilken rolle den arver fra."
            continue
        source = row["fra"]
        for role in (heir, source):
            for _, code, message, remedy in _role(docs, role, "arver", heir):
                yield at, code, message, remedy
        theirs = {task.get("id") for task in tasks if source in task.get("roller", ()) and heir not in task["roller"]}
        for name in row.get("undtagen", ()):
            if name not in theirs:
                message = f"{heir} undtager »{name}«, som rollen ikke arver."
                yield (*at, "undtagen"), "opgave-findes-ikke", message, "Ret id'et, eller slet det."


def _notes(data: Row, tasks: Sequence[Row]) -> Iterator[_Outside]:
    """What stands above a group of tasks."""
    groups = {task.get("gruppe") for task in tasks}
    for name in data.get("noter", {}):
        if name not in groups:
            message = f"Der er en note til gruppen »{name}«, som ingen opgave har."
            yield ("noter", name), "gruppe-findes-ikke", message, "Ret navnet, så det er det samme som i opgaverne."


def _role(docs: Path, role: str, at: str, key: str) -> Iterator[_Mistake]:
    if not exists(docs, f"roller/{role}.md"):
        message = f"{at} har rollen {role}, som ikke har en side i docs/roller/."
        yield key, "rolle-findes-ikke", message, "Ret navnet."


def exists(docs: Path, page: str) -> bool:
    """Whether a page of the handbook is there."""
    return page.endswith(".md") and (docs / page).is_file()
