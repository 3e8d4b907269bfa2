import { once } from "node:events";
import { readFile, writeFile } from "node:fs/promises";
import * as http from "node:http";
import * as https from "node:https";
import type { LookupFunction } from "node:net";
import { join } from "node:path";
import { text } from "node:stream/consumers";
import { Argument, type Command, InvalidArgumentError } from "commander";
import { reasonOf } from "../fetch-error.ts";
import { DEFAULT_PORT } from "../start/arguments.ts";
import { Failure, print } from "./output.ts";

/** Where `npm start` keeps the token that it made. */
const START_TOKEN = join(import.meta.dirname, "../../.wrangler/start/owner-token");
const NAMES = ["data", "segments", "blocks", "experiments", "privacy", "register"];
const TIMEOUT_MILLISECONDS = 60_000;

interface Options {
  readonly url: string;
  readonly from?: string;
  readonly to?: string;
  readonly csv?: true;
  readonly out?: string;
}

/** `report segments --url https://admin.example.com --csv`: a report of the owner's, as JSON or CSV. */
export function addReport(program: Command): void {
  program
    .command("report")
    .summary("print a report, as JSON or CSV")
    .description(
      "Asks the owner's hostname for a report. Lets itself in with SELVEDGE_TOKEN of the environment (the OWNER_TOKEN, or a\n" +
        "token with the scope read), or else with the token that `npm start` has made.",
    )
    .addArgument(new Argument("<name>", "which one").choices(NAMES))
    .option("--url <url>", "the owner's hostname", urlOf, `http://admin.localhost:${DEFAULT_PORT}`)
    .option("--from <day>", "the first UTC day, such as 2026-11-01 (default: thirty days up to the last)")
    .option("--to <day>", "the last UTC day (default: today)")
    .option("--csv", "a table instead of JSON")
    .option("--out <file>", "write it there instead")
    .action(run);
}

async function run(name: string, { url, from, to, csv, out }: Options): Promise<void> {
  const address = new URL(name === "register" ? "/api/register" : `/api/reports/${name}`, url);
  for (const [key, value] of Object.entries({ from, to, format: csv && "csv" }))
    if (value !== undefined) address.searchParams.set(key, value);
  const body = await ask(address, await demandToken());
  const told = csv ? body : `${JSON.stringify(JSON.parse(body), null, 2)}\n`;
  if (out === undefined) return void process.stdout.write(told);
  await writeFile(out, told).catch((error: NodeJS.ErrnoException) => {
    throw new Failure(`${out}: can't be written (${error.code ?? error.message})`);
  });
  print(`Wrote ${out}`);
}

const here: LookupFunction = (_name, _options, found) => found(null, [{ address: "127.0.0.1", family: 4 }]);

async function ask(address: URL, token: string): Promise<string> {
  const { request } = address.protocol === "https:" ? https : http;
  // Browsers take every name under localhost for this machine (RFC 6761, 6.3); not every system does.
  const isHere = address.hostname.endsWith(".localhost");
  const asked = request(address, {
    headers: { authorization: `Bearer ${token}` },
    signal: AbortSignal.timeout(TIMEOUT_MILLISECONDS),
    ...(isHere && { lookup: here }),
  });
  asked.end();
  try {
    const [answer] = (await once(asked, "response")) as [http.IncomingMessage];
    const body = await text(answer);
    if (answer.statusCode === 200) return body;
    throw new Failure(`${address.origin} answered ${answer.statusCode}: ${detailOf(body)}`);
  } catch (error) {
    if (error instanceof Failure) throw error;
    throw new Failure(`${address.origin} can't be asked: ${reasonOf(error)}`);
  }
}

function detailOf(text: string): string {
  try {
    return (JSON.parse(text) as { detail?: string }).detail ?? "without a word";
  } catch {
    return "something that isn't Selvedge's";
  }
}

async function demandToken(): Promise<string> {
  const given = process.env["SELVEDGE_TOKEN"] || (await readFile(START_TOKEN, "utf8").catch(() => ""));
  if (given === "")
    throw new Failure("there is no token: set SELVEDGE_TOKEN, or start the Worker once with npm start");
  return given.trim();
}

function urlOf(text: string): string {
  if (URL.canParse(text) && /^https?:/.test(text)) return new URL(text).origin;
  throw new InvalidArgumentError("expected an address like https://admin.example.com.");
}
