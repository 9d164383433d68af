// "Forlad siden": gone at a press, or at three presses of Shift, and Back does not lead here again. Escape is left to the
// browser, which uses it for much else. What the browser's own history keeps, no page can take away; the text says so.
(() => {
  const PRESSES = 3;
  const WITHIN = 2000; // three presses in so many milliseconds are meant; slower ones are writing
  const links = document.querySelectorAll("[data-forlad]");
  const [link] = links;
  if (!link) return;
  let times = [];

  const leave = () => {
    document.getElementById("vejviser")?.replaceChildren();
    document.title = link.host;
    location.replace(link.href);
  };

  for (const each of links) {
    each.addEventListener("click", (event) => {
      event.preventDefault();
      leave();
    });
  }
  addEventListener("keydown", (event) => {
    if (event.key !== "Shift" || event.repeat) {
      if (event.key !== "Shift") times = [];
      return;
    }
    times = [...times.filter((time) => event.timeStamp - time < WITHIN), event.timeStamp];
    if (times.length === PRESSES) leave();
  });
})();
