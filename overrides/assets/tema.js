// The four names that the theme's bundle expects in the page. The theme writes them inline and stores the
// colour choice on every visit; here they are a file, and nothing is stored until the reader chooses
// light or dark. "Follow the device" removes the choice again.
(() => {
  document.documentElement.classList.replace("no-js", "js"); // the theme's bundle does it too, where it is loaded
  const root = document.currentScript.dataset.rod || ".";
  const scope = new URL(root.endsWith("/") ? root : `${root}/`, location);
  const key = (name, place) => `${place.pathname}.${name}`;
  const followsDevice = (name, value) => name === "__palette" && value && value.index === 0;

  window.__md_scope = scope;
  window.__md_hash = (text) => [...text].reduce((sum, sign) => (sum << 5) - sum + sign.charCodeAt(0), 0);
  window.__md_get = (name, storage, place = scope) => {
    try {
      return JSON.parse((storage || localStorage).getItem(key(name, place)));
    } catch {
      return null; // storage is closed in some frames and modes: the page must work all the same
    }
  };
  window.__md_set = (name, value, storage, place = scope) => {
    try {
      const store = storage || localStorage;
      if (followsDevice(name, value)) store.removeItem(key(name, place));
      else store.setItem(key(name, place), JSON.stringify(value));
    } catch {
      // as above
    }
  };

  const openSearch = () => {
    const toggle = document.getElementById("__search");
    if (toggle && !toggle.checked) toggle.click();
    const field = document.querySelector("[data-md-component=search-query], .md-search__button");
    if (field) field.focus();
  };
  const closeMenu = (menu) => {
    if (menu && menu.open) {
      menu.open = false;
      menu.querySelector("summary").focus();
    }
  };
  // A print carries the page's address, today's date, and the addresses of the site's own links as short paths.
  const prepareForPrint = () => {
    const path = (url) => url.pathname.replace(scope.pathname, "/");
    for (const slot of document.querySelectorAll("[data-udskrevet]")) {
      slot.textContent = new Date().toLocaleDateString("da-DK", { day: "numeric", month: "long", year: "numeric" });
    }
    for (const link of document.querySelectorAll("#indhold a[href]")) {
      const url = new URL(link.href);
      const elsewhere = url.pathname !== location.pathname;
      if (url.origin === location.origin && elsewhere) link.dataset.sti = path(url);
    }
  };

  document.addEventListener("click", (event) => {
    if (event.target.closest("[data-aabn-soeg]")) openSearch();
    const menu = document.querySelector(".ns-menu[open]");
    if (menu && !menu.contains(event.target)) menu.open = false;
  });
  document.addEventListener("keydown", (event) => {
    if (event.key === "Escape") closeMenu(document.querySelector(".ns-menu[open]"));
  });
  // "/" opens the search. The theme's other one-letter keys are left out: who talks to the computer, or rests
  // a hand on the keyboard, would set them off (WCAG 2.1.4).
  addEventListener(
    "keydown",
    (event) => {
      const typing = event.target.closest && event.target.closest("input, textarea, select, [contenteditable]");
      const modified = event.ctrlKey || event.metaKey || event.altKey;
      if (typing || modified || event.key.length !== 1 || event.key === " ") return;
      event.stopImmediatePropagation();
      if (event.key === "/") {
        event.preventDefault();
        openSearch();
      }
    },
    true,
  );
  // The theme explains abbreviations on hover. The first of each kind can be reached by keyboard and touch too.
  const reachAbbreviations = () => {
    const seen = new Set();
    for (const word of document.querySelectorAll("#indhold abbr[title]")) {
      if (!seen.has(word.textContent) && !word.closest("a, summary, h1, h2, h3")) {
        seen.add(word.textContent);
        word.tabIndex = 0;
      }
    }
  };

  // A table that is wider than the screen scrolls in a frame of its own; the keyboard must reach the frame.
  const reachFrames = () => {
    for (const frame of document.querySelectorAll(".md-typeset__scrollwrap")) {
      if (frame.scrollWidth > frame.clientWidth) frame.tabIndex = 0;
      else frame.removeAttribute("tabindex");
    }
  };
  addEventListener("load", reachFrames);
  addEventListener("resize", reachFrames);
  document.addEventListener("DOMContentLoaded", () => {
    reachAbbreviations();
    const chosen = window.__md_get("__palette");
    const choice = document.getElementById(`__palette_${(chosen && chosen.index) || 0}`);
    if (choice) choice.checked = true;
  });
  addEventListener("beforeprint", prepareForPrint);
})();
