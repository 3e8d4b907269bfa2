import { readFile } from "node:fs/promises";
import { join } from "node:path";
import { InvalidArgumentError } from "commander";
import { Failure } from "./output.ts";

/** Where `npm start` keeps the secret that it made. */
const START_SECRET = join(import.meta.dirname, "../../.wrangler/start/secret");

/** The secret that links are signed with: that of the environment, or else the one of `npm start`. */
export async function demandSecret(): Promise<string> {
  const given = process.env["SELVEDGE_SECRET"] || (await readFile(START_SECRET, "utf8").catch(() => ""));
  if (given === "")
    throw new Failure("there is no secret: set SELVEDGE_SECRET, or start the Worker once with npm start");
  return given;
}

/** An option that says where the site is, without a slash at its end. */
export function urlOf(text: string): string {
  const url = URL.canParse(text) ? new URL(text) : undefined;
  if (url && ["http:", "https:"].includes(url.protocol) && url.pathname === "/" && url.search === "")
    return url.origin;
  throw new InvalidArgumentError("expected an address like https://www.example.com, without a path.");
}
