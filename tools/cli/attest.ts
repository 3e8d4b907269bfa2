import { readFile } from "node:fs/promises";
import { join } from "node:path";
import { type Command, InvalidArgumentError } from "commander";
import type { Claims } from "../../shared/attested-token.ts";
import { guess } from "../../shared/condition/near.ts";
import { dayOf } from "../../shared/day.ts";
import { ATTESTED_DAYS } from "../../shared/limits.ts";
import type { Site } from "../../shared/site/schema.ts";
import { attestKeyOf, makeKeyedToken, makeToken } from "../attested-token.ts";
import { EXIT, Failure, print } from "./output.ts";
import { demandSite } from "./site.ts";

/** Where `npm start` keeps the secret that it made. */
const START_SECRET = join(import.meta.dirname, "../../.wrangler/start/attest-secret");
const DEFAULT_DAYS = 7;

interface Options {
  readonly days: number;
  readonly key?: string;
  readonly meta?: true;
}

/** `attest FILE stage=customer`: a token as the owner's server would make it, to try rules with. */
export function addAttest(program: Command): void {
  program
    .command("attest")
    .summary("make a token of attested attributes, to try it out")
    .description(
      "Prints a token that vouches for attested attributes, as your own server will make it. Signs with a key\n" +
        "of your own (--key), or with ATTEST_SECRET of the environment, or else with the secret that `npm start`\n" +
        "has made.",
    )
    .argument("<file>", "the site file")
    .argument("[values...]", "what is vouched for, such as stage=customer; none: that nothing is")
    .option("--days <n>", `in how many days it ends, 1 to ${ATTESTED_DAYS}`, daysOf, DEFAULT_DAYS)
    .option(
      "--key <file>",
      "an Ed25519 private key (PEM), whose public half the site file has in attest.keys",
    )
    .option("--meta", "print the element that carries it on a page")
    .action(run);
}

async function run(file: string, pairs: readonly string[], { days, key, meta }: Options): Promise<void> {
  const { site } = await demandSite(file);
  const values = valuesOf(pairs, site);
  const claims = { values, until: dayOf(Date.now()) + days };
  const token =
    key === undefined ? makeToken(claims, await demandSecret(), site.id) : await signWith(key, claims, site);
  print(meta ? `<meta name="selvedge-attested" content="${token}">` : token);
}

/** Ends the command with everything that is wrong. */
function valuesOf(pairs: readonly string[], site: Site): Record<string, string> {
  const attestable = Object.fromEntries(
    Object.entries(site.attributes).flatMap(([id, attribute]) =>
      "attested" in attribute ? [[id, attribute.attested] as const] : [],
    ),
  );
  const values = new Map<string, string>();
  const problems = pairs.flatMap((pair): string[] => {
    const [, id, value] = /^([^=]*)=(.*)$/s.exec(pair) ?? [];
    if (id === undefined || value === undefined)
      return [`${pair}: expected an attribute and its value, such as stage=customer`];
    if (!Object.hasOwn(attestable, id))
      return [guess(`${pair}: the site file has no attested attribute "${id}"`, id, Object.keys(attestable))];
    if (values.has(id)) return [`${pair}: "${id}" has a value already`];
    values.set(id, value);
    const declared = attestable[id]!;
    return declared.includes(value) ? [] : [`${pair}: expected one of ${declared.join(", ")}`];
  });
  if (problems.length > 0) throw new Failure(problems.join("\n"), EXIT.problems);
  return Object.fromEntries(values);
}

/** Says so where the site file doesn't have the key: its tokens would be refused. */
async function signWith(file: string, claims: Claims, site: Site): Promise<string> {
  try {
    const { key, x } = attestKeyOf(await readFile(file, "utf8"));
    if (!site.attest?.keys.includes(x))
      throw new Failure(`the site file doesn't believe this key: put "${x}" into attest.keys`, EXIT.problems);
    return makeKeyedToken(claims, key, site.id);
  } catch (error) {
    if (error instanceof Failure) throw error;
    throw new Failure(`${file} isn't an Ed25519 private key (PEM)`);
  }
}

async function demandSecret(): Promise<string> {
  const given = process.env["ATTEST_SECRET"] || (await readFile(START_SECRET, "utf8").catch(() => ""));
  if (given === "")
    throw new Failure("there is no secret: set ATTEST_SECRET, or start the Worker once with npm start");
  return given;
}

function daysOf(text: string): number {
  const days = Number(text);
  if (/^\d{1,2}$/.test(text) && days >= 1 && days <= ATTESTED_DAYS) return days;
  throw new InvalidArgumentError(`expected 1 to ${ATTESTED_DAYS}.`);
}
