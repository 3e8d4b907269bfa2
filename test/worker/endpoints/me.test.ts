import { describe, expect, test } from "vitest";
import { SITE, Edge, choice, cookiesOf, setCookies } from "../support.ts";

interface Explained {
  readonly id: string;
  readonly name: string;
  readonly sentence: string;
}

interface Me {
  languages: object;
  attributes: Record<string, object>;
  consent: object;
  projection?: { day: string; attributes: object[] };
  context: Record<string, unknown>;
  segments: Record<
    string,
    { label?: object; name: string; matches: boolean | null; reasons: object[]; sentence: string }
  >;
  page: { path: string; blocks: Explained[]; lost: Explained[] };
}

/** The site of the tests, with words of its owner's in two languages. */
const LABELLED = {
  ...SITE,
  attributes: {
    ...SITE.attributes,
    visits: { ...SITE.attributes.visits, label: { en: "Visits", pl: "Wizyty" } },
  },
  blocks: { ...SITE.blocks, delivery: { ...SITE.blocks.delivery, label: { en: "Delivery", pl: "Dostawa" } } },
};

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
      returning: {
        label: { en: "Returning visitors" },
        name: "Returning visitors",
        matches: true,
        reasons: [
          {
            path: "visits",
            operator: "$gte",
            operand: 2,
            seen: { bucket: { numbers: [{ from: 2 }] } },
            via: [],
          },
        ],
        sentence: "Należysz do segmentu „Returning visitors”, ponieważ „Visits” to co najmniej 2.",
      },
      business: {
        name: "business",
        matches: false,
        reasons: [
          {
            path: "pricingViews",
            operator: "$gte",
            operand: 3,
            seen: { bucket: { none: true, numbers: [{ below: 3 }] } },
            via: [],
          },
        ],
        sentence:
          "Nie należysz jeszcze do segmentu „business”, ponieważ za Tobą mniej niż 3 odsłony w ciągu 30 dni, " +
          "gdzie „path” to tekst według wzorca „^/pricing” (wymagane co najmniej 3).",
      },
      polish: {
        name: "polish",
        matches: true,
        reasons: [
          { path: "context.country", operator: "$eq", operand: "PL", seen: { value: "PL" }, via: [] },
        ],
        sentence: "Należysz do segmentu „polish”, ponieważ kraj to Polska.",
      },
      newsletter: {
        name: "newsletter",
        matches: null,
        reasons: [{ path: "context.source", operator: "$eq", operand: "newsletter", via: [] }],
        sentence:
          "Nie wiadomo, czy należysz do segmentu „newsletter”, ponieważ brak danych: źródło tej wizyty " +
          "(wymagane: „newsletter”).",
      },
    });
    expect(answer.page).toEqual({
      path: "/pricing",
      blocks: [
        {
          id: "welcome",
          name: "welcome",
          sentence: "Widzisz blok „welcome”, ponieważ „Visits” to co najmniej 2.",
        },
        { id: "delivery", name: "delivery", sentence: "Widzisz blok „delivery”, ponieważ kraj to Polska." },
      ],
      lost: [
        {
          id: "terms",
          reason: "condition",
          name: "terms",
          sentence: expect.stringMatching(/^Nie widzisz jeszcze bloku „terms”, ponieważ za Tobą mniej niż 3/),
        },
        {
          id: "offer",
          reason: "unknown",
          name: "offer",
          sentence: expect.stringMatching(/^Nie wiadomo, czy widzisz blok „offer”/),
        },
      ],
    });
    expect(answer.languages).toEqual({ names: "pl", sentences: "pl" });
    expect(answer.attributes).toEqual({
      pricingViews: { name: "liczba odsłon w ciągu 30 dni, gdzie „path” to tekst według wzorca „^/pricing”" },
      visits: { name: "Visits", why: "To greet you" },
    });
    expect(answer.context).toMatchObject({
      country: "PL",
      language: "pl",
      hour: 14,
      weekday: 2,
      source: null,
    });
  });

  test.each([
    ["ru-RU,ru;q=0.9", "Вы входите в сегмент «Returning visitors», потому что «Visits» — не меньше 2."],
    ["de", "Sie gehören zum Segment „Returning visitors“, denn „Visits“ ist mindestens 2."],
    ["pt", "You are in “Returning visitors” because “Visits” is at least 2."],
    ["", "You are in “Returning visitors” because “Visits” is at least 2."],
  ])("has reasons in the language of whoever asks: %s", async (language, sentence) => {
    const edge = new Edge();
    const cookies = await cookiesOf(edge, 2);
    const headers: Record<string, string> = language === "" ? {} : { "accept-language": language };
    const answer: Me = await (await edge.ask("/_selvedge/me", { cookies, headers })).json();
    expect(answer.segments["returning"]!.sentence).toBe(sentence);
  });

  test.each([
    ["en-GB", { names: "en", sentences: "en" }],
    ["pl", { names: "pl", sentences: "pl" }],
    // There are labels in none of them, and sentences in two.
    ["ru", { names: "en", sentences: "ru" }],
    ["ar", { names: "en", sentences: "ar" }],
    ["pt", { names: "en", sentences: "en" }],
  ])("comes in the language that is asked for rather than the browser's: %s", async (language, languages) => {
    const edge = new Edge({ site: LABELLED });
    const { segments, attributes, page, languages: told } = await me(edge, {}, `?language=${language}`);
    expect(told).toEqual(languages);
    const polish = languages.names === "pl";
    expect(attributes["visits"]).toEqual({ name: polish ? "Wizyty" : "Visits", why: "To greet you" });
    expect(segments["returning"]!.name).toBe("Returning visitors");
    const delivery = [...page.blocks, ...page.lost].find(({ id }) => id === "delivery");
    expect(delivery!.name).toBe(polish ? "Dostawa" : "Delivery");
    expect(delivery!.sentence).toContain(delivery!.name);
  });

  test("speaks of what a block with cases has come to, and of all its cases where of none", async () => {
    const cases = [
      { when: "returning", text: "Again" },
      { when: { visits: { $gte: 1 } }, text: "Hello" },
    ];
    const edge = new Edge({
      site: { ...SITE, blocks: { hero: { target: "h1", op: "text", when: "polish", cases } } },
    });
    const heroAfter = async (visits: number) => {
      const { page } = await me(edge, await cookiesOf(edge, visits), "?language=en");
      return [...page.blocks, ...page.lost][0];
    };
    expect(await heroAfter(2)).toMatchObject({
      case: 0,
      sentence: "You see the block “hero” because the country is Poland and “Visits” is at least 2.",
    });
    expect(await heroAfter(1)).toMatchObject({
      case: 1,
      sentence:
        "You see the block “hero” because the country is Poland and “Visits” is 1 (at least 1 needed).",
    });
    expect(await heroAfter(0)).toMatchObject({
      reason: "condition",
      sentence: "You don’t see the block “hero” yet because “Visits” is 0 (at least 2 or at least 1 needed).",
    });
  });

  test("tells buckets alike of everybody in them, never the value", async () => {
    const edge = new Edge();
    const answers = await Promise.all(
      [2, 7].map(async (visits) => (await me(edge, await cookiesOf(edge, visits))).segments),
    );
    expect(answers[0]).toEqual(answers[1]);
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
    // What kept it open is what the rule asks; nothing was seen.
    expect(Object.values(answer.segments).flatMap(({ reasons }) => reasons)).toHaveLength(4);
    expect(JSON.stringify(answer.segments)).not.toContain("seen");
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
