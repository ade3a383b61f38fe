// The document on the left: its pieces marked, one of them chosen, words of it selected.

import { make } from "../../web/static/element.js";

/** The text of a review's document in *place*. */
export class DocumentView {
  constructor(place, choose) {
    this.place = place;
    this.pieces = new Map();
    this.chosen = -1;
    place.addEventListener("click", ({ target }) => {
      const piece = target.closest("[data-piece]");
      if (piece && getSelection().isCollapsed) {
        choose(Number(piece.dataset.piece));
      }
    });
  }

  /** Show the chunks of *model*. */
  show(model) {
    this.pieces.clear();
    const made = model.chunks.map(([start, text, number]) => {
      const span = make("span", { textContent: text });
      span.dataset.start = start;
      if (number >= 0) {
        span.dataset.piece = number;
        this.pieces.set(number, span);
      }
      return span;
    });
    this.place.replaceChildren(...made);
    this.mark(model, [...this.pieces.keys()]);
  }

  /** Mark the pieces of these *numbers* as they are now. */
  mark(model, numbers) {
    for (const number of numbers) {
      const span = this.pieces.get(number);
      if (span) {
        span.className = `piece ${model.marks(number)}`;
      }
    }
    this.choose(this.chosen);
  }

  /** Make the piece *number* the one that is looked at. */
  choose(number) {
    this.pieces.get(this.chosen)?.removeAttribute("aria-current");
    this.chosen = number;
    const span = this.pieces.get(number);
    span?.setAttribute("aria-current", "true");
    span?.scrollIntoView({ block: "center" });
  }

  /** The selected words as [start, end] in code points; null when none of the document are. */
  selected() {
    const selection = getSelection();
    if (selection.isCollapsed || !selection.rangeCount) {
      return null;
    }
    const range = selection.getRangeAt(0);
    const ends = [
      this.#offset(range.startContainer, range.startOffset),
      this.#offset(range.endContainer, range.endOffset),
    ];
    if (ends.includes(-1) || ends[0] >= ends[1]) {
      return null;
    }
    const words = [...range.toString()];
    const before = words.findIndex((each) => each.trim());
    const after = [...words].reverse().findIndex((each) => each.trim());
    return before < 0 ? null : [ends[0] + before, ends[1] - after];
  }

  /** Where a point of a selection lies in the document, in code points. */
  #offset(node, offset) {
    const span = (node.nodeType === Node.TEXT_NODE ? node.parentElement : node).closest?.("[data-start]");
    if (!(span && this.place.contains(span))) {
      return -1;
    }
    const text = node.nodeType === Node.TEXT_NODE ? node.data.slice(0, offset) : offset ? span.textContent : "";
    return Number(span.dataset.start) + [...text].length;
  }
}
