import { type Issue, joinPath } from "../../shared/issue.ts";
import type { Catalog } from "../../shared/recommend/contract.ts";
import type { Site } from "../../shared/site/schema.ts";
import { isRemote, loadCatalog } from "../catalog/load.ts";

/** What there is to say of a catalog beside its site file; nothing is fetched for it. */
export async function catalogWarnings(site: Site, file: string): Promise<Issue[]> {
  if (!site.catalog || isRemote(site.catalog.feed)) return [];
  try {
    const { items, problems } = (await loadCatalog(site, file))!;
    const left = `${problems.length} of its rows are left out; \`selvedge catalog\` tells why`;
    return [
      ...(problems.length > 0 ? [{ path: "catalog.feed", message: left }] : []),
      ...strangers(site, items),
    ];
  } catch (error) {
    return [{ path: "catalog.feed", message: error instanceof Error ? error.message : String(error) }];
  }
}

/** Items that rows name by their ids, and the catalog doesn't have. */
function strangers(site: Site, catalog: Catalog): Issue[] {
  const known = new Set(catalog.map(({ id }) => id));
  return Object.entries(site.blocks).flatMap(([id, block]) => {
    if (!("recommend" in block) && !("cases" in block)) return [];
    const path = joinPath("blocks", id);
    const cases = (block.cases ?? []).map(
      (entry, index) => [entry, joinPath(joinPath(path, "cases"), index)] as const,
    );
    return [[block, path] as const, ...cases].flatMap(([holder, place]) => {
      const row = "recommend" in holder ? holder.recommend : undefined;
      return (["pin", "exclude"] as const).flatMap((key) =>
        (row?.[key] ?? []).flatMap((item, index) => {
          const at = joinPath(joinPath(joinPath(place, "recommend"), key), index);
          return known.has(item)
            ? []
            : [{ path: at, message: `the catalog has no item ${JSON.stringify(item)}` }];
        }),
      );
    });
  });
}
