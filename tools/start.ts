import { join, relative } from "node:path";
import { formatIssue } from "../shared/issue.ts";
import { serveFolder, type Served } from "./serve-folder.ts";
import { formatIssues, loadSiteFile } from "./site-file.ts";
import { parseStartArguments, type StartArguments, USAGE } from "./start/arguments.ts";
import { type Selvedge, startSelvedge } from "./start/selvedge.ts";
import { welcome } from "./start/welcome.ts";

const ROOT = join(import.meta.dirname, "..");
const DEMO = join(ROOT, "test/site");

/** What is running, in the order in which it was started. */
const running: (Served | Selvedge)[] = [];

async function start({ origin, site, port }: StartArguments): Promise<void> {
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
  const selvedge = await startSelvedge({ origin: pages, site: loaded.value.json, port, folder });
  running.push(selvedge);
  const named = relative(process.cwd(), path);
  const facts = { url: selvedge.url, path: loaded.value.site.path, site: named };
  console.log(welcome(origin === undefined ? facts : { ...facts, origin }));
  await demandAnswer(selvedge.url);
  console.log(`Selvedge is ready at ${selvedge.url}`);
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
