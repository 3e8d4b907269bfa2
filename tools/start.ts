import { join, relative } from "node:path";
import { formatIssue } from "../shared/issue.ts";
import { serveFolder, type Served } from "./serve-folder.ts";
import { formatIssues, loadSiteFile } from "./site-file.ts";
import { tagModeSnippet } from "./site/snippet.ts";
import { parseStartArguments, type StartArguments, USAGE } from "./start/arguments.ts";
import { freePort } from "./start/listening.ts";
import { type Selvedge, startSelvedge } from "./start/selvedge.ts";
import { welcome } from "./start/welcome.ts";

const ROOT = join(import.meta.dirname, "..");
const DEMO = join(ROOT, "test/site");

/** What is running, in the order in which it was started. */
const running: (Served | Selvedge)[] = [];

/** Not `localhost`, so that the two shops share no cookie. */
const PASTED_HOST = "127.0.0.1";

async function start({ origin, site, port, tagMode }: StartArguments): Promise<void> {
  const path = site ?? join(DEMO, "site.json");
  const loaded = await loadSiteFile(path);
  if (!loaded.ok) return refuse(formatIssues(path, loaded.issues));
  let pages = origin;
  if (pages === undefined) {
    const shop = await serveFolder(DEMO);
    running.push(shop);
    pages = shop.url;
  }
  const folder = join(ROOT, ".wrangler/start");
  const second = tagMode ? await freePort(PASTED_HOST, port === 0 ? 0 : port + 1) : undefined;
  const pasted = second === undefined ? undefined : `http://${PASTED_HOST}:${second}`;
  const json = pasted === undefined ? loaded.value.json : withOrigin(loaded.value.json, pasted);
  const selvedge = await startSelvedge({ origin: pages, site: json, port, folder });
  running.push(selvedge);
  if (second !== undefined) {
    const { style, tag } = tagModeSnippet(loaded.value.site, selvedge.url);
    running.push(await serveFolder(DEMO, second, style + tag));
  }
  const named = relative(process.cwd(), path);
  const facts = { url: selvedge.url, path: loaded.value.site.path, site: named, ...(pasted && { pasted }) };
  console.log(welcome(origin === undefined ? facts : { ...facts, origin }));
  await demandAnswer(selvedge.url);
  console.log(`Selvedge is ready at ${selvedge.url}`);
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

function refuse(message: string): void {
  console.error(message);
  process.exitCode = 1;
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
if (!parsed.ok) refuse(`${parsed.issues.map(formatIssue).join("\n")}\n\n${USAGE}`);
else if (parsed.value.help) console.log(USAGE);
else {
  try {
    await start(parsed.value);
  } catch (error) {
    console.error(error instanceof Error ? error.message : error);
    await stop(1);
  }
}
