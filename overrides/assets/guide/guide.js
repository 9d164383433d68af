// The live guide's shell. It knows the JSON of web.handle and the data attributes of the fragments, and nothing of what
// they say: no rules and no sentences. Until Python answers, and when it never does, the pre-rendered pages are shown.
//
// A step is what was asked for: `{state, events, address, depth}`. Steps stay in this page's memory; history.state holds
// their numbers, so that Back and Forward ask the same again. Browsers write history.state to disk, to open a closed tab
// again, and Chromium leaves it there also when it is written over. Answers are never there, nor in the address, in
// storage or in a cookie. A page that the browser has to load anew has forgotten them, and says so.
//
// A mount may say where the guide's pages are (data-home), and that it rests until somebody begins (data-lazy): the page
// of practice cases has a list of its own in the place of the guide's start. After each step the mount tells what is
// shown with the event "vist".

import { copy, print, save } from "./take-along.js";

const PATIENCE = 20_000; // silence of the worker for so long means that it will not come
const START = Object.freeze({ state: {}, events: [], address: "", depth: 0 });
const NAMED = /(href="(?!https?:)[^"]*\/)index\.html/g; // links as the package for a web server has them (see tema.js)

/** Makes one mount live. Returns a function that ends it. */
export function makeLive(mount) {
  const home = new URL(mount.dataset.home ?? ".", location.href).href; // the addresses of web.handle are relative to it
  const lazy = "lazy" in mount.dataset;
  const slot = (name) => mount.querySelector(`[data-slot="${name}"]`);
  const runtime = mount.dataset.runtime && new URL(mount.dataset.runtime, location.href).href;

  let step = START;
  let shown = slot("step").firstElementChild?.outerHTML; // the fragment's source, before links are resolved
  let worker = null;
  let timer = 0;
  let lastId = 0;
  let kept; // what Python wants to be handed back with the next request: in this variable and nowhere else
  const steps = new Map(); // number -> step, for the entries of the history that this page has made
  let lastNumber = Date.now(); // above every number that an earlier load of the page has left in the history
  let arrived = null; // called when a way back that this code asked for has been gone
  const waiting = new Map(); // id -> how to settle the promise of that request
  let queue = Promise.resolve(); // one thing at a time, in the order in which the person did them

  const status = () => mount.dataset.guideState;
  const atRest = () => lazy && !step.events.length && !Object.keys(step.state).length;
  function setStatus(value) {
    mount.dataset.guideState = value;
    tellOf(value);
  }
  function tellOf(when) {
    for (const text of mount.querySelectorAll("[data-when]")) text.hidden = text.dataset.when !== when;
  }
  const inTurn = (work) => (queue = queue.then(work).catch(() => fail("shell")));

  // --- the worker ----------------------------------------------------------------------------------------------------

  function startPython() {
    if (!runtime || typeof WebAssembly !== "object" || !WebAssembly.compileStreaming || typeof Worker !== "function") {
      fail("browser");
      return;
    }
    setStatus("loading");
    expectNews();
    worker = new Worker(`${runtime}worker.js`);
    worker.onmessage = ({ data }) => hear(data);
    worker.onerror = (event) => {
      event.preventDefault();
      fail("worker");
    };
    // Compiling here is the preflight: a missing or truncated file and a wrong type are refused at once, and the work
    // goes on beside the worker's own start. Pyodide alone would wait for ever (see worker.js).
    WebAssembly.compileStreaming(fetch(`${runtime}pyodide.asm.wasm`)).then(
      (module) => worker?.postMessage({ module }),
      () => fail("wasm"),
    );
  }

  function expectNews() {
    clearTimeout(timer);
    timer = setTimeout(() => fail("silence"), PATIENCE);
  }

  function hear(message) {
    if (message.type === "failed") {
      fail(message.reason);
      return;
    }
    clearTimeout(timer);
    if (message.type === "ready") {
      inTurn(takeOver);
    } else if (message.type === "alive") {
      expectNews();
    } else {
      waiting.get(message.id)?.resolve(JSON.parse(message.response));
      waiting.delete(message.id);
      if (waiting.size) expectNews();
    }
  }

  function ask(asked) {
    return new Promise((resolve, reject) => {
      if (!worker) {
        reject(new Error("no worker"));
        return;
      }
      waiting.set((lastId += 1), { resolve, reject });
      expectNews();
      worker.postMessage({ id: lastId, request: JSON.stringify({ ...asked, kept, now: localTime() }) });
    });
  }

  /** The end of the live guide; the static pages go on from the step that is shown, with its links as they are. */
  function fail(reason) {
    if (status() === "failed") return;
    stop();
    setStatus("failed");
    mount.dataset.guideReason = reason; // for whoever looks for the cause; not shown
    slot("trail").replaceChildren(); // its buttons could do nothing
    for (const { reject } of waiting.values()) reject(new Error(reason));
    waiting.clear();
  }

  function stop() {
    clearTimeout(timer);
    worker?.terminate();
    worker = null;
  }

  // --- showing -------------------------------------------------------------------------------------------------------

  /** Puts a fragment in the step's slot, with links that hold also here. False when it stands there already. */
  function put(html, address) {
    const template = document.createElement("template");
    template.innerHTML = html;
    const article = template.content.firstElementChild;
    if (!article || article.outerHTML === shown) return false;
    shown = article.outerHTML;
    slot("step").replaceChildren(resolved(template.content, address));
    return true;
  }

  function resolved(content, address) {
    const base = new URL(address, home);
    for (const link of content.querySelectorAll("a[href]")) {
      const href = link.getAttribute("href");
      if (lazy && href.startsWith("tel:")) link.removeAttribute("href"); // nobody rings in an exercise
      else if (!href.startsWith("#")) link.href = new URL(href, base).href;
    }
    return content;
  }

  function fill(name, html, address) {
    const template = document.createElement("template");
    template.innerHTML = html ?? "";
    slot(name)?.replaceChildren(resolved(template.content, address));
  }

  const nodeShown = () => slot("step").firstElementChild?.dataset.node;

  /** Shows an answer. The page moves only when another node is shown than before. */
  function show(answer, move = true) {
    const before = nodeShown();
    const hadFocus = slot("step").contains(document.activeElement);
    const replaced = put(answer.step, answer.address);
    fill("trail", answer.trail, answer.address);
    fill("record", answer.record, answer.address);
    kept = answer.kept;
    say(answer.notice);
    setTitle(answer.title);
    tell();
    if (move || before !== nodeShown()) toTop();
    else if (replaced && hadFocus) focusHeading();
  }

  const tell = () => mount.dispatchEvent(new CustomEvent("vist", { detail: { step, kept } }));

  function say(text) {
    if (slot("notice").textContent !== text) slot("notice").textContent = text;
  }

  const ownTitle = document.title;
  const siteName = document.title.match(/ [-–] [^-–]+$/)?.[0] ?? "";
  const setTitle = (title) => (document.title = title + siteName);

  const focusHeading = () => mount.querySelector("h1")?.focus({ preventScroll: true });

  function toTop() {
    focusHeading(); // read aloud: the new heading
    window.scrollTo({ top: 0, behavior: "instant" });
  }

  /** Shows the pre-rendered page at an absolute address. Rejects when it cannot be had. */
  async function showPage(address) {
    const response = await fetch(address);
    const page = new DOMParser().parseFromString(response.ok ? await response.text() : "", "text/html");
    const article = page.querySelector("article.ns-trin");
    if (!article) throw new Error("no fragment");
    put(article.outerHTML.replace(NAMED, "$1"), response.url);
    slot("trail").replaceChildren();
    say("");
    document.title = lazy ? ownTitle : page.title;
    toTop();
  }

  /** The start of a mount that rests until somebody begins: the page's own list stands there instead. */
  function rest() {
    shown = undefined;
    slot("step").replaceChildren();
    slot("trail").replaceChildren();
    say("");
    document.title = ownTitle;
    tell();
  }

  // --- what a person does --------------------------------------------------------------------------------------------

  /** One event, from a click on `link`. Before Python answers, the page behind the link is shown and the event kept. */
  async function act(event, link) {
    if (status() === "live") {
      const asked = { state: step.state, events: [event] };
      const answer = await ask(asked).catch(() => null);
      if (answer) arrive(asked, answer);
      else follow(link);
      return;
    }
    const next = { ...step, events: [...step.events, event], address: link?.href ?? "", depth: step.depth + 1 };
    try {
      if (status() !== "loading") throw new Error("static");
      await showPage(next.address);
    } catch (error) {
      if (error instanceof TypeError) tellOf("lost"); // no line: the page stays, and the answer can be pressed again
      else follow(link);
      return;
    }
    tellOf(status());
    remember(next, "pushState");
    tell();
  }

  function toList() {
    remember({ ...START, depth: step.depth + 1 }, "pushState");
    rest();
  }

  function follow(link) {
    if (link?.href) location.assign(link.href);
  }

  /** A live answer to something that was asked: a new entry of the history, and on the screen. */
  function arrive(asked, answer) {
    if (!answer.ok) {
      say(answer.message);
      return;
    }
    remember({ ...asked, address: new URL(answer.address, home).href, depth: step.depth + 1 }, "pushState");
    step = { ...step, state: answer.state, events: [] };
    show(answer);
  }

  function remember(next, how, address = location.pathname + location.search) {
    step = next;
    steps.set((lastNumber += 1), next);
    const begun = next.events.length > 0 || Object.keys(next.state).length > 0;
    history[how]({ ...history.state, vejviser: { number: lastNumber, begun } }, "", address);
  }

  /** Asks again what a step asked for, when Python comes or the person goes back or forward. */
  async function again(move) {
    const answer = await ask(step);
    if (!answer.ok) {
      say(answer.message);
      return;
    }
    remember({ ...step, address: new URL(answer.address, home).href }, "replaceState");
    step = { ...step, state: answer.state, events: [] };
    show(answer, move);
  }

  async function takeOver() {
    if (!atRest() && (step.events.length || step.depth || Object.keys(step.state).length)) await again(false);
    if (status() !== "loading") return;
    setStatus("live");
    tell();
    const typed = mount.querySelector("[data-find]")?.value;
    if (typed) inTurn(() => find(typed)); // words written before Python was there
    performance.mark("guide:live");
  }

  async function goTo(entry) {
    step = entry;
    if (atRest()) rest();
    else if (status() === "live") await again(true);
    else await showPage(entry.address || home).then(tell).catch(() => location.assign(entry.address || home));
  }

  /** "Ryd alt": also the history forgets. Its first entry is written over, and a new one cuts off those that follow. */
  async function clear() {
    const asked = { state: {}, events: [{ type: "clear" }] };
    const answer = status() === "live" ? await ask(asked).catch(() => null) : null; // nobody waits for Python to forget
    if (step.depth > 0) await backToFirst();
    steps.clear();
    remember(START, "replaceState");
    remember({ ...START, depth: 1 }, "pushState");
    kept = undefined;
    fill("record");
    if (lazy) rest();
    else if (answer) show(answer);
    else await showPage(home).catch(() => location.assign(home));
  }

  function backToFirst() {
    return new Promise((resolve) => {
      const forgotten = setTimeout(() => arrived?.(), 1000); // browsers keep some fifty entries; nobody waits for more
      arrived = () => {
        clearTimeout(forgotten);
        arrived = null; // the next way back is the person's own
        resolve();
      };
      history.go(-step.depth);
    });
  }

  /** One step back; after a prepared link there is none in the history, and then the last answer is asked again. */
  function goBack(link) {
    const last = Object.keys(step.state.answers ?? {}).at(-1);
    if (step.depth > 0) history.back();
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
    if (!target.matches("[data-find]") || status() !== "live") return;
    clearTimeout(typing);
    typing = setTimeout(() => inTurn(() => find(target.value)), 150);
  }

  async function find(text) {
    const answer = await ask({ find: text }).catch(() => null);
    if (!answer?.ok) return;
    const template = document.createElement("template");
    template.innerHTML = answer.found;
    slot("found")?.replaceChildren(resolved(template.content, "")); // the person may have gone on
  }

  // --- the big screen --------------------------------------------------------------------------------------------------

  /** For a whole room. Its script and its styles are fetched when somebody asks for them. */
  function bigScreen() {
    const map = async () => (await ask({ state: step.state, map: true })).map;
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
    remember({ ...START, events: [event] }, "replaceState");
    return true;
  }

  function onPop({ state }) {
    if (arrived) arrived();
    else if (state?.vejviser) inTurn(() => goTo(steps.get(state.vejviser.number) ?? START));
    else if (takeLink()) inTurn(() => goTo(step));
    else remember(step, "replaceState", location.href); // a link within the page, such as "skip to content"
  }

  if (!takeLink()) {
    if (history.state?.vejviser?.begun) say(mount.querySelector('[data-when="forgotten"]')?.textContent ?? "");
    remember(START, "replaceState", location.href);
  }
  document.addEventListener("click", onClick); // "Ryd alt" also stands below the mount
  mount.addEventListener("input", onType);
  mount.addEventListener("focusin", onType); // makes the search ready while the person begins to write
  window.addEventListener("popstate", onPop);
  if (location.hash === "#stor-skaerm") bigScreen();
  if (!atRest()) startPython();

  return () => {
    stop();
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
