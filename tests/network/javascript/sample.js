// A small network, as the page holds it: two poles, a plant between them, a treaty, what a document leaves unsaid.

import { readModel } from "#network/model.js";
import { View } from "#network/view.js";

const KINDS = [
  { id: "country", label: "Countries", shape: "dot", sign: "C", light: "#111111", dark: "#eeeeee" },
  { id: "plant", label: "Plants", shape: "square", sign: "P", light: "#222222", dark: "#dddddd" },
  { id: "treaty", label: "Treaties", shape: "diamond", sign: "T", light: "#333333", dark: "#cccccc" },
  { id: "topic", label: "Topics", shape: "star", sign: "S", light: "#444444", dark: "#bbbbbb", quiet: true },
];

const evidence = (document) => [{ document, start: 10, end: 20, fingerprint: "3:abc" }];

function node(id, kind, label, more = {}) {
  return { id, kind, label, called: kind, names: { en: label }, x: 0, y: 0, order: 0, shape: "dot", ...more };
}

function edge(id, from, property, to, more = {}) {
  return { id, from, property, to, modality: "asserted", evidence: evidence("one"), ...more };
}

export function data() {
  return {
    kinds: KINDS,
    nodes: [
      node("kz", "country", "Kazakhstan", {
        opening: true,
        degree: 4,
        side: "left",
        names: { en: "Kazakhstan", ru: "Казахстан" },
      }),
      node("cn", "country", "China", {
        opening: true,
        degree: 2,
        side: "right",
        order: 1,
        x: 300,
        names: { en: "China", zh: "中国" },
      }),
      node("bus", "plant", "Bus plant", {
        opening: true,
        degree: 2,
        side: "both",
        years: [2010, 2020],
        x: 100,
        y: 50,
        aliases: ["Saran works"],
      }),
      node("wind", "plant", "Wind farm", { degree: 1, side: "left", years: [2015, null], order: 1, x: 50, y: 90 }),
      node("pact", "treaty", "Treaty of roads", {
        opening: true,
        degree: 2,
        years: [1992, 1992],
        passing: true,
        y: 200,
      }),
      node("tea", "topic", "Tea", { opening: true, degree: 1 }),
      node("alone", "plant", "Alone", { side: "neither" }),
    ],
    edges: [
      edge("t1", "kz", "party", "pact", { years: [1992, 1992] }),
      edge("t2", "cn", "party", "pact", { years: [1992, 1992], evidence: evidence("two") }),
      edge("t3", "bus", "locatedIn", "kz", { time: "2010", scope: [["tea", "Tea"]] }),
      edge("t4", "bus", "builder", "cn", { modality: "planned" }),
      edge("t5", "wind", "locatedIn", "kz", { rank: "deprecated" }),
      edge("t6", "kz", "sells", "cn", {}),
      edge("t7", "cn", "buys", "kz", {}),
      edge("t8", "cn", "grows", "tea", {}),
    ],
    facts: [
      { id: "f1", subject: "bus", property: "capacity", value: "not stated", silent: true, modality: "asserted" },
    ],
    properties: { party: "has party", locatedIn: "is located in", builder: "has builder" },
    documents: { one: "A report", two: "Another report" },
    poles: ["kz", "cn"],
    presets: [],
    options: {},
    caution: "",
    note: "",
    passages: false,
    version: "0",
  };
}

// A view of the sample; *chosen* is what the reader has chosen.
export function look(chosen = {}, changes = {}) {
  const view = new View(readModel({ ...data(), ...changes }));
  Object.assign(view.state, chosen);
  return view;
}

export const names = (ids) => [...ids].sort().join(" ");
