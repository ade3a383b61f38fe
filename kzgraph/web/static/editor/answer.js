// The answer: its table by YASGUI, its pictures by the server, as on the page without JavaScript, and its address.

import { copying } from "../copying.js";
import { make } from "../element.js";
import { at } from "../root.js";

const detail = (text) => {
  try {
    return JSON.parse(text).detail || text;
  } catch {
    return text; // it is no problem report
  }
};

const told = (text) => {
  const made = make("pre", { className: "told", textContent: text });
  made.setAttribute("role", "alert");
  return made;
};

const sectionOfViews = async (query, wanted) => {
  const body = new URLSearchParams([["query", query], ...new URLSearchParams(wanted), ["part", "views"]]);
  const text = await fetch(at("/sparql"), { method: "POST", headers: { Accept: "text/html" }, body }).then(
    (response) => response.text(),
    (error) => `<p class="told">${error.name}</p>`,
  );
  const page = new DOMParser().parseFromString(text, "text/html");
  const reason = page.querySelector(".told")?.textContent || "the server gave no reason";
  return [page.querySelector("section.views"), reason];
};

/** What is shown below the editor, in *place*; `longest` is the length that an address may have. */
export class Answer {
  constructor(Yasr, place, { prefixes, longest, observer, named }) {
    this.Yasr = Yasr;
    this.place = place;
    this.prefixes = prefixes;
    this.longest = longest;
    this.named = named;
    this.observer = observer;
    this.links = make("p", { className: "downloads" });
    this.views = make("div");
    this.table = null;
    this.query = "";
    this.turn = 0;
    const here = new URLSearchParams(location.search);
    this.wanted = new URLSearchParams([...here].filter(([name]) => name === "view" || name === "value")).toString();
    this.views.addEventListener("click", (event) => this.follow(event));
  }

  /** The address of *query*, with the view that is shown. */
  address(query) {
    const page = `${location.origin}${location.pathname}`;
    return `${page}?query=${encodeURIComponent(query)}${this.wanted && `&${this.wanted}`}`;
  }

  /** Show the *response* to *query*. */
  show(query, response, duration) {
    if (!this.table) this.begin();
    this.query = query;
    this.link();
    this.table.setResponse(response, duration);
    this.views.replaceChildren();
    this.results.hidden = false;
    if (!(response instanceof Error)) this.draw(false);
  }

  begin() {
    this.results = make("div", { id: "results", className: "foreign" });
    this.place.replaceChildren(this.links, this.views, this.results);
    this.table = new this.Yasr(this.results, {
      persistenceId: null,
      prefixes: this.prefixes,
      plugins: { table: { enabled: true, dynamicConfig: { compact: true, isEllipsed: false } } },
      errorRenderers: [async (error) => told(detail(error.text || ""))],
    });
    for (const plugin of Object.values(this.table.plugins)) plugin.helpReference = undefined;
    this.observer.observe(this.results, { childList: true, subtree: true });
  }

  async draw(focus) {
    const mine = ++this.turn;
    const [section, reason] = await sectionOfViews(this.query, this.wanted);
    if (mine !== this.turn) return; // another answer or view was asked for meanwhile
    if (!section) this.wanted = ""; // what cannot be drawn is not asked for again
    const no = () => make("p", { className: "told", role: "alert", textContent: `No pictures: ${reason}` });
    this.views.replaceChildren(section || no());
    this.results.hidden = Boolean(section && section.dataset.view !== "table");
    if (focus) this.views.querySelector("[aria-current]")?.focus();
  }

  follow(event) {
    const link = event.target.closest("a[data-asked]");
    if (!link || event.ctrlKey || event.metaKey || event.shiftKey) return;
    event.preventDefault();
    this.wanted = link.dataset.asked;
    this.link();
    this.draw(true);
  }

  link() {
    const target = this.address(this.query);
    if (target.length - location.origin.length > this.longest) {
      this.links.replaceChildren("The query is too long for an address that could be shared.");
      return;
    }
    this.links.replaceChildren(make("a", { href: target, textContent: this.named }));
    if (navigator.clipboard) this.links.append(" ", copying(target, "Copy the link"));
    history.replaceState(null, "", target);
  }
}
