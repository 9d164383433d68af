"""Spelling of every Danish text against Stavekontrolden's dictionary and the project's own words in docs/_data/ord.txt.

A word is right when the dictionary or the project's list has it, as it stands or in small letters, or when it is put
together of such words. The dictionary's own rule for compounds takes almost anything (»kotaktperson« as ko + takt +
person), so ours is narrower: two or three parts of four letters or more, a link s or e between them, and no slip of the
pen away from a plain word that the site uses itself (»underetning« is no unde + retning). Capitals alone are
abbreviations, which `page_words` asks for. Words with digits and addresses are left out.

The dictionary takes seconds to read, so words once found right are kept in .build and it is only opened for new ones.
"""

from __future__ import annotations

import hashlib
import json
import re
from collections.abc import Callable, Iterable, Iterator, Set
from difflib import get_close_matches
from functools import cache
from pathlib import Path
from typing import Any, Final

from guide.errors import Place, Problem
from texts import Text

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

Lookup = Callable[[str], bool]


def check(texts: Iterable[Text], root: Path, dictionary: tuple[Path, Path]) -> Iterator[Problem]:
    """Every word that nobody knows, each time it stands, and what is wrong with the list of own words.

    In: the texts, the checkout with the list, and the dictionary's files of affixes and of words.
    """
    lines = (root / OWN_WORDS).read_text(encoding="utf-8").splitlines()
    yield from _own_list(lines)
    places: dict[str, list[Place]] = {}
    for text in texts:
        for word in words(text.text):
            places.setdefault(word, []).append(text.place)
    own = frozenset(word for word in lines if word and not word.startswith("#"))
    speller = Speller(own, dictionary)
    kept = _Kept(root / ".build" / "stavning.json", (*dictionary, root / OWN_WORDS, Path(__file__)))
    new = places.keys() - kept.plain - kept.compounds
    plain = {*(places.keys() & kept.plain), *(word for word in new if speller.knows(word))}
    small = {word.lower() for word in plain}
    compounds = {*(places.keys() & kept.compounds), *(word for word in new - plain if speller.is_compound(word, small))}
    kept.write(plain, compounds)
    right = sorted(plain | compounds)
    for word, found in places.items():
        if word not in plain and word not in compounds:
            remedy = _remedy(speller.nearest(word, right))
            for place in dict.fromkeys(found):
                yield Problem(place, "ukendt-ord", f"»{word}« står ikke i ordbogen.", remedy)


def words(text: str) -> list[str]:
    """The words of a text that have a spelling."""
    return _WORD.findall(_NO_WORD.sub(" ", text))


def _remedy(near: str) -> str:
    add = f"Er ordet rigtigt, så skriv det i {OWN_WORDS}."
    return f"Mente du »{near}«? {add}" if near else f"Ret stavningen. {add}"


class Speller:
    """The dictionary and the project's own words; the dictionary is read when the first word is asked for."""

    def __init__(self, own: frozenset[str], files: tuple[Path, Path]) -> None:
        self._own = own
        self._files = files
        self._plain: Lookup = cache(self._look_up)
        self._read: Any = None

    def knows(self, word: str) -> bool:
        """Whether a word, or each part of a hyphened one, stands in the dictionary or the list."""
        return all(self._knows_part(part, first) for part, first in _parts(word))

    def is_compound(self, word: str, used: Set[str]) -> bool:
        """Whether each part of a word is known or put together of known words, and no slip away from a word in use.

        In: the word, and the plain words that the texts use, in small letters.
        """
        return all(
            self._knows_part(part, first) or self._is_compound(part.lower(), MOST_PARTS, used)
            for part, first in _parts(word)
        )

    def nearest(self, word: str, right: Iterable[str]) -> str:
        """The likeliest right word: one that the site uses, else one of the dictionary with the same first letter."""
        stems = (entry.stem for entry in self._dictionary().dic.words)
        near = [stem for stem in stems if stem[:1] == word[:1] and abs(len(stem) - len(word)) < 2]
        found = get_close_matches(word, right, n=1, cutoff=0.8) or get_close_matches(word, near, n=1, cutoff=0.8)
        return found[0] if found else ""

    def _knows_part(self, word: str, first: bool) -> bool:
        """A part before a hyphen may have the link of a compound: »tillids- og arbejdsmiljørepræsentant«."""
        bare = _ENDING.sub("", word)
        if _CAPITALS.fullmatch(word) or _CAPITALS.fullmatch(bare) or self._plain(bare):
            return True
        genitive = bare.endswith("s") and (bare[:-1] in self._own or (bare[0].isupper() and self._plain(bare[:-1])))
        return genitive or (first and bare[-1] in "se" and self._plain(bare[:-1]))

    def _is_compound(self, word: str, parts: int, used: Set[str]) -> bool:
        return self._splits(word, parts) and not any(slip in used for slip in slips(word))

    def _splits(self, word: str, parts: int) -> bool:
        for end in range(SHORTEST_PART, len(word) - SHORTEST_PART + 1):
            head, tail = word[:end], word[end:]
            link = head[-1] in "se" and len(head) > SHORTEST_PART and self._plain(head[:-1])
            if (link or self._plain(head)) and (self._plain(tail) or (parts > 2 and self._splits(tail, parts - 1))):
                return True
        return False

    def _look_up(self, word: str) -> bool:
        small = word.lower()
        if word in self._own or small in self._own:
            return True
        lookup = self._dictionary().lookup
        return bool(lookup(word) or lookup(small))

    def _dictionary(self) -> Any:  # noqa: ANN401 - spylls has no types
        if self._read is None:
            from spylls.hunspell import Dictionary  # noqa: PLC0415 - slow to import, and most runs do not need it

            affixes, _ = self._files
            self._read = Dictionary.from_files(str(affixes.with_suffix("")))
            self._read.aff.COMPOUNDBEGIN = self._read.aff.COMPOUNDMIDDLE = self._read.aff.COMPOUNDEND = None
        return self._read


def _parts(word: str) -> Iterator[tuple[str, bool]]:
    """The parts of a word between hyphens, each with whether something comes after it."""
    parts = [part for part in word.split("-") if part]
    return ((part, number < len(parts) or word.endswith("-")) for number, part in enumerate(parts, 1))


def slips(word: str) -> Iterator[str]:
    """What a word would be with one letter left out, put in, changed, or two swapped; a new last letter is an ending."""
    for place in range(len(word) - 1):
        before, after = word[:place], word[place:]
        yield before + after[1:]
        yield before + after[1] + after[0] + after[2:]
        for letter in _LETTERS:
            yield before + letter + after
            yield before + letter + after[1:]


class _Kept:
    """Words found right before, as long as nothing that decides it has changed."""

    def __init__(self, file: Path, decides: Iterable[Path]) -> None:
        self._file = file
        self._digest = hashlib.sha256(b"\0".join(path.read_bytes() for path in decides)).hexdigest()
        self.plain: frozenset[str] = frozenset()
        self.compounds: frozenset[str] = frozenset()
        try:
            kept = json.loads(file.read_text(encoding="utf-8"))
            if kept["noegle"] == self._digest:
                self.plain, self.compounds = frozenset(kept["ord"]), frozenset(kept["sammensat"])
        except (OSError, ValueError, KeyError, TypeError):
            pass  # no list, or one that cannot be used, only costs time

    def write(self, plain: set[str], compounds: set[str]) -> None:
        """Keep these words for the next run."""
        if plain != self.plain or compounds != self.compounds:
            kept = {"noegle": self._digest, "ord": sorted(plain), "sammensat": sorted(compounds)}
            self._file.parent.mkdir(parents=True, exist_ok=True)
            self._file.write_text(json.dumps(kept, ensure_ascii=False), "utf-8")


# ── The list of own words ─────────────────────────────────────────────────────────────────────────────────────────────


def _own_list(lines: list[str]) -> Iterator[Problem]:
    """Under each heading the words stand in order, one a line, and no word twice."""
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
        if before and in_order(word) < in_order(before):
            yield Problem(
                place, "ord-raekkefoelge", f"»{word}« kommer før »{before}«.", "Sæt ordene i alfabetisk orden."
            )
        seen.setdefault(word, number)
        before = word


def in_order(word: str) -> tuple[str, str]:
    """A key that sorts as a Danish dictionary: æ, ø, å last."""
    return word.lower().translate(str.maketrans("æøå", "{|}")), word
