// The big screen: one question a screen for a whole room, a show of hands at each, and the map of the way so far.
// guide.js fetches this file, and this file its styles, when somebody asks for it. All words stand in the page
// (partials/storskaerm.html). Nothing is stored: the hands are gone with their question.

import { haender } from "./haender.js";

const STYLES = ["traening.css", "stor-skaerm.css"].map((name) => new URL(name, import.meta.url).href);
// Size of text (0 the largest) and columns of answers, the best first; the first that needs no scroll bar is taken.
const LAYOUTS = [[0, 1], [1, 1], [2, 1], [3, 1], [3, 2], [4, 1], [4, 2], [5, 2], [6, 2], [6, 1]];
const MAP_TEXT = 1.25; // the map's text is 20 px at its own size, and nothing on a big screen is below 24

const page = document.documentElement;
let screen = null; // the promise of it

/** Turns the big screen on or off. In: the guide's mount, and a function that promises the map of the way so far. */
export async function toggle(mount, map) {
  const wanted = !("projektor" in page.dataset); // as the person saw it when pressing, not when the styles have come
  screen ??= dressed(mount, map);
  (await screen)(wanted);
}

/** The screen, when its styles are there: else a question is measured before it is large. */
async function dressed(mount, map) {
  const made = makeScreen(mount, map);
  const drawn = new URL(document.querySelector("[data-stor]").dataset.kortStil, location.href).href;
  await Promise.all([...STYLES, drawn].map(fetched));
  return made;
}

function fetched(href) {
  const link = document.createElement("link");
  return new Promise((resolve) => {
    Object.assign(link, { rel: "stylesheet", href, onload: resolve, onerror: resolve });
    document.head.append(link);
  });
}

function makeScreen(mount, map) {
  const root = document.querySelector("[data-stor]");
  const dialog = root.querySelector("dialog");
  const whole = root.querySelector("[data-helt]");
  const button = (name) => root.querySelector(`[data-flade="${name}"]`);
  const step = () => mount.querySelector('[data-slot="step"] > article');
  const isQuestion = () => Boolean(step()?.matches(".ns-spoergsmaal"));
  const tale = () => mount.querySelector('[data-slot="story"]');
  const on = () => "projektor" in page.dataset;
  let seen = null; // the step that was last on the screen
  let told = ""; // the story that the room has been shown

  // --- one screen ------------------------------------------------------------------------------------------------------

  function prepare() {
    if (!on()) return;
    if (dialog.open && seen !== step()) dialog.close();
    seen = step();
    button("historie").hidden = !tale()?.hasChildNodes() || !step();
    button("forklaring").hidden = !isQuestion();
    button("kort").hidden = !isQuestion() || mount.dataset.guideState !== "live";
    root.querySelector("[data-back]").hidden = !step()?.querySelector("[data-back]");
    if (isQuestion()) countHands(step());
    fit();
    tellStory();
  }

  /** Each answer of the question gets a field for the number of hands. */
  function countHands(article) {
    const { vis, skjul, antal, nulstil } = root.dataset;
    Object.assign(article.dataset, { haender: "", vis, skjul, antal, nulstil });
    for (const link of article.querySelectorAll("[data-option]")) {
      const row = link.parentElement;
      row.dataset.haenderSvar = link.dataset.option;
      row.dataset.haenderTekst = link.querySelector(".ns-valg__tekst").textContent;
    }
    haender(article);
  }

  function fit() {
    if (!on()) return;
    delete page.dataset.taet;
    delete page.dataset.spalter;
    if (!isQuestion()) return; // lists and results may scroll
    for (const [size, columns] of LAYOUTS) {
      Object.assign(page.dataset, { taet: size, spalter: columns });
      if (page.scrollHeight <= window.innerHeight) return;
    }
  }

  // --- what lies over it -----------------------------------------------------------------------------------------------

  /** A new case begins with its story, alone on the screen. */
  function tellStory() {
    const text = step() ? (tale()?.textContent ?? "") : "";
    if (text && text !== told) open("historie");
    told = text;
  }

  /** Opens one of the three at once, and fills it when its content is there: the map is drawn by Python. */
  function open(name) {
    const slot = dialog.querySelector('[data-slot="flade"]');
    slot.replaceChildren();
    dialog.dataset.viser = name;
    whole.setAttribute("aria-pressed", "false");
    dialog.querySelector("h2").textContent = button(name).textContent;
    dialog.showModal();
    Promise.resolve(CONTENT[name]()).then(
      (content) => {
        if (dialog.dataset.viser !== name) return;
        slot.replaceChildren(...content);
        slot.scrollTo(0, 0);
        showPlace();
      },
      () => dialog.close(),
    );
  }

  const showPlace = () => dialog.querySelector(".ns-kort__boks--her")?.scrollIntoView({ block: "center", inline: "center" });

  /** The map in one view, too small to read from afar, or large with the place in the middle. */
  function resize() {
    whole.setAttribute("aria-pressed", String(whole.getAttribute("aria-pressed") === "false"));
    showPlace();
  }

  const clones = (selector, within = step()) => [...within.querySelectorAll(selector)].map((each) => each.cloneNode(true));

  const CONTENT = {
    historie: () => clones(":scope > *", tale()),
    forklaring: () => [...clones(".ns-hjaelp, .ns-mener > :not(summary)"), ...notes(), ...clones(".ns-sidedoer")],
    kort: async () => {
      const template = document.createElement("template");
      template.innerHTML = await map();
      const picture = template.content.firstElementChild;
      if (!picture) return [];
      const { width, height } = picture.viewBox.baseVal;
      picture.setAttribute("width", width * MAP_TEXT);
      picture.setAttribute("height", height * MAP_TEXT);
      return [picture];
    },
  };

  /** What the answers mean, where they say so. */
  function notes() {
    const rows = [...step().querySelectorAll(".ns-valg a")].filter((link) => link.querySelector(".ns-valg__forklaring"));
    if (!rows.length) return [];
    const list = document.createElement("ul");
    for (const link of rows) {
      const item = document.createElement("li");
      item.append(...clones(".ns-valg__tekst, .ns-valg__forklaring", link));
      list.append(item);
    }
    return [list];
  }

  // --- on and off ------------------------------------------------------------------------------------------------------

  root.addEventListener("click", ({ target }) => {
    const pressed = target.closest("[data-flade]");
    if (pressed) open(pressed.dataset.flade);
  });
  whole.addEventListener("click", resize);
  mount.addEventListener("vist", prepare);
  window.addEventListener("resize", fit);
  document.fonts?.ready.then(fit);

  return (wanted) => {
    page.toggleAttribute("data-projektor", wanted);
    root.hidden = !wanted;
    delete page.dataset.taet;
    delete page.dataset.spalter;
    told = "";
    prepare();
    window.scrollTo({ top: 0, behavior: "instant" });
    const focus = wanted ? mount.querySelector("h1") : [...document.querySelectorAll("[data-stor-skaerm]")].find(visible);
    if (!dialog.open) focus?.focus({ preventScroll: !wanted });
  };
}

const visible = (element) => element.checkVisibility?.() ?? element.offsetParent !== null;
