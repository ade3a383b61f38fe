// One statement: what it says, which passage says so, who else says it, what disputes it.

import { bdi, button, make } from "./element.js";

const UNSAID =
  "The document leaves this out where one would look for it. " +
  "That is recorded, so that silence is not read as a finding.";
const DERIVED = "The query made this tie out of others; no document states it as such.";
const ELSEWHERE = "The passage itself is not in this file. With your own copy of the document: ";

export class Evidence {
  constructor(view, actions, claims) {
    this.view = view;
    this.actions = actions;
    this.claims = claims;
  }

  parts(claim) {
    const back = this.wayBack(claim);
    const derived = claim.modality === "derived";
    return [
      button(`← ${this.view.nameOf(back)}`, () => this.actions.pick(back), { class: "link" }),
      make("h2", { text: "Statement" }),
      this.sentence(claim),
      make("p", {}, ...this.claims.tags(claim)),
      claim.silent ? make("p", { class: "silent", text: UNSAID }) : null,
      claim.reason ? make("p", { class: "hint" }, "why this rank: ", bdi(claim.reason)) : null,
      make("h3", { text: counted(claim.evidence) }),
      ...claim.evidence.map((each) => this.passage(each, claim)),
      claim.evidence.length ? null : make("p", { text: derived ? DERIVED : "No evidence is recorded." }),
      ...this.disputes(claim),
      this.larger(claim),
      derived ? null : make("p", { class: "hint" }, "Statement ", make("code", { text: claim.id })),
    ];
  }

  // The thing whose statements were being read, if this is one of them.
  wayBack(claim) {
    const { cameFrom } = this.view;
    const concerned = [claim.object, ...(claim.scope || []).map(([scope]) => scope)];
    return concerned.includes(cameFrom) ? cameFrom : claim.subject;
  }

  sentence(claim) {
    const { view } = this;
    const value = () => make("bdi", { text: view.valueOf(claim), class: claim.silent ? "silent" : undefined });
    const object = claim.object ? this.named(claim.object) : value();
    const verb = make("strong", { text: view.propertyName(claim.property) });
    return make("p", { class: "sentence" }, this.named(claim.subject), " ", verb, " ", object);
  }

  named(id) {
    if (!this.view.model.things.has(id)) return bdi(id);
    return button(this.view.nameOf(id), () => this.actions.pick(id), { class: "link" });
  }

  other(id) {
    const claim = this.view.model.claims.get(id);
    if (!claim) return make("p", {}, make("code", { text: id }));
    return button(this.claims.sentence(claim), () => this.actions.pick(id), { class: "link" });
  }

  disputes(claim) {
    if (!claim.disputes) return [];
    const one = ([id, reason]) =>
      make("div", { class: "evidence" }, this.other(id), reason ? make("p", { class: "hint" }, bdi(reason)) : null);
    return [make("h3", { text: "disputed by" }), ...claim.disputes.map(one)];
  }

  larger(claim) {
    if (!claim.whole) return null;
    return make("div", {}, make("h3", { text: "part of a larger figure" }), ...claim.whole.map((id) => this.other(id)));
  }

  passage(each, claim) {
    return make(
      "div",
      { class: "evidence" },
      this.document(each.document),
      each.text ? make("blockquote", {}, bdi(each.text)) : null,
      ...(each.via || []).map((mention) => line("earlier mention:", `“${mention}”`)),
      line("section", each.section),
      line("printed as", each.printed),
      line("read so because", each.reason),
      line("stated by", each.by),
      line("which itself cites", each.cites),
      line("here", each.modality !== claim.modality && each.modality),
      make("p", { class: "hint", text: whereabouts(each) }),
      each.text ? null : make("p", { class: "hint" }, ELSEWHERE, make("code", { text: command(claim) })),
    );
  }

  document(id) {
    const { things, documents } = this.view.model;
    const name = documents[id] || id;
    if (!things.has(`kzd:${id}`)) return bdi(name);
    return button(name, () => this.actions.pick(`kzd:${id}`), { class: "link" });
  }
}

function counted(evidence) {
  if (!evidence.length) return "evidence";
  const documents = new Set(evidence.map((each) => each.document)).size;
  const passages = evidence.length === 1 ? "one passage" : `${evidence.length} passages`;
  return `said in ${passages} of ${documents === 1 ? "one document" : `${documents} documents`}`;
}

function line(name, value) {
  return value ? make("p", {}, make("span", { class: "hint", text: `${name} ` }), bdi(value)) : null;
}

function whereabouts({ page, start, end, fingerprint }) {
  const [from, to] = [start.toLocaleString("en"), end.toLocaleString("en")];
  return `${page ? `p. ${page}, ` : ""}characters ${from}–${to} of its plain text, fingerprint ${fingerprint}`;
}

function command(claim) {
  return `kzgraph evidence ${/^[0-9a-f]+$/.test(claim.id) ? claim.id : "…"} --sources DIR`;
}
