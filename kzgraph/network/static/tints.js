// The colours: those of the style sheet, in light and in dark, and those that tell kinds, sides and communities apart.

const NAMES = ["ground", "ink", "soft", "line", "tie", "accent", "mark", "halo", "warn"];
const COMMUNITY = [
  ["#0b5cad", "#6cb3ff"],
  ["#b04a00", "#ff9d4d"],
  ["#00695c", "#4dd0bd"],
  ["#8e1a6b", "#f08bd0"],
  ["#4a5a00", "#c3d24d"],
  ["#5b2a9d", "#c49bff"],
  ["#8a1c1c", "#ff8f86"],
  ["#006c8f", "#63d1f4"],
  ["#7a3b00", "#ffb366"],
  ["#3f4fa3", "#a3b1ff"],
];
const SIDE = {
  left: ["#00695c", "#4dd0bd"],
  both: ["#5b2a9d", "#c49bff"],
  right: ["#b3261e", "#ff8f86"],
  neither: ["#5c6670", "#aab6c2"],
};

export class Tints {
  constructor() {
    this.dark = false;
  }

  // Take the colours of *style*, the computed style of the page.
  read(style, dark) {
    for (const name of NAMES) this[name] = style.getPropertyValue(`--${name}`).trim();
    this.dark = dark;
  }

  // The colour of a letter inside a mark.
  get onMark() {
    return this.dark ? "#14171b" : "#ffffff";
  }

  ofKind(kind) {
    return this.dark ? kind.dark : kind.light;
  }

  ofSide(side) {
    return SIDE[side || "neither"][this.dark ? 1 : 0];
  }

  ofThing(thing, { model, state }) {
    if (state.colour === "side") return this.ofSide(thing.side);
    if (state.colour !== "community") return this.ofKind(model.kinds.get(thing.kind));
    if (!thing.community) return this.ofSide("neither");
    return COMMUNITY[(thing.community - 1) % COMMUNITY.length][this.dark ? 1 : 0];
  }
}
