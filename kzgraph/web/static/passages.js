// The passages of a statement unfold where it stands; the address still leads to its page.

import { copying } from "./copying.js";
import { make } from "./element.js";

const EVIDENCE = 'section[aria-labelledby="evidence"] article';

/** A passage as it stands on the page of its statement, its heading as a line, with a way to copy it. */
const unfolded = (article, address) => {
  const place = make("p", { className: "place" }, ...article.querySelector("h3").childNodes);
  const rest = [...article.children].filter((each) => each.tagName !== "H3");
  const box = make("div", { className: "passage" }, place, ...rest);
  const words = box.querySelector("blockquote")?.textContent.trim();
  if (words && navigator.clipboard) {
    const reference = `${place.textContent.replace(/\s+/g, " ").trim()}; ${address}`;
    box.append(copying(`“${words}” (${reference})`, "Copy with reference"));
  }
  return box;
};

/** How to cite a statement, as its page says: the words to copy, and its files for reference managers. */
const citing = (page, base) => {
  const words = page.querySelector(".cite .citation")?.textContent.trim();
  const files = [...page.querySelectorAll(".cite a.button")].map((each) =>
    make("a", { href: new URL(each.getAttribute("href"), base).href, textContent: each.textContent }),
  );
  const box = make("p", { className: "cites" }, "Cite as ");
  for (const [place, each] of files.entries()) box.append(place ? " · " : "", each);
  if (words && navigator.clipboard) box.append(" ", copying(words, "Copy citation"));
  return files.length ? [box] : [];
};

/** Show the passages behind *link* beside it. */
const unfold = async (link) => {
  const answer = await fetch(link.href, { headers: { Accept: "text/html" } });
  if (!answer.ok) {
    location.assign(link.href);
    return;
  }
  const page = new DOMParser().parseFromString(await answer.text(), "text/html");
  const address = page.querySelector("code.iri")?.textContent ?? link.href;
  const found = [...page.querySelectorAll(EVIDENCE)].map((each) => unfolded(each, address));
  const more = make("p", {}, make("a", { href: link.href, textContent: "The statement, and how to cite it" }));
  const box = make("div", { className: "unfolded" }, ...found, ...citing(page, link.href), more);
  box.setAttribute("role", "group");
  box.setAttribute("aria-label", "Passages");
  put(box, link);
  link.setAttribute("aria-expanded", "true");
};

/** The row of a table in which *link* stands; null where rows are blocks, as on a phone, and far too tall for it. */
const rowOf = (link) => {
  const row = link.closest("tr");
  return row && getComputedStyle(row).display === "table-row" ? row : null;
};

/** Put *box* below what *link* stands in: of a table into a row of its own, as wide as the table. */
const put = (box, link) => {
  box.dataset.of = link.href;
  const row = rowOf(link);
  if (row) {
    const cell = make("td", { colSpan: row.cells.length }, box);
    const made = make("tr", {}, cell);
    made.dataset.of = link.href;
    row.after(made);
  } else {
    (link.closest("li, dd, p") ?? link.parentElement).append(box);
  }
};

/** What stands unfolded for *link*; null where nothing does. */
const unfoldedOf = (link) => {
  const place = rowOf(link)?.parentElement ?? link.closest("li, dd, p") ?? link.parentElement;
  return [...place.children].find(({ dataset }) => dataset.of === link.href) ?? null;
};

/** Fold the passages behind *link* away; say whether there were any. */
const fold = (link) => {
  const box = unfoldedOf(link);
  box?.remove();
  link.setAttribute("aria-expanded", "false");
  return Boolean(box);
};

/** Let every count of passages unfold them on a plain click. */
export const unfoldPassages = () => {
  for (const link of document.querySelectorAll("a.said")) {
    link.setAttribute("aria-expanded", "false");
  }
  document.addEventListener("click", (event) => {
    const link = event.target.closest?.("a.said");
    const plain = event.button === 0 && !(event.ctrlKey || event.metaKey || event.shiftKey || event.altKey);
    if (link && plain) {
      event.preventDefault();
      if (!fold(link)) {
        unfold(link);
      }
    }
  });
};
