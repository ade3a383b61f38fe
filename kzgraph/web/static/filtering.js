// A box that leaves of a list what holds all the words that are typed.

import { make } from "./element.js";

const plain = (text) => text.toLowerCase().normalize("NFKD").replace(/\p{M}/gu, "");

// Which of the texts hold every word.
export const fitting = (texts, typed) => {
  const words = plain(typed).split(/\s+/).filter(Boolean);
  return texts.map((text) => words.every((word) => plain(text).includes(word)));
};

export const filterList = (root) => {
  const items = [...root.querySelectorAll("li")];
  const sections = [...root.querySelectorAll("section")];
  const told = make("p", { className: "faint", role: "status" });
  const box = make("input", { type: "search", className: "filter", placeholder: root.dataset.filtered });
  box.setAttribute("aria-label", root.dataset.filtered);
  box.addEventListener("input", () => {
    const fits = fitting(
      items.map((item) => item.textContent),
      box.value,
    );
    for (const [at, item] of items.entries()) item.hidden = !fits[at];
    for (const section of sections) section.hidden = !section.querySelector("li:not([hidden])");
    const number = fits.filter(Boolean).length;
    told.textContent = box.value.trim() ? `${number} of ${items.length}` : "";
  });
  root.prepend(make("p", {}, box), told);
};
