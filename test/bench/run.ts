import { parseArgs } from "node:util";
import pc from "picocolors";
import { benchPages } from "./pages.ts";
import { benchProfile } from "./profile.ts";
import type { Report } from "./report.ts";

/** The benchmarks by name. Each measures itself against its peers in the same run and reports ratios. */
const BENCHES: Readonly<Record<string, (progress: (text: string) => void) => Promise<Report>>> = {
  pages: benchPages,
  profile: benchProfile,
};

const { values, positionals } = parseArgs({ options: { json: { type: "boolean" } }, allowPositionals: true });
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
  const report = await BENCHES[name]!(progress);
  progress("");
  console.log(values.json ? JSON.stringify({ name, ...report }) : inWords(report));
}

function inWords({ title, rows }: Report): string {
  const wide = Math.max(...rows.map((row) => row.name.length));
  const lines = rows.map((row) => {
    const ratios = row.ratios.map(({ to, ratio, low, high, limit }) => {
      const text = `${ratio.toFixed(2)} × ${to} (${low.toFixed(2)}–${high.toFixed(2)})`;
      if (limit === undefined) return text;
      return ratio <= limit ? pc.green(`${text} ≤ ${limit}`) : pc.red(`${text} > ${limit}`);
    });
    return `  ${row.name.padEnd(wide)}  ${row.value.toFixed(2).padStart(7)} ${row.unit}  ${ratios.join("   ")}`;
  });
  return [pc.bold(title), ...lines].join("\n");
}
