// What is shown, as a file.

import { make } from "./element.js";
import { gexf, graphml, json } from "./graphs.js";
import { png, svg } from "./pictures.js";
import { thingsTable, tiesTable } from "./tables.js";

const FORMS = {
  svg: ["network.svg", "image/svg+xml", (view, map) => svg(view, map, document.title)],
  gexf: ["network.gexf", "application/xml", gexf],
  graphml: ["network.graphml", "application/xml", graphml],
  ties: ["ties.csv", "text/csv", tiesTable],
  things: ["things.csv", "text/csv", thingsTable],
  json: ["network.json", "application/json", json],
};

export async function save(form, view, map) {
  if (form === "png") {
    download("network.png", await png(view, map));
    return;
  }
  const [name, type, write] = FORMS[form];
  download(name, new Blob([write(view, map)], { type: `${type};charset=utf-8` }));
}

function download(name, blob) {
  const address = URL.createObjectURL(blob);
  make("a", { href: address, download: name }).click();
  setTimeout(() => URL.revokeObjectURL(address), 10_000);
}
