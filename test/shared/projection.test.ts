import fc from "fast-check";
import * as v from "valibot";
import { describe, expect, test } from "vitest";
import { compileCondition } from "../../shared/condition.ts";
import { bucketsAt, packCourses } from "../../shared/courses.ts";
import { compileSite } from "../../shared/decision.ts";
import { newProfile, recordEvent, valueOf } from "../../shared/profile.ts";
import { project } from "../../shared/project.ts";
import { outlineOf, packCodes, unpackCodes } from "../../shared/projection-cookie.ts";
import { siteSchema } from "../../shared/site/schema.ts";
import { type LoggedEvent, valueFromLog } from "./oracle.ts";
import { runs } from "./runs.ts";

/** Every kind, in the forms that behave differently. */
const ATTRIBUTES = {
  visits: { count: "visit" },
  visitsLately: { count: "visit", within: "5d" },
  social: { count: "visit", where: { source: { $in: ["instagram", "tiktok"] } } },
  notSocial: { count: "visit", where: { source: { $nin: ["instagram", "tiktok"] } } },
  views: { count: "view", within: "7d" },
  viewsNow: { count: "view", since: "visit" },
  rainViews: { count: "view", where: { category: "rain" } },
  cartValue: { sum: "cart", of: "value", since: "purchase" },
  spendLately: { sum: "purchase", of: "value", within: "6d" },
  lastSource: { last: "visit", of: "source" },
  lastValue: { last: "cart", of: "value" },
  away: { daysSince: "visit" },
  awayFromSocial: { daysSince: "visit", where: { source: "instagram" } },
  sincePurchase: { daysSince: "purchase" },
  favourite: { top: "view", of: "category", halfLife: "3d" },
  abandoned: { sequence: ["cart", { not: "purchase" }], within: "4d" },
  quiet: { sequence: ["cart", { not: "purchase" }, { not: "view" }], within: "6d" },
  bought: { sequence: ["view", "cart", "purchase"] },
  cameBack: { sequence: ["purchase", { not: "cart" }, "visit"], within: "6d" },
  interest: { declared: ["sport", "office"] },
  outdoors: { choices: ["rain", "camp", "office"] },
  rainThenCart: { sequence: [{ event: "view", where: { category: "rain" } }, "view", "cart"], within: "6d" },
  noRain: { sequence: ["view", { not: "view", where: { category: "rain" } }], within: "5d" },
  returned: { sequence: ["cart", "visit"], within: "4d" },
  fromNews: { sequence: [{ event: "visit", where: { source: "news" } }, "cart"] },
  notByNews: { sequence: ["cart", { not: "visit", where: { source: "news" } }, "visit"], within: "6d" },
  reached: {
    funnel: ["view", { event: "view", where: { category: "rain" } }, "cart", "purchase"],
    within: "6d",
  },
  reachedNow: { funnel: ["visit", "view", "cart"], since: "visit", within: "3d" },
  reachedSince: { funnel: ["view", "cart", "view"], since: "purchase" },
  path: { funnel: ["visit", "view", "visit", "cart", "visit"], within: "5d" },
  pathFrom: {
    funnel: [{ event: "visit", where: { source: "news" } }, "view", { event: "visit", where: {} }],
    within: "6d",
  },
  pathEver: { funnel: ["view", "visit", "visit"] },
  points: { score: { viewsNow: 1, cartValue: 0.5, abandoned: 5, away: -0.1 }, cap: 20 },
  heat: { score: { views: 1, spendLately: 0.2, bought: 4 }, cap: 30, halfLife: "3d" },
  spendLevel: { tier: "spendLately", levels: { bronze: 1, silver: 5, gold: 20 } },
  heatLevel: { tier: "heat", levels: { cold: 0, warm: 2, hot: 5 } },
  worth: { rfm: "purchase", of: "value", recency: [2, 5], frequency: [2, 3], monetary: [5, 30] },
  largest: { max: "purchase", of: "value" },
  largestLately: { max: "purchase", of: "value", within: "5d" },
  largestCart: { max: "cart", of: "value", since: "purchase", within: "9d" },
  leastLately: { min: "purchase", of: "value", within: "4d" },
  leastNow: { min: "cart", of: "value", since: "visit" },
  usualValue: { average: "purchase", of: "value" },
  meanNow: { average: "view", of: "value", since: "visit" },
  firstSource: { first: "visit", of: "source" },
  firstCategory: { first: "view", of: "category", since: "purchase" },
  firstNow: { first: "view", of: "category", since: "visit" },
  categories: { distinct: "view", of: "category" },
  tagsLately: { distinct: "view", of: "tags", within: "5d" },
  tagsNow: { distinct: "view", of: "tags", since: "visit", within: "3d" },
  seen: { set: "view", of: "tags" },
  seenFew: { set: "view", of: "tags", keep: 2, values: ["rain", "camp", "news"] },
  seenNow: { set: "view", of: "category", keep: 2, since: "visit" },
  clear: { top: "view", of: "category", halfLife: "3d", least: 1.5, lead: 2 },
  leading: { top: "visit", of: "source", lead: 1.5 },
  hour: { habit: "visit", of: "hour", least: 2 },
  source: { habit: "visit", of: "source", halfLife: "4d", share: 0.6 },
} as const;
const IDS = Object.keys(ATTRIBUTES) as (keyof typeof ATTRIBUTES)[];

const number = fc.constantFrom(0, 1, 2, 3, 4.5, 5, 19.99, 40);
const text = fc.constantFrom("rain", "camp", "instagram", "tiktok", "sport", "office", "news");
const ordering = fc.oneof(
  fc.record({ $gte: number }),
  fc.record({ $lt: number }),
  fc.record({ $gt: number, $lte: number }),
  fc.record({ $in: fc.array(number, { maxLength: 3 }) }),
  fc.record({ $ne: number }),
);
const naming = fc.oneof(
  text,
  fc.record({ $in: fc.array(text, { maxLength: 3 }) }),
  fc.record({ $nin: fc.array(text, { maxLength: 2 }) }),
  fc.record({ $regex: fc.constantFrom("^s", "a", "o$") }),
  fc.record({ $exists: fc.boolean() }),
  fc.record({ $ini: fc.array(text) }),
);
const LISTS = ["seen", "seenFew", "seenNow", "outdoors"];
const texts = fc.uniqueArray(text, { minLength: 1, maxLength: 3 });
const containing = fc.oneof(
  fc.record({ $in: texts }),
  fc.record({ $nin: texts }),
  fc.record({ $all: texts }),
  fc.record({ $ini: texts.map((list) => list.map((each) => each.toUpperCase())) }),
  fc.record({
    $size: fc.oneof(fc.integer({ min: 0, max: 4 }), fc.record({ $gte: fc.integer({ min: 0, max: 4 }) })),
  }),
  fc.record({ $elemMatch: naming.map((asked) => (typeof asked === "string" ? { $eq: asked } : asked)) }),
  fc.record({ $exists: fc.boolean() }),
  texts,
  fc.record({ $all: texts, $size: fc.constantFrom(2, 3) }),
);
const BOOLEAN = [
  "abandoned",
  "quiet",
  "bought",
  "cameBack",
  "rainThenCart",
  "noRain",
  "returned",
  "fromNews",
  "notByNews",
];
const NUMERIC = [
  "reached",
  "reachedNow",
  "reachedSince",
  "path",
  "pathEver",
  "pathFrom",
  "points",
  "heat",
  "largest",
  "largestLately",
  "largestCart",
  "leastLately",
  "leastNow",
  "usualValue",
  "meanNow",
  "categories",
  "tagsLately",
  "tagsNow",
  "hour",
  "visits",
  "visitsLately",
  "social",
  "notSocial",
  "views",
  "viewsNow",
  "rainViews",
  "cartValue",
  "spendLately",
  "lastValue",
  "away",
  "awayFromSocial",
  "sincePurchase",
];
const classes = fc.integer({ min: 1, max: 4 });
const name = fc.constantFrom("bronze", "silver", "gold", "cold", "warm", "hot", "none");
const level = fc.oneof(
  name,
  fc.constant(null),
  fc.record({ $in: fc.array(name) }),
  fc.record({ $nin: fc.array(name) }),
  fc.record({ $regex: fc.constantFrom("^[gs]", "o", "d$") }),
  fc.record({ $not: fc.record({ $in: fc.array(name) }) }),
  fc.record({ $gt: fc.constantFrom("cold", "c") }),
);
const predicate = fc.constantFrom(...IDS).chain((id): fc.Arbitrary<Record<string, unknown>> => {
  if (BOOLEAN.includes(id)) return fc.boolean().map((value) => ({ [id]: value }));
  if (id === "worth") {
    const field = fc.constantFrom("worth.recency", "worth.frequency", "worth.monetary");
    const whole = fc.oneof(fc.record({ $gte: classes }), fc.record({ $in: fc.array(classes) }), classes);
    return fc.oneof(
      fc.tuple(field, whole).map(([path, asked]) => ({ [path]: asked })),
      fc.tuple(whole, whole).map(([one, other]) => ({ "worth.recency": one, "worth.monetary": other })),
      fc.boolean().map((exists) => ({ worth: { $exists: exists } })),
    );
  }
  if (id === "spendLevel" || id === "heatLevel") return level.map((asked) => ({ [id]: asked }));
  const value: fc.Arbitrary<unknown> = NUMERIC.includes(id)
    ? fc.oneof(ordering, fc.record({ $not: ordering }), fc.constant(null))
    : LISTS.includes(id)
      ? containing
      : naming;
  return value.map((operand) => ({ [id]: operand }));
});
const { condition } = fc.letrec<{ condition: Record<string, unknown> }>((tie) => ({
  condition: fc.oneof(
    { depthSize: "small", withCrossShrink: true },
    predicate,
    fc.tuple(predicate, predicate).map(([one, other]) => ({ ...one, ...other })),
    fc.record({ $and: fc.array(tie("condition"), { minLength: 1, maxLength: 3 }) }),
    fc.record({ $or: fc.array(tie("condition"), { maxLength: 3 }) }),
    fc.record({ $nor: fc.array(tie("condition"), { maxLength: 2 }) }),
    fc.record({ $not: tie("condition") }),
  ),
}));

const event = fc.oneof(
  fc.record({
    name: fc.constant("visit"),
    properties: fc.record(
      { source: fc.constantFrom("instagram", "tiktok", "news"), hour: fc.constantFrom(0, 8, 9, 22, 23) },
      { requiredKeys: [] },
    ),
  }),
  fc.record({
    name: fc.constant("view"),
    properties: fc.record(
      {
        category: fc.constantFrom("rain", "camp", "sport"),
        tags: fc.array(text, { maxLength: 3 }),
        value: fc.constantFrom(0, 3, 5),
      },
      { requiredKeys: [] },
    ),
  }),
  fc.record({
    name: fc.constantFrom("cart", "purchase"),
    properties: fc.record({ value: fc.constantFrom(1, 4.5, 19.99) }),
  }),
  fc.record({
    name: fc.constant("declare"),
    properties: fc.record(
      {
        interest: fc.constantFrom("sport", "office", "other", null),
        outdoors: fc.oneof(
          fc.constantFrom("rain", "other", "", null),
          fc.array(fc.constantFrom("office", "camp", "rain", "other"), { maxLength: 4 }),
        ),
      },
      { requiredKeys: [] },
    ),
  }),
);
/** Events, each so many days after the one before. */
const history = fc.array(fc.tuple(fc.constantFrom(0, 0, 0, 1, 1, 2, 5), event), { maxLength: 14 });

const TODAY = 20_000;

function siteOf(conditions: readonly Record<string, unknown>[]) {
  const segments = Object.fromEntries(conditions.map((when, index) => [`s${index}`, { when }]));
  const site = v.parse(siteSchema, { version: 1, id: "t", maxBits: 40, attributes: ATTRIBUTES, segments });
  return compileSite(site, () => () => true);
}

/** Plays a history; every history begins with a visit, as on a device. */
function play(
  plan: ReturnType<typeof siteOf>["plan"],
  events: readonly (readonly [number, { name: string; properties: object }])[],
) {
  let day = TODAY;
  let profile = newProfile(day);
  const log: LoggedEvent[] = [];
  for (const [pause, entry] of [[0, { name: "visit", properties: {} }] as const, ...events]) {
    day += pause;
    profile = recordEvent(profile, plan.attributes, entry as LoggedEvent, day);
    log.push({ ...(entry as LoggedEvent), day, visit: profile.visit.number });
  }
  return { day, profile, log };
}

describe("invariant 3: the projection is exact", () => {
  test("reducing event by event gives what the whole log gives", { timeout: 300_000 }, () => {
    const { plan } = siteOf([]);
    fc.assert(
      fc.property(history, (events) => {
        const { day, profile, log } = play(plan, events);
        const moment = { day, visit: profile.visit.number, visitDay: profile.visit.day };
        for (const id of IDS) {
          expect([id, valueOf(profile, plan.attributes, id, day)]).toEqual([
            id,
            valueFromLog(plan.attributes[id]!, log, moment, plan.attributes),
          ]);
        }
      }),
      { numRuns: runs(3000) },
    );
  });

  test(
    "for any history and pause, the aged projection decides as the profile would, at both moments",
    { timeout: 600_000 },
    () => {
      fc.assert(
        fc.property(
          fc.array(condition, { minLength: 1, maxLength: 4 }),
          history,
          fc.integer({ min: 0, max: 12 }),
          fc.constantFrom("now" as const, "next" as const),
          (conditions, events, pause, phase) => {
            const compiled = siteOf(conditions);
            const { entries, attributes } = compiled.plan;
            const { day, profile, log } = play(compiled.plan, events);
            const { now, next } = project(profile, attributes, day);
            const packed = packCourses(entries, now, next);
            expect(packed).toBeDefined();
            const codes = unpackCodes(packCodes(packed!, outlineOf(entries)), outlineOf(entries))!;
            const { segments } = compiled.decide({
              path: "/",
              day: day + pause,
              context: {},
              buckets: bucketsAt(entries, codes, pause, phase),
            });

            const later = day + pause;
            const visit = profile.visit.number;
            const moment =
              phase === "now"
                ? { day: later, visit, visitDay: profile.visit.day }
                : { day: later, visit: visit + 1, visitDay: later };
            const fullLog =
              phase === "now"
                ? log
                : [
                    ...log,
                    { name: "visit", properties: {}, day: later, visit: visit + 1, bare: true as const },
                  ];
            const asked = JSON.stringify(conditions);
            const values = Object.fromEntries(
              IDS.filter((id) => asked.includes(`"${id}`)).map((id) => [
                id,
                valueFromLog(attributes[id]!, fullLog, moment, attributes),
              ]),
            );
            conditions.forEach((when, index) => {
              const exact = compileCondition(when);
              expect([when, values, segments[`s${index}`]]).toEqual([
                when,
                values,
                exact.ok && exact.value(values),
              ]);
            });
          },
        ),
        { numRuns: runs(5000) },
      );
    },
  );
});
