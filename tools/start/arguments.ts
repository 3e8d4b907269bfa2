import { parseArgs } from "node:util";
import type { Issue, Result } from "../../shared/issue.ts";

/** What `npm start` was asked for. */
export interface StartArguments {
  /** `https://www.example.com`; absent: the demo shop. */
  readonly origin?: string;
  /** Path of the site file; absent: the demo shop's, or where there is an origin, one made for it. */
  readonly site?: string;
  readonly port: number;
  /** The demo shop a second time, on pages of its own into which the tag is pasted. */
  readonly tagMode: boolean;
  /** Whether a link may be opened in this desktop's browser. */
  readonly open: boolean;
  /** Takes any certificate of the origin. */
  readonly insecure: boolean;
  readonly help: boolean;
}

export const DEFAULT_PORT = 8787;

export const USAGE = `Usage: npm start -- [--origin URL] [--site FILE] [--port N] [--tag-mode] [--no-open] [--insecure]

  --origin URL   the site to run in front of (default: the demo shop)
  --site FILE    the site file (default: the demo shop's; with --origin, site.json, made of the pages if it isn't there)
  --port N       where to listen on localhost (default: ${DEFAULT_PORT}; 0 takes a free one)
  --tag-mode     the demo shop on a second address, too, where the Worker isn't in front of it and the tag is pasted
  --no-open      print the link to the trial, but don't open it in a browser
  --insecure     take any certificate of the origin; that of this machine is always taken`;

const FLAGS = ["tag-mode", "no-open", "insecure", "help"];

/** Reads the arguments; every problem at once, the option as its path. */
export function parseStartArguments(args: readonly string[]): Result<StartArguments> {
  const issues: Issue[] = [];
  const refuse = (path: string, message: string) => void issues.push({ path, message });
  const { values, tokens } = parseArgs({
    args: [...args],
    options: {
      origin: { type: "string" },
      site: { type: "string" },
      port: { type: "string" },
      "tag-mode": { type: "boolean" },
      "no-open": { type: "boolean" },
      insecure: { type: "boolean" },
      help: { type: "boolean", short: "h" },
    },
    strict: false,
    tokens: true,
  });
  for (const token of tokens) {
    if (token.kind === "positional") refuse(token.value, "not understood; options start with --");
    if (token.kind !== "option") continue;
    if (!["origin", "site", "port", ...FLAGS].includes(token.name))
      refuse(token.rawName, "there is no such option");
    else if (!FLAGS.includes(token.name) && !token.value) refuse(token.rawName, "needs a value");
  }
  const origin = text(values.origin);
  const site = text(values.site);
  if (origin !== undefined && !isOrigin(origin)) {
    refuse(
      "--origin",
      `expected an address like https://www.example.com, without a path, got ${JSON.stringify(origin)}`,
    );
  }
  const tagMode = values["tag-mode"] === true;
  if (tagMode && origin !== undefined)
    refuse(
      "--tag-mode",
      "is for the demo shop; on a site of yours, paste what `npm run selvedge -- snippet` prints",
    );
  const port = text(values.port) ?? String(DEFAULT_PORT);
  if (!/^\d{1,5}$/.test(port) || Number(port) > 65_535) {
    refuse("--port", `expected a number from 0 to 65535, got ${JSON.stringify(port)}`);
  }
  if (issues.length > 0 && values.help !== true) return { ok: false, issues };
  return {
    ok: true,
    value: {
      ...(origin === undefined ? {} : { origin: new URL(origin).origin }),
      ...(site === undefined ? {} : { site }),
      port: Number(port),
      tagMode,
      open: values["no-open"] !== true,
      insecure: values.insecure === true,
      help: values.help === true,
    },
  };
}

function text(value: string | boolean | undefined): string | undefined {
  return typeof value === "string" && value !== "" ? value : undefined;
}

function isOrigin(value: string): boolean {
  const url = URL.canParse(value) ? new URL(value) : undefined;
  if (!url || !["http:", "https:"].includes(url.protocol)) return false;
  return url.pathname === "/" && url.search === "" && url.hash === "" && url.username === "";
}
