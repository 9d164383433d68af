// The live guide's shell. It knows the JSON of web.handle and the data attributes of the fragments, and nothing of what
// they say: no rules and no sentences. Until Python answers, and when it never does, the pre-rendered pages are shown.
// The worker is in python.js, the steps and the browser's history in history.js, the screen in showing.js. Here is what
// happens when: when Python answers, when a person presses something, and when there is no Python.
//
// A mount may say where the guide's pages are (data-home), and that it rests until somebody begins (data-lazy): the page
// of practice cases has a list of its own in the place of the guide's start. After each step the mount tells what is
// shown with the event "vist".

import { START, begun, makeWay } from "./history.js";
import { makePython } from "./python.js";
import { makeView } from "./showing.js";
import { copy, print, save } from "./take-along.js";

const LATE = 6_000; // milliseconds that a person is told that more will come soon

/** Makes one mount live. Returns a function that ends it. */
export function makeLive(mount) {
  const home = new URL(mount.dataset.home ?? ".", location.href).href; // the addresses of web.handle are relative to it
  const lazy = "lazy" in mount.dataset;
  const runtime = mount.dataset.runtime && new URL(mount.dataset.runtime, location.href).href;

  let kept; // what Python wants to be handed back with the next request: in this variable and nowhere else
  let queue = Promise.resolve(); // one thing at a time, in the order in which the person did them

  const way = makeWay();
  const view = makeView(mount, home, lazy);
  const python = makePython(runtime, () => inTurn(takeOver), fail);
  const { status, setStatus, tellOf, tellOfStatus, fill, say, showPage } = view;

  const ask = (asked) => python.ask({ ...asked, kept, now: localTime() });
  const atRest = () => lazy && !begun(way.step());
  const inTurn = (work) => (queue = queue.then(work).catch(() => fail("shell")));

  function startPython() {
    if (!python.canStart()) {
      fail("browser");
      return;
    }
    setStatus("loading");
    setTimeout(view.isLate, LATE);
    python.start();
  }

  /** The end of the live guide; the static pages go on from the step that is shown, with its links as they are. */
  function fail(reason) {
    if (status() === "failed") return;
    python.giveUp(reason);
    setStatus("failed");
    mount.dataset.guideReason = reason; // for whoever looks for the cause; not shown
    fill("trail"); // its buttons could do nothing
  }

  // --- showing -------------------------------------------------------------------------------------------------------

  /** Shows an answer. The page moves only when another node is shown than before. */
  function show(answer, move = true) {
    const before = view.nodeShown();
    const hadFocus = view.hasFocus();
    const replaced = view.put(answer.step, answer.address);
    fill("trail", answer.trail, answer.address);
    fill("record", answer.record, answer.address);
    kept = answer.kept;
    say(answer.notice);
    view.setTitle(answer.title);
    tell();
    if (move || before !== view.nodeShown()) view.toTop();
    else if (replaced && hadFocus) view.focusHeading();
  }

  const tell = () => mount.dispatchEvent(new CustomEvent("vist", { detail: { step: way.step(), kept } }));

  /** The start of a mount that rests until somebody begins: the page's own list stands there instead. */
  function rest() {
    view.empty();
    tell();
  }

  // --- what a person does --------------------------------------------------------------------------------------------

  /** One event, from a click on `link`. Before Python answers, the page behind the link is shown and the event kept. */
  async function act(event, link) {
    if (status() === "live") {
      const asked = { state: way.step().state, events: [event] };
      const answer = await ask(asked).catch(() => null);
      if (answer) arrive(asked, answer, link);
      else follow(link);
      return;
    }
    const step = way.step();
    const next = { ...step, events: [...step.events, event], address: link?.href ?? "", depth: step.depth + 1 };
    try {
      if (status() !== "loading") throw new Error("static");
      await showPage(next.address);
    } catch (error) {
      if (error instanceof TypeError) tellOf("lost"); // no line: the page stays, and the answer can be pressed again
      else follow(link);
      return;
    }
    tellOfStatus();
    way.push(next);
    tell();
  }

  function toList() {
    way.push({ ...START, depth: way.step().depth + 1 });
    rest();
  }

  function follow(link) {
    if (link?.href) location.assign(link.href);
  }

  /** A live answer to something that was asked: a new entry of the history, and on the screen. */
  function arrive(asked, answer, pressed) {
    if (!answer.ok) {
      say(answer.message);
      return;
    }
    way.push({ ...asked, address: new URL(answer.address, home).href, depth: way.step().depth + 1 });
    way.answered(answer.state);
    const roles = [...mount.querySelectorAll("[data-role]")];
    const index = roles.indexOf(pressed); // choosing a role changes the order of the steps, not the place
    show(answer, index < 0);
    if (index >= 0) view.focusAgain("role", index);
  }

  /** Asks again what a step asked for, when Python comes or the person goes back or forward. */
  async function again(move) {
    const answer = await ask(way.step());
    if (!answer.ok) {
      say(answer.message);
      return;
    }
    way.replace({ ...way.step(), address: new URL(answer.address, home).href });
    way.answered(answer.state);
    show(answer, move);
  }

  async function takeOver() {
    if (!atRest() && (way.step().depth || begun(way.step()))) await again(false);
    if (status() !== "loading") return;
    setStatus("live");
    tell();
    // Words written before Python was there. Never without: the search takes its time to get ready, and the person's first
    // answer would wait for it.
    const typed = mount.querySelector("[data-find]")?.value;
    if (typed) inTurn(() => find(typed));
    performance.mark("guide:live");
  }

  async function goTo(entry) {
    way.enter(entry);
    if (atRest()) rest();
    else if (status() === "live") await again(true);
    else await showPage(entry.address || home).then(tell).catch(() => location.assign(entry.address || home));
  }

  /** "Ryd alt": page, history and Python forget. */
  async function clear() {
    const asked = { state: {}, events: [{ type: "clear" }] };
    const answer = status() === "live" ? await ask(asked).catch(() => null) : null; // nobody waits for Python to forget
    history.scrollRestoration = "manual"; // the way back to the first entry must not bring its place on the page along
    await way.forget();
    kept = undefined;
    fill("record");
    view.forget();
    if (lazy) rest();
    else if (answer) show(answer);
    else await showPage(home).catch(() => location.assign(home));
    requestAnimationFrame(() => {
      if (!lazy) view.toTop();
      history.scrollRestoration = "auto";
    });
  }

  /** One step back; after a prepared link there is none in the history, and then the last answer is asked again. */
  function goBack(link) {
    const { state, depth } = way.step();
    const last = Object.keys(state.answers ?? {}).at(-1);
    if (depth > 0) history.back();
    else if (status() === "live") inTurn(() => act(last ? { type: "edit", question: last } : { type: "add" }, link));
    else follow(link);
  }

  const EVENTS = [
    ["question", (data) => ({ type: "answer", question: data.question, option: data.option })],
    ["sporValg", (data) => ({ type: "choose", spor: data.sporValg })],
    ["raise", (data) => ({ type: "raise", from: data.from, to: data.raise })],
    ["edit", (data) => ({ type: "edit", question: data.edit })],
    ["add", () => ({ type: "add" })],
    ["role", (data) => ({ type: "role", role: data.role })],
    ["oev", (data) => ({ type: "practise", case: data.oev })],
  ];
  const BUTTONS = { back: goBack, cancel: goBack, clear: () => inTurn(clear), liste: () => inTurn(toList) };
  const ALWAYS = { storSkaerm: bigScreen, print, copy, save }; // these need no Python

  // --- "Jeg har set …" -----------------------------------------------------------------------------------------------

  let typing = 0;

  /** Shows what Python finds for the words typed, when the person pauses. The words go nowhere else. */
  function onType({ target }) {
    if (!target.matches("[data-find]")) return;
    clearTimeout(typing);
    typing = setTimeout(() => search(target), 150);
  }

  /** Words typed before Python is there are looked up by `takeOver`; until then the person sees that it is under way. */
  function search(field) {
    if (status() === "live") inTurn(() => find(field.value));
    else if (status() === "loading" && field.value.trim()) fill("found", field.dataset.busy);
  }

  async function find(text) {
    const field = mount.querySelector("[data-find]");
    const busy = setTimeout(() => text.trim() && fill("found", field?.dataset.busy), 300);
    const answer = await ask({ find: text }).catch(() => null);
    clearTimeout(busy);
    if (answer?.ok) fill("found", answer.found, ""); // where it still stands: the person may have gone on
  }

  // --- the big screen --------------------------------------------------------------------------------------------------

  /** For a whole room. Its script and its styles are fetched when somebody asks for them. */
  function bigScreen() {
    const map = async () => (await ask({ state: way.step().state, map: true })).map;
    import("../traening/stor-skaerm.js").then(({ toggle }) => toggle(mount, map));
  }

  function onClick(click) {
    const plain = click.button === 0 && !(click.ctrlKey || click.metaKey || click.shiftKey || click.altKey);
    const pressed = click.target.closest("a, button");
    if (!pressed || !plain || click.defaultPrevented) return;
    const second = click.detail > 1; // the second half of a double click belongs to what is gone
    const named = (buttons) => Object.keys(buttons).find((name) => name in pressed.dataset);
    const always = named(ALWAYS);
    if (always && !second) ALWAYS[always](pressed);
    const button = named(BUTTONS);
    const found = EVENTS.find(([name]) => name in pressed.dataset);
    if (!button && !found) return;
    if (lazy && status() === "static" && found) startPython();
    if (status() === "static" || status() === "failed") return;
    click.preventDefault();
    if (second) return;
    if (button) BUTTONS[button](pressed);
    else inTurn(() => act(found[1](pressed.dataset), pressed));
  }

  // --- beginning -----------------------------------------------------------------------------------------------------

  /** A prepared link brings answers in the fragment; they leave the address before anything else happens. */
  function takeLink() {
    if (!location.hash.startsWith("#spor=")) return false;
    const event = { type: "link", fragment: location.hash.slice(1) };
    way.replace({ ...START, events: [event] });
    return true;
  }

  function onPop({ state }) {
    if (way.isOwn()) return;
    if (state?.vejviser) inTurn(() => goTo(way.at(state.vejviser.number)));
    else if (takeLink()) inTurn(() => goTo(way.step()));
    else way.replace(way.step(), location.href); // a link within the page, such as "skip to content"
  }

  if (!takeLink()) {
    if (way.wasBegun()) say(mount.querySelector('[data-when="forgotten"]')?.textContent ?? "");
    way.replace(START, location.href);
  }
  document.addEventListener("click", onClick); // "Ryd alt" also stands below the mount
  mount.addEventListener("input", onType);
  mount.addEventListener("focusin", onType); // makes the search ready while the person begins to write
  window.addEventListener("popstate", onPop);
  if (location.hash === "#stor-skaerm") bigScreen();
  if (!atRest()) startPython();

  return () => {
    python.stop();
    document.removeEventListener("click", onClick);
    mount.removeEventListener("input", onType);
    mount.removeEventListener("focusin", onType);
    window.removeEventListener("popstate", onPop);
  };
}

function localTime() {
  const now = new Date();
  return new Date(now.getTime() - now.getTimezoneOffset() * 60_000).toISOString().slice(0, 16);
}

let current = { mount: null, end() {} };

function begin() {
  const mount = document.getElementById("vejviser");
  if (mount === current.mount) return;
  current.end();
  current = { mount, end: mount ? makeLive(mount) : () => {} };
}

begin();
// The theme can swap pages without loading them (navigation.instant); then the mount comes and goes.
window.document$?.subscribe(begin);
