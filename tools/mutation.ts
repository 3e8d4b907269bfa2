import { Stryker } from "@stryker-mutator/core";
import pc from "picocolors";
import { GROUPS, type Group } from "./mutation/groups.ts";

/**
 * `npm run mutation`: breaks the code on purpose, one small change (a mutant) at a time, and sees whether the
 * tests notice. `-- conditions`, `projection` or `sequences` for parts; `--incremental` tries only what
 * changed since the last time (but takes over what survived of constants, even if new tests would find it).
 * Ends with one line a group, and fails where fewer than 90 % are killed by a failing test. Only that counts
 * as killed: what ran out of time or loops is told apart.
 */
const LEAST_KILLED_PERCENT = 90;

/** How large a share of its usual runs a property gets for each mutant; the least is 100 runs. */
const SHARE_OF_RUNS = 0.01;

/** How many mutants of a group came to which end. */
type Ends = Readonly<Record<"killed" | "timeout" | "survived" | "invalid" | "ignored", number>>;

async function mutate(name: string, group: Group, incremental: boolean): Promise<Ends> {
  process.env["MUTATION_TESTS"] = group.tests.join(" ");
  process.env["PROPERTY_RUNS"] = String(SHARE_OF_RUNS);
  const folder = "test/results/mutation";
  const results = await new Stryker({
    mutate: [...group.sources],
    incremental,
    incrementalFile: `${folder}/${name}.json`,
    htmlReporter: { fileName: `${folder}/${name}.html` },
  }).runMutationTest();
  const count = (...statuses: readonly string[]) =>
    results.filter(({ status }) => statuses.includes(status)).length;
  return {
    killed: count("Killed"),
    timeout: count("Timeout"),
    survived: count("Survived", "NoCoverage"),
    // No test file could even be loaded: neither for nor against the tests.
    invalid: count("RuntimeError", "CompileError"),
    ignored: count("Ignored"),
  };
}

/** The share of mutants that a failing test killed, in percent: a timeout is no kill. */
function killedPercent({ killed, timeout, survived }: Ends): number {
  return (100 * killed) / (killed + timeout + survived);
}

function line(name: string, ends: Ends): string {
  const percent = killedPercent(ends);
  const score = `${percent.toFixed(1).padStart(5)} % killed`;
  const counts = Object.entries(ends).map(([end, count]) => `${String(count).padStart(5)} ${end}`);
  return [name.padEnd(12), percent >= LEAST_KILLED_PERCENT ? pc.green(score) : pc.red(score), ...counts].join(
    "  ",
  );
}

const names = process.argv.slice(2).filter((argument) => argument !== "--incremental");
const unknown = names.filter((name) => !Object.hasOwn(GROUPS, name));
if (unknown.length > 0) {
  console.error(`no such group: ${unknown.join(", ")}; there are ${Object.keys(GROUPS).join(", ")}`);
  process.exit(2);
}
const lines: string[] = [];
for (const [name, group] of Object.entries(GROUPS)) {
  if (names.length > 0 && !names.includes(name)) continue;
  const ends = await mutate(name, group, process.argv.includes("--incremental"));
  lines.push(line(name, ends));
  if (killedPercent(ends) < LEAST_KILLED_PERCENT) process.exitCode = 1;
}
console.log(`\n${lines.join("\n")}`);
