// The search by name, in this browser: the names are read once, the text is that of the address.

import { make } from "../element.js";
import { at } from "../root.js";
import { found } from "./likeness.js";

const MOST = 30;
const LONGEST = 100;

const line = ([file, label, kind, number], name) => {
  const link = make("a", { href: at(`/${file}`) }, make("bdi", { textContent: label }));
  const parts = [link, " ", make("span", { className: "tag", textContent: kind })];
  if (name !== label) {
    parts.push(" ", make("span", { className: "faint" }, "as ", make("bdi", { textContent: name })));
  }
  const stated = `${number} statement${number === 1 ? "" : "s"}`;
  return make("li", {}, ...parts, " ", make("span", { className: "faint small", textContent: stated }));
};

const search = async (text, place) => {
  const response = await fetch(at("/names.json"));
  if (!response.ok) throw new Error(`the names cannot be read: ${response.status}`);
  const { things, names } = await response.json();
  const hits = found(names, text, MOST);
  if (hits.length) {
    const lines = hits.map(([thing, name]) => line(things[thing], name));
    place.replaceChildren(make("ol", { className: "plain results" }, ...lines));
    return;
  }
  const nothing = make("p", { className: "told" }, "Nothing is called like ", make("bdi", { textContent: text }));
  nothing.append(". Try a shorter or another spelling, or browse by kind.");
  place.replaceChildren(nothing);
};

const text = (new URLSearchParams(location.search).get("q") ?? "").replace(/\s+/g, " ").trim().slice(0, LONGEST);
if (text) {
  const place = document.getElementById("found");
  document.getElementById("big-search").value = text;
  search(text, place).catch((error) => {
    place.textContent = String(error.message);
  });
}
