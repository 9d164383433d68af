"""Zensical builds the same pages with an engine of its own; the words serve it too, out of sight."""

import json
import os
import shutil
import subprocess
import sys
from collections.abc import Mapping
from pathlib import Path

import pytest

import search_words
from guide.model import Guide
from tests.search.asking import ROOT, Page, address, ask
from tests.search.test_queries import FIRST, QUERIES

pytest.importorskip("zensical")

# The engine wants every word of a query on one and the same page or section, and knows no compound that nobody wrote.
ENOUGH = 45
KINDS = {
    "evalueringerne": "kompetencer/evaluering/",
    "fraværet": "procedurer/skolefravaer/",
    "bekymringsbrev": "procedurer/underretning/",
    "kvælertag": "opslag/tegn/",
}


@pytest.fixture(scope="module")
def built(tmp_path_factory: pytest.TempPathFactory, site: Path) -> Path:
    """The site as Zensical makes it of what the last build has prepared."""
    work = tmp_path_factory.mktemp("zensical")
    assert site.is_dir()
    for name in ("docs", "overrides", ".build/snippets"):
        shutil.copytree(ROOT / name, work / name, ignore=shutil.ignore_patterns("runtime"))
    for name in ("mkdocs.yml", "CHANGELOG.md"):
        shutil.copy(ROOT / name, work / name)
    done = subprocess.run(
        [sys.executable, "-m", "zensical", "build"],
        cwd=work,
        env={**os.environ, "UDGAVE": "prøve"},
        capture_output=True,
        encoding="utf-8",
        check=False,
    )
    assert done.returncode == 0, done.stdout + done.stderr
    return work / "site"


@pytest.fixture(scope="module")
def found(built: Path, guide: Guide) -> Mapping[str, list[Page]]:
    search_words.write(built, ROOT / "docs", guide, ROOT)
    return ask(built, [*(query["ord"] for query in QUERIES), *KINDS])


@pytest.mark.parametrize("query", KINDS)
def test_a_word_is_found_in_whatever_form_it_is_typed(query: str, found: Mapping[str, list[Page]]) -> None:
    assert KINDS[query] in [page["page"] for page in found[query][:FIRST]]


def test_most_everyday_queries_find_their_page(found: Mapping[str, list[Page]]) -> None:
    good = [
        query["ord"]
        for query in QUERIES
        if {page["page"] for page in found[query["ord"]][:FIRST]} & {address(page) for page in query["sider"]}
    ]
    assert len(good) >= ENOUGH


def test_the_words_lie_in_a_part_that_is_not_shown(built: Path, found: Mapping[str, list[Page]]) -> None:
    assert found
    entries = json.loads((built / "search.json").read_text("utf-8"))["items"]
    page = next(entry for entry in entries if entry["location"] == "procedurer/underretning/")
    shown, _, hidden = page["text"].partition('<span hidden="hidden">')
    assert "bekymringsbrev" in hidden
    assert "bekymringsbrev" not in shown
