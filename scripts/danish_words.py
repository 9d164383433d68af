"""What else a person may type for a Danish word: its other forms, the noun or verb of the same act, a compound's end.

The forms come from a dictionary. What stands here is what no dictionary file says: plurals that it keeps apart from
their singular, and how a verb and the noun of the same act are made of each other.
"""

import re
from collections.abc import Collection, Iterable, Iterator
from functools import cache
from typing import Final

from hunspell import Dictionary

# Nouns that change their vowel: the dictionary has the plural as a word of its own.
_PLURALS: Final = (
    ("barn", "børn"), ("bog", "bøger"), ("mand", "mænd"), ("mor", "mødre"), ("far", "fædre"), ("bror", "brødre"),
    ("datter", "døtre"), ("hånd", "hænder"), ("tand", "tænder"), ("fod", "fødder"), ("nat", "nætter"),
    ("kraft", "kræfter"),
)  # fmt: skip
_OTHER_NUMBER: Final = {word: other for pair in _PLURALS for word, other in (pair, pair[::-1])}
# How the noun of an act ends, and how its verb or adjective does: "krænkelse" and "krænke", "uenighed" and "uenig".
_ACTS: Final = (
    ("ning", "e"), ("ing", "e"), ("else", "e"), ("eri", "e"), ("ation", "ere"), ("ion", "ere"), ("hed", ""),
)  # fmt: skip
# What stands before a word without making a compound of it: "underretning" says nothing of "retning".
_PARTICLE: Final = re.compile(
    "af|an|be|bort|efter|er|for|fore|forud|fra|frem|gen|hen|her|imod|ind|inde|med|mellem|mis|mod|ned|om|op|over|på|sam"
    "|selv|til|ud|uden|under|ved"
)
_SHORTEST_HEAD: Final = 3
_SHORTEST_TAIL: Final = 4
_SHORTEST_STEM: Final = 3


class Danish:
    """Danish by a dictionary, for a collection of texts: where a form may be of two words, the one that the texts use."""

    def __init__(self, dictionary: Dictionary, used: Collection[str]) -> None:
        self._dictionary = dictionary
        self._used = frozenset(used)
        self.forms = cache(self._forms)
        self.kin = cache(self._kin)
        self.tail = cache(self._tail)

    def _words(self, form: str) -> list[frozenset[str]]:
        """The words that a form may belong to, each as all its forms."""
        return [frozenset(self._dictionary.words[place]) for place in self._dictionary.places.get(form, ())]

    def _forms(self, word: str) -> frozenset[str]:
        """All forms of the word that a form belongs to, itself among them. A compound that is not listed bends as its tail."""
        found = self._words(word)
        if found:
            return frozenset({word}).union(*map(self._with_other_number, self._likely(found)))
        tail = self.tail(word)
        head = word.removesuffix(tail)
        return frozenset({word, *(head + form for form in self.forms(tail))} if tail else {word})

    def _likely(self, words: list[frozenset[str]]) -> list[frozenset[str]]:
        """Of several words with a form in common, those with the most forms in the texts."""
        used = [len(word & self._used) for word in words]
        return [word for word, count in zip(words, used, strict=True) if count == max(used)]

    def _with_other_number(self, word: frozenset[str]) -> frozenset[str]:
        """A noun together with its other number: "spædbarn" with "spædbørn"."""
        for form in sorted(word):
            for ending, other in _OTHER_NUMBER.items():
                if form.endswith(ending) and (found := self._words(form.removesuffix(ending) + other)):
                    return word.union(*found)
        return word

    def _kin(self, word: str) -> frozenset[str]:
        """The forms of the verb of an act, or of the act of a verb."""
        others = {other for form in self.forms(word) for other in _acts(form) if other in self._dictionary.places}
        return frozenset[str]().union(*map(self.forms, others))

    def _tail(self, word: str) -> str:
        """The last word of a compound as it is bent there; empty for a simple word."""
        for at in range(_SHORTEST_HEAD, len(word) - _SHORTEST_TAIL + 1):
            if word[at:] in self._dictionary.places and self._begins(word[:at]):
                return word[at:]
        return ""

    def _begins(self, head: str) -> bool:
        """Whether a compound may begin so; a head may be a compound itself."""
        if _PARTICLE.fullmatch(head):
            return False
        cuts = range(_SHORTEST_HEAD, len(head) - _SHORTEST_HEAD + 1)
        heads = self._dictionary.heads
        return head in heads or any(head[at:] in heads and self._begins(head[:at]) for at in cuts)


def _acts(word: str) -> Iterator[str]:
    """What the verb or noun of the same act may look like: most of it is no word."""
    for noun, verb in _ACTS:
        for old, new in ((noun, verb), (verb, noun)):
            stem = word.removesuffix(old)
            if word.endswith(old) and len(stem) >= _SHORTEST_STEM:
                yield stem + new
                if new == "e":
                    yield stem + stem[-1] + new  # "mobning", "mobbe"
                elif stem[-1] == stem[-2]:
                    yield stem[:-1] + new


def longest(words: Iterable[str], held: Iterable[str] = ()) -> list[str]:
    """The words that find them all when a search finds a word by its beginning, without what the held ones find."""
    there = set(held)
    kept: list[str] = []
    last = ""
    for word in sorted(there.union(words), reverse=True):
        if not last.startswith(word):
            last = word
            if word not in there:
                kept.append(word)
    return kept[::-1]
