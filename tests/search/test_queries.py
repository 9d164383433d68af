"""The search finds what people type: the theme's own worker, the built site's own index, queries held as data."""

import json
import tomllib
from collections.abc import Mapping
from pathlib import Path

import brotli
import pytest

import search_words
from tests.search.asking import ROOT, Page, address, ask

QUERIES = tomllib.loads((ROOT / "tests" / "data" / "soegninger.toml").read_text("utf-8"))["soegning"]
ENOUGH = len(QUERIES) - 3
FIRST = 3

# What is typed, and the page that comes among the first, with what the query has that the page has not.
KINDS = {
    "underretningerne": "procedurer/underretning/",  # another form of a title
    "spædbørn": "roller/sundhedsplejerske/",  # another vowel
    "krænket": "procedurer/mistanke-om-vold-eller-overgreb/",  # the verb of an act
    "evaluerer": "kompetencer/evaluering/",
    "fravær": "procedurer/skolefravaer/",  # the end of a compound
    "bekymringsbrev": "procedurer/underretning/",  # only the editor's search word
    "kvælertag": "opslag/tegn/",  # only a sign's word
    "akutnummer": "opslag/kontakter/",  # a compound that nobody wrote
    "underetning": "procedurer/underretning/",  # a slip of the finger
    "Om en UNDERRETNING": "procedurer/underretning/",  # words that say nothing, and capitals
    "første dag": "kompetencer/introduktion-og-mentor/",  # an editor's search word of two words, as a whole
    "TR kursus": "kompetencer/indhold-for-grupper/",  # an abbreviation, and not all that begins so
    "»underretning«": "procedurer/underretning/",
    "kommunens svar?": "procedurer/efter-underretningen/",
}
SILENT = "hvad er det der"
UNKNOWN = "xyzzyq"


@pytest.fixture(scope="module")
def found(site: Path) -> Mapping[str, list[Page]]:
    return ask(site, [*(query["ord"] for query in QUERIES), *KINDS, SILENT, UNKNOWN])


def first(pages: list[Page]) -> list[str]:
    return [page["page"] for page in pages[:FIRST]]


def test_all_but_3_of_the_everyday_queries_find_their_page_among_the_first_three(
    found: Mapping[str, list[Page]],
) -> None:
    missed = {
        query["ord"]: first(found[query["ord"]])
        for query in QUERIES
        if not set(first(found[query["ord"]])) & {address(page) for page in query["sider"]}
    }
    assert len(QUERIES) >= 75
    assert len(QUERIES) - len(missed) >= ENOUGH, "\n".join(
        f"»{query}« fandt: {', '.join(pages) or 'intet'}" for query, pages in missed.items()
    )


@pytest.mark.parametrize("query", QUERIES, ids=lambda query: query["ord"])
def test_a_query_of_the_data_accepts_a_page_that_exists(query: dict[str, list[str]]) -> None:
    docs = ROOT / "docs"
    assert [page for page in query["sider"] if (docs / f"{page}.md").is_file()]


@pytest.mark.parametrize("query", KINDS)
def test_a_word_is_found_in_whatever_form_it_is_typed(query: str, found: Mapping[str, list[Page]]) -> None:
    assert KINDS[query] in first(found[query]), found[query][:FIRST]


def test_words_that_say_nothing_find_nothing(found: Mapping[str, list[Page]]) -> None:
    assert found[SILENT] == found[UNKNOWN] == []


def test_the_handbook_comes_before_the_guides_outcomes(found: Mapping[str, list[Page]]) -> None:
    shown_first = [pages[0]["page"] for pages in found.values() if pages]
    assert [page for page in shown_first if page.startswith("vejviser/") and page != "vejviser/"] == []


def test_added_words_are_not_shown(found: Mapping[str, list[Page]]) -> None:
    shown = next(page["shown"] for page in found["bekymringsbrev"] if page["page"] == "procedurer/underretning/")
    assert "bekymringsbrev" not in shown.lower()
    assert "En underretning er din besked til kommunen" in shown


def test_the_words_make_the_index_at_most_40_per_cent_larger_on_the_wire(site: Path) -> None:
    index = json.loads((site / "search" / "search_index.json").read_text("utf-8"))
    with_words = _packed(index)
    for entry in index["docs"]:
        for name in set(search_words.WORTH) - {"title", "text", "tags"}:
            entry.pop(name, None)
    assert _packed(index) < with_words < 1.4 * _packed(index)


def _packed(index: object) -> int:
    return len(brotli.compress(json.dumps(index, ensure_ascii=False).encode(), quality=5))
