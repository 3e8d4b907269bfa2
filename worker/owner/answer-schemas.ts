import * as v from "valibot";
import { decisionSchema, experimentReportSchema } from "../../shared/report/experiment-contract.ts";
import { BASKET_STRATEGIES } from "../../shared/recommend/basket-row.ts";
import { described } from "../../shared/schema-parts.ts";

// What the owner's API answers beside reports, for its description.

export const registerSchema = v.object({
  site: v.string(),
  entries: v.array(
    v.object({ experiment: experimentReportSchema, seen: v.string(), decisions: v.array(decisionSchema) }),
  ),
});
export const versionSchema = v.object({ id: v.string(), published: v.string(), isCurrent: v.boolean() });
export const issueSchema = v.object({ path: v.string(), message: v.string() });
export const siteSchema = v.object({
  version: v.nullable(v.string()),
  published: v.boolean(),
  issues: v.array(issueSchema),
  serving: v.object({ id: v.string(), enabled: v.boolean(), plan: v.string(), bits: v.number() }),
});
export const warningsSchema = v.object({
  issues: described(
    v.array(issueSchema),
    "What keeps it from being served; then, of `current`, the warnings are of what serves instead.",
  ),
  warnings: described(v.array(issueSchema), "As `npm run selvedge -- check` says."),
});
export const mintedSchema = v.object({ token: v.string(), scopes: v.array(v.string()), expires: v.string() });
export const publishedSchema = v.object({
  version: v.string(),
  before: v.exactOptional(v.string()),
  isSame: v.boolean(),
});
export const rolledSchema = v.object({ version: v.string(), isSame: v.boolean() });
export const simulatedSchema = v.object({
  segments: v.array(v.looseObject({ id: v.string(), holds: v.nullable(v.boolean()), why: v.string() })),
  blocks: v.array(v.looseObject({ id: v.string(), shown: v.boolean(), why: v.string() })),
  preview: v.exactOptional(v.object({ url: v.string(), expires: v.string() })),
});
export const fileSchema = v.looseObject({ version: v.literal(1), id: v.string() });
export const recommendedSchema = v.object({
  day: described(v.nullable(v.string()), "UTC day of the count of pairs; null: there is none yet."),
  items: v.array(
    v.object({
      id: v.string(),
      title: v.string(),
      url: described(v.string(), "A path on the site."),
      image: v.exactOptional(v.string()),
      images: v.exactOptional(
        described(v.record(v.string(), v.string()), "Others for those who are in a segment, by its id."),
      ),
      price: v.exactOptional(v.number()),
      priceText: v.exactOptional(described(v.string(), "As it is shown.")),
      categories: v.array(v.string()),
      tags: v.array(v.string()),
      language: v.exactOptional(v.string()),
      added: v.exactOptional(described(v.string(), "UTC day since when it is offered.")),
      strategy: described(v.picklist(BASKET_STRATEGIES), "The first that found it."),
    }),
  ),
  unknown: described(v.array(v.string()), "What was asked for and the catalog doesn't have."),
});
