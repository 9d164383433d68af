from __future__ import annotations

import re
from dataclasses import replace
from html.parser import HTMLParser

import pytest

from guide import icons, render, words
from guide.model import Guide, Level, Option, Parents
from guide.registers import Contact
from tests.tiny import TinyGuide, tiny_guide

NASTY = "<script>alert('x')</script> & \"mere\""
TINY = tiny_guide(
    {"a": {"ja": "x", "nej": "b"}, "b": {"ja": "c", "nej": "y"}, "c": {"ja": "x"}},
    {"x": Level.AKUT, "y": Level.HVERDAG},
    spor={"s": ("a", "b"), "t": ("c",)},
    up={"y": ("x",)},
)
VOID = {"br", "input"}


class Page(HTMLParser):
    """Reads a fragment: are all elements closed in order, and which attributes and texts has it."""

    def __init__(self, fragment: str) -> None:
        super().__init__(convert_charrefs=True)
        self.open: list[str] = []
        self.attributes: list[tuple[str, dict[str, str | None]]] = []
        self.texts: list[str] = []
        self.feed(fragment)
        self.close()
        assert self.open == []

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.attributes.append((tag, dict(attrs)))
        if tag not in VOID:
            self.open.append(tag)

    def handle_startendtag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.attributes.append((tag, dict(attrs)))

    def handle_endtag(self, tag: str) -> None:
        assert self.open.pop() == tag

    def handle_data(self, data: str) -> None:
        self.texts.append(data)

    def all(self, name: str) -> list[str]:
        return [attrs[name] or "" for _, attrs in self.attributes if name in attrs]


Pages = tuple[tuple[str, str, Page], ...]


@pytest.fixture(scope="module")
def every_page(guide: Guide) -> Pages:
    """Each question and outcome in each concern, rendered and read once."""
    nodes = (*guide.questions, *guide.outcomes)
    return tuple((spor, node, Page(render.node(guide, spor, node))) for spor in guide.spor for node in nodes)


def contact(**changes: object) -> str:
    plain = Contact("k", "Navn", False, "", "", "Hverdage", "Ring.", "Spørg.", True, True, "", "", ())
    changed = replace(plain, **changes)  # type: ignore[arg-type]
    outcome = replace(TINY.outcomes["x"], contacts=("k",))
    guide = replace(TINY, contacts={"k": changed}, outcomes={**TINY.outcomes, "x": outcome})
    return render.node(guide, "s", "x").split('<section class="ns-kontakter">')[1].split("</section>")[0]


def test_every_fragment_is_whole_with_one_heading_and_the_emergency_line(every_page: Pages) -> None:
    for _, _, page in every_page:
        tags = [tag for tag, _ in page.attributes]
        assert tags.count("h1") == 1
        assert "tel:112" in page.all("href")
        assert "-1" in page.all("tabindex")


def test_a_fragment_says_which_concern_and_node_it_is(every_page: Pages) -> None:
    for spor, node_id, page in every_page:
        assert (page.all("data-spor"), page.all("data-node")) == ([spor], [node_id])


def test_every_answer_is_a_link_to_its_target_with_its_ids() -> None:
    page = render.node(TINY, "s", "a")
    assert '<a href="../x/" data-question="a" data-option="ja">' in page
    assert '<a href="../b/" data-question="a" data-option="nej">' in page


def test_a_question_of_another_concern_is_linked_in_its_own_folder() -> None:
    assert '<a href="../../t/c/" data-question="b" data-option="ja">' in render.node(TINY, "s", "b")


def test_every_link_within_the_guide_leads_to_a_node(guide: Guide, every_page: Pages) -> None:
    for spor, _, page in every_page:
        for href in page.all("href"):
            inner = re.fullmatch(r"\.\./(?:\.\./([a-z0-9-]+)/)?([a-z0-9-]+)/", href)
            if inner:
                assert (inner[1] or spor) in guide.spor
                assert guide.node(inner[2])


def test_no_link_is_absolute_within_the_site(every_page: Pages) -> None:
    for _, _, page in every_page:
        assert all(href.startswith(("../", "tel:", "https://", "http://")) for href in page.all("href"))


def test_back_leads_to_the_start_or_to_the_question_before() -> None:
    assert '<a href="../../" data-back>' in render.node(TINY, "s", "a")
    assert '<a href="../a/" data-back>' in render.node(TINY, "s", "b")
    assert '<a href="../b/" data-back>' in render.node(TINY, "s", "y")


def test_back_leads_to_the_first_question_where_there_are_several_before() -> None:
    tree = {"a": {"ja": "b", "nej": "c"}, "b": {"ja": "x"}, "c": {"ja": "x"}}
    assert '<a href="../a/" data-back>' in render.node(tiny_guide(tree, {"x": Level.AKUT}), "s", "x")


def test_the_side_door_stands_on_every_question(guide: Guide) -> None:
    for spor in guide.spor.values():
        for question in guide.questions_of(spor.id):
            page = Page(render.node(guide, spor.id, question.id))
            assert page.all("data-raise") == [spor.notify]
            assert page.all("data-from") == [question.id]


def test_an_outcome_says_level_and_parents_rule(guide: Guide) -> None:
    for outcome in guide.outcomes.values():
        page = Page(render.node(guide, next(iter(guide.spor)), outcome.id))
        assert page.all("data-outcome") == [outcome.id]
        assert page.all("data-level") == [outcome.level.id]
        assert page.all("data-parents") == [outcome.parents.value]


def test_an_outcome_shows_all_that_a_person_needs(guide: Guide) -> None:
    for outcome in guide.outcomes.values():
        text = "".join(Page(render.node(guide, next(iter(guide.spor)), outcome.id)).texts)
        wanted = [outcome.title, outcome.why, outcome.parents_why, outcome.disagree, *outcome.record, *outcome.avoid]
        wanted += [part for action in outcome.actions for part in (action.what, action.when)]
        hows = [part for action in outcome.actions for part in re.split(r"(?<=[.?!]) (?=[A-ZÆØÅ])", action.how)]
        wanted += [part for part in hows if not part.startswith("Er der lukket, så")]  # there a button says it
        wanted += [part for later in outcome.later for part in (later.when, later.what)]
        names = [guide.contacts[name].name for name in outcome.contacts]
        assert [name for name in names if name.casefold() not in text.casefold()] == []
        wanted += [guide.laws[name].paragraph for name in outcome.laws]
        assert [part for part in wanted if part not in text] == []


def test_every_way_up_is_a_link_with_its_ids() -> None:
    assert '<a href="../x/" data-raise="x" data-from="y">' in render.node(TINY, "s", "y")


def test_a_stricter_rule_from_another_concern_replaces_the_outcomes_own() -> None:
    page = render.node(TINY, "s", "y", Parents.NO)
    assert 'data-parents="nej"' in page
    assert "Tal ikke med dem endnu." in page
    assert "Derfor." not in page


def test_steps_are_grouped_by_who_acts_and_numbered_through() -> None:
    first, second = TINY.outcomes["x"].actions[0], replace(TINY.outcomes["x"].actions[0], actor="leder", what="Hjælp.")
    outcome = replace(TINY.outcomes["x"], actions=(first, first, second))
    page = render.node(replace(TINY, outcomes={"x": outcome}), "s", "x")
    assert page.index("<h3>Du</h3>\n<ol>") < page.index('<h3>Din leder</h3>\n<ol start="3">')


@pytest.mark.parametrize("node_id", ["a", "x"])
def test_what_an_editor_writes_cannot_become_markup(node_id: str, tiny_guide: TinyGuide) -> None:
    guide = tiny_guide({"a": {"ja": "x"}}, {"x": Level.AKUT})
    question = replace(guide.questions["a"], text=NASTY, help=NASTY, meaning=(NASTY,), examples=(NASTY,))
    outcome = replace(guide.outcomes["x"], title=NASTY, why=NASTY, record=(NASTY,), disagree=NASTY)
    nasty = replace(guide, questions={"a": question}, outcomes={"x": outcome})
    page = Page(render.node(nasty, "s", node_id))
    assert "script" not in [tag for tag, _ in page.attributes]
    assert NASTY in "".join(page.texts)


def test_an_attribute_cannot_be_left() -> None:
    options = (Option('ja" onclick="x', "Ja", "x"),)
    guide = replace(TINY, questions={"a": replace(TINY.questions["a"], options=options)})
    assert Page(render.node(guide, "s", "a")).all("onclick") == []


def test_a_number_becomes_a_link_that_dials() -> None:
    shown = contact(number="+45 12 34")
    assert '<a href="tel:+451234">+45 12 34</a>' in shown
    assert "Hverdage" in shown


def test_an_address_becomes_a_link_without_a_trace() -> None:
    assert '<a href="https://example.org/" rel="noreferrer">example.org</a>' in contact(address="https://example.org/")


def test_a_local_contact_that_is_missing_says_so_and_what_to_do() -> None:
    shown = contact(local=True, required=True)
    assert words.FILLED_LOCALLY in shown
    assert "Spørg." in shown
    assert "Hverdage" not in shown


def test_a_law_that_must_be_checked_says_so() -> None:
    law = TINY.laws["lov"]
    assert words.CHECK_LAW not in render.node(TINY, "s", "x")
    unsure = replace(TINY, laws={"lov": replace(law, confirmed=False)})
    assert words.CHECK_LAW in render.node(unsure, "s", "x")


def test_where_danish_law_does_not_rule_no_paragraph_is_shown_as_a_duty(guide: Guide) -> None:
    there = replace(guide, local=replace(guide.local, jurisdiction="gl"))
    danish = {law.paragraph for law in guide.laws.values() if law.applies == "dk"}
    for outcome in guide.outcomes:
        rules = render.node(there, next(iter(guide.spor)), outcome).split('class="ns-lov"')[1]
        assert render.OTHER_LAW in rules
        assert [paragraph for paragraph in danish if f"{paragraph}<" in rules] == []


def test_the_procedure_is_linked_as_a_page_of_the_site() -> None:
    assert 'href="../../../procedurer/underretning/"' in render.node(TINY, "s", "x")
    folder = replace(TINY.outcomes["x"], procedure="procedurer/index.md")
    assert 'href="../../../procedurer/"' in render.node(replace(TINY, outcomes={"x": folder}), "s", "x")


def test_the_start_lists_every_concern_under_its_group(guide: Guide) -> None:
    page = Page(render.start(guide))
    assert sorted(page.all("data-spor-valg")) == sorted(guide.spor)
    text = "".join(page.texts)
    assert [spor.fits for spor in guide.spor.values() if spor.fits not in text] == []


def test_the_start_leads_to_each_group_and_first_to_the_one_for_whoever_is_in_doubt(guide: Guide) -> None:
    page = Page(render.start(guide))
    jumps = [href.removeprefix("#") for href in page.all("href") if href.startswith("#")]
    assert sorted(jumps) == sorted(f"gruppe-{group}" for group in guide.frame.groups)
    assert jumps[0] == f"gruppe-{list(guide.frame.groups)[-1]}"
    assert [place for place in jumps if place not in page.all("id")] == []


def test_a_concern_is_named_once_and_now_is_said_plainly(guide: Guide) -> None:
    pages = [render.node(guide, spor.id, spor.first) for spor in guide.spor.values()]
    assert not any("Bekymring: Bekymring" in page for page in pages)
    assert not any("Senest: nu." in render.node(guide, q.spor, q.id) for q in guide.questions.values())


def test_a_note_and_what_to_find_out_are_sentences_of_their_own(guide: Guide) -> None:
    together = [(q, o) for q in guide.questions.values() for o in q.options if o.note and o.find_out]
    assert any(option.note[-1].isalpha() for _, option in together)
    for question, option in together:
        page = re.sub(r"<[^>]+>", "", render.node(guide, question.spor, question.id))
        assert f"{option.note.rstrip('.')}. {option.find_out.split()[0]}" in page or option.note[-1] in "!?", option.id


def test_one_more_concern_is_chosen_among_those_that_are_left() -> None:
    page = render.start(TINY, ("s",))
    assert 'data-spor-valg="t"' in page
    assert 'data-spor-valg="s"' not in page
    assert "data-cancel" in page


def test_the_title_is_the_question_the_outcome_or_the_guide() -> None:
    assert [render.title(TINY, node_id) for node_id in ("a", "x", "")] == ["a?", "Titel x", "Vejviseren"]


def test_an_address_names_concern_and_node() -> None:
    assert render.address("s", "a") == "s/a/"


@pytest.mark.parametrize(("folder", "node_id"), [("s", "intet"), ("intet", "a")])
def test_what_the_guide_does_not_have_cannot_be_shown(folder: str, node_id: str) -> None:
    with pytest.raises(KeyError):
        render.node(TINY, folder, node_id)


def test_the_same_node_gives_the_same_bytes(guide: Guide) -> None:
    spor, node_id = next(iter(guide.spor)), next(iter(guide.outcomes))
    assert render.node(guide, spor, node_id) == render.node(guide, spor, node_id)


def test_every_level_has_its_own_drawing_that_screen_readers_skip() -> None:
    drawings = {icons.icon(level) for level in Level}
    assert len(drawings) == len(Level)
    assert all('aria-hidden="true"' in drawing for drawing in drawings)
