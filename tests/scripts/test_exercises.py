"""The snippets of the vignettes and the quiz can be read without a script, and hold every word that the script says."""

import re
from pathlib import Path
from typing import Final

import pytest

import exercises
from guide.model import Guide
from guide.quiz import questions

ROOT: Final = Path(__file__).resolve().parents[2]
DOCS: Final = ROOT / "docs"
SCRIPT: Final = ROOT / "overrides" / "assets" / "traening"


@pytest.fixture(scope="module")
def snippets(guide: Guide) -> dict[str, str]:
    return exercises.snippets(guide, DOCS)


@pytest.mark.parametrize(("page", "part"), [("taersklen", "vignetter"), ("quiz", "quiz")])
def test_the_page_includes_its_part_and_asks_for_the_script(page: str, part: str) -> None:
    text = (DOCS / "traening" / f"{page}.md").read_text("utf-8")
    assert f'--8<-- "{part}.md"' in text
    assert "skript: quiz\nstilark: traening\n" in text


def test_every_vignette_stands_with_all_answers_and_its_reason_under_a_fold(
    guide: Guide, snippets: dict[str, str]
) -> None:
    tasks = snippets["vignetter.md"].split('<div class="ns-opgave"')[1:]
    assert len(tasks) == len(guide.training.vignettes)
    for task, vignette in zip(tasks, guide.training.vignettes.values(), strict=True):
        shown, folded = task.split('??? note "Vis det anbefalede svar"')
        assert vignette.story in shown
        assert all(f'data-svar="{step}"' in shown for step in guide.training.steps)
        assert vignette.why not in shown
        assert vignette.why in folded
        assert ("Er du i tvivl, så gå opad." in folded) == (len(vignette.recommended) == 2)


def test_every_question_stands_with_all_answers_and_what_is_said_of_each_under_a_fold(
    guide: Guide, snippets: dict[str, str]
) -> None:
    tasks = snippets["quiz.md"].split('<div class="ns-opgave"')[1:]
    asked = questions(guide)
    assert len(tasks) == len(asked)
    for task, question in zip(tasks, asked, strict=True):
        shown, folded = task.split('??? note "Vis svar"')
        assert [answer.text in shown for answer in question.answers] == [True] * len(question.answers)
        assert [answer.says in folded for answer in question.answers] == [True] * len(question.answers)
        assert folded.count("data-dom=") == len(question.answers)


def test_a_law_that_is_not_confirmed_says_so(guide: Guide, snippets: dict[str, str]) -> None:
    unsure = [law for law in guide.laws.values() if not law.confirmed]
    shown = [law for law in unsure if f"love.md#{law.id})" in snippets["quiz.md"]]
    assert shown
    for law in shown:
        assert f"love.md#{law.id}) (kontrollér mod gældende lov)" in snippets["quiz.md"]


@pytest.mark.parametrize("name", ["vignetter.md", "quiz.md"])
def test_the_bar_brings_every_word_that_the_script_asks_for(name: str, snippets: dict[str, str]) -> None:
    script = (SCRIPT / "quiz.js").read_text("utf-8")
    wanted = set(re.findall(r"bar\.dataset\.(\w+)", script)) | {"vis", "skjul", "antal", "nulstil"}
    assert len(wanted) >= 6
    bar = snippets[name].split("</div>")[0]
    assert [word for word in wanted if f"data-{word}=" not in bar] == []


def test_the_script_asks_only_for_marks_that_the_pages_have(snippets: dict[str, str]) -> None:
    marks = set(re.findall(r"\[(data-[\w-]+)\]", (SCRIPT / "quiz.js").read_text("utf-8")))
    assert len(marks) >= 10
    assert [mark for mark in marks if mark not in "".join(snippets.values())] == []
