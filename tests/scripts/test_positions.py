"""Each job description as a file for a word processor: whole, balanced, and without what is of no use there."""

import re
from pathlib import Path

import pytest

import positions

ROOT = Path(__file__).resolve().parents[2]
DOCS = ROOT / "docs"
PAGE = """---
title: x
---
# X

[Hent](hent/x.rtf)

## Stillingsbeskrivelse: æ

| Ramme { .ns-kvart } | Skriv her |
|---|---|
| Sted | <br> |

### Opgaver

1. **Viden.**
   Du ved {noget} og \\ mere.
- Se [loven](../opslag/love.md#x)

## Hvem har ansvaret

Slut.
"""


def words(rtf: str) -> str:
    plain = re.sub(r"\\u(\d+)\?", lambda found: chr(int(found[1])), rtf)
    return re.sub(r"\\[a-z]+-?\d* ?", " ", plain)


def test_only_the_description_goes_in() -> None:
    text = words(positions.rtf(PAGE))
    assert "Stillingsbeskrivelse: æ" in text
    assert "Hent" not in text
    assert "Slut." not in text
    assert "../opslag" not in text
    assert "ns-kvart" not in text
    assert "---" not in text


def test_a_row_has_as_many_edges_as_cells_and_an_item_its_number() -> None:
    made = positions.rtf(PAGE)
    rows = made.count(r"\row")
    assert (rows, made.count(r"\trowd"), made.count(r"\cellx"), made.count(r"\cell ") + made.count(r"\cell\row")) == (
        2,
        2,
        4,
        4,
    )
    assert r"1.\tab {\b Viden.} Du ved \{noget\} og \\ mere.\par" in made
    assert r"\bullet\tab Se loven\par" in made


@pytest.mark.parametrize("page", positions.pages(DOCS), ids=lambda page: page.stem)
def test_every_description_is_whole_and_its_page_links_to_it(page: Path) -> None:
    source = page.read_text("utf-8")
    made = positions.rtf(source)
    assert made.isascii()
    bare = re.sub(r"\\[\\{}]", "", made)
    assert bare.count("{") == bare.count("}")
    assert f"](hent/{page.stem}.rtf)" in source
    assert "112" in made or "133" in made, "the duty goes with it"


def test_the_files_are_written_and_what_is_gone_is_removed(tmp_path: Path) -> None:
    (tmp_path / "stillinger" / "hent").mkdir(parents=True)
    (tmp_path / "stillinger" / "hent" / "gammel.rtf").touch()
    (tmp_path / "stillinger" / "x.md").write_text(PAGE, "utf-8")
    (tmp_path / "stillinger" / "index.md").write_text("# Stillinger\n", "utf-8")
    positions.write(tmp_path)
    assert [file.name for file in (tmp_path / positions.FOLDER).iterdir()] == ["x.rtf"]


def test_there_are_two_descriptions_and_a_template() -> None:
    assert [page.stem for page in positions.pages(DOCS)] == [
        "akt-medarbejder",
        "paedagogmedhjaelper-specialklynge",
        "skabelon",
    ]
