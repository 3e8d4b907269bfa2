import * as fc from "fast-check";
import { describe, expect, test } from "vitest";
import { FairShare } from "../../../shared/measure/fair-share.ts";

const JOINED = "joined:d";
const REACHED = "reached:d:order";
/** How many of so many tries by a key are taken. */
const taken = (share: FairShare, tries: number, key: string, claim = JOINED, day = 1) =>
  Array.from({ length: tries }, () => share.take(day, key, claim, JOINED)).filter(Boolean).length;
/** So many visitors, each with a key of their own. */
const crowd = (share: FairShare, visitors: number, day = 1) => {
  for (let visitor = 0; visitor < visitors; visitor++) share.take(day, `v${visitor}`, JOINED, JOINED);
};

describe("the share of a key", () => {
  test("is that of a small office, however little there is", () => {
    expect(taken(new FairShare(), 100, "office")).toBe(20);
  });

  test("is one in a thousand of all that joined, once that is more; of each claim by itself", () => {
    const share = new FairShare(200_000);
    crowd(share, 100_000);
    expect(taken(share, 1000, "a")).toBe(100);
    expect(taken(share, 1000, "a", REACHED)).toBe(100);
    expect(taken(share, 1000, "b", REACHED)).toBe(100);
  });

  test("is measured by what is counted of a goal, where more of its visitors joined on other days", () => {
    const share = new FairShare(200_000);
    for (let visitor = 0; visitor < 50_000; visitor++) share.take(1, `v${visitor}`, REACHED, JOINED);
    expect(taken(share, 1000, "a", REACHED)).toBe(50);
  });

  test("begins anew every day, and never goes back to one before", () => {
    const share = new FairShare();
    expect(taken(share, 100, "a", JOINED, 1)).toBe(20);
    expect(taken(share, 100, "a", JOINED, 2)).toBe(20);
    // From an isolate whose clock is behind.
    expect(taken(share, 100, "a", JOINED, 1)).toBe(0);
  });

  test("never leaves out who has told less than the least, however many others there are", () => {
    fc.assert(
      fc.property(fc.array(fc.integer({ min: 0, max: 60 }), { maxLength: 2000 }), (keys) => {
        const share = new FairShare(16);
        const told = new Map<number, number>();
        for (const key of keys) {
          const before = told.get(key) ?? 0;
          const isTaken = share.take(1, String(key), JOINED, JOINED);
          if (before < 20) expect(isTaken).toBe(true);
          told.set(key, before + Number(isTaken));
        }
      }),
    );
  });

  test("holds for who tells much, though few keys are remembered, but for a part of all that were told", () => {
    const share = new FairShare(100);
    let hostile = 0;
    for (let visitor = 0; visitor < 10_000; visitor++) {
      share.take(1, `v${visitor}`, JOINED, JOINED);
      if (visitor % 4 === 0) hostile += taken(share, 1, "hostile");
    }
    expect(hostile).toBeLessThanOrEqual(20 + 12_500 / 100);
  });
});
