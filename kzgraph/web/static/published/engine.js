// The engine, in a thread of its own: it reads the graph once and answers queries until the page ends it.

import init, { Store } from "../../assets/oxigraph/web.js";
import { formOf } from "./form.js";

const GRAPH = "../../download/browser.nq.gz";
const GZIP = [0x1f, 0x8b];

/** The bytes of *response*, unpacked unless its server has sent them so that the browser did. */
const unpacked = async (response) => {
  const bytes = new Uint8Array(await response.arrayBuffer());
  if (!GZIP.every((byte, place) => bytes[place] === byte)) return bytes;
  const stream = new Blob([bytes]).stream().pipeThrough(new DecompressionStream("gzip"));
  return new Uint8Array(await new Response(stream).arrayBuffer());
};

const opened = async () => {
  const [response] = await Promise.all([fetch(new URL(GRAPH, import.meta.url)), init()]);
  if (!response.ok) throw new Error(`the graph cannot be read: ${response.status}`);
  const store = new Store();
  store.load(await unpacked(response), { format: "application/n-quads", no_transaction: true });
  return store;
};

const ready = opened();

self.addEventListener("message", async ({ data: { id, query } }) => {
  const media = formOf(query) === "graph" ? "text/turtle" : "application/sparql-results+json";
  try {
    const body = (await ready).query(query, { results_format: media });
    self.postMessage({ id, body, media });
  } catch (error) {
    self.postMessage({ id, error: String(error?.message ?? error) });
  }
});
