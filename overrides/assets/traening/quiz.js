// The quiz and the vignettes: one task at a time, the explanation at once, and a view for a group with a show of hands.
//
// The page works without it: each task is a list of answers and a folded explanation (scripts/exercises.py writes them).
// Every word comes from the page. What somebody answers lives in this module and goes with the page; nothing is stored.
import { haender } from "./haender.js";

const bar = document.querySelector("[data-oevelse]");
const pressed = (button) => button.getAttribute("aria-pressed") === "true";
const plain = (part) => {
  try {
    return decodeURIComponent(part);
  } catch {
    return part; // a link that somebody has cut through, such as "#%"
  }
};
const fill = (text, values) => text.replace(/\{(\w+)\}/g, (_, name) => values[name]);

function start() {
  const turn = document.querySelector("[data-skift]");
  const tasks = [...document.querySelectorAll("[data-opgave]")].map((root) => prepare(root, changed));
  const subjects = bar.querySelector("[data-emner]");
  const everything = bar.querySelector("[data-alle]");
  const modes = [...bar.querySelectorAll("[data-maade]")];
  const before = turn.querySelector("[data-forrige]");
  const after = turn.querySelector("[data-naeste]");
  let current = tasks[0];

  const chosen = () => tasks.filter((task) => !subjects?.value || task.subject === subjects.value);
  const inGroup = () => modes.some((button) => button.dataset.maade === "gruppe" && pressed(button));

  function changed() {
    const own = chosen();
    if (!own.includes(current)) current = own[0];
    const group = inGroup();
    const all = everything.checked && !group;
    for (const task of tasks) {
      task.root.hidden = all ? !own.includes(task) : task !== current;
      task.group(group && task === current);
    }
    for (const heading of document.querySelectorAll('[id^="emne-"]')) {
      const subject = heading.id.slice("emne-".length);
      heading.hidden = all ? own.every((task) => task.subject !== subject) : current.subject !== subject;
    }
    const at = own.indexOf(current);
    turn.hidden = all;
    before.disabled = at === 0;
    after.disabled = at === own.length - 1;
    const answered = own.filter((task) => task.first);
    bar.querySelector("[data-sted-her]").textContent = all ? "" : fill(bar.dataset.sted, { nr: at + 1, alle: own.length });
    bar.querySelector("[data-score-her]").textContent =
      group || answered.length === 0
        ? ""
        : fill(bar.dataset.score, {
            svaret: answered.length,
            alle: own.length,
            rigtige: answered.filter((task) => task.first === "rigtigt").length,
          });
  }

  function go(step) {
    const next = chosen()[chosen().indexOf(current) + step];
    if (next) show(next);
  }

  function show(task) {
    current = task;
    changed();
    task.heading.focus({ preventScroll: true });
    task.heading.scrollIntoView({ block: inGroup() ? "nearest" : "start" });
  }

  function setMode(name) {
    for (const button of modes) button.setAttribute("aria-pressed", String(button.dataset.maade === name));
    if (name === "gruppe") document.documentElement.dataset.projektor = "oevelse";
    else delete document.documentElement.dataset.projektor;
    changed();
    if (name === "gruppe") scrollTo(0, 0);
    else current.heading.scrollIntoView({ block: "start" });
  }

  function fromAddress() {
    const id = plain(location.hash.slice(1));
    const named = tasks.find((task) => task.heading.id === id) || tasks.find((task) => `emne-${task.subject}` === id);
    if (!named) return;
    if (subjects && subjects.value !== named.subject) subjects.value = ""; // else the chosen subject would hide it
    show(named);
  }

  for (const button of modes) button.addEventListener("click", () => setMode(button.dataset.maade));
  subjects?.addEventListener("change", () => {
    current = chosen()[0];
    changed();
  });
  everything.addEventListener("change", changed);
  bar.querySelector("[data-forfra]").addEventListener("click", () => {
    for (const task of tasks) task.reset();
    current = chosen()[0];
    changed();
  });
  before.addEventListener("click", () => go(-1));
  after.addEventListener("click", () => go(1));
  addEventListener("hashchange", fromAddress);
  addEventListener("keydown", (event) => {
    if (!inGroup()) return;
    if (event.key === "Escape") setMode("alene");
    const step = { PageDown: 1, PageUp: -1 }[event.key]; // what a clicker sends
    if (step && !event.target.closest("input, select")) {
      event.preventDefault();
      go(step);
    }
  });

  bar.hidden = false;
  changed();
  fromAddress();
}

/** One task: its answers become buttons, and the explanation of the one that is pressed comes right below them. */
function prepare(root, changed) {
  const list = root.querySelector("ol");
  const answers = [...list.querySelectorAll("[data-svar]")];
  const facit = root.querySelector("details");
  const explanations = [...facit.querySelectorAll("li:has([data-dom])")];
  const heading = root.querySelector("h3");
  const said = make("div", "ns-opgave__svaret");
  let hands = null;
  const task = { root, heading, subject: root.dataset.emne, first: "", group, reset };

  heading.tabIndex = -1;
  said.setAttribute("role", "status");
  list.after(said);
  const buttons = answers.map((answer, at) => {
    const button = make("button", "ns-opgave__knap");
    button.type = "button";
    button.setAttribute("aria-pressed", "false");
    answer.replaceWith(button);
    button.append(answer);
    button.addEventListener("click", () => choose(at));
    return button;
  });

  function choose(at) {
    const verdict = explanations[at]?.querySelector("[data-dom]").dataset.dom || "valgt";
    task.first ||= verdict;
    buttons.forEach((button, each) => button.setAttribute("aria-pressed", String(each === at)));
    buttons[at].dataset.dom = verdict;
    if (explanations[at]) {
      said.replaceChildren(...explanations[at].cloneNode(true).childNodes);
    } else {
      facit.open = true;
      said.textContent = fill(bar.dataset.valgt, {
        valgt: answers[at].dataset.kort,
        anbefalet: facit.querySelector("[data-anbefalet]").textContent,
      });
    }
    changed();
  }

  /** The view for a group: counters instead of buttons, made when first asked for. */
  function group(on) {
    if (on && list.hidden !== on) facit.open = false; // the answer comes when the trainer asks for it
    if (on && !hands) hands = showOfHands();
    if (hands) hands.hidden = !on;
    list.hidden = on;
    said.hidden = on;
  }

  function showOfHands() {
    const box = make("div", "ns-opgave__haender");
    for (const word of ["vis", "skjul", "antal", "nulstil"]) box.dataset[word] = bar.dataset[word];
    box.dataset.haender = "";
    box.append(
      ...answers.map((answer, at) => {
        const row = make("div", "ns-opgave__raekke");
        const letter = `${String.fromCharCode("A".charCodeAt(0) + at)}. `; // as the list has: »who says B?«
        row.dataset.haenderSvar = answer.dataset.svar;
        row.dataset.haenderTekst = letter + (answer.dataset.kort || answer.textContent);
        const words = answer.cloneNode(true);
        words.prepend(letter);
        row.append(words);
        return row;
      }),
    );
    list.after(box);
    haender(box);
    return box;
  }

  function reset() {
    task.first = "";
    facit.open = false;
    said.textContent = "";
    hands?.remove();
    hands = null;
    for (const button of buttons) {
      button.setAttribute("aria-pressed", "false");
      delete button.dataset.dom;
    }
  }

  return task;
}

function make(tag, css) {
  const element = document.createElement(tag);
  element.className = css;
  return element;
}

if (bar) start();
