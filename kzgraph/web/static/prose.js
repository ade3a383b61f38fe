// Running text of ours, in which backticks hold code.

import { make } from "./element.js";

/** The nodes of *text*: what stands in backticks as code, with a link where *addressOf* knows where it leads. */
export const prose = (text, addressOf = () => "") =>
  text.split(/`([^`]+)`/).map((part, at) => {
    if (at % 2 === 0) return part;
    const code = make("code", { textContent: part });
    const href = addressOf(part);
    return href ? make("a", { href }, code) : code;
  });
