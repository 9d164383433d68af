"""Vignettes and quiz in a browser: by keyboard alone, for a group on a projector, without a script, without a trace."""

import re
from collections.abc import Iterator
from contextlib import contextmanager

import pytest
from playwright.sync_api import Browser, Locator, Page, expect

from guide.load import load
from guide.quiz import MORE, RIGHT, WRONG, questions

from .test_accessibility import violations
from .test_keyboard import tab_to
from .test_no_trace import STORED

GUIDE = load().guide
ASKED = questions(GUIDE)
FIRST = ASKED[0]
STORY = next(iter(GUIDE.training.vignettes.values()))
QUIZ, VIGNETTES = "traening/quiz/", "traening/taersklen/"
PAGES = {QUIZ: len(ASKED), VIGNETTES: len(GUIDE.training.vignettes)}
EMPTY = {"cookies": "", "local": [], "session": [], "databases": [], "caches": [], "workers": 0}
SMALL = """() => [...document.querySelectorAll("body *")]
  .filter((each) => each.checkVisibility() && [...each.childNodes].some((n) => n.nodeType === 3 && n.data.trim()))
  .filter((each) => parseFloat(getComputedStyle(each).fontSize) < 24)
  .map((each) => `${each.tagName} ${each.textContent.slice(0, 40)}`)"""
# Every task in the view for a group: the counters, the spread and the answer, and how far each reaches below the screen.
FITS = """() => {
  const found = [];
  const press = (selector) => [...document.querySelectorAll(selector)].find((each) => each.checkVisibility())?.click();
  const look = (what) => {
    const root = document.documentElement;
    const over = [root.scrollHeight - innerHeight, root.scrollWidth - innerWidth];
    if (Math.max(...over) > 0) found.push([document.querySelector("[data-opgave]:not([hidden]) h3").id, what, ...over]);
  };
  const all = document.querySelectorAll("[data-opgave]").length;
  for (let at = 0; at < all; at += 1) {
    look("counters");
    press(".ns-haender__vis");
    look("spread");
    press("[data-opgave]:not([hidden]) summary");
    look("answer");
    press("[data-naeste]");
  }
  return found;
}"""


def task(page: Page) -> Locator:
    """The task on the screen: one at a time."""
    return page.locator("[data-opgave]:visible")


def options(page: Page) -> Locator:
    return task(page).locator(".ns-opgave__knap")


@contextmanager
def opened(browser: Browser, base_url: str, address: str, **choices: object) -> Iterator[Page]:
    context = browser.new_context(base_url=base_url, **choices)  # type: ignore[arg-type]
    page = context.new_page()
    page.goto(address)
    yield page
    context.close()


def place(verdict: str) -> tuple[int, int]:
    """The first question that has an answer of that verdict, and where in it."""
    return next(
        (number, at)
        for number, question in enumerate(ASKED)
        for at, answer in enumerate(question.answers)
        if answer.verdict == verdict
    )


# --- alone ------------------------------------------------------------------------------------------------------------


def test_one_question_stands_on_the_page_and_the_rest_wait(page: Page) -> None:
    page.goto(QUIZ)
    expect(task(page)).to_have_count(1)
    expect(task(page).locator("h3")).to_contain_text(FIRST.title)
    expect(page.locator("[data-sted-her]")).to_have_text(f"Spørgsmål 1 af {len(ASKED)}")
    page.check("[data-alle]")
    expect(task(page)).to_have_count(len(ASKED))


@pytest.mark.parametrize(("verdict", "word"), [(RIGHT, "Rigtigt."), (WRONG, "Ikke her."), (MORE, "Mere end")])
def test_each_answer_is_told_at_once_what_it_is_worth_and_why(page: Page, verdict: str, word: str) -> None:
    number, at = place(verdict)
    page.goto(f"{QUIZ}#quiz-{ASKED[number].id}")
    options(page).nth(at).click()
    said = task(page).get_by_role("status")
    expect(said).to_contain_text(word)
    expect(said).to_contain_text(ASKED[number].answers[at].says)


def test_only_the_first_answer_counts_and_all_may_be_read(page: Page) -> None:
    page.goto(QUIZ)
    right = [answer.verdict for answer in FIRST.answers].index(RIGHT)
    options(page).nth((right + 1) % len(FIRST.answers)).click()
    options(page).nth(right).click()
    expect(task(page).get_by_role("status")).to_contain_text("Rigtigt.")
    expect(page.locator("[data-score-her]")).to_have_text(f"Besvaret: 1 af {len(ASKED)}. Rigtige: 0.")
    page.click("[data-forfra]")
    expect(page.locator("[data-score-her]")).to_have_text("")
    expect(task(page).get_by_role("status")).to_have_text("")


def test_a_subject_narrows_the_questions(page: Page) -> None:
    page.goto(QUIZ)
    subject = list(GUIDE.training.subjects)[2]
    page.select_option("[data-emner]", subject)
    own = [question for question in ASKED if question.subject == subject]
    expect(page.locator("[data-sted-her]")).to_have_text(f"Spørgsmål 1 af {len(own)}")
    expect(task(page).locator("h3")).to_contain_text(own[0].title)


def test_a_link_shows_its_question_also_when_another_subject_is_chosen(page: Page) -> None:
    page.goto(QUIZ)
    page.select_option("[data-emner]", ASKED[-1].subject)
    page.evaluate("id => { location.hash = id; }", f"quiz-{FIRST.id}")
    expect(task(page).locator("h3")).to_contain_text(FIRST.title)
    expect(page.locator("[data-emner]")).to_have_value("")
    page.select_option("[data-emner]", FIRST.subject)
    page.evaluate("id => { location.hash = id; }", f"quiz-{ASKED[1].id}")
    expect(task(page).locator("h3")).to_contain_text(ASKED[1].title)
    expect(page.locator("[data-emner]")).to_have_value(FIRST.subject if ASKED[1].subject == FIRST.subject else "")


def test_a_link_that_somebody_has_cut_through_breaks_nothing(page: Page) -> None:
    errors: list[str] = []
    page.on("pageerror", lambda error: errors.append(str(error)))
    page.goto(f"{QUIZ}#%", wait_until="load")
    expect(task(page).locator("h3")).to_contain_text(FIRST.title)
    page.evaluate("() => { location.hash = '%E0'; }")
    page.click("[data-naeste]")
    expect(task(page).locator("h3")).to_contain_text(ASKED[1].title)
    assert errors == []


def test_the_keyboard_alone_answers_two_questions(page: Page) -> None:
    page.goto(QUIZ)
    for question in ASKED[:2]:
        tab_to(page, "[data-opgave]:not([hidden]) .ns-opgave__knap")
        page.keyboard.press("Enter")
        expect(task(page).get_by_role("status")).to_contain_text(question.answers[0].says)
        tab_to(page, "[data-naeste]")
        page.keyboard.press("Enter")
        assert page.evaluate("document.activeElement.matches('[data-opgave]:not([hidden]) h3')")
    expect(page.locator("[data-score-her]")).to_contain_text("Besvaret: 2 af")


def test_the_keyboard_alone_answers_a_vignette(page: Page) -> None:
    page.goto(VIGNETTES)
    tab_to(page, "[data-opgave]:not([hidden]) li:nth-child(2) .ns-opgave__knap")
    page.keyboard.press("Space")
    steps = list(GUIDE.training.steps.values())
    expect(task(page).get_by_role("status")).to_contain_text(f"Du valgte »{steps[1].text}«. Vi anbefaler »")
    expect(task(page).get_by_text(STORY.why)).to_be_visible()


# --- for a group ------------------------------------------------------------------------------------------------------


def test_the_keyboard_alone_runs_a_vignette_for_a_group(page: Page) -> None:
    page.goto(VIGNETTES)
    tab_to(page, '[data-maade="gruppe"]')
    page.keyboard.press("Enter")
    tab_to(page, ".ns-haender__felt")
    for count in ("3", "12", "0", "5", "0"):
        page.keyboard.type(count)
        page.keyboard.press("Enter")
    assert page.evaluate("document.activeElement.matches('.ns-haender__vis')")
    page.keyboard.press("Enter")
    spread = page.get_by_role("img", name=re.compile("Antal hænder: 20"))
    expect(spread).to_be_visible()
    label = spread.get_attribute("aria-label") or ""
    assert "A. Nej: 3 (15\u00a0%)" in label
    assert "B. Iagttag og tal sammen: 12 (60\u00a0%)" in label
    widths = [bar.get_attribute("width") for bar in spread.locator(".ns-haender__fyld").all()]
    assert widths == ["15%", "60%", "0%", "25%", "0%"]
    tab_to(page, "[data-opgave]:not([hidden]) summary")
    page.keyboard.press("Enter")
    expect(task(page).get_by_text(STORY.why)).to_be_visible()
    page.keyboard.press("PageDown")
    expect(page.locator("[data-sted-her]")).to_contain_text("Historie 2 af")
    page.keyboard.press("Escape")
    expect(page.locator(".ns-hoved")).to_be_visible()
    expect(page.locator("html")).not_to_have_attribute("data-projektor", re.compile(".*"))


def test_hands_are_counted_by_touch_and_never_below_none(page: Page) -> None:
    page.goto(VIGNETTES)
    page.click('[data-maade="gruppe"]')
    less, more = (page.locator(f".ns-haender__trin:visible >> nth={at}") for at in (0, 1))
    for _ in range(3):
        more.click()
    expect(page.locator(".ns-haender__antal:visible")).to_have_text("Antal hænder: 3")
    for _ in range(5):
        less.click()
    expect(page.locator(".ns-haender__antal:visible")).to_have_text("Antal hænder: 0")
    box = more.bounding_box()
    assert box is not None
    assert min(box["width"], box["height"]) >= 48


def test_the_counters_are_made_once_however_often_they_are_asked_for(page: Page) -> None:
    page.goto(VIGNETTES)
    for mode in ("gruppe", "alene", "gruppe"):
        page.click(f'[data-maade="{mode}"]') if mode == "alene" else page.locator(
            f'[data-maade="{mode}"]'
        ).dispatch_event("click")
    page.evaluate(
        "async () => { const { haender } = await import(new URL('assets/traening/haender.js', "
        "document.querySelector('script[type=module]').src.replace(/assets.*/, ''))); haender(document); }"
    )
    expect(page.locator(".ns-haender__felt:visible")).to_have_count(5)


@pytest.mark.parametrize(("width", "height"), [(1920, 1080), (1280, 720)])
@pytest.mark.parametrize("address", list(PAGES))
def test_every_task_fits_a_projector_with_large_text(
    browser: Browser, base_url: str, address: str, width: int, height: int
) -> None:
    with opened(browser, base_url, address, viewport={"width": width, "height": height}) as page:
        page.click('[data-maade="gruppe"]')
        assert page.evaluate(SMALL) == []
        assert page.evaluate(FITS) == []
        expect(page.locator("[data-sted-her]")).to_contain_text(f"{PAGES[address]} af {PAGES[address]}")
        assert page.evaluate(SMALL) == []


@pytest.mark.parametrize("address", list(PAGES))
def test_a_telephone_shows_both_views_without_scrolling_sideways(browser: Browser, base_url: str, address: str) -> None:
    with opened(browser, base_url, address, viewport={"width": 320, "height": 640}) as page:
        for mode in ("alene", "gruppe"):
            page.click(f'[data-maade="{mode}"]')
            assert page.evaluate("document.documentElement.scrollWidth") <= 320, mode


# --- for everybody ----------------------------------------------------------------------------------------------------


@pytest.mark.parametrize("scheme", ["light", "dark"])
@pytest.mark.parametrize("address", list(PAGES))
def test_axe_finds_nothing_in_any_view(browser: Browser, base_url: str, address: str, scheme: str) -> None:
    found = {}
    with opened(browser, base_url, address, color_scheme=scheme) as page:
        options(page).first.click()
        found["answered"] = violations(page)
        page.click('[data-maade="gruppe"]')
        found["counters"] = violations(page)
        page.click(".ns-haender__vis:visible")
        found["spread"] = violations(page)
        task(page).locator("summary").click()
        found["answer"] = violations(page)
    assert {view: list_ for view, list_ in found.items() if list_} == {}


@pytest.mark.parametrize("address", list(PAGES))
def test_without_a_script_every_task_shows_its_answer_when_asked(browser: Browser, base_url: str, address: str) -> None:
    with opened(browser, base_url, address, java_script_enabled=False) as page:
        expect(task(page)).to_have_count(PAGES[address])
        expect(page.locator("[data-oevelse]")).to_be_hidden()
        first = task(page).first
        answer = first.locator("details > :not(summary)").first
        expect(answer).to_be_hidden()
        first.get_by_text(re.compile("Vis (det anbefalede )?svar")).click()
        expect(answer).to_be_visible()


@pytest.mark.parametrize("address", list(PAGES))
def test_a_whole_practice_stores_nothing_and_asks_nobody(page: Page, address: str) -> None:
    page.goto(address)
    page.wait_for_load_state("networkidle")
    requests: list[str] = []
    page.on("request", lambda request: requests.append(request.url))
    before = page.url
    options(page).first.click()
    page.click("[data-naeste]")
    page.click('[data-maade="gruppe"]')
    page.locator(".ns-haender__felt:visible").first.fill("7")
    page.click(".ns-haender__vis:visible")
    page.click("[data-naeste]")
    assert requests == []
    assert page.url == before
    assert page.evaluate(STORED) == EMPTY
    assert page.context.cookies() == []
    page.reload()
    expect(page.locator("[data-score-her]")).to_have_text("")
