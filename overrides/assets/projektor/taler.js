// The trainer's window: follows the deck that opened it, and keeps the clock. Opened by itself it is a page to read.
// It holds the notes itself and hears only numbers from the deck. Nothing is stored.
(() => {
  const deck = window.opener;
  if (!deck) return;

  const SECOND = 1000;
  const MINUTE = 60 * SECOND;
  const root = document.documentElement;
  const find = (name) => document.querySelector(`[data-${name}]`);
  const button = (name) => document.querySelector(`[data-goer="${name}"]`);
  const slides = [...document.querySelectorAll("[data-nr]")];
  const stages = [...document.querySelectorAll("[data-fra]")];
  const target = location.protocol === "file:" ? "*" : location.origin;
  const ask = (name) => deck.postMessage({ fra: "taler", goer: name }, target);

  let begun = 0; // when the clock was last started; 0 while it stands still
  let before = 0; // what had passed then
  const passed = () => before + (begun ? Date.now() - begun : 0);

  const show = (index) => {
    slides.forEach((slide, at) => {
      slide.classList.toggle("nu", at === index);
      slide.classList.toggle("naest", at === index + 1);
    });
    find("nummer").textContent = index + 1;
  };
  const follow = (minutes) => {
    const end = Number(stages.at(-1).dataset.til);
    const now = stages.find((stage) => minutes < Number(stage.dataset.til));
    for (const stage of stages) {
      stage.classList.toggle("forbi", minutes >= Number(stage.dataset.til));
      if (stage === now) stage.setAttribute("aria-current", "step");
      else stage.removeAttribute("aria-current");
    }
    find("tilbage").textContent = Math.max(end - minutes, 0);
    find("trin").textContent = now ? Number(now.dataset.til) - minutes : 0;
    find("forsinket").textContent = minutes - end;
    find("over").hidden = minutes <= end;
  };
  const tick = () => {
    const minutes = Math.floor(passed() / MINUTE);
    find("klokken").textContent = new Date().toLocaleTimeString("da-DK", { hour: "2-digit", minute: "2-digit" });
    find("gaaet").textContent = minutes;
    if (stages.length) follow(minutes);
    button("start").hidden = begun !== 0;
    button("pause").hidden = begun === 0;
    find("lukket").hidden = !deck.closed;
    if (!deck.closed) ask("hej");
  };

  const actions = {
    start: () => {
      begun = Date.now();
    },
    pause: () => {
      before = passed();
      begun = 0;
    },
    nulstil: () => {
      before = 0;
      begun = begun ? Date.now() : 0;
    },
  };
  const KEYS = { PageDown: "naeste", ArrowRight: "naeste", PageUp: "forrige", ArrowLeft: "forrige" };

  addEventListener("message", ({ data, origin }) => {
    if (!data || data.fra !== "dias" || (target !== "*" && origin !== location.origin)) return;
    show(Number(data.dias));
    button("sort").setAttribute("aria-pressed", String(data.sort));
  });
  document.addEventListener("click", (event) => {
    const pressed = event.target.closest("[data-goer]");
    if (!pressed) return;
    const name = pressed.dataset.goer;
    if (!actions[name]) {
      ask(name);
      return;
    }
    actions[name]();
    tick();
    if (pressed.hidden) button(begun ? "pause" : "start").focus();
  });
  document.addEventListener("keydown", (event) => {
    const name = !event.ctrlKey && !event.metaKey && !event.altKey && KEYS[event.key];
    if (!name) return;
    event.preventDefault();
    ask(name);
  });

  root.classList.add("foelger");
  show(0);
  tick();
  setInterval(tick, SECOND);
})();
