"""The handbook holds what the five source documents hold, and its pages say what a reader of that kind of page needs."""

import re
import tomllib
from collections import Counter
from collections.abc import Mapping
from functools import cache
from pathlib import Path

import pytest

import handbook

DOCS = Path(__file__).resolve().parents[2] / "docs"
POINTS = tomllib.loads((DOCS / "_data" / "kildematrix.toml").read_text("utf-8"))["punkt"]

# How many items each numbered or bulleted list of the source documents has, by the start of its points' ids.
LISTS = {
    "lp-medarbejder": 8,
    "lp-ledelse": 9,
    "akt-formaal": 3,
    "akt-opgave": 8,
    "akt-kompetence": 6,
    "init-form": 2,
    "init-emne": 4,
    "special-fagligt": 4,
    "special-kolleger": 3,
    "special-foraeldre": 4,
    "special-sundhed": 3,
    "komp-ledelsesgrundlag": 5,
    "komp-vaerdi": 6,
    "komp-politik": 4,
}
MEETINGS = (
    "lokalt-praksisfaellesskab",
    "ressourcecentermoede",
    "konsultation",
    "tvaerfagligt-forum",
    "tvaerfagligt-myndighedsforum",
)
MEETING_SAYS = (
    r"\| Formål \|",
    r"\| Deltagere \|",
    "### Før",
    r"\| Minutter \|",
    r"\| Samtykke \|",
    r"\| Referat \|",
    "### Skema",
)
PROCEDURE_SAYS = (
    "## Kort fortalt",
    "## Hvem og hvornår",
    "## Sådan gør du",
    "### (Skema|Notat|Kladde)",
    "## Hvad siger loven",
    "## Hvad kan gå galt",
    "## Hvem har ansvaret",
    "## Kilder",
)
ROLE_SAYS = (
    "## Kort fortalt",
    "### .*(opgaver|hjælpe med)",
    "### .*arbejder sammen",
    "### Frister",
    "### .*[Uu]ge.* og .*år",
    "### Sider, du får brug for",
    "### Det afgør .*ikke",
    "### Hvem følger op",
)
PROCEDURES = sorted(page.stem for page in (DOCS / "procedurer").glob("*.md") if page.stem != "index")
ROLES = sorted(page.stem for page in (DOCS / "roller").glob("*.md") if page.stem != "index")


def page(path: str) -> str:
    return (DOCS / path).read_text("utf-8")


def visible(path: str, parts: Mapping[str, str]) -> str:
    """The words that a reader sees on a page, with what the build puts in, in one line of small letters."""
    text = page(path).split("---", 2)[2]
    text = re.sub(r'--8<-- "(.+?)"', lambda found: parts.get(found[1], ""), text)
    text = re.sub(r"(?s)<!--.*?-->|\{[^}\n]*\}|\*\*|<br>", " ", re.sub(r"!?\[([^\]]*)\]\([^)]*\)", r"\1", text))
    return plain(text)


def plain(text: str) -> str:
    return " ".join(text.split()).lower()


def missing(text: str, wanted: tuple[str, ...]) -> list[str]:
    return [part for part in wanted if not re.search(part, text)]


def test_every_list_of_the_source_documents_has_each_of_its_items() -> None:
    found = Counter(match[1] for point in POINTS if (match := re.fullmatch(r"(.+)-\d+", point["id"])))
    assert {name: found[name] for name in LISTS} == LISTS


def test_every_figure_of_a_source_stands_on_the_page_that_the_matrix_names_first() -> None:
    lost = [
        f"{point['id']}: {figure}"
        for point in POINTS
        for figure in re.findall(r"\d[\d.]*\d", point["tekst"])
        if figure not in page(point["sider"][0])
    ]
    assert lost == []


def test_every_page_that_the_matrix_names_says_the_point() -> None:
    """The matrix holds, for each page, the words that say it; so a page cannot lose a point unseen."""
    parts = handbook.snippets(DOCS)
    seen = cache(lambda path: visible(path, parts))
    lost = [
        f"{point['id']}: {path} siger ikke »{words}«"
        for point in POINTS
        for path, words in zip(point["sider"], point["ord"], strict=True)
        if plain(words) not in seen(path)
    ]
    assert lost == []


def test_the_words_that_show_a_point_are_not_only_the_pages_title() -> None:
    titles = {path: page(path).split("\n# ", 1)[-1].split("\n", 1)[0] for point in POINTS for path in point["sider"]}
    bare = [
        f"{point['id']}: {path}"
        for point in POINTS
        for path, words in zip(point["sider"], point["ord"], strict=True)
        if plain(words) == plain(titles[path])
    ]
    assert bare == []


@pytest.mark.parametrize("name", MEETINGS)
def test_a_meeting_has_purpose_people_preparation_agenda_consent_and_record(name: str) -> None:
    assert missing(page(f"procedurer/{name}.md"), MEETING_SAYS) == []


@pytest.mark.parametrize("name", PROCEDURES)
def test_a_procedure_says_who_when_how_with_a_form_the_law_and_what_can_go_wrong(name: str) -> None:
    assert missing(page(f"procedurer/{name}.md"), PROCEDURE_SAYS) == []


@pytest.mark.parametrize("name", ROLES)
def test_a_role_says_what_it_does_decides_and_by_when(name: str) -> None:
    assert missing(page(f"roller/{name}.md"), ROLE_SAYS) == []


def test_the_list_of_procedures_links_to_every_procedure() -> None:
    links = set(re.findall(r"\]\(([\w-]+)\.md\)", page("procedurer/index.md")))
    assert set(PROCEDURES) - links == set()


def test_the_list_of_procedures_counts_them_right() -> None:
    assert f"Her finder du {len(PROCEDURES)} korte procedurer." in page("procedurer/index.md")
