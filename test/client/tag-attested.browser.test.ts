import * as v from "valibot";
import { beforeEach, describe, expect, test, vi } from "vitest";
import { dayOf } from "../../shared/day.ts";
import { compileSite } from "../../shared/decision.ts";
import { ATTESTED_TOKEN_CHARACTERS } from "../../shared/limits.ts";
import { siteSchema } from "../../shared/site/schema.ts";
import { makeToken } from "../../tools/attested-token.ts";
import { browser, call, context, openAroundEach, page, stub, until } from "./opened.ts";
import { answered, kept, state, type PageWindow } from "./stub.ts";

const TODAY = dayOf(Date.now());
const site = v.parse(siteSchema, {
  version: 1,
  id: "shop",
  attributes: {
    plan: { attested: ["free", "pro"] },
    stage: { attested: ["lead", "customer"] },
    visits: { count: "visit" },
  },
  segments: {
    customer: { when: { stage: "customer" } },
    returning: { when: { visits: { $gte: 2 } } },
  },
});
const { attributes } = compileSite(site, () => () => true).plan;

const tokenOf = (values: Record<string, string>, days = 7, secret = "secret") =>
  makeToken({ values, until: TODAY + days }, secret, "shop");
const meta = (token: string) =>
  `<meta name="selvedge-attested" content="${token}"></head><body><h1>Page</h1>`;
const BARE = "</head><body><h1>Page</h1>";
const CUSTOMER = tokenOf({ plan: "pro", stage: "customer" });
const LEAD = tokenOf({ stage: "lead" });

openAroundEach();
beforeEach(() => {
  stub.config = { ...stub.config, attributes };
});

/** What signals with a projection have said of attested attributes, in order. */
const told = () => stub.signals().flatMap((signal) => (signal.now ? [signal.attested] : []));
const tells = (...tokens: (string | undefined)[]) =>
  vi.waitFor(() => expect(told()).toEqual(tokens), { timeout: 10_000, interval: 50 });
const acknowledged = () => until(async () => (await kept(page, "profile"))?.sent?.includes(CUSTOMER));
const settled = () => page.waitForTimeout(300);

describe("a token on the page", () => {
  test("is sent with the projection, which has nothing of it, and kept for the visitor to see", async () => {
    await answered(context, stub, "pm");
    stub.pages["/"] = meta(CUSTOMER);
    await page.goto(stub.origin);
    await tells(CUSTOMER);
    const signal = stub.signals().find(({ now }) => now)!;
    expect(signal).toMatchObject({ now: [0], next: [1] });
    expect(Object.keys(signal).slice(0, 4)).toEqual(["plan", "now", "next", "attested"]);
    expect(await state(page, "stage")).toEqual([CUSTOMER, TODAY + 7, "customer"]);
    expect(await state(page, "plan")).toEqual([CUSTOMER, TODAY + 7, "pro"]);
    expect(stub.loaded).toContain("kind.attested.js");
  });

  test("is said again only when something has changed, also on pages that have none", async () => {
    await answered(context, stub, "pm");
    Object.assign(stub.pages, { "/": meta(CUSTOMER), "/bare": BARE, "/lead": meta(LEAD) });
    await page.goto(stub.origin);
    await tells(CUSTOMER);
    // A page that is left before the answer has come says it once more, and may.
    await acknowledged();
    for (const path of ["/", "/bare", "/"]) {
      await page.goto(stub.origin + path);
      await settled();
    }
    await tells(CUSTOMER);
    await page.goto(`${stub.origin}/lead`);
    await tells(CUSTOMER, LEAD);
  });

  test("that is empty takes everything back", async () => {
    await answered(context, stub, "pm");
    Object.assign(stub.pages, { "/": meta(CUSTOMER), "/out": meta("") });
    await page.goto(stub.origin);
    await tells(CUSTOMER);
    await acknowledged();
    await page.goto(`${stub.origin}/out`);
    await tells(CUSTOMER, "");
    expect(await state(page, "stage")).toEqual(["", 0, null]);
  });

  test("invariant 1: without a yes is neither kept nor sent, and with it at once", async () => {
    stub.pages["/"] = meta(CUSTOMER);
    await page.goto(stub.origin);
    await page.waitForFunction(() => (window as unknown as PageWindow).firstLayer !== undefined);
    await settled();
    expect(stub.signals()).toEqual([]);
    expect(await kept(page, "profile")).toBeUndefined();
    await page.evaluate(() => (window as unknown as PageWindow).firstLayer!.choose(["personalization"]));
    await tells(CUSTOMER);
  });

  test("invariant 1: with measurement alone is neither kept nor sent", async () => {
    await answered(context, stub, "m");
    stub.pages["/"] = meta(CUSTOMER);
    await page.goto(stub.origin);
    await until(() => stub.signals().length);
    await settled();
    expect(stub.seen.map(({ body }) => body).join()).not.toContain(CUSTOMER);
    expect(await kept(page, "profile")).toBeUndefined();
  });

  test("invariant 2: two visitors of equal values send bodies of equal bytes", async () => {
    stub.pages["/"] = meta(CUSTOMER);
    const bodies: string[] = [];
    for (let visitor = 0; visitor < 2; visitor++) {
      const other = await browser.newContext();
      await answered(other, stub, "p");
      const from = stub.seen.length;
      await (await other.newPage()).goto(stub.origin);
      await until(() => stub.seen.slice(from).some(({ path }) => path.endsWith("/signals")));
      bodies.push(stub.seen.slice(from).find(({ path }) => path.endsWith("/signals"))!.body);
      await other.close();
    }
    expect(bodies[0]).toContain(CUSTOMER);
    expect(bodies[0]).toBe(bodies[1]);
  });

  const signed = (payload: string) =>
    `${Buffer.from('{"alg":"HS256","typ":"JWT"}').toString("base64url")}.${Buffer.from(payload).toString("base64url")}.c2ln`;
  test.each([
    ["a name", "visitor-4711"],
    ["a claim of its own", signed(`{"attested":{},"exp":${(TODAY + 7) * 86_400},"sub":"4711"}`)],
    ["another spelling", signed(`{"attested":{} ,"exp":${(TODAY + 7) * 86_400}}`)],
    ["a value that isn't declared", tokenOf({ stage: "visitor-4711" })],
    ["an attribute that isn't declared", tokenOf({ id: "4711" })],
    ["an end in the past", tokenOf({ stage: "customer" }, 0)],
    ["no end to it", CUSTOMER + "A".repeat(ATTESTED_TOKEN_CHARACTERS)],
  ])("invariant 2: %s never leaves the device", async (_, content) => {
    await answered(context, stub, "pm");
    stub.pages["/"] = meta(content);
    await page.goto(stub.origin);
    await tells(undefined);
    expect(stub.seen.map(({ body }) => body).join()).not.toContain(content);
  });

  test("that nothing reads isn't sent", async () => {
    const quiet = v.parse(siteSchema, { ...site, segments: { returning: site.segments["returning"] } });
    stub.config = { ...stub.config, attributes: compileSite(quiet, () => () => true).plan.attributes };
    await answered(context, stub, "pm");
    stub.pages["/"] = meta(CUSTOMER);
    await page.goto(stub.origin);
    await tells(undefined);
    expect(await state(page, "stage")).toEqual([CUSTOMER, TODAY + 7, "customer"]);
  });

  test("isn't looked for where the site file attests nothing", async () => {
    const { visits } = attributes;
    stub.config = { ...stub.config, attributes: { visits: visits! } };
    await answered(context, stub, "pm");
    stub.pages["/"] = meta(CUSTOMER);
    await page.goto(stub.origin);
    await tells(undefined);
    await call("attest", CUSTOMER);
    await settled();
    expect(told()).toEqual([undefined]);
    expect(stub.loaded).not.toContain("kind.attested.js");
  });
});

describe("a token by script", () => {
  const QUEUE = `<script>selvedge = function () { (selvedge.q = selvedge.q || []).push(arguments) };
    selvedge("attest", ${JSON.stringify(CUSTOMER)});</script>`;

  test("works before the tag is there", async () => {
    await answered(context, stub, "pm");
    stub.pages["/"] = QUEUE + BARE;
    await page.goto(stub.origin);
    await until(() => told().includes(CUSTOMER));
    expect(await state(page, "stage")).toEqual([CUSTOMER, TODAY + 7, "customer"]);
  });

  test("counts more than the page's element, also for later views of the same document", async () => {
    await answered(context, stub, "pm");
    stub.pages["/"] = meta(LEAD);
    await page.goto(stub.origin);
    await tells(LEAD);
    await call("attest", CUSTOMER);
    await tells(LEAD, CUSTOMER);
    await page.evaluate(() => history.pushState({}, "", "/elsewhere"));
    await settled();
    await tells(LEAD, CUSTOMER);
    await call("attest", null);
    await tells(LEAD, CUSTOMER, "");
  });

  test("said before the answer, it counts with the yes", async () => {
    stub.pages["/"] = BARE;
    await page.goto(stub.origin);
    await page.waitForFunction(() => (window as unknown as PageWindow).firstLayer !== undefined);
    await call("attest", CUSTOMER);
    await settled();
    expect(stub.signals()).toEqual([]);
    await page.evaluate(() => (window as unknown as PageWindow).firstLayer!.choose(["personalization"]));
    await tells(CUSTOMER);
  });

  test("that makes no sense changes nothing", async () => {
    await answered(context, stub, "pm");
    stub.pages["/"] = meta(LEAD);
    await page.goto(stub.origin);
    await tells(LEAD);
    for (const nonsense of [7, {}, ["x"], "x", true]) await call("attest", nonsense);
    await settled();
    await tells(LEAD);
    expect(await state(page, "stage")).toEqual([LEAD, TODAY + 7, "lead"]);
  });
});
