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
const NUMERIC = [
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
const predicate = fc.constantFrom(...IDS).chain((id): fc.Arbitrary<Record<string, unknown>> => {
  if (["abandoned", "quiet", "bought", "cameBack"].includes(id))
    return fc.boolean().map((value) => ({ [id]: value }));
  const value: fc.Arbitrary<unknown> = NUMERIC.includes(id)
    ? fc.oneof(ordering, fc.record({ $not: ordering }), fc.constant(null))
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
    properties: fc.record({ source: fc.constantFrom("instagram", "tiktok", "news") }, { requiredKeys: [] }),
  }),
  fc.record({
    name: fc.constant("view"),
    properties: fc.record({ category: fc.constantFrom("rain", "camp", "sport") }, { requiredKeys: [] }),
  }),
  fc.record({
    name: fc.constantFrom("cart", "purchase"),
    properties: fc.record({ value: fc.constantFrom(1, 4.5, 19.99) }),
  }),
  fc.record({
    name: fc.constant("declare"),
    properties: fc.record({ interest: fc.constantFrom("sport", "office", "other") }),
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
  test("reducing event by event gives what the whole log gives", { timeout: 60_000 }, () => {
    const { plan } = siteOf([]);
    fc.assert(
      fc.property(history, (events) => {
        const { day, profile, log } = play(plan, events);
        const moment = { day, visit: profile.visit.number, visitDay: profile.visit.day };
        for (const id of IDS) {
          expect([id, valueOf(profile, plan.attributes, id, day)]).toEqual([
            id,
            valueFromLog(plan.attributes[id]!, log, moment),
          ]);
        }
      }),
      { numRuns: 3000 },
    );
  });

  test(
    "for any history and pause, the aged projection decides as the profile would, at both moments",
    { timeout: 120_000 },
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
            const values = Object.fromEntries(
              IDS.map((id) => [id, valueFromLog(attributes[id]!, fullLog, moment)]),
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
        { numRuns: 5000 },
      );
    },
  );
});
