import { parseArgs } from "node:util";
import pc from "picocolors";
import { benchPages } from "./pages.ts";
import { benchProfile } from "./profile.ts";
import type { Report } from "./report.ts";
import { benchRules } from "./rules.ts";

type Bench = (
  progress: (text: string) => void,
  options: { readonly plot: boolean },
) => Promise<Report | readonly Report[]>;

/** The benchmarks by name. Each measures itself against its peers in the same run and reports ratios. */
const BENCHES: Readonly<Record<string, Bench>> = {
  pages: benchPages,
  profile: benchProfile,
  rules: benchRules,
};

const { values, positionals } = parseArgs({
  options: { json: { type: "boolean" }, plot: { type: "boolean", default: false } },
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
const progress = (text: string) => {
  if (process.stderr.isTTY) process.stderr.write(`\r\u001B[2K${text}`);
};
for (const name of names) {
  const reports = [await BENCHES[name]!(progress, { plot: values.plot })].flat();
  progress("");
  for (const report of reports) {
    console.log(values.json ? JSON.stringify({ name, ...report }) : inWords(report));
  }
}

function inWords({ title, rows }: Report): string {
  const wide = Math.max(...rows.map((row) => row.name.length));
  const lines = rows.map((row) => {
    const ratios = row.ratios.map(({ to, ratio, low, high, limit }) => {
      const text = `${short(ratio)} × ${to} (${short(low)}–${short(high)})`;
      if (limit === undefined) return text;
      return ratio <= limit ? pc.green(`${text} ≤ ${limit}`) : pc.red(`${text} > ${limit}`);
    });
    return `  ${row.name.padEnd(wide)}  ${row.value.toFixed(2).padStart(7)} ${row.unit}  ${ratios.join("   ")}`;
  });
  return [pc.bold(title), ...lines].join("\n");
}

/** Two decimals; of what is far below one, two digits. */
function short(ratio: number): string {
  return ratio < 0.1 ? ratio.toPrecision(2) : ratio.toFixed(2);
}
