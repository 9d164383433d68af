"""The training pages can be taught from: minutes add up, notes are whole, and every answer is the guide's own."""

import re
import tomllib
from collections.abc import Iterator
from pathlib import Path
from typing import Final, NamedTuple

import pytest

import follow_up
import handbook
from guide.model import Guide, Parents

ROOT: Final = Path(__file__).resolve().parents[2]
TRAINING: Final = ROOT / "docs" / "traening"
PAGES: Final = {page.stem: page.read_text("utf-8").replace("\u2060", "") for page in sorted(TRAINING.glob("*.md"))}
MODULES: Final = [name for name in PAGES if name.startswith("modul-")]
COURSES: Final = ["kursusform-1", "kursusform-2"]
KEYS: Final = [
    "id",
    "title",
    "description",
    "ejer",
    "kilder",
    "godkendt",
    "gennemgaaet",
    "naeste_eftersyn",
    "maalgruppe",
]
SOURCES: Final = {row["id"] for row in tomllib.loads((ROOT / "guide/data/kilder.toml").read_text("utf-8"))["kilde"]}
FOLLOW_UPS: Final = tomllib.loads((ROOT / "docs/_data/opfoelgning.toml").read_text("utf-8"))["opfoelgning"]
SHEETS: Final = handbook.snippets(ROOT / "docs")


class Item(NamedTuple):
    """One row of a plan."""

    start: int
    end: int
    text: str


class Plan(NamedTuple):
    """A table of minutes, and how long it says it lasts."""

    page: str
    heading: str
    minutes: int
    items: list[Item]


def meta(name: str, key: str) -> str:
    found = re.search(rf"^{key}: (.+)$", PAGES[name].split("---")[1], re.MULTILINE)
    return found[1] if found else ""


def listed(name: str, key: str) -> list[str]:
    return [each.strip() for each in meta(name, key).strip("[]").split(",")]


def module_minutes(name: str) -> int:
    found = re.search(r"\*\*Tid:\*\* (\d+) minutter", PAGES[name])
    assert found, name
    return int(found[1])


def plans(name: str) -> Iterator[Plan]:
    """Every table of minutes on a page. Its length stands in a heading above it, else in the module's own facts."""
    heading, said, items = "", 0, list[Item]()
    for line in [*PAGES[name].splitlines(), ""]:
        if line.startswith("#"):
            heading = line.strip("# ")
            numbers = re.findall(r"(\d+) minutter", heading)
            said = int(numbers[-1]) if numbers else said if line.startswith("####") else 0
        elif row := re.match(r"\| (\d+)–(\d+) \| (.*)", line):
            items.append(Item(int(row[1]), int(row[2]), row[3]))
        elif items:
            yield Plan(name, heading, said or module_minutes(name), items)
            items = []


PLANS: Final = [plan for name in PAGES for plan in plans(name)]


def bullets(name: str, heading: str) -> list[str]:
    found = re.search(rf"^#### {heading}\n\n((?:- .*\n)+)", PAGES[name], re.MULTILINE)
    return found[1].splitlines() if found else []


def table_after(name: str, heading: str) -> list[list[str]]:
    """The cells of the first table after a heading or a bold line, without its head."""
    rows = PAGES[name].split(heading, 1)[1].split("\n|---", 1)[1].splitlines()[1:]
    end = next(number for number, row in enumerate(rows) if not row.startswith("|"))
    return [[cell.strip() for cell in row.strip("|").split("|")] for row in rows[:end]]


def case_in(text: str) -> str:
    return text.split("oevecases.md#case-")[1].split(")", maxsplit=1)[0]


# ── Every page ────────────────────────────────────────────────────────────────────────────────────────────────────────


@pytest.mark.parametrize("name", PAGES)
def test_a_page_says_who_owns_it_and_what_it_builds_on(name: str) -> None:
    assert [key for key in KEYS if not meta(name, key)] == []
    assert set(listed(name, "kilder")) <= SOURCES


@pytest.mark.parametrize("name", PAGES)
def test_a_page_has_the_fixed_parts_in_their_order(name: str) -> None:
    headings = re.findall(r"^## (.+)$", PAGES[name], re.MULTILINE)
    fixed = ["Kort fortalt", "Sådan gør du", "Hvem har ansvaret", "Kilder"]
    assert [heading for heading in headings if heading in fixed] == fixed


@pytest.mark.parametrize("name", PAGES)
def test_every_source_of_a_page_stands_under_its_sources(name: str) -> None:
    shown = set(re.findall(r"kilder\.md#([\w-]+)", PAGES[name].split("\n## Kilder\n")[1]))
    assert shown == set(listed(name, "kilder"))


# ── Minutes ───────────────────────────────────────────────────────────────────────────────────────────────────────────


def test_every_module_and_every_course_has_its_plans() -> None:
    assert len(MODULES) == 8
    counted = {name: sum(plan.page == name for plan in PLANS) for name in (*MODULES, *COURSES, "index")}
    assert counted == {**dict.fromkeys(MODULES, 1), "kursusform-1": 2, "kursusform-2": 7, "index": 1}


def test_no_minute_is_lost_or_used_twice() -> None:
    wrong = []
    for plan in PLANS:
        edges = [
            (0, plan.items[0].start),
            *((a.end, b.start) for a, b in zip(plan.items, plan.items[1:], strict=False)),
        ]
        wrong += [f"{plan.page}, {plan.heading}: {a} til {b}" for a, b in edges if a != b]
        wrong += [f"{plan.page}, {plan.heading}: {each}" for each in plan.items if each.end <= each.start]
    assert wrong == []


def test_every_plan_lasts_as_long_as_it_says() -> None:
    assert [
        f"{plan.page}, {plan.heading}: siger {plan.minutes}, varer {plan.items[-1].end}"
        for plan in PLANS
        if plan.items[-1].end != plan.minutes
    ] == []


def test_the_programmes_are_three_hours_six_hours_and_six_times_45_minutes() -> None:
    lengths = [(plan.page, plan.minutes) for plan in PLANS if plan.page in COURSES]
    assert lengths == [
        ("kursusform-1", 180),
        ("kursusform-1", 12),
        ("kursusform-2", 360),
        *[("kursusform-2", 45)] * 6,
    ]


def test_a_module_gets_the_time_it_asks_for_in_every_programme() -> None:
    wrong, used = [], set()
    for plan in PLANS:
        for item in plan.items if plan.page in COURSES else []:
            if "Modul: " in item.text:
                module = item.text.split("](")[1].split(".md")[0]
                used.add(module)
                if item.end - item.start != module_minutes(module):
                    wrong.append(f"{plan.page}, {plan.heading}: {module} får {item.end - item.start} minutter")
    assert wrong == []
    assert used == set(MODULES)


def test_nobody_sits_longer_than_80_minutes_without_a_break() -> None:
    for plan in PLANS:
        since = 0
        for item in plan.items:
            if item.text.startswith(("Pause", "Kort pause", "Frokost")):
                since = item.end
            assert item.end - since <= 80, f"{plan.page}, {plan.heading}: minut {item.end}"


@pytest.mark.parametrize("name", MODULES)
def test_a_module_lasts_the_same_wherever_it_is_told(name: str) -> None:
    minutes = module_minutes(name)
    assert meta(name, "description").startswith(f"{minutes} minutter")
    assert re.search(rf"\({name}\.md\) \| {minutes} minutter \|", PAGES["kufferten"])


# ── Notes ─────────────────────────────────────────────────────────────────────────────────────────────────────────────


@pytest.mark.parametrize("name", [*MODULES, *COURSES])
@pytest.mark.parametrize("heading", ["Spørg", "Det kommer tit", "Undgå", "Tiden"])
def test_the_notes_of_a_trainer_are_whole(name: str, heading: str) -> None:
    assert len(bullets(name, heading)) >= 3


@pytest.mark.parametrize("name", [*MODULES, *COURSES])
def test_a_trainer_knows_what_to_cut_what_to_keep_and_what_to_add(name: str) -> None:
    told = " ".join(bullets(name, "Tiden"))
    assert all(f"**{word}" in told for word in ("Bagud", "Spring aldrig over", "Mere tid"))


@pytest.mark.parametrize("name", [*MODULES, *COURSES])
def test_a_person_with_a_real_worry_is_shown_the_way_out_of_the_exercise(name: str) -> None:
    assert "vejviser/index.md" in PAGES[name].split("## Sådan gør du")[0]


# ── The answers are the guide's ───────────────────────────────────────────────────────────────────────────────────────


def test_every_card_of_the_exercise_lies_in_the_heap_of_the_guide(guide: Guide) -> None:
    cards = table_after("modul-foraeldresamarbejde-hvornaar-vente", "### Øvelsen: Otte kort i tre bunker")
    assert len(cards) == 8
    for text, heap, _ in cards:
        outcome = guide.outcomes[guide.cases[case_in(text)].outcome]
        expected = (
            "Ring 112"
            if outcome.id == "ring-112"
            else "Tal med forældrene"
            if outcome.parents is Parents.YES
            else "Ring til kommunen først"
        )
        assert heap == expected, text


def test_every_example_of_a_threshold_is_answered_as_the_guide_does(guide: Guide) -> None:
    examples = table_after("uddelingsark", "**Fem børn, der er fundet på**")
    levels = [guide.outcomes[guide.cases[case_in(seen)].outcome].level for seen, _, _ in examples]
    assert [then for _, then, _ in examples] == [f"**{guide.frame.levels[level].word}**" for level in levels]
    assert levels == sorted(set(levels))


def test_the_sheet_of_next_steps_has_every_level_with_the_most_urgent_first(guide: Guide) -> None:
    rows = table_after("uddelingsark", "{ #ark-2 }")
    words = [guide.frame.levels[level].word for level in sorted(guide.frame.levels, reverse=True)]
    assert [re.findall(r"\*\*(.+?)\.\*\*", row[1]) for row in rows] == [[word] for word in words]


def test_the_question_before_and_after_the_course_has_the_guides_answer(guide: Guide) -> None:
    answer = PAGES["evaluering"].split("{ #svaret }")[1].split("## Hvem")[0]
    outcome = guide.outcomes[guide.cases[case_in(answer)].outcome]
    assert outcome.title in answer
    assert outcome.id == "underret-med-foraeldre"


@pytest.mark.parametrize("name", PAGES)
def test_no_number_is_given_that_the_contacts_do_not_have(name: str, guide: Guide) -> None:
    known = {re.sub(r"\D", "", contact.number) for contact in guide.contacts.values()}
    told = {re.sub(r"\D", "", found) for found in re.findall(r"(?i)\bring(?:er)? (\d[\d ]+\d)", PAGES[name])}
    long = {re.sub(r"\D", "", found) for found in re.findall(r"\b(?:\d{2}[ \u00a0]?){4}\b", PAGES[name])}
    assert told | long <= known


# ── Afterwards ────────────────────────────────────────────────────────────────────────────────────────────────────────


@pytest.mark.parametrize("course", COURSES)
def test_a_course_is_followed_up_after_two_and_eight_weeks_with_three_questions(course: str) -> None:
    rounds = [row for row in FOLLOW_UPS if row["side"] == f"traening/{course}.md"]
    assert [row["uger"] for row in rounds] == [2, 8]
    assert all(len(set(row["spoergsmaal"])) == 3 for row in rounds)
    assert f"opfoelgning.md#{course}" in PAGES[course]
    shown = SHEETS[f"opfoelgning-{course}.md"]
    assert all(asked in shown for row in rounds for asked in row["spoergsmaal"])


def test_the_calendar_lies_two_and_eight_weeks_after_the_model_day_and_names_no_one() -> None:
    ids = []
    for course in COURSES:
        made = follow_up.field([row for row in FOLLOW_UPS if row["side"].endswith(f"{course}.md")], course)
        assert re.findall(r"DTSTART;VALUE=DATE:(\d+)", made) == ["20010115", "20010226"]
        ids += re.findall(r"UID:(.+)\r", made)
        assert made.count("CLASS:PRIVATE") == 2
    assert f"{follow_up.MODEL:%Y%m%d}" == "20010101"
    assert len(set(ids)) == 4
