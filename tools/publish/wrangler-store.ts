import { execFile } from "node:child_process";
import { mkdtemp, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { promisify, stripVTControlCharacters } from "node:util";
import { SITE_FILE_BYTES } from "../../shared/limits.ts";
import { Failure } from "../cli/output.ts";
import type { KeyStore, StoredKey, StoredValue } from "../../shared/publish/key-store.ts";

const ROOT = join(import.meta.dirname, "../..");
const WRANGLER = join(ROOT, "node_modules/wrangler/bin/wrangler.js");
const run = promisify(execFile);

/** Which KV namespace is meant: that of an environment at Cloudflare, or one on this machine. */
export interface StorePlace {
  readonly env?: string | undefined;
  /** On this machine, where `wrangler dev` keeps its own. */
  readonly local: boolean;
  /** Another folder of this machine. */
  readonly folder?: string | undefined;
}

/** The namespace `SITE` of wrangler.toml, through wrangler: its login and its settings are used. */
export function wranglerStore(place: StorePlace): KeyStore {
  const flags = [
    "--binding=SITE",
    `--config=${join(ROOT, "wrangler.toml")}`,
    ...(place.env === undefined ? [] : ["--env", place.env]),
    ...(place.local ? ["--local"] : ["--remote"]),
    ...(place.local && place.folder !== undefined ? ["--persist-to", place.folder] : []),
  ];
  const kv = (...args: string[]) => wrangler(["kv", ...args, ...flags]);
  return {
    async list(prefix) {
      const text = await kv("key", "list", "--prefix", prefix);
      try {
        return JSON.parse(text) as StoredKey[];
      } catch {
        throw new Failure(`wrangler listed no keys, but said:\n${text}`);
      }
    },
    // Wrangler ends what it prints with a line break.
    get: async (key) => (await kv("key", "get", key, "--text")).replace(/\n$/, ""),
    putAll: (values) => withFile(values, (path) => kv("bulk", "put", path)),
    deleteAll: (keys) => withFile(keys, (path) => kv("bulk", "delete", path, "--force")),
  };
}

async function withFile(
  content: readonly (StoredValue | string)[],
  use: (path: string) => Promise<unknown>,
): Promise<void> {
  const folder = await mkdtemp(join(tmpdir(), "selvedge-publish-"));
  try {
    const path = join(folder, "keys.json");
    await writeFile(path, JSON.stringify(content));
    await use(path);
  } finally {
    await rm(folder, { recursive: true, force: true });
  }
}

async function wrangler(args: readonly string[]): Promise<string> {
  const env = { ...process.env, WRANGLER_SEND_METRICS: "false", WRANGLER_HIDE_BANNER: "true", NO_COLOR: "1" };
  try {
    const options = { cwd: ROOT, env, maxBuffer: 2 * SITE_FILE_BYTES };
    const { stdout } = await run(process.execPath, [WRANGLER, ...args], options);
    return stdout;
  } catch (error) {
    const { stderr = "", stdout = "" } = error as { stderr?: string; stdout?: string };
    const said = stripVTControlCharacters(stderr.trim() === "" ? stdout : stderr).trim();
    throw new Failure(said === "" ? "wrangler failed without a word" : said);
  }
}
