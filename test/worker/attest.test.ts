import { reset } from "cloudflare:test";
import fc from "fast-check";
import { afterEach, beforeEach, describe, expect, test, vi } from "vitest";
import { ATTESTED_TOKEN_CHARACTERS } from "../../shared/limits.ts";
import type { Signal, SignalAnswer, TagConfig } from "../../shared/wire.ts";
import {
  type EdgeOptions,
  Edge,
  SITE,
  TODAY,
  choice,
  device,
  segmentsOf,
  setCookies,
  signalOf,
} from "./support.ts";

const DAY = 86_400_000;
const SECRET = "shared with the shop's own server";
const HEADER = { alg: "HS256", typ: "JWT" };
const SHOP = {
  ...SITE,
  attributes: {
    ...SITE.attributes,
    plan: { attested: ["free", "pro"] },
    stage: { attested: ["lead", "opportunity", "customer"], label: "Stage" },
  },
  segments: {
    ...SITE.segments,
    customer: { when: { stage: "customer" } },
    stranger: { when: { stage: { $exists: false } } },
    pro: { when: { plan: "pro" } },
  },
};
const yes = { sv_c: choice() };

/** What the owner's server does, as docs/attested.md has it, with any header and payload. */
async function tokenOf(
  payload: unknown,
  {
    secret = SECRET,
    site = "test-shop",
    header = HEADER,
  }: { secret?: string; site?: string; header?: object } = {},
) {
  const bytes = (text: string) => new TextEncoder().encode(text);
  const base64Url = (data: Uint8Array | ArrayBuffer) =>
    btoa(String.fromCharCode(...new Uint8Array(data)))
      .replaceAll("+", "-")
      .replaceAll("/", "_")
      .replaceAll("=", "");
  const hmac = async (key: Uint8Array | ArrayBuffer, text: string) => {
    const how = { name: "HMAC", hash: "SHA-256" };
    const imported = await crypto.subtle.importKey("raw", key, how, false, ["sign"]);
    return crypto.subtle.sign("HMAC", imported, bytes(text));
  };
  const key = await hmac(bytes(secret), `selvedge attested ${site}`);
  const parts = [header, payload].map((part) =>
    base64Url(bytes(typeof part === "string" ? part : JSON.stringify(part))),
  );
  return `${parts.join(".")}.${base64Url(await hmac(key, parts.join(".")))}`;
}

const claims = (attested: object, days = 7) => ({ attested, exp: (TODAY + days) * 86_400 });

let warn: ReturnType<typeof vi.spyOn>;
let edge: Edge;
let config: TagConfig;
const open = async (options: EdgeOptions = {}) => {
  edge = new Edge({ site: SHOP, ...options, env: { ATTEST_SECRET: SECRET, ...options.env } });
  config = await edge.config();
};
beforeEach(async () => {
  // What is refused is told to the owner; one test looks at that.
  warn = vi.spyOn(console, "warn").mockImplementation(() => {});
  await open();
});
afterEach(() => {
  vi.restoreAllMocks();
  return reset();
});

/** Sends a projection and maybe a token; the answer, and the cookies from then on. */
async function send(
  attested: string | undefined,
  cookies: Record<string, string> = yes,
  more: Partial<Signal> = {},
) {
  const day = Math.floor(edge.now / DAY);
  const signal = {
    ...signalOf(config, device(config, 1, 0, day), { ...more }, day),
    ...(attested !== undefined && { attested }),
  };
  const response = await edge.post("/_selvedge/signals", signal, { cookies });
  const given = Object.entries(setCookies(response)).map(([name, { value }]) => [name, value] as const);
  return {
    response,
    answer: await response.json<SignalAnswer>(),
    cookies: { ...cookies, ...Object.fromEntries(given) } as Record<string, string>,
  };
}

const known = async (cookies: Record<string, string>) => {
  const { customer, stranger, pro } = await segmentsOf(edge, cookies);
  return { customer, stranger, pro };
};
const NOBODY = { customer: false, stranger: true, pro: false };
const CUSTOMER = { customer: true, stranger: false, pro: false };

describe("a token of the owner's server", () => {
  test("is believed, in the answer at once and on every page after it", async () => {
    const { answer, cookies } = await send(await tokenOf(claims({ plan: "pro", stage: "customer" })));
    expect(answer.decision.segments).toEqual(["polish", "customer", "pro"]);
    expect(answer).not.toHaveProperty("attested");
    expect(await known(cookies)).toEqual({ customer: true, stranger: false, pro: true });
    expect(cookies["sv_p"]!.length).toBeLessThan(200);
  });

  test("is told to the visitor by `me`, and forgotten with everything else", async () => {
    const { cookies } = await send(await tokenOf(claims({ stage: "customer" })));
    const me = await (
      await edge.ask("/_selvedge/me", { cookies })
    ).json<{
      projection: { attributes: { id: string }[] };
    }>();
    expect(me.projection.attributes.find(({ id }) => id === "stage")).toEqual({
      id: "stage",
      label: "Stage",
      bucket: { values: ["customer"] },
      buckets: 3,
    });
    const forgotten = await edge.ask("/_selvedge/me", { method: "DELETE", cookies });
    expect(setCookies(forgotten)["sv_p"]!.attributes).toContain("Max-Age=0");
  });

  test("holds without being sent again, till midnight (UTC) of the day on which it ends", async () => {
    let { cookies } = await send(await tokenOf(claims({ stage: "customer" }, 7)));
    edge.now += 3 * DAY;
    ({ cookies } = await send(undefined, cookies));
    edge.now = (TODAY + 7) * DAY - 1000;
    expect(await known(cookies)).toEqual(CUSTOMER);
    edge.now += 1000;
    expect(await known(cookies)).toEqual(NOBODY);
  });

  test("is replaced by a later one, and by one that says nothing; an empty one takes it back", async () => {
    let { cookies } = await send(await tokenOf(claims({ plan: "pro", stage: "customer" })));
    ({ cookies } = await send(await tokenOf(claims({ stage: "lead" })), cookies));
    expect(await known(cookies)).toEqual({ customer: false, stranger: false, pro: false });
    for (const none of ["", await tokenOf(claims({}))]) {
      const customer = await send(await tokenOf(claims({ stage: "customer" })), cookies);
      expect(await known(customer.cookies)).toEqual(CUSTOMER);
      const { answer, cookies: after } = await send(none, customer.cookies);
      expect(answer).not.toHaveProperty("attested");
      expect(await known(after)).toEqual(NOBODY);
    }
  });

  test("of somebody who lost the profile on the device stays in the cookie", async () => {
    const { cookies } = await send(await tokenOf(claims({ stage: "customer" })));
    const { answer, cookies: after } = await send(undefined, cookies, { fresh: true });
    expect(answer.decision.segments).toContain("customer");
    expect(await known(after)).toEqual(CUSTOMER);
  });

  test("invariant 2: equal values give equal cookies, whoever has them", async () => {
    const cookies = await Promise.all(
      [1, 2].map(async () => (await send(await tokenOf(claims({ stage: "customer" })))).cookies["sv_p"]),
    );
    expect(cookies[0]).toBe(cookies[1]);
  });

  test("is that of one site, also where another has the same secret", async () => {
    const own = await tokenOf(claims({ stage: "customer" }), { site: "other-shop" });
    await open({ site: { ...SHOP, id: "other-shop" } });
    expect((await send(own)).answer.decision.segments).toContain("customer");
    expect((await send(await tokenOf(claims({ stage: "customer" })))).answer.attested).toMatch(/signature/);
  });

  test("may be of either secret while a new one is brought in", async () => {
    await open({ env: { ATTEST_SECRET: "a new one", ATTEST_SECRET_OLD: SECRET } });
    for (const secret of ["a new one", SECRET]) {
      const { answer } = await send(await tokenOf(claims({ stage: "customer" }), { secret }));
      expect(answer.decision.segments).toContain("customer");
    }
    for (const secret of ["a", "an older one"])
      expect((await send(await tokenOf(claims({ stage: "customer" }), { secret }))).answer.attested).toMatch(
        /signature/,
      );
  });
});

describe("anything else is thrown away, and said", () => {
  const wrong: [string, () => string | Promise<string>, RegExp][] = [
    ["no token", () => "customer", /one way/],
    ["two dots", () => "..", /one way/],
    ["of another secret", () => tokenOf(claims({ stage: "customer" }), { secret: "guessed" }), /signature/],
    ["of another site", () => tokenOf(claims({ stage: "customer" }), { site: "other-shop" }), /signature/],
    [
      "without a signature",
      async () => (await tokenOf(claims({ stage: "customer" }))).replace(/[^.]*$/, ""),
      /signature/,
    ],
    [
      "without algorithm",
      async () =>
        (await tokenOf(claims({ stage: "customer" }), { header: { alg: "none" } })).replace(/[^.]*$/, ""),
      /one way/,
    ],
    [
      "with another value under the same signature",
      async () => {
        const [lead, customer] = [
          await tokenOf(claims({ stage: "lead" })),
          await tokenOf(claims({ stage: "customer" })),
        ];
        return [...customer.split(".").slice(0, 2), lead.split(".")[2]].join(".");
      },
      /signature/,
    ],
    [
      "signed, with no algorithm",
      () => tokenOf(claims({}), { header: { alg: "none", typ: "JWT" } }),
      /one way/,
    ],
    ["signed, with a key id", () => tokenOf(claims({}), { header: { ...HEADER, kid: "1" } }), /one way/],
    ["signed, with a subject", () => tokenOf({ ...claims({}), sub: "4711" }), /one way/],
    ["signed, with white space", () => tokenOf(JSON.stringify(claims({}), null, 1)), /one way/],
    ["signed, in another order", () => tokenOf(claims({ stage: "lead", plan: "pro" })), /one way/],
    [
      "signed, for a time that isn't midnight",
      () => tokenOf({ attested: {}, exp: TODAY * 86_400 + 90_000 }),
      /one way/,
    ],
    ["signed, with an undeclared value", () => tokenOf(claims({ stage: "gold" })), /doesn't declare/],
    ["signed, with an undeclared attribute", () => tokenOf(claims({ id: "4711" })), /doesn't declare/],
    ["signed, with an attribute of another kind", () => tokenOf(claims({ visits: "9" })), /doesn't declare/],
    ["expired", () => tokenOf(claims({ stage: "customer" }, 0)), /expired/],
    ["expired long ago", () => tokenOf(claims({ stage: "customer" }, -300)), /expired/],
    ["for too long", () => tokenOf(claims({ stage: "customer" }, 32)), /more than 31 days/],
  ];
  test.each(wrong)("%s", async (_, make, reason) => {
    const { cookies: before } = await send(await tokenOf(claims({ plan: "pro" })));
    const { response, answer, cookies } = await send(await make(), before);
    expect(response.status).toBe(200);
    expect(answer.attested).toMatch(reason);
    expect(answer.decision.segments).toEqual(["polish", "stranger", "pro"]);
    // As without it: what the cookie knew stays, the rest of the signal counts.
    expect(await known(cookies)).toEqual({ customer: false, stranger: true, pro: true });
  });

  test("every single character of it matters", async () => {
    const token = await tokenOf(claims({ stage: "customer" }));
    for (let index = 0; index < token.length; index++) {
      const other = token[index] === "B" ? "C" : "B";
      const { answer } = await send(token.slice(0, index) + other + token.slice(index + 1));
      const reason = index < token.indexOf(".") + 1 ? /one way/ : /signature/;
      expect([index, answer.attested]).toEqual([index, expect.stringMatching(reason)]);
    }
  });

  test("whatever it is, the signal is answered and nothing is attested", async () => {
    await fc.assert(
      fc.asyncProperty(fc.string({ unit: "grapheme", minLength: 1, maxLength: 60 }), async (attested) => {
        const { response, answer } = await send(attested);
        expect(response.status).toBe(200);
        expect(answer.decision.segments).toEqual(["polish", "stranger"]);
      }),
      { numRuns: 50 },
    );
  });

  test("the longest term counts to its last second", async () => {
    const { cookies } = await send(await tokenOf(claims({ stage: "customer" }, 31)));
    edge.now = (TODAY + 31) * DAY - 1;
    expect(await known(cookies)).toEqual(CUSTOMER);
  });

  test("without the secret nothing is attested, which the owner is told once", async () => {
    await open({ env: { ATTEST_SECRET: "" } });
    for (let time = 0; time < 2; time++) {
      const { answer } = await send(await tokenOf(claims({ stage: "customer" }), { secret: "x" }));
      expect(answer.attested).toMatch(/no ATTEST_SECRET/);
      expect(answer.decision.segments).toContain("stranger");
    }
    const said: string[] = warn.mock.calls.flat().map(String);
    expect(said.filter((line) => line.includes("ATTEST_SECRET isn't set"))).toHaveLength(1);
    expect(said.filter((line) => line.includes("wasn't believed"))).toHaveLength(1);
  });
});

describe("nobody else attests anything", () => {
  test("courses for attested attributes in a signal are refused", async () => {
    const { now, next } = signalOf(config, device(config, 1));
    for (const more of [[1, 5, 0], 1, 0]) {
      const { response } = await send(undefined, yes, { now: [...now!, more], next: [...next!, more] });
      expect(response.status).toBe(400);
    }
  });

  test("invariant 1: a token without consent, or without a projection, isn't taken", async () => {
    const token = await tokenOf(claims({ stage: "customer" }));
    for (const sv_c of [choice([]), choice(["measurement"])])
      expect((await send(token, { sv_c })).response.status).toBe(403);
    const alone = { plan: config.plan, path: "/", language: "en", attested: token };
    const response = await edge.post("/_selvedge/signals", alone, { cookies: yes });
    expect(response.status).toBe(400);
    expect((await response.json<{ detail: string }>()).detail).toBe("attested: only with a projection");
  });

  test("an endless text is refused", async () => {
    expect((await send("x".repeat(ATTESTED_TOKEN_CHARACTERS + 1))).response.status).toBe(400);
  });

  test("after the visitor's no it is gone, also from the cookie", async () => {
    const { cookies } = await send(await tokenOf(claims({ stage: "customer" })));
    expect(await known({ ...cookies, sv_c: choice([]) })).toEqual({
      customer: null,
      stranger: null,
      pro: null,
    });
  });
});
