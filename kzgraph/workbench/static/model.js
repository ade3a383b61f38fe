// What is known of the review in this window.

/** The document, its pieces, candidates and words; `changed` takes in what a call has changed. */
export class Model {
  constructor(told) {
    Object.assign(this, told);
    this.gone = new Set();
    this.waiting = new Map();
    this.open = told.candidates.map(({ key }) => key);
  }

  /** Take in what a decision has changed; return the numbers of the pieces that look different. */
  changed(told) {
    const { changed, open, ...progress } = told;
    const numbers = Object.keys(changed).map(Number);
    for (const number of numbers) {
      this.pieces[number] = changed[number];
    }
    this.open = open;
    const kept = new Set(open);
    const gone = this.candidates.filter(({ key }) => !kept.has(key));
    this.candidates = this.candidates.filter(({ key }) => kept.has(key));
    Object.assign(this, progress);
    return [...new Set([...numbers, ...gone.map(({ piece }) => piece)])].filter((number) => number >= 0);
  }

  /** The candidates of a piece, those that were put off at the end. */
  of(number) {
    const here = this.candidates.filter(({ piece }) => piece === number);
    return [...here.filter(({ key }) => !this.waiting.has(key)), ...here.filter(({ key }) => this.waiting.has(key))];
  }

  /** The names of a piece that are not registered: [piece, name, class as guessed, times]. */
  namesOf(number) {
    return this.unregistered.filter(([piece]) => piece === number);
  }

  /** How a piece is marked. */
  marks(number) {
    const proposed = this.candidates.some(({ piece }) => piece === number);
    return proposed ? `${this.pieces[number].state} proposed` : this.pieces[number].state;
  }

  /** The next piece of the queue after *number*, the first one when it is none of them; -1 for an empty queue. */
  after(number) {
    const here = this.queue.indexOf(number);
    return this.queue[(here + 1) % this.queue.length] ?? -1;
  }

  /** What a thing, a code or a text is called. */
  called(value) {
    return this.names[value]?.[0] ?? value;
  }

  /** What a property is called. */
  property(name) {
    return this.vocabulary.properties[name]?.label || name;
  }

  /** The words from *start* to *end* (code points) of the document. */
  words(start, end) {
    let found = "";
    for (const [at, text] of this.chunks) {
      if (at >= end) {
        break;
      }
      const points = [...text];
      if (at + points.length > start) {
        found += points.slice(Math.max(0, start - at), end - at).join("");
      }
    }
    return found;
  }
}
