import fc from "fast-check";
import { beforeAll, describe, expect, test } from "vitest";
import { banditRegret, banditWeights, beliefsOf, type Reward } from "../../../shared/statistics/bandit.ts";
import type { Belief } from "../../../shared/statistics/posterior.ts";
import { meanOf, type Sample } from "../../../shared/statistics/sample.ts";
import { seededRandom } from "./random.ts";

const SHARE: Reward = { isShare: true, better: "more" };
const VALUE: Reward = { isShare: false, better: "more" };

const counted = fc
  .tuple(fc.integer({ min: 100, max: 20_000 }), fc.double({ min: 0, max: 1, noNaN: true }))
  .map(([visitors, share]): Sample => meanOf([[1, Math.round(visitors * share)]], visitors));
const arms = fc.array(counted, { minLength: 2, maxLength: 6 });
const floors = fc.double({ min: 0.01, max: 0.5, noNaN: true });
const sum = (values: readonly number[]) => values.reduce((total, value) => total + value, 0);

describe("weights", () => {
  test("property: add up to 1, none is under the floor, and the likelier best has no smaller one", () => {
    fc.assert(
      fc.property(arms, floors, fc.boolean(), (samples, floor, isShare) => {
        const beliefs = beliefsOf(samples, { isShare, better: "more" });
        if (!beliefs) return;
        const weights = banditWeights(beliefs, floor);
        expect(sum(weights)).toBeCloseTo(1, 9);
        const least = Math.min(floor, 1 / samples.length);
        for (const weight of weights) expect(weight).toBeGreaterThanOrEqual(least - 1e-12);
        beliefs.forEach((one, index) =>
          beliefs.forEach((other, at) => {
            if (one.chanceToWin > other.chanceToWin)
              expect(weights[index]).toBeGreaterThanOrEqual(weights[at]!);
          }),
        );
      }),
    );
  });

  test("without a floor they are how often drawing from the posteriors draws each: Thompson's rule itself", () => {
    const random = betas(11);
    const counts = [
      [8, 100],
      [12, 100],
      [13, 100],
    ] as const;
    const wins = [0, 0, 0];
    const draws = 20_000;
    for (let draw = 0; draw < draws; draw++) {
      const drawn = counts.map(([reached, visitors]) => random(reached + 1, visitors - reached + 1));
      wins[drawn.indexOf(Math.max(...drawn))]!++;
    }
    const samples = counts.map(([reached, visitors]) => meanOf([[1, reached]], visitors));
    const weights = banditWeights(beliefsOf(samples, SHARE)!, 0);
    weights.forEach((weight, index) => expect(weight).toBeCloseTo(wins[index]! / draws, 1.7));
  });

  test("where less is better they are turned round", () => {
    const samples = [meanOf([[1, 300]], 1000), meanOf([[1, 330]], 1000)];
    for (const isShare of [true, false]) {
      const more = banditWeights(beliefsOf(samples, { isShare, better: "more" })!, 0.1);
      const less = banditWeights(beliefsOf(samples, { isShare, better: "less" })!, 0.1);
      expect(less[0]).toBeCloseTo(more[1]!, 6);
    }
  });

  test("one lucky buyer among a hundred doesn't decide, and nobody differing from nobody says nothing", () => {
    const lucky = beliefsOf([meanOf([], 100), meanOf([[800, 1]], 100)], VALUE)!;
    expect(lucky[1]!.chanceToWin).toBeLessThan(0.95);
    expect(beliefsOf([meanOf([], 100), meanOf([], 100)], VALUE)).toBeUndefined();
  });
});

describe("regret", () => {
  test("property: never below nothing, and less than that of an even spread if the best had more", () => {
    fc.assert(
      fc.property(arms, (samples) => {
        const beliefs = beliefsOf(samples, SHARE)!;
        const { regret, evenly } = banditRegret(beliefs, samples);
        expect(regret).toBeGreaterThanOrEqual(0);
        const even = samples.map((sample) => ({ ...sample, visitors: 100 }));
        const spread = banditRegret(beliefs, even);
        expect(spread.regret).toBeCloseTo(spread.evenly, 6);
        expect(evenly).toBeGreaterThanOrEqual(0);
      }),
    );
  });

  test("beside that of an even spread it is what drawing from the posteriors says", () => {
    const counts = [
      [6, 100],
      [11, 140],
      [90, 760],
    ] as const;
    const visitors = 1000;
    const random = betas(23);
    const draws = 20_000;
    let [lost, lostEvenly] = [0, 0];
    for (let draw = 0; draw < draws; draw++) {
      const rates = counts.map(([reached, all]) => random(reached + 1, all - reached + 1));
      const best = Math.max(...rates);
      rates.forEach((rate, index) => {
        lost += ((best - rate) * counts[index]![1]) / draws;
        lostEvenly += ((best - rate) * visitors) / counts.length / draws;
      });
    }
    const samples = counts.map(([reached, all]) => meanOf([[1, reached]], all));
    const { regret, evenly } = banditRegret(beliefsOf(samples, SHARE)!, samples);
    expect(regret / lost).toBeCloseTo(1, 1.5);
    expect(evenly / lostEvenly).toBeCloseTo(1, 1.5);
    expect(evenly).toBeGreaterThan(2 * regret);
  });

  test("is what each visitor lost by not having had the best", () => {
    const beliefs: Belief[] = [
      { chanceToWin: 0, expectedLoss: 0.02 },
      { chanceToWin: 1, expectedLoss: 0 },
    ];
    const samples = [meanOf([], 500), meanOf([], 4500)];
    expect(banditRegret(beliefs, samples)).toEqual({ regret: 10, evenly: 50 });
  });
});

/** Draws of Beta distributions, by two gammas, each the sum of so many exponentials, which is exact for whole numbers. */
function betas(seed: number): (a: number, b: number) => number {
  const random = seededRandom(seed);
  const gamma = (shape: number) => {
    let total = 0;
    for (let each = 0; each < shape; each++) total -= Math.log(1 - random());
    return total;
  };
  return (a, b) => {
    const [one, other] = [gamma(a), gamma(b)];
    return one / (one + other);
  };
}

/** How many of so many visitors do what a share of them does. */
function countOf(random: () => number, visitors: number, share: number): number {
  let count = 0;
  for (let each = 0; each < visitors; each++) if (random() < share) count++;
  return count;
}

interface Run {
  readonly weights: readonly number[];
  /** What was really lost, by the end of each day. */
  readonly lost: readonly number[];
  readonly least: number;
}

const PER_HOUR = 60;
const DAYS = 14;
/** What an order is worth, and how many of them are worth it. */
const WORTH = [
  [20, 0.5],
  [80, 0.3],
  [200, 0.2],
] as const;

/** A bandit over two weeks of sixty visitors an hour, whose weights follow an hour late; busier by day than by night. */
function simulate(random: () => number, rates: readonly number[], floor: number, reward: Reward): Run {
  const visitors = rates.map(() => 0);
  const reached = rates.map(() => WORTH.map(() => 0));
  const best = Math.max(...rates);
  const per = reward.isShare ? 1 : sum(WORTH.map(([value, share]) => value * share));
  let weights: readonly number[] = rates.map(() => 1 / rates.length);
  let lost = 0;
  let least = 1;
  const days: number[] = [];
  for (let hour = 0; hour < DAYS * 24; hour++) {
    // Reckoned before this hour's visitors come: what they do is known for the next hour only.
    const samples = visitors.map((count, arm) =>
      meanOf(
        reached[arm]!.map((times, at) => [reward.isShare ? 1 : WORTH[at]![0], times] as const),
        count,
      ),
    );
    if (visitors.every((count) => count >= 100))
      weights = banditWeights(beliefsOf(samples, reward) ?? [], floor);
    least = Math.min(least, ...weights);
    const season = 1 + 0.4 * Math.sin((hour / 24) * 2 * Math.PI);
    rates.forEach((rate, arm) => {
      const here = Math.round(PER_HOUR * weights[arm]!);
      visitors[arm]! += here;
      const done = countOf(random, here, Math.min(1, rate * season));
      for (let each = 0; each < done; each++) {
        const drawn = random();
        const at = drawn < WORTH[0][1] ? 0 : drawn < WORTH[0][1] + WORTH[1][1] ? 1 : 2;
        reached[arm]![at]!++;
      }
      lost += here * (best - rate) * per;
    });
    if (hour % 24 === 23) days.push(lost);
  }
  return { weights, lost: days, least };
}

describe.each([
  { what: "rates", reward: SHARE, rates: [0.05, 0.06, 0.09] },
  { what: "values", reward: VALUE, rates: [0.1, 0.11, 0.18] },
])("a bandit by $what, simulated twenty times with an hour's delay", ({ reward, rates }) => {
  let runs: readonly Run[];
  beforeAll(() => {
    const random = seededRandom(20_261_122);
    runs = Array.from({ length: 20 }, () => simulate(random, rates, 0.02, reward));
  }, 120_000);

  test("ends with the best variant, and keeps the floor", () => {
    const found = runs.filter(({ weights }) => weights[2]! > 0.9);
    expect(found.length).toBeGreaterThanOrEqual(19);
    for (const { least } of runs) expect(least).toBeGreaterThanOrEqual(0.02 - 1e-12);
  });

  test("loses far less than an even spread, and less and less by day, down to what the floor costs", () => {
    const mean = (day: number) => sum(runs.map(({ lost }) => lost[day]!)) / runs.length;
    const per = reward.isShare ? 1 : sum(WORTH.map(([value, share]) => value * share));
    const gap = sum(rates.map((rate) => rates[2]! - rate)) * per;
    const evenly = (DAYS * 24 * PER_HOUR * gap) / rates.length;
    expect(mean(DAYS - 1)).toBeLessThan(evenly / 3);
    const [first, last] = [mean(2), mean(DAYS - 1) - mean(DAYS - 4)];
    expect(last).toBeLessThan(first / 3);
    // The two others have the floor each, and little more.
    expect(last).toBeLessThan(3 * 24 * PER_HOUR * 0.02 * gap * 2);
  });
});

test("of variants that don't differ none is starved: each keeps the floor, whatever chance says", () => {
  const random = seededRandom(5);
  for (let run = 0; run < 4; run++) {
    const { weights } = simulate(random, [0.06, 0.06, 0.06], 0.1, SHARE);
    for (const weight of weights) expect(weight).toBeGreaterThanOrEqual(0.1 - 1e-12);
    expect(sum(weights)).toBeCloseTo(1, 9);
  }
});
