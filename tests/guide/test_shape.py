from __future__ import annotations

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from guide import shapes
from guide.errors import Place
from guide.places import lines_of
from guide.shape import ID, Key, Reader, Row

TEXT = "titel = 1\n[under]\nnavn = 'x'\n"


def codes(raw: object, **shape: Key) -> list[str]:
    reader = Reader("x.toml", {})
    reader.read(raw, shape)
    return [problem.code for problem in reader.problems]


def read(raw: object, **shape: Key) -> Row:
    return Reader("x.toml", {}).read(raw, shape)


def test_a_good_table_gives_typed_values_and_no_problem() -> None:
    shape = {"a": Key(), "b": Key("texts"), "c": Key("flag"), "d": Key("number"), "e": Key("date"), "f": Key("pairs")}
    raw = {"a": "x", "b": ["y"], "c": True, "d": 2, "e": date(2026, 11, 22), "f": [["p", "q"]]}
    row = read(raw, **shape)
    assert codes(raw, **shape) == []
    assert (row.text("a"), row.texts("b"), row.flag("c")) == ("x", ("y",), True)
    assert (row.number("d", 0), row.text("e"), row.pairs("f")) == (2, "2026-11-22", (("p", "q"),))


@pytest.mark.parametrize(
    "kind", ["text", "id", "texts", "ids", "flag", "number", "date", "pairs", "tables", "words", "by_id"]
)
def test_each_kind_reports_a_value_of_another_type(kind: str) -> None:
    assert codes({"a": 1.5}, a=Key(kind)) == ["forkert-type"]


@pytest.mark.parametrize("kind", ["text", "texts", "flag", "number", "date", "pairs", "tables", "words"])
def test_a_value_of_another_type_reads_as_nothing(kind: str) -> None:
    row = read({"a": 1.5}, a=Key(kind))
    assert (row.text("a"), row.texts("a"), row.flag("a"), row.number("a", 7)) == ("", (), False, 7)
    assert (row.pairs("a"), row.rows("a"), row.words("a"), row.by_id("a")) == ((), (), {}, {})


def test_a_problem_stands_on_the_line_of_its_key() -> None:
    reader = Reader("x.toml", lines_of(TEXT))
    reader.read({"titel": 1, "under": {"navn": ""}}, {"titel": Key(), "under": Key("words")})
    assert [str(problem.place) for problem in reader.problems] == ["x.toml:1", "x.toml:3"]


def test_a_row_knows_the_place_of_each_key() -> None:
    row = Reader("x.toml", lines_of(TEXT)).read({"titel": "a", "under": {"navn": "x"}}, {"titel": Key()})
    assert row.place.of("titel") == Place("x.toml", 1)
    assert row.place.of("under").of("navn") == Place("x.toml", 3)
    assert row.place.of("ukendt") == row.place


def test_without_lines_no_places_are_made() -> None:
    assert read({"a": "x"}, a=Key()).place.keys == {}


def test_an_empty_text_is_allowed_only_where_the_shape_says_so() -> None:
    assert codes({"a": " "}, a=Key()) == ["tom-tekst"]
    assert codes({"a": ""}, a=Key(empty=True)) == []


def test_an_optional_key_may_be_absent_but_not_wrong() -> None:
    assert codes({}, a=Key(required=False)) == []
    assert codes({"a": 1}, a=Key(required=False)) == ["forkert-type"]


def test_an_optional_list_may_be_empty() -> None:
    assert codes({"a": []}, a=Key("texts", required=False)) == []
    assert codes({"a": []}, a=Key("texts")) == ["tom-liste"]


@pytest.mark.parametrize("good", ["a", "a1", "ring-112", "er-barnet-i-fare"])
def test_an_id_is_small_letters_digits_and_hyphens(good: str) -> None:
    assert ID.fullmatch(good)


@pytest.mark.parametrize("bad", ["", "A", "1a", "a_b", "a--b", "-a", "a-", "å", "a b", "a/b", "a\n"])
def test_anything_else_is_no_id(bad: str) -> None:
    assert not ID.fullmatch(bad)


@pytest.mark.parametrize(
    "text", ["5 < 6 og 7 > 6", "A & B", "lov § 133, stk. 2", "kl. 9-15", "#1", "2 * 3", "»ja« – nej"]
)
def test_ordinary_signs_are_no_markup(text: str) -> None:
    assert codes({"a": text}, a=Key()) == []


@pytest.mark.parametrize("text", ["<b>x</b>", "a<br/>b", "&amp;", "&#229;", "**x**", "[x](y)", "# x", "`x`"])
def test_html_and_markdown_are_found(text: str) -> None:
    assert codes({"a": text}, a=Key()) == ["opmaerkning-i-tekst"]


def test_a_date_may_be_written_with_or_without_quotes() -> None:
    assert read({"a": "2026-11-22"}, a=Key("date")).text("a") == "2026-11-22"
    assert codes({"a": "22/11 2026"}, a=Key("date")) == ["ugyldig-dato"]


ANYTHING = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats() | st.text() | st.dates(),
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(st.text(max_size=5), inner, max_size=3),
    max_leaves=12,
)
KEYS = st.sampled_from(sorted({*shapes.SPOR, *shapes.OUTCOME, *shapes.LOCAL, *shapes.FRAME, *shapes.CASES}))
SHAPES = st.sampled_from([shapes.SPOR, shapes.OUTCOME, shapes.LOCAL, shapes.FRAME, shapes.CASES, shapes.RENAMED])


@given(ANYTHING | st.dictionaries(KEYS, ANYTHING), SHAPES)
def test_any_value_against_any_shape_gives_rows_of_the_right_types(raw: object, shape: dict[str, Key]) -> None:
    row = Reader("x.toml", {}).read(raw, shape)
    for name in shape:
        assert isinstance(row.text(name), str)
        assert all(isinstance(text, str) for text in row.texts(name))
        assert all(isinstance(inner, Row) for inner in (*row.rows(name), *row.by_id(name).values()))
        assert all(len(pair) == 2 for pair in row.pairs(name))
