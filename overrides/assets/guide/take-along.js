// What a person takes along from an outcome or a course: copy a text, print it alone, save the calendar file. All texts
// are Python's; this file moves them and keeps none.

const textBeside = (button) => button.closest("details, fieldset").querySelector("pre");

/** Copies the text that stands beside the button. On plain http there is no clipboard to write to; then by selection. */
export async function copy(button) {
  const text = textBeside(button);
  try {
    await navigator.clipboard.writeText(text.textContent);
  } catch {
    const selection = getSelection();
    text.hidden = false; // what is not shown cannot be marked
    selection.selectAllChildren(text);
    if (!document.execCommand("copy")) return; // the text stays marked, for the person to copy
    selection.removeAllRanges();
    text.hidden = true;
  }
  button.dataset.label ??= button.textContent; // once: a second press finds the other word on the button
  button.textContent = button.dataset.done;
  setTimeout(() => (button.textContent = button.dataset.label), 2000);
}

/** Hands the text beside the button over as a file. */
export function save(button) {
  const lines = textBeside(button).textContent.replace(/\r?\n/g, "\r\n"); // HTML keeps only the \n of a calendar's \r\n
  const file = new Blob([lines], { type: button.dataset.type });
  const link = document.createElement("a");
  link.href = URL.createObjectURL(file);
  link.download = button.dataset.save;
  link.click();
  setTimeout(() => URL.revokeObjectURL(link.href), 10_000);
}

/** Prints one text alone where the button names one, else the whole page. */
export function print(button) {
  const part = button.dataset.print;
  if (part) {
    document.documentElement.dataset.udskriv = part;
    button.closest("details")?.setAttribute("open", "");
  }
  window.print();
  delete document.documentElement.dataset.udskriv;
}
