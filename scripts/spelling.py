"""Spelling of every Danish text against Stavekontrolden's dictionary and the project's own words in docs/_data/ord.txt.

A word is right when the dictionary or the project's list has it, as it stands or in small letters, or when it is put
together of such words. The dictionary's own rule for compounds takes almost anything (»kotaktperson« as ko + takt +
person), so ours is narrower: every part has four letters or more, a link s or e may stand between, and the word must
not become a plain word by doubling one letter or undoubling two (»underetning« is no unde + retning). Capitals
alone are abbreviations, which `page_words` asks for. Words with digits and addresses are left out.

The dictionary takes seconds to read, so words once found right are kept in .build and it is only opened for new ones.
"""

from __future__ import annotations

import hashlib
import json
import re
from collections.abc import Callable, Iterable, Iterator
from difflib import get_close_matches
from functools import cache
from pathlib import Path
from typing import Any, Final

from guide.errors import Place, Problem
from texts import Text

OWN_WORDS: Final = "docs/_data/ord.txt"
SHORTEST_PART: Final = 4
MOST_PARTS: Final = 4

_WORD: Final = re.compile(r"[^\W\d_]+(?:['’][^\W\d_]+)*(?:-[^\W\d_]+(?:['’][^\W\d_]+)*)*-?")
_NO_WORD: Final = re.compile(r"\S*(?:://|@)\S*|\b[\w-]+(?:\.[\w-]+)*\.(?:dk|org|gl|no|se|com|toml|md|txt|py)\b\S*|\w*\d\w*")
_CAPITALS: Final = re.compile(r"[A-ZÆØÅ]{2,}(?:['’]?[a-zæøå]{0,3})?")

Lookup = Callable[[str], bool]


def check(texts: Iterable[Text], root: Path, dictionary: tuple[Path, Path]) -> Iterator[Problem]:
    """Every word that nobody knows, each time it stands, and what is wrong with the list of own words.

    In: the texts, the checkout with the list, and the dictionary's files of affixes and of words.
    """
    lines = (root / OWN_WORDS).read_text(encoding="utf-8").splitlines()
    yield from _own_list(lines)
    own = frozenset(word for word in lines if word and not word.startswith("#"))
    places: dict[str, list[Place]] = {}
    for text in texts:
        for word in words(text.text):
            places.setdefault(word, []).append(text.place)
    kept = _Kept(root / ".build" / "stavning.json", (*dictionary, root / OWN_WORDS, Path(__file__)))
    speller = Speller(own, dictionary)
    wrong = [word for word in places if word not in kept.words and not speller.knows(word)]
    kept.write({*places} - {*wrong})
    right = sorted({*places} - {*wrong})
    for word in wrong:
        remedy = _remedy(speller.nearest(word, right))
        for place in dict.fromkeys(places[word]):
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
        """Whether a word is spelt right, each part of a hyphened one by itself."""
        *before, last = [part for part in word.split("-") if part] or [""]
        if word.endswith("-"):
            before, last = [*before, last], ""
        return all(self._is_first_part(part) for part in before) and (not last or self._is_word(last))

    def nearest(self, word: str, right: Iterable[str]) -> str:
        """The likeliest right word: one that the site uses, else one of the dictionary with the same first letter."""
        stems = (entry.stem for entry in self._dictionary().dic.words)
        near = [stem for stem in stems if stem[:1] == word[:1] and abs(len(stem) - len(word)) < 2]
        found = get_close_matches(word, right, n=1, cutoff=0.8) or get_close_matches(word, near, n=1, cutoff=0.7)
        return found[0] if found else ""

    def _is_word(self, word: str) -> bool:
        bare = re.sub(r"['’]s?$", "", word)
        if _CAPITALS.fullmatch(word) or _CAPITALS.fullmatch(bare) or self._plain(bare):
            return True
        genitive = bare.endswith("s") and (bare[:-1] in self._own or (bare[0].isupper() and self._plain(bare[:-1])))
        return genitive or (self._is_compound(bare.lower(), MOST_PARTS) and not self._is_slip(bare.lower()))

    def _is_first_part(self, word: str) -> bool:
        """A part before a hyphen may have the link of a compound: »tillids- og arbejdsmiljørepræsentant«."""
        return self._is_word(word) or (word[-1] in "se" and self._is_word(word[:-1]))

    def _is_compound(self, word: str, parts: int) -> bool:
        for end in range(SHORTEST_PART, len(word) - SHORTEST_PART + 1):
            head, tail = word[:end], word[end:]
            link = head[-1] in "se" and len(head) > SHORTEST_PART and self._plain(head[:-1])
            if (link or self._plain(head)) and (self._plain(tail) or (parts > 2 and self._is_compound(tail, parts - 1))):
                return True
        return False

    def _is_slip(self, word: str) -> bool:
        """Whether doubling a letter, or undoubling two, gives a plain word."""
        for place, letter in enumerate(word):
            without = word[:place] + word[place + 1 :]
            doubled = word[:place] + letter + word[place:]
            if self._plain(doubled) or (letter == word[place - 1 : place] and self._plain(without)):
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


class _Kept:
    """Words found right before, as long as nothing that decides it has changed."""

    def __init__(self, file: Path, decides: Iterable[Path]) -> None:
        self._file = file
        self._digest = hashlib.sha256(b"\0".join(path.read_bytes() for path in decides)).hexdigest()
        self.words: frozenset[str] = frozenset()
        try:
            kept = json.loads(file.read_text(encoding="utf-8"))
            self.words = frozenset(kept["ord"]) if kept["noegle"] == self._digest else frozenset()
        except (OSError, ValueError, KeyError, TypeError):
            pass  # no list, or one that cannot be used, only costs time

    def write(self, right: set[str]) -> None:
        """Keep these words for the next run."""
        if right != self.words:
            self._file.parent.mkdir(parents=True, exist_ok=True)
            self._file.write_text(json.dumps({"noegle": self._digest, "ord": sorted(right)}, ensure_ascii=False), "utf-8")


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
            yield Problem(place, "ord-raekkefoelge", f"»{word}« kommer før »{before}«.", "Sæt ordene i alfabetisk orden.")
        seen.setdefault(word, number)
        before = word


def in_order(word: str) -> tuple[str, str]:
    """A key that sorts as a Danish dictionary: æ, ø, å last."""
    return word.lower().translate(str.maketrans("æøå", "{|}")), word
