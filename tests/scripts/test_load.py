"""What scripts/load.py says of its numbers. The numbers themselves depend on the machine and are held by nothing here."""

import sys

import pytest

import load
import programs
import say
import visits

ONE = visits.Cost((visits.Request(200, 1000, "/"),))
FOUND = visits.Visits(ONE, ONE, ONE, ONE, visits.Cost((visits.Request(200, 600, "/assets/guide/guide.js"),)))
ROW = load.Loaded("Side", 9000, (load.Round(50_000, 4e8, 3.5, 0), load.Round(60_000, 5e8, 2.5, 0)))


@pytest.mark.parametrize(
    ("value", "written"),
    [(0, "0"), (8.94, "8,9"), (70.4, "70"), (2134, "2.100"), (103_456, "100.000"), (0.604, "0,60"), (9.96, "10,0")],
)
def test_a_number_has_two_digits_and_danish_signs(value: float, written: str) -> None:
    assert load.number(value) == written


def test_when_every_goal_is_reached_nothing_is_said() -> None:
    assert load.missed([ROW], FOUND, 1000) == []


def test_each_missed_goal_is_named_with_its_number() -> None:
    heavy = visits.Cost(tuple(visits.Request(200, 300_000, "/assets/runtime/1/python.zip") for _ in range(13)))
    bad = load.Loaded("Side", 9000, (load.Round(1, 1, 1, 7),))
    said = load.missed([bad], visits.Visits(heavy, heavy, heavy, heavy, heavy), 1000)
    assert [text.split(" (")[0] for text in said] == [
        "første besøg 3900000 bytes",
        "samme side igen 3900000 bytes",
        "vejviseren 13 spørgsmål",
        "vejviseren 3900.000 af Pyodide",
        "7 fejl under belastning",
    ]


def test_the_tables_are_markdown_without_alignment_which_the_policy_forbids() -> None:
    for table in (load.load_table([ROW]), load.visit_table(FOUND)):
        assert len({line.count("|") for line in table.splitlines()}) == 1
        assert ":" not in table.splitlines()[1]
    assert "| Side | 9,0 | 55.000 | 3,0 ms | 450 | 0 |" in load.load_table([ROW])


def test_a_missing_program_is_named_with_how_to_install_it(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setattr(programs, "find", lambda name: None if name == "wrk" else f"/usr/bin/{name}")
    monkeypatch.setattr(sys, "argv", ["load.py"])
    with pytest.raises(say.Stop):
        load.main()
    assert "wrk er ikke installeret.\nPå Debian: `apt install wrk` som administrator." in capsys.readouterr().err
