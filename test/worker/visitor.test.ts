import { env } from "cloudflare:workers";
import { reset } from "cloudflare:test";
import { afterEach, describe, expect, test } from "vitest";
import type { Env } from "../../worker/env.ts";
import { SITE, TODAY, Edge, choice, cookiesOf, segmentsOf } from "./support.ts";

const DAY = 86_400_000;
const kv = (env as unknown as Env).SITE;

afterEach(() => reset());

/** Whether the projection of a returning visitor is believed. */
async function believed(edge: Edge, cookies: Record<string, string>): Promise<boolean> {
  const { returning } = await segmentsOf(edge, cookies);
  expect(returning).not.toBe(false);
  return returning === true;
}

describe("a projection cookie", () => {
  test("is believed as it was given", async () => {
    const edge = new Edge();
    const cookies = await cookiesOf(edge, 2, 3);
    expect(cookies["sv_p"]!.length).toBeLessThan(200);
    expect(await segmentsOf(edge, cookies)).toMatchObject({ returning: true, business: true });
  });

  const forgeries: [string, (value: string) => string][] = [
    ["empty", () => ""],
    ["of another shape", () => "hello"],
    ["truncated", (value) => value.slice(0, -1)],
    ["with something behind it", (value) => `${value}A`],
    [
      "with another bucket",
      (value) =>
        value.replace(
          /^(.*)\.([\w-]*)\.([\w-]+)$/,
          (_, head, payload, mac) => `${head}.${payload === "B" ? "C" : "B"}.${mac}`,
        ),
    ],
    ["with another epoch", (value) => value.replace(/^(1\.\w+)\.1\./, "$1.2.")],
    ["with another signature", (value) => value.replace(/\.[\w-]+$/, `.${"A".repeat(22)}`)],
    ["without signature", (value) => value.replace(/\.[\w-]+$/, "")],
    ["oversized", (value) => value + "A".repeat(5000)],
    ["of characters that aren't ours", (value) => `${value}%00%ff"`],
  ];
  test.each(forgeries)("counts as absent when it is %s", async (_, forge) => {
    const edge = new Edge();
    const cookies = await cookiesOf(edge, 2);
    const forged = forge(cookies["sv_p"]!);
    expect(forged).not.toBe(cookies["sv_p"]);
    expect(await believed(edge, { ...cookies, sv_p: forged })).toBe(false);
  });

  test("every single character of it matters", async () => {
    const edge = new Edge();
    const cookies = await cookiesOf(edge, 2);
    const value = cookies["sv_p"]!;
    for (let index = 0; index < value.length; index++) {
      const other = value[index] === "B" ? "C" : "B";
      expect(
        await believed(edge, { ...cookies, sv_p: value.slice(0, index) + other + value.slice(index + 1) }),
      ).toBe(false);
    }
  });

  test("counts as absent on another site, and after the secret was changed", async () => {
    const cookies = await cookiesOf(new Edge(), 2);
    expect(await believed(new Edge({ site: { ...SITE, id: "other-shop" } }), cookies)).toBe(false);
    expect(await believed(new Edge({ env: { SELVEDGE_SECRET: "another" } }), cookies)).toBe(false);
    expect(await believed(new Edge({ env: { SELVEDGE_SECRET: "" } }), cookies)).toBe(false);
  });

  test("invariant 6: counts as absent under another choice than the one it was given under", async () => {
    const edge = new Edge();
    const cookies = await cookiesOf(edge, 2);
    expect(await believed(edge, { ...cookies, sv_c: choice(undefined, { epoch: 2 }) })).toBe(false);
    expect(await believed(edge, { ...cookies, sv_c: choice([]) })).toBe(false);
    const { sv_c: _, ...without } = cookies;
    expect(await believed(edge, without)).toBe(false);
  });

  test("counts as absent after the retention, and before it was made", async () => {
    const edge = new Edge();
    const cookies = await cookiesOf(edge, 2);
    const sv_c = (days: number) => choice(undefined, { day: TODAY + days });
    edge.now += 179 * DAY;
    expect(await believed(edge, { ...cookies, sv_c: sv_c(179) })).toBe(true);
    edge.now += 2 * DAY;
    expect(await believed(edge, { ...cookies, sv_c: sv_c(181) })).toBe(false);
    edge.now -= 182 * DAY;
    expect(await believed(edge, { ...cookies, sv_c: sv_c(-1) })).toBe(false);
  });
});

describe("the moment", () => {
  const segmentsOfPage = async (edge: Edge, cookies: Record<string, string>) => {
    const html = await (await edge.ask("/", { cookies, headers: { accept: "text/html" } })).text();
    return { returning: html.includes("Good to see you again"), business: html.includes("Net 30 days") };
  };

  test("the first page of the next visit is right before the tag has run", async () => {
    const edge = new Edge();
    const { sv_v, ...cookies } = await cookiesOf(edge, 1, 3);
    expect(await segmentsOfPage(edge, { ...cookies, sv_v: sv_v! })).toEqual({
      returning: false,
      business: true,
    });
    expect(await segmentsOfPage(edge, cookies)).toEqual({ returning: true, business: true });
  });

  test("buckets age by days", async () => {
    const edge = new Edge();
    const { sv_v: _, ...cookies } = await cookiesOf(edge, 1, 3);
    edge.now += 29 * DAY;
    expect(await segmentsOfPage(edge, cookies)).toEqual({ returning: true, business: true });
    edge.now += DAY;
    expect(await segmentsOfPage(edge, cookies)).toEqual({ returning: true, business: false });
  });
});

describe("over a publish", () => {
  const changed = {
    ...SITE,
    segments: { ...SITE.segments, business: { when: { pricingViews: { $gte: 4 } } } },
  };

  test("attributes whose buckets are the same keep their value, the others are unknown", async () => {
    const cookies = await cookiesOf(new Edge(), 2, 3);
    expect(await segmentsOf(new Edge({ site: changed }), cookies)).toMatchObject({
      returning: true,
      business: null,
    });
  });

  test("a plan that isn't known any more, or not in time, makes the cookie count as absent", async () => {
    const cookies = await cookiesOf(new Edge(), 2, 3);
    const hanging = new Proxy(kv, {
      get:
        (target, name) =>
        (key: string, ...rest: unknown[]) =>
          key.startsWith("plan:") && name === "get"
            ? new Promise(() => {})
            : (target as unknown as Record<PropertyKey, (...input: unknown[]) => unknown>)[name]!(
                key,
                ...rest,
              ),
    });
    const unknown = { returning: null, business: null };
    expect(await segmentsOf(new Edge({ site: changed, env: { SITE: hanging } }), cookies)).toMatchObject(
      unknown,
    );
    for (const { name } of (await kv.list({ prefix: "plan:" })).keys) await kv.put(name, "garbage");
    expect(await segmentsOf(new Edge({ site: changed }), cookies)).toMatchObject(unknown);
    for (const { name } of (await kv.list({ prefix: "plan:" })).keys) await kv.delete(name);
    expect(await segmentsOf(new Edge({ site: changed }), cookies)).toMatchObject(unknown);
  });

  test("a plan is kept for longer than its last cookie can live", async () => {
    await cookiesOf(new Edge(), 2);
    const { keys } = await kv.list<{ day: number }>({ prefix: "plan:" });
    expect(keys).toHaveLength(1);
    expect(keys[0]!.metadata).toEqual({ day: TODAY });
    expect(keys[0]!.expiration! * 1000 - Date.now()).toBeGreaterThan((180 + 30) * DAY);
  });
});
