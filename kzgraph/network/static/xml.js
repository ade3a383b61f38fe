// Text inside XML.

// biome-ignore lint/suspicious/noControlCharactersInRegex: these are what XML 1.0 cannot hold
const FORBIDDEN = /[\u0000-\u0008\u000b\u000c\u000e-\u001f\ufffe\uffff]/g;

export function xml(text) {
  return String(text)
    .replace(FORBIDDEN, "")
    .replace(/[<>&"']/g, (char) => `&#${char.charCodeAt(0)};`);
}
