import { describe, expect, test } from "vitest";
import { choice, Edge, SITE } from "../support.ts";

const TEXTS = {
  pl: { title: "Nasze pytanie", settings: { title: "Nasze ustawienia" } },
  de: { title: "Frage" },
};
const OWN = { ...SITE, languages: ["en", "pl", "de"], consent: { ...SITE.consent, texts: TEXTS } };
const consentOf = async (edge: Edge): Promise<unknown> =>
  (await (await edge.ask("/_selvedge/config")).json<{ consent: unknown }>()).consent;

describe("the owner's texts", () => {
  test("are told in the configuration by language, without the words", async () => {
    const edge = new Edge({ site: OWN });
    expect(await consentOf(edge)).toMatchObject({ texts: { pl: "Nasze ustawienia", de: "" }, ask: "widget" });
  });

  test("come by language, each with its own, and may be kept: nothing in the answer is anybody's", async () => {
    const edge = new Edge({ site: OWN });
    // A visitor whose cookies would be expired elsewhere.
    const response = await edge.ask("/_selvedge/texts/pl", { cookies: { sv_c: choice([]), sv_p: "old" } });
    expect(await response.json()).toEqual({
      lang: "pl",
      title: "Nasze pytanie",
      settings: { lang: "pl", title: "Nasze ustawienia" },
    });
    expect(response.headers.get("cache-control")).toBe("public, max-age=300");
    expect(response.headers.get("set-cookie")).toBe(null);
  });

  test.each(["fr", "constructor", "__proto__"])("there are none in %s", async (language) => {
    const edge = new Edge({ site: OWN });
    expect((await edge.ask(`/_selvedge/texts/${language}`)).status).toBe(404);
  });
});

test.each([
  [{}, { ask: "widget" }, false],
  [{ banner: "own" }, { ask: "ask", banner: "own" }, false],
  [{ consentMode: true }, { ask: "ask", consentMode: true }, true],
])("%j in the site file is %j in the configuration", async (consent, expected, loads) => {
  const edge = new Edge({ site: { ...SITE, consent } });
  const config = await (await edge.ask("/_selvedge/config")).json<{ consent: object; parts: string[] }>();
  const { ask, banner, consentMode } = config.consent as Record<string, unknown>;
  expect(JSON.parse(JSON.stringify({ ask, banner, consentMode }))).toEqual(expected);
  expect(config.parts.includes("consent-mode")).toBe(loads);
});
