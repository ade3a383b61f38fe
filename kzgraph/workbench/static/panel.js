// The candidates of the chosen passage on the right, one of them current.

import { make } from "../../web/static/element.js";
import { sentence } from "./sentence.js";

const PART = { heading: "Heading", sentence: "Sentence", cell: "Cell", reference: "Reference" };

/** The list of candidates in *place*; *does* gives what its buttons do: accept, reject, edit, skip. */
export class CandidateList {
  constructor(place, does) {
    this.place = place;
    this.does = does;
    this.keys = [];
    this.current = "";
    place.addEventListener("focusin", ({ target }) => {
      const item = target.closest("[data-key]");
      if (item) {
        this.choose(item.dataset.key);
      }
    });
  }

  /** Show the *candidates*; the first of them is current, unless the one that was is still there. */
  show(model, candidates) {
    this.keys = candidates.map(({ key }) => key);
    this.place.replaceChildren(...candidates.map((each) => this.#item(model, each)));
    this.choose(this.keys.includes(this.current) ? this.current : (this.keys[0] ?? ""));
  }

  /** Make the candidate *key* current. */
  choose(key) {
    this.current = key;
    for (const item of this.place.children) {
      if (item.dataset.key === key) {
        item.setAttribute("aria-current", "true");
      } else {
        item.removeAttribute("aria-current");
      }
    }
    this.does.chosen(key);
  }

  /** Move the focus to the current candidate; say whether there is one. */
  focus() {
    const item = [...this.place.children].find(({ dataset }) => dataset.key === this.current);
    item?.focus();
    return Boolean(item);
  }

  /** Make the next candidate current, or the one before. */
  step(by) {
    const at = this.keys.indexOf(this.current);
    const key = this.keys[Math.min(Math.max(at + by, 0), this.keys.length - 1)];
    if (key) {
      this.choose(key);
      this.focus();
    }
  }

  #item(model, each) {
    const button = (name, letter, quiet = true) => {
      const made = make("button", { type: "button", className: quiet ? "button quiet small" : "button small" }, name);
      made.title = letter;
      made.addEventListener("click", () => this.does[name.toLowerCase()](each.key));
      return made;
    };
    const words = model.words(Number(each.cells.start), Number(each.cells.end));
    const item = make(
      "li",
      { tabIndex: -1, className: model.waiting.has(each.key) ? "candidate later" : "candidate" },
      make("p", { className: "row" }, ...sentence(model, each.cells)),
      make("p", { className: "quoted" }, make("q", { textContent: words.replace(/\s+/g, " ") })),
      make("p", { className: "why", textContent: `${each.score.toFixed(2)} · ${each.why} · ${each.origin}` }),
      make(
        "div",
        { className: "actions" },
        button("Accept", "a", false),
        button("Reject", "r"),
        button("Edit", "e"),
        button("Skip", "s"),
      ),
    );
    item.dataset.key = each.key;
    return item;
  }
}

/** What a piece is called: its kind, its place in the queue, what it has. */
export const titled = (model, number) => {
  const piece = model.pieces[number];
  const place = model.queue.indexOf(number);
  const queued = place >= 0 ? `, ${place + 1} of ${model.queue.length} to look at` : "";
  const state = { neither: "unexplained", partly: "partly explained", stated: "stated", marked: "carries nothing" };
  return `${PART[piece.kind] ?? piece.kind} ${piece.start}–${piece.end}: ${state[piece.state]}${queued}`;
};
