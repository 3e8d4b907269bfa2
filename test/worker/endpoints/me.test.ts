import { describe, expect, test } from "vitest";
import { SITE, Edge, choice, cookiesOf, setCookies } from "../support.ts";

interface Me {
  consent: object;
  projection?: { day: string; attributes: object[] };
  context: Record<string, unknown>;
  segments: Record<string, { label?: object; matches: boolean | null }>;
  page: { path: string; blocks: object[]; lost: object[] };
}

const me = async (edge: Edge, cookies: Record<string, string>, query = ""): Promise<Me> =>
  (await edge.ask(`/_selvedge/me${query}`, { cookies, headers: { "accept-language": "pl" } })).json();

describe("what the edge knows", () => {
  test("is told in the words of the site file, by bucket", async () => {
    const edge = new Edge();
    const cookies = await cookiesOf(edge, 2);
    const answer = await me(edge, cookies, "?page=/pricing?utm_source=newsletter");
    expect(answer.consent).toEqual({
      personalization: true,
      measurement: true,
      chosen: true,
      mode: "opt-in",
      gpc: false,
    });
    expect(answer.projection).toEqual({
      day: "2026-12-01",
      attributes: [
        { id: "pricingViews", bucket: { none: true, numbers: [{ below: 3 }] }, buckets: 2 },
        {
          id: "visits",
          label: { en: "Visits" },
          why: { en: "To greet you" },
          bucket: { numbers: [{ from: 2 }] },
          buckets: 2,
        },
      ],
    });
    expect(answer.segments).toEqual({
      returning: { label: { en: "Returning visitors" }, matches: true },
      business: { matches: false },
      polish: { matches: true },
      newsletter: { matches: null },
    });
    expect(answer.page).toEqual({
      path: "/pricing",
      blocks: [{ id: "welcome" }, { id: "delivery" }],
      lost: [
        { id: "terms", reason: "condition" },
        { id: "offer", reason: "unknown" },
      ],
    });
    expect(answer.context).toMatchObject({
      country: "PL",
      language: "pl",
      hour: 14,
      weekday: 2,
      source: null,
    });
  });

  test("is nothing of the visitor without consent, and what was kept is expired", async () => {
    const edge = new Edge();
    const cookies = { ...(await cookiesOf(edge, 2)), sv_c: choice([]) };
    const response = await edge.ask("/_selvedge/me", { cookies });
    expect(response.headers.get("cache-control")).toBe("no-store");
    expect(Object.keys(setCookies(response))).toEqual(["sv_p", "sv_v"]);
    const answer: Me = await response.json();
    expect(answer).not.toHaveProperty("projection");
    expect(answer.context).toMatchObject({ country: null, hour: null, device: null, path: "/" });
    expect(Object.values(answer.segments).map(({ matches }) => matches)).toEqual([null, null, null, null]);
  });

  test.each(["shoes", "//evil.example/", "/\\evil.example"])("page %s is refused", async (page) => {
    const response = await new Edge().ask(`/_selvedge/me?page=${encodeURIComponent(page)}`);
    expect(response.status).toBe(400);
    expect(await response.json()).toMatchObject({ detail: 'page: expected a path such as "/"' });
  });
});

describe("forgetting", () => {
  test.each([true, false])(
    "expires the projection, and nothing else is set (enabled: %s)",
    async (enabled) => {
      const edge = new Edge({ site: { ...SITE, enabled } });
      const response = await edge.ask("/_selvedge/me", {
        method: "DELETE",
        cookies: { sv_c: choice(), sv_p: "x", sv_v: "1" },
      });
      expect(response.status).toBe(204);
      const given = setCookies(response);
      expect(Object.keys(given)).toEqual(["sv_p", "sv_v"]);
      expect(Object.values(given).map(({ attributes }) => attributes)).toEqual([
        expect.stringContaining("Max-Age=0"),
        expect.stringContaining("Max-Age=0"),
      ]);
    },
  );

  test("isn't for foreign pages to ask for", async () => {
    const headers = { origin: "https://evil.example" };
    expect((await new Edge().ask("/_selvedge/me", { method: "DELETE", headers })).status).toBe(403);
  });
});
