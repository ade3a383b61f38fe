// What is shown, as a file.

import { asked } from "./answer.js";
import { make } from "./element.js";
import { gexf, graphml, json } from "./graphs.js";
import { svg } from "./pictures.js";
import { pdf, png } from "./print.js";
import { sheet } from "./sheet.js";
import { thingsTable, tiesTable } from "./tables.js";

const FORMS = {
  gexf: ["network.gexf", "application/xml", gexf],
  graphml: ["network.graphml", "application/xml", graphml],
  ties: ["ties.csv", "text/csv", tiesTable],
  things: ["things.csv", "text/csv", thingsTable],
  json: ["network.json", "application/json", json],
};
const PICTURES = { svg, png, pdf };

// *address* is where what is shown can be seen again.
export async function save(form, view, tints, address) {
  if (PICTURES[form]) {
    const title = view.state.question ? asked(view).label : document.title;
    const made = await PICTURES[form](view, sheet(view, tints), title, address);
    download(`network.${form}`, form === "svg" ? new Blob([made], { type: "image/svg+xml;charset=utf-8" }) : made);
    return;
  }
  const [name, type, write] = FORMS[form];
  download(name, new Blob([write(view)], { type: `${type};charset=utf-8` }));
}

function download(name, blob) {
  const address = URL.createObjectURL(blob);
  make("a", { href: address, download: name }).click();
  setTimeout(() => URL.revokeObjectURL(address), 10_000);
}
