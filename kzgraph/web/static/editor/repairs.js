// What YASGUI leaves out, put right from outside: names for those who do not see, keys, links.

import { make } from "../element.js";
import { local } from "./links.js";

const NAMES = {
  ".yasqe_sharePopup input": "Address of this query",
  ".tableFilter": "Filter the rows",
  ".tableSizer": "Rows on a page",
  ".dataTables_length select, .dt-length select": "Rows on a page",
};

const repair = (place, namespaces) => {
  for (const [selector, name] of Object.entries(NAMES)) {
    for (const each of document.querySelectorAll(selector)) each.setAttribute("aria-label", name);
  }
  for (const each of document.querySelectorAll(".foreign button:not([type])")) each.type = "button";
  for (const each of place.querySelectorAll(".CodeMirror-scroll[tabindex='-1']")) {
    each.tabIndex = 0; // so that the keyboard can scroll it
    each.setAttribute("role", "group");
    each.setAttribute("aria-label", "Text of the query");
  }
  for (const each of document.querySelectorAll("#results th .dt-column-title:empty")) {
    each.append(make("span", { className: "hidden", textContent: "Row" }));
  }
  for (const link of document.querySelectorAll("#results a.iri")) lead(link, namespaces);
};

const lead = (link, namespaces) => {
  const target = local(link.getAttribute("href"), namespaces);
  if (target === link.getAttribute("href")) {
    link.rel = "noopener noreferrer";
    return;
  }
  link.setAttribute("href", target);
  link.removeAttribute("target");
};

/** Repair *place* now and whenever it changes; give back the observer, which can be told of more places. */
export const repairing = (place, namespaces) => {
  const observer = new MutationObserver(() => repair(place, namespaces));
  observer.observe(place, { childList: true, subtree: true });
  repair(place, namespaces);
  return observer;
};
