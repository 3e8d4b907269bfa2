import { readFile, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { siteJsonSchema } from "./site/json-schema.ts";
import { fillReference } from "./site/reference.ts";

/** Writes what is generated from the schema of site files: docs/site.schema.json and parts of these pages of docs/. */
const PAGES = ["site-file.md", "recommendations.md"];
const DOCS = join(import.meta.dirname, "../docs");

await writeFile(join(DOCS, "site.schema.json"), `${JSON.stringify(siteJsonSchema(), null, 2)}\n`);
for (const name of PAGES) {
  const page = join(DOCS, name);
  await writeFile(page, fillReference(await readFile(page, "utf8")));
}
console.log(`Wrote docs/site.schema.json and ${PAGES.map((name) => `docs/${name}`).join(" and ")}`);
