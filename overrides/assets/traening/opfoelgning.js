// Moves a course's follow-up to the day that the trainer gives: the dates on the page and in the calendar file, which the
// build wrote for a model day. All words stand in the page; the day is kept nowhere and sent nowhere.

import { save } from "../guide/take-along.js";

const DAY = 24 * 60 * 60 * 1000;
const IN_FILE = /\b(\d{4})(\d\d)(\d\d)(?=T|\r?$)/gm; // 20010115 at the end of a line or before a time of day

const later = (iso, days) => new Date(Date.parse(iso) + days * DAY);
const compact = (date) => date.toISOString().slice(0, 10).replaceAll("-", "");
const inDanish = (date) =>
  date.toLocaleDateString("da-DK", { weekday: "long", day: "numeric", month: "long", year: "numeric", timeZone: "UTC" });

for (const part of document.querySelectorAll("[data-kursusdag]")) {
  const field = part.querySelector("input[type=date]");
  const file = part.querySelector("pre");
  const button = part.querySelector("[data-save]");
  const dates = [...part.querySelectorAll("[data-dato]")].map((place) => ({ place, line: place.textContent }));
  const forTheModel = file.textContent;

  const move = () => {
    const days = field.validity.valid ? (field.valueAsNumber - Date.parse(part.dataset.kursusdag)) / DAY : null;
    file.textContent = days === null ? "" : forTheModel.replace(IN_FILE, (_, y, m, d) => compact(later(`${y}-${m}-${d}`, days)));
    for (const { place, line } of dates) place.textContent = days === null ? line : inDanish(later(place.dataset.dato, days));
    part.querySelector("[role=status]").textContent =
      days === null ? "" : dates.map(({ place }) => place.textContent).join(" \u00b7 ");
  };

  field.addEventListener("input", move);
  button.addEventListener("click", () => {
    move();
    if (field.reportValidity()) save(button);
  });
  part.querySelector("fieldset").hidden = false;
  // Firefox has filled the field in again by now, after a reload; Chromium does it later, after Back, and tells nobody.
  move();
  addEventListener("pageshow", move);
}
