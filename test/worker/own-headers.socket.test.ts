import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { OWN_HEADERS } from "../../worker/own-headers.ts";
import {
  type Answer,
  type Ask,
  type Attacked,
  OWNER_TOKEN,
  ROUTES,
  startAttacked,
  yes,
} from "./attacked.socket.ts";

let edge: Attacked;
let closed: Attacked;
beforeAll(async () => {
  [edge, closed] = await Promise.all([
    startAttacked(),
    startAttacked({ OWNER_TOKEN: "", SELVEDGE_SECRET: "" }),
  ]);
});
afterAll(() => Promise.all([edge.stop(), closed.stop()]));

const cookie = () => ({ cookie: `sv_c=${yes()}` });
const admin = (more: Record<string, string> = {}): Ask => ({
  headers: {
    host: `admin.localhost:${edge.url.port}`,
    "content-type": "application/json",
    authorization: `Bearer ${OWNER_TOKEN}`,
    ...more,
  },
  body: { page: edge.url.href, me: true },
});
const signal = async (more: object = {}): Promise<Ask> => {
  const { plan } = await edge.config();
  return { headers: cookie(), body: { plan, path: "/", language: "en", ...more } };
};
/** The path that a link to a preview asks for. */
async function previewPath(): Promise<string> {
  const { url } = JSON.parse((await edge.ask("POST", "/preview-links", admin())).body) as { url: string };
  return new URL(url).pathname + new URL(url).search;
}

const NO_STORE = "no-store";
const NEVER = "private, no-store";
/** An answer of each kind, its status, and who may keep it. */
const ANSWERS: readonly [string, number, string, () => Promise<Answer>][] = [
  [
    "a script",
    200,
    "public, max-age=3600, stale-while-revalidate=86400",
    () => edge.ask("GET", "/_selvedge/tag.js"),
  ],
  [
    "a script's head",
    200,
    "public, max-age=3600, stale-while-revalidate=86400",
    () => edge.ask("HEAD", "/_selvedge/tag.js"),
  ],
  ["no such script", 404, NO_STORE, () => edge.ask("GET", "/_selvedge/none.js")],
  ["the owner's texts", 200, "public, max-age=300", () => edge.ask("GET", "/_selvedge/texts/pl")],
  ["no such texts", 404, NO_STORE, () => edge.ask("GET", "/_selvedge/texts/constructor")],
  ["public keys", 200, "public, max-age=300", () => edge.ask("GET", "/_selvedge/receipt-keys")],
  ["the configuration", 200, "private, max-age=300", () => edge.ask("GET", "/_selvedge/config")],
  ["what is known", 200, NO_STORE, () => edge.ask("GET", "/_selvedge/me", { headers: cookie() })],
  ["what isn't a page", 400, NO_STORE, () => edge.ask("GET", "/_selvedge/me?page=//x")],
  ["forgetting", 204, NO_STORE, () => edge.own("DELETE", "/_selvedge/me")],
  [
    "a choice with a receipt",
    200,
    NO_STORE,
    () => edge.own("POST", "/_selvedge/consent", { body: { choice: yes() } }),
  ],
  ["no choice", 400, NO_STORE, () => edge.own("POST", "/_selvedge/consent", { body: { choice: "yes" } })],
  ["a signal", 200, NO_STORE, async () => edge.own("POST", "/_selvedge/signals", await signal())],
  [
    "a signal without consent",
    403,
    NO_STORE,
    async () =>
      edge.own("POST", "/_selvedge/signals", {
        body: { ...((await signal()).body as object), now: [0], next: [0] },
      }),
  ],
  [
    "an outdated signal",
    409,
    NO_STORE,
    async () => edge.own("POST", "/_selvedge/signals", await signal({ plan: "old" })),
  ],
  [
    "too long a body",
    413,
    NO_STORE,
    () => edge.own("POST", "/_selvedge/signals", { body: "x".repeat(8193) }),
  ],
  ["another type", 415, NO_STORE, () => edge.ask("POST", "/_selvedge/signals", { body: "{}" })],
  [
    "a foreign page",
    403,
    NO_STORE,
    () => edge.ask("POST", "/_selvedge/signals", { headers: { origin: "null" } }),
  ],
  ["another method", 405, NO_STORE, () => edge.own("PUT", "/_selvedge/signals", { body: "{}" })],
  ["a preflight", 405, NO_STORE, () => edge.ask("OPTIONS", "/_selvedge/signals")],
  ["nothing", 404, NO_STORE, () => edge.ask("GET", "/_selvedge/")],
  ["no preview", 403, NEVER, () => edge.ask("GET", "/_selvedge/preview/start?t=1.x.y")],
  ["a preview", 303, NEVER, async () => edge.ask("GET", await previewPath())],
  [
    "no preview to change",
    403,
    NO_STORE,
    () => edge.own("POST", "/_selvedge/preview/change", { body: "{}" }),
  ],
  ["the end of a preview", 204, NEVER, () => edge.own("POST", "/_selvedge/preview/end", { body: "{}" })],
  ["a link to a preview", 201, NO_STORE, () => edge.ask("POST", "/preview-links", admin())],
  ["no owner", 401, NO_STORE, () => edge.ask("POST", "/preview-links", admin({ authorization: "" }))],
  ["nothing of the owner's", 404, NO_STORE, () => edge.ask("GET", "/nothing", admin())],
  ["no owner at all", 503, NO_STORE, () => closed.ask("POST", "/preview-links", admin())],
  ["support of GPC", 200, "public, max-age=86400", () => edge.ask("GET", "/.well-known/gpc.json")],
];

describe("security headers of everything that is ours", () => {
  test.each(ANSWERS)("%s (%i)", async (_, status, kept, ask) => {
    const { headers, ...answer } = await ask();
    expect(answer.status, answer.body).toBe(status);
    expect(headers["cache-control"]).toBe(kept);
    for (const [name, value] of Object.entries(OWN_HEADERS)) {
      // The one page of ours styles itself.
      const isPage = name === "content-security-policy" && headers["content-type"]?.startsWith("text/html");
      if (isPage)
        expect(headers[name]).toMatch(
          /^default-src 'none'; style-src 'nonce-[\da-f-]{36}'; base-uri 'none'; form-action 'none'; frame-ancestors 'none'$/,
        );
      // Pages of declared origins load scripts.
      else if (name === "cross-origin-resource-policy" && headers["access-control-allow-origin"] === "*")
        expect(headers[name]).toBe("cross-origin");
      else expect(headers[name], name).toBe(value);
    }
    expect(headers["set-cookie"] === undefined || kept.includes("no-store")).toBe(true);
    // What speaks for the owner's whole host, or tells what is behind.
    for (const name of ["strict-transport-security", "server", "x-powered-by"])
      expect(headers[name], name).toBe(undefined);
  });

  test("each endpoint has them, whatever is asked of it and however", async () => {
    for (const { path } of ROUTES)
      for (const method of ["GET", "HEAD", "POST", "PUT", "PATCH", "DELETE", "OPTIONS"])
        for (const ask of [edge.ask, edge.own]) {
          const { headers } = await ask(method, path);
          const { "x-content-type-options": nosniff, "cross-origin-resource-policy": policy } = headers;
          const isScript = method === "GET" && path.endsWith(".js");
          const expected = ["nosniff", isScript ? "cross-origin" : "same-origin"];
          expect([nosniff, policy], `${method} ${path}`).toEqual(expected);
          expect(headers["content-security-policy"], `${method} ${path}`).toMatch(
            /^default-src 'none'.*; frame-ancestors 'none'$/,
          );
        }
  });

  test("an origin that can't be reached is answered for with them", async () => {
    const { status, headers } = await edge.ask("GET", "/broken");
    expect(status).toBe(502);
    expect(headers).toMatchObject({ ...OWN_HEADERS, "cache-control": "no-store" });
  });

  test("the owner's pages get none of them", async () => {
    const { headers } = await edge.ask("GET", "/me/page");
    for (const name of Object.keys(OWN_HEADERS)) expect(headers[name], name).toBe(undefined);
  });
});
