from __future__ import annotations

from guide.compare import as_markdown, compare
from guide.model import Guide, Level, Parents
from tests.tiny import tiny_guide


def edition(
    level: Level = Level.HVERDAG, parents: Parents = Parents.YES, no: str = "y", **more: dict[str, str]
) -> Guide:
    questions = {"a": {"ja": "x", "nej": no, **more.get("a", {})}}
    return tiny_guide(questions, {"x": Level.AKUT, "y": level}, spor={"s": ("a",)}, parents={"y": parents})


def test_the_same_edition_has_no_differences() -> None:
    found = compare(edition(), edition())
    assert (found.changed, found.added, found.cases) == ((), (), ())
    assert "Ingen vej" in as_markdown(edition(), edition())


def test_another_outcome_is_a_change() -> None:
    found = compare(edition(), edition(no="x"))
    assert [(change.path.answers, change.kind) for change in found.changed] == [((("a", "nej"),), ("y", "x"))]


def test_another_level_or_rule_on_parents_of_the_same_outcome_is_a_change() -> None:
    assert compare(edition(), edition(level=Level.INDSATS)).changed
    assert compare(edition(), edition(parents=Parents.NO)).changed


def test_an_answer_that_is_gone_is_a_change_without_an_outcome() -> None:
    new = tiny_guide({"a": {"ja": "x"}}, {"x": Level.AKUT}, spor={"s": ("a",)})
    assert [change.kind for change in compare(edition(), new).changed] == [("y", "")]
    assert "fører ikke længere" in as_markdown(edition(), new)


def test_a_new_answer_is_a_new_path() -> None:
    found = compare(edition(), edition(a={"maaske": "y"}))
    assert [path.answers for path in found.added] == [(("a", "maaske"),)]
    assert not found.changed


def test_the_report_tells_before_and_now_in_words() -> None:
    text = as_markdown(edition(), edition(no="x"))
    assert "1 veje ender et andet sted" in text
    assert "## Før: »Titel y« (niveau hverdag, forældre ja)" in text
    assert "Nu: »Titel x« (niveau akut" in text
    assert "- Spor s: »a?« Svar nej" in text
