import { access, readFile } from "node:fs/promises";
import { join } from "node:path";
import pc from "picocolors";
import { dayOf } from "../../shared/day.ts";
import { PREVIEW_MINUTES } from "../../shared/limits.ts";
import { linkOf, previewOfMe, previewOfSegment } from "../../shared/preview/link.ts";
import type { Site } from "../../shared/site/schema.ts";
import { compiledSite } from "../compiled.ts";
import type { Findings } from "../init/findings.ts";
import { PAGES_READ } from "../init/pages.ts";
import { writeStarter } from "../init/write-starter.ts";
import { sealLink } from "../preview-token.ts";
import { traceOf } from "../trace/trace.ts";
import { isLoopback } from "./own-site.ts";
import type { Reached } from "./reach.ts";

/** Where commands look for a site file that they aren't told of. */
export const USUAL_FILE = "site.json";
/** Reading goes on for so long at most: an owner is waiting. */
const READING_MILLISECONDS = 30_000;

/** Tells where pages come from, if that isn't what was asked for. */
export function tellReached(asked: string, { origin, untrusted }: Reached): void {
  if (origin.origin !== asked) console.log(`${asked} leads to ${pc.bold(origin.origin)}: that is taken.`);
  if (untrusted !== undefined)
    console.log(
      `The certificate of ${origin.origin} isn't trusted (${untrusted}); for this trial it is taken.`,
    );
}

/**
 * The site file of a trial: `site.json` of this folder. One that is there is left as it is; else pages are read from
 * `from`, and it is made of them.
 * @throws with a sentence where no page can be read
 */
export async function trialSite(from: string, { origin, page }: Reached): Promise<string> {
  const isThere = await access(USUAL_FILE).then(
    () => true,
    () => false,
  );
  if (isThere) {
    console.log(
      `${pc.bold(USUAL_FILE)} is there already: it is used as it is. For another site, name another file with --site.`,
    );
    return USUAL_FILE;
  }
  const progress = progressOf(origin.host);
  const found = await writeStarter(from + page, USUAL_FILE, {
    overwrite: false,
    onPage: progress.tell,
    onRobots: () => progress.note("robots.txt keeps some of its pages from being read."),
    ignoreRobots: isLoopback(origin.hostname),
    withinMilliseconds: READING_MILLISECONDS,
  });
  progress.end();
  console.log(`Wrote ${pc.bold(USUAL_FILE)} ${pc.dim(`from ${told(found)}`)}`);
  return USUAL_FILE;
}

function told({ pages, categories, heading, hero }: Findings): string {
  const parts = [pages.length === 1 ? "one page" : `${pages.length} pages`];
  if (categories.length > 0) parts.push(`categories ${categories.map(({ name }) => name).join(", ")}`);
  const target = heading ?? hero;
  parts.push(target === undefined ? "no heading found, so texts begin the page" : `heading ${target}`);
  return parts.join("; ");
}

/** On a terminal one line that changes, elsewhere one for each page. */
function progressOf(host: string) {
  const { isTTY } = process.stdout;
  let count = 0;
  console.log(`Reading ${host}, one page after the other, ${PAGES_READ} at most …`);
  return {
    tell: (path: string) => {
      const line = `  ${String(++count).padStart(2)}  ${path}`;
      if (isTTY) process.stdout.write(`\r\u001b[2K${line.slice(0, process.stdout.columns - 1)}`);
      else console.log(line);
    },
    note: (text: string) => console.log(isTTY ? `\r\u001b[2K${text}` : text),
    end: () => {
      if (isTTY) process.stdout.write("\r\u001b[2K");
    },
  };
}

/** A link that shows the page as somebody else sees it, with the inspector. `folder` holds the secret of this instance. */
export async function trialLink(url: string, site: Site, page: string, folder: string): Promise<TrialLink> {
  const compiled = compiledSite(site);
  const clock = Date.now();
  const until = Math.floor(clock / 1000) + PREVIEW_MINUTES * 60;
  const segments = Object.keys(site.segments);
  const segment = segments.find((id) => id === "returning") ?? segments[0];
  const preview =
    segment === undefined
      ? previewOfMe(compiled, until)
      : previewOfSegment(segment, compiled, dayOf(clock), until);
  const token = sealLink(preview, await readFile(join(folder, "secret"), "utf8"), site.id);
  return { link: linkOf(url, site.path, token, page), segment };
}

interface TrialLink {
  readonly link: string;
  /** Whose eyes; undefined: the owner's own. */
  readonly segment: string | undefined;
}

/** What keeps Selvedge from working on the page at an address, a sentence each. */
export async function hindrancesOn(address: string): Promise<readonly string[]> {
  const { steps } = await traceOf(address, new Headers());
  return steps.flatMap(({ name, told }) => {
    if (name === "selvedge" && told.startsWith("untouched"))
      return [`The page stays as it is: ${told}.${advice(told)}`];
    if (name === "tag" && told.includes("blocks the tag"))
      return [
        `The page is personalized, but stays without the tag, and nothing is learnt: ${told}.${advice(told)}`,
      ];
    return [];
  });
}

function advice(told: string): string {
  const [, directive] = /(script-src|connect-src|sandbox) blocks the tag/.exec(told) ?? [];
  if (directive === undefined) return " See docs/pages.md.";
  if (directive === "sandbox")
    return " Its Content-Security-Policy has to allow allow-scripts allow-same-origin.";
  return ` Its Content-Security-Policy has to allow ${directive} 'self'.`;
}
