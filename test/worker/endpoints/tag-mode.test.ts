import { reset } from "cloudflare:test";
import { afterEach, describe, expect, test } from "vitest";
import type { Envelope, HandingAnswer, PageAnswer } from "../../../shared/tag-mode.ts";
import {
  choice,
  cookiesOf,
  device,
  Edge,
  type EdgeOptions,
  MESSAGE,
  setCookies,
  signalOf,
  SITE,
  TODAY,
} from "../support.ts";

const PAGES = "https://www.shop.example";
const PASTED = { ...SITE, origins: [PAGES] };
/** What the tag says of `sv_c`. */
const YES = "1.pm.1.0";
const NO = "1.-.1.0";

const edgeOf = (options: EdgeOptions = {}) => new Edge({ site: PASTED, ...options });

/** Sends what the pasted tag sends, as browsers do it. */
function paste(
  edge: Edge,
  path: string,
  body: unknown,
  headers: Record<string, string> = {},
): Promise<Response> {
  return edge.ask(`/_selvedge${path}`, {
    method: "POST",
    headers: {
      "content-type": "text/plain;charset=UTF-8",
      origin: PAGES,
      "sec-fetch-site": "cross-site",
      "accept-language": "pl",
      ...headers,
    },
    body: JSON.stringify(body),
  });
}

const question = (more: object = {}) => ({ path: "/", language: "en", referrer: "", ...more });

async function decisionOf(edge: Edge, envelope: Partial<Envelope>): Promise<PageAnswer> {
  const response = await paste(edge, "/decision", { ask: question(), ...envelope });
  expect(response.status).toBe(200);
  return response.json();
}

/** What the edge hands over to a device like this. */
async function handedTo(
  edge: Edge,
  visits: number,
  views = 0,
): Promise<NonNullable<HandingAnswer["handed"]>> {
  const config = await edge.config();
  const ask = signalOf(config, device(config, visits, views));
  const answer: HandingAnswer = await (await paste(edge, "/signals", { choice: YES, ask })).json();
  return answer.handed!;
}

const idsOf = ({ blocks }: { readonly blocks: readonly { readonly id: string }[] }) =>
  blocks.map(({ id }) => id);

afterEach(() => reset());

describe("who may ask", () => {
  test("pages of declared origins read answers, without cookies; nobody else's do", async () => {
    const edge = edgeOf();
    const cors = async (path: string, origin: string) => {
      const { headers } = await edge.ask(`/_selvedge/${path}`, { headers: { origin } });
      return [headers.get("access-control-allow-origin"), headers.get("vary")];
    };
    expect(await cors("config", PAGES)).toEqual([PAGES, "Origin"]);
    for (const origin of ["https://evil.example", `${PAGES}.evil.example`, "http://www.shop.example", "null"])
      expect(await cors("config", origin)).toEqual([null, "Origin"]);
    const answer = await paste(edge, "/decision", { ask: question() });
    expect(answer.headers.get("access-control-allow-origin")).toBe(PAGES);
    expect(answer.headers.get("access-control-allow-credentials")).toBeNull();
    expect(answer.headers.get("cache-control")).toBe("no-store");
  });

  test("without declared origins nothing is said of others", async () => {
    const { headers } = await new Edge().ask("/_selvedge/config", { headers: { origin: PAGES } });
    expect(headers.get("access-control-allow-origin")).toBeNull();
    expect(headers.get("vary")).toBeNull();
    expect(headers.get("cross-origin-resource-policy")).toBe("same-origin");
  });

  test("the tag and its parts are the same for everybody, and may be loaded by any page", async () => {
    const ASSETS = { fetch: async () => new Response("tag") } as unknown as Fetcher;
    const edge = edgeOf({ env: { ASSETS } });
    const { headers } = await edge.ask("/_selvedge/tag.js", { headers: { origin: PAGES } });
    expect(headers.get("access-control-allow-origin")).toBe("*");
    expect(headers.get("cross-origin-resource-policy")).toBe("cross-origin");
    expect(headers.get("vary")).toBeNull();
  });

  test("what other pages make browsers send is turned away, and preflights aren't answered", async () => {
    const edge = edgeOf();
    for (const path of ["/decision", "/signals", "/consent", "/me"]) {
      const foreign = await paste(edge, path, { ask: question() }, { origin: "https://evil.example" });
      expect(foreign.status).toBe(403);
      const preflight = await edge.ask(`/_selvedge${path}`, {
        method: "OPTIONS",
        headers: { origin: PAGES },
      });
      expect(preflight.ok).toBe(false);
      expect(preflight.headers.get("access-control-allow-headers")).toBeNull();
    }
    const preview = await paste(edge, "/preview/end", { ask: {} });
    expect(preview.status).toBe(403);
  });

  test("cookies that come along aren't read, and none are set", async () => {
    const edge = edgeOf();
    const cookies = await cookiesOf(edge, 2);
    const response = await edge.ask("/_selvedge/decision", {
      method: "POST",
      cookies,
      headers: { "content-type": "text/plain", origin: PAGES },
      body: JSON.stringify({ ask: question() }),
    });
    expect(idsOf(await response.json<PageAnswer>())).not.toContain("welcome");
    const ask = { choice: choice([]) };
    const refused = await paste(edge, "/consent", { choice: NO, ask });
    expect([refused.status, setCookies(refused)]).toEqual([204, {}]);
    const config = await edge.config();
    const signal = await paste(edge, "/signals", { choice: YES, ask: signalOf(config, device(config, 2)) });
    expect(setCookies(signal)).toEqual({});
  });

  test("invariant 9: what isn't such a body gets every place that is wrong", async () => {
    const edge = edgeOf();
    const bad = await paste(edge, "/decision", { choice: 1, visitor: "x", ask: question() });
    expect(await bad.json()).toMatchObject({
      issues: [
        { path: "choice", message: "expected string, got 1" },
        { path: "visitor", message: "no such field" },
      ],
    });
    const worse = await paste(edge, "/decision", { ask: { path: "x?y", language: "en", id: 1 } });
    expect((await worse.json<{ issues: { path: string }[] }>()).issues.map(({ path }) => path)).toEqual([
      "path",
      "referrer",
      "id",
    ]);
    expect((await paste(edge, "/signals", { ask: { padding: "x".repeat(9000) } })).status).toBe(413);
  });
});

describe("a page elsewhere is decided as one behind the Worker", () => {
  test("by the projection as it was handed over, for the rest of a visit or the start of the next", async () => {
    const edge = edgeOf();
    const { projection } = await handedTo(edge, 1);
    const within = await decisionOf(edge, { choice: YES, projection: projection!, visit: "1" });
    expect(idsOf(within)).not.toContain("welcome");
    const again = await decisionOf(edge, { choice: YES, projection: projection! });
    expect(idsOf(again)).toContain("welcome");
    expect(again.blocks.find(({ id }) => id === "welcome")!.edit).toEqual({
      block: "welcome",
      target: "#welcome",
      claims: ["|content|"],
      calls: [["", "replaceChildren", ["Good to see you again"]]],
    });
  });

  test("by days that have gone by, and not by what is forged", async () => {
    const edge = edgeOf();
    const { projection } = await handedTo(edge, 1, 3);
    const known = { choice: YES, projection: projection! };
    expect(idsOf(await decisionOf(edge, known))).toContain("terms");
    edge.now += 31 * 86_400_000;
    expect(idsOf(await decisionOf(edge, known))).not.toContain("terms");
    const forged = { choice: YES, projection: `${projection!.slice(0, -4)}AAAA` };
    expect(idsOf(await decisionOf(edge, forged))).not.toContain("welcome");
  });

  test("by how the visitor arrived there: where from, by which campaign, to which host", async () => {
    const when = (condition: object) => ({ target: "#x", op: "text", text: "x", when: condition }) as const;
    const site = {
      ...PASTED,
      blocks: {
        ad: { ...when({ "context.referrer": "ad" }), target: "#a" },
        search: { ...when({ "context.referrer": "search" }), target: "#b" },
        inside: { ...when({ "context.referrer": "internal" }), target: "#c" },
        spring: { ...when({ "context.campaign": "spring" }), target: "#d" },
        host: { ...when({ "context.host": "www.shop.example" }), target: "#e" },
      },
    };
    const edge = edgeOf({ site });
    const found = async (more: object, saying?: string) =>
      idsOf(await decisionOf(edge, { ...(saying && { choice: saying }), ask: question(more) }));
    expect(await found({})).toEqual(["host"]);
    expect(await found({ referrer: "https://www.google.com" })).toEqual(["search", "host"]);
    expect(await found({ referrer: PAGES })).toEqual(["inside", "host"]);
    expect(await found({ query: "&gclid=" })).toEqual(["ad", "host"]);
    // Invariant 1: the campaign is known after a yes only.
    expect(await found({ query: "?utm_campaign=spring" })).toEqual(["host"]);
    expect(await found({ query: "?utm_campaign=spring" }, YES)).toEqual(["spring", "host"]);
  });

  test("invariant 1: without a yes a projection counts for nothing, and context as the site file says", async () => {
    const edge = edgeOf();
    const { projection } = await handedTo(edge, 2);
    for (const saying of [undefined, NO, "1.m.1.0", "1.pm.2.0", "1.pm.1.20779.0.3", "nonsense"]) {
      const answer = await decisionOf(edge, { ...(saying && { choice: saying }), projection: projection! });
      expect(idsOf(answer)).toEqual(
        saying === undefined || saying === "1.pm.2.0" ? ["delivery"] : idsOf(answer),
      );
      expect(idsOf(answer)).not.toContain("welcome");
      expect(answer.handed).toBeUndefined();
    }
    expect(idsOf(await decisionOf(edge, { choice: NO }))).toEqual([]);
    const objecting = await paste(
      edge,
      "/decision",
      { choice: YES, projection, ask: question() },
      { "sec-gpc": "1" },
    );
    expect(idsOf(await objecting.json<PageAnswer>())).toEqual([]);
  });

  test("excluded pages and bots get nothing, redirects lead where they would", async () => {
    const site = {
      ...PASTED,
      blocks: { ...SITE.blocks, away: { pages: ["/old"], op: "redirect", to: "/new" } },
    };
    const edge = edgeOf({ site });
    const nothing = { segments: [], blocks: [], lost: [] };
    expect(await decisionOf(edge, { ask: question({ path: "/checkout/pay" }) })).toEqual(nothing);
    const bot = { "user-agent": "Googlebot/2.1" };
    expect(await (await paste(edge, "/decision", { ask: question() }, bot)).json()).toEqual(nothing);
    const away = await decisionOf(edge, { ask: question({ path: "/old" }) });
    expect(away.blocks.map(({ edit }) => edit!.rare)).toEqual([{ to: "/new" }]);
    const stay = await decisionOf(edge, { ask: question({ path: "/old", query: "?selvedge=stay" }) });
    expect(idsOf(stay)).not.toContain("away");
    expect(stay.lost).toContainEqual({ id: "away", reason: "refused" });
  });
});

describe("what is handed over", () => {
  test("all pages of the site, decided ahead; what reads its page is left to the page", async () => {
    const site = {
      ...PASTED,
      blocks: {
        ...SITE.blocks,
        here: { target: "#h", op: "text", text: "x", when: { "context.path": "/here" } },
        prints: { target: "#p", op: "text", text: "{{context.path}}" },
        home: { pages: ["/"], target: "#n", op: "text", text: "Home" },
        away: { pages: ["/old"], op: "redirect", to: "/new" },
        never: { target: "#z", op: "text", text: "x", when: { "context.country": "DE" } },
      },
    };
    const { ahead } = await handedTo(edgeOf({ site }), 2);
    expect(ahead!.segments).toEqual(["returning", "polish"]);
    const open = ahead!.blocks.filter(({ edit }) => !edit).map(({ id, pages }) => [id, pages]);
    expect(open).toEqual([
      ["", ["/checkout/*"]],
      ["here", undefined],
      ["prints", undefined],
      ["away", ["/old"]],
    ]);
    const decided = ahead!.blocks.filter(({ edit }) => edit).map(({ id, pages }) => [id, pages]);
    expect(decided).toEqual([
      ["welcome", undefined],
      ["delivery", undefined],
      ["home", ["/"]],
    ]);
  });

  test("within a visit with each page, too; not where it would be long", async () => {
    const edge = edgeOf();
    const { projection } = await handedTo(edge, 2);
    const within = await decisionOf(edge, { choice: YES, projection: projection!, visit: "1" });
    expect(idsOf(within.handed!.ahead!)).toContain("welcome");
    expect((await decisionOf(edge, { choice: YES, projection: projection! })).handed).toBeUndefined();
    const text = "x".repeat(70_000);
    const long = edgeOf({ site: { ...PASTED, blocks: { long: { target: "#l", op: "text", text } } } });
    expect((await handedTo(long, 2)).ahead).toBeNull();
  });

  test("invariant 2: equal projections are sealed to equal bytes, whenever who chose", async () => {
    const edge = edgeOf();
    expect((await handedTo(edge, 2)).projection).toBe((await handedTo(edge, 3)).projection);
  });

  test("a device that has lost its profile starts from it", async () => {
    const edge = edgeOf();
    const { projection } = await handedTo(edge, 3, 3);
    const config = await edge.config();
    const ask = { ...signalOf(config, device(config, 1)), fresh: true };
    const answer: HandingAnswer = await (
      await paste(edge, "/signals", { choice: YES, projection, ask })
    ).json();
    expect(answer.seed).toBeDefined();
    expect(answer.decision.segments).toContain("returning");
  });

  test("counts count, once, and only with consent", async () => {
    const edge = edgeOf();
    const { plan, token } = await edge.config();
    const counts = { plan, path: "/", language: "en", counts: [["view"]], message: MESSAGE, token };
    const answer = await paste(edge, "/signals", { choice: "1.m.1.0", ask: counts });
    expect(await answer.json()).toMatchObject({ counted: true });
    expect((await paste(edge, "/signals", { ask: counts })).status).toBe(403);
  });

  test("me is a POST", async () => {
    const edge = edgeOf();
    const { projection } = await handedTo(edge, 2);
    const me = await paste(edge, "/me", { choice: YES, projection, ask: { page: "/pricing" } });
    expect(await me.json()).toMatchObject({
      consent: { personalization: true },
      projection: { day: new Date(TODAY * 86_400_000).toISOString().slice(0, 10) },
      context: { host: "www.shop.example" },
      page: { path: "/pricing", blocks: [{ id: "welcome" }, { id: "delivery" }] },
    });
  });
});
