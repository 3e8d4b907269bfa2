import { join, relative } from "node:path";
import { formatIssue } from "../shared/issue.ts";
import { bundledCatalog } from "./catalog/load.ts";
import { serveFolder } from "./serve-folder.ts";
import type { Served } from "./served.ts";
import { formatIssues, loadSiteFile } from "./site-file.ts";
import { tagModeSnippet } from "./site/snippet.ts";
import { parseStartArguments, type StartArguments, USAGE } from "./start/arguments.ts";
import { freePort } from "./start/listening.ts";
import { openInBrowser } from "./start/open-browser.ts";
import { isLoopback } from "./start/own-site.ts";
import { type Reached, reach } from "./start/reach.ts";
import { startRelay } from "./start/relay.ts";
import { type Selvedge, startSelvedge } from "./start/selvedge.ts";
import { hindrancesOn, tellReached, trialLink, trialSite } from "./start/trial.ts";
import { welcome } from "./start/welcome.ts";

const ROOT = join(import.meta.dirname, "..");
const DEMO = join(ROOT, "test/site");
/** Secrets, storage and the built client of what `npm start` starts. */
const FOLDER = join(ROOT, ".wrangler/start");

/** What is running, in the order in which it was started. */
const running: (Served | Selvedge)[] = [];

/** Not `localhost`, so that the two shops share no cookie. */
const PASTED_HOST = "127.0.0.1";

async function start(args: StartArguments): Promise<void> {
  const { origin, port, tagMode } = args;
  const isTrial = origin !== undefined && args.site === undefined;
  const reached = isTrial || isTakenUnseen(args) ? await reach(origin!, args.insecure) : undefined;
  const pages = await pagesOf(args, reached);
  const path = args.site ?? (isTrial ? await trialSite(pages, reached!) : join(DEMO, "site.json"));
  const loaded = await loadSiteFile(path);
  if (!loaded.ok) throw new Error(formatIssues(path, loaded.issues));
  const { site } = loaded.value;
  let snippet = "";
  const pasted = tagMode ? await servePasted(port, () => snippet) : undefined;
  const json = pasted === undefined ? loaded.value.json : withOrigin(loaded.value.json, pasted);
  const catalog = await bundledCatalog(site, path);
  const selvedge = await startSelvedge({ origin: pages, site: json, catalog, port, folder: FOLDER });
  running.push(selvedge);
  const { style, tag } = tagModeSnippet(site, selvedge.url);
  snippet = style + tag;
  const named = relative(process.cwd(), path);
  const { url, owner } = selvedge;
  const facts = { url, owner, path: site.path, site: named, ...(pasted && { pasted }) };
  if (!isTrial) {
    console.log(welcome(origin === undefined ? facts : { ...facts, origin }));
    await demandAnswer(selvedge.url);
  } else {
    const { link, segment } = await trialLink(selvedge.url, site, reached!.page, FOLDER);
    const hindrances = await hindrancesOn(selvedge.url + reached!.page);
    const trial = { link, hindrances, ...(segment !== undefined && { segment }) };
    console.log(welcome({ ...facts, origin: reached!.origin.origin, trial }));
    if (args.open && openInBrowser(link)) console.log("Opened in your browser.");
  }
  console.log(`Selvedge is ready at ${selvedge.url}`);
}

/** A site whose certificate workerd may not take, and we do. */
function isTakenUnseen({ origin, insecure }: StartArguments): boolean {
  if (origin === undefined) return false;
  const { protocol, hostname } = new URL(origin);
  return protocol === "https:" && (insecure || isLoopback(hostname));
}

/** Where the Worker gets pages from: the demo shop, the origin itself, or a relay before it. */
async function pagesOf({ origin }: StartArguments, reached: Reached | undefined): Promise<string> {
  if (origin !== undefined && reached === undefined) return origin;
  const served = reached === undefined ? await serveFolder(DEMO) : await startRelay(reached);
  running.push(served);
  if (reached !== undefined) tellReached(origin!, reached);
  return served.url;
}

/** The demo shop with the pasted tag, which has to name the Worker: so that is told later, and the port is taken by then. */
async function servePasted(port: number, snippet: () => string): Promise<string> {
  const free = await freePort(PASTED_HOST, port === 0 ? 0 : port + 1);
  const served = await serveFolder(DEMO, free, snippet);
  running.push(served);
  return served.url;
}

/** The site file, with one more origin that may use the pasted tag. */
function withOrigin(json: string, origin: string): string {
  const site = JSON.parse(json) as { readonly origins?: readonly string[] };
  return JSON.stringify({ ...site, origins: [...(site.origins ?? []), origin] });
}

/** Ready is what answers: any answer will do, also the failure of an origin that is down. */
async function demandAnswer(url: string): Promise<void> {
  const answer = await fetch(url, { redirect: "manual" });
  await answer.body?.cancel();
}

let stopping = false;
async function stop(code: number): Promise<void> {
  if (stopping) return;
  stopping = true;
  for (const each of running.reverse()) await each.stop();
  process.exit(code);
}

// `exec` in package.json makes npm our parent, so its signals come here; if it is killed, nobody else tells us.
const parent = process.ppid;
setInterval(() => {
  if (process.ppid !== parent) void stop(0);
}, 100).unref();
for (const signal of ["SIGINT", "SIGTERM", "SIGHUP"] as const) process.on(signal, () => void stop(0));

const parsed = parseStartArguments(process.argv.slice(2));
if (!parsed.ok) {
  console.error(`${parsed.issues.map(formatIssue).join("\n")}\n\n${USAGE}`);
  process.exitCode = 1;
} else if (parsed.value.help) console.log(USAGE);
else {
  try {
    await start(parsed.value);
  } catch (error) {
    console.error(error instanceof Error ? error.message : error);
    await stop(1);
  }
}
