"""The handbook's pages hold what is promised, and every kind of mistake on a page is told with file, line and remedy."""

from __future__ import annotations

import ast
import re
import shutil
import sys
from collections import Counter
from collections.abc import Iterator
from datetime import date
from functools import cache
from pathlib import Path

import markdown
import pytest

import check
import copied
import dictionary
import environment
import inspection
import page_front
import page_law
import page_rules
import pages
import readability
import reference
import reviews
import say
import spelling
import texts
import word_forms
from guide.errors import NOWHERE, Place, Problem
from guide.model import Guide
from page_rules import Known
from pages import Block, Line, Page

ROOT = Path(__file__).resolve().parents[2]
DATA = ROOT / "tests" / "data"
CHECKS = ("page_front", "page_links", "page_law", "page_figures", "page_words", "readability")
EXPECTED = re.compile(r"<!-- ventet (\d+): (\S+) -->")


@pytest.fixture(scope="module")
def shipped() -> inspection.Inspection:
    return inspection.inspect(ROOT)


def examples(folder: str) -> tuple[Page, ...]:
    """The small pages of a folder, and the two registers that they link to."""
    registers = (pages.read(name, ROOT / "docs" / name) for name in ("opslag/love.md", "opslag/kilder.md"))
    return (*pages.read_all(DATA / folder), *registers)


def known(every: tuple[Page, ...], guide: Guide, **different: object) -> Known:
    rules = page_rules.read_rules(ROOT / "docs")
    assert isinstance(rules, page_rules.Rules)
    given: dict[str, object] = {
        "docs": DATA / "sider-ugyldige",
        "guide": guide,
        "rules": rules,
        "roles": frozenset({"leder"}),
        "situations": frozenset({"haster"}),
        "menu": lambda name: name != "uden-for-menuen.md",
        "pages": {page.name: page for page in every},
        "parts": {name: make(guide) for name, make in reference.SNIPPETS.items()},
        "numbers": frozenset({"112", "33411200"}),
        **different,
    }
    return Known(**given)  # type: ignore[arg-type]  # a test changes one of many


def problems(every: tuple[Page, ...], held_against: Known) -> list[Problem]:
    """Every problem of some pages in one run, without what the two registers are short of here."""
    found = [*page_front.check(every, held_against)]
    found += [problem for ask in inspection.CHECKS for problem in ask(every, held_against)]
    return [problem for problem in found if not problem.file.startswith("docs/opslag/")]


def law(text: str, guide: Guide) -> list[str]:
    """What is wrong with what a text says of the law."""
    page = pages.parse("proeve.md", f"---\nid: proeve\n---\n{text}\n")
    return [problem.code for problem in page_law.check((page,), known((page,), guide))]


# ── The shipped pages ─────────────────────────────────────────────────────────────────────────────────────────────────


def test_the_shipped_pages_and_data_have_no_problems(shipped: inspection.Inspection) -> None:
    assert [str(problem) for problem in shipped.problems] == []


def test_every_word_is_spelt_right_and_no_sentence_is_copied(shipped: inspection.Inspection) -> None:
    assert [str(problem) for problem in check.slow_problems(shipped, ROOT)] == []


def test_the_pages_are_plain(shipped: inspection.Inspection) -> None:
    values = {page.name: readability.lix(readability.running_text(page)) for page in shipped.pages}
    assert len(values) >= 100
    assert max(values.values()) <= 45
    assert sum(values.values()) / len(values) <= 40


def test_all_is_well_in_one_line(shipped: inspection.Inspection) -> None:
    assert re.fullmatch(
        r"sider: \d+, links: \d+, saetninger: \d+, lix i snit: \d\d,\d, lix hoejst: \d\d,\d, problemer: 0",
        check.counts(shipped),
    )


# ── The mistakes ──────────────────────────────────────────────────────────────────────────────────────────────────────


def test_every_mistake_of_the_examples_is_found_in_one_run_with_its_line_and_nothing_else_is(guide: Guide) -> None:
    every = examples("sider-ugyldige")
    expected = Counter(
        (f"docs/{page.name}", int(line), code)
        for page in every
        for line, code in EXPECTED.findall("\n".join(page.source))
    )
    found = Counter((problem.file, problem.line, problem.code) for problem in problems(every, known(every, guide)))
    assert found - expected == Counter(), "found, but not expected"
    assert expected - found == Counter(), "expected, but not found"


def test_every_kind_of_mistake_has_an_example() -> None:
    shown = {code for page in examples("sider-ugyldige") for _, code in EXPECTED.findall("\n".join(page.source))}
    made = {code for module in CHECKS for code in codes_of(ROOT / "scripts" / f"{module}.py")}
    assert made
    assert made - shown == {"lix-i-snit"}, "the average of all pages is tried by itself below"


def codes_of(file: Path) -> Iterator[str]:
    """The code of each problem that a module makes."""
    for node in ast.walk(ast.parse(file.read_text("utf-8"))):
        if isinstance(node, ast.Call) and getattr(node.func, "id", "") in {"problem", "Problem"}:
            code = node.args[2 if node.func.id == "problem" else 1]  # type: ignore[attr-defined]
            assert isinstance(code, ast.Constant), f"{file.name}:{node.lineno}"
            yield str(code.value)


def test_every_problem_says_what_is_wrong_and_what_to_do(guide: Guide) -> None:
    every = examples("sider-ugyldige")
    for problem in problems(every, known(every, guide)):
        assert re.fullmatch(r"docs/[\w/-]+\.md:\d+: [a-zæøå-]+: .+[.?] .+[.?\])]", str(problem)), str(problem)


def test_what_is_right_is_left_alone(guide: Guide) -> None:
    every = examples("sider-gyldige")
    assert len(every) > 5
    assert [str(problem) for problem in problems(every, known(every, guide))] == []


def test_the_remedy_names_the_likeliest(guide: Guide) -> None:
    every = examples("sider-ugyldige")
    told = {(found.file, found.code, found.line): found.remedy for found in problems(every, known(every, guide))}
    assert told["docs/ukendt-kilde.md", "ukendt-kilde", 6] == "Mente du »vej-9471«?"
    assert told["docs/ukendt-maalgruppe.md", "ukendt-maalgruppe", 10] == "Mente du »leder«?"
    assert told["docs/forkert-mappe.md", "dødt-link", 17] == "Mente du »opslag/love.md«?"
    assert told["docs/ukendt-del.md", "ukendt-del", 17] == "Mente du »love.md«?"
    assert "barnets lov §\u00a0133" in told["docs/ophaevet-lov.md", "ophaevet-lov", 19]


def test_data_tables_and_pages_are_told_in_one_go(tmp_path: Path) -> None:
    for name in ("docs", "guide/data"):
        shutil.copytree(ROOT / name, tmp_path / name, ignore=shutil.ignore_patterns("vejviser", "assets"))
    for name in ("mkdocs.yml", "CHANGELOG.md"):
        shutil.copy(ROOT / name, tmp_path / name)
    spoil(tmp_path / "guide/data/kontakter.toml", 'nummer = "112"', 'nummer = "et-et-to"')
    spoil(tmp_path / "docs/_data/aarshjul.toml", "maaned_til = 3", "maaned_til = 13")
    spoil(tmp_path / "docs/procedurer/underretning.md", "ejer: Institutionens leder", "ejer: En dame")
    spoil(tmp_path / "docs/roller/leder.md", "../opslag/kontakter.md#", "../opslag/kontakter.md#x")
    spoil(tmp_path / "mkdocs.yml", "- procedurer/uenighed.md", "- procedurer/uenighet.md")
    found = inspection.inspect(tmp_path)
    told = {(problem.file, problem.code) for problem in found.problems}
    assert told == {
        ("guide/data/kontakter.toml", "ugyldigt-nummer"),
        ("docs/_data/aarshjul.toml", "forkert-maaned"),
        ("docs/procedurer/underretning.md", "ukendt-ejer"),
        ("docs/procedurer/uenighed.md", "ikke-i-menuen"),
        ("mkdocs.yml", "menu-uden-side"),
    }, "what rests on broken data is not told of"
    spoil(tmp_path / "guide/data/kontakter.toml", 'nummer = "et-et-to"', 'nummer = "112"')
    told = {(problem.file, problem.code) for problem in inspection.inspect(tmp_path).problems}
    assert ("docs/roller/leder.md", "dødt-anker") in told


def spoil(file: Path, old: str, new: str) -> None:
    text = file.read_text("utf-8")
    assert old in text, old
    file.write_text(text.replace(old, new, 1), "utf-8")


@pytest.mark.parametrize(("text", "code"), [("[[", "toml-fejl"), ("ejere = 3", "forkert-type"), (None, "mangler-fil")])
def test_broken_rules_are_told_of_once(tmp_path: Path, text: str | None, code: str) -> None:
    (tmp_path / "_data").mkdir()
    if text is not None:
        (tmp_path / page_rules.RULES).write_text(text, "utf-8")
    found = page_rules.read_rules(tmp_path)
    assert isinstance(found, Problem)
    assert (found.file, found.line, found.code) == (f"docs/{page_rules.RULES}", 1, code)


# ── The law ───────────────────────────────────────────────────────────────────────────────────────────────────────────


def test_a_paragraph_belongs_to_the_act_that_is_named_with_it(guide: Guide) -> None:
    link = "[stk. 1](opslag/love.md#barnets-lov-133)"
    assert law(f"Barnets lov §\u00a0133 og {link}.", guide) == []
    assert law(f"Se §\u00a0133 i barnets lov, også {link}.", guide) == []
    assert law(f"Se straffeloven §\u00a0133, også {link}.", guide) == ["ukendt-paragraf"]
    assert law("Se [straffeloven §\u00a0133](opslag/love.md#barnets-lov-133).", guide) == ["forkert-paragraf"]


def test_an_entry_covers_its_whole_range_and_no_more(guide: Guide) -> None:
    link = "[Kommende forældre](opslag/love.md#barnets-lov-24)"
    assert law(f"{link}: §§\u00a024-27.", guide) == []
    assert law(f"{link}: §\u00a026.", guide) == []
    assert law(f"{link}: §\u00a029.", guide) == ["ukendt-paragraf"]


def test_an_old_number_needs_a_word_beside_it_and_not_only_on_the_page(guide: Guide) -> None:
    assert law("Pligten stod tidligere i §\u00a0153.", guide) == []
    far = "Serviceloven er forældet.\nKommunen svarer.\nDu venter ikke.\nPligten står i §\u00a0153."
    assert law(far, guide) == ["ophaevet-lov"]


# ── Reading ───────────────────────────────────────────────────────────────────────────────────────────────────────────

RENDERED = (
    "index.md", "om/lokal.md", "om/redigering.md", "procedurer/underretning.md", "kompetencer/strategi.md",
    "procedurer/tavshedspligt-og-samtykke.md", "roller/paedagog.md", "traening/modul-boernemappen-handl.md",
)  # fmt: skip


@pytest.mark.parametrize("name", RENDERED)
def test_anchors_are_those_that_the_site_gets(name: str) -> None:
    text = (ROOT / "docs" / name).read_text("utf-8").split("---\n", 2)[2]
    body = re.sub(r"^--8<--.*$", "", text, flags=re.MULTILINE)
    extensions = ["admonition", "attr_list", "md_in_html", "tables", "toc", "pymdownx.superfences"]
    slugify = markdown.extensions.toc.slugify_unicode
    html = markdown.markdown(body, extensions=extensions, extension_configs={"toc": {"slugify": slugify}})
    headings = set(re.findall(r'<h\d[^>]* id="([^"]+)"', html))
    assert headings
    assert pages.anchors(body) >= headings
    assert {anchor for anchor in pages.anchors(body) if anchor not in headings} <= set(
        re.findall(r'id="([^"]+)"', body)
    )


def test_everything_has_the_line_it_stands_on() -> None:
    text = (
        '---\nid: a\ntitle: b\n---\n# T\n\n!!! note "N"\n    Et.\n    To [x](y.md).\n\n'
        "1. Tre\n    fire\n\n| a | b |\n|---|---|\n| c | d |\n"
    )
    page = pages.parse("a.md", text)
    assert page.meta_lines == {"id": 2, "title": 3}
    assert [(block.kind, line.number, line.text) for block in page.blocks for line in block.lines] == [
        ("titel", 5, "T"), ("titel", 7, "N"), ("afsnit", 8, "Et."), ("afsnit", 9, "To x."), ("trin", 11, "Tre"),
        ("trin", 12, "fire"), ("celle", 14, "a"), ("celle", 14, "b"), ("celle", 16, "c"), ("celle", 16, "d"),
    ]  # fmt: skip
    assert [(link.href, link.line) for link in page.links] == [("y.md", 9)]


def test_a_page_that_is_not_utf_8_is_told_of(tmp_path: Path) -> None:
    (tmp_path / "a.md").write_bytes("---\nid: a\n---\n# Æ\n".encode("latin-1"))
    (page,) = pages.read_all(tmp_path)
    assert page.broken == ("Siden er ikke gemt som UTF-8.", 1)


# ── Readability ───────────────────────────────────────────────────────────────────────────────────────────────────────


def sentences(*lines: str) -> list[str]:
    block = Block("afsnit", "", 1, tuple(Line(number, text) for number, text in enumerate(lines, 1)))
    return [sentence.text for sentence in readability.sentences(block)]


def test_an_abbreviation_a_date_and_a_number_end_no_sentence() -> None:
    text = "Kom bl.a. kl. 9 den 1. maj, jf. stk. 2 og nr. 3.1 i LBK nr. 282."
    assert sentences(text) == [text]


def test_a_sentence_ends_at_its_sign_its_quotation_and_its_item() -> None:
    assert sentences("Ring nu! Hvem svarer? Ingen.") == ["Ring nu!", "Hvem svarer?", "Ingen."]
    assert sentences("Sig: »Jeg ringer. Bliv her.« Så går du.") == ["Sig: »Jeg ringer.", "Bliv her.«", "Så går du."]
    assert sentences("Det gælder, når:", "et barn er alene") == ["Det gælder, når:", "et barn er alene"]
    assert sentences("Det er pligten i §\u00a0133. Er du i tvivl?") == [
        "Det er pligten i §\u00a0133.",
        "Er du i tvivl?",
    ]
    assert sentences("[A] · [B] · [C]") == ["[A] ·", "[B] ·", "[C]"]


def test_a_sentence_knows_the_line_it_begins_on() -> None:
    block = Block("afsnit", "", 1, (Line(7, "Den første er"), Line(8, "på to linjer. Den anden"), Line(9, "er her.")))
    assert [(found.line, len(found.words)) for found in readability.sentences(block)] == [(7, 6), (8, 4)]


def test_lix_is_words_a_sentence_and_the_share_of_long_words() -> None:
    block = Block("afsnit", "", 1, (Line(1, "Du ser barnet. Pædagogen underretter kommunen."),))
    assert readability.lix(readability.sentences(block)) == pytest.approx(6 / 2 + 100 * 3 / 6)
    assert readability.lix([]) == 0


def test_a_table_a_heading_and_code_are_not_counted() -> None:
    page = pages.parse(
        "a.md", "---\nid: a\n---\n# Overskrift\n\n| Celle |\n|---|\n| Ord |\n\nEt `kodeord` her.\n\n```\nkode\n```\n"
    )
    assert [sentence.words for sentence in readability.running_text(page)] == [("Et", "her")]


def test_the_average_of_all_pages_has_a_limit_of_its_own(guide: Guide) -> None:
    steps = "Myndigheden underretter familien om afgørelsen i sagen."
    every = tuple(
        pages.parse(f"{number}.md", f"---\nid: a\n---\n# T\n\n{steps}\nDu får svar.\n") for number in range(3)
    )
    values = [readability.lix(readability.running_text(page)) for page in every]
    assert all(readability.LIX_ON_AVERAGE < value <= readability.LIX_OF_A_PAGE for value in values), values
    assert [problem.code for problem in readability.check(every, known(every, guide))] == ["lix-i-snit"]


def test_a_page_that_is_too_hard_names_its_three_hardest_sentences(guide: Guide) -> None:
    every = examples("sider-ugyldige")
    (told,) = (p for p in readability.check(every, known(every, guide)) if p.file == "docs/for-svaer.md")
    assert re.findall(r"linje (\d+) »", told.remedy) == ["17", "16", "18"] or len(re.findall("linje", told.remedy)) == 3
    assert f"grænsen er {readability.LIX_OF_A_PAGE}" in told.message


# ── Spelling ──────────────────────────────────────────────────────────────────────────────────────────────────────────


@cache
def forms() -> word_forms.Forms:
    return word_forms.read_once(dictionary.files(), ROOT / ".build")


@pytest.fixture(scope="module")
def speller() -> spelling.Speller:
    return spelling.Speller(frozenset({"øvecase", "Iserasuaat"}), forms())


USED = frozenset({"underretning", "mistanken", "samtaler", "overleveringen"})


@pytest.mark.parametrize(
    "word",
    ["Underretningen", "TOPI", "TOPI's", "PPR'erne", "AKT-medarbejderen", "tillids-", "Hernings", "øvecase", "Øvecase"],
)
def test_a_word_is_known_as_it_stands_in_small_letters_or_with_an_ending(speller: spelling.Speller, word: str) -> None:
    assert speller.knows(word)


@pytest.mark.parametrize(
    "word", ["ressourcecentermøde", "børnemappen", "bekymringstegn", "øvecasebogen", "praksisfællesskaber"]
)
def test_a_compound_of_known_words_is_known(speller: spelling.Speller, word: str) -> None:
    assert speller.knows(word) or speller.is_compound(word, USED)


@pytest.mark.parametrize(
    "word",
    ["underetning", "undreretning", "mistaknen", "samtlaer", "overlevreingen", "kotaktperson", "forrældre", "spørgt"],
)
def test_a_slip_of_the_pen_is_no_compound(speller: spelling.Speller, word: str) -> None:
    assert not speller.knows(word)
    assert not speller.is_compound(word, USED)


def test_addresses_numbers_and_code_have_no_spelling() -> None:
    assert spelling.words("Se sm.dk, https://x.dk/åå, kl. 16.40, A4-ark, love.toml og TOPI-vurdering") == [
        "Se", "kl", "ark", "og", "TOPI-vurdering",
    ]  # fmt: skip


def spelt(*words: str, own: str = "# Fagord\nøvecase") -> list[Problem]:
    given = [texts.Text(Place("docs/a.md", number), word) for number, word in enumerate(words, 1)]
    return list(spelling.check(given, own.split("\n"), forms()))


def test_a_word_that_nobody_knows_is_told_wherever_it_stands_with_the_nearest() -> None:
    found = spelt("En underretning.", "En underetning.", "En underetning og en øvecase.")
    assert [(problem.line, problem.code) for problem in found] == [(2, "ukendt-ord"), (3, "ukendt-ord")]
    assert all("»underetning«" in problem.message and "»underretning«" in problem.remedy for problem in found)


def test_the_list_of_own_words_is_in_order_with_one_new_word_a_line() -> None:
    own = "# A\nåxe\naxe\n\n# B\naxe\nto ord\nøre"
    assert [(problem.line, problem.code) for problem in spelt(own=own)] == [
        (3, "ord-raekkefoelge"), (6, "ord-to-gange"), (7, "et-ord-paa-linjen"), (8, "ord-i-ordbogen"),
    ]  # fmt: skip


DICTIONARY = """173515
hus/1
ting/2,8
mus/6
Norge/3
"""
AFFIXES = """NEEDAFFIX 8
ONLYINCOMPOUND 9
FORBIDDENWORD 6
SFX 1 Y 2
SFX 1 0 et/4 .
SFX 1 0 -/9 .
SFX 2 0 ene [^e]
SFX 2 0 x e
PFX 3 N Sydn N
SFX 4 0 s .
"""


def test_a_dictionary_is_read_as_all_forms_and_the_beginnings_of_compounds() -> None:
    found = word_forms.read(AFFIXES, DICTIONARY)
    assert found.words == {"hus", "huset", "husets", "tingene", "Norge", "Sydnorge"}
    assert found.heads == {"hus-"}


def test_a_dictionary_is_read_once_and_again_when_it_has_changed(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    files = tmp_path / "a.aff", tmp_path / "a.dic"
    files[0].write_text(AFFIXES, "utf-8")
    files[1].write_text(DICTIONARY, "utf-8")
    first = word_forms.read_once(files, tmp_path / "kept")
    with monkeypatch.context() as patched:
        patched.setattr(word_forms, "read", lambda *_: pytest.fail("the dictionary was read again"))
        assert word_forms.read_once(files, tmp_path / "kept") == first
    files[1].write_text(DICTIONARY + "bil\n", "utf-8")
    second = word_forms.read_once(files, tmp_path / "kept")
    assert "bil" in second.words
    (kept,) = (tmp_path / "kept").iterdir()
    kept.write_bytes(b"cut short")
    assert word_forms.read_once(files, tmp_path / "kept") == second


@pytest.fixture
def root(tmp_path: Path) -> Path:
    (tmp_path / "docs" / "_data").mkdir(parents=True)
    return tmp_path


def test_texts_of_data_have_their_line_and_ids_are_no_texts(root: Path) -> None:
    (root / "docs/_data/a.toml").write_text(
        '[[x]]\nid = "et-id"\nside = "roller/a.md"\nord = [\n  "Et",\n  "to tre",\n]\n', "utf-8"
    )
    assert [(text.place, text.text) for text in texts.of_data(root)] == [
        (Place("docs/_data/a.toml", 5), "Et"), (Place("docs/_data/a.toml", 6), "to tre"),
    ]  # fmt: skip


# ── Copied sentences ──────────────────────────────────────────────────────────────────────────────────────────────────


def test_twelve_words_of_a_source_are_found_across_lines_signs_and_capitals() -> None:
    source = "En, to tre. Fire fem seks syv otte ni ti elleve TOLV tretten fjorten."
    prints = frozenset(copied.prints_of([source]))
    assert len(prints) == 3
    assert list(copied.runs_in("Nul\nen to\ntre fire fem seks syv – otte ni ti elleve tolv tretten", prints)) == [
        (2, "en to tre fire fem seks syv otte ni ti elleve tolv")
    ]
    assert list(copied.runs_in("en to tre fire fem seks syv otte ni ti elleve", prints)) == []


def test_the_prints_hold_no_words() -> None:
    lines = (ROOT / copied.PRINTS).read_text("ascii").split()
    assert len(lines) > 3000
    assert all(re.fullmatch("[0-9a-f]{12}", line) for line in lines)
    assert lines == sorted(set(lines))


def test_a_copied_run_is_told_with_file_and_line(root: Path) -> None:
    words = "en to tre fire fem seks syv otte ni ti elleve tolv"
    (root / "tests" / "data").mkdir(parents=True)
    (root / copied.PRINTS).write_text("\n".join(copied.prints_of([words])), "ascii")
    (root / "docs" / "a.md").write_text(f"---\nid: a\n---\n\n{words}\n", "utf-8")
    (found,) = copied.check(root)
    assert (found.file, found.line, found.code) == ("docs/a.md", 5, "afskrift")


# ── The command ───────────────────────────────────────────────────────────────────────────────────────────────────────


@pytest.fixture
def command(guide: Guide, monkeypatch: pytest.MonkeyPatch) -> pytest.MonkeyPatch:
    """The command on a checkout with one mistake."""
    mistake = Problem(Place("docs/a.md", 7), "lang-saetning", "Den er lang.", "Del den.")
    found = inspection.Inspection(guide, (), (mistake,), ())
    monkeypatch.setattr(environment, "enter", lambda _: None)
    monkeypatch.setattr(inspection, "inspect", lambda *_: found)
    monkeypatch.setattr(check, "slow_problems", lambda *_: iter(()))
    monkeypatch.setattr(sys, "argv", ["check.py"])
    return monkeypatch


@pytest.mark.usefixtures("command")
def test_the_command_ends_with_one_when_something_is_wrong(capsys: pytest.CaptureFixture[str]) -> None:
    assert check.main() == 1
    said = capsys.readouterr()
    assert said.out == "docs/a.md:7: lang-saetning: Den er lang. Del den.\n"
    assert said.err == "1 problem. Intet er ændret.\n"


def test_without_the_dictionary_the_rest_is_told_all_the_same(
    command: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    def unreachable(*_: object) -> Iterator[Problem]:
        yield Problem(Place("docs/b.md", 1), "afskrift", "Den er skrevet af.", "Skriv selv.")
        say.stop("Ordbogen kunne ikke hentes.", say.CONNECT)

    command.setattr(check, "slow_problems", unreachable)
    with pytest.raises(say.Stop):
        check.main()
    said = capsys.readouterr()
    assert "docs/a.md:7" in said.out
    assert "docs/b.md:1" in said.out
    assert "Ordbogen kunne ikke hentes" in said.err


def test_the_command_lists_what_is_past_its_review_and_reads_no_spelling(
    command: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    command.setattr(sys, "argv", ["check.py", "--eftersyn", "2026-11-22"])
    command.setattr(check, "slow_problems", lambda *_: pytest.fail("it is a report"))
    assert check.main() == 0
    assert capsys.readouterr().out == "Intet er forbi eftersyn den 2026-11-22.\n"
    command.setattr(sys, "argv", ["check.py", "--eftersyn", "22. november"])
    with pytest.raises(say.Stop) as stopped:
        check.main()
    assert "»22. november« er ikke en dato" in str(stopped.value)


# ── Review dates ──────────────────────────────────────────────────────────────────────────────────────────────────────


def test_what_is_past_its_review_is_listed_by_owner(shipped: inspection.Inspection) -> None:
    assert reviews.overdue(shipped.pages, shipped.guide, date(2026, 11, 22)) == ()
    found = reviews.overdue(shipped.pages, shipped.guide, date(2030, 1, 1))
    kinds = Counter(each.kind for each in found)
    assert kinds["sider"] == len(shipped.pages)
    assert kinds["love"] == len(shipped.guide.laws)
    assert kinds["kontakter"] > 0
    assert [each.owner for each in found] == sorted(each.owner for each in found)
    assert all(each.owner and each.place.line > 1 and each.place != NOWHERE for each in found)
    told = reviews.report(found, date(2030, 1, 1))
    assert f"{len(shipped.pages)} sider" in told.splitlines()[0]
    assert re.search(r"^Institutionens leder\n  2027-05-22  docs/\S+:\d+  ", told, re.MULTILINE)


def test_nothing_past_its_review_is_one_line() -> None:
    assert reviews.report((), date(2026, 11, 25)) == "Intet er forbi eftersyn den 2026-11-25."
