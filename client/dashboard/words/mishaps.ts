/** By the names that the Worker counts them under. */
const WORDS: Readonly<Record<string, string>> = {
  "site-file": "No site file could be read",
  "site-stale": "The published site file is broken, an older one served",
  plan: "What is projected could not be kept for visitors to come back",
  rules: "Rules failed, so no block was chosen",
  block: "A block could not be done on a page",
  internal: "An error of ours",
  origin: "Your server could not be reached",
  "origin-broke": "Your server broke off in the middle of a page",
  large: "A page was too large to be changed",
  slow: "A page took too long to arrive to be changed",
  busy: "Too many pages at once",
  charset: "A page didn’t say in which charset it is",
  "no-head": "A page has no head to put the tag into",
  encoding: "A page was compressed in a way that can’t be read",
  "no-transform": "A page asked not to be changed",
  "csp-script": "A page’s policy keeps the tag out (script-src)",
  "csp-connect": "A page’s policy keeps signals back (connect-src)",
  "csp-sandbox": "A page’s policy keeps the tag out (sandbox)",
  counter: "Counts could not be kept",
  crowded: "One network told more than its share, which was left out",
  limiter: "The rate limiter didn’t answer",
  other: "Something else",
};

/** What a mishap is, for owners. */
export function mishapWords(mishap: string): string {
  return Object.hasOwn(WORDS, mishap) ? WORDS[mishap]! : mishap;
}
