import type { ExperimentReport } from "../../../shared/report/contract.ts";
import { amount } from "./format.ts";

type Bandit = NonNullable<ExperimentReport["bandit"]>;

/** What a bandit has cost, beside what an even spread of the same visitors would have. */
export function regretWords(
  { regret, evenly }: Pick<Bandit, "regret" | "evenly">,
  goal: string,
  isWorth: boolean,
): string {
  if (regret === null)
    return "What it costs to try the weaker variants is told once each of them has had enough visitors.";
  const unit = isWorth ? `in what “${goal}” is worth` : `times “${goal}”`;
  const cost = `Trying has cost ${amount(regret)} by now, ${unit}, as far as can be told.`;
  if (evenly === null) return cost;
  const spared = amount(evenly - regret);
  const even = `An even spread of the same visitors would have cost ${amount(evenly)}`;
  if (spared === amount(0)) return `${cost} ${even}: as much, so the bandit has spared nothing yet.`;
  return evenly > regret
    ? `${cost} ${even}: the bandit has spared ${spared}.`
    : `${cost} ${even}: less by ${amount(regret - evenly)}, since what looked best at first isn’t.`;
}
