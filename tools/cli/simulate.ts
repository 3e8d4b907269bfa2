import { writeFile } from "node:fs/promises";
import type { Command } from "commander";
import { bundledCatalog, shelfFor } from "../catalog/load.ts";
import { compiledSite } from "../compiled.ts";
import { simulate } from "../persona/simulate.ts";
import { EXIT, Failure, print, printJson } from "./output.ts";
import { pageSource } from "./page-source.ts";
import { demandPersona } from "./persona.ts";
import { demandSite } from "./site.ts";
import { simulationReport } from "./simulation-report.ts";
import { simulationText } from "./simulation-text.ts";

interface Options {
  readonly persona: string;
  readonly path?: string;
  readonly page?: string;
  readonly out?: string;
  readonly json?: true;
}

/** `simulate FILE --persona P.json`: what a visitor would be known as, and would see. */
export function addSimulate(program: Command): void {
  program
    .command("simulate")
    .summary("tell what a visitor would be known as, and would see")
    .description(
      "Plays a visitor against a site file: attributes on the device, what of them leaves it, segments with\n" +
        "reasons, blocks. With --page also the personalized HTML, made by the real Worker.",
    )
    .argument("<file>", "the site file")
    .requiredOption("--persona <file>", "who it is: events or attributes, and context")
    .option(
      "--path <path>",
      'the page that is asked for, such as "/rain/?utm_campaign=spring" (default: the persona\'s, else "/")',
    )
    .option("--page <url-or-file>", "write this page as the visitor would get it, instead of the report")
    .option("--out <file>", "where to write the page (default: the standard output)")
    .option("--json", "print the report as JSON")
    .action(run);
}

async function run(file: string, options: Options): Promise<void> {
  if (options.out !== undefined && options.page === undefined)
    throw new Failure("--out: says where the page goes, so it needs --page");
  if (options.page !== undefined && options.json)
    throw new Failure("--json: a page is HTML; leave out one of both");
  const { site, json } = await demandSite(file);
  const catalog = await bundledCatalog(site, file);
  const persona = await demandPersona(options.persona, site);
  const source = await pageSource(options, persona.path);
  const compiled = compiledSite(site);
  const simulation = simulate(persona, compiled, source, shelfFor(catalog));
  if (!source.origin) {
    if (options.json) printJson(simulationReport(simulation, compiled));
    else print(simulationText(simulation, compiled));
    return;
  }
  // What runs the Worker takes its time to load.
  const { openPage } = await import("../persona/open-page.ts");
  const page = await openPage(simulation, { site, json, catalog, path: source.path, origin: source.origin });
  if (page.treatment === "redirected") {
    const message = `${options.page}: there is no page to write, since the visitor is sent to ${page.location}`;
    throw new Failure(message, EXIT.problems);
  }
  if (options.out === undefined) process.stdout.write(page.body);
  else await writeFile(options.out, page.body);
  if (page.status !== 200) {
    throw new Failure(`${options.page}: the page came with status ${page.status}`, EXIT.problems);
  }
}
