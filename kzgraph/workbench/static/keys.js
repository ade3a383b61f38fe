// Single keys, which can be switched off, and which do nothing while one writes.

/** Key → what it is for, in the order in which they are told. */
export const KEYS = {
  a: "accept the candidate",
  r: "reject it",
  e: "edit it before it is written",
  s: "skip it for now",
  u: "undo the last change",
  n: "next passage that is unexplained",
  j: "next candidate",
  k: "candidate before",
  w: "state something of the passage, or of the selected words",
  c: "say that it carries nothing",
  t: "register a new thing",
  v: "take the selected words as the earlier mention that names a side",
  "1…9": "choose a suggestion",
  "?": "show the keys",
};

const WRITING = "input:not([type=checkbox]), textarea, select";

/** Let single keys do what *does* says, as long as *isOn*. */
export const listen = (does, isOn) => {
  addEventListener("keydown", (event) => {
    if (event.key === "Escape") {
      does.Escape();
      return;
    }
    const taken = event.ctrlKey || event.metaKey || event.altKey || event.target.closest?.(WRITING);
    const key = event.key >= "1" && event.key <= "9" ? "1…9" : event.key;
    if (!taken && isOn() && does[key]) {
      event.preventDefault();
      does[key](event.key);
    }
  });
};
