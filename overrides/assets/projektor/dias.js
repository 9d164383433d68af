// Turns the page of slides into a deck with reveal.js. On a narrow screen, and when reveal.js does not come, the page
// stays what it is: all slides below each other. Nothing is stored; the address holds the number of the slide.
(() => {
  const WIDE = "(min-width: 40em)"; // narrower than this, or enlarged to it, slides are better read than shown
  const PATIENCE = 4000;
  const LOOK = 3000; // how long the buttons stay after the mouse has moved in full screen
  const root = document.documentElement;
  if (!matchMedia(WIDE).matches) return;

  root.classList.add("projektor");
  const asPage = () => root.classList.remove("projektor");
  const patience = setTimeout(asPage, PATIENCE);

  const KEYS = {
    PageDown: "naeste", ArrowRight: "naeste", ArrowDown: "naeste", " ": "naeste",
    PageUp: "forrige", ArrowLeft: "forrige", ArrowUp: "forrige",
    Home: "foerste", End: "sidste", Escape: "oversigt",
  };
  // One-letter keys can be switched off in the help, for those who talk to the computer (WCAG 2.1.4).
  const LETTERS = { n: "naeste", p: "forrige", o: "oversigt", f: "fuld", s: "taler", b: "sort", ".": "sort", "?": "hjaelp" };

  const start = () => {
    clearTimeout(patience);
    if (!window.Reveal) {
      asPage();
      return;
    }
    root.classList.add("projektor");
    if (location.search) history.replaceState(null, "", location.pathname + location.hash); // reveal.js reads settings there
    present(window.Reveal);
  };
  document.addEventListener("DOMContentLoaded", start);

  const present = (reveal) => {
    const find = (name) => document.querySelector(`[data-${name}]`);
    const box = (name) => document.querySelector(`[data-boks="${name}"]`);
    const shell = find("fremvisning");
    const letters = find("bogstaver");
    const number = find("nummer");
    const black = box("sort");
    const target = location.protocol === "file:" ? "*" : location.origin;
    let speaker = null;

    const tell = () => {
      if (speaker) speaker.postMessage({ fra: "dias", dias: reveal.getIndices().h, sort: black.open }, target);
    };
    const toggle = (dialog) => {
      if (dialog.open) dialog.close();
      else dialog.showModal();
    };
    const entries = [...document.querySelectorAll("[data-til]")];
    const overview = () => {
      toggle(box("oversigt"));
      const here = entries.findLast((entry) => Number(entry.dataset.til) <= reveal.getIndices().h + 1);
      for (const entry of entries) entry.setAttribute("aria-current", String(entry === here));
      if (here && box("oversigt").open) here.focus();
    };
    const actions = {
      naeste: () => reveal.next(),
      forrige: () => reveal.prev(),
      foerste: () => reveal.slide(0),
      sidste: () => reveal.slide(reveal.getTotalSlides() - 1),
      oversigt: overview,
      hjaelp: () => toggle(box("hjaelp")),
      sort: () => toggle(black),
      fuld: () => (document.fullscreenElement ? document.exitFullscreen() : root.requestFullscreen()),
      taler: () => {
        const link = document.querySelector('[data-goer="taler"]');
        // Opened twice, it would load again and forget its clock.
        if (!speaker || speaker.closed) speaker = window.open(link.href, link.target, "popup,width=1200,height=800");
        if (speaker) speaker.focus();
        else toggle(box("spaerret"));
      },
    };
    const run = (name) => {
      if (black.open) black.close(); // the first press after the black screen only brings the slide back
      else actions[name]();
    };

    const onKey = (event) => {
      if (event.ctrlKey || event.metaKey || event.altKey) return;
      const letter = event.key.length === 1 && event.key !== " ";
      const name = letter ? letters.checked && LETTERS[event.key.toLowerCase()] : KEYS[event.key];
      const dialog = document.querySelector("dialog[open]");
      const presses = (event.key === " " || event.key === "Enter") && event.target.closest("a, button, input, summary");
      if (!name || (dialog && ![name, "sort"].includes(dialog.dataset.boks)) || (presses && !black.open)) return;
      event.preventDefault();
      run(event.shiftKey && event.key === " " ? "forrige" : name);
    };
    const onClick = (event) => {
      const place = event.target.closest("[data-til]");
      const button = event.target.closest("[data-goer]");
      if (place) {
        box("oversigt").close();
        reveal.slide(Number(place.dataset.til) - 1);
      } else if (button) {
        event.preventDefault();
        run(button.dataset.goer);
      }
    };
    // The speaker's window asks for the slide each second, so that it finds a deck that was loaded again.
    const onMessage = ({ data, origin, source }) => {
      if (!data || data.fra !== "taler" || (target !== "*" && origin !== location.origin)) return;
      speaker = source;
      if (["naeste", "forrige", "sort"].includes(data.goer)) run(data.goer);
      tell();
    };

    let looking = 0;
    const onMouse = () => {
      root.classList.add("ser-efter");
      clearTimeout(looking);
      looking = setTimeout(() => root.classList.remove("ser-efter"), LOOK);
    };
    const onSlide = () => {
      number.textContent = reveal.getIndices().h + 1;
      tell();
    };
    const onReady = () => {
      shell.removeAttribute("role"); // reveal.js calls it an application, which would hide the text from reading keys
      const address = find("adresse");
      if (location.protocol !== "file:") address.textContent = address.href.replace(/^https?:\/\//, "");
      onSlide();
      performance.mark("projektor:klar");
    };

    if (!document.fullscreenEnabled) document.querySelector('[data-goer="fuld"]').hidden = true;
    document.addEventListener("keydown", onKey);
    document.addEventListener("click", onClick);
    document.addEventListener("mousemove", onMouse);
    addEventListener("message", onMessage);
    black.addEventListener("close", tell);
    // A case that the deck does not tell itself is opened alone, on the big screen: its list has the next case below it.
    for (const link of document.querySelectorAll('[data-dias] a[href*="/oevecases/#case-"]')) {
      link.href = link.href.replace("#case-", "#stor-skaerm=");
    }
    shell.classList.add("reveal");
    find("dias").classList.add("slides");
    reveal.on("ready", onReady);
    reveal.on("slidechanged", onSlide);
    reveal.initialize({
      width: 1280,
      height: 720,
      margin: 0,
      minScale: 0.1,
      maxScale: 4,
      center: false,
      hash: true,
      hashOneBasedIndex: true,
      transition: "none",
      backgroundTransition: "none",
      autoAnimate: false,
      controls: false,
      progress: false,
      help: false,
      overview: false,
      jumpToSlide: false,
      keyboard: false, // the keys above: they leave buttons and links alone
      postMessage: false,
      postMessageEvents: false,
      previewLinks: false,
      scrollActivationWidth: null,
      pause: false,
    });
  };
})();
