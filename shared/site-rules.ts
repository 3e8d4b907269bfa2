import { askTemplates } from "./ask/shown.ts";
import type { Condition } from "./condition/match.ts";
import { definitionsOf } from "./definitions.ts";
import { leavesWith } from "./leaves.ts";
import { type Rule, ruleOf } from "./rule.ts";
import { isInserting } from "./marks.ts";
import { rewardCases } from "./reward/cases.ts";
import type { ShownBlock } from "./site/block-schema.ts";
import type { When } from "./schema-parts.ts";
import type { Recommend } from "./site/recommend-schema.ts";
import type { Site } from "./site/schema.ts";
import { levelLeaves, type Tiers, tiersAmong } from "./tiers.ts";
import { compileTemplate, type Template, type TemplatePlace } from "./template.ts";

/** One way that a block can look, and when. */
export interface BlockCase {
  readonly rule: Rule;
  /**
   * Its texts: HTML or text by language (under `""` when there is only one, or where a redirect leads), attribute
   * values by name, or by number what comes first.
   */
  readonly templates: Readonly<Record<string, Template>>;
  /** Instead of HTML: items of the catalog. `templates` then has what prints the attribute that it goes by, if any. */
  readonly recommend?: Recommend;
}

/** Everything in a site file that reads attributes: conditions as rules, texts as templates. */
export interface SiteRules {
  readonly segments: Readonly<Record<string, Rule>>;
  readonly blocks: Readonly<Record<string, { readonly rule: Rule; readonly cases: readonly BlockCase[] }>>;
  /** Who can take part in each experiment. */
  readonly experiments: Readonly<Record<string, Rule>>;
  /** All rules, also those that sections of templates ask. */
  readonly all: readonly Rule[];
  /** Attributes that a template prints. */
  readonly printed: ReadonlySet<string>;
  /** Attributes that are read off others: rules on them are rules on those. */
  readonly tiers: Tiers;
}

/** A section `{{#x}}` holds for what Mustache takes as true. */
export const TRUTHY: Condition = { $nin: [null, false, 0, ""] };

/** Reads the rules out of a checked site file. */
export function rulesOf(site: Site): SiteRules {
  const tiers = tiersAmong(definitionsOf(site));
  const leaves = leavesWith(site.groups, tiers);
  const rule = (when: When | undefined) => ruleOf(when, leaves);
  const segments = Object.fromEntries(
    Object.entries(site.segments).map(([id, segment]) => [id, rule(segment.when)]),
  );
  const blocks = Object.fromEntries(
    Object.entries(site.blocks).map(([id, block]) => [
      id,
      {
        rule: rule(block.when),
        cases:
          block.op === "ask"
            ? [{ rule: rule(undefined), templates: askTemplates(id, block, site.attributes) }]
            : casesOf(id, block, site, rule),
      },
    ]),
  );
  const experiments = Object.fromEntries(
    Object.entries(site.experiments).map(([id, experiment]) => [id, rule(experiment.when)]),
  );
  const cases = Object.values(blocks).flatMap((block) => block.cases);
  const templates = cases.flatMap(({ templates: texts }) => Object.values(texts));
  const tested = templates.flatMap((template) => template.reads.tests).filter(isAttribute);
  const printed = new Set(templates.flatMap((template) => template.reads.prints).filter(isAttribute));
  return {
    segments,
    blocks,
    experiments,
    all: [
      ...Object.values(segments),
      ...Object.values(blocks).map((block) => block.rule),
      ...cases.map((entry) => entry.rule),
      ...Object.values(experiments),
      ...tested.map((attribute) => leaves.leaf(attribute, { "": TRUTHY })),
      ...[...printed].filter((id) => tiers.has(id)).flatMap((id) => levelLeaves(tiers, id)),
    ],
    printed: new Set([...printed].filter((id) => !tiers.has(id))),
    tiers,
  };
}

function casesOf(
  id: string,
  block: ShownBlock,
  site: Site,
  rule: (when: When | undefined) => Rule,
): BlockCase[] {
  if (block.op === "remove" || block.op === "class") return [{ rule: rule(undefined), templates: {} }];
  if (block.op === "attributes") {
    const texts = Object.entries(block.set).map(
      ([name, text]) =>
        [name, templateOf(text, name === "href" || name === "src" ? "attribute-url" : "attribute")] as const,
    );
    return [{ rule: rule(undefined), templates: Object.fromEntries(texts) }];
  }
  if (block.op === "reorder") {
    const values = typeof block.first === "string" ? [block.first] : block.first;
    const templates = values.map((text, index) => [String(index), templateOf(text, "text")] as const);
    return [{ rule: rule(undefined), templates: Object.fromEntries(templates) }];
  }
  if (block.op === "redirect") {
    const cases = block.cases ?? [{ when: undefined, to: block.to ?? "" }];
    return cases.map((entry) => ({
      rule: rule(entry.when),
      templates: { "": templateOf(entry.to, "attribute-url") },
    }));
  }
  if ("reward" in block && block.reward) {
    return rewardCases(site, block.reward, isInserting(block) ? id : undefined).map(({ when, html }) => ({
      rule: rule(when),
      templates: Object.fromEntries(
        Object.entries(html).map(([language, text]) => [language, templateOf(text, "html")] as const),
      ),
    }));
  }
  const own =
    block.op === "text"
      ? { text: block.text }
      : { html: block.html, recommend: "recommend" in block ? block.recommend : undefined };
  const cases = block.cases ?? [{ when: undefined, ...own }];
  return cases.map((entry) => {
    if ("recommend" in entry && entry.recommend)
      return { rule: rule(entry.when), templates: readsOf(entry.recommend), recommend: entry.recommend };
    const content = ("text" in entry ? entry.text : "html" in entry ? entry.html : undefined) ?? "";
    const texts = typeof content === "string" ? { "": content } : content;
    const place = block.op === "text" ? "text" : "html";
    const templates = Object.entries(texts).map(
      ([language, text]) => [language, templateOf(text, place)] as const,
    );
    return { rule: rule(entry.when), templates: Object.fromEntries(templates) };
  });
}

/** A row reads the attribute that it goes by as if it printed it: it has to tell its values apart. */
function readsOf({ by }: Recommend): BlockCase["templates"] {
  return by === undefined ? {} : { by: templateOf(`{{${by}}}`, "text") };
}

/** A checked site file has only templates that compile; one that doesn't all the same shows nothing. */
function templateOf(text: string, place: TemplatePlace): Template {
  const result = compileTemplate(text, place);
  return result.ok ? result.value : { reads: { prints: [], tests: [], device: [] }, render: () => "" };
}

const isAttribute = (name: string) => !name.startsWith("context.") && !name.startsWith("device.");
