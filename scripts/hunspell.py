"""Reads a dictionary in Hunspell's format: each word with its forms, and what a compound may begin with.

Only what finding needs is read: the rules that end a word (SFX) with the rules that follow them, irregular forms, and
the linking letters of compounds. Genitives, passives and comparatives are left out, for a person seldom searches by
them. It knows no word of Danish; `danish_words` does.
"""

import hashlib
import marshal
import re
import sys
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

# Names of rules, as the file itself notes them behind each rule, whose words nobody searches by.
_RARE = re.compile(r"\+(GENITIV|PASSIV|KOMPARATIV|SUPERLATIV\w*|PRÆSENS_PART)$")
_SETTINGS = ("NEEDAFFIX", "ONLYINCOMPOUND", "FORBIDDENWORD")
_IRREGULAR, _STEM = "al:", "st:"


@dataclass(frozen=True)
class Dictionary:
    """Each word as all its forms; the places of the words that a form may belong to; and how a compound may begin."""

    words: Sequence[tuple[str, ...]]
    places: Mapping[str, tuple[int, ...]]
    heads: frozenset[str]


@dataclass(frozen=True, slots=True)
class _Rule:
    cut: int
    add: str
    then: tuple[str, ...]
    fits: Callable[[str], object]


@dataclass(frozen=True)
class _Rules:
    """The rules by their flag, and the flags that mean: only with an ending, only in compounds, not a word."""

    by_flag: Mapping[str, tuple[_Rule, ...]]
    needs_affix: str
    in_compound: str
    forbidden: str


def read_once(files: tuple[Path, Path], kept: Path) -> Dictionary:
    """The dictionary in an .aff file and a .dic file. What was read is kept in a folder, for it takes a second to read."""
    affixes, words = (file.read_bytes() for file in files)
    digest = hashlib.sha256(affixes + words + Path(__file__).read_bytes()).hexdigest()
    place = kept / f"ordbog-{sys.implementation.cache_tag}-{digest[:16]}.marshal"
    try:
        return Dictionary(*marshal.loads(place.read_bytes()))
    except (OSError, ValueError, EOFError, TypeError):  # not there yet, or cut short
        found = read(affixes.decode("utf-8"), words.decode("utf-8"))
    kept.mkdir(parents=True, exist_ok=True)
    half = place.with_suffix(".ny")
    parts: Any = (found.words, found.places, found.heads)
    half.write_bytes(marshal.dumps(parts))
    half.replace(place)
    return found


def read(affixes: str, words: str) -> Dictionary:
    """The dictionary in the text of an .aff file and a .dic file. Capitalised words (names) are left out."""
    rules = _rules(affixes)
    found: list[tuple[str, ...]] = []
    heads: set[str] = set()
    for word, flags, irregular in _entries(words):
        if rules.forbidden in flags:
            continue
        forms = set(irregular)
        if rules.needs_affix not in flags and rules.in_compound not in flags:
            forms.add(word)
        for new, then in _bent(word, flags, rules):
            _keep(new, then, rules, forms, heads)
            for newer, after in _bent(new, then, rules):  # an ending takes one more ending and no third
                _keep(newer, after, rules, forms, heads)
        found.append(tuple(sorted(forms)))
    return Dictionary(found, _places(found), frozenset(heads))


def _bent(word: str, flags: Iterable[str], rules: _Rules) -> Iterator[tuple[str, tuple[str, ...]]]:
    """What the rules of the flags make of a word, and the flags that go on from there."""
    for flag in flags:
        for rule in rules.by_flag.get(flag, ()):
            if rule.fits(word):
                yield word[: len(word) - rule.cut] + rule.add, rule.then


def _keep(form: str, flags: tuple[str, ...], rules: _Rules, forms: set[str], heads: set[str]) -> None:
    """Puts a form where it belongs by its flags: with the heads of compounds, or with the word's forms if it is a word."""
    if rules.in_compound in flags:
        heads.add(form)
    elif rules.needs_affix not in flags and form.isalpha():
        forms.add(form)


def _places(words: Sequence[tuple[str, ...]]) -> dict[str, tuple[int, ...]]:
    """The words of each form, by their places in the list."""
    found: dict[str, tuple[int, ...]] = {}
    for place, forms in enumerate(words):
        for form in forms:
            found[form] = (*found.get(form, ()), place)
    return found


# ── The two files ─────────────────────────────────────────────────────────────────────────────────────────────────────


def _rules(affixes: str) -> _Rules:
    found: dict[str, list[_Rule]] = {}
    flags: dict[str, str] = {}
    for line in affixes.splitlines():
        parts = line.split()
        if parts and parts[0] in _SETTINGS:
            flags[parts[0]] = parts[1]
        elif len(parts) >= 5 and parts[0] == "SFX" and not _is_rare(parts):
            found.setdefault(parts[1], []).append(_rule(*parts[2:5]))
    return _Rules({flag: tuple(rules) for flag, rules in found.items()}, *(flags.get(name, "") for name in _SETTINGS))


def _is_rare(parts: list[str]) -> bool:
    """Whether a rule makes words that nobody searches by.

    A rule without a note that nothing may follow is one of them: it makes an act a noun ("underretten").
    """
    return bool(_RARE.match(parts[5])) if len(parts) > 5 else "/" not in parts[3]


def _rule(cut: str, add: str, condition: str) -> _Rule:
    letters, _, then = add.partition("/")
    return _Rule(
        cut=0 if cut == "0" else len(cut),
        add="" if letters == "0" else letters,
        then=tuple(then.split(",")) if then else (),
        fits=re.compile(f"{condition}$").search,
    )


def _entries(words: str) -> Iterator[tuple[str, tuple[str, ...], list[str]]]:
    """Each word in small letters with its flags and irregular forms. The first line only counts them."""
    for line in words.splitlines()[1:]:
        entry, _, notes_text = line.partition(" ")
        notes = notes_text.split()
        word, _, flags = entry.partition("/")
        if word.isalpha() and word.islower() and not any(note.startswith(_STEM) for note in notes):
            irregular = [note.removeprefix(_IRREGULAR) for note in notes if note.startswith(_IRREGULAR)]
            yield word, tuple(flags.split(",")), _plain(irregular)


def _plain(forms: list[str]) -> list[str]:
    """Irregular forms without the genitives and passives, which are other forms with an s."""
    return [form for form in forms if form.isalpha() and not (form.endswith("s") and form[:-1] in forms)]
