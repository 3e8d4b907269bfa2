import { readFile, writeFile } from "node:fs/promises";
import { join } from "node:path";
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
  const text = await ask(address, await demandToken());
  const told = csv ? text : `${JSON.stringify(JSON.parse(text), null, 2)}\n`;
  if (out === undefined) return void process.stdout.write(told);
  await writeFile(out, told).catch((error: NodeJS.ErrnoException) => {
    throw new Failure(`${out}: can't be written (${error.code ?? error.message})`);
  });
  print(`Wrote ${out}`);
}

async function ask(address: URL, token: string): Promise<string> {
  let answer: Response;
  try {
    answer = await fetch(address, {
      headers: { authorization: `Bearer ${token}` },
      redirect: "error",
      signal: AbortSignal.timeout(TIMEOUT_MILLISECONDS),
    });
  } catch (error) {
    throw new Failure(`${address.origin} can't be asked: ${reasonOf(error)}`);
  }
  const text = await answer.text();
  if (answer.ok) return text;
  throw new Failure(`${address.origin} answered ${answer.status}: ${detailOf(text)}`);
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
