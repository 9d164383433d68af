"""What a person does with the site works in Chromium, Firefox and WebKitGTK, under the strict policy."""

import pytest

import programs
from guide.load import load

from .launch import Engine
from .listening_site import SUB, ListeningSite
from .visitor import KEPT_FOR_LATER, STEP, Visitor

GUIDE = load().guide
CASES = list(GUIDE.cases.values())
LONGEST = max(CASES, key=lambda case: len(case.answers))


@pytest.mark.skipif(not programs.is_debian_as_root(), reason="her kan programmer ikke installeres uden videre")
def test_on_debian_as_root_nothing_is_skipped_for_want_of_a_program() -> None:
    assert programs.missing() == ()


def test_without_the_runtime_links_lead_to_the_outcome_and_back(visitor: Visitor, server: ListeningSite) -> None:
    server.gone.append(f"{SUB}assets/runtime/")
    visitor.open_guide("failed")
    visitor.see('[data-when="failed"]')
    visitor.choose(LONGEST.spor)
    visitor.answer(LONGEST.answers, within="")
    assert visitor.outcome() == LONGEST.outcome
    assert visitor.driver.current_url.endswith(f"/{LONGEST.outcome}/")
    visitor.back()
    visitor.see(f'[data-node="{LONGEST.answers[-1][0]}"]')


def test_python_answers_and_an_answer_can_be_changed_and_a_concern_added(visitor: Visitor) -> None:
    first = next(case for case in CASES if case.pair)
    second = GUIDE.cases[first.pair]
    visitor.open_guide()
    visitor.choose(first.spor)
    visitor.answer(first.answers)
    assert visitor.outcome() == first.outcome
    mine, theirs = dict(first.answers), dict(second.answers)
    changed = next(question for question in mine if question in theirs and mine[question] != theirs[question])
    visitor.press(f'[data-edit="{changed}"]')
    visitor.answer(each for each in second.answers if each[0] == changed or each[0] not in mine)
    visitor.until(f"document.querySelector('article').dataset.outcome === '{second.outcome}'")
    visitor.press("[data-add]")
    strict = next(case for case in CASES if case.outcome == "ring-112" and case.spor != second.spor)
    visitor.choose(strict.spor)
    visitor.answer(strict.answers)
    visitor.until("document.querySelector('article').dataset.outcome === 'ring-112'")
    assert GUIDE.outcomes[second.outcome].title in visitor.see(".ns-bekymringer").text


# Firefox keeps no page for Back on which a driver has just pressed something, so here the page presses by itself, and
# waits a second before it leaves, as everybody does.
READS_THE_PROCEDURE = """
  const seen = async (selector) => {
    while (!document.querySelector(selector)) await new Promise((done) => setTimeout(done, 20));
    return document.querySelector(selector);
  };
  (async (selectors, last) => {
    for (const selector of selectors) (await seen(selector)).click();
    const link = await seen(last);
    setTimeout(() => link.click(), 1000);
  })(...arguments);
"""


def test_who_reads_the_procedure_comes_back_to_the_same_outcome(visitor: Visitor, server: ListeningSite) -> None:
    server.gone.append(f"{SUB}sw.js")  # a service worker that begins just then makes browsers load the page anew
    visitor.open_guide()
    asked = [f'{STEP} [data-question="{question}"][data-option="{option}"]' for question, option in LONGEST.answers]
    presses = [f'{STEP} [data-spor-valg="{LONGEST.spor}"]', *asked]
    visitor.driver.execute_script(READS_THE_PROCEDURE, presses, f"{STEP} [data-outcome] .ns-procedure a")
    visitor.arrive("/procedurer/")
    visitor.until("document.readyState === 'complete'")
    visitor.back()
    assert visitor.outcome() == LONGEST.outcome


def search_for_notification(visitor: Visitor) -> None:
    visitor.press("input[data-md-component=search-query]")
    visitor.write("input[data-md-component=search-query]", "underretning")
    visitor.until("document.querySelector('.md-search-result__link')?.href.includes('underret')")
    visitor.press(".md-search-result__link")
    visitor.until("document.querySelector('h1').textContent.toLowerCase().includes('underret')")


def test_search_finds_a_page(visitor: Visitor) -> None:
    visitor.open("om/")
    search_for_notification(visitor)


def test_abbreviations_tables_and_menu_work_on_a_page_of_the_handbook(visitor: Visitor) -> None:
    visitor.driver.set_window_size(520, 900)
    visitor.open("kompetencer/aarshjul/")
    word = "document.querySelector('#indhold abbr[tabindex]')"
    visitor.until(f"{word} !== null")  # the theme's script makes it one that can be reached, after the page is there
    visitor.run(f"{word}.focus();")
    explanation = visitor.see("#ns-forklaring").text
    assert explanation == visitor.run(f"return {word}.dataset.forklaring;")
    visitor.write("body", "\ue00c")  # Escape
    visitor.until("document.getElementById('ns-forklaring').hidden")
    visitor.until(
        "[...document.querySelectorAll('#indhold table')].every((table) => table.closest('.md-typeset__scrollwrap'))"
    )
    assert visitor.run("return document.documentElement.scrollWidth <= innerWidth;") is True
    visitor.press(".ns-menu > summary")
    visitor.press('.ns-menu__flade a[href$="vejviser/"]')
    visitor.until("location.pathname.endsWith('/vejviser/')")


FOLLOW_UP = """
  const part = document.querySelector("[data-kursusdag]");
  const field = part.querySelector("input[type=date]");
  const file = part.querySelector("pre");
"""


def test_after_a_reload_the_calendar_holds_the_day_that_stands_in_the_field(visitor: Visitor, engine: Engine) -> None:
    give = f"{FOLLOW_UP} field.value = given[0]; field.dispatchEvent(new Event('input')); return file.textContent;"
    visitor.open("traening/opfoelgning/")
    assert "DATE:20261215" in visitor.run(give, "2026-12-01")
    visitor.run("window.before = true; setTimeout(() => location.reload());")  # a driver's own reload empties the field
    visitor.until("!window.before && document.readyState === 'complete'")
    kept, dates = visitor.run(f"{FOLLOW_UP} return [field.value, file.textContent];")
    assert kept == "2026-12-01" or engine.name != "firefox", "Firefox udfylder feltet igen"
    assert "DATE:20261215" in dates if kept else dates == ""
    assert "DATE:20270308" in visitor.run(give, "2027-02-22")


def test_what_the_policy_forbids_is_refused_and_told_and_the_site_itself_does_nothing_of_it(
    visitor: Visitor, server: ListeningSite
) -> None:
    for page in ("", "traening/opfoelgning/", "findes/ikke/"):
        visitor.open(page)
    visitor.open_guide()
    assert server.heard.refused == []
    visitor.run("document.querySelector('h1').setAttribute('style', 'color: red');")
    assert visitor.run("return getComputedStyle(document.querySelector('h1')).color;") != "rgb(255, 0, 0)"
    for _ in range(50):
        if server.heard.refused:
            break
        visitor.run("await new Promise((done) => setTimeout(done, 100));")
    assert "style-src" in server.heard.refused[0]


def test_after_one_visit_pages_search_and_live_guide_work_without_the_server(
    visitor: Visitor, server: ListeningSite
) -> None:
    visitor.open("roller/")
    visitor.until(KEPT_FOR_LATER)
    server.stop()
    visitor.open("findes/ikke/")
    assert visitor.see("h1").text == "Vi kan ikke finde siden"
    visitor.open("procedurer/underretning/")
    search_for_notification(visitor)
    visitor.open_guide()
    visitor.choose(LONGEST.spor)
    visitor.answer(LONGEST.answers)
    assert visitor.outcome() == LONGEST.outcome
