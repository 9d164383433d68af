"""Makes the vignettes and the quiz as Markdown snippets that can be read, projected and practised.

Without JavaScript they are stories and questions with their answers under »Vis svar«. The words that the script needs
stand in the snippet too, so that the script holds none.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from html import escape
from pathlib import Path
from typing import Final

from guide import quiz, words
from guide.model import Guide
from guide.quiz import Answer, QuizQuestion
from guide.registers import Step, Vignette

_TITLE: Final = re.compile(r'^title: *"?(?:Modul: )?(.+?)"?$', re.MULTILINE)
_VERDICTS: Final = {quiz.RIGHT: "Rigtigt.", quiz.WRONG: "Ikke her.", quiz.MORE: "Mere end nødvendigt."}
_STORIES: Final = "historierne"
_SMALL: Final = "    {: .ns-opgave__kilder }\n"
_SCORE: Final = "Besvaret: {svaret} af {alle}. Rigtige: {rigtige}."


def snippets(guide: Guide, docs: Path) -> dict[str, str]:
    """The Markdown of both snippets by file name. In: a checked guide, and the pages (for their titles)."""
    return {"vignetter.md": _vignettes(guide), "quiz.md": _quiz(guide, docs)}


# ── The vignettes ─────────────────────────────────────────────────────────────────────────────────────────────────────


def _vignettes(guide: Guide) -> str:
    items = "".join(_vignette(guide, vignette) for vignette in guide.training.vignettes.values())
    stories = {f"vignet-{each.id}": each.title for each in guide.training.vignettes.values()}
    choice = _choice("data-opgaver", "Vælg historie", stories)
    bar = _bar("Historie {nr} af {alle}", "Besvaret: {svaret} af {alle}.", choice, "Vi anbefaler")
    return f"{bar}## Historierne {{ #emne-{_STORIES} }}\n\n{items}{_turn('historie')}"


def _vignette(guide: Guide, vignette: Vignette) -> str:
    """A story, the five answers, and folded below them the recommended one with its reason."""
    steps = guide.training.steps
    options = tuple((step.id, f"**{_plain(step.text)}.** {_plain(step.meaning)}", step.text) for step in steps.values())
    age = vignette.age.replace("-", "–")
    who = f"*{words.ROLES[vignette.role].capitalize()}, {words.SETTINGS[vignette.setting]}, barnet er {age} år.*\n{{: .ns-opgave__hvem }}"
    changes = [("Lavere", vignette.lower), ("Højere", vignette.higher)]
    changed = "".join(f"    - **{name}:** {_plain(text)}\n" for name, text in changes if text)
    task = _Task(
        id=f"vignet-{vignette.id}",
        subject=_STORIES,
        title=vignette.title,
        story=f"{who}\n\n{_plain(vignette.story)}\n\n",
        options=options,
        recommended=vignette.recommended,
        show="Vis det anbefalede svar",
        answer=f"    **Vi anbefaler: <span data-anbefalet>{_recommended(vignette, steps)}</span>**\n\n"
        f"    {_plain(vignette.why)}{_doubt(vignette)}\n\n"
        f"    Ændr én ting, og svaret bliver et andet:\n\n{changed}\n"
        f"    **Det tror mange:** {_plain(vignette.belief)}\n\n"
        f"    {_rests_on(guide, vignette.laws, vignette.sources)}\n{_SMALL}\n",
    )
    return _task(task)


def _recommended(vignette: Vignette, steps: Mapping[str, Step]) -> str:
    return " eller ".join(f"»{_plain(steps[name].text)}«" for name in vignette.recommended)


def _doubt(vignette: Vignette) -> str:
    """Where two answers are good, the reader hears which way doubt points."""
    return " Her kan kloge folk være uenige. Er du i tvivl, så gå opad." if len(vignette.recommended) > 1 else ""


# ── The quiz ──────────────────────────────────────────────────────────────────────────────────────────────────────────


def _quiz(guide: Guide, docs: Path) -> str:
    asked = quiz.questions(guide)
    subjects = _choice("data-emner", "Emne", {"": "Alle emner", **guide.training.subjects})
    parts = [_bar("Spørgsmål {nr} af {alle}", _SCORE, subjects, "Rigtigt svar")]
    for subject, title in guide.training.subjects.items():
        own = "".join(_question(guide, docs, question) for question in asked if question.subject == subject)
        parts.append(f"## {_plain(title)} {{ #emne-{subject} }}\n\n{own}")
    return f"{''.join(parts)}{_turn('spørgsmål')}"


def _question(guide: Guide, docs: Path, question: QuizQuestion) -> str:
    """A question with its answers, and folded below them what is to be said of each."""
    says = "".join(map(_says, question.answers))
    task = _Task(
        id=f"quiz-{question.id}",
        subject=question.subject,
        title=question.title,
        story=f"{_plain(question.story)}\n\n**Hvad gør du nu?**\n\n" if question.story else "",
        options=tuple((str(place), _plain(answer.text), "") for place, answer in enumerate(question.answers)),
        show="Vis svar",
        answer=f"{says}\n    {_read_on(docs, question)} {_rests_on(guide, question.laws, question.sources)}\n{_SMALL}\n",
    )
    return _task(task)


def _says(answer: Answer) -> str:
    verdict = f'<strong class="ns-dom" data-dom="{answer.verdict}">{_VERDICTS[answer.verdict]}</strong>'
    end = "" if answer.text.endswith((".", "?", "«")) else "."
    return f"    1. {verdict} *{_plain(answer.text)}{end}* <br>{_plain(answer.says)}\n"


def _read_on(docs: Path, question: QuizQuestion) -> str:
    found = _TITLE.search((docs / question.page).read_text("utf-8"))
    page = f"[{_plain(found[1] if found else question.page)}](../{question.page})"
    case = f"[casen](oevecases.md#{question.id}) og " if question.id.startswith(quiz.CASE) else ""
    return f"Læs {case}{page}."


# ── What both are made of ─────────────────────────────────────────────────────────────────────────────────────────────


@dataclass(frozen=True)
class _Task:
    """One thing to answer, in Markdown. `options`: each answer's id, its words, and shorter words for a bar chart.

    `recommended` are the ids of the good answers, where their explanations do not say it.
    """

    id: str
    subject: str
    title: str
    story: str
    options: tuple[tuple[str, str, str], ...]
    show: str
    answer: str
    recommended: tuple[str, ...] = ()


def _task(task: _Task) -> str:
    rows = "".join(
        f'1. <span class="ns-svar" data-svar="{name}" data-kort="{escape(short)}"{" data-raad" * (name in task.recommended)}>'
        f"{text}</span>\n"
        for name, text, short in task.options
    )
    return (
        f'<div class="ns-opgave" data-opgave="{task.id}" data-emne="{task.subject}" markdown="1">\n\n'
        f'### {_plain(task.title)} {{ #{task.id} }}\n\n{task.story}{rows}\n??? note "{task.show}"\n\n{task.answer}</div>\n\n'
    )


def _rests_on(guide: Guide, laws: Iterable[str], sources: Iterable[str]) -> str:
    """The laws and sources as links to the registers; a law that is not confirmed says so."""
    cards = [guide.laws[name] for name in laws]
    law = ", ".join(
        f"[{_plain(card.act)} {_plain(card.paragraph)}](../opslag/love.md#{card.id})"
        f"{'' if card.confirmed else f' ({words.CHECK_LAW})'}"
        for card in cards
    )
    source = ", ".join(f"[{_plain(guide.sources[name].title)}](../opslag/kilder.md#{name})" for name in sources)
    return " ".join(part for part in (f"Loven: {law}." if law else "", f"Kilder: {source}." if source else "") if part)


def _choice(name: str, label: str, choices: Mapping[str, str]) -> str:
    rows = "".join(f'<option value="{value}">{escape(title)}</option>' for value, title in choices.items())
    return f'<label class="ns-oevelse__emne"><span>{label}</span> <select {name} autocomplete="off">{rows}</select></label>\n'


def _bar(place: str, score: str, choice: str, recommended: str) -> str:
    """The row of choices over the tasks, hidden until the script takes it over, with every word that it says."""
    return (
        f'<div class="ns-oevelse" data-oevelse hidden data-sted="{place}" data-score="{score}" '
        'data-valgt="Du valgte »{valgt}«. Vi anbefaler {anbefalet}." data-vis="Vis fordelingen" '
        f'data-skjul="Skjul fordelingen" data-antal="Antal hænder" data-nulstil="Nulstil" data-raad="{recommended}">\n'
        '<div class="ns-oevelse__maade" role="group" aria-label="Hvordan vil I øve jer?">\n'
        '<button type="button" data-maade="alene" aria-pressed="true">Alene</button>\n'
        '<button type="button" data-maade="gruppe" aria-pressed="false">Gruppe på skærm</button>\n</div>\n'
        f"{choice}"
        '<label class="ns-oevelse__alle"><input type="checkbox" data-alle> Vis alle på én gang</label>\n'
        '<p class="ns-oevelse__stilling"><span data-sted-her></span> <span data-score-her role="status"></span></p>\n'
        '<button type="button" data-forfra>Begynd forfra</button>\n</div>\n\n'
    )


def _turn(what: str) -> str:
    return (
        f'<nav class="ns-skift" data-skift hidden aria-label="Skift {what}">\n'
        f'<button type="button" data-forrige>Forrige {what}</button>\n'
        f'<button type="button" data-naeste>Næste {what}</button>\n</nav>\n'
    )


def _plain(text: str) -> str:
    """Text from the data as Markdown that shows it unchanged."""
    return re.sub(r"([\\`*_\[\]<>#|{}])", r"\\\1", text)
