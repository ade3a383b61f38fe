// Where the site lies: at the root of a server, or below it.

/** The address of *path*, which begins with a slash, at this site. */
export const at = (path) => new URL(`..${path}`, import.meta.url).href;
