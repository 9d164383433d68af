// The big screen: one question a screen for a whole room, a show of hands at each, and the map of the way so far.
// guide.js fetches this file, and this file its styles, when somebody asks for it. All words stand in the page
// (partials/storskaerm.html). Nothing is stored: the hands are gone with their question.

import { haender } from "./haender.js";

const STYLES = ["traening.css", "stor-skaerm.css"].map((name) => new URL(name, import.meta.url).href);
// Size of text (0 the largest) and columns of answers, the best first; the first that needs no scroll bar is taken.
const LAYOUTS = [[0, 1], [1, 1], [2, 1], [3, 1], [3, 2], [4, 1], [4, 2], [5, 2], [6, 2], [6, 1]];
const CLICKER = { PageDown: 1, PageUp: -1 }; // the keys that it sends
const OUT = "data-stor-vaek"; // on what is not on this screen
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
  let chosen = null; // the list of concerns that is shown; null for their groups
  let screens = []; // what a result shows, screen by screen
  let at = 0;

  // --- one screen ------------------------------------------------------------------------------------------------------

  function prepare() {
    if (!on()) return;
    if (dialog.open && seen !== step()) dialog.close();
    if (seen !== step()) chosen = null;
    if (seen !== step()) delete page.dataset.mus; // the pointer still lies where the last answer was
    seen = step();
    button("historie").hidden = !tale()?.hasChildNodes() || !step();
    button("forklaring").hidden = !isQuestion();
    button("kort").hidden = !isQuestion() || mount.dataset.guideState !== "live";
    root.querySelector("[data-back]").hidden = !step()?.querySelector("[data-back]");
    if (isQuestion()) countHands(step());
    showGroups();
    fit();
    turnPages();
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
    if (!isQuestion()) return; // a list of cases may scroll
    for (const [size, columns] of LAYOUTS) {
      Object.assign(page.dataset, { taet: size, spalter: columns });
      if (page.scrollHeight <= window.innerHeight) return;
    }
  }

  // --- the concerns, group by group ----------------------------------------------------------------------------------------

  const begins = () => mount.querySelector('[data-slot="step"] > .ns-start') ?? mount.querySelector(".ns-start");
  const groups = () => [...(begins()?.querySelectorAll("ul.ns-valg:not(.ns-stor__grupper)") ?? [])];
  const headingOf = (list) => list.previousElementSibling;

  /** First the groups, as large as the answers of a question; then the concerns of the one that is chosen. */
  function showGroups() {
    const lists = groups().filter((list) => headingOf(list)?.matches("h2, h3, summary"));
    const all = root.querySelector("[data-alle-emner]");
    all.hidden = chosen === null;
    if (lists.length < 2) return;
    const choice = begins().querySelector(".ns-stor__grupper") ?? makeChoice(lists);
    choice.toggleAttribute(OUT, chosen !== null);
    for (const list of lists) {
      for (const each of [headingOf(list), list]) each.toggleAttribute(OUT, list !== chosen);
    }
  }

  function makeChoice(lists) {
    const choice = document.createElement("ul");
    choice.className = "ns-valg ns-stor__grupper";
    for (const list of lists) {
      const button = document.createElement("button");
      button.type = "button";
      button.textContent = headingOf(list).textContent;
      button.addEventListener("click", () => choose(list));
      const item = document.createElement("li");
      item.append(button);
      choice.append(item);
    }
    headingOf(lists[0]).before(choice);
    return choice;
  }

  function choose(list) {
    chosen = list;
    showGroups();
    window.scrollTo({ top: 0, behavior: "instant" });
    (list ?? begins()).querySelector(list ? "a" : ".ns-stor__grupper button").focus();
  }

  // --- a result, screen by screen --------------------------------------------------------------------------------------------

  /** What a result is cut between: its parts, and the steps of those who act, each with the words above them. */
  function pieces(article) {
    return [...article.children].flatMap((part) => {
      if (part.matches(".ns-tilbage, .ns-noed, .ns-sporlinje")) return [];
      if (!part.matches("section:not(.ns-foraeldre)")) return [[part]];
      const [heading, ...rest] = part.children;
      return rest.flatMap((each) => {
        const above = each.previousElementSibling.matches("h3") ? [each.previousElementSibling] : [];
        if (each.matches("h3")) return [];
        if (!each.matches("ol, ul")) return [[part, heading, each]];
        return [...each.children].map((item) => [part, heading, ...above, each, item]);
      });
    });
  }

  /** Cuts a result into screens that need no scroll bar: band and steps first, then the parents, then the rest. */
  function turnPages() {
    const result = step()?.matches(".ns-udfald, .ns-feedback") ? step() : null;
    screens = [];
    if (result) {
      const all = pieces(result);
      const hide = (each) => each.at(-1).setAttribute(OUT, "");
      for (const each of all) hide(each);
      let now = [];
      for (const each of all) {
        const alone = now.length > 0 && (each[0].matches(".ns-foraeldre") || now[0][0].matches(".ns-foraeldre"));
        lay(all, [...now, each]);
        if (now.length > 0 && (alone || page.scrollHeight > window.innerHeight)) {
          screens.push(now);
          now = [];
        }
        now.push(each);
      }
      screens.push(now);
    }
    turnTo(0);
  }

  /** Shows these pieces with the words that stand above them, and no others. */
  function lay(all, shown) {
    for (const part of all.flat()) part.setAttribute(OUT, "");
    for (const part of shown.flat()) part.removeAttribute(OUT);
  }

  function turnTo(number) {
    at = number;
    if (screens.length) lay(screens.flat(), screens[at]);
    for (const each of root.querySelectorAll("[data-blad]")) {
      const next = at + Number(each.dataset.blad);
      each.hidden = next < 0 || next >= screens.length;
    }
    window.scrollTo({ top: 0, behavior: "instant" });
  }

  function turn(by) {
    if (!screens[at + by]) return;
    turnTo(at + by);
    const next = [...root.querySelectorAll("[data-blad]")].find((each) => Number(each.dataset.blad) === by && !each.hidden);
    (next ?? root.querySelector("[data-blad]:not([hidden])")).focus();
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
    if (target.closest("[data-alle-emner]")) choose(null);
    const page = target.closest("[data-blad]");
    if (page) turn(Number(page.dataset.blad));
  });
  document.addEventListener("keydown", (event) => {
    const by = CLICKER[event.key];
    if (!on() || dialog.open || !by || !screens[at + by]) return;
    event.preventDefault();
    turn(by);
  });
  document.addEventListener("pointermove", ({ movementX, movementY }) => {
    if (movementX || movementY) page.dataset.mus = "";
  });
  mount.addEventListener("fordelt", fit);
  whole.addEventListener("click", resize);
  mount.addEventListener("vist", prepare);
  window.addEventListener("resize", () => {
    fit();
    if (on()) turnPages();
  });
  document.fonts?.ready.then(fit);

  return (wanted) => {
    page.toggleAttribute("data-projektor", wanted);
    root.hidden = !wanted;
    delete page.dataset.taet;
    delete page.dataset.spalter;
    told = "";
    chosen = null;
    prepare();
    window.scrollTo({ top: 0, behavior: "instant" });
    const focus = wanted ? mount.querySelector("h1") : [...document.querySelectorAll("[data-stor-skaerm]")].find(visible);
    if (!dialog.open) focus?.focus({ preventScroll: !wanted });
  };
}

const visible = (element) => element.checkVisibility?.() ?? element.offsetParent !== null;
