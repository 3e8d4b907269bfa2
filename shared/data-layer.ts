import { layerName } from "./data-layer-names.ts";
import { segmentsOf } from "./rule.ts";
import type { SiteRules } from "./site-rules.ts";
import type { Site } from "./site/schema.ts";
import type { TagConfig } from "./wire.ts";

type Names = Pick<Site, "dataLayer" | "segments" | "blocks">;

/** Whether the site's tag reads the `dataLayer`, and whether it writes there. */
export function layerUse({ dataLayer }: Pick<Site, "dataLayer">): {
  readonly read: boolean;
  readonly write: boolean;
} {
  return typeof dataLayer === "object" ? dataLayer : { read: dataLayer, write: false };
}

/**
 * What the tag may write into the `dataLayer`, for the configuration; undefined where it writes nothing. Names stand
 * there as hashes, and those of the shorter list: who isn't in a segment doesn't read its name there.
 */
export function toldToLayer(site: Names, rules: SiteRules): TagConfig["layer"] {
  const { dataLayer } = site;
  if (typeof dataLayer !== "object" || !dataLayer.write) return undefined;
  const isPrivate = (id: string) => site.segments[id]?.private === true;
  const names = [
    ...Object.keys(site.segments).map((id) => ({
      name: layerName("s", id),
      told: dataLayer.segments?.includes(id) ?? !isPrivate(id),
    })),
    ...Object.keys(site.blocks).map((id) => ({
      name: layerName("b", id),
      told: dataLayer.blocks?.includes(id) ?? !namedIn(rules, id).some(isPrivate),
    })),
  ];
  const told = names.filter((each) => each.told).map(({ name }) => name);
  const untold = names.filter((each) => !each.told).map(({ name }) => name);
  return {
    ...(dataLayer.as === "gtag" ? { as: dataLayer.as } : {}),
    ...(told.length < untold.length ? { told } : { untold }),
  };
}

function namedIn(rules: SiteRules, block: string): readonly string[] {
  const { rule, cases } = rules.blocks[block]!;
  return [rule, ...cases.map((entry) => entry.rule)].flatMap(segmentsOf);
}
