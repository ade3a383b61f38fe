// What is looked at, and how: the data, what the reader has chosen, and what came of it.

import { fresh } from "./state.js";

export class View {
  constructor(model) {
    this.model = model;
    this.state = fresh(model);
    this.shown = { ids: new Set(), ties: [], said: [], rings: null, left: [] };
    this.places = new Map();
    this.headings = []; // { text, x, y, role }
    this.reach = 0; // room for names to the right of the last marks
    this.hovered = "";
    this.cameFrom = ""; // the thing whose statements were being read
  }

  nameOf(id) {
    const thing = this.model.things.get(id);
    if (!thing) return id;
    return thing.names?.[this.state.language] || thing.label;
  }

  propertyName(name) {
    return this.model.properties[name] || name;
  }

  valueOf(claim) {
    return claim.object ? this.nameOf(claim.object) : claim.value || "";
  }

  // Language and light are not taken back: they are the reader's, not the picture's.
  setBack() {
    const { language, theme } = this.state;
    Object.assign(this.state, fresh(this.model), { language, theme });
  }
}
