"""Spelling of every Danish text against Stavekontrolden's dictionary and the project's own words in docs/_data/ord.txt.

A word is right when the dictionary or the project's list has it, as it stands or in small letters, or when it is put
together of such words. The dictionary's own rule for compounds takes almost anything (»kotaktperson« as ko + takt +
person), so ours is narrower: two or three parts of four letters or more, each but the last in the form that a compound
may begin with (»underretnings«), and no slip of the pen away from a plain word that the texts use themselves
(»underetning« is no unde + retning). Capitals alone are abbreviations, which `page_words` asks for. Words with digits
and addresses are left out.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence, Set
from difflib import get_close_matches
from pathlib import Path
from typing import Final

from guide.errors import Place, Problem
from texts import Text
from word_forms import Forms

OWN_WORDS: Final = "docs/_data/ord.txt"
SHORTEST_PART: Final = 4
MOST_PARTS: Final = 3

_WORD: Final = re.compile(r"[^\W\d_]+(?:['’][^\W\d_]+)*(?:-[^\W\d_]+(?:['’][^\W\d_]+)*)*-?")
_NO_WORD: Final = re.compile(
    r"\S*(?:://|@)\S*|\b[\w-]+(?:\.[\w-]+)*\.(?:dk|org|gl|no|se|com|toml|md|txt|py)\b\S*|\w*\d\w*"
)
_ENDING: Final = re.compile(r"['’][a-zæøå]{0,4}$")  # TOPI's, id'er, PPR'erne
_CAPITALS: Final = re.compile(r"[A-ZÆØÅ]{2,}(?:['’]?[a-zæøå]{0,3})?")

_LETTERS: Final = "abcdefghijklmnopqrstuvwxyzæøåé"


def check(texts: Iterable[Text], lines: Sequence[str], forms: Forms) -> Iterator[Problem]:
    """Every word that nobody knows, each time it stands, and what is wrong with the list of own words.

    In: the texts, the lines of the list of own words, and the dictionary.
    """
    yield from _own_list(lines, forms)
    places: dict[str, list[Place]] = {}
    for text in texts:
        for word in words(text.text):
            places.setdefault(word, []).append(text.place)
    speller = Speller(frozenset(word for word in lines if word and not word.startswith("#")), forms)
    plain = {word for word in places if speller.knows(word)}
    small = {word.lower() for word in plain if word.lower() not in speller.own}
    compounds = {word for word in places.keys() - plain if speller.is_compound(word, small)}
    for word, found in places.items():
        if word not in plain and word not in compounds:
            remedy = _remedy(speller.nearest(word, sorted(plain | compounds)))
            for place in dict.fromkeys(found):
                yield Problem(place, "ukendt-ord", f"»{word}« står ikke i ordbogen.", remedy)


def own_words(root: Path) -> list[str]:
    """The lines of the project's own list; none where there is no list."""
    file = root / OWN_WORDS
    return file.read_text(encoding="utf-8-sig").splitlines() if file.is_file() else []


def words(text: str) -> list[str]:
    """The words of a text that have a spelling."""
    return _WORD.findall(_NO_WORD.sub(" ", text))


def _remedy(near: str) -> str:
    add = f"Er ordet rigtigt, så skriv det i {OWN_WORDS}."
    return f"Mente du »{near}«? {add}" if near else f"Ret stavningen. {add}"


class Speller:
    """The dictionary and the project's own words."""

    def __init__(self, own: frozenset[str], forms: Forms) -> None:
        self.own = own
        self._forms = forms

    def knows(self, word: str) -> bool:
        """Whether a word, or each part of a hyphened one, stands in the dictionary or the list."""
        return all(self._knows_part(part, first) for part, first in _parts(word))

    def is_compound(self, word: str, used: Set[str]) -> bool:
        """Whether each part of a word is known or put together of known words, and no slip away from a word in use.

        In: the word, and the plain words that the texts use, in small letters. The list's own words are not among them,
        for the list has no endings of theirs.
        """
        return all(self._knows_part(part, first) or self._is_put_together(part, used) for part, first in _parts(word))

    def nearest(self, word: str, right: Iterable[str]) -> str:
        """The likeliest right word: one that the site uses, else one of the dictionary with the same first letter."""
        near = [form for form in self._forms.words if form[:1] == word[:1] and abs(len(form) - len(word)) < 2]
        found = get_close_matches(word, right, n=1, cutoff=0.8) or get_close_matches(word, near, n=1, cutoff=0.8)
        return found[0] if found else ""

    def _knows_part(self, word: str, first: bool) -> bool:
        """A part before a hyphen may have the link of a compound: »tillids- og arbejdsmiljørepræsentant«."""
        bare = _ENDING.sub("", word)
        if _CAPITALS.fullmatch(word) or _CAPITALS.fullmatch(bare) or self._is_plain(bare):
            return True
        genitive = bare.endswith("s") and (bare[:-1] in self.own or (bare[0].isupper() and self._is_plain(bare[:-1])))
        return genitive or (first and self._is_head(bare.lower()))

    def _is_plain(self, word: str) -> bool:
        return any(form in self.own or form in self._forms.words for form in (word, word.lower()))

    def _is_head(self, word: str) -> bool:
        return word in self._forms.heads or word in self.own

    def _is_put_together(self, word: str, used: Set[str]) -> bool:
        small = word.lower()
        return self._splits(small, MOST_PARTS) and not any(slip in used for slip in slips(small))

    def _splits(self, word: str, parts: int) -> bool:
        for end in range(SHORTEST_PART, len(word) - SHORTEST_PART + 1):
            head, tail = word[:end], word[end:]
            if self._is_head(head) and (self._is_plain(tail) or (parts > 2 and self._splits(tail, parts - 1))):
                return True
        return False


def _parts(word: str) -> Iterator[tuple[str, bool]]:
    """The parts of a word between hyphens, each with whether something comes after it."""
    parts = [part for part in word.split("-") if part]
    return ((part, number < len(parts) or word.endswith("-")) for number, part in enumerate(parts, 1))


def slips(word: str) -> Iterator[str]:
    """What a word would be with one letter left out, put in, changed, or two swapped."""
    for place in range(len(word) + 1):
        before, after = word[:place], word[place:]
        yield before + after[1:]
        yield before + after[1:2] + after[:1] + after[2:]
        for letter in _LETTERS:
            yield before + letter + after
            yield before + letter + after[1:]


# ── The list of own words ─────────────────────────────────────────────────────────────────────────────────────────────


def _own_list(lines: Sequence[str], forms: Forms) -> Iterator[Problem]:
    """Under each heading the words stand in order, one a line, no word twice, and none that the dictionary has."""
    seen: dict[str, int] = {}
    before = ""
    for number, word in enumerate(lines, 1):
        place = Place(OWN_WORDS, number)
        if word.startswith("#") or not word:
            before = ""
            continue
        if word != word.strip() or " " in word:
            yield Problem(place, "et-ord-paa-linjen", f"»{word}« er ikke ét ord.", "Skriv ét ord på hver linje.")
        if word in seen:
            yield Problem(place, "ord-to-gange", f"»{word}« står også på linje {seen[word]}.", "Slet den ene.")
        if word in forms.words:
            yield Problem(place, "ord-i-ordbogen", f"»{word}« står i ordbogen.", "Slet linjen.")
        if before and in_order(word) < in_order(before):
            yield Problem(
                place, "ord-raekkefoelge", f"»{word}« kommer før »{before}«.", "Sæt ordene i alfabetisk orden."
            )
        seen.setdefault(word, number)
        before = word


def in_order(word: str) -> tuple[str, str]:
    """A key that sorts as a Danish dictionary: æ, ø, å last."""
    return word.lower().translate(str.maketrans("æøå", "{|}")), word
