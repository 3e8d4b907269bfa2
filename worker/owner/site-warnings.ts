import type { Context } from "hono";
import type { CompiledSite } from "../../shared/decision.ts";
import type { Result } from "../../shared/issue.ts";
import type { SiteWarnings } from "../../shared/report/site-contract.ts";
import { warningsOf } from "../../shared/warnings/warnings.ts";
import { compileInput, patternMatcher } from "../site.ts";
import type { OwnerEnv } from "./answer.ts";
import { versionText } from "./site-files.ts";

/**
 * `GET /api/site/versions/{key}/warnings`: what a version would better be without, as the command-line tool says; with
 * `current` the one that serves. Reckoned when asked, since it looks for visitors whom rules hold for.
 */
export async function answerWarnings(c: Context<OwnerEnv>): Promise<Response> {
  const { env, compiled } = c.env;
  const key = c.req.param("key") ?? "";
  const isCurrent = key === "current";
  const text = isCurrent ? await env.SITE.get("site") : await versionText(env.SITE, key);
  if (text instanceof Response) return text;
  // This isolate may not have heard yet of what was published a moment ago.
  const found: Result<CompiledSite> = text === null ? { ok: true, value: compiled } : compile(text);
  const served = found.ok ? found.value : isCurrent ? compiled : undefined;
  const answer: SiteWarnings = {
    issues: found.ok ? [] : found.issues,
    warnings: served ? warningsOf(served, patternMatcher) : [],
  };
  return c.json(answer, 200, { "cache-control": "no-store" });
}

/** A version may come from another release, and be wrong for this one. */
function compile(text: string): Result<CompiledSite> {
  try {
    return compileInput(JSON.parse(text));
  } catch {
    return { ok: false, issues: [{ path: "", message: "can't be compiled" }] };
  }
}
