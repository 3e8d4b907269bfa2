import { basename } from "node:path";
import { type Command, InvalidArgumentError } from "commander";
import { guess } from "../../shared/condition/near.ts";
import { dayOf } from "../../shared/day.ts";
import type { CompiledSite } from "../../shared/decision.ts";
import { PREVIEW_MINUTES, PREVIEW_TOKEN_CHARACTERS } from "../../shared/limits.ts";
import { linkOf, previewOfMe, previewOfSegment } from "../../shared/preview/link.ts";
import type { Preview } from "../../shared/preview/preview.ts";
import { compiledSite } from "../compiled.ts";
import { previewOfSimulation } from "../persona/preview.ts";
import { simulate } from "../persona/simulate.ts";
import { sealLink } from "../preview-token.ts";
import { DEFAULT_PORT } from "../start/arguments.ts";
import { EXIT, Failure, print, printJson } from "./output.ts";
import { pageSource } from "./page-source.ts";
import { demandPersona } from "./persona.ts";
import { demandSecret, urlOf } from "./signing.ts";
import { demandSite, usualSite } from "./site.ts";

interface Options {
  readonly segment?: string;
  readonly persona?: string;
  readonly me?: true;
  readonly variant?: readonly string[];
  readonly page?: string;
  readonly url: string;
  readonly site?: string;
  readonly minutes: number;
  readonly json?: true;
}

/** `preview --segment returning`: a link that shows pages as somebody else sees them. */
export function addPreview(program: Command): void {
  program
    .command("preview")
    .summary("make a link that shows pages as somebody else sees them")
    .description(
      "Prints a link. Whoever opens it sees the site as this visitor does, with an inspector that tells why, for half\n" +
        "an hour at most. Nothing is recorded or counted. Signs with SELVEDGE_SECRET of the environment, or else with\n" +
        "the secret that `npm start` has made.",
    )
    .option("--segment <id>", "as somebody who is in this segment")
    .option("--persona <file>", "as the visitor in a file, as `simulate` takes it")
    .option("--me", "as whoever opens the link, with what their own browser keeps")
    .option(
      "--variant <experiment=variant>",
      "with this variant, also before it runs; more than once",
      listed,
    )
    .option("--page <path>", 'the page to begin with, such as "/rain/" (default: the persona\'s, else "/")')
    .option("--url <url>", "where the site is", urlOf, `http://localhost:${DEFAULT_PORT}`)
    .option("--site <file>", "the site file that serves it (default: site.json, else the demo shop's)")
    .option("--minutes <n>", `how long it lasts, 1 to ${PREVIEW_MINUTES}`, minutesOf, PREVIEW_MINUTES)
    .option("--json", "print the link and its end as JSON")
    .action(run);
}

async function run(options: Options): Promise<void> {
  const { segment, persona, me, page, url, minutes } = options;
  const chosen = [segment, persona, me].filter((each) => each !== undefined);
  if (chosen.length !== 1)
    throw new Failure("whose page? One of --segment <id>, --persona <file> and --me is needed");
  if (page !== undefined && !page.startsWith("/"))
    throw new Failure(`--page: expected a path such as "/", got ${JSON.stringify(page)}`);
  const file = options.site ?? (await usualSite());
  const { site } = await demandSite(file);
  const compiled = compiledSite(site);
  const clock = Date.now();
  const until = Math.floor(clock / 1000) + minutes * 60;
  const { preview, path } = await previewed(options, compiled, until, clock, file);
  const variants = variantsOf(options.variant ?? [], compiled, file);
  const shown = variants ? { ...preview, changes: { ...preview.changes, variants } } : preview;
  const token = sealLink(shown, await demandSecret(), site.id);
  if (token.length > PREVIEW_TOKEN_CHARACTERS)
    throw new Failure(
      `this visitor takes ${token.length} characters, and cookies hold ${PREVIEW_TOKEN_CHARACTERS}`,
    );
  const link = linkOf(url, site.path, token, path);
  if (options.json) printJson({ url: link, expires: new Date(until * 1000).toISOString() });
  else print(link);
}

async function previewed(
  { segment, persona, page }: Options,
  compiled: CompiledSite,
  until: number,
  clock: number,
  file: string,
): Promise<{ readonly preview: Preview; readonly path: string }> {
  if (persona !== undefined) {
    const who = await demandPersona(persona, compiled.site);
    const { path } = await pageSource(page === undefined ? {} : { path: page }, who.path);
    const simulation = simulate(who, compiled, { host: null, path });
    const how = { file: basename(persona).replace(/\.jsonc?$/, ""), until, clock };
    return { preview: previewOfSimulation(simulation, compiled, how), path };
  }
  const { path } = await pageSource(page === undefined ? {} : { path: page });
  if (segment === undefined) return { preview: previewOfMe(compiled, until), path };
  const segments = Object.keys(compiled.site.segments);
  if (!segments.includes(segment)) {
    const message = `there is no segment ${JSON.stringify(segment)} in ${file}`;
    throw new Failure(guess(message, segment, segments), EXIT.wrongUse);
  }
  return { preview: previewOfSegment(segment, compiled, dayOf(clock), until), path };
}

/** The variants that were asked for, by experiment. */
function variantsOf(
  asked: readonly string[],
  { plan }: CompiledSite,
  file: string,
): Readonly<Record<string, string>> | undefined {
  const known = new Map(plan.experiments.map(({ id, variants }) => [id, variants]));
  const pairs = asked.map((text): [string, string] => {
    const [id = "", variant = ""] = text.split("=", 2);
    const variants = known.get(id);
    const unknown = (what: string, name: string, names: Iterable<string>) =>
      new Failure(
        guess(`there is no ${what} ${JSON.stringify(name)} in ${file}`, name, names),
        EXIT.wrongUse,
      );
    if (!variants) throw unknown("experiment", id, known.keys());
    if (!variants.includes(variant)) throw unknown(`variant of ${id}`, variant, variants);
    return [id, variant];
  });
  return pairs.length > 0 ? Object.fromEntries(pairs) : undefined;
}

function listed(text: string, before: readonly string[] = []): readonly string[] {
  return [...before, text];
}

function minutesOf(text: string): number {
  const minutes = Number(text);
  if (/^\d{1,2}$/.test(text) && minutes >= 1 && minutes <= PREVIEW_MINUTES) return minutes;
  throw new InvalidArgumentError(`expected 1 to ${PREVIEW_MINUTES}.`);
}
