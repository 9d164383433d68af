// What stands on the screen: the fragments in their slots, the sentence on how the guide is doing, title, focus and
// scroll. It decides nothing; guide.js says what is shown.

const NAMED = /(href="(?!https?:)[^"]*\/)index\.html/g; // links as the package for a web server has them (see tema.js)

/**
 * Makes what is seen of a mount. In: the mount, the address that the fragments' links are relative to, and whether the mount
 * rests at a list of its own until somebody begins an exercise.
 */
export function makeView(mount, home, lazy) {
  const slot = (name) => mount.querySelector(`[data-slot="${name}"]`);
  const ownTitle = document.title;
  const siteName = document.title.match(/ [-–] [^-–]+$/)?.[0] ?? "";
  let shown = slot("step").firstElementChild?.outerHTML; // the fragment's source, before links are resolved

  let told = ""; // which sentence stands there
  let late = false;

  const status = () => mount.dataset.guideState;
  function setStatus(value) {
    mount.dataset.guideState = value;
    tellOfStatus();
  }
  const tellOfStatus = () => tellOf(late && status() === "loading" ? "slow" : status());
  function tellOf(when) {
    told = when;
    for (const text of mount.querySelectorAll("[data-when]")) text.hidden = text.dataset.when !== when;
  }
  /** What should have come soon has not: from now on nothing is promised. */
  function isLate() {
    late = true;
    if (told === "loading") tellOfStatus();
  }

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

  /** Puts a fragment in another slot, where the mount has it. Without a fragment the slot is emptied. */
  function fill(name, html, address = "") {
    const template = document.createElement("template");
    template.innerHTML = html ?? "";
    slot(name)?.replaceChildren(resolved(template.content, address));
    if (name === "trail") placeUnder();
  }

  /** Some of the trail belongs high up in the step: under the part of it whose class `data-under` names. */
  function placeUnder() {
    for (const old of slot("step").querySelectorAll("[data-under]")) old.remove();
    for (const part of slot("trail")?.querySelectorAll("[data-under]") ?? []) {
      slot("step").querySelector(`.${part.dataset.under}`)?.after(part);
    }
  }

  /** What stands in the search field and was found for it, gone too. */
  function forget() {
    shown = undefined;
    for (const field of mount.querySelectorAll("[data-find]")) field.value = "";
    fill("found");
  }

  const nodeShown = () => slot("step").firstElementChild?.dataset.node;
  const hasFocus = () => slot("step").contains(document.activeElement);

  function say(text) {
    if (slot("notice").textContent !== text) slot("notice").textContent = text;
  }

  const setTitle = (title) => (document.title = title + siteName);

  /** Focus back on what was pressed, where it stands anew in the same place. */
  function focusAgain(name, index) {
    const found = mount.querySelectorAll(`[data-${name}]`)[index];
    found?.focus({ preventScroll: true });
    return Boolean(found);
  }

  const focusHeading = () => mount.querySelector("h1")?.focus({ preventScroll: true });

  function toTop() {
    focusHeading(); // read aloud: the new heading
    window.scrollTo({ top: 0, behavior: "instant" });
  }

  /** Shows the pre-rendered page at an absolute address. Rejects when it cannot be had. */
  async function showPage(address) {
    const response = await fetch(address, { cache: "no-store" }); // answers given while Python loads stay out of the disk
    const page = new DOMParser().parseFromString(response.ok ? await response.text() : "", "text/html");
    const article = page.querySelector("article.ns-trin");
    if (!article) throw new Error("no fragment");
    put(article.outerHTML.replace(NAMED, "$1"), response.url);
    fill("trail");
    say("");
    document.title = lazy ? ownTitle : page.title;
    toTop();
  }

  /** No step and no trail: the page's own list stands there instead. */
  function empty() {
    shown = undefined;
    slot("step").replaceChildren();
    fill("trail");
    say("");
    document.title = ownTitle;
  }

  return {
    status, setStatus, tellOf, tellOfStatus, isLate, put, fill, nodeShown, hasFocus, say, setTitle, focusHeading, toTop, showPage,
    empty, forget, focusAgain,
  };
}
