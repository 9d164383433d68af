"""Every picture of a concern is whole and readable, whatever the data: nothing overlaps, nothing is left out."""

from __future__ import annotations

import os
import re
import subprocess
import sys
from collections.abc import Iterator
from dataclasses import replace
from itertools import combinations, pairwise
from pathlib import Path
from typing import Final
from xml.etree import ElementTree as ET

import pytest
from hypothesis import given
from hypothesis import strategies as st

from guide import icons
from guide.boxes import FONT, ICON, LINE, PAD, Box, numbers, text_width, wrap
from guide.diagram import as_text, drawing, drawings, outline, tree
from guide.layout import SCREEN, Layout, layouts
from guide.load import load
from guide.model import Guide, Level
from guide.paths import every_path
from guide.poster import STYLE, with_sheet, with_style
from guide.words import HERE
from tests.tiny import TinyGuide, tiny_guide

REAL: Final = load().guide
ROOT: Final = Path(__file__).parent.parent.parent
SVG: Final = "{http://www.w3.org/2000/svg}"
A3_WIDTH: Final = (420 - 16) / 25.4 * 72  # in points, within the margins of overrides/assets/kort.css
A3_HEIGHT: Final = 268 / 25.4 * 72
BIG: Final = "barnet-trives-ikke"
SMALL: Final = "vordende-foraeldre"
SHARED: Final = "vold-og-overgreb"
Rectangle = tuple[float, float, float, float]


def made() -> list[tuple[str, Layout]]:
    return [(f"{spor}-{each.part}", each) for spor in REAL.spor for each in layouts(REAL, spor)]


PICTURES: Final = made()
pictures = pytest.mark.parametrize("picture", [each for _, each in PICTURES], ids=[name for name, _ in PICTURES])
concerns = pytest.mark.parametrize("spor", REAL.spor)


# --- room -------------------------------------------------------------------------------------------------------------


def rectangle(box: Box) -> Rectangle:
    return box.x, box.y, box.x + box.width, box.y + box.height


def apart(one: Rectangle, other: Rectangle) -> bool:
    return one[2] <= other[0] or other[2] <= one[0] or one[3] <= other[1] or other[3] <= one[1]


def segments(picture: Layout) -> Iterator[tuple[str, Rectangle]]:
    for edge in picture.edges:
        for (x0, y0), (x1, y1) in pairwise(edge.points):
            yield edge.target, (min(x0, x1), min(y0, y1), max(x0, x1), max(y0, y1))


def assert_nothing_meets(picture: Layout) -> None:
    headings = [(each.x, each.y, each.x + 200, each.y + LINE + 8) for each in picture.headings]
    solid = [rectangle(box) for box in picture.boxes] + headings
    assert all(apart(one, other) for one, other in combinations(solid, 2))
    for _, (x0, y0, x1, y1) in segments(picture):
        inner = [(a + 1, b + 1, c - 1, d - 1) for a, b, c, d in solid]
        assert all(apart((x0 - 0.5, y0 - 0.5, x1 + 0.5, y1 + 0.5), each) for each in inner)


def assert_all_inside(picture: Layout) -> None:
    frame = (0, 0, picture.width, picture.height)
    corners = [rectangle(box) for box in picture.boxes] + [each for _, each in segments(picture)]
    assert all(frame[0] < x0 and frame[1] < y0 and x1 < frame[2] and y1 < frame[3] for x0, y0, x1, y1 in corners)


def assert_text_fits(picture: Layout) -> None:
    for box in picture.boxes:
        assert all(text_width(line) <= box.width - 2 * PAD for line in box.lines)
        assert len(box.lines) * LINE <= box.head
        for row in box.rows:
            room = box.width - 2 * PAD - (PAD + ICON if row.level else 0)
            assert all(text_width(line) <= room for line in row.lines)
            assert all(text_width(line) <= box.width - 2 * PAD - ICON for line in row.sign)
            assert (len(row.lines) + len(row.sign)) * LINE < row.height
        assert sum(row.height for row in box.rows) == box.height - box.head


def assert_ways_join_what_they_say(picture: Layout) -> None:
    boxes = {box.id: box for box in picture.boxes}
    for edge in picture.edges:
        start, end = boxes[edge.question], boxes[edge.target]
        row = next(row for row in start.rows if row.option == edge.option)
        assert edge.points[0] == (start.x + start.width, start.y + row.middle)
        x, y = edge.points[-1]
        at_left = x == end.x and end.y < y < end.y + end.head
        at_top = y == end.y and end.x < x < end.x + end.width
        assert at_left or at_top
        assert all(one[0] == other[0] or one[1] == other[1] for one, other in pairwise(edge.points))


def on_top(picture: Layout) -> list[tuple[str, str]]:
    """Ways to different places that run along each other closer than three pixels."""
    found = []
    for (one, a), (other, b) in combinations(set(segments(picture)), 2):
        lying = a[1] == a[3] and b[1] == b[3] and abs(a[1] - b[1]) < 3 and min(a[2], b[2]) - max(a[0], b[0]) > 3
        standing = a[0] == a[2] and b[0] == b[2] and abs(a[0] - b[0]) < 3 and min(a[3], b[3]) - max(a[1], b[1]) > 3
        if one != other and (lying or standing):
            found.append((one, other))
    return found


def assert_readable(picture: Layout) -> None:
    assert_nothing_meets(picture)
    assert_all_inside(picture)
    assert_text_fits(picture)
    assert_ways_join_what_they_say(picture)
    assert on_top(picture) == []


@pictures
def test_no_box_word_or_way_meets_another(picture: Layout) -> None:
    assert_nothing_meets(picture)


@pictures
def test_everything_stands_inside_the_picture(picture: Layout) -> None:
    assert_all_inside(picture)


@pictures
def test_no_text_is_wider_than_its_box(picture: Layout) -> None:
    assert_text_fits(picture)


@pictures
def test_every_way_runs_from_its_answer_to_its_place_in_right_angles(picture: Layout) -> None:
    assert_ways_join_what_they_say(picture)


@pictures
def test_ways_to_different_places_never_run_on_top_of_each_other(picture: Layout) -> None:
    assert on_top(picture) == []


@pictures
def test_the_text_can_be_read_from_a_projector_and_from_a3(picture: Layout) -> None:
    assert FONT * min(SCREEN[0] / picture.width, SCREEN[1] / picture.height) >= 24
    assert FONT * min(A3_WIDTH / picture.width, A3_HEIGHT / picture.height) >= 8


@st.composite
def wild_guides(draw: st.DrawFn) -> Guide:
    """A concern of any shape without loops, with short and long words, and another that it may lead to."""
    size, ends = draw(st.integers(1, 12)), draw(st.integers(1, 8))
    names = [f"u{number}" for number in range(ends)]
    levels = {name: draw(st.sampled_from(Level)) for name in names}
    tree = {
        f"q{number}": {
            f"svar-{option}": draw(
                st.sampled_from([*(f"q{later}" for later in range(number + 1, size)), *names, "andet"])
            )
            for option in range(draw(st.integers(1, 7)))
        }
        for number in range(size)
    }
    tree["andet"] = {"ja": names[0]}
    guide = tiny_guide(tree, levels, spor={"s": tuple(f"q{number}" for number in range(size)), "t": ("andet",)})
    words = st.lists(
        st.sampled_from(["En", "i", "barnet", "Børnehavebarnet", "overgangsproblematikkerne"]), min_size=1, max_size=9
    )
    questions = {
        name: replace(
            question,
            text=" ".join(draw(words)),
            options=tuple(replace(option, text=" ".join(draw(words))) for option in question.options),
        )
        for name, question in guide.questions.items()
    }
    return replace(guide, questions=questions)


@given(wild_guides())
def test_a_concern_of_any_shape_is_drawn_readably(guide: Guide) -> None:
    for picture in layouts(guide, "s"):
        assert_readable(picture)
    shown = {box.id for picture in layouts(guide, "s") for box in picture.boxes if box.rows}
    assert shown == {name for name, question in guide.questions.items() if question.spor == "s"}


@given(st.text(st.sampled_from("abcæøåMW .,?»«§\u00a0-"), max_size=60), st.integers(60, 400))
def test_no_line_is_wider_than_asked_and_no_letter_is_lost(text: str, width: int) -> None:
    lines = wrap(text, width)
    assert all(text_width(line) <= width for line in lines)
    assert re.sub("[ -]", "", "".join(lines)) == re.sub("[ -]", "", text)


def test_a_non_breaking_space_never_breaks() -> None:
    assert wrap("Læs §\u00a0133", 80) == ("Læs", "§\u00a0133")


# --- whole ------------------------------------------------------------------------------------------------------------


def root(svg: str) -> ET.Element:
    return ET.fromstring(svg)


def words(svg: str) -> list[str]:
    return [element.text or "" for element in root(svg).iter(f"{SVG}text")]


@concerns
def test_every_question_answer_and_outcome_stands_in_a_picture(spor: str) -> None:
    boxes = {box.id: box for each in layouts(REAL, spor) for box in each.boxes}
    drawn = [line for svg in drawings(REAL, spor) for line in words(svg)]
    for question in REAL.questions_of(spor):
        box = boxes[question.id]
        assert " ".join(box.lines).endswith(question.text)
        assert [" ".join(row.lines).replace("- ", "") for row in box.rows] == [
            option.text for option in question.options
        ]
        assert {*box.lines, *(line for row in box.rows for line in (*row.lines, *row.sign))} <= set(drawn)
        for option in question.options:
            outcome = REAL.outcomes.get(option.target)
            assert outcome is None or " ".join(boxes[outcome.id].lines) == outcome.title
            assert outcome is None or {*boxes[outcome.id].lines, REAL.frame.levels[outcome.level].word} <= set(drawn)


@concerns
def test_every_answer_has_its_way_or_a_sign_to_where_it_goes_on(spor: str) -> None:
    pictures = layouts(REAL, spor)
    ways = {(edge.question, edge.option, edge.target) for each in pictures for edge in each.edges}
    signs = {(box.id, row.option): row for each in pictures for box in each.boxes for row in box.rows if row.sign}
    for question in REAL.questions_of(spor):
        for option in question.options:
            row = signs.get((question.id, option.id))
            assert ((question.id, option.id, option.target) in ways) != (row is not None)
            if row and REAL.questions[option.target].spor != spor:
                assert " ".join(row.sign).startswith(REAL.spor[REAL.questions[option.target].spor].title)


@concerns
def test_outcomes_stand_once_from_the_most_urgent_down(spor: str) -> None:
    for picture in layouts(REAL, spor):
        outcomes = sorted((box for box in picture.boxes if box.level), key=lambda box: box.y)
        assert len({box.id for box in outcomes}) == len(outcomes)
        assert [box.level for box in outcomes] == sorted((box.level for box in outcomes if box.level), reverse=True)
        assert [each.level for each in picture.headings] == list(dict.fromkeys(box.level for box in outcomes))


@pictures
def test_each_answer_to_an_outcome_carries_the_shape_of_its_level(picture: Layout) -> None:
    svg = drawings(REAL, picture.spor)[picture.part - 1]
    for level in Level:
        rows = sum(row.level is level for box in picture.boxes for row in box.rows)
        assert svg.count(icons.shapes(level)) == rows + (level in {each.level for each in picture.headings})


def test_a_crowded_concern_becomes_parts_that_point_to_each_other() -> None:
    pictures = layouts(REAL, BIG)
    assert [each.part for each in pictures] == list(range(1, len(pictures) + 1))
    assert len(pictures) == pictures[0].parts > 1
    numbered = numbers(REAL, BIG)
    part_of = {box.id: each.part for each in pictures for box in each.boxes if box.rows}
    assert set(part_of) == set(numbered)
    rows = [
        row
        for each in pictures
        for box in each.boxes
        for row in box.rows
        if part_of.get(row.target, each.part) != each.part
    ]
    assert rows
    for row in rows:
        assert " ".join(row.sign) == f"Spørgsmål\u00a0{numbered[row.target]} i del\u00a0{part_of[row.target]}"
    for number, svg in enumerate(drawings(REAL, BIG), 1):
        assert f"{REAL.spor[BIG].title} – del {number} af {len(pictures)}" in words(svg)


def test_a_concern_of_forty_questions_becomes_parts_that_can_all_be_read(tiny_guide: TinyGuide) -> None:
    answers = {n: {"ja": "x", "jo": f"q{n + 1}", "nej": f"q{n + 3}", "ved-ikke": "y"} for n in range(40)}
    chain = {f"q{n}": {o: t if t in "xy" or int(t[1:]) < 40 else "x" for o, t in answers[n].items()} for n in range(40)}
    pictures = layouts(tiny_guide(chain, {"x": Level.AKUT, "y": Level.HVERDAG}), "s")
    assert sorted(box.id for each in pictures for box in each.boxes if box.rows) == sorted(chain)
    for picture in pictures:
        assert picture.calm
        assert_readable(picture)


def test_a_question_that_only_other_concerns_lead_to_is_shown_all_the_same(tiny_guide: TinyGuide) -> None:
    made = tiny_guide(
        {"a": {"ja": "x"}, "b": {"ja": "x"}, "c": {"ja": "b", "nej": "a"}},
        {"x": Level.AKUT},
        spor={"s": ("a", "b"), "t": ("c",)},
    )
    assert [box.id for box in layouts(made, "s")[0].boxes if box.rows] == ["a", "b"]
    assert numbers(made, "s") == {"a": 1, "b": 2}
    assert "Spor s, spørgsmål\u00a02" in words(drawing(made, "t"))
    assert as_text(made, "s").count("Titel x") == 2
    assert 'id="kort-s-b"' in outline(made, "s")


# --- the drawing ------------------------------------------------------------------------------------------------------


@concerns
def test_the_drawing_is_well_formed_and_says_what_it_is(spor: str) -> None:
    for svg in drawings(REAL, spor):
        element = root(svg)
        ids = [each.attrib["id"] for each in element.iter() if "id" in each.attrib]
        assert len(ids) == len(set(ids)) == 2
        assert element.attrib["role"] == "img"
        assert (element.attrib["aria-labelledby"], element.attrib["aria-describedby"]) == (ids[0], ids[1])
        assert (element[0].text or "").startswith(REAL.spor[spor].title)
        assert "spørgsmål" in (element[1].text or "")
        assert not any({"style", "fill", "stroke"} & set(each.attrib) for each in element.iter())
        assert {each.tag.removeprefix(SVG) for each in element.iter()} <= {
            "svg",
            "title",
            "desc",
            "rect",
            "text",
            "g",
            "path",
            "circle",
        }


def test_text_is_escaped(tiny_guide: TinyGuide) -> None:
    made = tiny_guide({"a": {"ja": "x"}}, {"x": Level.AKUT})
    nasty = replace(made.questions["a"], text="<b>&»\"'")
    wild = replace(made, questions={"a": nasty})
    assert "1. <b>&»\"'" in words(drawing(wild, "s"))
    assert "<b>" not in drawing(wild, "s")
    assert "<b>" not in outline(wild, "s")


def test_every_class_of_the_drawing_has_a_look_and_every_look_is_used() -> None:
    way = next(path.answers for path in every_path(REAL, REAL.spor[SHARED].first) if len(path.answers) > 3)
    drawn = {name for spor in REAL.spor for svg in drawings(REAL, spor) for name in re.findall(r"ns-kort[\w-]*", svg)}
    drawn |= set(re.findall(r"ns-kort[\w-]*", drawing(REAL, SHARED, way)))
    styled = set(re.findall(r"ns-kort[\w-]*", STYLE))
    plain = {
        "ns-kort__naeste",
        "ns-kort__svar",
        "ns-kort__boks",
        "ns-kort__gang",
        "ns-kort__boks--udfald",
        "ns-kort__boks--spoergsmaal",
    }
    plain |= {f"ns-kort__boks--{level.id}" for level in Level}
    assert drawn - styled <= plain
    assert styled <= drawn


def test_a_file_of_its_own_carries_its_look() -> None:
    svg = with_style(drawing(REAL, SMALL))
    assert STYLE in svg
    assert root(svg).tag == f"{SVG}svg"
    assert "xml-stylesheet" not in svg


def test_a_file_of_the_site_has_the_address_of_its_look_and_no_style_inside() -> None:
    svg = with_sheet(drawing(REAL, SMALL), "../tegning.css")
    assert '<?xml-stylesheet href="../tegning.css"?>' in svg
    assert "<style" not in svg
    assert root(svg).tag == f"{SVG}svg"


def test_the_bytes_are_the_same_in_every_process() -> None:
    code = f"from guide.load import load; from guide.diagram import *; g = load().guide; print(drawings(g, {BIG!r}), outline(g, {BIG!r}))"
    printed = {
        subprocess.run(
            [sys.executable, "-c", code],
            cwd=ROOT,
            env={**os.environ, "PYTHONHASHSEED": seed},
            check=True,
            capture_output=True,
        ).stdout
        for seed in ("1", "2")
    }
    assert len(printed) == 1


def test_an_unknown_concern_is_a_key_error() -> None:
    with pytest.raises(KeyError):
        drawing(REAL, "findes-ikke")


# --- the way so far ---------------------------------------------------------------------------------------------------


def gone(svg: str) -> int:
    return svg.count("ns-kort__gang--gaaet")


@concerns
def test_the_way_so_far_and_the_place_are_marked_with_a_line_a_tick_and_a_word(spor: str) -> None:
    picture = layouts(REAL, spor)[0]
    boxes = {box.id: box for box in picture.boxes}
    way: tuple[tuple[str, str], ...] = ()
    here = REAL.spor[spor].first
    while boxes[here].rows:
        inside = [row for row in boxes[here].rows if row.target in boxes]
        if not inside:
            break
        way, here = (*way, (here, inside[-1].option)), inside[-1].target
        svg = drawing(REAL, spor, way)
        assert words(svg).count(HERE) == 1
        assert gone(svg) == svg.count("ns-kort__flueben") == svg.count("ns-kort__valgt") == len(way)
    assert way


def test_the_place_can_be_given_where_nothing_is_answered_yet() -> None:
    first = REAL.spor[SMALL].first
    svg = drawing(REAL, SMALL, (), first)
    assert words(svg).count(HERE) == 1
    assert f"{HERE}: »{REAL.questions[first].text}«" in (root(svg)[1].text or "")
    assert HERE not in words(drawing(REAL, SMALL))


def test_of_a_concern_in_parts_the_one_with_the_place_is_drawn() -> None:
    for number, picture in enumerate(layouts(REAL, BIG), 1):
        for box in picture.boxes:
            if box.rows:
                assert f"del {number} af {picture.parts}" in words(drawing(REAL, BIG, (), box.id))[0]


def test_a_way_that_leaves_the_concern_ends_at_its_sign(tiny_guide: TinyGuide) -> None:
    made = tiny_guide({"a": {"ja": "c"}, "c": {"ja": "x"}}, {"x": Level.AKUT}, spor={"s": ("a",), "t": ("c",)})
    svg = drawing(made, "s", (("a", "ja"), ("c", "ja")))
    assert svg.count("ns-kort__flueben") == 1
    assert gone(svg) == 0
    assert gone(drawing(made, "t", (("a", "ja"), ("c", "ja")))) == 1


# --- the list ---------------------------------------------------------------------------------------------------------


@concerns
def test_the_list_says_everything_that_the_picture_says(spor: str) -> None:
    html, text = outline(REAL, spor), as_text(REAL, spor)
    for question in REAL.questions_of(spor):
        assert text.count(f". {question.text}") == 1
        assert html.count(f'id="kort-{spor}-{question.id}"') == 1
        for option in question.options:
            outcome = REAL.outcomes.get(option.target)
            said = f"{REAL.frame.levels[outcome.level].word}: {outcome.title}" if outcome else ""
            assert re.search(rf"- {re.escape(option.text)}(:\n| → {re.escape(said)})", text)
            assert outcome is None or html.count(f'id="kort-{spor}-{outcome.id}"') == 1


@concerns
def test_every_reference_in_the_list_leads_to_something_in_a_list(spor: str) -> None:
    html = outline(REAL, spor)
    anchors = {other: set(re.findall(r' id="([^"]+)"', outline(REAL, other))) for other in REAL.spor}
    inner = re.findall(r'href="#([^"]+)"', html)
    outer = re.findall(r'href="\.\./([\w-]+)/#([^"]+)"', html)
    assert set(inner) <= anchors[spor]
    assert all(anchor in anchors[other] for other, anchor in outer)


def test_a_shared_place_is_written_once_and_referred_to_afterwards(tiny_guide: TinyGuide) -> None:
    made = tiny_guide({"a": {"ja": "b", "nej": "b"}, "b": {"ja": "x", "nej": "x"}}, {"x": Level.AKUT})
    html = outline(made, "s", "/{}/{}/")
    assert html.count(">b?</a>") == 1
    assert html.count('href="/s/x/"') == 1
    assert html.count('href="#kort-s-x"') == 1
    assert '<a href="#kort-s-b">spørgsmål\u00a02</a>' in html


def test_the_numbers_of_the_list_are_those_of_the_picture() -> None:
    for spor in REAL.spor:
        listed = re.findall(r"^ *(\d+)\. (.+)$", as_text(REAL, spor), re.MULTILINE)
        boxes = [box for each in layouts(REAL, spor) for box in each.boxes if box.rows]
        assert sorted(" ".join(box.lines) for box in boxes) == sorted(f"{number}. {text}" for number, text in listed)
        assert [int(number) for number, _ in listed] == list(range(1, len(boxes) + 1))


def test_the_tree_begins_with_the_first_question() -> None:
    for spor in REAL.spor.values():
        first = tree(REAL, spor.id)[0]
        assert (first.number, first.question.id) == (1, spor.first)
