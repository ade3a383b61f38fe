// Here our prefixes need no declaration; the editor, and other people's tools, want one.

/** The query with a declaration of every known prefix that it uses and does not declare. */
export const declared = (query, prefixes) => {
  const missing = Object.entries(prefixes).filter(
    ([name]) => new RegExp(`(^|[^\\w:.-])${name}:`).test(query) && !new RegExp(`prefix\\s+${name}:`, "i").test(query),
  );
  return missing.map(([name, namespace]) => `PREFIX ${name}: <${namespace}>\n`).join("") + query;
};
