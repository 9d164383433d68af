"""The live guide: the same outcomes as CPython, and what a tree of links cannot do."""

import re

import pytest
from playwright.sync_api import Page, Route, expect

import browser as machine
from guide.engine import State, replay
from guide.load import load
from guide.model import Guide
from guide.registers import Case

from .conftest import LIVE
from .walk import STEP, answer, choose, clear, outcome, walk

GUIDE: Guide = load().guide
CASES = list(GUIDE.cases.values())
THIRDS = [CASES[start::3] for start in range(3)]


def a_pair() -> tuple[Case, Case]:
    first = next(case for case in CASES if case.pair)
    return first, GUIDE.cases[first.pair]


@pytest.mark.parametrize("cases", THIRDS, ids=["a", "b", "c"])
def test_every_case_ends_where_cpython_ends(live: Page, cases: list[Case]) -> None:
    for case in cases:
        walk(live, GUIDE, case.spor, case.answers)
        expected = replay(GUIDE, State((case.spor,), dict(case.answers)))
        assert expected.outcome is not None
        assert expected.parents is not None
        shown = outcome(live)
        expect(shown).to_have_attribute("data-outcome", expected.outcome.id)
        expect(shown).to_have_attribute("data-level", expected.outcome.level.id)
        expect(shown).to_have_attribute("data-parents", expected.parents.value)
        clear(live)


def test_a_changed_answer_changes_the_outcome(live: Page) -> None:
    first, second = a_pair()
    walk(live, GUIDE, first.spor, first.answers)
    expect(outcome(live)).to_have_attribute("data-outcome", first.outcome)
    mine, theirs = dict(first.answers), dict(second.answers)
    question = next(key for key in mine if key in theirs and mine[key] != theirs[key])
    live.click(f'[data-edit="{question}"]')
    for asked, option in second.answers:
        if asked == question or asked not in mine:
            live.wait_for_selector(f'{STEP} [data-node="{asked}"]')
            answer(live, asked, option)
    expect(outcome(live)).to_have_attribute("data-outcome", second.outcome)


def test_every_answer_can_be_reopened_and_given_again(live: Page) -> None:
    case = max(CASES, key=lambda each: len(each.answers))
    walk(live, GUIDE, case.spor, case.answers)
    for question, option in case.answers:
        live.click(f'[data-edit="{question}"]')
        expect(live.locator(f'{STEP} [data-node="{question}"]')).to_be_visible()
        answer(live, question, option)
        expect(outcome(live)).to_have_attribute("data-outcome", case.outcome)


def test_of_several_concerns_the_strictest_counts_and_all_reasons_stand(live: Page) -> None:
    mild = min(CASES, key=lambda case: (GUIDE.outcomes[case.outcome].level, len(case.answers)))
    strict = next(case for case in CASES if case.outcome == "ring-112" and case.spor != mild.spor)
    walk(live, GUIDE, mild.spor, mild.answers)
    live.click("[data-add]")
    walk(live, GUIDE, strict.spor, strict.answers)
    expect(outcome(live)).to_have_attribute("data-outcome", "ring-112")
    reasons = live.locator(".ns-bekymringer")
    expect(reasons).to_contain_text(GUIDE.outcomes[mild.outcome].title)
    expect(reasons).to_contain_text(GUIDE.outcomes["ring-112"].title)


def test_the_strictest_rule_on_parents_counts_for_all_concerns(live: Page) -> None:
    talk = next(c for c in CASES if GUIDE.outcomes[c.outcome].parents.value == "ja" and c.spor == "barnet-trives-ikke")
    silent = next(c for c in CASES if GUIDE.outcomes[c.outcome].parents.value == "nej" and c.spor != talk.spor)
    walk(live, GUIDE, talk.spor, talk.answers)
    expect(outcome(live)).to_have_attribute("data-parents", "ja")
    live.click("[data-add]")
    walk(live, GUIDE, silent.spor, silent.answers)
    expect(outcome(live)).to_have_attribute("data-parents", "nej")


def test_back_returns_to_the_question_and_forward_to_the_answer(live: Page) -> None:
    case = CASES[0]
    walk(live, GUIDE, case.spor, case.answers)
    expect(outcome(live)).to_be_visible()
    for question, _ in reversed(case.answers):
        live.go_back()
        expect(live.locator(f'{STEP} [data-node="{question}"]')).to_be_visible()
    live.go_back()
    expect(live.locator(f"{STEP} .ns-start")).to_be_visible()
    for _ in range(len(case.answers) + 1):
        live.go_forward()
    expect(outcome(live)).to_have_attribute("data-outcome", case.outcome)


def test_after_clearing_a_walk_longer_than_the_browsers_memory_back_leads_back(live: Page) -> None:
    case = min(CASES, key=lambda each: len(each.answers))
    walk(live, GUIDE, case.spor, case.answers)
    live.wait_for_selector("[data-role]")
    live.evaluate("() => { for (let at = 0; at < 60; at += 1) document.querySelector('[data-role]').click(); }")
    machine.wait_until(live, "history.length === 50")  # all that Chromium keeps
    clear(live)
    choose(live, case.spor)
    expect(live.locator(f'{STEP} [data-node="{GUIDE.spor[case.spor].first}"]')).to_be_visible()
    live.go_back()
    expect(live.locator(f"{STEP} .ns-start")).to_be_visible()


def test_a_way_up_leads_to_the_stricter_outcome_and_can_be_taken_back(live: Page) -> None:
    case = next(case for case in CASES if GUIDE.outcomes[case.outcome].up)
    walk(live, GUIDE, case.spor, case.answers)
    up = GUIDE.outcomes[case.outcome].up[0]
    live.click(f'{STEP} [data-raise="{up}"]')
    expect(outcome(live)).to_have_attribute("data-outcome", up)
    live.click(f'[data-edit="{case.outcome}"]')
    expect(outcome(live)).to_have_attribute("data-outcome", case.outcome)


def test_the_side_door_leads_to_a_notification_from_the_first_question(live: Page) -> None:
    spor = next(iter(GUIDE.spor.values()))
    choose(live, spor.id)
    live.click(f'{STEP} [data-raise="{spor.notify}"]')
    expect(outcome(live)).to_have_attribute("data-outcome", spor.notify)


def test_each_step_moves_focus_to_its_heading_and_changes_the_title(live: Page) -> None:
    case = CASES[0]
    titles = [live.title()]
    choose(live, case.spor)
    for question, option in case.answers:
        live.wait_for_selector(f'{STEP} [data-node="{question}"]')
        assert live.evaluate("document.activeElement.tagName") == "H1"
        titles.append(live.title())
        answer(live, question, option)
    expect(outcome(live)).to_be_visible()
    assert live.evaluate("document.activeElement.textContent") == GUIDE.outcomes[case.outcome].title
    titles.append(live.title())
    kinds = ["Vejviseren", *("Vejviseren: spørgsmål" for _ in case.answers), "Vejviseren: svar"]
    assert titles == [f"{kind} – Næste skridt" for kind in kinds], "fanebladet skifter, men siger intet om bekymringen"


def test_clicks_before_python_is_ready_count_and_nothing_jumps(page: Page, base_url: str) -> None:
    held: list[Route] = []
    page.route("**/*.wasm", lambda route: held.append(route) if route.request.method == "GET" else route.continue_())
    case = next(case for case in CASES if len(case.answers) >= 3)
    page.goto("vejviser/")
    choose(page, case.spor)
    (first, option), (second, _) = case.answers[:2]
    page.wait_for_selector(f'{STEP} [data-node="{first}"]')
    answer(page, first, option)
    page.wait_for_selector(f'{STEP} [data-node="{second}"]')
    assert page.get_attribute("#vejviser", "data-guide-state") != "live"
    page.evaluate("document.querySelector('[data-slot=step] article').dataset.same = 'yes'")
    expect(page.locator("#vejviser")).to_have_attribute("data-guide-state", "loading")
    for route in held:
        route.continue_()
    page.wait_for_selector(LIVE, timeout=60_000)
    expect(page.locator(f'[data-edit="{first}"]')).to_be_visible()
    expect(page.locator(f'{STEP} [data-node="{second}"]')).to_be_visible()
    assert page.get_attribute(f"{STEP} article", "data-same") == "yes", (
        "trinnet blev skiftet ud, selv om det var det samme"
    )
    for question, chosen in case.answers[1:]:
        page.wait_for_selector(f'{STEP} [data-node="{question}"]')
        answer(page, question, chosen)
    expect(outcome(page)).to_have_attribute("data-outcome", case.outcome)


def test_a_prepared_link_opens_its_step_and_leaves_the_address(page: Page, base_url: str) -> None:
    case = next(case for case in CASES if len(case.answers) >= 3)
    given = ",".join(f"{question}:{option}" for question, option in case.answers[:2])
    page.goto(f"vejviser/#spor={case.spor}&svar={given}")
    page.wait_for_selector(LIVE, timeout=60_000)
    expect(page.locator(f'{STEP} [data-node="{case.answers[2][0]}"]')).to_be_visible()
    assert page.url == f"{base_url}vejviser/"


def test_a_link_with_nonsense_opens_the_start_with_a_notice(page: Page, base_url: str) -> None:
    page.goto("vejviser/#spor=findes-ikke&svar=x:y,%%,<script>")
    page.wait_for_selector(LIVE, timeout=60_000)
    expect(page.locator(f"{STEP} .ns-start")).to_be_visible()
    expect(page.locator('[data-slot="notice"]')).to_contain_text("Linket")
    assert page.url == f"{base_url}vejviser/"


def test_the_result_prints_on_paper_without_buttons(live: Page) -> None:
    case = CASES[0]
    walk(live, GUIDE, case.spor, case.answers)
    expect(outcome(live)).to_be_visible()
    live.emulate_media(media="print")
    expect(live.locator(".ns-kun-print")).to_be_visible()
    expect(live.locator(".ns-kun-print")).to_contain_text(re.compile(r"Udskrevet \d+\. \w+ 20\d\d kl\.\s\d\d\.\d\d"))
    expect(live.locator("[data-clear]")).to_be_hidden()
    expect(live.locator("[data-add]")).to_be_hidden()


def test_a_role_brings_its_steps_first_and_hides_none(live: Page) -> None:
    case = next(case for case in CASES if case.outcome == "ring-foer-barnet-gaar-hjem")
    walk(live, GUIDE, case.spor, case.answers)
    expect(outcome(live)).to_be_visible()
    steps = live.locator(".ns-handling li").count()
    live.click('[data-role="leder"]')
    expect(live.locator(".ns-handling h3").first).to_have_text("Din leder – det er dig")
    assert live.locator(".ns-handling li").count() == steps
    live.click('[data-role=""]')
    expect(live.locator(".ns-handling h3").first).to_have_text("Du")


def test_own_words_find_a_concern_and_leave_no_trace(live: Page, base_url: str) -> None:
    live.fill("[data-find]", "blå mærke på kinden")
    found = live.locator('[data-slot="found"] [data-spor-valg="vold-og-overgreb"]').first
    expect(found).to_be_visible()
    found.click()
    expect(live.locator(f'{STEP} [data-node="er-barnet-i-fare"]')).to_be_visible()
    expect(live.locator("[data-find]")).to_have_count(0)
    assert live.url == f"{base_url}vejviser/"
    assert "kinden" not in live.evaluate("JSON.stringify(history.state)")


def test_a_draft_is_copied_and_the_calendar_saved_without_names(live: Page) -> None:
    case = next(case for case in CASES if case.outcome == "underret-med-foraeldre")
    walk(live, GUIDE, case.spor, case.answers)
    draft = live.locator('[data-del="kladde"]')
    draft.locator("summary").click()
    live.context.grant_permissions(["clipboard-read", "clipboard-write"])
    draft.locator("[data-copy]").click()
    expect(draft.locator("[data-copy]")).to_have_text("Kopieret")
    assert live.evaluate("navigator.clipboard.readText()").startswith("KLADDE TIL EN UNDERRETNING")
    live.get_by_text("Datoer at holde øje med").click()
    with live.expect_download() as waiting:
        live.click("[data-save]")
    assert waiting.value.suggested_filename == "naeste-skridt.ics"
    assert waiting.value.path().read_bytes().startswith(b"BEGIN:VCALENDAR\r\nVERSION:2.0\r\n")


def test_the_button_that_copies_has_its_own_name_again_however_often_it_is_pressed(live: Page) -> None:
    case = next(case for case in CASES if case.outcome == "underret-med-foraeldre")
    walk(live, GUIDE, case.spor, case.answers)
    draft = live.locator('[data-del="kladde"]')
    draft.locator("summary").click()
    live.context.grant_permissions(["clipboard-read", "clipboard-write"])
    button = draft.locator("[data-copy]")
    for _ in range(2):
        button.click()
        expect(button).to_have_text("Kopieret")
    live.wait_for_timeout(3000)  # both presses have had their two seconds
    expect(button).to_have_text("Kopiér")


@pytest.mark.parametrize("address", ["vejviser/", "vejviser/vold-og-overgreb/er-barnet-i-fare/"])
def test_three_presses_of_shift_leave_the_site_for_good(page: Page, address: str) -> None:
    page.route(
        "https://www.dmi.dk/**", lambda route: route.fulfill(body="<title>Vejret</title>", content_type="text/html")
    )
    page.goto("procedurer/")
    page.goto(address)
    for _ in range(3):
        page.keyboard.press("Shift")
    page.wait_for_url("https://www.dmi.dk/")
    page.go_back()
    assert page.url.endswith("/procedurer/")


def test_clear_and_leave_stand_on_every_page_of_the_guide(page: Page) -> None:
    for address in ("vejviser/", "vejviser/vold-og-overgreb/er-barnet-i-fare/", "vejviser/vold-og-overgreb/ring-112/"):
        page.goto(address)
        expect(page.locator(".ns-sikker [data-clear]")).to_be_visible()
        expect(page.locator(".ns-sikker [data-forlad]")).to_be_visible()
