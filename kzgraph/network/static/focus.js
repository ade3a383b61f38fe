// Filters and panel are written anew; whoever works with the keyboard stays where he was.

const PARTS = "#presets, #kinds, #relations, #years, #trust, #looks, #details, #list";
const FOCUSABLE = "button, input, select, a, summary";

// Run *act*; if it takes away what had the focus, give it to what stands there now, else to *instead*.
export function keepingFocus(act, instead) {
  const here = document.activeElement;
  const part = here?.closest(PARTS);
  const at = part ? [...part.querySelectorAll(FOCUSABLE)].indexOf(here) : -1;
  act();
  if (!part || document.contains(here)) return;
  const now = part.hidden ? null : part.querySelectorAll(FOCUSABLE)[at];
  const next = part.id === "details" || !now ? instead : now;
  next.focus({ preventScroll: true });
}
