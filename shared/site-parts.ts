import { shownAs } from "./ask/shown.ts";
import { layerUse } from "./data-layer.ts";
import type { CompiledSite } from "./decision.ts";
import { isMessage } from "./message.ts";
import { partsOf } from "./parts.ts";
import type { Site } from "./site/schema.ts";

/** What of the tag a site needs on every page after a yes, as names of files beside it, the recorder first. */
export function devicePartsOf(compiled: Pick<CompiledSite, "site" | "rules" | "plan">): readonly string[] {
  const { site, plan } = compiled;
  const own = partsOf({ attributes: plan.attributes, goals: site.goals }, recommends(site));
  return [...own, ...siteParts(compiled)];
}

/** The same for its blocks and other tools alone. */
function siteParts({ site, rules }: Pick<CompiledSite, "site" | "rules">): readonly string[] {
  const { read, write } = layerUse(site);
  const blocks = Object.values(site.blocks);
  const needs = {
    "consent-mode": site.consent.consentMode,
    "layer-in": read,
    "layer-out": write,
    measure: isMeasured(site),
    views: blocks.some((block) => "live" in block && block.live),
    messages: tellsMessages(site),
    placeholders: fillsLater({ site, rules }),
    recommend: recommends(site),
  };
  return (Object.keys(needs) as (keyof typeof needs)[]).filter((part) => needs[part]);
}

/** Whether devices count visitors by anything, the mere views aside. */
function isMeasured({ goals, experiments, holdout, segments, measured }: Site): boolean {
  const told = measured ?? Object.keys(segments);
  return told.length + Object.keys(goals).length + Object.keys(experiments).length > 0 || holdout > 0;
}

/** Whether some block is told when its moment has come. */
export function tellsMessages({ blocks }: Site): boolean {
  return Object.values(blocks).some((block) => isMessage(shownAs(block)));
}

/** Whether some block shows items of the catalog: then the device keeps which ones were looked at. */
function recommends({ blocks }: Site): boolean {
  const isRow = (content: object) => "recommend" in content && content.recommend !== undefined;
  return Object.values(blocks).some(
    (block) => isRow(block) || ("cases" in block && !!block.cases?.some(isRow)),
  );
}

/** Whether values that only the device knows can come to a page that is open; else it is seen there whether it has any. */
function fillsLater({ site, rules }: Pick<CompiledSite, "site" | "rules">): boolean {
  const isOpen = site.redraws || site.origins.length > 0;
  return Object.entries(site.blocks).some(
    ([id, block]) =>
      (isOpen || isMessage(shownAs(block)) || ("live" in block && block.live)) &&
      ("reward" in block ||
        rules.blocks[id]!.cases.some(({ templates }) =>
          Object.values(templates).some(({ reads: { device = [] } }) => device.length > 0),
        )),
  );
}
