import { expect, test } from "vitest";
import { formatIssue } from "../../../shared/issue.ts";
import { checkSite } from "../../../shared/site/check.ts";

const MINIMAL = { version: 1, id: "shop" };
const BLOCK = { op: "content", target: "h1", html: "x" };
const withAttributes = (attributes: object, more: object = {}): object => ({
  ...MINIMAL,
  attributes,
  ...more,
});
const withBlock = (block: object, more: object = {}): object => ({
  ...MINIMAL,
  blocks: { b: block },
  ...more,
});

const problems = (site: unknown): string[] => {
  const checked = checkSite(site);
  return checked.ok ? [] : checked.issues.map(formatIssue);
};

test.each<[object, string]>([
  [
    withAttributes({ a: { count: "health-quiz" } }),
    'attributes.a.count: speaks of health, a special category of personal data; mark the attribute "sensitive": true, or leave it out',
  ],
  [
    withAttributes({ a: { sequence: ["view", { event: "form", where: { name: "Gewerkschaft" } }] } }),
    'attributes.a.sequence[1].where.name: speaks of union membership, a special category of personal data; mark the attribute "sensitive": true, or leave it out',
  ],
  [
    withAttributes(
      { a: { last: "quiz", of: "result" } },
      { events: { quiz: { on: "click", selector: "a", properties: { result: { value: "Allergien" } } } } },
    ),
    'attributes.a.of: speaks of health, a special category of personal data; mark the attribute "sensitive": true, or leave it out',
  ],
  [
    withAttributes({ a: { declared: ["x"], sensitive: true, label: "A" } }),
    "attributes.a.why: missing: visitors are asked in these words whether it may be kept",
  ],
  [
    withAttributes({ a: { declared: ["x"], sensitive: true, why: "B" } }),
    "attributes.a.label: missing: visitors are asked in these words whether it may be kept",
  ],
  [
    withAttributes({
      a: { declared: ["x"], sensitive: true, label: "A", why: "B" },
      b: { count: "declare", where: { $or: [{ a: "x" }] } },
    }),
    'attributes.b: "a" is sensitive, so what is made of it must be marked "sensitive": true, too',
  ],
  [
    withAttributes({
      a: { declared: ["x"], sensitive: true, label: "A", why: "B" },
      b: { last: "declare", of: "a" },
    }),
    'attributes.b: "a" is sensitive, so what is made of it must be marked "sensitive": true, too',
  ],
  [
    withAttributes(
      { a: { last: "search", of: "term" } },
      { segments: { s: { when: { a: { $regex: "\\bcancer" } } } } },
    ),
    "segments.s.when.a.$regex: speaks of health, a special category of personal data, which nobody may be segmented by",
  ],
  [
    withAttributes(
      { a: { last: "search", of: "term" } },
      {
        groups: { g: ["tent", "Koran"], h: ["мусульмане"] },
        segments: { s: { when: { $or: [{ a: { $inGroup: "g" } }, { $not: { a: { $inGroup: "h" } } }] } } },
      },
    ),
    "segments.s.when.$or[1].$not.a.$inGroup[1]: speaks of religion, a special category of personal data, which nobody may be segmented by",
  ],
  [
    withBlock({ ...BLOCK, when: { a: "syndicats" } }, { attributes: { a: { last: "search", of: "term" } } }),
    "blocks.b.when.a: speaks of union membership, a special category of personal data, which nobody may be segmented by",
  ],
])("invariant 9: %j is refused with its place", (site, problem) => {
  expect(problems(site)).toEqual([problem]);
});

test.each<[string, object]>([
  [
    "an attribute that says so, and has the words to ask with",
    withAttributes({
      diabetes: { declared: ["type 1"], sensitive: true, label: "Diabetes", why: "Recipes" },
    }),
  ],
  [
    "what is shown of it on the device",
    withBlock(
      { ...BLOCK, html: "<p>{{device.diet}}</p>" },
      { attributes: { diet: { declared: ["kosher"], sensitive: true, label: "Diet", why: "Recipes" } } },
    ),
  ],
  [
    "what a block asks of the request",
    withBlock({ ...BLOCK, when: { "context.path": { $regex: "^/health" } } }),
  ],
  [
    "what another attribute is made of what visitors have declared besides",
    withAttributes({
      diet: { declared: ["kosher"], sensitive: true, label: "Diet", why: "Recipes" },
      interest: { declared: ["tents"] },
      told: { count: "declare", where: { interest: "tents" } },
    }),
  ],
])("%s is right", (_, site) => expect(problems(site)).toEqual([]));
