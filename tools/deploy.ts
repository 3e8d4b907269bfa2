import { spawnSync } from "node:child_process";
import { join } from "node:path";
import { parseArgs } from "node:util";

/**
 * `npm run deploy`: the checks that need no browser, then `wrangler deploy`, to `--env production` unless
 * another is named. `--dry-run` does everything but the upload. Wrangler builds, which checks the site file.
 */
const ENVIRONMENTS = ["staging", "production"];
const ROOT = join(import.meta.dirname, "..");

const { values } = parseArgs({
  options: { env: { type: "string", default: "production" }, "dry-run": { type: "boolean", default: false } },
});
if (!ENVIRONMENTS.includes(values.env)) {
  console.error(`--env: expected ${ENVIRONMENTS.join(" or ")}, got ${JSON.stringify(values.env)}`);
  process.exit(1);
}

function run(command: string, ...args: readonly string[]): boolean {
  return spawnSync(command, args, { cwd: ROOT, stdio: "inherit" }).status === 0;
}

const flags = values["dry-run"] ? ["--dry-run", "--outdir", join("dist/worker", values.env)] : [];
const good =
  run("node", "tools/test.ts", "types", "lint", "unit", "worker", "size") &&
  run("wrangler", "deploy", "--env", values.env, ...flags);
process.exitCode = good ? 0 : 1;
