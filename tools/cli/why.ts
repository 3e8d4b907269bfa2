import type { Command } from "commander";
import { guess } from "../../shared/condition/near.ts";
import type { Block } from "../../shared/site/block-schema.ts";
import { bundledCatalog, shelfFor } from "../catalog/load.ts";
import { compiledSite } from "../compiled.ts";
import { find, parsePage } from "../init/document.ts";
import { hindrancesOf } from "../persona/hindrances.ts";
import { simulate } from "../persona/simulate.ts";
import type { SeenPage, Step } from "../persona/steps.ts";
import { colours, EXIT, Failure, print, printJson, table } from "./output.ts";
import { pageSource, type PageSource } from "./page-source.ts";
import { demandPersona } from "./persona.ts";
import { mark } from "./simulation-text.ts";
import { demandSite, usualSite } from "./site.ts";

interface Options {
  readonly persona: string;
  readonly site?: string;
  readonly page?: string;
  readonly path?: string;
  readonly json?: true;
}

/** `why BLOCK --persona P.json`: "why don't I see my block?" */
export function addWhy(program: Command): void {
  program
    .command("why")
    .summary("tell why a visitor sees a block, or doesn't")
    .description(
      "Goes through everything that can keep a block from a page. Ends with 0 if the visitor sees it, with 1 if not.\n" +
        "With the page itself (--page URL or file) also what only the page can tell, asked of the real Worker.",
    )
    .argument("<block>", "the name of the block")
    .requiredOption("--persona <file>", "who it is: events or attributes, and context")
    .option("--site <file>", "the site file (default: site.json, else the demo shop's)")
    .option("--page <path-url-or-file>", 'the page: a path such as "/", or its HTML by URL or file')
    .option("--path <path>", "the path that a file stands for")
    .option("--json", "print the answer as JSON")
    .action(run);
}

async function run(id: string, options: Options): Promise<void> {
  const file = options.site ?? (await usualSite());
  const { site, json } = await demandSite(file);
  const block = Object.hasOwn(site.blocks, id) ? site.blocks[id] : undefined;
  if (!block) {
    const message = `there is no block ${JSON.stringify(id)} in ${file}`;
    throw new Failure(guess(message, id, Object.keys(site.blocks)));
  }
  const catalog = await bundledCatalog(site, file);
  const persona = await demandPersona(options.persona, site);
  const source = await pageSource(options, persona.path);
  const compiled = compiledSite(site);
  const simulation = simulate(persona, compiled, source, shelfFor(catalog));
  let seen: SeenPage | undefined;
  const { origin } = source;
  if (origin) {
    const { targets, language } = await original(
      { ...source, origin },
      "target" in block ? block.target : undefined,
    );
    const { openPage } = await import("../persona/open-page.ts");
    const opened = await openPage(simulation, { site, json, catalog, path: source.path, origin });
    seen = { opened, targets, language };
  }
  const steps = hindrancesOf(id, simulation, compiled, seen);
  const hindrance = steps.find(({ ok }) => ok === false);
  const shown = hindrance === undefined;
  const sentence = answer(id, block, simulation.path, hindrance);
  if (options.json) printJson({ block: id, path: simulation.path, shown, sentence, steps });
  else print(`${colours.bold(sentence)}\n\n${table(steps.map(row))}`);
  process.exitCode = shown ? EXIT.fine : EXIT.problems;
}

function answer(id: string, { op }: Block, path: string, hindrance: Step | undefined): string {
  if (op === "redirect") {
    if (!hindrance) return `"${id}" sends the visitor away from ${path}.`;
    return `"${id}" doesn't send the visitor away from ${path}: ${hindrance.told.replace(/\.$/, "")}.`;
  }
  if (!hindrance) return `The visitor sees "${id}" on ${path}.`;
  return `The visitor doesn't see "${id}" on ${path}: ${hindrance.told.replace(/\.$/, "")}.`;
}

function row({ name, ok, told }: Step): string[] {
  return [mark(ok), name, ok === false ? told : colours.dim(told)];
}

/** What the origin's own page tells: its language, and how many elements a selector finds. */
async function original(
  { path, origin }: PageSource & Required<Pick<PageSource, "origin">>,
  target: string | undefined,
): Promise<Pick<SeenPage, "targets" | "language">> {
  const served = await origin();
  try {
    const html = await fetch(served.url + path).then(
      (response) => response.text(),
      () => "",
    );
    const page = parsePage(path, html);
    const language = find(page, "html[lang]")[0]?.attribs["lang"] || undefined;
    return { targets: target === undefined ? 0 : find(page, target).length, language };
  } finally {
    await served.stop();
  }
}
