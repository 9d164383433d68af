"""Where Greenlandic law rules, no paragraph and no deadline of the Danish authorities stands as a duty."""

from __future__ import annotations

import re
from pathlib import Path
from typing import Final

import pytest

import prerender
from guide import render, words
from guide.__main__ import DOCS, verify
from guide.deadlines import moment
from guide.engine import State, replay
from guide.load import DATA, load
from guide.summary import draft, summary

PROFILES: Final = Path(DOCS) / "om" / "eksempler"
LOADED: Final = load(DATA, PROFILES / "lokal-groenlandsk-institution.toml")
GUIDE: Final = LOADED.guide
PARAGRAPH: Final = re.compile(r"[Bb]arnets lov\s§|[Ss]ervicelov")


@pytest.mark.parametrize("profile", sorted(PROFILES.glob("*.toml")), ids=lambda path: path.stem)
def test_the_example_profiles_are_whole_and_invent_nothing(profile: Path) -> None:
    loaded = load(DATA, profile)
    assert [str(problem) for problem in verify(loaded, DOCS) if not problem.warning] == []
    assert all(
        not contact.number and not contact.address for contact in loaded.guide.contacts.values() if contact.local
    )
    assert not any(loaded.guide.local.links.values())


def test_what_is_missing_is_an_error_when_publishing() -> None:
    problems = verify(LOADED, DOCS, publish=True)
    assert {problem.code for problem in problems if not problem.warning} == {"udfyldes-lokalt"}


def test_no_page_shows_a_paragraph_of_barnets_lov() -> None:
    pages = list(prerender.pages(GUIDE))
    assert pages
    for spor, node in pages:
        assert not PARAGRAPH.search(render.node(GUIDE, spor, node)), f"{spor}/{node}"


def test_what_is_known_of_greenlandic_law_stands_with_its_confidence() -> None:
    spor, node = next((s, n) for s, n in prerender.pages(GUIDE) if n in GUIDE.outcomes)
    text = render.node(GUIDE, spor, node)
    known = [law for law in GUIDE.laws.values() if law.applies == "gl"]
    assert known
    for law in known:
        assert law.paragraph in text
    assert any(not law.confirmed for law in known)
    assert words.CHECK_LAW in text


def test_no_danish_deadline_is_shown() -> None:
    for case in GUIDE.cases.values():
        step = replay(GUIDE, State((case.spor,), dict(case.answers)))
        assert step.outcome is not None
        text = summary(GUIDE, step, moment("2026-11-22T16:40")) + draft(GUIDE, step, moment("2026-11-22T16:40"))
        assert not PARAGRAPH.search(text)
        assert all(not later.hours and not later.working_days for later in GUIDE.later_of(step.outcome))
