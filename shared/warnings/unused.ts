import { type Issue, joinPath } from "../issue.ts";
import { leavesOf, segmentsOf } from "../rule.ts";
import type { Site } from "../site/schema.ts";
import type { SiteRules } from "../site-rules.ts";

/** What is declared, and then nobody asks for. */
export function unused(site: Site, rules: SiteRules): Issue[] {
  const issues: Issue[] = [];
  const parts = [
    ...Object.values(rules.segments),
    ...Object.values(rules.blocks).flatMap(({ rule, cases }) => [rule, ...cases.map((entry) => entry.rule)]),
    ...Object.values(rules.experiments),
  ];
  const templates = Object.values(rules.blocks).flatMap(({ cases }) =>
    cases.flatMap((entry) => Object.values(entry.templates).map(({ reads }) => reads)),
  );
  const read = new Set([
    ...rules.all.flatMap(leavesOf).map((leaf) => leaf.attribute),
    ...templates.flatMap(({ prints, tests, device = [] }) => [
      ...prints,
      ...tests,
      ...device.map((name) => name.split(".", 1)[0]),
    ]),
  ]);
  const named = wordsIn([site.segments, site.blocks]);
  for (const [id, attribute] of Object.entries(site.attributes)) {
    // Rules on a tier are rules on what it is read off.
    if ("tier" in attribute && named.has(id)) continue;
    const others = Object.entries(site.attributes).filter(([other]) => other !== id);
    // Attributes can be made of others, whatever field names them there.
    if (read.has(id) || others.some(([, other]) => wordsIn(other).has(id))) continue;
    const kept = attribute.sensitive
      ? "no template shows it to the visitor"
      : "no condition and no template reads it";
    issues.push({ path: joinPath("attributes", id), message: `is kept of every visitor, but ${kept}` });
  }
  const reported = Object.values(site.experiments).flatMap(({ segments }) => segments);
  const asked = new Set([...parts.flatMap(segmentsOf), ...(site.measured ?? []), ...reported]);
  for (const id of Object.keys(site.segments)) {
    if (!asked.has(id) && !isToldElsewhere(site, id))
      issues.push({
        path: joinPath("segments", id),
        message:
          "isn't used by any block, segment or experiment; only scripts of your pages could ask for it",
      });
  }
  const counted = wordsIn([site.attributes, site.goals]);
  for (const id of Object.keys(site.events)) {
    if (!counted.has(id))
      issues.push({
        path: joinPath("events", id),
        message: "is looked for on every page, but nothing counts it",
      });
  }
  return issues;
}

/** Whether other tools hear of a segment. */
function isToldElsewhere({ dataLayer, segments }: Site, id: string): boolean {
  if (typeof dataLayer !== "object" || !dataLayer.write) return false;
  return dataLayer.segments?.includes(id) ?? !segments[id]!.private;
}

/** All texts in a value, names too. */
function wordsIn(value: unknown, words = new Set<string>()): ReadonlySet<string> {
  if (typeof value === "string") words.add(value);
  if (typeof value !== "object" || value === null) return words;
  for (const [key, inner] of Object.entries(value)) {
    words.add(key);
    wordsIn(inner, words);
  }
  return words;
}
