// Elements of the page, made of text alone: nothing that a graph holds is ever read as HTML.

export const box = (id) => document.getElementById(id);

export function make(tag, facts = {}, ...children) {
  const element = document.createElement(tag);
  for (const [name, value] of Object.entries(facts)) {
    if (name === "text") element.textContent = value;
    else if (name === "on") listen(element, value);
    else if (value !== undefined && value !== false) element.setAttribute(name, value === true ? "" : value);
  }
  element.append(...children.filter((child) => child !== null && child !== undefined));
  return element;
}

function listen(element, acts) {
  for (const [event, act] of Object.entries(acts)) element.addEventListener(event, act);
}

export const bdi = (text, lang) => make("bdi", { text, lang });

export const button = (text, act, facts = {}) => make("button", { type: "button", text, on: { click: act }, ...facts });

export function webLink(address) {
  if (!/^https?:\/\//i.test(address)) return make("span", { text: address });
  return make("a", { href: address, rel: "noopener noreferrer", target: "_blank", text: address });
}
