import { createServer, type IncomingMessage, request as requestPlain, type ServerResponse } from "node:http";
import { request as requestSecure } from "node:https";
import { type Duplex, pipeline, type Transform } from "node:stream";
import { createBrotliDecompress, createGunzip } from "node:zlib";
import { type Served, served } from "../served.ts";
import { ownLinks, ownPolicy } from "./own-links.ts";
import { isOwn, withoutHost } from "./own-site.ts";

/** How to ask a site. */
export interface Upstream {
  readonly origin: URL;
  /** Whether its certificate has to be one that this machine trusts. */
  readonly verify: boolean;
}

const HOPS = new Set(["connection", "keep-alive", "transfer-encoding"]);

/**
 * Stands between the Worker and a site that knows nothing of it, so that a visit stays on this machine: the site is
 * asked by its own name, its redirects and links to itself lose their host, its cookies their `Domain`. Also takes
 * certificates that workerd wouldn't. What breaks off there breaks off here.
 */
export async function startRelay(upstream: Upstream): Promise<Served> {
  const server = createServer((request, response) => {
    const far = ask(upstream, request, request.headers);
    far.once("response", (answer) => passOn(answer, request, response, upstream.origin));
    far.once("error", () => response.destroy());
    response.once("close", () => far.destroy());
    request.pipe(far);
  });
  server.on("upgrade", (request, near: Duplex, head) => {
    const far = ask(upstream, request, request.headers, true);
    far.once("upgrade", (answer, socket, rest) => {
      const lines = rawPairs(answer.rawHeaders).map(([name, value]) => `${name}: ${value}\r\n`);
      near.write(`HTTP/1.1 101 Switching Protocols\r\n${lines.join("")}\r\n`);
      near.write(rest);
      socket.write(head);
      pipeline(near, socket, near, () => {});
    });
    far.once("response", () => near.destroy());
    far.once("error", () => near.destroy());
    near.once("error", () => far.destroy());
    far.end();
  });
  return served(server);
}

/** Asks a site for what was asked of us; the caller ends the request. */
export function ask(
  { origin, verify }: Upstream,
  { method = "GET", url = "/" }: Pick<IncomingMessage, "method" | "url">,
  headers: IncomingMessage["headers"],
  isUpgrade = false,
): ReturnType<typeof requestPlain> {
  const request = origin.protocol === "https:" ? requestSecure : requestPlain;
  return request({
    hostname: origin.hostname.replace(/^\[(.*)\]$/, "$1"),
    port: origin.port || (origin.protocol === "https:" ? 443 : 80),
    method,
    path: url,
    headers: asItsOwn(headers, origin, isUpgrade),
    rejectUnauthorized: verify,
    setHost: false,
  });
}

/** Headers as a browser on the site itself would send them: servers compare `Origin` with `Host`. */
function asItsOwn(
  headers: IncomingMessage["headers"],
  { host, origin }: URL,
  isUpgrade: boolean,
): IncomingMessage["headers"] {
  const { "x-forwarded-host": asked, "x-forwarded-proto": _, ...rest } = headers;
  const own = Object.entries(rest).filter(([name]) => isUpgrade || !HOPS.has(name));
  const result = Object.fromEntries(own);
  for (const name of ["origin", "referer"] as const) {
    const value = headers[name];
    if (value === undefined || !URL.canParse(value) || new URL(value).host !== asked) continue;
    result[name] = origin + value.slice(new URL(value).origin.length);
  }
  return { ...result, host };
}

function passOn(
  answer: IncomingMessage,
  request: IncomingMessage,
  response: ServerResponse,
  origin: URL,
): void {
  const { statusCode = 502, statusMessage, rawHeaders, headers } = answer;
  const decoders = request.method === "HEAD" ? undefined : decodersFor(answer);
  const changed = decoders === undefined ? HOPS : new Set([...HOPS, "content-length", "content-encoding"]);
  const pairs = rawPairs(rawHeaders).filter(([name]) => !changed.has(name.toLowerCase()));
  const passed = pairs.flatMap(([name, value]) => ownHeader(name, value, origin));
  response.writeHead(statusCode, statusMessage ?? "", passed.flat());
  const end = (error: unknown) => void (error && response.destroy());
  if (decoders === undefined || headers["content-length"] === "0") pipeline(answer, response, end);
  else pipeline([answer, ...decoders, ownLinks(origin), response], end);
}

/** What makes text of a page whose links can be changed; undefined where the body isn't one. */
function decodersFor({ statusCode, headers }: IncomingMessage): Transform[] | undefined {
  const type = headers["content-type"] ?? "";
  if (statusCode === 204 || statusCode === 304 || statusCode === 206) return undefined;
  if (!/^text\/html\b/i.test(type) || /utf-?16/i.test(type)) return undefined;
  const encoding = (headers["content-encoding"] ?? "identity").trim().toLowerCase();
  if (encoding === "identity" || encoding === "") return [];
  if (encoding === "gzip") return [createGunzip()];
  return encoding === "br" ? [createBrotliDecompress()] : undefined;
}

function ownHeader(name: string, value: string, origin: URL): [string, string][] {
  switch (name.toLowerCase()) {
    case "location":
      return [[name, withoutHost(value, origin)]];
    case "set-cookie":
      return [[name, value.replace(/;\s*domain=[^;]*/i, "")]];
    case "content-security-policy":
    case "content-security-policy-report-only":
      return [[name, ownPolicy(` ${value}`, origin).trim()]];
    case "access-control-allow-origin":
      return URL.canParse(value) && isOwn(new URL(value), origin) ? [] : [[name, value]];
    case "strict-transport-security":
      return [];
    default:
      return [[name, value]];
  }
}

function rawPairs(raw: readonly string[]): [string, string][] {
  return raw.flatMap((name, index) => (index % 2 === 0 ? [[name, raw[index + 1]!] as [string, string]] : []));
}
