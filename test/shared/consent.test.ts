import fc from "fast-check";
import { describe, expect, test } from "vitest";
import {
  type Choice,
  type ConsentTerms,
  consentFrom,
  formatChoice,
  parseChoice,
} from "../../shared/consent.ts";
import type { Purpose } from "../../shared/wire.ts";

const terms: ConsentTerms = { mode: "opt-in", revision: 1, retention: 180, day: 20_000, gpc: false };
const yes: Choice = {
  purposes: ["personalization", "measurement"],
  revision: 1,
  day: 20_000,
  gpc: false,
  epoch: 3,
};
const ask = (choice: Choice | string | undefined, change: Partial<ConsentTerms> = {}) =>
  consentFrom(typeof choice === "object" ? formatChoice(choice) : choice, { ...terms, ...change });

describe("sv_c", () => {
  test("is readable and carries no identifier and no time", () => {
    expect(formatChoice(yes)).toBe("1.pm.1.20000.0.3");
    expect(formatChoice({ ...yes, purposes: [], gpc: true })).toBe("1.-.1.20000.1.3");
  });

  test("comes back as it went, whatever the choice", () => {
    const choice = fc.record({
      purposes: fc.subarray<Purpose>(["personalization", "measurement"]),
      revision: fc.integer({ min: 1, max: 999_999 }),
      day: fc.nat(99_999),
      gpc: fc.boolean(),
      epoch: fc.nat(7),
    });
    fc.assert(
      fc.property(choice, (value) => {
        expect(parseChoice(formatChoice(value))).toEqual(value);
      }),
    );
  });

  test.each([
    "",
    "1",
    "1.pm.1.20000.0",
    "1.mp.1.20000.0.3",
    "1.pm.1.20000.2.3",
    "1.pm.1.20000.0.8",
    "2.pm.1.20000.0.3",
    "1.pm.1.20000.0.3 ",
    "1..1.20000.0.3",
  ])("%j is unreadable", (text) => expect(parseChoice(text)).toBeUndefined());
});

describe("invariant 1: unknown, unreadable or outdated consent is a no", () => {
  const rows: [
    string,
    Choice | string | undefined,
    Partial<ConsentTerms>,
    { personalization: boolean; measurement: boolean; chosen: boolean },
  ][] = [
    ["no choice, opt-in", undefined, {}, { personalization: false, measurement: false, chosen: false }],
    [
      "no choice, opt-out",
      undefined,
      { mode: "opt-out" },
      { personalization: true, measurement: true, chosen: false },
    ],
    [
      "no choice, opt-out, GPC",
      undefined,
      { mode: "opt-out", gpc: true },
      { personalization: false, measurement: false, chosen: false },
    ],
    [
      "unreadable, opt-out",
      "nonsense",
      { mode: "opt-out" },
      { personalization: false, measurement: false, chosen: false },
    ],
    [
      "empty, opt-out",
      "",
      { mode: "opt-out" },
      { personalization: false, measurement: false, chosen: false },
    ],
    ["yes", yes, {}, { personalization: true, measurement: true, chosen: true }],
    [
      "one purpose",
      { ...yes, purposes: ["measurement"] },
      {},
      { personalization: false, measurement: true, chosen: true },
    ],
    ["no", { ...yes, purposes: [] }, {}, { personalization: false, measurement: false, chosen: true }],
    [
      "no, opt-out",
      { ...yes, purposes: [] },
      { mode: "opt-out" },
      { personalization: false, measurement: false, chosen: true },
    ],
    [
      "older texts",
      { ...yes, revision: 2 },
      {},
      { personalization: false, measurement: false, chosen: false },
    ],
    [
      "older texts, opt-out",
      { ...yes, revision: 2 },
      { mode: "opt-out" },
      { personalization: false, measurement: false, chosen: false },
    ],
    ["on the last day", yes, { day: 20_179 }, { personalization: true, measurement: true, chosen: true }],
    ["past retention", yes, { day: 20_180 }, { personalization: false, measurement: false, chosen: false }],
    [
      "a no is asked again after 180 days, not before",
      { ...yes, purposes: [] },
      { day: 20_179, retention: 30 },
      { personalization: false, measurement: false, chosen: true },
    ],
    [
      "… then",
      { ...yes, purposes: [] },
      { day: 20_180 },
      { personalization: false, measurement: false, chosen: false },
    ],
    [
      "from the future",
      { ...yes, day: 20_005 },
      {},
      { personalization: false, measurement: false, chosen: false },
    ],
    [
      "GPC switched on after a yes",
      yes,
      { gpc: true },
      { personalization: false, measurement: false, chosen: true },
    ],
    [
      "an explicit yes under GPC wins",
      { ...yes, gpc: true },
      { gpc: true },
      { personalization: true, measurement: true, chosen: true },
    ],
  ];
  test.each(rows)("%s", (_, choice, change, expected) => expect(ask(choice, change)).toMatchObject(expected));

  test("whatever stands in the cookie, a yes needs exactly a yes", () => {
    fc.assert(
      fc.property(fc.string(), fc.constantFrom("opt-in" as const, "opt-out" as const), (text, mode) => {
        const consent = consentFrom(text, { ...terms, mode });
        if (!parseChoice(text)) expect(consent.personalization || consent.measurement).toBe(false);
      }),
    );
  });
});
