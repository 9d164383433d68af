// Show of hands: a trainer types how many hands each answer got, and the room sees how they spread.
//
// <div data-haender data-vis="…" data-skjul="…" data-antal="…" data-nulstil="…">
//   … an element with data-haender-svar="id" for each answer; its own text is the label
//     (data-haender-tekst, where the label is something else)
//     data-haender-anbefalet="…" marks its bar with those words; after a change: the event "anbefalet" on the div
// </div>
// It sends "fordelt" when the spread comes or goes.
//
// All words come from the page. Nothing is stored: the counts live in the fields and go with the page.

const MOST = 999; // three digits fit the field, and no room holds more people
const SVG = "http://www.w3.org/2000/svg";

/** Makes every show of hands in `root`, or `root` itself, ready. Calling it again changes nothing. */
export function haender(root) {
  const found = root.matches?.("[data-haender]") ? [root] : root.querySelectorAll("[data-haender]");
  for (const each of found) {
    if (!("haenderKlar" in each.dataset)) {
      each.dataset.haenderKlar = ""; // in the page, because the build may write this module into two scripts
      enhance(each);
    }
  }
}

function enhance(root) {
  const answers = [...root.querySelectorAll("[data-haender-svar]")].map((element) => ({
    label: (element.dataset.haenderTekst || element.textContent).trim().replace(/\s+/g, " "),
    element,
  }));
  const total = make("output", "ns-haender__antal");
  const show = button("ns-haender__vis", root.dataset.vis);
  const reset = button("ns-haender__nulstil", root.dataset.nulstil);
  const spread = make("div", "ns-haender__fordeling");
  const foot = make("div", "ns-haender__fod");
  spread.setAttribute("role", "img");
  spread.hidden = true;

  const changed = () => {
    const counts = answers.map((answer) => count(answer.field));
    const sum = counts.reduce((all, each) => all + each, 0);
    total.value = `${root.dataset.antal}: ${sum}`;
    draw(spread, answers, counts, sum, root.dataset.antal);
  };
  const reveal = (visible) => {
    spread.hidden = !visible;
    show.textContent = visible ? root.dataset.skjul : root.dataset.vis;
    show.setAttribute("aria-expanded", String(visible));
  };

  for (const answer of answers) addCounter(answer, changed);
  answers.forEach(({ field }, at) => {
    field.addEventListener("keydown", (event) => {
      if (event.key !== "Enter") return;
      event.preventDefault(); // the next answer, as in a table of numbers; after the last comes the button
      (answers[at + 1]?.field || show).focus();
    });
  });
  const tell = () => root.dispatchEvent(new CustomEvent("fordelt", { bubbles: true }));
  root.addEventListener("anbefalet", changed);
  show.addEventListener("click", () => {
    reveal(spread.hidden);
    tell();
  });
  reset.addEventListener("click", () => {
    for (const { field } of answers) field.value = "0";
    reveal(false);
    changed();
    tell();
    answers[0]?.field.focus();
  });

  foot.append(total, show, reset);
  root.classList.add("ns-haender");
  root.append(foot, spread);
  changed();
  reveal(false);
}

/** Adds − number + to one answer: inside it, or right after it where the answer itself can be pressed. */
function addCounter(answer, changed) {
  const box = make("span", "ns-haender__taeller");
  const field = document.createElement("input");
  Object.assign(field, { type: "number", min: "0", max: String(MOST), step: "1", value: "0", inputMode: "numeric" });
  field.autocomplete = "off";
  field.className = "ns-haender__felt";
  field.setAttribute("aria-label", answer.label);
  answer.field = field;

  const step = (by) => {
    const set = button("ns-haender__trin", by > 0 ? "+" : "\u2212");
    set.setAttribute("aria-label", `${by > 0 ? "+" : "\u2212"}1: ${answer.label}`);
    set.tabIndex = -1; // the field has the arrow keys; two more stops for each answer would only be in the way
    set.addEventListener("click", () => {
      field.value = String(within(count(field) + by));
      changed();
    });
    return set;
  };
  field.addEventListener("input", changed);
  field.addEventListener("focus", () => field.select());
  field.addEventListener("change", () => {
    field.value = String(count(field));
    changed();
  });
  box.append(step(-1), field, step(1));
  if (answer.element.matches("a, button, summary, label")) {
    answer.element.after(box);
  } else {
    answer.element.append(box);
    answer.element.classList.add("ns-haender__svar");
  }
}

/** The spread as one row for each answer: label, bar and number; for those who do not see it, as one sentence each. */
function draw(spread, answers, counts, sum, heading) {
  const percent = shares(counts, sum);
  const rows = answers.map(({ label, element }, at) => {
    const row = make("div", "ns-haender__raekke");
    const number = make("span", "ns-haender__tal");
    const strong = make("strong", "");
    strong.textContent = String(counts[at]);
    number.append(strong, ` \u00b7 ${percent[at]}\u00a0%`);
    const name = make("span", "ns-haender__navn");
    name.textContent = label;
    if (element.dataset.haenderAnbefalet) name.append(mark(element.dataset.haenderAnbefalet));
    row.append(name, bar(sum ? (100 * counts[at]) / sum : 0), number);
    return row;
  });
  spread.replaceChildren(...rows);
  const said = answers.map(({ label, element }, at) => {
    const words = element.dataset.haenderAnbefalet;
    return `${label}${words ? ` (${words})` : ""}: ${counts[at]} (${percent[at]}\u00a0%)`;
  });
  spread.setAttribute("aria-label", [`${heading}: ${sum}`, ...said].join(". "));
}

/** Whole percentages that make a hundred together: those that lose most by rounding down get what is left. */
export function shares(counts, sum) {
  if (!sum) return counts.map(() => 0);
  const exact = counts.map((each) => (100 * each) / sum);
  const whole = exact.map(Math.floor);
  const left = 100 - whole.reduce((all, each) => all + each, 0);
  const order = [...exact.keys()].sort((a, b) => exact[b] - whole[b] - (exact[a] - whole[a]) || a - b);
  for (const at of order.slice(0, left)) whole[at] += 1;
  return whole;
}

/** An icon and words: a colour alone says nothing. */
function mark(words) {
  const found = make("strong", "ns-haender__anbefalet");
  const svg = document.createElementNS(SVG, "svg");
  svg.setAttribute("viewBox", "0 0 24 24");
  svg.setAttribute("focusable", "false");
  const path = document.createElementNS(SVG, "path");
  path.setAttribute("d", "m4 12.5 5.5 5.5L20 6.5");
  svg.append(path);
  found.append(svg, words);
  return found;
}

function bar(percent) {
  const svg = document.createElementNS(SVG, "svg");
  svg.setAttribute("class", "ns-haender__bjaelke");
  svg.setAttribute("width", "100%");
  svg.setAttribute("height", "24");
  svg.setAttribute("focusable", "false");
  for (const [css, width] of [["ns-haender__bund", 100], ["ns-haender__fyld", percent]]) {
    const rect = document.createElementNS(SVG, "rect");
    rect.setAttribute("class", css);
    rect.setAttribute("width", `${width}%`);
    rect.setAttribute("height", "100%");
    svg.append(rect);
  }
  return svg;
}

const within = (number) => Math.min(MOST, Math.max(0, number));
const count = (field) => within(Math.floor(Number(field.value)) || 0);

function make(tag, css) {
  const element = document.createElement(tag);
  if (css) element.className = css;
  return element;
}

function button(css, text) {
  const element = make("button", css);
  element.type = "button";
  element.textContent = text;
  return element;
}
