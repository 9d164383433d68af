from __future__ import annotations

import pickle
import shutil
from pathlib import Path
from typing import Final

import pytest

from guide import render
from guide.assemble import Loaded
from guide.load import DATA, load, read_tables
from guide.shipped import from_bytes, to_bytes

MINDST: Final = Path(__file__).parent.parent / "data" / "valid" / "mindst"


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    return Path(shutil.copytree(MINDST, tmp_path / "data"))


def told(loaded: Loaded) -> list[str]:
    return [str(problem) for problem in loaded.problems]


def test_the_real_data_are_read_without_a_problem() -> None:
    loaded = load()
    assert loaded.problems == ()
    assert {path.stem for path in (DATA / "udfald").glob("*.toml")} == set(loaded.guide.outcomes)


def test_concerns_come_in_the_order_that_the_editor_chose() -> None:
    spor = load().guide.spor.values()
    assert [one.order for one in spor] == sorted(one.order for one in spor)


def test_a_folder_that_is_not_there_is_one_problem(tmp_path: Path) -> None:
    loaded = load(tmp_path / "x")
    assert told(loaded) == [f"{tmp_path / 'x'}:0: mangler-mappe: Datamappen findes ikke. Giv mappen med --data MAPPE."]
    assert loaded.guide.spor == {}


def test_an_empty_folder_names_every_file_that_is_missing(tmp_path: Path) -> None:
    missing = [problem.file for problem in load(tmp_path).problems]
    assert sorted(missing) == sorted(
        ["cases", "guide.toml", "kilder.toml", "kontakter.toml", "love.toml", "ordliste.toml", "spor", "udfald"]
    )


def test_the_municipality_may_keep_its_file_elsewhere(folder: Path, tmp_path: Path) -> None:
    own = tmp_path / "vores.toml"
    own.write_text('kommune = "Vores"\n', encoding="utf-8")
    assert load(folder, own).guide.local.municipality == "Vores"


def test_a_local_file_that_is_not_there_is_told_with_its_path(folder: Path, tmp_path: Path) -> None:
    own = tmp_path / "vores.toml"
    assert told(load(folder, own)) == [
        f"lokal.toml:0: mangler-fil: Filen »{own}« findes ikke. Ret stien efter --lokal."
    ]


def test_the_local_number_is_put_into_the_contact(folder: Path) -> None:
    text = (MINDST / "kontakter.toml").read_text(encoding="utf-8")
    local = text.replace('"alarm-112"', '"kommunen"').replace('"national"\nnummer = "112"', '"lokal"')
    (folder / "kontakter.toml").write_text(text + local, encoding="utf-8")
    (folder / "lokal.toml").write_text('[kontakter.kommunen]\nnummer = "87 65 43 21"\n', encoding="utf-8")
    contact = load(folder).guide.contacts["kommunen"]
    assert (contact.number, contact.reachable) == ("87 65 43 21", True)
    assert str(contact.place.of("nummer")) == "lokal.toml:2"
    assert contact.place.of("navn").file == "kontakter.toml"


def test_a_mark_before_the_first_letter_and_windows_lines_are_read(folder: Path) -> None:
    (folder / "lokal.toml").write_bytes(b'\xef\xbb\xbfkommune = "Vores"\r\ntopi_om_aaret = 3\r\n')
    loaded = load(folder)
    assert loaded.problems == ()
    assert (loaded.guide.local.municipality, loaded.guide.local.topi_a_year) == ("Vores", 3)


@pytest.mark.parametrize("value", ["[" * 5000 + "]" * 5000, "1" + "0" * 5000])
def test_a_value_too_deep_or_too_long_is_a_problem_and_no_crash(folder: Path, value: str) -> None:
    (folder / "lokal.toml").write_text(f"kommune = {value}\n", encoding="utf-8")
    assert told(load(folder)) == [
        "lokal.toml:1: toml-fejl: Filen kan ikke læses som TOML. Fjern meget dybe lister eller meget lange tal."
    ]


def test_hidden_files_and_caches_are_left_alone(folder: Path) -> None:
    (folder / ".DS_Store").write_bytes(b"\x00")
    (folder / "__pycache__").mkdir()
    (folder / "__pycache__" / "x.pyc").write_bytes(b"\x00")
    assert load(folder).problems == ()


def test_the_fingerprint_changes_with_the_words_and_not_with_comments(folder: Path) -> None:
    first = read_tables(folder).fingerprint
    (folder / "lokal.toml").write_text("# intet\n", encoding="utf-8")
    (folder / "omdoebt.toml").write_text("# intet\n", encoding="utf-8")
    commented = read_tables(folder).fingerprint
    (folder / "lokal.toml").write_text('kommune = "Vores"\n', encoding="utf-8")
    changed = read_tables(folder).fingerprint
    (folder / "lokal.toml").write_text('# Andre ord.\nkommune = "Vores"\n', encoding="utf-8")
    assert len({first, commented, changed}) == 3
    assert read_tables(folder).fingerprint == changed


def test_the_bytes_that_the_build_ships_give_the_same_pages() -> None:
    here = load().guide
    shipped = from_bytes(to_bytes(here))
    assert shipped.fingerprint == here.fingerprint
    for spor in here.spor:
        for node_id in (*here.questions, *here.outcomes):
            assert render.node(shipped, spor, node_id) == render.node(here, spor, node_id)


def test_bytes_that_hold_no_guide_are_refused() -> None:
    with pytest.raises(TypeError, match="no guide"):
        from_bytes(pickle.dumps({}))


def test_what_must_be_checked_is_not_read_as_confirmed() -> None:
    guide = load(MINDST.parent / "to-spor").guide
    assert [law.confirmed for law in guide.laws.values()] == [True, False]
    assert [contact.confirmed for contact in guide.contacts.values()] == [True, True, False]
    assert [contact.local for contact in guide.contacts.values()] == [False, True, True]


def test_of_two_with_the_same_id_the_first_counts(folder: Path) -> None:
    text = (folder / "ordliste.toml").read_text(encoding="utf-8")
    (folder / "ordliste.toml").write_text(text + text.replace("En besked", "Noget andet"), encoding="utf-8")
    loaded = load(folder)
    assert [problem.code for problem in loaded.problems] == ["dobbelt-id"]
    assert loaded.guide.terms["underretning"].meaning.startswith("En besked")
