import { access, mkdir, readFile, writeFile } from "node:fs/promises";
import { join, relative } from "node:path";
import { parseArgs } from "node:util";
import { ALONE, type Packed, packOf, pieceFile } from "../shared/pack.ts";
import { devicePartsOf } from "../shared/site-parts.ts";
import type { Site } from "../shared/site/schema.ts";
import { compiledSite } from "./compiled.ts";
import { buildClient } from "./build/client.ts";
import { bundledCatalog } from "./catalog/load.ts";
import { formatIssues, loadSiteFile } from "./site-file.ts";

/**
 * Builds what is deployed into dist/: client/ for browsers, site.json, the checked site file that the Worker falls back
 * to (`--site FILE`; without it site.json of this folder, else the demo shop's), and catalog.json, its catalog.
 */
const ROOT = join(import.meta.dirname, "..");

async function defaultSite(): Promise<string> {
  const own = join(ROOT, "site.json");
  return access(own).then(
    () => own,
    () => join(ROOT, "test/site/site.json"),
  );
}

/** What browsers load at once on every page after a yes, for its size. */
async function packFor(site: Site): Promise<string> {
  const parts = devicePartsOf(compiledSite(site)).filter((part) => !ALONE.includes(part));
  const piece = (part: string) => readFile(join(ROOT, "dist/client", pieceFile(part)), "utf8");
  return packOf(await Promise.all(parts.map(async (part): Promise<Packed> => [part, await piece(part)])));
}

const { values } = parseArgs({ options: { site: { type: "string" } } });
const path = values.site ?? (await defaultSite());
const loaded = await loadSiteFile(path);
if (!loaded.ok) {
  console.error(formatIssues(path, loaded.issues));
  process.exit(1);
}
let catalog: string;
try {
  catalog = await bundledCatalog(loaded.value.site, path);
  await buildClient(ROOT, join(ROOT, "dist/client"));
} catch (error) {
  console.error(error instanceof Error ? error.message : error);
  process.exit(1);
}
await mkdir(join(ROOT, "dist"), { recursive: true });
await writeFile(join(ROOT, "dist/site.json"), loaded.value.json);
await writeFile(join(ROOT, "dist/catalog.json"), catalog);
await writeFile(join(ROOT, "dist/parts.js"), await packFor(loaded.value.site));
console.log(`Built dist/client and dist/site.json (from ${relative(process.cwd(), path)})`);
