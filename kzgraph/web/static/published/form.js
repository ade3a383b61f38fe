// What a query answers with: a table, or a graph.

const ASIDE = /<[^<>\s]*>|"(?:[^"\\]|\\.)*"|'(?:[^'\\]|\\.)*'|#[^\n]*/g;
const KEYWORD = /(?<![\w:?$-])(select|ask|construct|describe)(?![\w:-])/i;

/** "graph" for CONSTRUCT and DESCRIBE, "table" for any other *query*. */
export const formOf = (query) => {
  const [, word = "select"] = KEYWORD.exec(query.replace(ASIDE, " ")) ?? [];
  return /^(?:construct|describe)$/i.test(word) ? "graph" : "table";
};
