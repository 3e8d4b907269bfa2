import type { Context } from "hono";
import { layerUse } from "../../shared/data-layer.ts";
import { daysOf } from "../../shared/day.ts";
import { CONFIG_CACHE_SECONDS } from "../../shared/limits.ts";
import { partsOf } from "../../shared/parts.ts";
import { modeFor } from "../../shared/permission.ts";
import type { Site } from "../../shared/site/schema.ts";
import type { TagConfig } from "../../shared/wire.ts";
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
 * The tag's configuration: attributes and triggers; never segments or blocks, which are the owner's
 * business.
 */
export async function tagConfig(
  request: Request,
  { compiled, signer, now, overrides }: Scope,
): Promise<TagConfig> {
  const { site, plan, layer } = compiled;
  const { read, write } = layerUse(site);
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
    parts: [
      ...partsOf({ attributes: plan.attributes, goals }, usesRecommendations(site)),
      ...(site.consent.consentMode ? ["consent-mode"] : []),
      ...(read ? ["layer-in"] : []),
      ...(write ? ["layer-out"] : []),
      ...(Object.values(site.blocks).some(({ op }) => op === "ask") ? ["questions"] : []),
      ...(Object.values(site.blocks).some((block) => "live" in block && block.live) ? ["views"] : []),
      ...(fillsLater(compiled) ? ["placeholders"] : []),
      ...(usesRecommendations(site) ? ["recommend"] : []),
    ],
    triggers: Object.entries(site.events).map(([event, trigger]) => ({ event, ...trigger })),
    goals,
    consent: {
      ...consentTerms(site),
      ...sensitiveWords(compiled),
      mode: modeFor(site.consent, place),
    },
    ...(layer ? { layer } : {}),
    ...(place.country === null ? {} : { country: place.country }),
    token: (await signer?.token(now)) ?? "",
  };
}

/** Whether values that only the device knows can come to a page that is open; else it is seen there whether it has any. */
function fillsLater({ site, rules }: Scope["compiled"]): boolean {
  const isOpen = site.redraws || site.origins.length > 0;
  return Object.entries(site.blocks).some(
    ([id, block]) =>
      // A message comes when its time has come.
      (isOpen || !("live" in block) || block.live) &&
      ("reward" in block ||
        rules.blocks[id]!.cases.some(({ templates }) =>
          Object.values(templates).some(({ reads: { device = [] } }) => device.length > 0),
        )),
  );
}

/** Whether some block shows items of the catalog: then the device keeps which ones were looked at. */
function usesRecommendations({ blocks }: Site): boolean {
  const recommends = (content: object) => "recommend" in content && content.recommend !== undefined;
  return Object.values(blocks).some(
    (block) => recommends(block) || ("cases" in block && !!block.cases?.some(recommends)),
  );
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
