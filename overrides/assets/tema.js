// What every page can do: colours, search, menu, explanations of abbreviations, wide tables, print.
//
// The theme's own bundle is loaded when somebody opens the search, and not before: with its index it is ten times as
// large as a page. What the pages need of it otherwise is here. The first part gives the four names that the bundle
// expects. The theme writes them inline and stores the colour choice on every visit; here nothing is stored until the
// reader chooses light or dark, and "Follow the device" removes the choice again.
//
// The page does not wait for this file (async), so it may run before there is a body, or when all is there.
(() => {
  const ready = (act) => (document.readyState === "loading" ? document.addEventListener("DOMContentLoaded", act) : act());
  const loaded = (act) => (document.readyState === "complete" ? act() : addEventListener("load", act));
  const settings = document.currentScript.dataset;
  const root = settings.rod || ".";
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

  // --- with and without a server -------------------------------------------------------------------------------------

  // The package for a web server names index.html in its links, so that they also lead on in a folder without a server.
  // On a server the name goes away again, before guide.js reads the page: each page has one address. Opened from a
  // folder, the page says what is missing, and what cannot work there is not shown.
  const fromFolder = location.protocol === "file:";
  const parsed = (act) => {
    if (document.readyState !== "loading") act();
    else document.addEventListener("readystatechange", act, { once: true }); // before any script that waits (defer)
  };
  const takeNameOff = () => {
    for (const link of document.querySelectorAll('a[href$="/index.html"], a[href*="/index.html#"]')) {
      const href = link.getAttribute("href");
      if (!/^([a-z]+:|\/)/i.test(href)) link.setAttribute("href", href.replace("/index.html", "/"));
    }
  };
  const sayWhatIsMissing = () => {
    for (const part of document.querySelectorAll("[data-kun-fil]")) part.hidden = false;
    for (const part of document.querySelectorAll("[data-kun-server]")) part.hidden = true;
  };
  parsed(fromFolder ? sayWhatIsMissing : takeNameOff);

  // --- search --------------------------------------------------------------------------------------------------------

  const searchField = () => document.querySelector("[data-md-component=search-query], .md-search__button");
  let bundle = null;

  /** Puts the theme's own scripts into the page, once. Zensical's stand in the page from the start. */
  const loadBundle = () => {
    const scripts = [...(document.querySelector("template[data-soegning]")?.content.querySelectorAll("script[src]") ?? [])];
    bundle ??= scripts.reduce((before, { src, type }) => before.then(() => added(src, type)), Promise.resolve());
    return bundle;
  };
  const added = (src, type) =>
    new Promise((resolve) => {
      const script = Object.assign(document.createElement("script"), { src, type, onload: resolve, onerror: resolve });
      document.body.append(script);
    });

  const openSearch = () => {
    if (fromFolder) return;
    const toggle = document.getElementById("__search");
    if (toggle && !toggle.checked) toggle.click();
    searchField()?.focus();
    loadBundle();
  };
  addEventListener("focusin", ({ target }) => target === searchField() && openSearch());

  // --- menu and print ------------------------------------------------------------------------------------------------

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
    if (event.key !== "Escape") return;
    if (explained) hide();
    else closeMenu(document.querySelector(".ns-menu[open]"));
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
  // --- colours -------------------------------------------------------------------------------------------------------

  const showChoice = () => {
    const chosen = window.__md_get("__palette");
    const choice = document.getElementById(`__palette_${(chosen && chosen.index) || 0}`);
    if (choice) choice.checked = true;
  };
  const choose = (choice) => {
    const index = Number(choice.id.split("_").at(-1));
    const color = { media: choice.dataset.mdColorMedia, scheme: choice.dataset.mdColorScheme, primary: "teal", accent: "teal" };
    window.__md_set("__palette", { index, color });
    if (index) colour(color.scheme); // also where storage is closed
    else follow();
  };
  const colour = (scheme) => document.body.setAttribute("data-md-color-scheme", scheme);
  const device = matchMedia("(prefers-color-scheme: dark)");
  const follow = () => {
    const chosen = window.__md_get("__palette");
    const scheme = chosen && chosen.index > 0 && chosen.color && chosen.color.scheme;
    colour(scheme || (device.matches ? "slate" : "default"));
  };
  const begin = () => {
    follow();
    document.documentElement.classList.replace("no-js", "js"); // until now the colours followed the device (farver.css)
  };
  device.addEventListener("change", follow);
  if (document.body) begin();
  else {
    const waiting = new MutationObserver(() => {
      if (!document.body) return;
      waiting.disconnect();
      begin();
    });
    waiting.observe(document.documentElement, { childList: true });
  }
  document.addEventListener("change", ({ target }) => target.name === "__palette" && choose(target));

  // --- abbreviations -------------------------------------------------------------------------------------------------

  // The first of each abbreviation can be reached by keyboard and touch. The explanation stays while the pointer is on
  // it, and Escape takes it away (WCAG 1.4.13).
  const tip = Object.assign(document.createElement("span"), { id: "ns-forklaring", className: "ns-forklaring", hidden: true });
  tip.setAttribute("role", "tooltip");
  let explained = null;
  const MARGIN = 8; // pixels to the edge of the screen

  const explain = (word) => {
    hide();
    explained = word;
    tip.textContent = word.dataset.forklaring;
    word.setAttribute("aria-describedby", tip.id);
    document.body.append(tip); // on top of frames that cut off what is wider than they
    tip.hidden = false;
    const at = word.getBoundingClientRect();
    const room = document.documentElement.clientWidth - tip.offsetWidth - MARGIN;
    tip.style.left = `${scrollX + Math.max(MARGIN, Math.min(at.left, room))}px`;
    tip.style.top = `${scrollY + at.bottom}px`;
  };
  const hide = () => {
    explained?.removeAttribute("aria-describedby");
    explained = null;
    tip.hidden = true;
  };
  const reachAbbreviations = () => {
    const seen = new Set();
    for (const word of document.querySelectorAll("#indhold abbr[title]")) {
      word.dataset.forklaring = word.title;
      if (word.closest("a, button, summary, h1, h2, h3")) continue; // there the browser's own explanation is enough
      word.removeAttribute("title");
      if (!seen.has(word.textContent)) word.tabIndex = 0;
      seen.add(word.textContent);
      for (const [name, act] of [["focus", explain], ["pointerenter", explain], ["blur", hide]]) {
        word.addEventListener(name, () => act(word));
      }
    }
    const away = ({ target, relatedTarget }) => {
      const stays = (node) => node === tip || node === explained || tip.contains(node);
      if (explained && stays(target) && !stays(relatedTarget) && explained !== document.activeElement) hide();
    };
    document.addEventListener("pointerout", away);
  };

  // --- tables --------------------------------------------------------------------------------------------------------

  // A table that is wider than the screen scrolls in a frame of its own; the keyboard must reach the frame.
  const frameTables = () => {
    for (const table of document.querySelectorAll("#indhold table:not([class])")) {
      const [frame, inner] = ["md-typeset__scrollwrap", "md-typeset__table"].map((className) =>
        Object.assign(document.createElement("div"), { className }),
      );
      table.replaceWith(frame);
      frame.append(inner);
      inner.append(table);
    }
  };
  const reachFrames = () => {
    for (const frame of document.querySelectorAll(".md-typeset__scrollwrap")) {
      if (frame.scrollWidth > frame.clientWidth) frame.tabIndex = 0;
      else frame.removeAttribute("tabindex");
    }
  };

  // --- folded parts --------------------------------------------------------------------------------------------------

  // A link into a folded part opens it, and on paper everything is open.
  const plain = (part) => {
    try {
      return decodeURIComponent(part);
    } catch {
      return part; // a link that somebody has cut through, such as "#%"
    }
  };
  const unfold = () => {
    const target = location.hash && document.getElementById(plain(location.hash.slice(1)));
    for (let part = target && target.closest("details"); part; part = part.parentElement.closest("details")) part.open = true;
    if (target && target.closest("details")) target.scrollIntoView();
  };
  let folded = [];
  addEventListener("hashchange", unfold);
  addEventListener("beforeprint", () => {
    folded = [...document.querySelectorAll("#indhold details:not([open])")];
    for (const part of folded) part.open = true;
  });
  addEventListener("afterprint", () => {
    for (const part of folded) part.open = false;
  });

  // --- when the server is gone ---------------------------------------------------------------------------------------

  // The service worker (offline/sw.js) keeps the whole site. It waits until the page has what it needs itself.
  const QUIET = 3000; // milliseconds
  const keepForLater = () => {
    const mount = document.querySelector("[data-guide-state]");
    if (mount && mount.dataset.guideState === "loading") setTimeout(keepForLater, QUIET);
    else navigator.serviceWorker.register(new URL("sw.js", scope)).catch(() => {}); // without it only this is missing
  };
  if ("offline" in settings && isSecureContext && navigator.serviceWorker) {
    loaded(() => setTimeout(keepForLater, QUIET));
  }

  // --- when a style sheet does not come ------------------------------------------------------------------------------

  // Browsers show nothing before a page's style sheets are there. Plain text now is better than a white page for ever.
  const PATIENCE = 5000; // milliseconds
  setTimeout(() => {
    for (const sheet of document.querySelectorAll("link[rel=stylesheet]")) if (!sheet.sheet) sheet.remove();
  }, PATIENCE);

  loaded(reachFrames);
  addEventListener("resize", reachFrames);
  ready(() => {
    frameTables();
    reachAbbreviations();
    showChoice();
    unfold();
  });
  addEventListener("beforeprint", prepareForPrint);
})();
