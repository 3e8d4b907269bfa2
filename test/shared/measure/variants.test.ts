import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { settleTests, takeVariants, type Tests, toldVariants } from "../../../shared/measure/variants.ts";
import type { TagExperiment } from "../../../shared/wire.ts";

const TODAY = 20_000;

function experiment(id: string, more: Partial<TagExperiment> = {}): TagExperiment {
  return { id, hash: `hash of ${id}`, layer: id, share: 1, segments: [], goals: [], ...more };
}

const never = () => {
  throw new Error("drawn again");
};
const drawn = (draws: Record<string, number>, variants: Tests["variants"] = {}): Tests => ({
  draws,
  variants,
});

describe("who may be drawn", () => {
  test("a number for each layer, drawn once", () => {
    const first = settleTests(undefined, [experiment("hero"), experiment("nav")], TODAY, () => 0.5);
    expect(first).toEqual({ draws: { hero: 0.5, nav: 0.5 }, variants: {} });
    expect(settleTests(first, [experiment("nav")], TODAY, never).draws).toEqual({ nav: 0.5 });
  });

  test("those within an experiment's share, which can be raised: who takes part goes on", () => {
    const told = (share: number, draw: number) =>
      toldVariants(drawn({ hero: draw }), [experiment("hero", { share })], TODAY);
    expect([told(0.1, 0.09), told(0.1, 0.1), told(0.2, 0.1), told(0, 0)]).toEqual([[null], [0], [null], [0]]);
    const held = drawn({ hero: 0.9 }, { hero: [2, "hash of hero", TODAY] });
    expect(toldVariants(held, [experiment("hero", { share: 0.1 })], TODAY)).toEqual([2]);
  });

  test("on the days on which it runs", () => {
    const running = experiment("hero", { from: TODAY, until: TODAY + 1 });
    const told = [-1, 0, 1, 2].map((days) => toldVariants(drawn({ hero: 0 }), [running], TODAY + days)[0]);
    expect(told).toEqual([0, null, null, 0]);
  });

  test("not those who are held out", () => {
    const all = [experiment("holdout"), experiment("hero")];
    const draws = { holdout: 0, hero: 0 };
    expect(toldVariants(drawn(draws), all, TODAY)).toEqual([null, null]);
    expect(toldVariants(drawn(draws, { holdout: [1, "", TODAY] }), all, TODAY)).toEqual([1, null]);
    expect(toldVariants(drawn(draws, { holdout: [2, "", TODAY] }), all, TODAY)).toEqual([2, 0]);
  });

  test("property: of one layer for one experiment at most, each for its share of visitors", () => {
    const shares = fc.array(fc.double({ min: 0, max: 1, noNaN: true }), { minLength: 1, maxLength: 5 });
    fc.assert(
      fc.property(shares, fc.double({ min: 0, max: 1, maxExcluded: true, noNaN: true }), (parts, draw) => {
        const total = parts.reduce((sum, part) => sum + part, 0) || 1;
        const all = parts.map((part, at) =>
          experiment(`e${at}`, { layer: "one", share: (part / total) * 0.999 }),
        );
        const told = toldVariants(drawn({ one: draw }), all, TODAY);
        const mine = told.indexOf(null);
        expect(told.filter((each) => each === null).length).toBeLessThanOrEqual(1);
        const before = all.slice(0, Math.max(0, mine)).reduce((sum, { share }) => sum + share, 0);
        if (mine >= 0) expect(draw - before).toBeLessThanOrEqual(all[mine]!.share + 1e-9);
        // Whoever has a variant of one is drawn for no other.
        const held = drawn({ one: draw }, { e0: [1, "hash of e0", TODAY] });
        expect(toldVariants(held, all, TODAY)).toEqual([1, ...all.slice(1).map(() => 0)]);
      }),
    );
  });
});

describe("variants", () => {
  const all = [experiment("hero"), experiment("nav")];

  test("are what the edge has answered last", () => {
    const taken = takeVariants(drawn({}, { nav: [1, "hash of nav", TODAY] }), all, [2, 0], TODAY);
    expect(taken.variants).toEqual({ hero: [2, "hash of hero", TODAY] });
    expect(toldVariants({ ...taken, draws: { hero: 0, nav: 0 } }, all, TODAY)).toEqual([2, null]);
  });

  test("end with a change of the experiment, and a day after it is gone", () => {
    const held = takeVariants(drawn({ hero: 0 }), [experiment("hero")], [2], TODAY);
    const after = (experiments: readonly TagExperiment[], days: number) =>
      Object.keys(settleTests(held, experiments, TODAY + days, () => 0).variants);
    expect(after([experiment("hero")], 100)).toEqual(["hero"]);
    expect(after([experiment("hero", { hash: "changed" })], 0)).toEqual([]);
    expect([after([], 1), after([], 2)]).toEqual([["hero"], []]);
  });
});
