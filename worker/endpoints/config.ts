import type { Context } from "hono";
import { daysOf } from "../../shared/day.ts";
import type { PlannedExperiment } from "../../shared/experiment/planned.ts";
import { CONFIG_CACHE_SECONDS } from "../../shared/limits.ts";
import { modeFor } from "../../shared/permission.ts";
import { measuredSegments } from "../../shared/measure/counted-cohort.ts";
import { measuredName } from "../../shared/measure/measured-names.ts";
import type { Site } from "../../shared/site/schema.ts";
import { devicePartsOf, tellsMessages } from "../../shared/site-parts.ts";
import type { TagConfig, TagExperiment } from "../../shared/wire.ts";
import { placeOf } from "../context.ts";
import type { Scope } from "../scope.ts";
import type { EndpointEnv } from "./endpoints.ts";

/** `GET {path}/config`: what the tag needs. Of the visitor it depends on the country alone. */
export async function answerConfig(c: Context<EndpointEnv>): Promise<Response> {
  return c.json(await tagConfig(c.req.raw, c.env), 200, {
    "cache-control": `private, max-age=${CONFIG_CACHE_SECONDS}`,
  });
}

/**
 * The tag's configuration: attributes and triggers, experiments by name alone, segments not even by that; never what these
 * are made of, nor blocks, which are the owner's business.
 */
export async function tagConfig(
  request: Request,
  { compiled, signer, now, overrides }: Scope,
): Promise<TagConfig> {
  const { site, plan, layer } = compiled;
  const place = placeOf(request, overrides);
  const goals = Object.fromEntries(
    Object.entries(site.goals).map(([id, { event, value, steps }]) => [
      id,
      { event, ...(value === undefined ? {} : { value }), ...(steps === undefined ? {} : { steps }) },
    ]),
  );
  return {
    site: site.id,
    plan: plan.hash,
    attributes: plan.attributes,
    switchable: plan.off.most,
    parts: devicePartsOf(compiled),
    triggers: Object.entries(site.events).map(([event, trigger]) => ({ event, ...trigger })),
    goals,
    consent: {
      ...consentTerms(site),
      ...sensitiveWords(compiled),
      mode: modeFor(site.consent, place),
    },
    ...(layer ? { layer } : {}),
    ...(plan.experiments.length > 0 ? { experiments: plan.experiments.map(toldOf) } : {}),
    measured: measuredSegments(site).map(measuredName),
    ...(tellsMessages(site) ? { messages: site.messages } : {}),
    ...(place.country === null ? {} : { country: place.country }),
    token: (await signer?.token(now)) ?? "",
  };
}

/** Of an experiment whether somebody may be drawn for it, and what is counted; never what it shows, nor to whom. */
function toldOf({ id, name, layer, share, from, until, segments, goals }: PlannedExperiment): TagExperiment {
  return {
    id,
    hash: name,
    layer,
    share,
    ...(Number.isFinite(from) && { from }),
    ...(Number.isFinite(until) && { until }),
    segments: segments.map(measuredName),
    goals,
  };
}

/** What the visitor is asked, by whom and in which words. */
function consentTerms({ consent, languages }: Site): Omit<TagConfig["consent"], "mode"> {
  const { revision, policyUrl, corner, retention, texts, banner, consentMode } = consent;
  const own = Object.entries(texts ?? {}).map(([language, text]) => [language, text.settings?.title ?? ""]);
  return {
    revision,
    ...(policyUrl === undefined ? {} : { policyUrl }),
    ...(corner === undefined ? {} : { corner }),
    retention: daysOf(retention),
    languages,
    ask: banner === "own" || consentMode ? "ask" : "widget",
    ...(banner === "own" ? { banner } : {}),
    ...(consentMode ? { consentMode } : {}),
    ...(own.length === 0 ? {} : { texts: Object.fromEntries(own) }),
  };
}

/** What visitors are asked about one by one. */
function sensitiveWords({ site, plan }: Scope["compiled"]): Pick<TagConfig["consent"], "sensitive"> {
  const sensitive = Object.entries(site.attributes).flatMap(([id, attribute]) =>
    attribute.sensitive
      ? [[id, { hash: plan.attributes[id]!.hash, label: attribute.label!, why: attribute.why! }] as const]
      : [],
  );
  return sensitive.length === 0 ? {} : { sensitive: Object.fromEntries(sensitive) };
}
