import type { Command } from "commander";
import { adjustedPValues } from "../../shared/statistics/false-discovery.ts";
import { beliefsInMeans, beliefsInShares } from "../../shared/statistics/posterior.ts";
import { SAMPLE_RATIO_ALARM, sampleRatioPValue } from "../../shared/statistics/sample-ratio.ts";
import { meanOf } from "../../shared/statistics/sample.ts";
import { ALPHA } from "../../shared/statistics/sequence.ts";
import { upliftOf } from "../../shared/statistics/uplift.ts";
import { change, demandWhole, percent, whole } from "./amounts.ts";
import { colours, EXIT, Failure, print, printJson, table } from "./output.ts";

/** What is rarer than this isn't told more exactly. */
const RAREST = 1e-6;

/** How many visitors of a variant reached which step; `[[1, reached]]` of a goal without a value. */
interface Counted {
  readonly name: string;
  readonly steps: readonly (readonly [value: number, visitors: number])[];
  readonly visitors: number;
}

interface Options {
  readonly weights?: string;
  readonly json?: true;
}

/** `compare control=150/5000 green=190/5020`: what counts of a test tell, and whether they can be believed. */
export function addCompare(program: Command): void {
  program
    .command("compare")
    .summary("tell what the counts of a test say")
    .description(
      "Compares variants by how many of their visitors reached a goal, or by what they spent; the first one is the control. You may\n" +
        "look as often as you like: the intervals hold at all times at once. Ends with 1 where the visitors are spread so unevenly\n" +
        "that the test is broken.",
    )
    .argument(
      "<variant...>",
      "name=reached/visitors, such as control=150/5000; or with values, 20:100+50:50/5000: 100 spent 20, 50 spent 50",
    )
    .option("--weights <numbers>", "how visitors were to be spread, such as 1,1 (default: evenly)")
    .option("--json", "print the answer as JSON")
    .action(run);
}

function run(texts: readonly string[], options: Options): void {
  const variants = texts.map(demandCounted);
  if (variants.length < 2) throw new Failure("expected two variants or more, the control first");
  const hasValues = variants.some(({ steps }) => steps.some(([value]) => value !== 1));
  const samples = variants.map(({ steps, visitors }) => meanOf(steps, visitors));
  const uplifts = samples.slice(1).map((sample) => upliftOf(samples[0]!, sample));
  const adjusted = adjustedPValues(uplifts.map((uplift) => uplift?.pValue ?? 1));
  const reached = variants.map(({ steps }) => steps.reduce((sum, [, count]) => sum + count, 0));
  const beliefs = hasValues
    ? beliefsInMeans(samples)
    : beliefsInShares(variants.map(({ visitors }, index) => ({ visitors, reached: reached[index]! })));
  const sampleRatio = sampleRatioPValue(
    variants.map(({ visitors }) => visitors),
    demandWeights(options.weights, variants.length),
  );
  const isBroken = sampleRatio < SAMPLE_RATIO_ALARM;
  const rows = variants.map((variant, index) => ({
    name: variant.name,
    visitors: variant.visitors,
    reached: reached[index]!,
    mean: samples[index]!.mean,
    ...beliefs[index]!,
    ...(index > 0 && { uplift: uplifts[index - 1] ?? null, adjusted: adjusted[index - 1]! }),
  }));
  process.exitCode = isBroken ? EXIT.problems : EXIT.fine;
  if (options.json)
    return printJson({ variants: rows, sampleRatio: { pValue: sampleRatio, broken: isBroken } });
  const amount = hasValues ? (value: number) => value.toFixed(3) : percent;
  const cells = rows.map(({ name, visitors, reached, mean, uplift, chanceToWin, expectedLoss }) => [
    `  ${name}`,
    whole(visitors),
    whole(reached),
    amount(mean),
    uplift ? `${change(uplift.value)}  (${change(uplift.low)} to ${change(uplift.high)})` : "",
    percent(chanceToWin, 1),
    amount(expectedLoss),
  ]);
  const head = [
    "  variant",
    "visitors",
    "reached",
    hasValues ? "per visitor" : "rate",
    "uplift, and what it can be",
    "best",
    "loss if chosen",
  ];
  print(
    table(
      [head.map((cell) => colours.dim(cell)), ...cells],
      ["left", "right", "right", "right", "left", "right", "right"],
    ),
  );
  print("");
  if (isBroken) {
    const rarity =
      sampleRatio < RAREST ? `less than once in ${whole(1 / RAREST)}` : `once in ${whole(1 / sampleRatio)}`;
    print(
      colours.red(
        `Broken: visitors are spread so unevenly that chance does it ${rarity} times. Believe nothing of the above before you know why.`,
      ),
    );
    return;
  }
  for (const { name, uplift, adjusted: p } of rows.slice(1)) print(sentence(name, uplift, p!));
}

function sentence(name: string, uplift: ReturnType<typeof upliftOf> | null, adjusted: number): string {
  if (!uplift) return `${name}: too few have reached the goal to be compared.`;
  if (adjusted > ALPHA) return `${name}: not decided. The interval may still hold no change at all.`;
  return uplift.value > 0
    ? colours.green(`${name}: better than the control.`)
    : colours.red(`${name}: worse than the control.`);
}

function demandCounted(text: string): Counted {
  const match = /^([^=]+)=([\d.:+]+)\/(\d+)$/.exec(text);
  if (!match)
    throw new Failure(`expected name=reached/visitors, such as green=190/5020, got ${JSON.stringify(text)}`);
  const [, name = "", told = "", total = ""] = match;
  const visitors = demandWhole(total, name, 1);
  const steps = told.split("+").map((step): [number, number] => {
    const [count = "", value = "1"] = step.split(":").reverse();
    if (!(Number(value) > 0))
      throw new Failure(`${name}: expected a value above 0, got ${JSON.stringify(value)}`);
    return [Number(value), demandWhole(count, name, 0)];
  });
  const reached = steps.reduce((sum, [, count]) => sum + count, 0);
  if (reached > visitors)
    throw new Failure(`${name}: ${reached} can't have reached it of ${visitors} visitors`);
  return { name, steps, visitors };
}

function demandWeights(text: string | undefined, variants: number): readonly number[] {
  const weights = text?.split(",").map(Number) ?? Array.from({ length: variants }, () => 1);
  if (weights.length !== variants || !weights.every((weight) => weight > 0 && weight < Infinity))
    throw new Failure(
      `--weights: expected ${variants} numbers above 0, such as ${Array.from({ length: variants }, () => 1).join()}`,
    );
  return weights;
}
