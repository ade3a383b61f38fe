// Text as a search compares it, and as it can be shown to anyone.

// biome-ignore lint/suspicious/noControlCharactersInRegex: these are what nobody can see
const UNSEEN = /[\u0000-\u001f\u007f-\u009f\u200b-\u200f\u2028-\u202e\u2060-\u2069\ufeff]/g;

// Accents and case are forgiven: "Тоқаев" keeps its қ, "Ürümqi" becomes "urumqi".
export function plain(text) {
  return text.normalize("NFKD").replace(/\p{M}/gu, "").toLowerCase();
}

// Bidi and zero-width characters could make one name pass for another: on the canvas they are dropped,
// in text isolated.
export function visible(text) {
  return String(text).replace(UNSEEN, "");
}
