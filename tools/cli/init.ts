import { stat } from "node:fs/promises";
import type { Command } from "commander";
import type { Findings } from "../init/findings.ts";
import { PAGES_READ } from "../init/pages.ts";
import { writeStarter } from "../init/write-starter.ts";
import { colours, Failure, plural, print, printJson, table } from "./output.ts";

interface Options {
  readonly from: string;
  readonly out: string;
  readonly force?: true;
  readonly json?: true;
}

/** `init --from URL-or-folder`: a site file to begin with. */
export function addInit(program: Command): void {
  program
    .command("init")
    .summary("write a site file to begin with, from pages that are there")
    .description(
      `Reads up to ${PAGES_READ} pages of a site (one at a time, none of another origin) or of a folder, and writes a\n` +
        "site file with comments: attributes, segments and blocks on elements that the pages have.",
    )
    .requiredOption("--from <url-or-folder>", "where the pages are")
    .option("--out <file>", "the site file to write", "site.json")
    .option("--force", "overwrite a file that is there")
    .option("--json", "print what was found as JSON")
    .action(run);
}

async function run({ from, out, force, json }: Options): Promise<void> {
  const existing = await stat(out).catch(() => undefined);
  if (existing && !force) throw new Failure(`${out} is there already; --force overwrites it`);
  const onRobots = () => console.error("robots.txt keeps some pages from being read");
  const found = await writeStarter(from, out, { overwrite: true, onRobots }).catch((error: unknown) => {
    throw new Failure(error instanceof Error ? error.message : String(error));
  });
  if (json) printJson({ written: out, found });
  else print(report(found, out));
}

function report(found: Findings, out: string): string {
  const { cart, checkout, categories, hero, heading, navigation } = found;
  const none = colours.dim("none found");
  const rows = [
    ["pages", String(found.pages.length)],
    ["languages", found.languages.join(", ")],
    ["products", String(found.products)],
    ["categories", categories.map(({ name }) => name).join(", ") || none],
    ["basket button", cart?.selector ?? none],
    ["order button", checkout?.selector ?? none],
    ["home page", [heading, hero, navigation].filter(Boolean).join(", ") || none],
  ].map(([name = "", value = ""]) => [colours.dim(name), value]);
  return [
    colours.bold(`Read ${plural(found.pages.length, "page")} of ${found.name}`),
    table(rows),
    "",
    `Wrote ${colours.bold(out)}. Look through it, then`,
    colours.cyan(`  npm run selvedge -- check ${out}`),
    colours.cyan(`  npm start -- --origin https://www.example.com --site ${out}`),
  ].join("\n");
}
