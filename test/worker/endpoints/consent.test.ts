import { describe, expect, test } from "vitest";
import { SITE, TODAY, Edge, choice, cookiesOf, setCookies } from "../support.ts";

const post = (edge: Edge, value: unknown, more: Parameters<Edge["post"]>[2] = {}) =>
  edge.post("/_selvedge/consent", { choice: value }, more);

describe("a choice", () => {
  test("is set anew for as long as it holds, readable by the tag", async () => {
    const response = await post(new Edge(), choice());
    expect(response.status).toBe(204);
    expect(setCookies(response)).toEqual({
      sv_c: { value: choice(), attributes: "; Max-Age=15552000; Path=/; Secure; SameSite=Lax" },
    });
    expect(response.headers.get("cache-control")).toBe("no-store");
  });

  test("made some days ago lasts so much less", async () => {
    const response = await post(new Edge(), choice(undefined, { day: TODAY - 10 }));
    expect(setCookies(response)["sv_c"]!.attributes).toContain(`Max-Age=${170 * 86_400};`);
  });

  test.each([
    ["a no", choice([])],
    ["only measurement", choice(["measurement"])],
  ])("invariant 6: %s expires what was kept, whatever the request carried", async (_, value) => {
    const edge = new Edge();
    for (const cookies of [{}, await cookiesOf(edge, 2)]) {
      const given = setCookies(await post(edge, value, { cookies }));
      expect(given["sv_c"]!.value).toBe(value);
      expect(given["sv_p"]).toEqual({
        value: "",
        attributes: "; Max-Age=0; Path=/; HttpOnly; Secure; SameSite=Lax",
      });
      expect(given["sv_v"]).toEqual({ value: "", attributes: "; Max-Age=0; Path=/; Secure; SameSite=Lax" });
    }
  });

  test("can be made while the site is switched off", async () => {
    expect((await post(new Edge({ site: { ...SITE, enabled: false } }), choice([]))).status).toBe(204);
  });

  test("a yes under Global Privacy Control counts only if GPC was seen when it was made", async () => {
    const headers = { "sec-gpc": "1" };
    expect(Object.keys(setCookies(await post(new Edge(), choice(), { headers })))).toEqual([
      "sv_c",
      "sv_p",
      "sv_v",
    ]);
    expect(
      Object.keys(setCookies(await post(new Edge(), choice(undefined, { gpc: true }), { headers }))),
    ).toEqual(["sv_c"]);
  });
});

describe("invariant 9: what isn't a choice is refused with its place, and nothing is set", () => {
  test.each([
    ["not a choice", "yes", /^choice: expected a choice such as/],
    ["another type", 1, /^choice: expected string, got 1$/],
    ["with something smuggled behind it", `${choice()}.visitor-4711`, /^choice: /],
    ["an older revision", choice(undefined, { revision: 0 }), /revision 1/],
    ["from the future", choice(undefined, { day: TODAY + 2 }), /outdated/],
    ["outdated", choice(undefined, { day: TODAY - 180 }), /outdated/],
  ])("%s", async (_, value, detail) => {
    const response = await post(new Edge(), value);
    expect(response.status).toBe(400);
    expect((await response.json<{ detail: string }>()).detail).toMatch(detail);
    expect(response.headers.getSetCookie()).toEqual([]);
  });

  test("too much, and from a foreign page", async () => {
    expect((await post(new Edge(), "x".repeat(2000))).status).toBe(413);
    expect((await post(new Edge(), choice(), { headers: { origin: "https://evil.example" } })).status).toBe(
      403,
    );
    expect((await post(new Edge(), choice(), { headers: { "content-type": "text/plain" } })).status).toBe(
      415,
    );
  });
});
