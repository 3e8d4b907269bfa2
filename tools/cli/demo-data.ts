import { readFile } from "node:fs/promises";
import { join } from "node:path";
import { type Command, InvalidArgumentError } from "commander";
import { DAY_MILLISECONDS } from "../../shared/day.ts";
import { askOwner } from "../demo-data/ask.ts";
import { sendVisitors } from "../demo-data/send.ts";
import { demoProducts } from "../demo-data/shop.ts";
import { DEFAULT_PORT } from "../start/arguments.ts";
import { isLoopback } from "../start/own-site.ts";
import { percent } from "./amounts.ts";
import { EXIT, Failure, plural, print, printJson } from "./output.ts";
import { demandSite } from "./site.ts";

const ROOT = join(import.meta.dirname, "../..");
const DEMO = join(ROOT, "test/site/site.json");
/** Where `npm start` keeps the token that it made. */
const START_TOKEN = join(ROOT, ".wrangler/start/owner-token");
const DEFAULT_VISITORS = 3000;
const DEFAULT_DAYS = 28;
/** Within the retention of what they count, and of the profiles that they don't have. */
const MOST_DAYS = 90;
/** As many networks as there are for it. */
const MOST_VISITORS = 65_536;

const BAR_CHARACTERS = 30;

interface Options {
  readonly visitors: number;
  readonly days: number;
  readonly seed: number;
  readonly url: string;
  readonly json?: true;
}

/** What is published of items, as the owner's route says. */
interface PublishedNow {
  readonly items: number;
  readonly pairs: number;
  readonly trending: number;
}

interface Reckoned {
  readonly bandits: Readonly<
    Record<string, { readonly weights: readonly number[]; readonly variants: readonly string[] }>
  >;
}

/** `demo-data`: simulated visitors of the demo shop, so that there is something to recommend, and to read off. */
export function addDemoData(program: Command): void {
  program
    .command("demo-data")
    .summary("let simulated visitors come to the demo shop")
    .description(
      "Lets simulated visitors come to a running `npm start` on the days before today: they choose, are drawn for\n" +
        "experiments, and their devices tell what they count, through the endpoints that the tag uses.",
    )
    .option("--visitors <n>", "how many come", wholeUpTo(MOST_VISITORS), DEFAULT_VISITORS)
    .option("--days <n>", "on how many days, until yesterday", wholeUpTo(MOST_DAYS), DEFAULT_DAYS)
    .option("--seed <n>", "others come with another number", wholeUpTo(2 ** 31 - 1), 1)
    .option("--url <url>", "where the shop is, on this machine", localUrl, `http://localhost:${DEFAULT_PORT}`)
    .option("--json", "print what was counted and published as JSON")
    .action(run);
}

async function run({ visitors, days, seed, url, json }: Options): Promise<void> {
  const { site } = await demandSite(DEMO);
  const token = await demandToken();
  const running = { url, path: site.path };
  const progress = createProgress();
  try {
    const sent = await sendVisitors(running, await demoProducts(), {
      visitors,
      days,
      seed,
      until: Date.now() - DAY_MILLISECONDS,
      came: progress.came,
      // As an alarm does each hour; the days of the simulation are shorter than one.
      closed: async (now) => void (await askOwner(running, "/bandits", token, now)),
    });
    progress.end();
    const published = (await askOwner(running, "/neighbours", token)) as PublishedNow;
    const { bandits } = (await askOwner(running, "/bandits", token)) as Reckoned;
    if (json) printJson({ visitors, ...sent, published, bandits });
    else {
      print(
        `${plural(visitors, "visitor")} came ${plural(sent.visits, "time")} on ${plural(days, "day")}, ` +
          `${sent.yes} said yes, ${sent.counted} of ${plural(sent.messages, "message")} counted.`,
      );
      print(
        `Published: neighbours of ${plural(published.items, "item")} by ${plural(published.pairs, "pair")}, ` +
          `${published.trending} trending. Pages follow within a minute.`,
      );
      for (const [id, bandit] of Object.entries(bandits)) {
        const shares = bandit.variants.map((variant, at) => `${variant} ${percent(bandit.weights[at]!, 0)}`);
        print(`The bandit ${id} now shows ${shares.join(", ")}.`);
      }
      print(
        `Look at http://admin.localhost:${new URL(url).port}/ which segment is worth most, which variant wins, ` +
          "and which experiment is broken.",
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

/** A bar on a terminal that says how far it is; nothing elsewhere. */
function createProgress(): { came: (visits: number, of: number) => void; end: () => void } {
  const { stderr } = process;
  const write = (text: string) => void (stderr.isTTY && stderr.write(`\r\u001B[2K${text}`));
  return {
    came: (visits, of) => {
      const full = Math.floor((BAR_CHARACTERS * visits) / of);
      const bar = "█".repeat(full) + "░".repeat(BAR_CHARACTERS - full);
      write(`${bar} ${visits} of ${plural(of, "visit")}`);
    },
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
