import type { Command } from "commander";
import { POWER, visitorsForAnyLook, visitorsForOneLook } from "../../shared/statistics/duration.ts";
import { demandShare, demandWhole, percent, whole } from "./amounts.ts";
import { colours, print, printJson } from "./output.ts";

interface Options {
  readonly rate: string;
  readonly uplift: string;
  readonly visitors?: string;
  readonly variants: string;
  readonly power: string;
  readonly json?: true;
}

/** `duration --rate 3% --uplift 10% --visitors 800`: how long a test has to run before it can tell anything. */
export function addDuration(program: Command): void {
  program
    .command("duration")
    .summary("tell how many visitors, and days, a test needs")
    .description(
      "How many visitors a test needs before it can find a change of the size that matters to you, where you may look at it\n" +
        "whenever you like. What takes longer than you can wait isn't worth beginning.",
    )
    .requiredOption("--rate <share>", "the share of visitors who reach the goal today, such as 3%")
    .requiredOption("--uplift <share>", "the least change that matters, relative to that, such as 10%")
    .option("--visitors <number>", "visitors a day who would take part, of all variants together")
    .option("--variants <number>", "how many variants, the control included", "2")
    .option("--power <share>", "how likely a change of that size is to be found", `${POWER * 100}%`)
    .option("--json", "print the answer as JSON")
    .action(run);
}

function run(options: Options): void {
  const rate = demandShare(options.rate, "--rate");
  const uplift = demandShare(options.uplift, "--uplift", 1 / rate - 1);
  const power = demandShare(options.power, "--power");
  const variants = demandWhole(options.variants, "--variants", 2);
  const perDay = options.visitors === undefined ? undefined : demandWhole(options.visitors, "--visitors", 1);
  // Each variant is compared with the control by itself.
  const perVariant = visitorsForAnyLook({ rate, uplift, power });
  const oneLook = visitorsForOneLook({ rate, uplift, power });
  const visitors = perVariant * variants;
  const days = perDay === undefined ? undefined : Math.ceil(visitors / perDay);
  if (options.json) return printJson({ perVariant, visitors, oneLook, ...(days !== undefined && { days }) });
  print(
    `From ${percent(rate)} to ${percent(rate * (1 + uplift))} is found with a chance of ${percent(power, 0)} after\n\n` +
      `  ${colours.bold(`${whole(perVariant)} visitors per variant`)}, ${whole(visitors)} in all` +
      (days === undefined ? "" : `: ${colours.bold(`${whole(days)} ${days === 1 ? "day" : "days"}`)}`) +
      `\n\n${colours.dim(`With a single look, at the end, it would be ${whole(oneLook)} per variant; but nobody looks only once.`)}`,
  );
}
