import { readFile } from "node:fs/promises";
import { join } from "node:path";
import { type Command, InvalidArgumentError } from "commander";
import { publishNow, sendVisitors } from "../demo-data/send.ts";
import { demoProducts } from "../demo-data/shop.ts";
import { DEFAULT_PORT } from "../start/arguments.ts";
import { isLoopback } from "../start/own-site.ts";
import { EXIT, Failure, plural, print, printJson } from "./output.ts";
import { demandSite } from "./site.ts";

const ROOT = join(import.meta.dirname, "../..");
const DEMO = join(ROOT, "test/site/site.json");
/** Where `npm start` keeps the token that it made. */
const START_TOKEN = join(ROOT, ".wrangler/start/owner-token");
const DEFAULT_VISITORS = 1000;
/** As many networks as there are for it. */
const MOST_VISITORS = 65_536;

interface Options {
  readonly visitors: number;
  readonly seed: number;
  readonly url: string;
  readonly json?: true;
}

/** `demo-data`: simulated visitors of the demo shop, so that there is something to recommend. */
export function addDemoData(program: Command): void {
  program
    .command("demo-data")
    .summary("let simulated visitors come to the demo shop")
    .description(
      "Sends what the devices of simulated visitors count (views, orders, pairs of items) to a running `npm start`,\n" +
        "through the endpoints that the tag uses, and has what goes with what published at once.",
    )
    .option("--visitors <n>", "how many come", wholeUpTo(MOST_VISITORS), DEFAULT_VISITORS)
    .option("--seed <n>", "others come with another number", wholeUpTo(2 ** 31 - 1), 1)
    .option("--url <url>", "where the shop is, on this machine", localUrl, `http://localhost:${DEFAULT_PORT}`)
    .option("--json", "print what was counted and published as JSON")
    .action(run);
}

async function run({ visitors, seed, url, json }: Options): Promise<void> {
  const { site } = await demandSite(DEMO);
  const running = { url, path: site.path };
  const progress = progressOf(visitors);
  try {
    const sent = await sendVisitors(running, await demoProducts(), { visitors, seed, came: progress.came });
    progress.end();
    const published = await publishNow(running, await demandToken());
    if (json) printJson({ visitors, ...sent, published });
    else {
      print(
        `${plural(visitors, "visitor")} came, ${sent.counted} of ${plural(sent.messages, "message")} counted.`,
      );
      print(
        `Published: neighbours of ${plural(published.items, "item")} by ${plural(published.pairs, "pair")}, ` +
          `${published.trending} trending. Pages follow within a minute.`,
      );
    }
    process.exitCode = sent.counted === sent.messages ? EXIT.fine : EXIT.problems;
  } catch (error) {
    progress.end();
    if (error instanceof Failure) throw error;
    const { message, cause } = error as Error;
    if (cause !== undefined)
      throw new Failure(`nothing answers at ${url}: start the shop with \`npm start\``);
    throw new Failure(message, EXIT.problems);
  }
}

/** One line on a terminal that says how far it is; nothing elsewhere. */
function progressOf(visitors: number): { came: (visitor: number) => void; end: () => void } {
  const { stderr } = process;
  const write = (text: string) => void (stderr.isTTY && stderr.write(`\r\u001B[2K${text}`));
  return {
    came: (visitor) =>
      write(`${visitor} of ${plural(visitors, "visitor")}, ${Math.floor((100 * visitor) / visitors)} %`),
    end: () => write(""),
  };
}

async function demandToken(): Promise<string> {
  const given = process.env["OWNER_TOKEN"] || (await readFile(START_TOKEN, "utf8").catch(() => ""));
  if (given === "")
    throw new Failure("there is no token: set OWNER_TOKEN, or start the shop once with npm start");
  return given;
}

function wholeUpTo(most: number): (text: string) => number {
  return (text) => {
    const number = Number(text);
    if (/^\d{1,10}$/.test(text) && number >= 1 && number <= most) return number;
    throw new InvalidArgumentError(`expected 1 to ${most}.`);
  };
}

/** Only a server on this machine takes simulated networks for real ones, and no other is to be filled with them. */
function localUrl(text: string): string {
  const url = URL.canParse(text) ? new URL(text) : undefined;
  if (url?.protocol === "http:" && isLoopback(url.hostname) && url.pathname === "/") return url.origin;
  throw new InvalidArgumentError("expected an address of this machine, such as http://localhost:8787.");
}
