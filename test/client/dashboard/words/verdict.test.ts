import { describe, expect, test } from "vitest";
import type { ExperimentReport } from "../../../../shared/report/contract.ts";
import { amount, bounds, change, count, percent } from "../../../../client/dashboard/words/format.ts";
import { tasksOf } from "../../../../client/dashboard/words/review.ts";
import { leaderOf, verdictOf } from "../../../../client/dashboard/words/verdict.ts";
import { byWorth, mostValuable } from "../../../../client/dashboard/words/worth.ts";
import { experimentsReport } from "../fixture-experiments.ts";
import { blocksReport, dataReport, segmentsReport } from "../fixture.ts";

const DAYS = ["2026-11-01", "2026-11-14"] as const;
const { experiments, total } = experimentsReport(...DAYS);
const [winner, broken, open] = experiments as [ExperimentReport, ExperimentReport, ExperimentReport];

describe("what an experiment says", () => {
  test("names the winner, by how much, and between which bounds", () => {
    const { heading, sentence, tone } = verdictOf(winner);
    expect(heading).toBe("“Five fields” wins: +12 % on order");
    expect(sentence).toBe("Whenever one looks, it lies between +4.1 % and +21 %, with 95 % certainty.");
    expect(tone).toBe("good");
  });

  test("tells no figure of a broken one, whatever its figures are", () => {
    const { heading, sentence, tone } = verdictOf(broken);
    expect([heading, tone]).toEqual(["Broken: don’t believe these figures", "alarm"]);
    expect(heading + sentence).not.toMatch(/\d/);
  });

  test("names no winner where there is none, and says what it takes", () => {
    const { heading, sentence } = verdictOf(open);
    expect(heading).toBe("Nothing is known to be better or worse by now");
    expect(sentence).toMatch(/7,400 visitors per variant: 23 more days at this pace\.$/);
    expect(verdictOf({ ...open, state: "ended" }).sentence).not.toMatch(/pace/);
  });

  test("speaks of personalization where it is the site's holdout", () => {
    expect(verdictOf(total!).heading).toBe("Personalization helps: +8.2 % on order");
    expect(verdictOf({ ...total!, verdict: "loser" }).heading).toMatch(/^Personalization does harm/);
  });

  test("leads with the variant that has least, where less is better", () => {
    const variants = open.variants.map((each) => ({
      ...each,
      goals: each.goals.map((goal) => ({ ...goal, better: "less" as const })),
    }));
    expect(leaderOf(open)?.figures.variant).toBe("favourite");
    expect(leaderOf({ ...open, variants })?.figures.variant).toBe("season");
  });

  test("names the guardrail that was hit, and none that wasn't", () => {
    const goal = winner.variants[1]!.goals[1]!;
    const hit = (low: number, high: number) =>
      verdictOf({
        ...winner,
        verdict: "guardrail",
        variants: [{ ...winner.variants[1]!, goals: [{ ...goal, uplift: { value: 0.1, low, high } }] }],
      }).sentence;
    expect(hit(0.02, 0.18)).toMatch(/^return \+10 % with “Five fields”/);
    expect(hit(-0.02, 0.22)).toMatch(/^Its figures are below/);
  });
});

describe("which segment is worth most", () => {
  const report = segmentsReport(...DAYS);

  test("is said in words, against everybody", () => {
    const { heading, sentence } = mostValuable(report, "order");
    expect(heading).toBe("Most valuable: Left a full basket");
    expect(sentence).toBe(
      "14.90 per visitor and day (between 13.26 and 16.54), 5.2 times as much as everybody (2.84). No other segment’s interval reaches theirs.",
    );
  });

  test("is said with its doubt, where the next one may be worth as much", () => {
    const segments = report.segments.filter(({ segment }) => segment !== "abandoned");
    expect(mostValuable({ ...report, segments }, "order").sentence).toMatch(
      /“Looks at rain gear” may be worth as much/,
    );
  });

  test("isn't said where nothing is told; what isn't told comes last", () => {
    expect(byWorth(report, "order").at(-1)?.segment).toBe("trail");
    const segments = report.segments.filter(({ segment }) => segment === "trail");
    expect(mostValuable({ ...report, segments }, "order").heading).toMatch(/^It can’t be told yet/);
  });
});

test("the weekly summary asks for what matters most first", () => {
  const tasks = tasksOf(dataReport(...DAYS), blocksReport(...DAYS), experimentsReport(...DAYS));
  expect(tasks.map(({ what, id, page }) => [what.split(":", 1)[0], id ?? page])).toEqual([
    ["Repair “Video in the hero”", "hero-video"],
    ["Decide “Short checkout form”", "short-form"],
    ["Take “countdown” away or change it", "blocks"],
    ["Look after one event that you declare and nobody sees", "data"],
  ]);
  const decided = experiments.map((each) => ({
    ...each,
    decision: { decision: "drop", day: DAYS[1], note: "", figures: [] } as const,
  }));
  const rest = tasksOf(
    { ...dataReport(...DAYS), events: [] },
    { ...blocksReport(...DAYS), blocks: [] },
    { ...experimentsReport(...DAYS), experiments: decided },
  );
  expect(rest).toEqual([]);
});

test("numbers read as people write them, and what isn't told is never a zero", () => {
  expect([count(12_345), count(0), count(null)]).toEqual(["12,345", "0", "too few"]);
  expect([percent(0.031), percent(0.31), percent(null)]).toEqual(["3.1 %", "31 %", "–"]);
  expect([change(0.124), change(-0.0312), change(0), change(-0.0001)]).toEqual([
    "+12 %",
    "−3.1 %",
    "0.0 %",
    "0.0 %",
  ]);
  expect([amount(14.9), amount(-1234.5)]).toEqual(["14.90", "−1,234.50"]);
  expect(bounds({ value: 0.1, low: -0.02, high: 0.22 }, change)).toBe("−2.0 % to +22 %");
});
