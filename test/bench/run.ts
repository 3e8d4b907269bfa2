import { parseArgs } from "node:util";
import pc from "picocolors";
import { benchBrowser } from "./browser.ts";
import { benchIngest } from "./ingest.ts";
import { benchPages } from "./pages.ts";
import { benchProfile } from "./profile.ts";
import { benchRecommend } from "./recommend.ts";
import { benchRanker } from "./ranker.ts";
import type { Report } from "./report.ts";
import { benchRevoking } from "./revoking.ts";
import { benchRules } from "./rules.ts";

type Bench = (
  progress: (text: string) => void,
  options: { readonly plot: boolean; readonly rounds?: number | undefined },
) => Promise<Report | readonly Report[]>;

/** The benchmarks by name. Each measures itself against its peers in the same run and reports ratios. */
const BENCHES: Readonly<Record<string, Bench>> = {
  browser: benchBrowser,
  ingest: benchIngest,
  pages: benchPages,
  profile: benchProfile,
  recommend: benchRecommend,
  ranker: benchRanker,
  revoking: benchRevoking,
  rules: benchRules,
};

const { values, positionals } = parseArgs({
  options: {
    json: { type: "boolean" },
    plot: { type: "boolean", default: false },
    rounds: { type: "string" },
  },
  allowPositionals: true,
});
const names = positionals.length > 0 ? positionals : Object.keys(BENCHES);
const unknown = names.filter((name) => !Object.hasOwn(BENCHES, name));
if (unknown.length > 0) {
  console.error(
    `there is no benchmark ${unknown.join(", ")}; choose from ${Object.keys(BENCHES).join(", ")}`,
  );
  process.exit(2);
}
const rounds = values.rounds === undefined ? undefined : Number(values.rounds);
if (
  rounds !== undefined &&
  (!["pages", "browser"].includes(names.join()) || !Number.isInteger(rounds) || rounds < 1)
) {
  console.error("--rounds N, a whole number from 1 on, goes with `-- pages` or `-- browser` alone");
  process.exit(2);
}
const progress = (text: string) => {
  if (process.stderr.isTTY) process.stderr.write(`\r\u001B[2K${text}`);
};
for (const name of names) {
  const reports = [await BENCHES[name]!(progress, { plot: values.plot, rounds })].flat();
  progress("");
  for (const report of reports) {
    console.log(values.json ? JSON.stringify({ name, ...report }) : inWords(report));
  }
}

function inWords({ title, rows }: Report): string {
  const wide = Math.max(...rows.map((row) => row.name.length));
  const lines = rows.map(({ name, value, low, high, limit, unit, ratios }) => {
    const spread = low === undefined || high === undefined ? "" : ` (${low.toFixed(2)}–${high.toFixed(2)})`;
    const own = held(`${value.toFixed(2).padStart(7)} ${unit}${spread}`, value, limit);
    const others = ratios.map((each) =>
      held(
        `${short(each.ratio)} × ${each.to} (${short(each.low)}–${short(each.high)})`,
        each.ratio,
        each.limit,
        each.least,
      ),
    );
    return `  ${name.padEnd(wide)}  ${[own, ...others].join("   ")}`.trimEnd();
  });
  return [pc.bold(title), ...lines].join("\n");
}

/** Says whether a value keeps to its limit, if it has one. */
function held(text: string, value: number, limit: number | undefined, least?: number): string {
  if (least !== undefined)
    return value >= least ? pc.green(`✓ ${text} ≥ ${least}`) : pc.red(`✗ ${text} < ${least}`);
  if (limit === undefined) return text;
  const most = Number(limit.toPrecision(3));
  return value <= limit ? pc.green(`✓ ${text} ≤ ${most}`) : pc.red(`✗ ${text} > ${most}`);
}

/** Two decimals; of what is far below one, two digits. */
function short(ratio: number): string {
  return ratio < 0.1 ? ratio.toPrecision(2) : ratio.toFixed(2);
}
