// The button that copies a text, and says so for a moment.

import { make } from "./element.js";

const MOMENT = 1500; // milliseconds

/** A button called *name* that copies *text*. */
export const copying = (text, name) => {
  const button = make("button", { type: "button", className: "button quiet small", textContent: name });
  button.addEventListener("click", async () => {
    await navigator.clipboard.writeText(text);
    button.textContent = "Copied";
    setTimeout(() => {
      button.textContent = name;
    }, MOMENT);
  });
  return button;
};
