import { readdir, readFile, stat } from "node:fs/promises";
import { join, relative, sep } from "node:path";
import { setTimeout as pause } from "node:timers/promises";
import { reasonOf } from "../fetch-error.ts";
import { find, type Page, parsePage } from "./document.ts";
import { parseRobots, type Robots } from "./robots.ts";

/** So many pages tell enough of a site. */
export const PAGES_READ = 40;
const PAGE_BYTES = 2 * 1024 * 1024;
/** One request at a time, and this long between two. */
const PAUSE_MILLISECONDS = 150;
const PATIENCE_MILLISECONDS = 10_000;
const NAME = "selvedge-init";
const USER_AGENT = `Mozilla/5.0 (compatible; ${NAME})`;

/** How to read a site; a folder is read as it is. */
export interface Reading {
  /** Told of each page as soon as it is read. */
  readonly onPage?: (path: string) => void;
  /** Told once, where robots.txt keeps pages from being read. */
  readonly onRobots?: () => void;
  /** Reads what robots.txt forbids, too: a site on the owner's own machine. */
  readonly ignoreRobots?: boolean;
  /** So many pages at most; absent: as many as tell enough of a site. */
  readonly most?: number;
  /** Takes each page as soon as it is read; then none is kept. */
  readonly take?: (page: Page) => void;
  /** After so long no further page is asked for. */
  readonly withinMilliseconds?: number;
}

/**
 * The pages of a site: those of a folder, or those that links lead to from a URL, but for what its robots.txt forbids.
 * The first one was asked for by a person, and is read in any case. Throws with a sentence where there are none.
 */
export async function readPages(from: string, reading: Reading = {}): Promise<readonly Page[]> {
  const pages: Page[] = [];
  const { take = (page) => void pages.push(page), most = PAGES_READ } = reading;
  const read = { ...reading, take, most };
  const count = /^https?:\/\//i.test(from) ? await crawl(from, read) : await readFolder(from, read);
  if (count === 0) throw new Error(`${from}: no page of HTML found`);
  return pages;
}

type Taking = Reading & Required<Pick<Reading, "take" | "most">>;

async function readFolder(folder: string, { take, most }: Taking): Promise<number> {
  const found = await stat(folder).catch(() => undefined);
  if (!found?.isDirectory()) throw new Error(`${folder}: neither a URL nor a folder`);
  const files = await readdir(folder, { recursive: true });
  const names = files
    .filter((file) => /\.html?$/i.test(file) && !/(^|[\\/])(node_modules|\.|404\.)/.test(file))
    .sort((one, other) => depth(one) - depth(other) || one.localeCompare(other))
    .slice(0, most);
  for (const name of names)
    take(parsePage(pathOf(relative(folder, join(folder, name))), await readFile(join(folder, name), "utf8")));
  return names.length;
}

/** Pages nearer to the top come first, and of these the index. */
function depth(file: string): number {
  return file.split(/[\\/]/).length * 2 - (/(^|[\\/])index\.html?$/i.test(file) ? 1 : 0);
}

function pathOf(file: string): string {
  return `/${file.split(sep).map(encodeURIComponent).join("/")}`.replace(/\/index\.html?$/i, "/");
}

/** Follows links within one origin, nearest first. */
async function crawl(start: string, reading: Taking): Promise<number> {
  const { origin } = new URL(start);
  const { onPage, onRobots, take, most, withinMilliseconds = Infinity } = reading;
  const mayRead = reading.ignoreRobots ? () => true : await robotsOf(origin);
  const deadline = Date.now() + withinMilliseconds;
  let isToldOfRobots = false;
  const waiting = [withoutHash(new URL(start))];
  const seen = new Set(waiting);
  const paths = new Set<string>();
  for (let index = 0; index < waiting.length && paths.size < most; index++) {
    const url = waiting[index]!;
    if (index > 0) {
      if (Date.now() > deadline) break;
      if (!mayRead(new URL(url).pathname)) {
        if (!isToldOfRobots) onRobots?.();
        isToldOfRobots = true;
        continue;
      }
      await pause(PAUSE_MILLISECONDS);
    }
    const html = await fetchHtml(url, index === 0);
    if (html === undefined || new URL(html.url).origin !== origin) continue;
    const { pathname } = new URL(html.url);
    if (paths.has(pathname)) continue;
    paths.add(pathname);
    const page = parsePage(pathname, html.text);
    take(page);
    onPage?.(pathname);
    for (const link of find(page, "a[href]")) {
      const href = link.attribs["href"]!;
      if (!URL.canParse(href, html.url)) continue;
      const next = new URL(href, html.url);
      // Queries lead to the same pages, sorted and filtered.
      next.search = "";
      const address = withoutHash(next);
      if (next.origin !== origin || seen.has(address) || isNoPage(next.pathname)) continue;
      seen.add(address);
      waiting.push(address);
    }
  }
  return paths.size;
}

/** A robots.txt that isn't there, or can't be had, forbids nothing. */
async function robotsOf(origin: string): Promise<Robots> {
  try {
    const response = await fetch(`${origin}/robots.txt`, {
      headers: { "user-agent": USER_AGENT },
      signal: AbortSignal.timeout(PATIENCE_MILLISECONDS),
    });
    return parseRobots(response.status === 200 ? await response.text() : "", NAME);
  } catch {
    return () => true;
  }
}

/** Files, and addresses that do something when they are asked for. */
function isNoPage(pathname: string): boolean {
  return (
    /\.(?!html?$)[a-z0-9]{1,5}$/i.test(pathname) ||
    /(^|\/)(log-?out|sign-?out|delete|remove|add|unsubscribe)(\/|$)/i.test(pathname)
  );
}

function withoutHash(url: URL): string {
  url.hash = "";
  return url.href;
}

/** The HTML at a URL after redirects; undefined where there is none. The first page has to be there. */
async function fetchHtml(
  url: string,
  isFirst: boolean,
): Promise<{ readonly url: string; readonly text: string } | undefined> {
  try {
    const response = await fetch(url, {
      headers: { accept: "text/html", "user-agent": USER_AGENT },
      signal: AbortSignal.timeout(PATIENCE_MILLISECONDS),
    });
    const isHtml = (response.headers.get("content-type") ?? "").startsWith("text/html");
    if (response.status === 200 && isHtml) {
      const text = await response.text();
      return text.length > PAGE_BYTES ? undefined : { url: response.url, text };
    }
    await response.body?.cancel();
    if (isFirst) throw new Error(isHtml ? `answers with status ${response.status}` : "isn't HTML");
  } catch (error) {
    if (isFirst) throw new Error(`${url}: ${reasonOf(error)}`, { cause: error });
  }
  return undefined;
}
