import { spawnSync } from "node:child_process";
import { readFileSync, rmSync } from "node:fs";
import { join } from "node:path";
import { ensureChromium } from "./chromium.ts";

/**
 * `npm test` and its parts: `node tools/test.ts [part …]`. Runs every part even after a failure, and ends
 * with one line `N passed, N failed`: each test counts, and so does each other check.
 */
const ROOT = join(import.meta.dirname, "..");

interface Tally {
  readonly passed: number;
  readonly failed: number;
}

/** A part of the tests, by the name that it has on the command line. */
const PARTS: Readonly<Record<string, () => Tally>> = {
  types: () => check("tsc", "-b"),
  lint: () => check("oxlint"),
  format: () => check("oxfmt", "--check"),
  unused: () => check("knip", "--no-progress"),
  unit: () => suite("unit"),
  worker: () => add(suite("worker"), suite("socket")),
  size: () => {
    const built = check("node", "tools/build.ts");
    return built.failed > 0 ? built : add(built, check("size-limit"));
  },
  deploy: () => ["staging", "production"].map(dryRun).reduce(add),
  browser: () => {
    try {
      process.env["SELVEDGE_CHROMIUM"] = ensureChromium();
    } catch (error) {
      console.error(error instanceof Error ? error.message : error);
      return { passed: 0, failed: 1 };
    }
    return suite("browser");
  },
};

function run(command: string, args: readonly string[]): boolean {
  const env = { ...process.env, WRANGLER_SEND_METRICS: "false" };
  const { status, error } = spawnSync(command, args, {
    cwd: ROOT,
    stdio: ["ignore", "inherit", "inherit"],
    env,
  });
  if (error) console.error(`${command}: ${error.message}`);
  return status === 0;
}

/** One check that passes or fails as a whole. */
function check(command: string, ...args: readonly string[]): Tally {
  return run(command, args) ? { passed: 1, failed: 0 } : { passed: 0, failed: 1 };
}

/**
 * One project of vitest.config.ts. A run that fails without a failed test (a file that doesn't load, an
 * error that nobody awaited, no tests at all) is a failure of its own.
 */
function suite(project: string): Tally {
  const report = join(ROOT, "test/results", `${project}.json`);
  rmSync(report, { force: true });
  const reporters = ["--reporter=default", "--reporter=json", `--outputFile.json=${report}`];
  const good = run("vitest", ["run", "--project", project, ...reporters]);
  const tally = readReport(report);
  return good || tally.failed > 0 ? tally : { ...tally, failed: 1 };
}

function readReport(path: string): Tally {
  try {
    const report = JSON.parse(readFileSync(path, "utf8")) as Record<string, number>;
    const unfinished = (report["numPendingTests"] ?? 0) + (report["numTodoTests"] ?? 0);
    return { passed: report["numPassedTests"] ?? 0, failed: (report["numFailedTests"] ?? 0) + unfinished };
  } catch {
    return { passed: 0, failed: 0 };
  }
}

/** Everything that a deploy does but the upload. */
function dryRun(env: string): Tally {
  return check("wrangler", "deploy", "--dry-run", "--env", env, "--outdir", join("dist/worker", env));
}

function add(one: Tally, other: Tally): Tally {
  return { passed: one.passed + other.passed, failed: one.failed + other.failed };
}

const asked = process.argv.slice(2);
const unknown = asked.filter((name) => !(name in PARTS));
if (unknown.length > 0) {
  console.error(`no such part: ${unknown.join(", ")}; there are ${Object.keys(PARTS).join(", ")}`);
  process.exit(2);
}
let total: Tally = { passed: 0, failed: 0 };
const broken: string[] = [];
for (const [name, part] of Object.entries(PARTS)) {
  if (asked.length > 0 && !asked.includes(name)) continue;
  console.log(`\n── ${name}`);
  const tally = part();
  if (tally.failed > 0) broken.push(name);
  total = add(total, tally);
}
if (broken.length > 0) console.log(`\nFailed: ${broken.join(", ")}`);
console.log(`\n${total.passed} passed, ${total.failed} failed`);
process.exitCode = total.failed > 0 ? 1 : 0;
