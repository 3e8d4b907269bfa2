import { expect, test } from "vitest";
import { run } from "./run.ts";

test("says which variants differ, by how much, and what is still open", { timeout: 60_000 }, async () => {
  const { code, out } = await run(
    "compare",
    "old=1000/50000",
    "bold=1350/50400",
    "quiet=900/50100",
    "new=3/900",
  );
  expect(code).toBe(1);
  expect(out).toContain(
    "Broken: visitors are spread so unevenly that chance does it less than once in 1,000,000 times.",
  );
  const fair = await run("compare", "old=1000/50000", "bold=1350/50400", "quiet=900/50100");
  expect(fair.code).toBe(0);
  expect(fair.out).toMatch(
    /bold +50,400 +1,350 +2\.68 % +\+33\.9 % {2}\(\+16\.0 % to \+51\.8 %\) +100\.0 % +0\.00 %/,
  );
  expect(fair.out).toContain("bold: better than the control.");
  expect(fair.out).toContain("quiet: not decided. The interval may still hold no change at all.");
});

test("with weights, as JSON", { timeout: 60_000 }, async () => {
  const { code, out } = await run("compare", "old=90/9000", "new=3/1000", "--weights", "9,1", "--json");
  expect(code).toBe(0);
  const { variants, sampleRatio } = JSON.parse(out);
  expect(sampleRatio).toEqual({ pValue: 1, broken: false });
  expect(variants[1]).toMatchObject({ name: "new", reached: 3, visitors: 1000, uplift: null, adjusted: 1 });
});

test("compares what visitors spent, where it is told", { timeout: 60_000 }, async () => {
  const { out } = await run("compare", "old=20:900+50:300/30000", "new=20:900+50:420/30000", "--json");
  const { variants } = JSON.parse(out);
  expect(variants.map(({ mean, reached }: Record<string, number>) => [mean, reached])).toEqual([
    [1.1, 1200],
    [1.3, 1320],
  ]);
  expect(variants[1].uplift.value).toBeCloseTo(1.3 / 1.1 - 1);
  expect(variants[1].chanceToWin).toBeGreaterThan(0.9);
  const { out: told } = await run("compare", "old=20:900+50:300/30000", "new=20:900+50:420/30000");
  expect(told).toContain("per visitor");
});

test.each([
  [["one=1/2"], "expected two variants or more, the control first"],
  [["one=1/2", "two"], 'expected name=reached/visitors, such as green=190/5020, got "two"'],
  [["one=1/2", "two=3/2"], "two: 3 can't have reached it of 2 visitors"],
  [["one=1/2", "two=0:1/2"], 'two: expected a value above 0, got "0"'],
  [["one=1/2", "two=1/0"], 'two: expected a whole number from 1 on, got "0"'],
  [["one=1/2", "two=1/2", "--weights", "1"], "--weights: expected 2 numbers above 0, such as 1,1"],
])("%j is refused", { timeout: 60_000 }, async (args, message) => {
  const { code, errors } = await run("compare", ...args);
  expect(code).toBe(2);
  expect(errors.trim()).toBe(message);
});
