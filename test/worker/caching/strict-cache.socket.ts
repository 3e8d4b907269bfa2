import { type Agent, type IncomingHttpHeaders, request as ask } from "node:http";

/** What was asked, and what came. */
export interface Exchange {
  readonly method: string;
  readonly path: string;
  readonly headers: Readonly<Record<string, string>>;
}
export interface Reply {
  readonly status: number;
  readonly headers: IncomingHttpHeaders;
  readonly body: string;
  readonly isHit: boolean;
}

interface Stored extends Reply {
  readonly until: number;
  /** The request's own values of what the answer says to vary by. */
  readonly variant: string;
}

const HEURISTIC_SECONDS = 600;
const ANY_LIFETIME = [200, 203, 204, 300, 301, 308, 404, 405, 410, 414, 501];

/**
 * A shared cache that stores and reuses all that the standards let it, and nothing else: as eager as a content delivery
 * network can be told to be. It doesn't look at cookies, stores answers that set them, guesses lifetimes, obeys the headers
 * that are for such networks before `Cache-Control`, ignores what clients say of caching, and takes odd spellings of
 * an address for the address. Time is what it is told. Sources: RFC 9111 (3, 4), RFC 9213, RFC 5861.
 */
export class StrictCache {
  readonly #target: URL;
  readonly #agent: Agent;
  readonly #stored = new Map<string, Stored[]>();
  hits = 0;
  /** Seconds. */
  now = 0;

  constructor(target: string, agent: Agent) {
    this.#target = new URL(target);
    this.#agent = agent;
  }

  /** Forgets everything, so that somebody else is the first to ask for a page. */
  forget(): void {
    this.#stored.clear();
  }

  async ask(exchange: Exchange): Promise<Reply> {
    const { method, path, headers } = exchange;
    const readable = method === "GET" || method === "HEAD";
    const key = keyOf(path);
    if (readable) {
      const kept = (this.#stored.get(key) ?? []).find(
        ({ until, headers: { vary }, variant }) => until > this.now && variantOf(vary, headers) === variant,
      );
      if (kept) {
        this.hits++;
        return { ...kept, body: method === "HEAD" ? "" : kept.body, isHit: true };
      }
    }
    const reply = await send(this.#target, exchange, this.#agent);
    const seconds = readable && method === "GET" ? lifetime(reply, headers) : 0;
    if (seconds > 0) {
      const variant = variantOf(reply.headers.vary, headers);
      const others = (this.#stored.get(key) ?? []).filter((stored) => stored.variant !== variant);
      this.#stored.set(key, [...others, { ...reply, until: this.now + seconds, variant }]);
    }
    return reply;
  }
}

/** One request, straight to where it goes; again, if the connection that was kept for it has been closed meanwhile. */
export function send(target: URL, exchange: Exchange, agent: Agent): Promise<Reply> {
  const { method, path, headers } = exchange;
  return new Promise((resolve, reject) => {
    const { hostname, port } = target;
    const request = ask({ hostname, port, path, method, headers: { ...headers }, agent }, (answer) => {
      const chunks: Buffer[] = [];
      answer.on("data", (chunk: Buffer) => chunks.push(chunk));
      answer.on("error", reject);
      answer.on("end", () => {
        const body = Buffer.concat(chunks).toString();
        resolve({ status: answer.statusCode!, headers: answer.headers, body, isHit: false });
      });
    });
    request.on("error", (error) => {
      if (request.reusedSocket) resolve(send(target, exchange, agent));
      else reject(error);
    });
    request.end();
  });
}

/** Many caches take these for one address: with dots, with slashes twice or escaped, with parameters of a segment. */
function keyOf(path: string): string {
  const [pathname, query] = path.split("?", 2) as [string, string?];
  const plain = pathname
    .replaceAll(/%2f/gi, "/")
    .replaceAll(/\/+/g, "/")
    .replaceAll(/;[^/]*/g, "");
  const { pathname: resolved } = new URL(plain, "http://cache.test");
  return query === undefined ? resolved : `${resolved}?${query}`;
}

function variantOf(vary: string | undefined, headers: Readonly<Record<string, string>>): string {
  if (vary?.includes("*")) return "never the same";
  const names = (vary ?? "").split(",").map((name) => name.trim().toLowerCase());
  return JSON.stringify(names.sort().map((name) => [name, headers[name]]));
}

/** For how many seconds an answer may be stored and reused without asking. */
function lifetime({ status, headers }: Reply, asked: Readonly<Record<string, string>>): number {
  const own = directives(headers["cache-control"]);
  const targeted =
    headers["cloudflare-cdn-cache-control"] ?? headers["cdn-cache-control"] ?? headers["surrogate-control"];
  const told = typeof targeted === "string" ? directives(targeted) : own;
  if (status === 206 || headers.vary?.includes("*")) return 0;
  // Source: https://nginx.org/en/docs/http/ngx_http_proxy_module.html#proxy_cache_valid
  if (headers["x-accel-expires"] !== undefined) return Number(headers["x-accel-expires"]);
  if (["no-store", "private", "no-cache"].some((name) => told.has(name))) return 0;
  const isPublic = ["public", "s-maxage", "must-revalidate"].some((name) => told.has(name));
  if (asked["authorization"] !== undefined && !isPublic) return 0;
  const explicit = told.get("s-maxage") ?? told.get("max-age");
  if (explicit !== undefined) {
    const stale = told.get("stale-while-revalidate") ?? 0;
    return Number(explicit) + Number(stale);
  }
  if (headers.expires !== undefined) return (Date.parse(headers.expires) - Date.now()) / 1000 || 0;
  return ANY_LIFETIME.includes(status) || told.has("public") ? HEURISTIC_SECONDS : 0;
}

function directives(header: string | readonly string[] | undefined): ReadonlyMap<string, string> {
  const parts = String(header ?? "")
    .toLowerCase()
    .split(",");
  return new Map(
    parts.map((part) => {
      const [name = "", value = ""] = part.split("=", 2);
      return [name.trim(), value.trim().replaceAll('"', "")];
    }),
  );
}
