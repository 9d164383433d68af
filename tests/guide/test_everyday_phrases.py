"""Everyday phrases, written by a person who had not seen the catalogue, find their concern among the first three signs."""

from __future__ import annotations

import tomllib
from pathlib import Path
from typing import Final

from guide.load import load
from guide.model import Guide
from guide.signs import find, index

GUIDE: Final[Guide] = load().guide
INDEX: Final = index(GUIDE.signs.values())
PHRASES: Final = tomllib.loads((Path(__file__).parents[1] / "data" / "saetninger.toml").read_text("utf-8"))["saetning"]
WRITTEN: Final = {text.lower() for sign in GUIDE.signs.values() for text in (sign.text, *sign.words)}
NEW: Final = [phrase for phrase in PHRASES if phrase["tekst"].lower() not in WRITTEN]


def hits(text: str) -> set[str]:
    return {spor for found in find(INDEX, text, 3) for spor in found.sign.spor}


def test_there_are_at_least_a_hundred_phrases_that_are_not_in_the_catalogue() -> None:
    assert len(NEW) >= 100


def test_95_of_100_everyday_phrases_find_their_concern_among_the_first_three() -> None:
    missed = [phrase["tekst"] for phrase in NEW if not hits(phrase["tekst"]) & set(phrase["spor"])]
    assert len(missed) <= 0.05 * len(NEW), missed


def test_the_catalogue_is_large_and_wide() -> None:
    assert len(GUIDE.signs) >= 120
    ages = [age for sign in GUIDE.signs.values() for age in sign.ages]
    groups = [sign.group for sign in GUIDE.signs.values()]
    assert min(ages.count(age) for age in set(ages)) >= 15
    assert min(groups.count(group) for group in set(groups)) >= 15
    assert len(set(ages)) == 5
    assert len(set(groups)) == 7


def test_every_sign_finds_itself_first_by_its_own_text() -> None:
    lost = [sign.id for sign in GUIDE.signs.values() if sign.id not in {f.sign.id for f in find(INDEX, sign.text, 3)}]
    assert lost == []


def test_every_concern_about_a_child_is_reached_by_a_sign() -> None:
    assert {spor for sign in GUIDE.signs.values() for spor in sign.spor} == set(GUIDE.spor)
