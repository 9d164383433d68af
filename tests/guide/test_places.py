from __future__ import annotations

import tomllib

from hypothesis import given
from hypothesis import strategies as st

from guide.places import line_at, lines_of


def test_a_key_stands_on_its_own_line() -> None:
    assert lines_of('a = 1\n\nb = "x"\n') == {(): 1, ("a",): 1, ("b",): 3}


def test_the_keys_of_a_table_come_after_its_heading() -> None:
    found = lines_of("[a.b]\nc = 1\n")
    assert found["a", "b"] == 1
    assert found["a", "b", "c"] == 2


def test_tables_of_a_list_are_counted_from_nought() -> None:
    found = lines_of("[[a]]\nb = 1\n[[a]]\nb = 2\n")
    assert found["a", 0, "b"] == 2
    assert found["a", 1] == 3
    assert found["a", 1, "b"] == 4


def test_a_list_within_a_list_belongs_to_the_last_table_above() -> None:
    found = lines_of("[[a]]\n[[a.b]]\n[[a]]\n  [[a.b]]\n  c = 1\n  [[a.b]]\n")
    assert found["a", 1, "b", 0, "c"] == 5
    assert found["a", 1, "b", 1] == 6


def test_lines_within_a_long_text_are_no_keys() -> None:
    text = 'a = """\nb = 1\n[c]\n"""\nd = 2\n'
    assert set(lines_of(text)) == {(), ("a",), ("d",)}


def test_lines_within_a_long_list_are_no_keys() -> None:
    found = lines_of('a = [\n  "b = 1",\n  ["c", "]"], # [\n]\nd = 2\n')
    assert found == {(): 1, ("a",): 1, ("d",): 5}


def test_the_last_row_of_a_long_list_is_no_heading() -> None:
    found = lines_of('a = [\n  ["x", "y"],\n  ["z"]\n]\nb = 1\n')
    assert found == {(): 1, ("a",): 1, ("b",): 5}


def test_dotted_and_quoted_keys_are_split() -> None:
    assert lines_of('a."b c".d = 1')["a", "b c", "d"] == 1


def test_comments_and_windows_line_endings_do_not_disturb() -> None:
    found = lines_of("# a = 1\r\n[b] # her\r\nc = 1\r\n")
    assert found == {(): 1, ("b",): 2, ("b", "c"): 3}


def test_an_unusual_line_separator_is_not_a_new_line() -> None:
    assert lines_of('a = "x\u2028y"\nb = 1\n')["b",] == 2


def test_what_is_not_found_gets_the_line_around_it() -> None:
    lines = lines_of("\n[a]\nb = 1\n")
    assert line_at(lines, ("a", "mangler")) == 2
    assert line_at(lines, ("a", "b", 3, "c")) == 3
    assert line_at(lines, ("andet",)) == 1
    assert line_at({}, ("andet",)) == 1


@given(st.text())
def test_any_text_is_read_without_an_error(text: str) -> None:
    assert all(line >= 1 for line in lines_of(text).values())


WORD = st.from_regex(r"[a-z]{1,3}", fullmatch=True)
VALUE = st.sampled_from(
    ['"x"', "1", "[]", '["a = 1", "]"]', '[\n "a",\n]', '"""\nq = 1\n"""', "'''[x]'''", "{ z = 1 }"]
)


@given(st.lists(st.tuples(WORD, st.dictionaries(WORD, VALUE, max_size=3)), max_size=5))
def test_every_key_of_a_list_of_tables_is_on_the_line_where_it_was_written(
    tables: list[tuple[str, dict[str, str]]],
) -> None:
    text, counts, wanted = "", dict.fromkeys((name for name, _ in tables), 0), {}
    for name, keys in tables:
        text += f"[[{name}]]\n"
        for key, value in keys.items():
            wanted[name, counts[name], key] = text.count("\n") + 1
            text += f"{key} = {value}\n"
        counts[name] += 1
    assert tomllib.loads(text) is not None
    assert {path: lines_of(text).get(path) for path in wanted} == wanted
