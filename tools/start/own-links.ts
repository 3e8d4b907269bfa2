import { Transform } from "node:stream";
import { ownBeginning } from "./own-site.ts";

/** A tag that is longer goes on as it is. */
const TAG_BYTES = 64 * 1024;

/**
 * Makes links of HTML that name the site's own host lead to whichever host serves the page: in `href`, `src`,
 * `action`, `formaction` and `poster` of start tags. Policies in `meta` elements are changed as in headers. Works on
 * bytes, so in every encoding that has ASCII's; text, scripts and `srcset` stay as they are.
 */
export function ownLinks(origin: URL): Transform {
  const links = new RegExp(
    `(\\s(?:href|src|action|formaction|poster)\\s*=\\s*["']?)${ownBeginning(origin)}(?:/+|(?=["'?#\\s>]))`,
    "gi",
  );
  const inTag = (tag: string) => (/^<meta\b/i.test(tag) ? ownPolicy(tag, origin) : tag.replace(links, "$1/"));
  const rewrite = (html: string) => html.replaceAll(/<[a-z][^<>]*>/gi, inTag);
  let kept = "";
  return new Transform({
    transform(chunk: Buffer, _, done) {
      const text = kept + chunk.toString("latin1");
      const open = text.lastIndexOf("<");
      // A tag that hasn't ended yet waits for its end.
      const isWhole = open < 0 || text.includes(">", open) || text.length - open > TAG_BYTES;
      kept = isWhole ? "" : text.slice(open);
      done(null, Buffer.from(rewrite(isWhole ? text : text.slice(0, open)), "latin1"));
    },
    flush(done) {
      done(null, Buffer.from(rewrite(kept), "latin1"));
    },
  });
}

/**
 * A Content-Security-Policy as it would read on a host of its own without TLS: the site's own address is `'self'`, and
 * nothing is to be asked for by https that was linked by http.
 */
export function ownPolicy(policy: string, origin: URL): string {
  const own = new RegExp(
    `(?<=[\\s;,"'=])${ownBeginning(origin).replace("(?:https?:)?//", "(?:https?://)?")}(?=[\\s;,"']|$)`,
    "gi",
  );
  return policy
    .replace(/\b(?:upgrade-insecure-requests|block-all-mixed-content)\s*;?\s*/gi, "")
    .replace(/\b(?:[\w-]+-src(?:-elem|-attr)?|form-action|frame-ancestors)\s[^;,"]*/gi, (directive) =>
      directive.replace(own, "'self'"),
    );
}
