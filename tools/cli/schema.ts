import { writeFile } from "node:fs/promises";
import type { Command } from "commander";
import { siteJsonSchema } from "../site/json-schema.ts";
import { Failure, print, printJson } from "./output.ts";

/** `schema`: the JSON Schema of site files, by which editors complete names. */
export function addSchema(program: Command): void {
  program
    .command("schema")
    .summary("print the JSON Schema of site files")
    .description('Prints the JSON Schema of site files. Editors that find it under "$schema" complete names.')
    .option("--out <file>", "write it there instead, for instance beside the site file")
    .action(async ({ out }: { out?: string }) => {
      if (out === undefined) return printJson(siteJsonSchema());
      await writeFile(out, `${JSON.stringify(siteJsonSchema(), null, 2)}\n`).catch(
        (error: NodeJS.ErrnoException) => {
          throw new Failure(`${out}: can't be written (${error.code ?? error.message})`);
        },
      );
      print(`Wrote ${out}`);
    });
}
