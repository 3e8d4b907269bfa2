import fc from "fast-check";
import * as v from "valibot";
import { describe, expect, test } from "vitest";
import { compileCondition } from "../../../shared/condition.ts";
import { bucketsAt, packCourses } from "../../../shared/courses.ts";
import { compileSite } from "../../../shared/decision.ts";
import { newProfile, recordEvent, valueOf } from "../../../shared/profile.ts";
import { project } from "../../../shared/project.ts";
import {
  carryOver,
  formatProjection,
  outlineOf,
  packCodes,
  unpackCodes,
} from "../../../shared/projection-cookie.ts";
import { siteSchema } from "../../../shared/site/schema.ts";

const DAY = 20_000;
const ATTRIBUTES = {
  visits: { count: "visit" },
  favourite: { top: "view", of: "category", values: ["rain", "camp", "sport"] },
  spend: { sum: "purchase", of: "value" },
};

function compile(experiments: object, more: object = {}) {
  const site = { version: 1, id: "t", attributes: ATTRIBUTES, goals: { order: { event: "purchase" } } };
  return compileSite(v.parse(siteSchema, { ...site, ...more, experiments }), () => () => true);
}

const words = (more: object = {}) => ({
  hypothesis: "h",
  primary: "order",
  variants: { asIs: {}, warm: {} },
  ...more,
});

describe("invariant 3: who can take part is told from the projection as from the profile", () => {
  const leaf = fc.oneof(
    fc.record({ visits: fc.record({ $gte: fc.integer({ min: 0, max: 5 }) }) }),
    fc.record({ spend: fc.record({ $lt: fc.constantFrom(10, 50.5, 100) }) }),
    fc.record({ favourite: fc.record({ $in: fc.subarray(["rain", "camp", "sport"]) }) }),
  );
  const condition = fc.oneof(
    leaf,
    fc.record({ $or: fc.array(leaf, { minLength: 1, maxLength: 3 }) }),
    fc.record({ $not: leaf }),
  );
  const event = fc.oneof(
    fc.constant({ name: "visit", properties: {} }),
    fc.record({
      name: fc.constant("view"),
      properties: fc.record({ category: fc.constantFrom("rain", "camp") }),
    }),
    fc.record({
      name: fc.constant("purchase"),
      properties: fc.record({ value: fc.constantFrom(1, 49.9, 60) }),
    }),
  );

  test("for any conditions and history", () => {
    fc.assert(
      fc.property(
        fc.array(condition, { minLength: 1, maxLength: 3 }),
        fc.array(event, { maxLength: 8 }),
        (when, events) => {
          const experiments = Object.fromEntries(
            when.map((each, index) => [`e${index}`, words({ when: each })]),
          );
          const { plan, audience } = compile(experiments);
          const visit = { name: "visit", properties: {} };
          const profile = [visit, ...events].reduce(
            (before, each) => recordEvent(before, plan.attributes, each, DAY),
            newProfile(DAY),
          );
          const { now, next } = project(profile, plan.attributes, DAY);
          const buckets = bucketsAt(plan.entries, packCourses(plan.entries, now, next)!, 0, "now");
          const values = Object.fromEntries(
            Object.keys(ATTRIBUTES).map((id) => [id, valueOf(profile, plan.attributes, id, DAY)]),
          );
          const exact = when.map((each) => {
            const compiled = compileCondition(each);
            return compiled.ok && compiled.value(values);
          });
          expect(audience({ path: "/", day: DAY, buckets, context: {} })).toEqual(exact);
          // Who is unknown takes part in nothing.
          expect(audience({ path: "/", day: DAY, buckets: undefined, context: {} })).toEqual(
            when.map(() => false),
          );
        },
      ),
    );
  });
});

describe("the plan", () => {
  test("counts variants as bits, and without tests is what it was", () => {
    const none = compile({}).plan;
    expect(none.experiments).toEqual([]);
    const { plan } = compile({ words: words(), more: words({ holdout: 0.1 }) }, { holdout: 0.05 });
    expect(plan.experiments.map(({ id, states }) => [id, states])).toEqual([
      ["holdout", 3],
      ["words", 3],
      ["more", 4],
    ]);
    expect(plan.bits - none.bits).toBeCloseTo(Math.log2(3 * 3 * 4));
    expect(plan.hash).not.toBe(none.hash);
    // What changes nothing about who has which variant changes no cookie.
    const ramped = { words: words({ share: 0.5, until: "2027-01-01" }), more: words({ holdout: 0.2 }) };
    expect(compile(ramped, { holdout: 0.1 }).plan.hash).toBe(plan.hash);
  });

  test("refuses more variants than there are bits, and names what takes them", () => {
    const many = Object.fromEntries(Array.from({ length: 6 }, (_, index) => [`e${index}`, words()]));
    const { plan } = compile(many, { maxBits: 8 });
    expect(plan.issues).toEqual([
      {
        path: "experiments",
        message:
          "a profile would reveal up to 9.5 bits, more than 8 (e0 1.6, e1 1.6, e2 1.6, e3 1.6, e4 1.6, e5 1.6)",
      },
    ]);
  });

  test("of as many variants as fit keeps the cookie under 200 bytes", () => {
    const variants = Object.fromEntries(Array.from({ length: 8 }, (_, index) => [`v${index}`, {}]));
    const all = Object.fromEntries(
      Array.from({ length: 12 }, (_, index) => [`e${index}`, words({ variants })]),
    );
    const { plan } = compile(all, { maxBits: 40 });
    expect(plan.bits).toBeGreaterThan(38);
    const codes = plan.experiments.map(({ states }) => states - 1);
    const outline = outlineOf(plan.entries, plan.experiments);
    const payload = packCodes(codes, outline);
    expect(unpackCodes(payload, outline)).toEqual(codes);
    const text = formatProjection({ plan: plan.hash, epoch: 7, day: DAY, payload, off: "0123456".repeat(8) });
    const mac = 22;
    expect(`sv_p=${text}.`.length + mac).toBeLessThan(200);
  });

  test("keeps a variant over a publish as long as there are the same ones", () => {
    const before = compile({ words: words(), more: words() }, { holdout: 0.1 }).plan;
    const outline = outlineOf(before.entries, before.experiments);
    const after = (experiments: object, more: object = {}) =>
      carryOver(outline, [2, 1, 2], compile(experiments, more).plan.experiments);
    expect(after({ more: words(), words: words() })).toEqual([2, 1]);
    expect(after({ words: words({ share: 0.1 }) }, { holdout: 0.2 })).toEqual([2, 1]);
    expect(after({ words: words({ variants: { asIs: {}, warm: {}, cold: {} } }), other: words() })).toEqual([
      undefined,
      undefined,
    ]);
    expect(after({ words: words({ holdout: 0.1 }) })).toEqual([undefined]);
  });
});
