"""Articles become slides: what is cut where, what is for the trainer alone, and what an editor is told."""

import re
from collections.abc import Mapping
from types import MappingProxyType

import pytest
from hypothesis import given
from hypothesis import strategies as st
from lxml import html

import slide_parts
import slides
from slides import Deck, Slide, Story


def deck(body: str, summary: str = "Om siden.", stories: Mapping[str, Story] = MappingProxyType({})) -> Deck:
    return slides.deck(html.fromstring(f"<article><h1>Siden</h1>{body}</article>"), summary, stories=stories)


def text(markup: str) -> str:
    """What is read of some HTML, a bar between its blocks."""
    plain = re.sub(r"<[^>]+>", "", re.sub(r"</(?:p|li|td|th|dt|dd)>(?!$)", " | ", markup))
    return " ".join(plain.split()).replace("| |", "|").removesuffix(" |")


def shown(body: str) -> list[str]:
    """Each slide after the first as »Heading 1/2: text«."""
    return [_line(slide) for slide in deck(body).slides[1:]]


def _line(slide: Slide) -> str:
    part = f" {slide.part}/{slide.parts}" if slide.parts > 1 else ""
    label = f"{slide.label} {slide.under}".strip() + ": " if slide.label or slide.under else ""
    return f"{label}{slide.heading}{part}: {text(slide.body)}"


def table(*rows: str) -> str:
    """A table from rows like »a | b«, the first of them its headings."""
    lines = ["".join(f"<td>{cell.strip()}</td>" for cell in row.split("|")) for row in rows]
    return f"<table>{''.join(f'<tr>{line}</tr>' for line in lines)}</table>".replace(
        "td>", "th>", 2 * rows[0].count("|") + 2
    )


TEN = "Et to tre fire fem seks syv otte ni ti."
ROW = "Lav plan | Et to tre fire fem seks syv otte"

CUTS = {
    "korte afsnit deles om et dias": (
        "<h2>A</h2><p>Første.</p><p>Anden.</p>",
        ["A: Første. | Anden."],
    ),
    "lange afsnit får hver sit": (
        f"<h2>A</h2><p>{TEN} {TEN}</p><p>{TEN} {TEN}</p>",
        [f"A 1/2: {TEN} {TEN}", f"A 2/2: {TEN} {TEN}"],
    ),
    "et afsnit deles mellem sætninger, lige meget på hvert": (
        f"<h2>A</h2><p>{TEN} {TEN} {TEN} {TEN}</p>",
        [f"A 1/2: {TEN} {TEN}", f"A 2/2: {TEN} {TEN}"],
    ),
    "en liste deles mellem punkter": (
        f"<h2>A</h2><ul><li>{TEN}</li><li>{TEN}</li><li>{TEN}</li><li>{TEN}</li></ul>",
        [f"A 1/2: {TEN} | {TEN}", f"A 2/2: {TEN} | {TEN}"],
    ),
    "en indledning følger det, den indleder": (
        f"<h2>A</h2><p>{TEN} {TEN} {TEN}</p><p>Du kan:</p><ul><li>{TEN}</li></ul>",
        [f"A 1/2: {TEN} {TEN} {TEN}", f"A 2/2: Du kan: | {TEN}"],
    ),
    "en tabel gentager sit hoved": (
        "<h2>A</h2>" + table("Hvem | Hvad", *[ROW] * 4),
        [f"A 1/2: Hvem | Hvad | {ROW} | {ROW}", f"A 2/2: Hvem | Hvad | {ROW} | {ROW}"],
    ),
    "en bred tabel bliver til et kort for hver række": (
        "<h2>A</h2>" + table("a | b | c | d", "1 | 2 | | 4", "5 | 6 | 7 | 8"),
        ["A 1/2: a | 1 | b | 2 | d | 4", "A 2/2: a | 5 | b | 6 | c | 7 | d | 8"],
    ),
    "en række, der er for stor til ét kort, bliver til flere": (
        "<h2>A</h2>" + table("a | b | c", f"1 | {TEN} {TEN} | {TEN} {TEN}"),
        [f"A 1/2: a | 1 | b | {TEN} {TEN}", f"A 2/2: a | 1 | c | {TEN} {TEN}"],
    ),
    "en celle, der er for stor til ét kort, deles mellem sætninger": (
        "<h2>A</h2>" + table("a | b", f"1 | {TEN} {TEN} {TEN} {TEN}"),
        [f"A 1/2: a | 1 | b | {TEN} {TEN} {TEN}", f"A 2/2: a | 1 | b | {TEN}"],
    ),
    "et svar kommer på det næste dias": (
        '<h3>Hvad nu?</h3><p>Tal om det.</p><details class="note"><summary>Vis svar</summary><p>Ring.</p></details>',
        ["Hvad nu?: Tal om det.", "Svar: Hvad nu?: Ring."],
    ),
    "en advarsel får sit eget dias": (
        '<h2>A</h2><p>Før.</p><div class="admonition warning"><p class="admonition-title">Stop</p><p>Vent.</p></div>',
        ["A: Før.", "Advarsel: Stop: Vent."],
    ),
    "en boks siger, hvad den handler om": (
        '<h3>Må de vide det?</h3><div class="admonition warning"><p class="admonition-title">Nej</p><p>Vent.</p></div>',
        ["Advarsel Må de vide det?: Nej: Vent."],
    ),
    "en bemærkning får sit eget dias": (
        '<h2>A</h2><div class="admonition note"><p class="admonition-title">Husk</p><p>Vent.</p></div><p>Efter.</p>',
        ["Bemærk: Husk: Vent.", "A: Efter."],
    ),
    "kilder er ikke med": ("<h2>Kilder</h2><ul><li>Bog</li></ul><h3>Mere</h3><p>Ord.</p>", []),
    "et skema er ikke med, og heller ikke det, der forklarer det": (
        "<h3>Skema: plan</h3><p>Print.</p>" + table("a | b", "1 | <br>"),
        [],
    ),
    "et ark til at dele ud er ikke med": (
        '<section class="ns-ark"><h3>Ark 1</h3><p>Ring.</p></section><h3>Bagefter</h3><p>Saml ind.</p>',
        ["Bagefter: Saml ind."],
    ),
    "det, siden selv skjuler, er heller ikke på dias": (
        "<h2>A</h2><div hidden><p>x</p></div><fieldset hidden>y</fieldset><p>Z.</p>",
        ["A: Z."],
    ),
    "en øvelse med et skema beholder sine trin": (
        "<h3>Øvelse</h3><ol><li>Gå ud.</li></ol>" + table("a | b", "1 | "),
        ["Øvelse: Gå ud."],
    ),
    "planen viser kun tid og det, gruppen gør": (
        "<h3>Plan</h3>" + table("Minut | Det gør I | Du siger", "0–5 | Hils. | »Goddag.«"),
        ["Plan: Minut | Det gør I | 0–5 | Hils."],
    ),
    "en overskrift uden tekst giver intet dias": ("<h2>A</h2><h3>B</h3><p>Ord.</p>", ["B: Ord."]),
    "en boks, der kun er til opstilling, ses ikke": ("<h2>A</h2><div><p>Ord.</p></div>", ["A: Ord."]),
}


@pytest.mark.parametrize("name", CUTS)
def test_the_article_is_cut_as_a_reader_would(name: str) -> None:
    body, expected = CUTS[name]
    assert shown(body) == expected


SENTENCES = {
    "Han kom kl. 8 og gik. Så var det slut.": ["Han kom kl. 8 og gik.", "Så var det slut."],
    "Spørg bl.a. Anden part. Ja.": ["Spørg bl.a. Anden part.", "Ja."],
    "Sig: »Jeg hører dig. Jeg hjælper.« Vent.": ["Sig: »Jeg hører dig. Jeg hjælper.«", "Vent."],
    f"»{'Jeg ' * 20}hører. {'Du ' * 20}siger.« Ja.": [f"»{'Jeg ' * 20}hører.", f"{'Du ' * 20}siger.«", "Ja."],
    "Lær.<br><b>Med:</b> alle.": ["Lær.<br>", "<b>Med:</b> alle."],
    "»Er det nu?« Ja.": ["»Er det nu?«", "Ja."],
    'Læs <a href="x">siden. Den er god.</a> Ring.': ['Læs <a href="x">siden. Den er god.</a>', "Ring."],
    "Første linje.\nanden linje.": ["Første linje.", "anden linje."],
    "En linje\nder fortsætter.": ["En linje der fortsætter."],
    "1 < 2 &amp; 3 > 2. Ja.": ["1 &lt; 2 &amp; 3 &gt; 2.", "Ja."],
}


@pytest.mark.parametrize("written", SENTENCES)
def test_a_sentence_ends_where_a_reader_would_say(written: str) -> None:
    units = slide_parts.sentences(slide_parts.cleaned(html.fromstring(f"<p>{written}</p>"), ""))
    assert [" ".join(unit.html.split()) for unit in units] == SENTENCES[written]


words = st.lists(st.sampled_from(["barn", "leder", "ring", "i", "dag", "pædagogmedhjælper"]), min_size=1, max_size=12)
sentence = words.map(lambda chosen: " ".join(chosen).capitalize() + ".")
paragraph = st.lists(sentence, min_size=1, max_size=9).map(lambda all_: f"<p>{' '.join(all_)}</p>")
listing = st.lists(sentence, min_size=1, max_size=9).map(
    lambda all_: f"<ul>{''.join(f'<li>{x}</li>' for x in all_)}</ul>"
)


@given(st.lists(st.one_of(paragraph, listing), min_size=1, max_size=5))
def test_no_word_is_lost_or_moved_and_no_slide_is_too_full(blocks: list[str]) -> None:
    body = "".join(blocks)
    made = deck(f"<h2>Overskrift</h2>{body}")
    said = " ".join(text(slide.body).replace("|", "") for slide in made.slides[1:]).split()
    assert said == text(body).replace("|", "").split()
    assert made.faults == ()
    assert all(slide.words <= slides.LIMIT for slide in made.slides)


# ── For the trainer alone ─────────────────────────────────────────────────────────────────────────────────────────────


def test_the_trainers_notes_are_on_no_slide() -> None:
    made = deck(
        "<h3>Det har du brug for</h3><ul><li>Papir</li></ul><h3>Underviserens noter</h3>"
        "<h4>Undgå</h4><ul><li>Hast</li></ul><h3>Tag med hjem</h3><p>Ro.</p>"
    )
    assert [slide.heading for slide in made.slides] == ["Siden", "Tag med hjem"]
    assert "Papir" in made.notes[0]
    assert "<h3>Undgå</h3><ul><li>Hast</li></ul>" in made.notes


NOTES = {
    "et afsnit": '<p class="underviser">Vent lidt.</p>',
    "en foldet boks": '<details class="underviser"><summary>Til underviseren</summary><p>Vent lidt.</p></details>',
    "en boks": '<div class="admonition underviser"><p class="admonition-title">Til underviseren</p><p>Vent lidt.</p></div>',
    "en liste": '<ul class="underviser"><li>Vent lidt.</li></ul>',
}


@pytest.mark.parametrize("name", NOTES)
def test_a_note_belongs_to_the_slide_before_it(name: str) -> None:
    made = deck(f"<h2>A</h2><p>Første.</p>{NOTES[name]}<p>Anden.</p>")
    assert [text(slide.body) for slide in made.slides[1:]] == ["Første.", "Anden."]
    assert [bool(slide.notes) for slide in made.slides] == [False, True, False]
    assert text(made.slides[1].notes[0]) == "Vent lidt."


def test_a_note_that_comes_first_belongs_to_the_slide_after_it() -> None:
    made = deck('<h2>A</h2><p class="underviser">Vent.</p><p>Første.</p>')
    assert "Vent." in made.slides[1].notes[0]


def test_a_note_without_a_slide_is_a_note_on_the_whole() -> None:
    assert "Vent." in deck('<h2>A</h2><p class="underviser">Vent.</p>').notes[0]


def test_the_plan_is_read_in_minutes_with_what_the_trainer_says() -> None:
    made = deck(
        "<h3>Plan</h3>" + table("Minut | Det gør I | Du siger", "0\u2060–\u20605 | Hils. | »Goddag.«", "5–12 | Øv. | ")
    )
    assert [(stage.begin, stage.end, stage.cells) for stage in made.plan] == [
        (0, 5, ("Hils.", "»Goddag.«")),
        (5, 12, ("Øv.", "")),
    ]
    assert made.faults == ()


def test_answers_in_a_table_wait_for_the_next_press() -> None:
    made = deck("<h2>A</h2>" + table("Sagt | Et muligt svar", "a | b", "c | d"))
    first, second = ('class="fragment" data-fragment-index="0"', 'class="fragment" data-fragment-index="1"')
    assert f"<td>a</td><td {first}>b</td>" in made.slides[1].body
    assert f"<td>c</td><td {second}>d</td>" in made.slides[1].body


def test_the_answer_on_a_card_waits_with_its_reason() -> None:
    long = TEN.replace(".", "") + " elleve tolv tretten."
    made = deck("<h2>A</h2>" + table("Kort | Vores svar | Hvorfor", f"a | b | {long}"))
    wait = '<div class="fragment" data-fragment-index="0"><dt>'
    assert made.slides[1].body == (
        f"<dl><div><dt>Kort</dt><dd>a</dd></div>{wait}Vores svar</dt><dd>b</dd></div>{wait}Hvorfor</dt><dd>{long}</dd></div></dl>"
    )


# ── The stories of a plan ─────────────────────────────────────────────────────────────────────────────────────────────

TO_CASE = '<a href="../oevecases/#case-{0}">{0}</a>'
STORIES = {f"case-{name}": Story(name.upper(), "Pædagog, skole.", f"Historien om {name}.") for name in "abc"}


def test_the_stories_that_a_plan_links_to_come_right_after_it_each_once() -> None:
    plan = table("Minut | Det gør I", f"0–5 | Læs {TO_CASE.format('b')}.", f"5–9 | Læs {TO_CASE.format('a')}.")
    after = f"<h3>Øvelse</h3><p>Læs {TO_CASE.format('b')} og {TO_CASE.format('c')}.</p>"
    made = deck(f"<h3>Det har du brug for</h3><p>{TO_CASE.format('c')}</p><h3>Plan</h3>{plan}{after}", stories=STORIES)
    assert [(slide.heading, slide.label) for slide in made.slides[1:]] == [
        *[("Plan", ""), ("B", "Case"), ("A", "Case"), ("Øvelse", "")]
    ]
    assert text(made.slides[2].body) == "Pædagog, skole. | Historien om b."
    assert [slide.anchor for slide in made.slides[2:4]] == ["case-b", "case-a"]
    assert 'href="#case-b"' in made.slides[1].body, "et link til en historie, der er på dias, fører dertil"
    assert 'href="#case-b"' in made.slides[4].body
    assert 'href="../../oevecases/#case-c"' in made.slides[4].body
    assert 'href="../../oevecases/#case-b"' in made.plan[0].cells[0], "talerens vindue har ikke de dias"


def test_a_long_story_is_cut_between_sentences() -> None:
    story = {"case-a": Story("A", "Pædagog.", f"{TEN} {TEN} {TEN} {TEN}")}
    plan = table("Minut | Det gør I", f"0–5 | Læs {TO_CASE.format('a')}.")
    made = deck(f"<h3>Plan</h3>{plan}", stories=story)
    assert [(slide.part, slide.parts) for slide in made.slides[2:]] == [(1, 2), (2, 2)]
    assert (
        " ".join(text(slide.body).replace("| ", "") for slide in made.slides[2:]) == f"Pædagog. {TEN} {TEN} {TEN} {TEN}"
    )
    assert made.faults == ()


# ── What stays and what goes ──────────────────────────────────────────────────────────────────────────────────────────


def test_links_start_one_folder_further_up_and_the_rest_is_bare() -> None:
    made = deck(
        '<h2 id="a">A<a class="headerlink" href="#a">¶</a></h2>'
        '<p id="p" style="x" onclick="y"><a href="../b/#c" class="d">b</a> <a href="#e">e</a> <a href="tel:112">112</a></p>'
        "<script>x()</script><button>Tryk</button>"
    )
    assert made.slides[1].anchor == "a"
    assert made.slides[1].heading == "A"
    assert made.slides[1].body == ('<p><a href="../../b/#c">b</a> <a href="../#e">e</a> <a href="tel:112">112</a></p>')


def test_a_page_without_a_beginning_is_introduced_by_its_description() -> None:
    assert deck("<h2>A</h2><p>Ord.</p>", "Kort sagt.").slides[0].body == "<p>Kort sagt.</p>"
    assert deck("<p>Ord.</p>", "Kort sagt.").slides[0].body == "<p>Ord.</p>"


# ── What an editor is told ────────────────────────────────────────────────────────────────────────────────────────────

LONG = "Ordet " + "ord " * 40 + "slut"
TOO_FULL = {
    "en sætning": (f"<p>{LONG}.</p>", "Sætningen"),
    "et punkt": (f"<ul><li>Kort.</li><li>{LONG}. Og mere.</li></ul>", "Punktet"),
    "en række": (table("a | b", f"1 | {LONG}"), "Rækken"),
    "et citat": (f"<blockquote><p>{LONG}.</p></blockquote>", "Stykket"),
}


@pytest.mark.parametrize("name", TOO_FULL)
def test_what_cannot_be_cut_is_a_fault_with_its_measure_and_a_remedy(name: str) -> None:
    body, what = TOO_FULL[name]
    (fault,) = deck(f"<h2>Afsnit</h2>{body}").faults
    assert fault.code == "dias-for-fuldt"
    assert fault.heading == "Afsnit"
    assert fault.message.startswith(f"{what} »")
    assert re.search(r"giver et dias med 4\d ord under »Afsnit«: \d+ for mange\.", fault.message)
    assert "###" in fault.remedy


def test_all_faults_are_told_at_once() -> None:
    assert len(deck(f"<h2>A</h2><p>{LONG}.</p><h2>B</h2><ul><li>{LONG}</li><li>{LONG}</li></ul>").faults) == 3


@pytest.mark.parametrize("minutes", [("0–5", "6–9"), ("0–5", "4–9"), ("0–5", "5"), ("fem", "5–9"), ("0–5", "5–5")])
def test_a_plan_that_a_clock_cannot_follow_is_a_fault(minutes: tuple[str, str]) -> None:
    faults = deck("<h3>Plan</h3>" + table("Minut | Det gør I", *(f"{each} | Øv." for each in minutes))).faults
    assert {fault.code for fault in faults} == {"plan-minutter"}
