import type { Context } from "hono";
import * as v from "valibot";
import type { Consent } from "../../shared/consent.ts";
import { dayOf } from "../../shared/day.ts";
import { type BucketRange, describeBucket } from "../../shared/describe-bucket.ts";
import type { PlanEntry } from "../../shared/plan.ts";
import type { Followed } from "../../shared/redirect.ts";
import type { Site } from "../../shared/site/schema.ts";
import type { SwitchedOff } from "../../shared/switched-off.ts";
import type { ConsentMode } from "../../shared/wire.ts";
import { expiredCookies } from "../cookies.ts";
import { redirectFrom } from "../page-visitor.ts";
import { badInput } from "../problem.ts";
import { bucketsOf, decide } from "../visitor.ts";
import type { EndpointEnv } from "./endpoints.ts";
import { type ExperimentAbout, explainExperiments } from "./explain-experiments.ts";
import { aboutAttributes, type AttributeAbout, explainBlocks, languagesOf } from "./explain-page.ts";
import { type ExplainedSegment, explainSegments } from "./explain-segments.ts";
import { readJson } from "./guards.ts";
import { pageContext } from "./page-context.ts";

/** The answer of `GET {path}/me`: everything that the edge knows of whoever asks, and what it makes of it. */
export interface MeAnswer {
  readonly consent: Pick<Consent, "personalization" | "measurement" | "chosen"> & {
    readonly mode: ConsentMode;
    /** Global Privacy Control is on now. */
    readonly gpc: boolean;
  };
  /** What the profile cookie says; absent without one that counts. */
  readonly projection?: {
    /** UTC day, `2026-12-01`. */
    readonly day: string;
    readonly attributes: readonly KnownAttribute[];
  };
  /** What the visitor has switched off, as far as the edge has to know; absent while everything is on. */
  readonly switchedOff?: SwitchedOff;
  /** The tests that the visitor takes part in; absent: none. */
  readonly experiments?: readonly ExperimentAbout[];
  /** In which languages names and sentences come: those that were asked for, as far as there are words in them. */
  readonly languages: { readonly names: string; readonly sentences: string };
  /** Every attribute of the site in words, also those of which nothing leaves the device. */
  readonly attributes: Readonly<Record<string, AttributeAbout>>;
  /** Facts of this request; null is unknown, and so is what may not be used. */
  readonly context: Readonly<Record<string, unknown>>;
  /** Each segment of the site, and why it matches or doesn't. */
  readonly segments: Readonly<Record<string, ExplainedSegment>>;
  /** The blocks of the page that was asked for, and why it has them or hasn't. */
  readonly page: ReturnType<typeof explainBlocks> & {
    readonly path: string;
    /** Where who goes there is sent, or why the redirect that was chosen isn't done. */
    readonly redirect?: Followed;
  };
}

/** What a site says of one of its attributes. */
type DeclaredAttribute = Pick<Site["attributes"][string], "label" | "why">;

interface KnownAttribute extends DeclaredAttribute {
  readonly id: string;
  /** Absent: not known since the site's last change. */
  readonly bucket?: BucketRange;
  /** In how many buckets visitors are told apart by it. */
  readonly buckets: number;
}

const questionSchema = v.strictObject({
  page: v.exactOptional(v.string()),
  language: v.exactOptional(v.string()),
});

/**
 * `GET {path}/me?page=/path&language=pl`: what the edge knows, for the visitor to see. `language`: of names and
 * sentences (BCP 47); without it, the one that the browser prefers of the site's. In tag mode what is known is in the
 * request, so it is a POST of `{"page": "/path", "language": "pl"}`.
 */
export async function answerMe(c: Context<EndpointEnv>): Promise<Response> {
  const scope = c.env;
  const known = c.get("known");
  const away = c.get("away");
  const { site, plan } = scope.compiled;
  const asked = c.req.method === "POST" ? await readJson(c.req, questionSchema) : undefined;
  if (asked?.ok === false) return badInput(asked.issues);
  const base = away ? `${away.origin}/` : c.req.url;
  const path = pathOf((asked ? asked.value.page : c.req.query("page")) ?? "/", base);
  if (path === undefined) return badInput([{ path: "page", message: 'expected a path such as "/"' }]);
  const facts = pageContext(c.req.raw, path, scope, away);
  const page = decide(path, facts, known, "now", scope);
  const { decision } = page.decided.render(undefined, page.language);
  // Whoever asks what is known is answered in a language of theirs, whatever they allow.
  const own = facts["language"];
  const wanted = asked ? asked.value.language : c.req.query("language");
  const language = wanted || (typeof own === "string" ? own : site.languages[0]!);
  const redirect = redirectFrom(
    new URL(path, base),
    scope.compiled,
    ({ pathname }) =>
      decide(pathname, pageContext(c.req.raw, pathname, scope, away), known, "now", scope).decided.redirect,
  );
  const buckets = bucketsOf(known.projection, "now", scope.compiled);
  const off = known.projection?.off;
  const {
    consent: { personalization, measurement, chosen },
    mode,
    gpc,
  } = known.permission;
  const variants = known.projection?.variants;
  const day = dayOf(scope.now);
  const tests = explainExperiments(scope.compiled, variants, { language, day });
  const answer: MeAnswer = {
    consent: { personalization, measurement, chosen, mode, gpc },
    ...(known.projection &&
      buckets && {
        projection: {
          day: new Date((day - known.projection.age) * 86_400_000).toISOString().slice(0, 10),
          attributes: plan.entries.map((entry) => describe(entry, buckets[entry.id], site)),
        },
      }),
    ...(off && { switchedOff: off }),
    ...(tests.length > 0 && { experiments: tests }),
    languages: languagesOf(scope.compiled, language),
    attributes: aboutAttributes(scope.compiled, language),
    context: Object.fromEntries(
      Object.entries(page.context).map(([name, value]) => [name, typeof value === "symbol" ? null : value]),
    ),
    segments: explainSegments(scope.compiled, buckets, page, off, language),
    page: {
      path,
      ...explainBlocks(scope.compiled, buckets, page, decision, { off, variants, day, language }),
      ...(redirect && { redirect }),
    },
  };
  return c.json(answer, 200, { "cache-control": "no-store" });
}

/**
 * `DELETE {path}/me`: forgets. The choice stays: it is the visitor's word, and raises the epoch when it is
 * renewed.
 */
export function forgetMe(c: Context<EndpointEnv>): Response {
  for (const cookie of expiredCookies(new URL(c.req.url))) c.header("set-cookie", cookie, { append: true });
  c.header("cache-control", "no-store");
  return c.body(null, 204);
}

function describe(
  { id, attribute, samples }: PlanEntry,
  bucket: number | undefined,
  site: Site,
): KnownAttribute {
  return {
    id,
    ...declared(id, site),
    ...(bucket !== undefined && { bucket: describeBucket(attribute.buckets!, bucket, samples[bucket]) }),
    buckets: attribute.buckets!.count,
  };
}

function declared(id: string, site: Site): DeclaredAttribute {
  const { label, why } = site.attributes[id] ?? {};
  return { ...(label !== undefined && { label }), ...(why !== undefined && { why }) };
}

/** The pathname of a page of this site. */
function pathOf(page: string, base: string): string | undefined {
  if (!page.startsWith("/") || !URL.canParse(page, base)) return undefined;
  const url = new URL(page, base);
  return url.origin === new URL(base).origin ? url.pathname : undefined;
}
