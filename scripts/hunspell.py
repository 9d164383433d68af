"""Reads a dictionary in Hunspell's format: each word with its forms, and what a compound may begin with.

Only what finding needs is kept: the rules that end a word (SFX) with the rules that follow them, irregular forms, and
the linking letters of compounds. Genitives, passives and comparatives are left out, for a person seldom searches by
them. It knows no word of Danish; `danish_words` does.
"""

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

import affixes
from affixes import Rules

# Names of rules, as the file itself notes them behind each rule, whose words nobody searches by.
_RARE = re.compile(r"\+(GENITIV|PASSIV|KOMPARATIV|SUPERLATIV\w*|PRÆSENS_PART)$")
_IRREGULAR, _STEM = "al:", "st:"


@dataclass(frozen=True)
class Dictionary:
    """Each word as all its forms; the places of the words that a form may belong to; and how a compound may begin."""

    words: Sequence[tuple[str, ...]]
    places: Mapping[str, tuple[int, ...]]
    heads: frozenset[str]


def read_once(files: tuple[Path, Path], kept: Path) -> Dictionary:
    """The dictionary in an .aff file and a .dic file, kept in a folder."""

    def parts(
        rules: str, words: str
    ) -> tuple[Sequence[tuple[str, ...]], Mapping[str, tuple[int, ...]], frozenset[str]]:
        found = read(rules, words)
        return found.words, found.places, found.heads

    return Dictionary(*affixes.keep(files, (kept, "ordbog"), Path(__file__), parts))


def read(affix_text: str, word_text: str) -> Dictionary:
    """The dictionary in the text of an .aff file and a .dic file. Capitalised words (names) are left out."""
    rules = affixes.read_rules(affix_text, _is_wanted)
    found: list[tuple[str, ...]] = []
    heads: set[str] = set()
    for word, flags, irregular in _entries(word_text):
        if rules.forbidden in flags:
            continue
        forms = set(irregular)
        if rules.needs_affix not in flags and rules.in_compound not in flags:
            forms.add(word)
        for form, then in rules.bent(word, flags):
            _keep(form, then, rules, forms, heads)
        found.append(tuple(sorted(forms)))
    return Dictionary(found, _places(found), frozenset(heads))


def _keep(form: str, flags: tuple[str, ...], rules: Rules, forms: set[str], heads: set[str]) -> None:
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


def _is_wanted(parts: list[str]) -> bool:
    """Whether a line of the rules makes words that somebody searches by.

    A rule without a note that nothing may follow is none: it makes an act a noun ("underretten").
    """
    rare = bool(_RARE.match(parts[5])) if len(parts) > 5 else "/" not in parts[3]
    return parts[0] == "SFX" and not rare


def _entries(words: str) -> Iterator[tuple[str, tuple[str, ...], list[str]]]:
    """Each word in small letters that is no irregular form itself, with its flags and irregular forms."""
    for entry in affixes.read_entries(words):
        if entry.word.isalpha() and entry.word.islower() and not any(note.startswith(_STEM) for note in entry.notes):
            irregular = [note.removeprefix(_IRREGULAR) for note in entry.notes if note.startswith(_IRREGULAR)]
            yield entry.word, entry.flags, _plain(irregular)


def _plain(forms: list[str]) -> list[str]:
    """Irregular forms without the genitives and passives, which are other forms with an s."""
    return [form for form in forms if form.isalpha() and not (form.endswith("s") and form[:-1] in forms)]
