import { readFile } from "node:fs/promises";
import { join } from "node:path";
import { Failure } from "../cli/output.ts";
import { reasonOf } from "../fetch-error.ts";
import { publicHalf } from "./key.ts";

/** Where `npm start` keeps the key that it made. */
const START_KEY = join(import.meta.dirname, "../../.wrangler/start/receipt-key");
const TIMEOUT_MILLISECONDS = 10_000;

/**
 * The public keys of a JWKS, or of one JWK, in a file or at a URL; each by its 32 bytes in base64url. Ends the
 * command where there are none.
 */
export async function demandKeys(source: string): Promise<readonly string[]> {
  const text = /^https?:/.test(source) ? await fetched(source) : await readText(source);
  let keys: unknown;
  try {
    const document = JSON.parse(text) as { keys?: unknown };
    keys = document.keys ?? [document];
  } catch {
    throw new Failure(`${source}: expected public keys as JSON, such as {path}/receipt-keys answers`);
  }
  const found = (Array.isArray(keys) ? keys : []).flatMap((key: { crv?: unknown; x?: unknown } | null) =>
    key?.crv === "Ed25519" && typeof key.x === "string" ? [key.x] : [],
  );
  if (found.length === 0) throw new Failure(`${source}: there is no public Ed25519 key in it`);
  return found;
}

/** The public half of `RECEIPT_KEY` in the environment, or of the key that `npm start` has made; if any. */
export async function usualKeys(): Promise<readonly string[]> {
  const given = process.env["RECEIPT_KEY"] ?? "";
  const secret = given === "" ? await readFile(START_KEY, "utf8").catch(() => "") : given;
  if (secret === "") return [];
  try {
    return [publicHalf(secret)];
  } catch {
    const name = given === "" ? START_KEY : "RECEIPT_KEY";
    throw new Failure(`${name} isn't a private key as \`receipt key\` prints it`);
  }
}

async function fetched(url: string): Promise<string> {
  const answer = await fetch(url, { signal: AbortSignal.timeout(TIMEOUT_MILLISECONDS) }).catch(
    (error: unknown) => {
      throw new Failure(`${url}: ${reasonOf(error)}`);
    },
  );
  if (!answer.ok) throw new Failure(`${url}: answered ${answer.status}`);
  return answer.text();
}

/** The text of a file; ends the command where there is none. */
export async function readText(path: string): Promise<string> {
  return readFile(path, "utf8").catch(() => {
    throw new Failure(`${path}: there is no such file`);
  });
}
