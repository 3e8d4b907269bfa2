import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { drawVariants, sharesOf } from "../../../shared/experiment/draw.ts";
import { seededRandom } from "../statistics/random.ts";
import { HOLDOUT, type PlannedExperiment } from "../../../shared/experiment/planned.ts";

const DAY = 20_000;
const FOREVER = { from: -Infinity, until: Infinity };

function experiment(id: string, change: Partial<PlannedExperiment> = {}): PlannedExperiment {
  const weights = change.weights ?? [1, 1];
  const own = weights.map((_, index) => `v${index}`);
  const variants = (change.holdout ?? 0) > 0 ? [...own, HOLDOUT] : own;
  const rest = { name: id, layer: `:${id}`, share: 1, holdout: 0, goals: [], segments: [], ...FOREVER };
  return { id, ...rest, ...change, weights, variants, states: variants.length + 1 };
}

const site = (share: number) => ({ ...experiment(HOLDOUT, { weights: [1], holdout: share }) });

const from = (random: () => number, given: Readonly<Record<string, readonly number[]>> = {}) => ({
  day: DAY,
  audience: Array.from({ length: 10 }, () => true),
  weightsOf: (id: string) => given[id],
  random,
});

/** The chi-square of counts against expected shares. */
function chiSquare(counts: readonly number[], shares: readonly number[]): number {
  const all = counts.reduce((sum, count) => sum + count, 0);
  return counts.reduce(
    (sum, count, index) => sum + (count - all * shares[index]!) ** 2 / (all * shares[index]!),
    0,
  );
}

describe("how often each variant is drawn", () => {
  // The quantile of 0.999 of chi-square with so many degrees of freedom.
  const critical = [NaN, 10.828, 13.816, 16.266];

  test.each<[string, PlannedExperiment, readonly number[] | undefined, readonly number[]]>([
    ["evenly", experiment("a"), undefined, [0.5, 0.5]],
    ["by weights", experiment("a", { weights: [3, 1, 4] }), undefined, [0.375, 0.125, 0.5]],
    ["with a holdout", experiment("a", { weights: [2, 1], holdout: 0.1 }), undefined, [0.6, 0.3, 0.1]],
    ["by a bandit", experiment("a", { weights: [2, 1], holdout: 0.1 }), [1, 9], [0.09, 0.81, 0.1]],
    ["the site's holdout", site(0.05), undefined, [0.95, 0.05]],
  ])("%s", (_, tested, weights, shares) => {
    for (const seed of [1, 2, 3]) {
      const random = seededRandom(seed);
      const counts = shares.map(() => 0);
      const drawing = from(random, weights && { [tested.id]: weights });
      for (let visitor = 0; visitor < 20_000; visitor++)
        counts[drawVariants([tested], [null], drawing)[0]! - 1]!++;
      expect(chiSquare(counts, shares)).toBeLessThan(critical[shares.length - 1]!);
    }
  });

  test("weights of a bandit that are none count as if there were none", () => {
    for (const given of [[1], [1, 2, 3], [0, 0], [NaN, 1], [-1, 2]])
      expect(sharesOf({ weights: [3, 1], holdout: 0 }, given)).toEqual([0.75, 0.25]);
    expect(sharesOf({ weights: [3, 1], holdout: 0 }, [0, 1])).toEqual([0, 1]);
  });

  test("the largest number that there is still draws a variant that somebody gets", () => {
    const weights = [0.1, 0.2, 0.7, 0];
    const largest = 1 - 2 ** -32;
    expect(
      drawVariants(
        [experiment("a", { weights })],
        [null],
        from(() => largest, { a: weights }),
      ),
    ).toEqual([3]);
  });
});

describe("who is drawn", () => {
  const experiments = [
    site(0.5),
    experiment("a", { layer: "top" }),
    experiment("b", { layer: "top" }),
    experiment("c", { from: DAY + 1 }),
    experiment("d", { until: DAY - 1, layer: "top" }),
    experiment("e", { weights: [1, 1, 1], holdout: 0.25 }),
  ];
  const held = fc.tuple(
    ...experiments.map(({ states }) => fc.oneof(fc.constant(null), fc.integer({ min: 0, max: states - 1 }))),
  );
  const flags = fc.tuple(...experiments.map(() => fc.boolean()));

  test("nobody changes a variant, and nobody gets one that they may not be drawn for", () => {
    fc.assert(
      fc.property(held, flags, fc.integer(), (has, audience, seed) => {
        const drawn = drawVariants(experiments, has, { ...from(seededRandom(seed)), audience });
        const isHeldOut = drawn[0] === 2;
        drawn.forEach((variant, index) => {
          const { from: first, until, states, id } = experiments[index]!;
          if (has[index] !== null) return expect(variant).toBe(has[index]);
          expect(variant).toBeLessThan(states);
          if (!audience[index] || first > DAY || until < DAY || (isHeldOut && id !== HOLDOUT))
            expect(variant).toBe(0);
        });
        // Of a layer one at most is new, and none beside one that was there and runs.
        const isNew = (index: number) => has[index] === null && drawn[index]! > 0;
        expect(isNew(1) && isNew(2)).toBe(false);
        if ((has[1] ?? 0) > 0) expect(isNew(2)).toBe(false);
        if ((has[2] ?? 0) > 0) expect(isNew(1)).toBe(false);
      }),
    );
  });

  test("one whose experiment is over takes nobody's place in the layer", () => {
    const [, first] = drawVariants(
      experiments,
      [1, null, 0, 0, 2, 0],
      from(() => 0.9),
    );
    expect(first).toBe(2);
  });
});
