import fc from "fast-check";
import * as v from "valibot";
import { describe, expect, test } from "vitest";
import { codesKept, codesOfClaims } from "../../shared/attested-codes.ts";
import { compileCondition } from "../../shared/condition.ts";
import { bucketsAt, mergeFloor, packCourses, seedFrom } from "../../shared/courses.ts";
import { compileSite } from "../../shared/decision.ts";
import { ATTESTED_DAYS } from "../../shared/limits.ts";
import { newProfile, recordEvent } from "../../shared/profile.ts";
import { project } from "../../shared/project.ts";
import { outlineOf, packCodes, unpackCodes } from "../../shared/projection-cookie.ts";
import { siteSchema } from "../../shared/site/schema.ts";

const TODAY = 20_000;
const VALUES = { plan: ["free", "pro"], stage: ["lead", "opportunity", "customer"] } as const;

function siteOf(conditions: readonly Record<string, unknown>[]) {
  const attributes = {
    plan: { attested: [...VALUES.plan] },
    stage: { attested: [...VALUES.stage] },
    visits: { count: "visit" },
  };
  const segments = Object.fromEntries(conditions.map((when, index) => [`s${index}`, { when }]));
  return compileSite(
    v.parse(siteSchema, { version: 1, id: "t", maxBits: 40, attributes, segments }),
    () => () => true,
  );
}

const stage = fc.oneof(
  fc.constantFrom("lead", "opportunity", "customer", "unheard of", null),
  fc.record({ $ne: fc.constantFrom("lead", "unheard of", null) }),
  fc.record({ $in: fc.subarray(["lead", "customer", "unheard of"]) }),
  fc.record({ $regex: fc.constantFrom("^c", "t", "x") }),
  fc.record({ $exists: fc.boolean() }),
  fc.record({ $gte: fc.constantFrom("lead", "m") }),
);
const condition = fc.oneof(
  stage.map((stage) => ({ stage })),
  fc.constantFrom({ plan: "pro" }, { plan: { $ne: "free" } }, { visits: { $gte: 2 } }),
  stage.map((stage) => ({ $or: [{ stage }, { plan: "pro", visits: 1 }] })),
  stage.map((stage) => ({ $not: { stage, plan: { $exists: true } } })),
);
const values = fc.record(
  { plan: fc.constantFrom(...VALUES.plan), stage: fc.constantFrom(...VALUES.stage) },
  { requiredKeys: [] },
);

type Compiled = ReturnType<typeof siteOf>;

/** What a signal of someone in a first visit makes of codes, with nothing attested yet. */
function sent({ plan }: Compiled, day: number): number[] {
  const visit = { name: "visit", properties: {} };
  const profile = recordEvent(newProfile(day), plan.attributes, visit, day);
  const { now, next } = project(profile, plan.attributes, day);
  return packCourses(plan.entries, now, next)!;
}

/** As the cookie gives them back. */
function throughCookie({ plan }: Compiled, codes: readonly number[]): number[] {
  return unpackCodes(packCodes(codes, outlineOf(plan.entries)), outlineOf(plan.entries))!;
}

test("a signal's courses have none of them, whatever reads them", () => {
  const compiled = siteOf([{ stage: "lead" }, { plan: "pro" }, { visits: { $gte: 2 } }]);
  const { entries, attributes } = compiled.plan;
  const { now, next } = project(newProfile(TODAY), attributes, TODAY);
  expect(entries.map(({ id }) => id)).toEqual(["plan", "stage", "visits"]);
  expect([now.length, next.length]).toEqual([1, 1]);
  expect(packCourses(entries, [0, 0, ...now], [0, 0, ...next])).toBeUndefined();
  expect(attributes["stage"]).toMatchObject({ byToken: true, horizon: 0 });
  expect(attributes["stage"]).not.toHaveProperty("buckets");
});

describe("invariant 3: what is attested", () => {
  test(
    "is evaluated as the values themselves, till the day on which the token ends",
    { timeout: 60_000 },
    () => {
      fc.assert(
        fc.property(
          fc.array(condition, { minLength: 1, maxLength: 4 }),
          values,
          fc.integer({ min: 1, max: ATTESTED_DAYS }),
          fc.integer({ min: 0, max: 20 }),
          fc.integer({ min: 0, max: 20 }),
          fc.constantFrom("now" as const, "next" as const),
          (conditions, values, days, pause, later, phase) => {
            const compiled = siteOf(conditions);
            const { entries } = compiled.plan;
            const claims = { values, until: TODAY + days };
            const first = throughCookie(
              compiled,
              codesOfClaims(entries, sent(compiled, TODAY), claims, TODAY),
            );
            // A signal that came without a token, some days on, keeps what is left.
            const earlier = { codes: first, age: pause };
            const kept = throughCookie(compiled, codesKept(entries, sent(compiled, TODAY + pause), earlier));
            const { segments } = compiled.decide({
              path: "/",
              day: TODAY + pause + later,
              context: {},
              buckets: bucketsAt(entries, kept, later, phase),
            });
            const exact = { visits: phase === "now" ? 1 : 2, ...(pause + later < days && values) };
            conditions.forEach((when, index) => {
              const evaluate = compileCondition(when);
              expect([when, exact, segments[`s${index}`]]).toEqual([
                when,
                exact,
                evaluate.ok && evaluate.value(exact),
              ]);
            });
          },
        ),
        { numRuns: 1000 },
      );
    },
  );

  test("has no more states than can be: each bucket until each day, and nothing", () => {
    const states = (...conditions: Record<string, unknown>[]) =>
      siteOf(conditions).plan.entries.map(({ codec }) => codec.states);
    expect(states({ stage: "customer" })).toEqual([1 + ATTESTED_DAYS]);
    expect(states({ stage: "customer" }, { stage: "lead" })).toEqual([1 + 2 * ATTESTED_DAYS]);
    // A text that can't be attested is told apart by nobody.
    expect(states({ stage: "unheard of" })).toEqual([]);
    expect(states({ stage: { $regex: "x" } })).toEqual([]);
    expect(states({ stage: { $nin: ["lead", "customer", "opportunity"] } })).toEqual([1 + ATTESTED_DAYS]);
  });

  test("that no rule tells apart gives equal codes", () => {
    const compiled = siteOf([{ stage: "customer" }]);
    const codes = (stage: string) =>
      codesOfClaims(
        compiled.plan.entries,
        sent(compiled, TODAY),
        { values: { stage }, until: TODAY + 9 },
        TODAY,
      );
    expect(codes("lead")).toEqual(codes("opportunity"));
    expect(codes("lead")).not.toEqual(codes("customer"));
  });
});

test("what the cookie doesn't know any more, or never did, is nothing", () => {
  const compiled = siteOf([{ stage: "customer" }, { visits: { $gte: 2 } }]);
  const { entries } = compiled.plan;
  const own = sent(compiled, TODAY);
  expect(codesKept(entries, own, undefined)).toEqual(own);
  expect(codesKept(entries, own, { codes: [undefined, 0], age: 3 })).toEqual(own);
});

test("a device that has lost its profile neither knows nor loses it", () => {
  const compiled = siteOf([{ stage: "customer" }, { visits: { $gte: 2 } }]);
  const { entries } = compiled.plan;
  const claims = { values: { stage: "customer" }, until: TODAY + 9 };
  const codes = codesOfClaims(entries, sent(compiled, TODAY), claims, TODAY);
  const seed = seedFrom(entries, codes, 2, "next", TODAY + 2);
  expect(Object.keys(seed)).toEqual(["visits"]);
  const merged = mergeFloor(entries, sent(compiled, TODAY + 2), seed, TODAY + 2);
  const kept = codesKept(entries, merged, { codes, age: 2 });
  expect(bucketsAt(entries, kept, 6, "now")["stage"]).toBe(bucketsAt(entries, codes, 0, "now")["stage"]);
  expect(bucketsAt(entries, kept, 7, "now")["stage"]).toBe(entries[0]!.attribute.buckets!.nil);
});
