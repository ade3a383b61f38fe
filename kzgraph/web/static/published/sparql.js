// Answers in this browser what the SPARQL page asks of its server.

import { at } from "../root.js";

const PATIENCE = 60_000; // milliseconds
const ENDPOINT = at("/sparql");
const NO_PICTURES =
  '<section class="views" data-view="table"><p class="faint small">kzgraph serve draws answers, too.</p></section>';

const waiting = new Map();
let engine = null;
let asked = 0;

const settle = (id, told) => {
  const { resolve, timer } = waiting.get(id) ?? {};
  clearTimeout(timer);
  waiting.delete(id);
  resolve?.(told);
};

const stop = (error) => {
  engine?.terminate();
  engine = null;
  for (const id of [...waiting.keys()]) settle(id, { error });
};

const begin = () => {
  const made = new Worker(new URL("engine.js", import.meta.url), { type: "module" });
  made.addEventListener("message", ({ data }) => settle(data.id, data));
  made.addEventListener("error", () => stop("the engine did not start in this browser"));
  return made;
};

const answered = (query) =>
  new Promise((resolve) => {
    engine ??= begin();
    const id = ++asked;
    const timer = setTimeout(() => stop(`no answer within ${PATIENCE / 1000} s`), PATIENCE);
    waiting.set(id, { resolve, timer });
    engine.postMessage({ id, query });
  });

const problem = (status, detail) => {
  const body = JSON.stringify({ title: "No answer", status, detail });
  return new Response(body, { status, headers: { "Content-Type": "application/problem+json" } });
};

const drawn = () => new Response(NO_PICTURES, { headers: { "Content-Type": "text/html" } });

const asAServer = async (form) => {
  if (form.get("part")) return drawn();
  const { body, media, error } = await answered(form.get("query") ?? "");
  return error ? problem(400, error) : new Response(body, { headers: { "Content-Type": media } });
};

const overTheNetwork = window.fetch;
window.fetch = async (resource, options) => {
  const request = new Request(resource, options);
  if (request.url.split("?")[0] !== ENDPOINT) return overTheNetwork(request);
  const inAddress = new URL(request.url).searchParams;
  return asAServer(new URLSearchParams([...inAddress, ...new URLSearchParams(await request.text())]));
};
