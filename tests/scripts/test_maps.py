"""The pages of the pictures: one a concern, its list, its files, the booklet, and the list for the editor's own page."""

import re
from pathlib import Path
from xml.etree import ElementTree as ET

import pytest

import maps
from guide.diagram import drawings
from guide.load import load
from guide.poster import STYLE

GUIDE = load().guide
ROOT = Path(__file__).resolve().parents[2]


@pytest.fixture(scope="module")
def docs(tmp_path_factory: pytest.TempPathFactory) -> Path:
    docs: Path = tmp_path_factory.mktemp("docs")
    old = docs / maps.FOLDER / "gammelt-spor" / "index.md"
    old.parent.mkdir(parents=True)
    old.write_text("før", "utf-8")
    (docs / "traening" / "billeder.md").write_text("redaktørens", "utf-8")
    assert maps.write(GUIDE, docs) == 2 * len(GUIDE.spor) + 1
    return docs


def page(docs: Path, name: str) -> str:
    return (docs / maps.FOLDER / name).read_text("utf-8")


def test_what_an_earlier_build_wrote_is_gone_and_the_editors_page_is_left(docs: Path) -> None:
    assert sorted(each.name for each in (docs / maps.FOLDER).iterdir()) == sorted(
        [*GUIDE.spor, "index.md", "tegning.css"]
    )
    assert (docs / "traening" / "billeder.md").read_text("utf-8") == "redaktørens"


def test_each_page_shows_every_picture_and_the_list_below_it(docs: Path) -> None:
    for spor in GUIDE.spor.values():
        text = page(docs, f"{spor.id}/index.md")
        assert all(svg in text for svg in drawings(GUIDE, spor.id))
        assert f'href="../../../vejviser/{spor.id}/{spor.first}/"' in text
        assert "\n\n" not in text.split("---\n\n", 1)[1], "an empty line would end the raw HTML"
        assert f'id="kort-{spor.id}-{spor.first}"' in page(docs, f"{spor.id}/liste/index.md")


def test_each_picture_is_a_file_of_its_own_that_a_link_leads_to(docs: Path) -> None:
    for spor in GUIDE.spor:
        files = {file.name for file in (docs / maps.FOLDER / spor).glob("*.svg")}
        assert len(files) == 2 * len(drawings(GUIDE, spor))  # one to look at, and one to keep
        assert files == set(re.findall(r'href="([\w-]+\.svg)"', page(docs, f"{spor}/index.md")))
        for file in files:
            text = page(docs, f"{spor}/{file}")
            assert ET.fromstring(text.encode()).get("role") == "img"
            assert (STYLE in text) is file.endswith("-hent.svg")
    assert page(docs, "tegning.css") == STYLE


def test_the_booklet_holds_every_concern_once_with_ids_of_its_own(docs: Path) -> None:
    text = page(docs, "index.md")
    ids = re.findall(r' id="([^"]+)"', text)
    assert len(ids) == len(set(ids))
    assert set(re.findall(r'href="#([^"]+)"', text)) <= set(ids)
    assert re.findall(r"<h2[^>]*>(.*?)</h2>", text) == [spor.title for spor in GUIDE.spor.values()]


def test_every_address_on_the_pages_of_the_pictures_is_that_of_a_page(docs: Path) -> None:
    for name in ("vold-og-overgreb/index.md", "vold-og-overgreb/liste/index.md", "index.md"):
        start = (docs / maps.FOLDER / name).parent
        for href in re.findall(r'href="(?!tel:)([^"#]+)', page(docs, name)):
            target = (start / href).resolve().relative_to(docs.resolve())
            if target.parts[0] == "vejviser":
                assert len(target.parts) == 3
                assert target.parts[1] in GUIDE.spor
                assert GUIDE.node(target.parts[2])
            else:
                assert target.as_posix() == "traening/billeder" or (docs / target).exists()


def test_the_list_for_the_editors_page_names_every_picture_once() -> None:
    text = maps.snippet(GUIDE)
    assert sorted(re.findall(r"\(kort/([\w-]+)/index\.md\)", text)) == sorted(GUIDE.spor)
    assert text.count("index.md)") == 2 * len(GUIDE.spor)
    assert f'--8<-- "{maps.SNIPPET}"' in (ROOT / "docs" / "traening" / "billeder.md").read_text("utf-8")
