/** The edits that all contenders do on the page: one of each kind, and the tag. */
export const EDITS = {
  hero: "<h1>Good to see you again</h1><p>Rain gear, as you like it.</p>",
  notice: "Two rain jackets for the price of a good one.",
  offer: "/rain/",
  badge: "is-returning",
  /** For each of the many targets of the curve over their number. */
  many: "As you like it.",
  tag: '<script async src="/_selvedge/tag.js"></script>',
} as const;

/** Where the edits stand; the same selectors for all. */
export const TARGETS = {
  hero: "[data-slot=hero]",
  notice: "p[data-slot=notice]",
  offer: "a.cta",
  badge: "body",
  many: "p[data-target]",
} as const;

/** The whole page with the four edits, up to its last tag. */
export const EDITED =
  /is-returning[^]*see you again[^]*Two rain jackets[^]*href="\/rain\/"[^>]*>See[^]*<\/html>/;
/** The whole page as the origin gives it. */
export const ORIGINAL = /Made for weather[^]*href="\/all\/"[^>]*>See[^]*<\/html>/;
/** The same with the tag. */
export const INSTRUMENTED = /tag\.js[^]*Made for weather[^]*href="\/all\/"[^>]*>See[^]*<\/html>/;
