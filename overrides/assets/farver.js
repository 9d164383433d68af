// Runs as the first thing in <body>, so that a dark screen never flashes white.
// The theme's bundle takes over when it has loaded.
(() => {
  const chosen = window.__md_get && window.__md_get("__palette");
  const dark = matchMedia("(prefers-color-scheme: dark)").matches;
  const colours = (chosen && chosen.index > 0 && chosen.color) || { scheme: dark ? "slate" : "default" };
  for (const [name, value] of Object.entries(colours)) {
    if (value) document.body.setAttribute(`data-md-color-${name}`, value);
  }
})();
