import { describe, expect, test } from "vitest";
import type { TagConfig } from "../../../shared/wire.ts";
import { SITE, Edge, choice } from "../support.ts";

const ask = (edge: Edge, more: Parameters<Edge["ask"]>[1] = {}) => edge.ask("/_selvedge/config", more);

describe("configuration", () => {
  test("is what the tag needs, without segments and blocks", async () => {
    const edge = new Edge({
      site: {
        ...SITE,
        events: { cart: { on: "click", selector: ".add", properties: { item: { attr: "data-sku" } } } },
      },
    });
    const response = await ask(edge);
    expect(response.headers.get("cache-control")).toBe("private, max-age=300");
    expect(response.headers.get("vary")).toBe(null);
    expect(response.headers.get("content-security-policy")).toBe(
      "default-src 'none'; frame-ancestors 'none'",
    );
    const config: object = await response.json();
    expect(config).toMatchObject({
      site: "test-shop",
      triggers: [
        { event: "cart", on: "click", selector: ".add", properties: { item: { attr: "data-sku" } } },
      ],
      goals: { order: { event: "purchase", value: "value", steps: [50, 100] } },
      consent: {
        mode: "opt-in",
        revision: 1,
        policyUrl: "/privacy",
        retention: 180,
        languages: ["en", "pl"],
      },
      country: "PL",
    });
    expect(Object.keys((config as { attributes: object }).attributes)).toEqual(["pricingViews", "visits"]);
    expect(JSON.stringify(config)).not.toMatch(/returning|welcome|InPost/);
  });

  test("asks for what fills in exact values where they can come to pages that are open", async () => {
    const partsWith = async (block: object, more: object = {}) => {
      const blocks = { b: { target: "#b", op: "content", ...block } };
      const site = { ...SITE, attributes: { ...SITE.attributes, club: CLUB }, blocks, segments: {}, ...more };
      return (await (await ask(new Edge({ site }))).json<TagConfig>()).parts;
    };
    const CLUB = { tier: "visits", levels: { friend: 3 } };
    const device = { html: "{{device.visits}}" };
    const reward = { reward: { tier: "club" } };
    for (const block of [device, reward]) {
      expect(await partsWith(block)).not.toContain("placeholders");
      expect(await partsWith({ ...block, live: true })).toContain("placeholders");
      expect(await partsWith(block, { redraws: true })).toContain("placeholders");
      expect(await partsWith(block, { origins: ["https://www.example.com"] })).toContain("placeholders");
    }
    expect(await partsWith({ html: "plain", live: true })).not.toContain("placeholders");
  });

  test("says what is read of the dataLayer, and what is told there, as hashes", async () => {
    const config = async (dataLayer: unknown) =>
      (
        await ask(new Edge({ site: { ...SITE, consent: { ...SITE.consent, banner: "own" }, dataLayer } }))
      ).json<TagConfig>();
    expect((await config(false)).parts.filter((part) => part.startsWith("layer"))).toEqual([]);
    const reading = await config(true);
    expect(reading.parts).toContain("layer-in");
    expect(reading.parts).not.toContain("layer-out");
    expect(reading.layer).toBeUndefined();
    const writing = await config({ read: false, write: true, as: "gtag" });
    expect(writing.parts).toContain("layer-out");
    expect(writing.parts).not.toContain("layer-in");
    expect(writing.layer).toEqual({ as: "gtag", untold: [] });
    expect(JSON.stringify(writing)).not.toMatch(/returning|welcome|InPost/);
  });

  test("names what keeps recent items, and what reads them off pages, where a block recommends some", async () => {
    const parts = async (block: object) => {
      const blocks = { row: { target: "main", op: "content", ...block } };
      return (
        await (
          await ask(new Edge({ site: { ...SITE, catalog: { feed: "items.json" }, blocks } }))
        ).json<TagConfig>()
      ).parts;
    };
    const recommend = { strategy: "trending", item: '<p><a href="{{url}}">{{title}}</a></p>' };
    expect(await parts({ html: "<p>Hello</p>" })).not.toContain("recommend");
    expect(await parts({ recommend })).toEqual(expect.arrayContaining(["markup", "recommend"]));
    expect(await parts({ cases: [{ when: "returning", html: "<p>Hello</p>" }, { recommend }] })).toContain(
      "recommend",
    );
  });

  test("invariant 2: is the same, byte for byte, for visitors of one country on one day", async () => {
    const edge = new Edge();
    const one = await ask(edge, {
      cf: { city: "Gdynia", asOrganization: "A" },
      headers: { "user-agent": "A", "accept-language": "pl" },
    });
    edge.now += 3 * 3_600_000;
    const other = await ask(edge, {
      cf: { city: "Lublin", asOrganization: "B" },
      headers: { "user-agent": "B", referer: "https://a.example/" },
      cookies: { sv_c: choice() },
    });
    expect(await other.text()).toBe(await one.text());
    expect([...other.headers]).toEqual([...one.headers]);
  });

  test.each([
    ["opt-in by default", { country: "PL" }, "opt-in", "PL"],
    ["a country of its own", { country: "US", regionCode: "TX" }, "opt-out", "US"],
    ["a region of its own", { country: "US", regionCode: "CA" }, "opt-in", "US"],
    ["a region that isn't known: the strictest that it may be", { country: "US" }, "opt-in", "US"],
    ["a country that isn't known: the strictest of all", { country: undefined }, "opt-in", undefined],
    ["Tor says nothing of a country", { country: "T1" }, "opt-in", undefined],
  ])("says the consent mode of the region: %s", async (_, cf, mode, country) => {
    const config = await new Edge().config({ cf });
    expect(config.consent.mode).toBe(mode);
    expect(config.country).toBe(country);
  });
});

test("of sensitive attributes it says how they are asked for, and no rule by which they could leave", async () => {
  const words = { label: { en: "What you eat" }, why: "To leave out the rest" };
  const diet = { declared: ["kosher"], sensitive: true, ...words };
  const site = { ...SITE, attributes: { ...SITE.attributes, diet } };
  const { attributes, consent, parts } = await new Edge({ site }).config();
  const { hash } = attributes["diet"]!;
  expect(attributes["diet"]).toEqual({
    kind: "declared",
    keeper: "sensitive",
    guarded: { kind: "declared", event: "declare", of: "diet", values: ["kosher"] },
    hash,
    horizon: 0,
  });
  expect(consent.sensitive).toEqual({ diet: { hash, ...words } });
  expect(parts).toContain("kind.sensitive");
  expect((await new Edge().config()).consent).not.toHaveProperty("sensitive");
});

test("without a secret there is no token", async () => {
  expect((await new Edge({ env: { SELVEDGE_SECRET: "" } }).config()).token).toBe("");
});
