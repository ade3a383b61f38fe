// Everything works without this file; it only saves clicks.

import { copying } from "./copying.js";
import { filterList } from "./filtering.js";
import { unfoldPassages } from "./passages.js";

document.addEventListener("keydown", (event) => {
  if (event.key === "/" && !/^(input|textarea|select)$/i.test(event.target.tagName)) {
    event.preventDefault();
    document.getElementById("top-search").focus();
  }
});

for (const code of document.querySelectorAll("code.iri")) {
  if (navigator.clipboard) code.after(" ", copying(code.textContent, "Copy"));
}

const query = document.getElementById("query");
if (query) {
  query.addEventListener("keydown", (event) => {
    if (event.key === "Enter" && (event.ctrlKey || event.metaKey)) query.form.requestSubmit();
  });
}

for (const list of document.querySelectorAll("[data-filtered]")) filterList(list);

// On a phone what narrows a list down is folded, so that the list comes first.
if (matchMedia("(max-width: 45rem)").matches) {
  for (const each of document.querySelectorAll("[data-folds]")) each.open = false;
}

unfoldPassages();
