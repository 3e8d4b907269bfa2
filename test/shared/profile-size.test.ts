import fc from "fast-check";
import * as v from "valibot";
import { expect, test } from "vitest";
import { definitionsOf } from "../../shared/definitions.ts";
import type { PropertyValue, SiteEvent } from "../../shared/event.ts";
import { KINDS, edgeKindOf } from "../../shared/kinds/edge.ts";
import { PROFILE_BYTES } from "../../shared/limits.ts";
import { newProfile, recordEvent, valueOf } from "../../shared/profile.ts";
import { attributeSizes, profileBytes, sizeProblem } from "../../shared/profile-size.ts";
import { checkSite } from "../../shared/site/check.ts";
import { siteSchema } from "../../shared/site/schema.ts";

/** Every kind, more than once where kinds are large or come in several forms; 50 attributes with the counts below. */
const ATTRIBUTES: Record<string, object> = {
  viewsOfQuarter: { count: "view", within: "90d" },
  cartsOfMonth: { count: "cart", within: "30d" },
  spend: { sum: "purchase", of: "value" },
  spendOfMonth: { sum: "purchase", of: "value", within: "30d" },
  lastPath: { last: "view", of: "path" },
  lastSource: { last: "visit", of: "source" },
  firstCampaign: { first: "visit", of: "campaign" },
  daysAway: { daysSince: "visit" },
  sincePurchase: { daysSince: "purchase" },
  favourite: { top: "view", of: "category", halfLife: "14d", least: 2, lead: 1.5 },
  interests: { top: "view", of: "tags" },
  usualHour: { habit: "visit", of: "hour" },
  usualSource: { habit: "visit", of: "source", halfLife: "30d" },
  categories: { distinct: "view", of: "category" },
  tagsLately: { distinct: "view", of: "tags", within: "30d" },
  bought: { set: "purchase", of: "items" },
  lately: { set: "view", of: "category", keep: 3 },
  largest: { max: "purchase", of: "value" },
  smallest: { min: "purchase", of: "value" },
  largestLately: { max: "purchase", of: "value", within: "30d" },
  usualSpend: { average: "purchase", of: "value" },
  abandoned: { sequence: ["cart", { not: "purchase" }], within: "7d" },
  progress: { funnel: ["view", "cart", "purchase"] },
  points: { score: { spend: 1, usualSpend: 0.5 }, cap: 1000, halfLife: "30d" },
  level: { tier: "spend", levels: { silver: 100, gold: 1000 } },
  worth: { rfm: "purchase", of: "value", recency: [30, 90], frequency: [2, 5], monetary: [100, 500] },
  interest: { declared: ["sport", "office"] },
  outdoors: { choices: ["rain", "雨", '"'] },
  stage: { attested: ["lead", "customer"] },
};
for (let index = Object.keys(ATTRIBUTES).length; index < 50; index++) {
  ATTRIBUTES[`clicks${index}`] = { count: "click", where: { id: `button${index}` } };
}
const INPUT = { version: 1, id: "t", attributes: ATTRIBUTES };
const site = v.parse(siteSchema, INPUT);
const definitions = definitionsOf(site);
const tagAttributes = Object.fromEntries(
  Object.entries(definitions).map(([id, definition]) => {
    const keeper = edgeKindOf(definition.kind).keeper?.(definition);
    return [id, { ...definition, hash: "1abcdef1abcdef", horizon: 0, ...(keeper && { keeper }) }];
  }),
);

const unit = fc.constantFrom("x", "я", "雨", "\u0000", '"', "\ud800", "😀");
const long = fc.tuple(unit, fc.nat()).map(([each, nonce]) => nonce + each.repeat(400) + nonce);
const amount = fc.oneof(
  fc.double({ noNaN: false }),
  fc.double({ min: -1e11, max: 1e11, noNaN: true }),
  fc.constantFrom(1e308, -1e308, 0.1, 999_999_999_999.1234, "12.5"),
);
const property: fc.Arbitrary<PropertyValue> = fc.oneof(
  long,
  amount,
  fc.boolean(),
  fc.constant(null),
  fc.array(long, { maxLength: 80, size: "max" }),
);
const NAMES = [
  "source",
  "campaign",
  "hour",
  "path",
  "category",
  "tags",
  "value",
  "items",
  "interest",
  "outdoors",
  "",
];
const event: fc.Arbitrary<SiteEvent> = fc.record({
  name: fc.constantFrom("visit", "view", "view", "cart", "purchase", "purchase", "click", "declare"),
  properties: fc.dictionary(fc.constantFrom(...NAMES), property, { maxKeys: 8, size: "max" }),
});
/** Days between events; now and then the clock is set back or forward by years. */
const pause = fc.oneof(
  { weight: 60, arbitrary: fc.constantFrom(0, 1, 1, 1, 2) },
  { weight: 1, arbitrary: fc.constantFrom(-1, -400, 400, 2000, -1500) },
);

const bytes = (value: unknown) =>
  value === undefined ? 0 : new TextEncoder().encode(JSON.stringify(value)).length;

test("whatever a visitor does over years, each state stays within its kind's bound, the profile below 16 KB", () => {
  expect(new Set(Object.values(definitions).map(({ kind }) => kind))).toEqual(new Set(Object.keys(KINDS)));
  expect(Object.keys(definitions)).toHaveLength(50);
  const bound = profileBytes(attributeSizes(site));
  expect(bound).toBeLessThanOrEqual(PROFILE_BYTES);
  let day = 20_000;
  let profile = newProfile(day);
  for (const [skipped, happening] of fc.sample(fc.tuple(pause, event), { seed: 7, numRuns: 4000 })) {
    day = Math.min(90_000, Math.max(10_000, day + skipped));
    profile = recordEvent(profile, tagAttributes, happening, day);
    for (const [id, { state }] of Object.entries(profile.attributes)) {
      const definition = definitions[id]!;
      const most = edgeKindOf(definition.kind).bound(definition);
      if (bytes(state) > most) expect([id, bytes(state), state]).toEqual([id, most]);
      const value = valueOf(profile, tagAttributes, id, day);
      if (typeof value === "number") expect([id, Number.isFinite(value)]).toEqual([id, true]);
    }
  }
  expect(bytes(profile)).toBeGreaterThan(PROFILE_BYTES / 4);
  expect(bytes(profile)).toBeLessThanOrEqual(bound);
}, 60_000);

test("a site file whose profiles could grow beyond that is refused, and told of what takes most", () => {
  expect(checkSite(INPUT)).toMatchObject({ ok: true });
  const more = Object.fromEntries(
    Array.from({ length: 9 }, (_, index) => [
      `year${index}`,
      { sum: "purchase", of: "value", within: "365d" },
    ]),
  );
  expect(sizeProblem(site)).toBeUndefined();
  expect(checkSite({ ...INPUT, attributes: more })).toEqual({
    ok: false,
    issues: [
      {
        path: "attributes",
        message: expect.stringMatching(
          /^a profile could grow to 27\.\d KB, more than 16\.0 \(year0 3\.0, year1 3\.0, year2 3\.0, year3 3\.0, year4 3\.0, …\)$/,
        ),
      },
    ],
  });
});
