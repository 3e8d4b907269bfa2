import { expect, test } from "vitest";
import { regretWords } from "../../../../client/dashboard/words/regret.ts";

test.each([
  [null, null, false, "is told once each of them has had enough visitors."],
  [
    3.4,
    11.9,
    false,
    "Trying has cost 3.40 by now, times “order”, as far as can be told. An even spread of the same visitors would have cost 11.90: the bandit has spared 8.50.",
  ],
  [120, 1200.5, true, "has cost 120.00 by now, in what “order” is worth,"],
  [3.4, 3.401, false, "as much, so the bandit has spared nothing yet."],
  [3.4, 3, false, "less by 0.40, since what looked best at first isn’t."],
  [3.4, null, false, "as far as can be told."],
] as const)("a regret of %s beside %s is said as it is", (regret, evenly, isWorth, words) => {
  expect(regretWords({ regret, evenly }, "order", isWorth)).toContain(words);
});
