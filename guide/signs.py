"""Finds the signs (tegn) that fit what a tired person types, and knows nothing of the rest of the guide.

Each typed word reaches out to what it may mean (`danish`), and rare words weigh more than common ones. No score leaves
this module: signs come in order, and no sign is conclusive.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from math import log
from typing import Final

from guide.danish import FAINT, Term, bare, near_words, split, stem, table_words, terms
from guide.errors import NOWHERE, Place

# How much of a word's weight is left when it is met as another word.
_SAME_WORTH: Final = 0.8
_NEAR_WORTH: Final = 0.4
_PART_WORTH: Final = 0.6
_MISSPELT_WORTH: Final = 0.75
_DENIAL_WORTH: Final = 0.6
_FAINT_WORTH: Final = 0.25

_ENOUGH: Final = 0.3  # less than this share of the text, or of the best sign's worth, is no find
_MOST_WORDS: Final = 24


@dataclass(frozen=True)
class Sign:
    """Something that a person can see or hear, the words that people use for it, and the concerns it may belong to."""

    id: str
    text: str
    group: str
    ages: tuple[str, ...]
    words: tuple[str, ...]
    spor: tuple[str, ...]
    sources: tuple[str, ...]
    place: Place = NOWHERE


@dataclass(frozen=True)
class Found:
    """A sign that fits, and the typed words that it was found by, in the order typed."""

    sign: Sign
    words: tuple[str, ...]


@dataclass(frozen=True)
class Index:
    """The signs made ready for searching. A phrase is the text of a sign or one of its words; a key is a word's stem."""

    signs: tuple[Sign, ...]
    owners: tuple[int, ...]  # the sign of each phrase
    sizes: tuple[float, ...]  # what all words of a phrase weigh together
    postings: Mapping[str, tuple[tuple[int, bool], ...]]  # key -> phrases, and whether the word is denied there
    spread: Mapping[str, int]  # key -> the signs that hold it, one bit each
    near: Mapping[str, Mapping[str, float]]  # key -> keys that mean nearly the same, and how nearly
    parts: Mapping[str, tuple[str, ...]]  # key of a compound -> keys of its parts
    compounds: Mapping[str, tuple[str, ...]]  # the reverse
    forms: Mapping[str, str]  # every known spelling -> key
    bare: Mapping[str, str]  # the same without Danish letters
    masks: Mapping[int, tuple[tuple[str, int], ...]]  # length -> spellings with the set of their letters as bits


# --- the index --------------------------------------------------------------------------------------------------------


def by_group(signs: Iterable[Sign]) -> Mapping[str, tuple[Sign, ...]]:
    """The signs of each group, for browsing; groups and signs keep the order in which they come."""
    groups: dict[str, tuple[Sign, ...]] = {}
    for sign in signs:
        groups[sign.group] = (*groups.get(sign.group, ()), sign)
    return groups


def index(signs: Iterable[Sign]) -> Index:
    """The signs made ready for `find`. Made once; the order of the signs settles a draw."""
    ordered = tuple(signs)
    texts = ((owner, text) for owner, sign in enumerate(ordered) for text in dict.fromkeys((sign.text, *sign.words)))
    phrases = [(owner, terms(text)) for owner, text in texts]
    postings: dict[str, list[tuple[int, bool]]] = {}
    spread: dict[str, int] = {}
    for number, (owner, read) in enumerate(phrases):
        for key, denied in dict.fromkeys((term.key, term.denied) for term in read):
            postings.setdefault(key, []).append((number, denied))
            spread[key] = spread.get(key, 0) | 1 << owner
    near = near_words(_SAME_WORTH, _NEAR_WORTH)
    forms = _spellings(spread, near, (term for _, read in phrases for term in read))
    parts = _parts(forms)
    rarity = {key: _rarity(holders, len(ordered), key) for key, holders in spread.items()}
    return Index(
        signs=ordered,
        owners=tuple(owner for owner, _ in phrases),
        sizes=tuple(sum(rarity[term.key] for term in read) or 1.0 for _, read in phrases),
        postings={key: tuple(places) for key, places in postings.items()},
        spread=spread,
        near=near,
        parts=parts,
        compounds=_reverse(parts),
        forms=forms,
        bare={bare(form): key for form, key in forms.items()},
        masks=_by_length(forms),
    )


def _spellings(spread: Iterable[str], near: Iterable[str], read: Iterable[Term]) -> dict[str, str]:
    """Every known spelling with its key: stems, the words of the tables, and the words of the signs."""
    stems = {key: key for key in (*near, *spread)}
    return {**stems, **{word: stem(word) for word in table_words()}, **{term.form: term.key for term in read}}


def _parts(forms: Mapping[str, str]) -> dict[str, tuple[str, ...]]:
    """The parts of each key that is a compound of other known words."""
    found = ((key, split(form, forms)) for form, key in forms.items() if len(form) >= 6)
    return {key: parts for key, parts in found if parts and key not in parts}


def _reverse(parts: Mapping[str, tuple[str, ...]]) -> dict[str, tuple[str, ...]]:
    compounds: dict[str, tuple[str, ...]] = {}
    for key, each in parts.items():
        for part in each:
            compounds[part] = (*compounds.get(part, ()), key)
    return compounds


def _by_length(forms: Iterable[str]) -> dict[int, tuple[tuple[str, int], ...]]:
    lengths: dict[int, list[tuple[str, int]]] = {}
    for form in forms:
        lengths.setdefault(len(form), []).append((form, _letters(form)))
    return {length: tuple(each) for length, each in lengths.items()}


def _letters(form: str) -> int:
    """The set of a word's letters as bits: unlike words are told apart without comparing letter by letter."""
    mask = 0
    for letter in form:
        mask |= 1 << ord(letter) % 61
    return mask


def _rarity(holders: int, total: int, key: str) -> float:
    """What a word weighs that stands in these signs (one bit each) of so many in all."""
    weight = log(1 + (total + 1) / (holders.bit_count() + 0.5))
    return weight * _FAINT_WORTH if key in FAINT else weight


# --- the search -------------------------------------------------------------------------------------------------------


def find(index: Index, text: str, limit: int = 8) -> tuple[Found, ...]:
    """The signs that fit a text, best first; at most `limit`, and none where nothing fits."""
    whole = 0.0
    by_sign: dict[int, dict[str, float]] = {}
    by_phrase: dict[int, float] = {}
    for term in terms(text)[:_MOST_WORDS]:
        reach = _reach(index, term)
        weight = _weight(index, term, reach)
        whole += weight
        for phrase, value in _hits(index, term, reach, weight).items():
            by_phrase[phrase] = by_phrase.get(phrase, 0.0) + value
            words = by_sign.setdefault(index.owners[phrase], {})
            words[term.typed] = max(value, words.get(term.typed, 0.0))
    best = _best_phrases(index, by_phrase)
    sums = {sign: sum(words.values()) for sign, words in by_sign.items()}
    scores = {sign: round(0.6 * sums[sign] + 0.4 * best[sign], 6) for sign in sums if sums[sign] > _ENOUGH * whole}
    least = _ENOUGH * max(scores.values(), default=0.0)
    ranked = sorted((sign for sign in scores if scores[sign] > least), key=lambda sign: (-scores[sign], sign))
    return tuple(Found(index.signs[sign], tuple(by_sign[sign])) for sign in ranked[:limit])


def _best_phrases(index: Index, by_phrase: Mapping[int, float]) -> dict[int, float]:
    """For each sign what its best phrase is worth: more, the more of the phrase was typed."""
    best: dict[int, float] = {}
    for phrase, value in by_phrase.items():
        owner = index.owners[phrase]
        covered = value * (0.4 + 0.6 * min(1.0, value / index.sizes[phrase]))
        best[owner] = max(best.get(owner, 0.0), covered)
    return best


def _hits(index: Index, term: Term, reach: Mapping[str, float], weight: float) -> dict[int, float]:
    """What a typed word is worth in each phrase. A word that is denied in one and not in the other fits worse."""
    hits: dict[int, float] = {}
    for key, worth in reach.items():
        same, other = weight * worth, weight * worth * _DENIAL_WORTH
        for phrase, denied in index.postings.get(key, ()):
            value = same if denied == term.denied else other
            if value > hits.get(phrase, 0.0):
                hits[phrase] = value
    return hits


def _weight(index: Index, term: Term, reach: Mapping[str, float]) -> float:
    """What a typed word weighs: by the signs that hold the word, and by those that hold what it means."""
    total = len(index.signs)
    own = meant = index.spread.get(term.key, 0)
    for key, worth in reach.items():
        if worth >= _PART_WORTH:
            meant |= index.spread.get(key, 0)
    weight = _rarity(meant, total, term.key)
    return (weight + _rarity(own, total, term.key)) / 2 if own else weight


def _reach(index: Index, term: Term) -> dict[str, float]:
    """The keys that a typed word may mean, each with its worth: itself, near words, parts and compounds."""
    reach: dict[str, float] = {}
    for key, worth in _known(index, term):
        _raise(reach, key, worth)
        for part in index.parts.get(key, ()):
            _raise(reach, part, worth * _PART_WORTH)
        for other, nearness in ((key, 1.0), *index.near.get(key, {}).items()):
            _raise(reach, other, worth * nearness)
            for compound in index.compounds.get(other, ()):
                _raise(reach, compound, worth * nearness * _PART_WORTH)
    return reach


def _raise(reach: dict[str, float], key: str, worth: float) -> None:
    if worth > reach.get(key, 0.0):
        reach[key] = worth


def _known(index: Index, term: Term) -> list[tuple[str, float]]:
    """The known words that a typed word is: exactly, without Danish letters, as a compound, or misspelt."""
    if term.key in index.spread or term.key in index.near:
        return [(term.key, 1.0)]
    plain = index.bare.get(term.form) or index.bare.get(term.key)
    if plain:
        return [(plain, _MISSPELT_WORTH)]
    parts = split(term.form, index.forms) if len(term.form) >= 6 else ()
    if len(parts) == 2:
        return [(part, _PART_WORTH) for part in parts]
    return _misspelt(index, term.form) or [(part, _PART_WORTH) for part in parts]


def _misspelt(index: Index, form: str) -> list[tuple[str, float]]:
    """The keys of the spellings nearest to an unknown word: one edit away, or two in a long word."""
    allowed = 0 if len(form) < 4 else 1 if len(form) < 8 else 2
    mask = _letters(form)
    near: dict[int, list[str]] = {}
    for length in range(len(form) - allowed, len(form) + allowed + 1):
        for other, letters in index.masks.get(length, ()) if allowed else ():
            if (mask ^ letters).bit_count() <= 2 * allowed and (form[0] == other[0] or len(form) > 5):
                near.setdefault(_edits(form, other, allowed), []).append(index.forms[other])
    best = min((edits for edits in near if edits <= allowed), default=None)
    return [] if best is None else [(key, _MISSPELT_WORTH) for key in dict.fromkeys(near[best])]


def _edits(one: str, two: str, allowed: int) -> int:
    """The letters to change, add, drop or swap between two words; any number above `allowed` means too many."""
    before, row = [0] * (len(two) + 1), list(range(len(two) + 1))
    for i, letter in enumerate(one, 1):
        older, before, row = before, row, [i]
        for j, other in enumerate(two, 1):
            change = before[j - 1] + (letter != other)
            if i > 1 and j > 1 and letter == two[j - 2] and one[i - 2] == other:
                change = min(change, older[j - 2] + 1)
            row.append(min(change, before[j] + 1, row[j - 1] + 1))
        if min(row) > allowed:
            return allowed + 1
    return row[-1]
