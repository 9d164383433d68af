"""Finds the line on which a key of a TOML file stands, because tomllib does not say.

It reads the text as lines: table headings, keys, and where a multi-line string or list begins and ends. It never
raises; what it cannot place gets the line of the nearest key around it.
"""

import re

Path = tuple[str | int, ...]

_HEADING = re.compile(r"^\s*(\[\[?)\s*([^\[\]]+?)\s*\]\]?\s*(?:#.*)?$")
_KEY = re.compile(r"^\s*((?:[A-Za-z0-9_-]+|\"[^\"]*\"|'[^']*')(?:\s*\.\s*(?:[A-Za-z0-9_-]+|\"[^\"]*\"|'[^']*'))*)\s*=")
_LINE_STRINGS = re.compile(r'"(?:\\.|[^"\\])*"|\'[^\']*\'')


def lines_of(text: str) -> dict[Path, int]:
    """The line (from 1) of every table and key of a TOML text, by its path; list entries count from 0."""
    found: dict[Path, int] = {(): 1}
    counts: dict[Path, int] = {}
    table: Path = ()
    waits_for: str | None = None
    depth = 0
    for number, line in enumerate(text.split("\n"), 1):
        if waits_for is not None:
            waits_for = None if waits_for in line else waits_for
            continue
        if depth > 0:
            depth = max(0, depth + _brackets(line))
            continue
        heading = _HEADING.match(line)
        if heading:
            table = _enter(heading[1] == "[[", _parts(heading[2]), counts)
            for length in range(1, len(table) + 1):
                found.setdefault(table[:length], number)
            continue
        key = _KEY.match(line)
        if key:
            found.setdefault(table + _parts(key[1]), number)
            value = line[key.end() :]
            waits_for = _open_string(value)
            depth = 0 if waits_for else max(0, _brackets(value))
    return found


def line_at(lines: dict[Path, int], path: Path) -> int:
    """The line of a path, or of the nearest path around it; 1 when nothing is known."""
    while path and path not in lines:
        path = path[:-1]
    return lines.get(path, 1)


def _parts(dotted: str) -> Path:
    return tuple(part.strip().strip("\"'") for part in dotted.split("."))


def _enter(is_list: bool, names: Path, counts: dict[Path, int]) -> Path:
    """The path of the table that a heading opens, with the index of each list of tables on the way."""
    path: Path = ()
    for name in names[:-1]:
        path += (name,)
        if path in counts:
            path += (counts[path],)
    path += names[-1:]
    if not is_list:
        return path
    counts[path] = counts.get(path, -1) + 1
    return (*path, counts[path])


def _open_string(value: str) -> str | None:
    """The delimiter that a multi-line string still waits for at the end of the line, or None."""
    for delimiter in ('"""', "'''"):
        if value.count(delimiter) % 2 == 1:
            return delimiter
    return None


def _brackets(value: str) -> int:
    """How many square brackets the line leaves open, not counting those inside strings and comments."""
    bare = _LINE_STRINGS.sub("", value).split("#", 1)[0]
    return bare.count("[") - bare.count("]")
