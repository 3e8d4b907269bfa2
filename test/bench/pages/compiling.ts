import { build } from "esbuild";
import { join } from "node:path";
import { TARGETS } from "./edits.ts";

/** So often a page is compiled in one request, so that what a request costs besides hardly counts. */
export const COMPILED_AT_ONCE = 20;

/** A Worker that compiles the page, and does nothing else with it. */
export async function compilingScript(): Promise<string> {
  const selectors = [TARGETS.hero, TARGETS.notice, TARGETS.offer, TARGETS.badge];
  const result = await build({
    stdin: {
      resolveDir: join(import.meta.dirname, "../../../worker/page"),
      contents: `
import { factsOf } from "./page-facts.ts";
import { compileTargets } from "./selectors.ts";
import { surveyPage } from "./survey.ts";

const targets = compileTargets(${JSON.stringify(selectors)}, new Set());
export default {
  async fetch(request, env) {
    const response = await fetch(env.ORIGIN + new URL(request.url).pathname, request);
    const bytes = new Uint8Array(await response.arrayBuffer());
    for (let time = 0; time < ${COMPILED_AT_ONCE}; time++) {
      const facts = factsOf(bytes, "text/html; charset=utf-8");
      const { found } = surveyPage({ bytes, charset: facts.charset.name }, targets);
      if (found.some((elements) => elements.length !== 1)) throw new Error("a target wasn't found");
    }
    return new Response(bytes, response);
  },
};`,
    },
    bundle: true,
    write: false,
    format: "esm",
    target: "es2024",
    logLevel: "silent",
  });
  return result.outputFiles[0]!.text;
}
