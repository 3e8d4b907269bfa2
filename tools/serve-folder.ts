import { createHash } from "node:crypto";
import { createReadStream } from "node:fs";
import { readFile, stat } from "node:fs/promises";
import { createServer, type IncomingMessage, type ServerResponse } from "node:http";
import { extname, join, normalize, sep } from "node:path";
import { pipeline } from "node:stream/promises";
import { type Served, served } from "./served.ts";

const TYPES: Readonly<Record<string, string>> = {
  ".html": "text/html; charset=utf-8",
  ".css": "text/css; charset=utf-8",
  ".js": "text/javascript; charset=utf-8",
  ".json": "application/json",
  ".svg": "image/svg+xml",
  ".png": "image/png",
  ".jpg": "image/jpeg",
  ".webp": "image/webp",
  ".ico": "image/x-icon",
  ".txt": "text/plain; charset=utf-8",
  ".woff2": "font/woff2",
};

/** Pages may be kept by shared caches, so that what the Worker makes of `Cache-Control` can be seen. */
const PAGE_CACHING = "public, max-age=60";
const FILE_CACHING = "public, max-age=3600";

/**
 * Serves a folder as an ordinary web server would: `/x/` and `/x` are `x/index.html` or `x.html`, unknown
 * addresses get `404.html`, with validators (304) and single ranges (206). `port` 0 takes a free one.
 * `pasted`: what stands at the start of each page's head, as if an owner had put it there; it may be known only later.
 */
export async function serveFolder(folder: string, port = 0, pasted?: () => string): Promise<Served> {
  const server = createServer((request, response) => {
    const answering = pasted
      ? answerPasted(folder, pasted(), request, response)
      : answer(folder, request, response);
    answering.catch(() => response.destroy());
  });
  return served(server, port);
}

interface Found {
  readonly path: string;
  readonly size: number;
  readonly modified: Date;
}

/** The file for an address; undefined where there is none or where it would lead out of the folder. */
async function find(folder: string, pathname: string): Promise<Found | undefined> {
  let decoded: string;
  try {
    decoded = decodeURIComponent(pathname);
  } catch {
    return undefined;
  }
  const path = normalize(join(folder, decoded));
  if (decoded.includes("\0") || !path.startsWith(normalize(folder + sep))) return undefined;
  for (const candidate of [path, join(path, "index.html"), `${path.replace(/[\\/]$/, "")}.html`]) {
    const found = await stat(candidate).catch(() => undefined);
    if (found?.isFile()) return { path: candidate, size: found.size, modified: found.mtime };
  }
  return undefined;
}

async function answer(folder: string, request: IncomingMessage, response: ServerResponse): Promise<void> {
  if (request.method !== "GET" && request.method !== "HEAD") {
    response.writeHead(405, { allow: "GET, HEAD" }).end();
    return;
  }
  const found = await find(folder, new URL(request.url ?? "/", "http://localhost").pathname);
  if (!found) return missing(folder, request, response);
  const html = found.path.endsWith(".html");
  const etag = `"${createHash("sha256").update(`${found.size}-${found.modified.getTime()}`).digest("base64url").slice(0, 16)}"`;
  const headers: Record<string, string | number> = {
    "content-type": TYPES[extname(found.path)] ?? "application/octet-stream",
    "cache-control": html ? PAGE_CACHING : FILE_CACHING,
    "last-modified": found.modified.toUTCString(),
    "accept-ranges": "bytes",
    etag,
  };
  if (isFresh(request, etag, found.modified)) {
    response.writeHead(304, headers).end();
    return;
  }
  const range = parseRange(request.headers.range, found.size);
  if (range) headers["content-range"] = `bytes ${range.start}-${range.end}/${found.size}`;
  headers["content-length"] = range ? range.end - range.start + 1 : found.size;
  response.writeHead(range ? 206 : 200, headers);
  if (request.method === "HEAD" || found.size === 0) response.end();
  else await pipeline(createReadStream(found.path, range), response);
}

/** Pages as they are, but for what is pasted into them; all else as ever. */
async function answerPasted(
  folder: string,
  pasted: string,
  request: IncomingMessage,
  response: ServerResponse,
): Promise<void> {
  const { pathname } = new URL(request.url ?? "/", "http://localhost");
  const found = await find(folder, pathname);
  if (found && !found.path.endsWith(".html")) return answer(folder, request, response);
  const page = await readFile(found?.path ?? join(folder, "404.html"), "utf8");
  const html = page.replace(/<head>/, (head) => head + pasted);
  response.writeHead(found ? 200 : 404, { "content-type": TYPES[".html"], "cache-control": PAGE_CACHING });
  response.end(html);
}

async function missing(folder: string, request: IncomingMessage, response: ServerResponse): Promise<void> {
  const page = await readFile(join(folder, "404.html")).catch(
    () => "<!doctype html><title>Not found</title>",
  );
  response.writeHead(404, { "content-type": TYPES[".html"], "content-length": Buffer.byteLength(page) });
  response.end(request.method === "HEAD" ? undefined : page);
}

/** RFC 9110, 13.2.2: `If-None-Match` decides alone where it is there. */
function isFresh(request: IncomingMessage, etag: string, modified: Date): boolean {
  const match = request.headers["if-none-match"];
  if (match !== undefined)
    return match === "*" || match.split(/\s*,\s*/).some((tag) => tag.replace(/^W\//, "") === etag);
  const since = Date.parse(request.headers["if-modified-since"] ?? "");
  return Math.floor(modified.getTime() / 1000) * 1000 <= since;
}

/** One range of bytes; anything else is answered with the whole file, as RFC 9110 permits. */
function parseRange(header: string | undefined, size: number): { start: number; end: number } | undefined {
  const match = /^bytes=(\d*)-(\d*)$/.exec(header ?? "");
  if (!match || (match[1] === "" && match[2] === "")) return undefined;
  const start = match[1] === "" ? Math.max(0, size - Number(match[2])) : Number(match[1]);
  const end = match[1] === "" || match[2] === "" ? size - 1 : Math.min(Number(match[2]), size - 1);
  return start <= end ? { start, end } : undefined;
}
