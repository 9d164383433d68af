"""Finds the signs (tegn) that fit what a tired person types, and knows nothing of the rest of the guide.

Each typed word reaches out to what it may mean (`danish`), and rare words weigh more than common ones. No score leaves
this module: signs come in order, and no sign is conclusive.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from math import log
from typing import Final

from guide.danish import FAINT, Term, bare, fold, near_words, split, stem, table_words, terms
from guide.registers import Sign

# How much of a word's weight is left when it is met as another word.
_SAME_WORTH: Final = 0.8
_NEAR_WORTH: Final = 0.4
_PART_WORTH: Final = 0.6
_MISSPELT_WORTH: Final = 0.75
_UNLIKE_WORTH: Final = 0.7  # denied in the text or in the phrase, but not in both
_DENIED_WORTH: Final = 1.2  # denied in both: "spiser ikke" says more than "spiser"
_FAINT_WORTH: Final = 0.35
_UNKNOWN_WORTH: Final = 0.4

_ENOUGH: Final = 0.2  # a smaller share of what the text weighs is no find
_NOT_FAR: Final = 0.3  # nor is a smaller share of the best sign's worth
_MOST_WORDS: Final = 16  # the rest of a longer text is not read: a person waits for the answer
_MOST_LETTERS: Final = 400


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
    rarity: Mapping[str, float]  # key -> what the word weighs
    near: Mapping[str, Mapping[str, float]]  # key -> keys that mean nearly the same, and how nearly
    parts: Mapping[str, tuple[str, ...]]  # key of a compound -> keys of its parts
    compounds: Mapping[str, tuple[str, ...]]  # the reverse
    forms: Mapping[str, str]  # every known spelling -> key
    bare: Mapping[str, str]  # the same without Danish letters
    masks: Mapping[int, tuple[tuple[str, int], ...]]  # length -> spellings with the set of their letters as bits


# --- the index --------------------------------------------------------------------------------------------------------


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
        rarity=rarity,
        near=near,
        parts=parts,
        compounds=_reverse(parts),
        forms=forms,
        bare={bare(form): key for form, key in forms.items()},
        masks=_by_length(forms),
    )


def _spellings(spread: Iterable[str], near: Iterable[str], read: Iterable[Term]) -> dict[str, str]:
    """Every known spelling with its key: stems, the words of the tables, and the words of the signs."""
    found = {word: stem(word) for word in table_words()} | {term.forms[0]: term.key for term in read}
    return {key: key for key in (*near, *spread, *found.values())} | found


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
    by_phrase: dict[int, dict[str, float]] = {}
    words: dict[int, dict[str, None]] = {}
    for term, known in _words(index, text):
        reach = _reach(index, known)
        weight = _weight(index, known, reach)
        whole += weight
        hits = _hits(index, term, reach, weight)
        for phrase, (value, key) in hits.items():
            _add(by_phrase.setdefault(phrase, {}), key, value, index.rarity[key])
        for sign, (value, key) in _best_of_signs(index, hits).items():
            _add(by_sign.setdefault(sign, {}), key, value, index.rarity[key])
            words.setdefault(sign, {})[term.typed] = None
    best = _best_phrases(index, by_phrase)
    sums = {sign: sum(worths.values()) for sign, worths in by_sign.items()}
    scores = {sign: round(0.6 * sums[sign] + 0.4 * best[sign], 6) for sign in sums if sums[sign] > _ENOUGH * whole}
    least = _NOT_FAR * max(scores.values(), default=0.0)
    ranked = sorted((sign for sign in scores if scores[sign] > least), key=lambda sign: (-scores[sign], sign))
    return tuple(Found(index.signs[sign], tuple(words[sign])) for sign in ranked[:limit])


def _best_of_signs(index: Index, hits: Mapping[int, tuple[float, str]]) -> dict[int, tuple[float, str]]:
    """A typed word counts once in a sign, where it is worth most."""
    best: dict[int, tuple[float, str]] = {}
    for phrase, hit in hits.items():
        owner = index.owners[phrase]
        if owner not in best or hit[0] > best[owner][0]:
            best[owner] = hit
    return best


def _add(worths: dict[str, float], key: str, value: float, most: float) -> None:
    """One more typed word met at a key: two words that mean the same are not worth two words."""
    already = worths.get(key, 0.0)
    worths[key] = min(already + value, max(already, value, most))


def _best_phrases(index: Index, by_phrase: Mapping[int, Mapping[str, float]]) -> dict[int, float]:
    """For each sign what its best phrase is worth: more, the more of the phrase was typed."""
    best: dict[int, float] = {}
    for phrase, worths in by_phrase.items():
        owner, value = index.owners[phrase], sum(worths.values())
        covered = value * (0.4 + 0.6 * min(1.0, value / index.sizes[phrase]))
        best[owner] = max(best.get(owner, 0.0), covered)
    return best


def _hits(index: Index, term: Term, reach: Mapping[str, float], weight: float) -> dict[int, tuple[float, str]]:
    """What a typed word is worth in each phrase, and the key it is met as; denied on one side only, it fits worse."""
    hits: dict[int, tuple[float, str]] = {}
    for key, worth in reach.items():
        value = weight * worth
        plain, other, both = (value, key), (value * _UNLIKE_WORTH, key), (value * _DENIED_WORTH, key)
        for phrase, denied in index.postings[key]:
            hit = other if denied != term.denied else both if denied else plain
            if phrase not in hits or hit[0] > hits[phrase][0]:
                hits[phrase] = hit
    return hits


def _weight(index: Index, known: Iterable[tuple[str, float]], reach: Mapping[str, float]) -> float:
    """What a typed word weighs: by the signs that hold the word, and by those that hold what it means."""
    total = len(index.signs)
    key = next((key for key, _ in known), "")
    own = meant = index.spread.get(key, 0)
    least = min(_PART_WORTH, max(reach.values(), default=0.0))
    for other, worth in reach.items():
        if worth >= least:
            meant |= index.spread[other]
    weight = _rarity(meant, total, key) * (1 if meant else _UNKNOWN_WORTH)
    return (weight + index.rarity[key]) / 2 if own else weight


def _reach(index: Index, known: Iterable[tuple[str, float]]) -> dict[str, float]:
    """The keys that a typed word may mean, each with its worth: itself, near words, parts and compounds."""
    reach: dict[str, float] = {}
    for key, worth in known:
        for part in index.parts.get(key, ()):
            _raise(reach, part, worth * _PART_WORTH)
        for other, nearness in ((key, 1.0), *index.near.get(key, {}).items()):
            _raise(reach, other, worth * nearness)
            for compound in index.compounds.get(other, ()):
                _raise(reach, compound, worth * nearness * _PART_WORTH)
    return {key: worth for key, worth in reach.items() if key in index.spread}


def _raise(reach: dict[str, float], key: str, worth: float) -> None:
    if worth > reach.get(key, 0.0):
        reach[key] = worth


def _words(index: Index, text: str) -> Iterator[tuple[Term, list[tuple[str, float]]]]:
    """The words of a text with the keys that each may be; an unknown compound is two words."""
    for term in _joined(index, terms(text[:_MOST_LETTERS])[:_MOST_WORDS]):
        known = _known(index, term) or _alike(index, term, 1)
        parts = () if known else next((both for form in term.forms if len(both := split(form, index.forms)) == 2), ())
        if parts:
            yield from ((term, [(part, _SAME_WORTH)]) for part in parts)
        else:
            yield term, known or _longer(index, term) or _alike(index, term, 2) or _half(index, term)


def _joined(index: Index, read: tuple[Term, ...]) -> Iterator[Term]:
    """The words, where two that are one are put together ("selv mord"), unless both say enough alone ("mor far")."""
    waiting: Term | None = None
    for term in read:
        if waiting is not None:
            whole = fold(waiting.forms[-1] + term.forms[-1])
            alone = all(key in index.spread and key not in FAINT for key in (waiting.key, term.key))
            if not alone and stem(whole) in index.spread:
                yield Term((whole,), f"{waiting.typed} {term.typed}", waiting.denied or term.denied)
                waiting = None
                continue
            yield waiting
        waiting = term
    if waiting is not None:
        yield waiting


def _known(index: Index, term: Term) -> list[tuple[str, float]]:
    """The key of a word that is known, also when it is typed without Danish letters."""
    keys = [stem(form) for form in term.forms]
    for key in keys:
        if key in index.spread or key in index.near:
            return [(key, 1.0)]
    plain = next((index.bare[form] for form in (*term.forms, *keys) if form in index.bare), None)
    return [(plain, _MISSPELT_WORTH)] if plain else []


def _longer(index: Index, term: Term) -> list[tuple[str, float]]:
    """The keys of the known words that begin or end with an unknown word of some length."""
    form, key = term.forms[-1], stem(term.forms[-1])
    if len(key) < 4:
        return []
    least = len(form) + 3
    longer = (other for other in index.forms if len(other) >= least and (other.startswith(key) or other.endswith(form)))
    return [(other, _PART_WORTH) for other in dict.fromkeys(index.forms[word] for word in longer)]


def _half(index: Index, term: Term) -> list[tuple[str, float]]:
    """The key of the known half of a compound."""
    return [(part, _PART_WORTH) for part in split(term.forms[-1], index.forms)]


def _alike(index: Index, term: Term, edits: int) -> list[tuple[str, float]]:
    """The keys of the spellings so many edits from an unknown word: one from four letters on, two in a long word.

    A short word, and one that is two edits away, must begin alike: otherwise any word would be like some other.
    """
    keys: dict[str, None] = {}
    for form in (form for form in term.forms if len(form) >= 4 * edits):
        mask, any_start = _letters(form), edits == 1 and len(form) > 5
        for length in range(len(form) - edits, len(form) + edits + 1):
            for other, letters in index.masks.get(length, ()):
                near = (mask ^ letters).bit_count() <= 2 * edits and (any_start or form[0] == other[0])
                if near and _edits(form, other, edits) == edits:
                    keys[index.forms[other]] = None
    return [(key, _MISSPELT_WORTH) for key in keys]


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
