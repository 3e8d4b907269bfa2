import { spawnSync } from "node:child_process";
import { accessSync, constants, existsSync } from "node:fs";
import { chromium } from "playwright-core";

/** Where distributions put it; the first one that runs is taken. */
const USUAL_PLACES = [
  "/usr/bin/chromium",
  "/usr/bin/chromium-browser",
  "/usr/bin/google-chrome-stable",
  "/usr/bin/google-chrome",
  "/snap/bin/chromium",
  "/Applications/Google Chrome.app/Contents/MacOS/Google Chrome",
  "/Applications/Chromium.app/Contents/MacOS/Chromium",
];

/** Headless, quiet on the network, and able to run as root in a container. */
export const CHROMIUM_ARGUMENTS: readonly string[] = [
  "--no-sandbox",
  "--headless",
  "--disable-gpu",
  "--disable-quic",
  "--disable-dev-shm-usage",
  "--no-first-run",
  "--disable-background-networking",
  "--disable-component-update",
  "--disable-sync",
];

/**
 * Path of a Chromium: the one that SELVEDGE_CHROMIUM names, else one of this machine, else undefined. Throws
 * where SELVEDGE_CHROMIUM names something that can't be run.
 */
export function findChromium(): string | undefined {
  const named = process.env["SELVEDGE_CHROMIUM"];
  if (named !== undefined && named !== "") {
    if (!runs(named)) throw new Error(`SELVEDGE_CHROMIUM names ${named}, which isn't a program`);
    return named;
  }
  return [...USUAL_PLACES, chromium.executablePath()].find(runs);
}

/**
 * Finds a Chromium, or installs one: Debian's package where that is possible, else playwright's download.
 * Throws with what to do where neither works.
 */
export function ensureChromium(): string {
  const found = findChromium();
  if (found !== undefined) return found;
  console.log("No Chromium found: installing one for the browser tests …");
  installFromDistribution();
  if (findChromium() === undefined)
    run("npx", ["--no", "playwright-core", "install", "--with-deps", "chromium"]);
  const installed = findChromium();
  if (installed === undefined) {
    throw new Error("Chromium can't be installed here. Install it, or set SELVEDGE_CHROMIUM to its path.");
  }
  return installed;
}

function installFromDistribution(): void {
  if (!existsSync("/usr/bin/apt-get")) return;
  const root = process.getuid?.() === 0;
  // -n: fail, rather than ask for a password that nobody is there to type.
  const prefix = root ? [] : ["sudo", "-n"];
  const apt = (...args: string[]) => {
    const [command = "apt-get", ...rest] = [...prefix, "apt-get", ...args];
    return run(command, rest);
  };
  // A list that can't be refreshed may still do.
  apt("update", "-qq");
  apt("install", "-y", "-qq", "--no-install-recommends", "chromium");
}

function run(command: string, args: readonly string[]): boolean {
  const env = { ...process.env, DEBIAN_FRONTEND: "noninteractive" };
  return spawnSync(command, args, { stdio: ["ignore", "ignore", "inherit"], env }).status === 0;
}

function runs(path: string): boolean {
  try {
    accessSync(path, constants.X_OK);
    return true;
  } catch {
    return false;
  }
}
