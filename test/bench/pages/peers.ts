import { build } from "esbuild";
import { join } from "node:path";
import { EDITS, TARGETS } from "./edits.ts";

/** A Worker that does nothing. */
export const PASS_THROUGH = `
export default {
  fetch(request, env) {
    return fetch(env.ORIGIN + new URL(request.url).pathname, request);
  },
};`;

/** What an engineer would write by hand for the same edits: HTMLRewriter, streamed. */
export const BY_HAND = rewriterOf([
  [TARGETS.hero, setContent(EDITS.hero)],
  [TARGETS.notice, setContent(EDITS.notice)],
  [TARGETS.offer, `e.setAttribute("href", ${JSON.stringify(EDITS.offer)});`],
  [TARGETS.badge, `e.setAttribute("class", ${JSON.stringify(EDITS.badge)});`],
]);

/** The same for one edit with many targets: a single handler, which is the best that can be done. */
export const MANY_BY_HAND = rewriterOf([[TARGETS.many, setContent(EDITS.many)]]);

/** The GrowthBook edge app, as one module. */
export async function growthbookScript(): Promise<string> {
  const result = await build({
    entryPoints: [join(import.meta.dirname, "growthbook.ts")],
    bundle: true,
    write: false,
    minify: true,
    format: "esm",
    target: "es2024",
    conditions: ["workerd", "worker", "browser"],
    define: { "process.env.NODE_ENV": '"production"' },
    logLevel: "silent",
  });
  return result.outputFiles[0]!.text;
}

function setContent(html: string): string {
  return `e.setInnerContent(${JSON.stringify(html)}, { html: true });`;
}

function rewriterOf(handlers: readonly (readonly [selector: string, code: string])[]): string {
  const all = [["head", `e.prepend(${JSON.stringify(EDITS.tag)}, { html: true });`], ...handlers];
  return `
export default {
  async fetch(request, env) {
    const response = await fetch(env.ORIGIN + new URL(request.url).pathname, request);
    return new HTMLRewriter()
${all.map(([selector, code]) => `      .on(${JSON.stringify(selector)}, { element(e) { ${code} } })`).join("\n")}
      .transform(response);
  },
};`;
}
