"""Reads the guide's data files: TOML -> plain tables, with the line of each key. The only module that opens files."""

from __future__ import annotations

import hashlib
import json
import re
import tomllib
from collections.abc import Iterable, Mapping
from datetime import date
from pathlib import Path
from typing import Final

from guide.assemble import LOCAL_FILE, Loaded, from_tables
from guide.errors import Place, Problem
from guide.places import lines_of
from guide.tables import FileTables, Tables

DATA: Final = Path(__file__).parent / "data"
_REQUIRED: Final = ("guide.toml", "love.toml", "kontakter.toml", "kilder.toml", "ordliste.toml")
_OPTIONAL: Final = ("omdoebt.toml", "tegn.toml", "vignetter.toml", "quiz.toml", LOCAL_FILE)
_FOLDERS: Final = ("spor", "udfald", "cases")


def load(data: Path = DATA, local: Path | None = None) -> Loaded:
    """The guide of a data folder.

    In: the folder, and optionally a municipality's own `lokal.toml` that replaces the folder's.
    Out: the guide and all problems of reading and shape; meaning is checked by `guide.check`.
    """
    return from_tables(read_tables(data, local))


def read_tables(data: Path = DATA, local: Path | None = None) -> Tables:
    """Every TOML file of a data folder as plain tables. A broken file is a problem, never an exception."""
    problems: list[Problem] = []
    files: dict[str, FileTables] = {}
    if not data.is_dir():
        missing = Problem(Place(str(data)), "mangler-mappe", "Datamappen findes ikke.", "Giv mappen med --data MAPPE.")
        return Tables({}, "", (missing,))
    for name, path in _files(data, local, problems):
        read = _read_file(name, path, problems)
        if read is not None:
            files[name] = read
    return Tables(files, _fingerprint(files), tuple(problems))


def _files(data: Path, local: Path | None, problems: list[Problem]) -> Iterable[tuple[str, Path]]:
    """The files to read, in a fixed order; files that are missing or do not belong are reported."""
    for name in _REQUIRED + _OPTIONAL:
        path = local if local is not None and name == LOCAL_FILE else data / name
        if path.is_file():
            yield name, path
        elif path == local:
            remedy = "Ret stien efter --lokal."
            problems.append(Problem(Place(name), "mangler-fil", f"Filen »{path}« findes ikke.", remedy))
        elif name in _REQUIRED:
            problems.append(
                Problem(Place(name), "mangler-fil", f"Filen »{name}« mangler.", f"Opret den i {data.name}/.")
            )
    for folder in _FOLDERS:
        found = sorted((data / folder).glob("*.toml"))
        if not found:
            message = f"Mappen »{folder}« har ingen .toml-filer."
            problems.append(Problem(Place(folder), "mangler-fil", message, "Opret mindst én fil."))
        yield from ((f"{folder}/{path.name}", path) for path in found)
    problems += _strays(data)


def _strays(data: Path) -> Iterable[Problem]:
    """A problem for each file of a data folder that nobody reads."""
    known = set(_REQUIRED + _OPTIONAL)
    for path in sorted(data.rglob("*")):
        name = path.relative_to(data).as_posix()
        expected = name in known or (path.suffix == ".toml" and path.parent.name in _FOLDERS and name.count("/") == 1)
        if path.is_file() and not expected and not path.name.startswith((".", "__")) and "__pycache__" not in name:
            yield Problem(
                Place(name),
                "ukendt-fil",
                f"Filen »{name}« bliver ikke læst.",
                "Flyt den til spor/, udfald/ eller cases/ med endelsen .toml, eller fjern den.",
            )


def _read_file(name: str, path: Path, problems: list[Problem]) -> FileTables | None:
    try:
        text = path.read_text(encoding="utf-8-sig")  # some editors on Windows put a mark before the first letter
    except UnicodeDecodeError:
        remedy = "Gem den igen med tegnsættet UTF-8."
        problems.append(Problem(Place(name, 1), "forkert-tegnsaet", "Filen er ikke gemt som UTF-8.", remedy))
        return None
    except OSError:
        remedy = "Ret rettighederne til den; er den en mappe, så flyt den."
        problems.append(Problem(Place(name), "kan-ikke-laeses", "Filen kan ikke åbnes.", remedy))
        return None
    try:
        return FileTables(_plain(tomllib.loads(text)), lines_of(text))
    except tomllib.TOMLDecodeError as error:
        problems.append(toml_problem(name, text, str(error)))
    except (RecursionError, ValueError):
        remedy = "Fjern meget dybe lister eller meget lange tal."
        problems.append(Problem(Place(name, 1), "toml-fejl", "Filen kan ikke læses som TOML.", remedy))
    return None


_TWICE: Final = "den samme nøgle eller overskrift står to gange"
_IN_DANISH: Final = {
    "Expected '=' after a key": "der mangler et lighedstegn efter nøglen",
    "Expected newline or end of document": "der står noget efter værdien",
    "Expected ']": "overskriften mangler en skarp parentes til sidst",
    "Illegal character '\\n'": "en tekst slutter ikke på linjen; der mangler et anførselstegn",
    "Unterminated string": "en tekst slutter aldrig; der mangler et anførselstegn",
    "Unclosed array": "en liste mangler et komma eller den sidste skarpe parentes",
    "Unescaped": "en omvendt skråstreg skal skrives to gange",
    "Invalid value": "værdien mangler, eller den skal stå i anførselstegn",
    "Invalid date": "datoen findes ikke",
    "Invalid statement": "linjen begynder ikke med en nøgle, en overskrift eller #",
    "Cannot overwrite": _TWICE,
    "Cannot declare": _TWICE,
    "Cannot mutate": _TWICE,
    "Duplicate": _TWICE,
}


def toml_problem(name: str, text: str, message: str) -> Problem:
    """A syntax error of TOML in Danish, with the line that tomllib names in its message."""
    found = re.search(r"line (\d+), column (\d+)", message)
    line = int(found[1]) if found else text.rstrip().count("\n") + 1
    where = f"tegn {found[2]} på linjen" if found else "sidst i filen"
    detail = next((danish for english, danish in _IN_DANISH.items() if message.startswith(english)), "en skrivefejl")
    return Problem(
        Place(name, line),
        "toml-fejl",
        f"Filen kan ikke læses som TOML ({where}): {detail}.",
        "Fjern eller omdøb den ene." if detail is _TWICE else "Ret linjen; fejlen kan også stå på linjen før.",
    )


def _plain(value: object) -> dict[str, object]:
    """TOML values as values that JSON can carry too: dates become texts."""
    converted = _convert(value)
    return converted if isinstance(converted, dict) else {}


def _convert(value: object) -> object:
    if isinstance(value, dict):
        return {str(key): _convert(item) for key, item in value.items()}
    if isinstance(value, list):
        return [_convert(item) for item in value]
    return value.isoformat() if isinstance(value, date) else value


def _fingerprint(files: Mapping[str, FileTables]) -> str:
    """Twelve hex digits that change when any text of the guide changes; printed on summaries."""
    content = json.dumps(
        {name: read.tables for name, read in files.items()}, sort_keys=True, ensure_ascii=False, default=str
    )
    return hashlib.sha256(content.encode()).hexdigest()[:12]
