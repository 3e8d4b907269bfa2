import type { MiddlewareHandler } from "hono";

/**
 * What every answer of ours says, where it doesn't say otherwise itself. It runs nothing, is framed by nobody, is read
 * as what it says it is, by pages of its own origin only, and tells no other site where somebody came from. What
 * speaks for the owner's whole host, as `Strict-Transport-Security` does, is the owner's to say.
 */
export const OWN_HEADERS: Readonly<Record<string, string>> = {
  "content-security-policy": "default-src 'none'; frame-ancestors 'none'",
  "cross-origin-resource-policy": "same-origin",
  "referrer-policy": "no-referrer",
  "x-content-type-options": "nosniff",
};

const ALL = Object.entries(OWN_HEADERS);

/** Puts them on whatever is answered behind it, errors included. */
export const ownHeaders: MiddlewareHandler = async (c, next) => {
  await next();
  const { headers } = c.res;
  for (const [name, value] of ALL) if (!headers.has(name)) headers.set(name, value);
};
