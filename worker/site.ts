import { type CompiledSite, compileSite } from "../shared/decision.ts";
import { dayOf } from "../shared/day.ts";
import { formatIssue, type Result } from "../shared/issue.ts";
import {
  PUBLISHED_CHARACTERS,
  SITE_DEADLINE_MILLISECONDS,
  SITE_REFRESH_DEADLINE_MILLISECONDS,
  SITE_REFRESH_SECONDS,
} from "../shared/limits.ts";
import { checkSite } from "../shared/site/check.ts";
import { withDeadline } from "./deadline.ts";
import type { Mishap } from "./mishaps.ts";
import { PlanArchive } from "./plans.ts";
import { reportConfiguration, reportFault } from "./report.ts";

/** Keys of the KV namespace; plans have theirs in `plans.ts`. */
const SITE_KEY = "site";
/** The last site file that an isolate could compile: where new isolates start from when `site` is broken. */
const GOOD_KEY = "site:good";
/** How soon an isolate without any site file asks again. */
const RETRY_MILLISECONDS = 1000;

/** What the store is given with each request. */
export interface SiteSource {
  readonly kv: KVNamespace;
  /** Milliseconds since the epoch. */
  readonly now: number;
  /** Keeps the isolate alive for work in the background. */
  waitUntil(work: Promise<unknown>): void;
  /** Hears when an older site file has to do. */
  note?(mishap: Mishap): void;
}

/**
 * The compiled site file of an isolate. It answers at once with what it has and looks for a newer one in the
 * background. Invariant 9: a broken file changes nothing but for one report; the last good one keeps serving.
 *
 * No promise is shared between requests: in workerd one would hang when the request that made it is gone.
 */
export class SiteStore {
  readonly plans = new PlanArchive();
  readonly #bundled: unknown;
  #compiled: CompiledSite | undefined;
  #text: string | null | undefined;
  #lookedAt = -Infinity;
  #failure: { readonly error: Error; readonly at: number } | undefined;

  /** `bundled`: the site file to serve where KV has none. */
  constructor(bundled: unknown) {
    this.#bundled = bundled;
  }

  /** The site; rejects only where there has never been one, and then soon asks again. */
  async current(source: SiteSource): Promise<CompiledSite> {
    if (this.#compiled) {
      if (source.now - this.#lookedAt >= SITE_REFRESH_SECONDS * 1000 || source.now < this.#lookedAt) {
        this.#lookedAt = source.now;
        source.waitUntil(this.#refresh(source));
      }
      return this.#compiled;
    }
    if (this.#failure && Math.abs(source.now - this.#failure.at) < RETRY_MILLISECONDS)
      throw this.#failure.error;
    const loading = this.#load(source);
    // What comes too late for this request is in time for the next.
    source.waitUntil(loading.catch(() => undefined));
    try {
      return await withDeadline(loading, SITE_DEADLINE_MILLISECONDS, "the site file");
    } catch (error) {
      reportFault("no site file", error);
      this.#failure = { error: error instanceof Error ? error : new Error("no site file"), at: source.now };
      throw error;
    }
  }

  async #refresh(source: SiteSource): Promise<void> {
    try {
      const loading = this.#load(source);
      await withDeadline(loading, SITE_REFRESH_DEADLINE_MILLISECONDS, "the site file");
    } catch (error) {
      source.note?.("site-stale");
      reportFault("the site file could not be read, the last one serves on", error);
    }
  }

  async #load(source: SiteSource): Promise<CompiledSite> {
    const text = await source.kv.get(SITE_KEY);
    if (this.#compiled && text === this.#text) return this.#compiled;
    const compiled = text === null ? compile(this.#bundled) : parse(text);
    if (typeof compiled === "string") return this.#refuse(source, text, compiled);
    this.#adopt(source, text, compiled);
    if (text !== null) source.waitUntil(keepGood(source.kv, text));
    return compiled;
  }

  /** Says once why a file isn't taken, and goes on with the last good one. */
  async #refuse(source: SiteSource, text: string | null, why: string): Promise<CompiledSite> {
    source.note?.("site-stale");
    reportConfiguration(`the site file is broken, the last good one serves on: ${why}`);
    const good = this.#compiled ? null : await source.kv.get(GOOD_KEY);
    const compiled = this.#compiled ?? (good === null ? "" : parse(good));
    if (typeof compiled === "string") throw new Error("the site file is broken, and there is no good one");
    this.#adopt(source, text, compiled);
    return compiled;
  }

  #adopt(source: SiteSource, text: string | null, compiled: CompiledSite): void {
    if (this.#compiled !== compiled) {
      source.waitUntil(this.plans.remember(source.kv, compiled.plan, compiled.site, dayOf(source.now)));
    }
    this.#compiled = compiled;
    this.#text = text;
    this.#lookedAt = source.now;
    this.#failure = undefined;
  }
}

async function keepGood(kv: KVNamespace, text: string): Promise<void> {
  try {
    if ((await kv.get(GOOD_KEY)) !== text) await kv.put(GOOD_KEY, text);
  } catch (error) {
    reportFault("the good site file could not be kept", error);
  }
}

function parse(text: string): CompiledSite | string {
  if (text.length > PUBLISHED_CHARACTERS) return `it is longer than ${PUBLISHED_CHARACTERS} characters`;
  let input: unknown;
  try {
    input = JSON.parse(text);
  } catch (error) {
    return error instanceof Error ? error.message : "not JSON";
  }
  return compile(input);
}

/** The compiled site, or everything that is wrong with the file as one line. */
function compile(input: unknown): CompiledSite | string {
  try {
    const compiled = compileInput(input);
    return compiled.ok ? compiled.value : compiled.issues.map(formatIssue).join("; ");
  } catch (error) {
    // The owner's file may tell more than an error of ours does, and nothing in it is a visitor's.
    return error instanceof Error ? error.message : "it could not be compiled";
  }
}

/** The compiled site of a parsed file, or all that is wrong with it. What isn't foreseen is thrown. */
export function compileInput(input: unknown): Result<CompiledSite> {
  const checked = checkSite(input, { isPattern, matches });
  if (!checked.ok) return checked;
  const compiled = compileSite(checked.value, patternMatcher);
  const { issues } = compiled.plan;
  return issues.length > 0 ? { ok: false, issues } : { ok: true, value: compiled };
}

/** Whether a text is a URLPattern pathname. */
export function isPattern(pathname: string): boolean {
  try {
    patternMatcher(pathname);
    return true;
  } catch {
    return false;
  }
}

/** Broken patterns have been told of, and match nothing. */
function matches(pathname: string, path: string): boolean {
  return isPattern(pathname) && patternMatcher(pathname)(path);
}

/** Makes a matcher of a URLPattern pathname. */
export function patternMatcher(pathname: string): (path: string) => boolean {
  const pattern = new URLPattern({ pathname });
  return (path) => pattern.test({ pathname: path });
}
