import { SWITCHED_OFF } from "../../shared/limits.ts";
import fc from "fast-check";
import { describe, expect, test } from "vitest";
import {
  carryOver,
  formatProjection,
  packCodes,
  parseProjection,
  unpackCodes,
} from "../../shared/projection-cookie.ts";
import type { PlanEntry } from "../../shared/plan.ts";
import vectors from "../vectors/projection-cookie.json" with { type: "json" };

const outline = (states: readonly number[]) =>
  states.map((count, index) => ({ name: `a${index}`, states: count }));

describe("the projection cookie", () => {
  test.each(vectors.codes)("codes $codes of $states are $payload", ({ states, codes, payload }) => {
    expect(packCodes(codes, outline(states))).toBe(payload);
    expect(unpackCodes(payload, outline(states))).toEqual(codes);
  });

  test.each(vectors.refused)("payload $payload isn't one of $states", ({ states, payload }) => {
    expect(unpackCodes(payload, outline(states))).toBeUndefined();
  });

  test.each(vectors.cookies)("$text", ({ text, projection }) => {
    const stored = projection && { off: "", ...projection };
    expect(parseProjection(text)).toEqual(stored ?? undefined);
    if (stored) expect(formatProjection(stored)).toBe(text);
  });

  test("any codes come back, and no two payloads mean the same", () => {
    const pairs = fc.array(
      fc.integer({ min: 1, max: 500 }).chain((states) => fc.tuple(fc.constant(states), fc.nat(states - 1))),
      { maxLength: 20 },
    );
    fc.assert(
      fc.property(pairs, fc.stringMatching(/^[\w-]{0,12}$/), (entries, noise) => {
        const states = outline(entries.map(([count]) => count));
        const codes = entries.map(([, code]) => code);
        expect(unpackCodes(packCodes(codes, states), states)).toEqual(codes);
        const decoded = unpackCodes(noise, states);
        if (decoded) expect(packCodes(decoded, states)).toBe(noise);
      }),
    );
  });

  test("stays below 200 bytes, signature and name included, for 20 attributes at the ceiling of 40 bits", () => {
    const states = outline(Array.from({ length: 20 }, () => 4));
    const payload = packCodes(
      states.map(() => 3),
      states,
    );
    const text = formatProjection({ plan: "zzzzzzzzzzzzzz", epoch: 7, day: 99_999, payload, off: "" });
    expect(`sv_p=${text}.${"x".repeat(22)}`.length).toBeLessThan(80);
    const off = "x".repeat(7 * SWITCHED_OFF);
    expect(`sv_p=${text}.${off}.${"x".repeat(22)}`.length).toBeLessThan(140);
  });

  test("after a publish, unchanged attributes keep their code and the others are unknown", () => {
    const current = [{ name: "new" }, { name: "a1" }, { name: "a0" }] as PlanEntry[];
    expect(carryOver(outline([3, 5]), [2, 4], current)).toEqual([undefined, 4, 2]);
  });
});
