import { readFile } from "node:fs/promises";
import { relative } from "node:path";
import { formatIssue, type Issue, joinPath, type Result } from "../shared/issue.ts";
import { PUBLISHED_CHARACTERS, SITE_FILE_BYTES } from "../shared/limits.ts";
import { MARKED_BY } from "../shared/marked-by.ts";
import { testedBlocks } from "../shared/experiment/block-tests.ts";
import { isInserting, markOf } from "../shared/marks.ts";
import { buildPlan } from "../shared/plan.ts";
import { rulesOf } from "../shared/site-rules.ts";
import { checkSite, type CheckSiteOptions } from "../shared/site/check.ts";
import type { Site } from "../shared/site/schema.ts";
import { pathMatcher } from "./compiled.ts";
import { mapHtml, readFiles } from "./site/files.ts";
import { type Mark, normalizeHtml } from "./site/normalize.ts";
import { type LocatedIssue, readJsonc } from "./site/read.ts";
import { checkRegexes } from "./site/regex.ts";

/** A site file that can be served. */
export interface LoadedSite {
  readonly site: Site;
  /** The file as plain JSON, with other files read in and HTML balanced: what is published and bundled. */
  readonly json: string;
  /** Adds line and column to what is said about it. */
  locate(issue: Issue): LocatedIssue;
}

const CHECKS: CheckSiteOptions = {
  isPattern,
  matches: (pathname, path) => isPattern(pathname) && pathMatcher(pathname)(path),
  planIssues: (site) => buildPlan(site, rulesOf(site)).issues,
};

/**
 * Loads a site file from disk: JSON, where comments and trailing commas are allowed. Its problems come all at
 * once and carry line and column; errors of the file system come as problems too.
 */
export async function loadSiteFile(path: string): Promise<Result<LoadedSite>> {
  let text: string;
  try {
    text = await readText(path);
  } catch (error) {
    return {
      ok: false,
      issues: [{ path: "", message: error instanceof Error ? error.message : String(error) }],
    };
  }
  const source = readJsonc(text);
  const isReadable = source.issues.every((issue) => issue.path !== "");
  if (!isReadable) return { ok: false, issues: source.issues };
  const issues: Issue[] = [];
  const input = await readFiles(source.value, path, issues);
  // Nobody waits for the rest to be looked at.
  if (JSON.stringify(input).length > PUBLISHED_CHARACTERS) {
    const message = `is longer than ${PUBLISHED_CHARACTERS} characters with all its HTML`;
    return { ok: false, issues: [source.locate({ path: "", message })] };
  }
  issues.push(...checkRegexes(source.value));
  const checked = checkSite(input, CHECKS);
  if (!checked.ok) issues.push(...checked.issues);
  const balanced = await balance(input, issues, checked.ok ? marksOf(checked.value) : () => undefined);
  const loaded = checked.ok && issues.length === 0 ? checkSite(balanced, CHECKS) : undefined;
  if (loaded && !loaded.ok) issues.push(...loaded.issues);
  const located = [...source.issues, ...issues.map((issue) => source.locate(issue))].sort(byPlace);
  if (!loaded?.ok || located.length > 0) return { ok: false, issues: located };
  return { ok: true, value: { site: loaded.value, json: JSON.stringify(balanced), locate: source.locate } };
}

/** What is wrong with the text of a site file that was loaded before: `LoadedSite.json`. */
export function checkText(json: string): readonly Issue[] {
  const { value: input, issues } = readJsonc(json);
  if (issues.length > 0) return issues;
  const checked = checkSite(input, CHECKS);
  return [...checkRegexes(input), ...(checked.ok ? [] : checked.issues)];
}

/** By which attribute a browser finds what a block with a mark puts into the page. */
function marksOf(site: Site): (path: string) => Mark | undefined {
  const tested = testedBlocks(site);
  const marked = Object.entries(site.blocks).filter(
    ([id, block]) => isInserting(block) && markOf(block, site, tested.has(id)),
  );
  const byPath = marked.map(([id]) => [joinPath("blocks", id), { name: MARKED_BY, value: id }] as const);
  // A row of items stands in one element, which the edge marks where the owner hasn't written it.
  const isItem = (path: string) => /\.recommend\.item(?:\.[^.]*)?$/.test(path);
  return (path) => (isItem(path) ? undefined : byPath.find(([of]) => path.startsWith(`${of}.`))?.[1]);
}

/** Balances all HTML, and marks it. A template that is wrong has been told of already. */
async function balance(
  input: unknown,
  issues: Issue[],
  marks: (path: string) => Mark | undefined,
): Promise<unknown> {
  const known = new Set(issues.map((issue) => issue.path));
  return mapHtml(input, async (html, path) => {
    if (typeof html !== "string" || known.has(path)) return html;
    const normal = normalizeHtml(html, marks(path));
    if (normal.ok) return normal.value;
    issues.push(
      ...normal.issues.map((issue) => ({ path: joinAll(path, issue.path), message: issue.message })),
    );
    return html;
  });
}

function joinAll(path: string, inner: string): string {
  return inner === "" ? path : joinPath(path, inner);
}

async function readText(path: string): Promise<string> {
  const bytes = await readFile(path).catch((error: NodeJS.ErrnoException) => {
    throw new Error(
      error.code === "ENOENT" ? "there is no such file" : `can't be read (${error.code ?? error.message})`,
    );
  });
  if (bytes.length > SITE_FILE_BYTES) throw new Error(`is larger than ${SITE_FILE_BYTES} bytes`);
  try {
    return new TextDecoder("utf-8", { fatal: true }).decode(bytes);
  } catch {
    throw new Error("isn't UTF-8");
  }
}

/** Problems as lines of `file:line:column path: message`, in the order of the file. */
export function formatIssues(file: string, issues: readonly LocatedIssue[]): string {
  return issues
    .map((issue) => {
      const separator = issue.path === "" && issue.line !== undefined ? ":" : "";
      return `${placeOf(file, issue)}${separator} ${formatIssue(issue)}`;
    })
    .join("\n");
}

/** Where a problem is: `site.json:12:7`, or `site.json:` for a file as a whole. */
export function placeOf(file: string, { line, column }: LocatedIssue): string {
  const near = relative(process.cwd(), file);
  const name = near.startsWith("..") ? file : near;
  return line === undefined ? `${name}:` : `${name}:${line}:${column}`;
}

/** The order of the file. */
export function byPlace(left: LocatedIssue, right: LocatedIssue): number {
  return (left.line ?? 0) - (right.line ?? 0) || (left.column ?? 0) - (right.column ?? 0);
}

function isPattern(pathname: string): boolean {
  try {
    return Boolean(new URLPattern({ pathname }));
  } catch {
    return false;
  }
}
