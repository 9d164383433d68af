"""What the browser has instead of parts of the standard library does the same as the original."""

import dataclasses
import html
import importlib.util
import urllib.parse
from collections.abc import Callable, Mapping
from pathlib import Path
from types import ModuleType

import pytest
from hypothesis import given
from hypothesis import strategies as st

import bundle
from guide import shipped
from guide.assemble import from_tables
from guide.errors import Place
from guide.load import load, read_tables

ROOT = Path(__file__).resolve().parents[2]
OWN = ROOT / "scripts" / bundle.OWN


def own(name: str) -> ModuleType:
    spec = importlib.util.spec_from_file_location(name.replace("/", "_"), OWN / f"{name}.py")
    assert spec is not None
    assert spec.loader is not None
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


light = own("guide/lightweight")


@given(st.text(), st.booleans())
def test_escape(text: str, quote: bool) -> None:
    assert light.escape(text, quote=quote) == html.escape(text, quote=quote)


@given(st.text(alphabet="%abcdefABCDEF0123456789 =&:æø\u00e5,+\u2013"))
def test_unquote(text: str) -> None:
    assert light.unquote(text) == urllib.parse.unquote(text)


@given(st.text())
def test_unquote_of_what_was_quoted(text: str) -> None:
    assert light.unquote(urllib.parse.quote(text)) == text


def both(kind: ModuleType) -> tuple[type, type]:
    """The same two classes, made by the original or by the stand-in."""

    @kind.dataclass(frozen=True)
    class Plain:
        a: int
        b: str = "b"
        c: Mapping[str, int] = kind.field(default_factory=dict)

        @property
        def double(self) -> int:
            return self.a * 2

    @kind.dataclass(frozen=True, order=True)
    class Ordered:
        a: str = ""
        n: int = 0
        aside: Mapping[str, int] = kind.field(default_factory=dict, compare=False, repr=False)

    return Plain, Ordered


@pytest.fixture(params=[dataclasses, light], ids=["original", "stand-in"])
def classes(request: pytest.FixtureRequest) -> tuple[type, type]:
    return both(request.param)


def test_values_have_defaults_names_and_methods(classes: tuple[type, type]) -> None:
    value = classes[0](2, c={"x": 1})
    assert (value.a, value.b, value.c, value.double) == (2, "b", {"x": 1}, 4)
    assert classes[0](1).c is not classes[0](1).c


def test_values_are_equal_and_hash_by_what_is_compared(classes: tuple[type, type]) -> None:
    plain, ordered = classes
    assert plain(1) == plain(a=1)
    assert plain(1) != plain(2)
    assert plain(1) != (1, "b", {})
    assert len({ordered("a", 1, {"x": 1}), ordered("a", 1, {"y": 2})}) == 1


def test_values_are_ordered_by_what_is_compared(classes: tuple[type, type]) -> None:
    ordered = classes[1]
    values = [ordered("b", 1), ordered("a", 2), ordered("a", 1)]
    assert [(value.a, value.n) for value in sorted(values)] == [("a", 1), ("a", 2), ("b", 1)]
    assert ordered("a") <= ordered("a") < ordered("b") >= ordered("b") > ordered("a")


def test_values_cannot_be_changed_or_given_wrong_fields(classes: tuple[type, type]) -> None:
    value = classes[0](1)
    with pytest.raises(AttributeError):
        value.a = 2
    with pytest.raises(AttributeError):
        del value.a
    for wrong in ({}, {"a": 1, "d": 2}):
        with pytest.raises(TypeError):
            classes[0](**wrong)
    with pytest.raises(TypeError):
        classes[0](1, "b", {}, 4)


@pytest.mark.parametrize("kind", [dataclasses, light], ids=["original", "stand-in"])
def test_replace(kind: ModuleType) -> None:
    value = both(kind)[0](1, "x")
    changed = kind.replace(value, a=5)
    assert (changed.a, changed.b, value.a) == (5, "x", 1)


def test_only_what_the_stand_ins_offer_is_used() -> None:
    """Whoever uses more of these modules in the guide hears it here and not first in the browser."""
    offered = {name for name in vars(light) if not name.startswith("_")}
    for name, source in bundle.guide_modules(ROOT).items():
        text = bundle.lightened(source).decode()
        assert "import dataclasses" not in text, name
        for line in text.splitlines():
            if line.startswith("from guide.lightweight import "):
                assert set(line.removeprefix("from guide.lightweight import ").split(", ")) <= offered, (name, line)


def test_the_finished_guide_is_the_guide_without_places_and_pages() -> None:
    made = shipped.to_bytes(from_tables(bundle.for_browser(read_tables(ROOT / "guide" / "data"))).guide)
    guide, whole = shipped.from_bytes(made), load(ROOT / "guide" / "data").guide
    assert guide.fingerprint == whole.fingerprint
    assert (guide.spor.keys(), guide.questions.keys(), guide.outcomes.keys()) == (
        whole.spor.keys(),
        whole.questions.keys(),
        whole.outcomes.keys(),
    )
    assert not guide.cases, "they lie in a file of their own"
    assert all(question.place == Place() for question in guide.questions.values())


def test_the_shipped_cases_are_all_of_them_without_their_stories() -> None:
    files = bundle.data_files(ROOT, None)
    cases, whole = shipped.cases_from_bytes(files[f"guide/{shipped.CASES}"]), load(ROOT / "guide" / "data").guide.cases
    assert list(cases) == list(whole)
    for name, case in cases.items():
        assert (case.story, case.place) == ("", Place())
        assert dataclasses.replace(case, story=whole[name].story, place=whole[name].place) == whole[name]


@pytest.mark.parametrize("read", [shipped.from_bytes, shipped.cases_from_bytes])
def test_bytes_of_the_other_kind_are_refused(read: Callable[[bytes], object]) -> None:
    guide = load(ROOT / "guide" / "data").guide
    other = shipped.cases_to_bytes(guide.cases) if read is shipped.from_bytes else shipped.to_bytes(guide)
    with pytest.raises(TypeError):
        read(other)
