// Values for the parameters of a question: each takes the place of a default, as a term, never as text that is pasted.

const SAFE_NAME = /^[A-Za-z0-9][A-Za-z0-9._~-]*$/;
const SAFE_IRI = /^https?:\/\/[^\s<>"{}|^`\\]+$/;
const DAY = /^\d{4}-\d{2}-\d{2}$/;
const NUMBER = /^-?\d{1,18}(?:\.\d{1,12})?$/;
const XSD = "http://www.w3.org/2001/XMLSchema#";
const ESCAPES = { "\\": "\\\\", '"': '\\"', "\n": "\\n", "\r": "\\r", "\t": "\\t" };

const literal = (text) => `"${text.replace(/[\\"\n\r\t]/g, (char) => ESCAPES[char])}"`;

const iri = (value, prefixes, fallback) => {
  const [, prefix, name] = /^([a-z]+):(?!\/\/)(.*)$/.exec(value) ?? [null, fallback, value];
  const isName = SAFE_NAME.test(name) && Object.hasOwn(prefixes, prefix);
  const whole = SAFE_IRI.test(value) ? value : isName && prefixes[prefix] + name;
  return whole ? `<${whole}>` : null;
};

/** The term that *value* is for a *parameter*; null where it is of another kind. */
export const term = (value, { kind, standard }, prefixes) => {
  const [fallback] = standard.split(":");
  if (kind === "entity") return iri(value, prefixes, fallback in prefixes ? fallback : "kzr");
  if (kind === "date") return DAY.test(value) ? `"${value}"^^<${XSD}date>` : null;
  if (kind === "number") return NUMBER.test(value) ? `"${value}"^^<${XSD}decimal>` : null;
  return literal(value);
};

/** The text of *question* with *values* (by name) in the place of its defaults; an empty one leaves the default. */
export const bound = ({ text, parameters }, values, prefixes) => {
  let query = text;
  for (const parameter of parameters) {
    const value = (values[parameter.name] ?? "").trim();
    if (!value) continue;
    const made = term(value, parameter, prefixes);
    if (!made) throw new Error(`${parameter.name}: “${value}” is no ${parameter.kind}`);
    const line = new RegExp(`^(\\s*VALUES \\?${parameter.name} \\{ ).+?( \\}) *# parameter: .+$`, "m");
    query = query.replace(line, (_whole, begin, end) => `${begin}${made}${end}`);
  }
  return query;
};
