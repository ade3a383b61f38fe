// The page, put together from its parts, and the first picture.

import { Actions } from "./actions.js";
import { Address, restore } from "./address.js";
import { NetworkMap } from "./canvas.js";
import { Claims } from "./claims.js";
import { Controls } from "./controls.js";
import { box } from "./element.js";
import { Evidence } from "./evidence.js";
import { Filters } from "./filters.js";
import { Keys } from "./keys.js";
import { List } from "./list.js";
import { Looks } from "./looks.js";
import { readModel } from "./model.js";
import { Panel } from "./panel.js";
import { SearchBox } from "./search.js";
import { Timeline } from "./timeline.js";
import { Tints } from "./tints.js";
import { View } from "./view.js";

const OTHERS = "The drawing uses vis-network (Apache-2.0 or MIT).";
const QUOTED = " The passages were read from the maker’s own copies of the documents and belong to their authors.";

const view = new View(readModel(JSON.parse(box("data").textContent)));
const tints = new Tints();
const actions = new Actions(view, tints);
const address = new Address(view);
const map = new NetworkMap(view, tints, box("map"));
const claims = new Claims(view, actions);
const panel = new Panel(view, actions, tints, claims, new Evidence(view, actions, claims));
const filters = new Filters(view, actions, tints, new Timeline(view, actions), new Looks(view, actions, tints));
const controls = new Controls(view, actions, map, address);
actions.attach({ map, filters, panel, controls, list: new List(view, actions) });
new Keys(view, actions, map, new SearchBox(view, actions, panel, map));

addEventListener("hashchange", () => {
  if (location.hash.slice(1) === address.last) return;
  restore(view, location.hash);
  actions.setTheme();
  actions.changed({ fit: true });
});
matchMedia("(prefers-color-scheme: dark)").addEventListener("change", () => {
  actions.setTheme();
  actions.changed();
});

const { version, note, caution, passages } = view.model;
box("caution").textContent = caution;
box("about").textContent = `Made by kzgraph ${version}${note ? `, ${note}` : ""}. ${OTHERS}${passages ? QUOTED : ""}`;
restore(view, location.hash);
actions.setTheme();
map.begin(actions);
actions.changed({ fit: true });
document.documentElement.dataset.ready = "yes";
