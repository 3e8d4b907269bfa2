import { once } from "node:events";
import { type IncomingHttpHeaders, type IncomingMessage, request as httpRequest } from "node:http";
import { formatChoice } from "../../shared/consent.ts";
import { dayOf } from "../../shared/day.ts";
import type { SiteInput } from "../../shared/site/schema.ts";
import type { TagConfig } from "../../shared/wire.ts";
import { type Selvedge, startSelvedge } from "../../tools/start/selvedge.ts";
import { createEndpoints } from "../../worker/endpoints/endpoints.ts";
import { rawOrigin, whole } from "./raw-origin.socket.ts";

/** Another site that the owner has declared. */
export const DECLARED = "https://www.example.com";
export const OWNER_TOKEN = "only for the owner of the tests";
export const SECRET = "a secret of the tests that is long enough";

/** The variables of a deployment: nothing that only development has. */
export const VARIABLES = {
  DEV_CONTEXT: "",
  SELVEDGE_SECRET: SECRET,
  ATTEST_SECRET: SECRET,
  OWNER_TOKEN,
} as const;

/** A site with something behind each endpoint. */
export const SITE = {
  version: 1,
  id: "attacked",
  exclude: ["/other/*"],
  origins: [DECLARED],
  consent: { policyUrl: "/privacy", texts: { pl: { title: "Nasze pytanie" } } },
  attributes: { visits: { count: "visit" }, stage: { attested: ["lead", "customer"] } },
  segments: { returning: { when: { visits: { $gte: 2 } } }, customers: { when: { stage: "customer" } } },
  blocks: {
    hero: { pages: ["/me/*"], target: "#hero", op: "content", html: "<b>Good to see you</b>" },
    again: { pages: ["/me/*"], target: "#again", op: "content", html: "<b>Again</b>", when: "returning" },
    bought: { pages: ["/me/*"], target: "#bought", op: "content", html: "<b>Thanks</b>", when: "customers" },
  },
  goals: { order: { event: "purchase", value: "value", steps: [50, 100] } },
} as const satisfies SiteInput;

export interface Ask {
  readonly headers?: Readonly<Record<string, string>>;
  /** Sent as it is; what isn't text as JSON. */
  readonly body?: unknown;
}

export interface Answer {
  readonly status: number;
  readonly headers: IncomingHttpHeaders;
  readonly body: string;
}

/** The whole Worker in workerd with the variables of a deployment, for tests that mean it no good. */
export interface Attacked {
  readonly selvedge: Selvedge;
  /** Where it listens, and the host that it takes itself for. */
  readonly url: URL;
  ask(method: string, path: string, ask?: Ask): Promise<Answer>;
  /** As the tag on a page of the site sends it. */
  own(method: string, path: string, ask?: Ask): Promise<Answer>;
  config(): Promise<TagConfig>;
  stop(): Promise<void>;
}

export async function startAttacked(variables: Readonly<Record<string, string>> = {}): Promise<Attacked> {
  const origin = await rawOrigin({
    page: whole(["Content-Type: text/html; charset=utf-8"], "<p id=hero></p>"),
    broken: (socket) => void socket.destroy(),
  });
  const selvedge = await startSelvedge({
    origin: origin.url,
    site: JSON.stringify(SITE),
    variables: { ...VARIABLES, ...variables },
  });
  const url = new URL(selvedge.url.replace("localhost", "127.0.0.1"));
  const ask = (method: string, path: string, more: Ask = {}) => askAt(url, method, path, more);
  const own = (method: string, path: string, { headers, ...more }: Ask = {}) =>
    ask(method, path, { ...more, headers: { ...ownHeaders(url), ...headers } });
  return {
    selvedge,
    url,
    ask,
    own,
    config: async () => JSON.parse((await ask("GET", "/_selvedge/config")).body) as TagConfig,
    async stop() {
      await selvedge.stop();
      origin.stop();
    },
  };
}

/** What a browser says of a request that a page of the site makes. */
function ownHeaders(url: URL): Record<string, string> {
  return { origin: url.origin, "sec-fetch-site": "same-origin", "content-type": "application/json" };
}

async function askAt(url: URL, method: string, path: string, { headers, body }: Ask): Promise<Answer> {
  const sent = body === undefined || typeof body === "string" ? body : JSON.stringify(body);
  const length = sent === undefined ? {} : { "content-length": String(Buffer.byteLength(sent)) };
  const request = httpRequest({
    host: url.hostname,
    port: url.port,
    method,
    path,
    headers: { host: url.host, ...length, ...headers },
    agent: false,
  });
  request.end(sent);
  const [response] = (await once(request, "response")) as [IncomingMessage];
  const chunks: Buffer[] = [];
  for await (const chunk of response) chunks.push(chunk as Buffer);
  return {
    status: response.statusCode!,
    headers: response.headers,
    body: Buffer.concat(chunks).toString("utf8"),
  };
}

/** The choice of somebody who has said yes to everything today. */
export function yes(): string {
  const purposes = ["personalization", "measurement"] as const;
  return formatChoice({ purposes, revision: 1, day: dayOf(Date.now()), gpc: false, epoch: 1 });
}

interface Route {
  readonly method: string;
  readonly path: string;
}

/** Every endpoint that there is: one that is new is attacked like all others. */
export const ROUTES: readonly Route[] = createEndpoints("/_selvedge")
  .routes.filter(({ method }) => method !== "ALL")
  .map(({ method, path }) => ({ method, path: filledIn(path) }))
  .filter((route, index, all) => all.findIndex((other) => isSame(route, other)) === index);

/** Those that can change something, in the browser or in what is counted. */
export const CHANGING = ROUTES.filter(({ method }) => method !== "GET");

function filledIn(path: string): string {
  return path.replace(/:file\{[^}]*\}.*$/, "tag.js").replace(":language", "pl");
}

function isSame(one: Route, other: Route): boolean {
  return one.method === other.method && one.path === other.path;
}
