from __future__ import annotations

import json
import shutil
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path
from typing import Final
from xml.etree import ElementTree as ET

import pytest

from guide.__main__ import main, pages_of
from guide.diagram import drawings
from guide.model import Guide
from guide.paths import all_paths, below

ROOT: Final = Path(__file__).parent.parent.parent
TO_SPOR: Final = ROOT / "tests" / "data" / "valid" / "to-spor"
DOCS: Final = "docs"
Captured = pytest.CaptureFixture[str]


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    return Path(shutil.copytree(TO_SPOR, tmp_path / "data"))


def type_in(monkeypatch: pytest.MonkeyPatch, *lines: str) -> None:
    answers: Iterator[str] = iter(lines)
    monkeypatch.setattr("builtins.input", lambda _prompt: next(answers))


def test_checking_the_real_data_ends_well_with_one_line_of_counts(guide: Guide, capsys: Captured) -> None:
    assert main(["check"]) == 0
    ways = sum(below(guide)[spor.first].ways for spor in guide.spor.values())
    assert capsys.readouterr().out == (
        f"spor: {len(guide.spor)}, spoergsmaal: {len(guide.questions)}, udfald: {len(guide.outcomes)}, "
        f"stier: {ways}, cases: {len(guide.cases)}, problemer: 0\n"
    )


def test_the_count_of_ways_is_the_number_of_paths(guide: Guide) -> None:
    assert sum(below(guide)[spor.first].ways for spor in guide.spor.values()) == sum(1 for _ in all_paths(guide))


def test_a_problem_is_printed_and_ends_with_1(folder: Path, capsys: Captured) -> None:
    (folder / "husk.txt").write_text("x", encoding="utf-8")
    assert main(["check", "--data", str(folder)]) == 1
    printed = capsys.readouterr()
    assert printed.out.startswith("husk.txt:0: ukendt-fil: ")
    assert printed.err == "1 problem. Intet er ændret.\n"


def test_broken_data_say_that_the_proofs_are_still_to_come(folder: Path, capsys: Captured) -> None:
    (folder / "love.toml").write_text("[[lov]", encoding="utf-8")
    assert main(["check", "--data", str(folder)]) == 1
    assert "Vejene bliver først efterprøvet, når fejlene ovenfor er rettet." in capsys.readouterr().err


def test_a_folder_that_is_not_there_is_one_problem(tmp_path: Path, capsys: Captured) -> None:
    assert main(["check", "--data", str(tmp_path / "x")]) == 1
    assert capsys.readouterr().out.count("\n") == 1


def test_missing_local_data_are_a_warning_until_the_site_is_published(folder: Path, capsys: Captured) -> None:
    (folder / "lokal.toml").unlink()
    assert main(["check", "--data", str(folder)]) == 0
    assert capsys.readouterr().err.endswith("lokal.toml. (advarsel)\n")
    assert main(["check", "--data", str(folder), "--udgiv"]) == 1


def test_a_local_file_from_elsewhere_is_read(folder: Path, tmp_path: Path) -> None:
    own = shutil.move(folder / "lokal.toml", tmp_path / "vores.toml")
    assert main(["check", "--data", str(folder), "--lokal", str(own), "--udgiv"]) == 0


def test_procedures_are_held_against_the_handbook(folder: Path, tmp_path: Path, capsys: Captured) -> None:
    (tmp_path / "docs").mkdir()
    assert main(["check", "--data", str(folder), "--docs", str(tmp_path / "docs")]) == 1
    assert "ukendt-side" in capsys.readouterr().out
    assert pages_of(tmp_path / "intet") is None


def test_paths_are_written_in_words(folder: Path, capsys: Captured) -> None:
    assert main(["paths", "--data", str(folder)]) == 0
    assert "Vold: »Kan det være vold?« Nej → »Læg en plan inden fredag«\n" in capsys.readouterr().out


def test_paths_can_be_read_by_machines(folder: Path, capsys: Captured) -> None:
    assert main(["paths", "--data", str(folder), "--json"]) == 0
    paths = json.loads(capsys.readouterr().out)
    assert paths[-1] == {
        "spor": "uro",
        "answers": [["varer-det-ved", "ved-ikke"], ["hvem-ser-det", "ved-ikke"]],
        "outcome": "laeg-en-plan",
        "level": "indsats",
        "parents": "ja",
    }


@pytest.mark.parametrize("command", ["paths", "ask"])
def test_a_guide_with_problems_is_not_walked(folder: Path, capsys: Captured, command: str) -> None:
    (folder / "love.toml").unlink()
    assert main([command, "--data", str(folder)]) == 1
    assert "mangler-fil" in capsys.readouterr().err


def test_a_concern_can_be_walked_in_the_terminal(
    folder: Path, capsys: Captured, monkeypatch: pytest.MonkeyPatch
) -> None:
    type_in(monkeypatch, "1", "1", "2")
    assert main(["ask", "--data", str(folder)]) == 0
    printed = capsys.readouterr().out
    assert printed.startswith("Er barnet i fare lige nu? Ring 112.\n")
    assert "SKRIV EN UNDERRETNING: Sig det til lederen, og underret i dag" in printed
    assert "1. Du – Nu: Sig det til lederen.\n" in printed
    assert "Børn og familie: 12 34 56 78" in printed


def test_anything_but_a_number_of_the_list_is_asked_again(
    folder: Path, capsys: Captured, monkeypatch: pytest.MonkeyPatch
) -> None:
    type_in(monkeypatch, "", "nej", "0", "3", "²", "2", "2")
    assert main(["ask", "--data", str(folder)]) == 0
    assert capsys.readouterr().out.count("Skriv et tal fra 1 til 2.") == 5


def test_an_outcome_of_every_level_of_the_real_guide_can_be_printed(
    guide: Guide, capsys: Captured, monkeypatch: pytest.MonkeyPatch
) -> None:
    paths = {guide.outcomes[path.outcome].level: path for path in all_paths(guide)}
    for path in paths.values():
        numbers = [list(guide.spor).index(path.spor)]
        numbers += [[o.id for o in guide.questions[q].options].index(given) for q, given in path.answers]
        type_in(monkeypatch, *(str(number + 1) for number in numbers))
        assert main(["ask"]) == 0
        assert guide.outcomes[path.outcome].title in capsys.readouterr().out


@pytest.mark.parametrize("stop", [KeyboardInterrupt, EOFError])
def test_leaving_in_the_middle_is_calm(
    folder: Path, capsys: Captured, monkeypatch: pytest.MonkeyPatch, stop: type[BaseException]
) -> None:
    def leave(_prompt: str) -> str:
        raise stop

    monkeypatch.setattr("builtins.input", leave)
    assert main(["ask", "--data", str(folder)]) == 130
    assert capsys.readouterr().out.endswith("\nAfbrudt.\n")


def test_a_wrong_call_ends_with_2() -> None:
    with pytest.raises(SystemExit) as wrong:
        main(["gaa"])
    assert wrong.value.code == 2


def test_the_module_runs_as_a_program_from_anywhere(tmp_path: Path) -> None:
    called = [sys.executable, "-m", "guide", "check", "--data", str(TO_SPOR), "--docs", str(ROOT / "docs")]
    ended = subprocess.run(
        called,
        cwd=tmp_path,
        env={"PYTHONPATH": str(ROOT), "PYTHONIOENCODING": "utf-8"},
        capture_output=True,
        check=False,
    )
    assert (ended.returncode, ended.stderr) == (0, b"")


def test_a_concern_is_printed_as_a_picture_that_needs_nothing_else(capsys: Captured) -> None:
    assert main(["diagram", "vold-og-overgreb"]) == 0
    printed = capsys.readouterr().out
    assert ET.fromstring(printed.encode()).get("role") == "img"
    assert "<style>" in printed


def test_a_concern_is_printed_as_a_list(guide: Guide, capsys: Captured) -> None:
    assert main(["diagram", "vold-og-overgreb", "--liste"]) == 0
    printed = capsys.readouterr().out
    assert printed.startswith(f"{guide.spor['vold-og-overgreb'].title}\n\n1. ")
    assert printed.count("→ Ring nu: Ring 112 nu") == 2


def test_each_part_of_a_picture_can_be_printed(guide: Guide, capsys: Captured) -> None:
    spor, count = max(((spor, len(drawings(guide, spor))) for spor in guide.spor), key=lambda found: found[1])
    assert count > 1
    assert main(["diagram", spor, "--del", "2"]) == 0
    printed = capsys.readouterr()
    assert f"del 2 af {count}" in printed.out
    assert printed.err == f"Det er del 2 af {count}. Vælg en anden med --del.\n"
    assert main(["diagram", spor, "--del", str(count + 1)]) == 2
    assert capsys.readouterr().err == f"Del {count + 1} findes ikke. Billedet har {count} dele.\n"


@pytest.mark.parametrize(
    ("given", "help_"),
    [
        ("vold", "Mente du »vold-og-overgreb«?"),
        ("uenig", "Mente du »uenighed«?"),
        ("xyzzy", "Vælg: vold-og-overgreb, "),
    ],
)
def test_an_unknown_concern_is_told_with_the_nearest_names(given: str, help_: str, capsys: Captured) -> None:
    assert main(["diagram", given]) == 2
    assert capsys.readouterr().err.startswith(f"Sporet »{given}« findes ikke. {help_}")


def test_a_picture_of_wrong_data_is_refused_with_the_problems(folder: Path, capsys: Captured) -> None:
    (folder / "husk.txt").write_text("x", encoding="utf-8")
    assert main(["diagram", "vold", "--data", str(folder)]) == 1
    assert "husk.txt:0: ukendt-fil: " in capsys.readouterr().err
