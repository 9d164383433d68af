"""Every right form of every word of the dictionary, and what a compound may begin with, for the spelling.

What the dictionary says of compounds is left alone but for their beginnings: `spelling` has a narrower rule.
"""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path

import affixes


@dataclass(frozen=True)
class Forms:
    """The forms that are words by themselves, and those that a compound may begin with, links included."""

    words: frozenset[str]
    heads: frozenset[str]


def read_once(files: tuple[Path, Path], kept: Path) -> Forms:
    """The forms in an .aff file and a .dic file, kept in a folder."""

    def parts(rules: str, words: str) -> tuple[frozenset[str], frozenset[str]]:
        found = read(rules, words)
        return found.words, found.heads

    return Forms(*affixes.keep(files, (kept, "stavning"), Path(__file__), parts))


def read(affix_text: str, word_text: str) -> Forms:
    """The forms in the text of an .aff file and a .dic file."""
    rules = affixes.read_rules(affix_text)
    plain: set[str] = set()
    heads: set[str] = set()
    for entry in affixes.read_entries(word_text):
        if rules.forbidden in entry.flags:
            continue
        for form, flags in [(entry.word, entry.flags), *rules.bent(entry.word, entry.flags)]:
            if rules.in_compound in flags:
                heads.add(form)
            elif rules.needs_affix not in flags:
                plain.add(form)
    return Forms(frozenset(plain), frozenset(heads))
