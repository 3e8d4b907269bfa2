import { readFile, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { siteJsonSchema } from "./site/json-schema.ts";
import { fillReference } from "./site/reference.ts";

/** Writes what is generated from the schema of site files: docs/site.schema.json and parts of docs/site-file.md. */
const DOCS = join(import.meta.dirname, "../docs");
const page = join(DOCS, "site-file.md");

await writeFile(join(DOCS, "site.schema.json"), `${JSON.stringify(siteJsonSchema(), null, 2)}\n`);
await writeFile(page, fillReference(await readFile(page, "utf8")));
console.log("Wrote docs/site.schema.json and docs/site-file.md");
