import { mkdtemp, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { dirname, join, relative, resolve } from "node:path";
import { formatIssues, loadSiteFile } from "../site-file.ts";
import { type Findings, findingsOf } from "./findings.ts";
import { readPages, type Reading } from "./pages.ts";
import { starterSite } from "./starter.ts";

const SCHEMA = join(import.meta.dirname, "../../docs/site.schema.json");

/** How to read, and whether a file that is there is overwritten. */
interface Writing extends Reading {
  readonly overwrite: boolean;
}

/**
 * Reads pages and writes a site file for them to begin with.
 * @param from a URL or a folder
 * @throws where no page can be read, or what was made of them isn't right; then nothing is written
 */
export async function writeStarter(
  from: string,
  out: string,
  { overwrite, ...reading }: Writing,
): Promise<Findings> {
  const found = findingsOf(await readPages(from, reading));
  const text = starterSite(found, schemaFrom(out));
  await demandSound(text);
  await writeFile(out, text, { flag: overwrite ? "w" : "wx" });
  return found;
}

/** The schema as seen from the file. */
function schemaFrom(out: string): string {
  const way = relative(dirname(resolve(out)), SCHEMA).replaceAll("\\", "/");
  return way.startsWith(".") ? way : `./${way}`;
}

/** What is written passes the check, or isn't written. */
async function demandSound(text: string): Promise<void> {
  const folder = await mkdtemp(join(tmpdir(), "selvedge-init-"));
  try {
    const path = join(folder, "site.json");
    await writeFile(path, text);
    const loaded = await loadSiteFile(path);
    if (!loaded.ok)
      throw new Error(`what was made of these pages isn't right:\n${formatIssues(path, loaded.issues)}`);
  } finally {
    await rm(folder, { recursive: true });
  }
}
