"""The words that are added to the search index: from the dictionary, through Danish, into the index of either generator."""

import json
import os
import subprocess
import sys
import tomllib
from pathlib import Path
from typing import Any

import pytest

import danish_words
import dictionary
import hunspell
import say
import search_index
import search_words
from guide.model import Guide
from tests.search.asking import ROOT

WORDS = tomllib.loads((ROOT / "tests" / "data" / "boejninger.toml").read_text("utf-8"))["ord"]

AFFIXES = """
NEEDAFFIX 8
ONLYINCOMPOUND 36
FORBIDDENWORD 6
SFX 2 Y 2
SFX 2 0 n/34 e +BESTEMT_ENTAL
SFX 2 0 en/34 [^e] +BESTEMT_ENTAL
SFX 3 Y 1
SFX 3 0 d/8,4 d +KONSONANT_FORDOBLING
SFX 4 Y 1
SFX 4 0 et/34 . +BESTEMT_ENTAL
SFX 9 Y 1
SFX 9 0 s/34 . +GENITIV
SFX 29 Y 1
SFX 29 0 s/32,36 .
"""
LISTED = """9
pige/2,9
pligt/2,29
bud/3
bog/2
Aarhus/9
slå/9 al:slår al:slog al:slogs
slog st:slå
forkert/6,2
gammeldags/8
"""


def words_of(form: str) -> list[tuple[str, ...]]:
    found = hunspell.read(AFFIXES, LISTED)
    return [found.words[place] for place in found.places.get(form, ())]


# ── The dictionary ────────────────────────────────────────────────────────────────────────────────────────────────────


@pytest.mark.parametrize(
    ("form", "forms"),
    [
        ("pige", ("pige", "pigen")),  # the rule for words with an e, and no genitive
        ("pligten", ("pligt", "pligten")),
        ("bud", ("bud", "buddet")),  # a double letter that is no word takes one more ending
        ("slog", ("slog", "slå", "slår")),  # irregular forms are forms of the same word
    ],
)
def test_a_form_leads_to_all_forms_of_its_word(form: str, forms: tuple[str, ...]) -> None:
    assert words_of(form) == [forms]


@pytest.mark.parametrize("form", ["pliggt", "budd", "aarhus", "forkert", "gammeldags", "pligts", "piges"])
def test_what_is_no_word_or_a_name_has_no_forms(form: str) -> None:
    assert words_of(form) == []


def test_a_compound_may_begin_with_a_word_and_its_linking_letter() -> None:
    assert hunspell.read(AFFIXES, LISTED).heads == {"pligts"}


@pytest.mark.parametrize("damage", [b"", b"halvt", b"\xf5"])
def test_what_was_read_is_kept_and_read_anew_when_it_is_damaged(damage: bytes, tmp_path: Path) -> None:
    files = tmp_path / "a.aff", tmp_path / "a.dic"
    files[0].write_text(AFFIXES, "utf-8")
    files[1].write_text(LISTED, "utf-8")
    first = hunspell.read_once(files, tmp_path / "gemt")
    kept = next((tmp_path / "gemt").iterdir())
    assert hunspell.read_once(files, tmp_path / "gemt") == first
    kept.write_bytes(damage)
    assert hunspell.read_once(files, tmp_path / "gemt") == first
    files[1].write_text("1\nny\n", "utf-8")
    assert list(hunspell.read_once(files, tmp_path / "gemt").words) == [("ny",)]
    assert len([*(tmp_path / "gemt").iterdir()]) == 1


# ── Danish ────────────────────────────────────────────────────────────────────────────────────────────────────────────


@pytest.fixture(scope="module")
def index() -> search_index.Index:
    """One page that holds all words of the data, each in a section of its own."""
    entries = [search_index.Entry("a/", "Side", "")]
    entries += [search_index.Entry(f"a/#{row['tekst']}", row["tekst"], "") for row in WORDS]
    return search_index.Index(Path("ubrugt"), entries, r"\s+", {})


@pytest.fixture(scope="module")
def known(index: search_index.Index) -> search_words.Words:
    return search_words.Words(index, hunspell.read_once(dictionary.files(), ROOT / ".build"))


@pytest.mark.parametrize("row", WORDS, ids=lambda row: row["tekst"])
def test_a_word_is_found_by_what_a_person_may_type_for_it(row: dict[str, Any], known: search_words.Words) -> None:
    added = [row["tekst"], *danish_words.longest(known.near([row["tekst"]]), [row["tekst"]])]
    finds = {typed: any(word.startswith(typed) for word in added) for typed in (*row["skrevet"], *row.get("ikke", ()))}
    assert finds == {**dict.fromkeys(row["skrevet"], True), **dict.fromkeys(row.get("ikke", ()), False)}


@pytest.mark.parametrize(
    ("used", "forms"),
    [
        ({"forælder", "forældre"}, {"forælder", "forælderen", "forældre", "forældrene"}),
        ({"forælder", "forældet", "forældede"}, {"forælder", "foræld", "forælde", "forældede", "forældet"}),
    ],
)
def test_of_two_words_with_a_form_in_common_the_one_that_the_texts_use_counts(used: set[str], forms: set[str]) -> None:
    read = hunspell.read_once(dictionary.files(), ROOT / ".build")
    assert danish_words.Danish(read, used).forms("forælder") == forms


@pytest.mark.parametrize(
    ("words", "held", "kept"),
    [
        (["pligt", "pligten", "pligter"], [], ["pligten", "pligter"]),
        (["pligt", "pligten"], ["pligtens"], []),
        (["pligt", "pligten"], ["pligt"], ["pligten"]),
        (["slå", "slår", "slog"], ["slå"], ["slog", "slår"]),
    ],
)
def test_only_what_is_not_found_by_its_beginning_is_added(words: list[str], held: list[str], kept: list[str]) -> None:
    assert danish_words.longest(words, held) == kept


# ── The index ─────────────────────────────────────────────────────────────────────────────────────────────────────────

SEPARATOR = r"[\s,.?]+"
ENTRIES = [
    {"location": "procedurer/samtale/", "title": "Samtale", "text": "<p>Tal om et børnetilskud.</p>"},
    {"location": "procedurer/samtale/#hvad-nu", "title": "Hvad nu?", "text": "<p>Vent på svar.</p>"},
    {"location": "om/beslutninger/0001/", "title": "En beslutning", "text": ""},
]
PAGE = """---
title: Samtale
description: Et ord om dialog.
soegeord: [snak, "112", a < b]
---
# Samtale
"""


@pytest.fixture
def docs(tmp_path: Path) -> Path:
    page = tmp_path / "docs" / "procedurer" / "samtale.md"
    page.parent.mkdir(parents=True)
    page.write_text(PAGE, "utf-8")
    return tmp_path / "docs"


def built(folder: Path, generator: str, entries: list[dict[str, Any]] = ENTRIES) -> Path:
    """A built site that is nothing but its search index. Returns the file."""
    name, key = {"mkdocs": ("search/search_index.json", "docs"), "zensical": ("search.json", "items")}[generator]
    config = {"lang": ["da"], "separator": SEPARATOR}
    file = folder / name
    file.parent.mkdir(parents=True, exist_ok=True)
    file.write_text(json.dumps({"config": config, key: entries}), "utf-8")
    return file


def test_a_page_of_mkdocs_gets_its_words_in_fields_of_their_own(tmp_path: Path, docs: Path, guide: Guide) -> None:
    file = built(tmp_path, "mkdocs")
    search_words.write(tmp_path, docs, guide, ROOT)
    index = json.loads(file.read_text("utf-8"))
    page, section, decision = index["docs"]
    assert page["soegeord"].split() == ["112", "<", "a", "b", "snak"]
    assert {"samtalens", "samtalernes", "snakkens"} <= set(page["boejet"].split())
    assert {"dialogen", "dialogerne"} <= set(page["emne"].split())
    assert {"tilskuddene", "børnetilskuddene"} <= set(page["ord"].split())
    assert page["text"] == ENTRIES[0]["text"]
    assert "boost" not in page
    assert section["boost"] == 0.5
    assert decision["boost"] == 0.2
    assert set(index["config"]["fields"]) >= {"title", "text", "soegeord", "boejet", "emne", "ord"}


def test_a_page_of_zensical_gets_them_in_a_hidden_part_of_its_text(tmp_path: Path, docs: Path, guide: Guide) -> None:
    file = built(tmp_path, "zensical")
    search_words.write(tmp_path, docs, guide, ROOT)
    page = json.loads(file.read_text("utf-8"))["items"][0]
    shown, _, hidden = page["text"].partition(' <span hidden="hidden">')
    assert shown == ENTRIES[0]["text"]
    assert hidden.endswith("</span>")
    assert "&lt;" in hidden
    assert "snak " in hidden
    assert set(page) == set(ENTRIES[0])


def test_an_outcome_of_the_guide_is_told_in_short(tmp_path: Path, docs: Path, guide: Guide) -> None:
    outcome = next(iter(guide.outcomes.values()))
    spor = next(iter(guide.spor))
    file = built(
        tmp_path,
        "mkdocs",
        [{"location": f"vejviser/{spor}/{outcome.id}/", "title": outcome.title, "text": "Tilbage", "boost": 0.2}],
    )
    search_words.write(tmp_path, docs, guide, ROOT)
    (entry,) = json.loads(file.read_text("utf-8"))["docs"]
    assert outcome.why in entry["text"]
    assert "Tilbage" not in entry["text"]
    assert entry["boost"] == 0.2


def test_the_signs_of_a_concern_belong_to_the_procedure_on_it(guide: Guide) -> None:
    words = search_words.sign_words(guide)
    assert "blåt øje" in words["procedurer/mistanke-om-vold-eller-overgreb.md"]
    assert "blåt øje" in words["opslag/tegn.md"]
    assert "blåt øje" not in words["procedurer/skolefravaer.md"]


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("noter om barnet", ["noter", "barnet"]),
        ("Hvad er omsorgssvigt", ["omsorgssvigt"]),
        ("om", []),
        ("i idræt", ["idræt"]),
        ("man, og det. Et barn?", ["barn"]),
    ],
)
def test_words_that_say_nothing_lie_between_the_others(text: str, words: list[str], known: search_words.Words) -> None:
    index = search_index.Index(Path("ubrugt"), [], search_words.without_silent(SEPARATOR), {})
    assert search_words.Words(index, hunspell.Dictionary([], {}, frozenset())).split(text) == [
        word.lower() for word in words
    ]


def test_a_site_without_an_index_is_told_of(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    with pytest.raises(say.Stop):
        search_index.read(tmp_path)
    assert "search_index.json" in capsys.readouterr().err


def test_the_same_site_gives_the_same_bytes_in_every_run(tmp_path: Path, docs: Path) -> None:
    program = (
        "import sys; from pathlib import Path; import search_words; from guide.load import load; "
        "site, docs, root = map(Path, sys.argv[1:]); search_words.write(site, docs, load().guide, root)"
    )
    made = []
    for seed in ("1", "2"):
        file = built(tmp_path / seed, "mkdocs")
        subprocess.run(
            [sys.executable, "-c", program, str(tmp_path / seed), str(docs), str(ROOT)],
            env={**os.environ, "PYTHONHASHSEED": seed, "PYTHONPATH": f"{ROOT}{os.pathsep}{ROOT / 'scripts'}"},
            check=True,
        )
        made.append(file.read_bytes())
    assert made[0] == made[1]
