// The page of practice cases: a list that can be narrowed down without Python, and the guide's own shell for walking one
// of them. The story is taken from the list. What has been practised is Python's to say and nobody's to store.

import { makeLive } from "../guide/guide.js";

const mount = document.getElementById("oevecase");
const page = mount.parentElement;
const list = [...page.querySelectorAll(".ns-case")];
const find = (id) => list.find((each) => each.dataset.case === id);
const told = mount.querySelector("[data-fortaelling]");
let current = ""; // the case that is walked, "" at the list

// --- the filter ----------------------------------------------------------------------------------------------------------

const filter = page.querySelector("[data-filter]");
const chosen = () => [...new FormData(filter)].filter(([, value]) => value);
const fits = (each, wanted) => wanted.every(([name, value]) => each.dataset[name].split(" ").includes(value));

function narrow() {
  const wanted = chosen();
  for (const each of list) each.hidden = !fits(each, wanted);
  const count = list.filter((each) => !each.hidden).length;
  for (const heading of page.querySelectorAll("h2[id^='emne-']")) {
    heading.hidden = !list.some((each) => !each.hidden && heading.id === `emne-${each.dataset.emne}`);
  }
  const out = filter.querySelector("output");
  const words = count === 0 ? out.dataset.ingen : count === 1 ? out.dataset.en : out.dataset.antal;
  out.value = words.replace("#", count);
}

filter.addEventListener("change", narrow);
filter.addEventListener("submit", (event) => event.preventDefault());
filter.addEventListener("reset", () => setTimeout(narrow)); // the lists are emptied after the event

// --- one case on paper: the story, and the answer on the next sheet -------------------------------------------------------

for (const each of list) {
  const button = document.createElement("button");
  const which = document.createElement("span");
  which.className = "ns-skjult";
  which.textContent = `: ${each.querySelector("h3").firstChild.textContent.trim()}`;
  Object.assign(button, { type: "button", className: "ns-knap ns-knap--stille ns-case__print" });
  button.dataset.print = "case"; // guide.js prints it
  button.append(filter.dataset.printOrd, which);
  button.addEventListener("click", () => each.setAttribute("data-printes", ""));
  each.querySelector(".ns-case__begynd").after(button);
}
addEventListener("afterprint", () => page.querySelector("[data-printes]")?.removeAttribute("data-printes"));

// --- the exercise --------------------------------------------------------------------------------------------------------

/** The next case of those that the filter shows, first among the ones not practised yet. */
function next() {
  const shown = list.filter((each) => !each.hidden);
  const at = shown.indexOf(find(current));
  const following = [...shown.slice(at + 1), ...shown.slice(0, at)];
  return following.find((each) => !("oevet" in each.dataset)) ?? following[0] ?? find(current);
}

/** The case's heading and story, as the list has them. */
function story(each) {
  const heading = document.createElement("h2");
  heading.append(...[...each.querySelector("h3").cloneNode(true).childNodes].filter((node) => !node.matches?.(".headerlink")));
  return [heading, ...[...each.querySelectorAll(".ns-case__hvem, .ns-case__historie")].map((part) => part.cloneNode(true))];
}

function mark(practised) {
  for (const each of list) {
    const done = each.dataset.case in practised;
    each.toggleAttribute("data-oevet", done);
    each.querySelector(".ns-case__oevet").hidden = !done;
  }
}

mount.addEventListener("vist", ({ detail: { step, kept } }) => {
  const before = current;
  current = step.events.findLast?.((event) => event.case)?.case ?? step.state.case ?? "";
  const each = find(current);
  page.toggleAttribute("data-oever", Boolean(each));
  told.hidden = !each;
  if (each && before !== current) mount.querySelector('[data-slot="story"]').replaceChildren(...story(each));
  mark(kept ?? {});
  if (!each && before) backToList(find(before));
});

function backToList(each) {
  const link = each.hidden ? filter.querySelector("select") : each.querySelector("[data-oev]");
  link.focus({ preventScroll: true });
  link.scrollIntoView({ block: "center", behavior: "instant" });
}

page.addEventListener("click", ({ target }) => {
  if (target.closest("[data-naeste]")) next().querySelector("[data-oev]").click();
});

makeLive(mount);

// A deck leads to one case on the big screen.
const asked = find(location.hash.match(/^#stor-skaerm=([\w-]+)$/)?.[1]);
if (asked) {
  filter.querySelector("[data-stor-skaerm]").click();
  asked.querySelector("[data-oev]").click();
}
