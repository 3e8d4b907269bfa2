import { reset } from "cloudflare:test";
import { afterEach, beforeEach, describe, expect, test } from "vitest";
import type { PreviewData } from "../../../shared/preview/data.ts";
import type { SiteInput } from "../../../shared/site/schema.ts";
import { choice, device, type Edge, setCookies, signalOf, SITE } from "../support.ts";
import { dataOf, linkOf, ownedEdge, previewCookieOf, switched } from "./support.ts";

const common = { hypothesis: "warm words sell", primary: "order" } as const;
const TESTED = {
  ...SITE,
  blocks: {
    ...SITE.blocks,
    warm: { target: "#terms", op: "text", text: "Warm" },
    near: { target: "#offer", op: "text", text: "Near" },
    far: { pages: ["/far"], target: "#offer", op: "text", text: "Far" },
  },
  experiments: {
    words: {
      ...common,
      label: "Words",
      variants: { asIs: { weight: 3 }, warm: { label: "Warmer", blocks: ["warm"] } },
      holdout: 0.2,
      share: 0.5,
      layer: "home",
    },
    polish: {
      ...common,
      when: "polish",
      variants: { asIs: {}, near: { blocks: ["near"] } },
      share: 0.5,
      layer: "home",
    },
    elsewhere: { ...common, variants: { asIs: {}, far: { blocks: ["far"] } } },
  },
} as const satisfies SiteInput;

afterEach(() => reset());

let edge: Edge;
let cookies: Record<string, string>;

/** A preview of this site: of a segment, or of whoever has these variants. */
async function begin(variants?: number[], site: SiteInput = TESTED): Promise<void> {
  edge = ownedEdge({ site });
  if (!variants) {
    cookies = await previewCookieOf(edge, "returning");
    return;
  }
  const config = await edge.config();
  const both = { sv_c: choice() };
  const signal = { ...signalOf(config, device(config, 2)), variants };
  const { sv_p } = setCookies(await edge.post("/_selvedge/signals", signal, { cookies: both }));
  const started = setCookies(await edge.ask(await linkOf(edge)));
  cookies = { ...both, sv_p: sv_p!.value, sv_preview: started["sv_preview"]!.value };
}

const page = (country = "DE") => edge.ask("/", { cookies, cf: { country } });
const data = async (country?: string) => dataOf(await page(country));
const after = async (change: unknown, country?: string) => {
  cookies = { ...cookies, ...(await switched(edge, cookies, change)) };
  return data(country);
};
const words = ({ experiments }: PreviewData) => experiments!.find(({ id }) => id === "words")!;
const polish = ({ experiments }: PreviewData) => experiments!.find(({ id }) => id === "polish")!;
const shown = ({ blocks }: PreviewData) => blocks.filter((block) => block.shown).map(({ id }) => id);

describe("a preview of somebody else", () => {
  beforeEach(() => begin());

  test("tells of the experiments of this page, with the share of each variant, and draws none", async () => {
    const all = await data();
    expect(all.experiments!.map(({ id }) => id)).toEqual(["words", "polish"]);
    expect(words(all)).toMatchObject({
      label: "Words",
      variants: [
        { id: "asIs", label: "asIs", share: 0.6 },
        { id: "warm", label: "Warmer", share: 0.2 },
        { id: "holdout", label: "Held out", share: 0.2 },
      ],
      shown: "asIs",
      forced: null,
      reason: "preview",
      detail: 0.5,
      why: "",
      blocks: ["warm"],
    });
    expect(polish(all)).toMatchObject({
      reason: "audience",
      why: expect.stringContaining("Germany"),
      reads: { segments: ["polish"] },
    });
    expect(polish(await data("PL")).reason).toBe("preview");
  });

  test("switches to each variant, and back", async () => {
    const warm = await after({ variants: { words: "warm" } });
    expect(words(warm)).toMatchObject({ shown: "warm", forced: "warm", reason: "forced" });
    expect([shown(warm).includes("warm"), warm.changes]).toEqual([true, 1]);
    const none = await after({ variants: { words: "holdout" } });
    expect([shown(none).includes("warm"), words(none).shown]).toEqual([false, "holdout"]);
    // Others of its layer take nobody of its own.
    expect(polish(await data("PL"))).toMatchObject({ reason: "layer", detail: "Words", shown: "asIs" });
    const back = await after({ variants: { words: null } });
    expect([words(back).reason, back.changes]).toEqual(["preview", 0]);
    expect((await after({ variants: { words: "warm" } })).changes).toBe(1);
    expect(words(await after({ reset: true })).reason).toBe("preview");
  });

  test("says that nobody takes part without a yes", async () => {
    const silent = await after({ consent: "no" });
    expect(words(silent).reason).toBe("consent");
  });

  test("invariant 9: a variant that there isn't is refused", async () => {
    const refused = await edge.post("/_selvedge/preview/change", { variants: { words: "hot" } }, { cookies });
    expect(refused.status).toBe(400);
    expect(await refused.text()).toContain("variants.words: expected one of asIs, warm, holdout");
  });
});

test("outside of its dates a variant can be looked at all the same", async () => {
  const { words: own } = TESTED.experiments;
  await begin(undefined, { ...TESTED, experiments: { words: { ...own, from: "2027-01-01" } } });
  expect(words(await data())).toMatchObject({ reason: "dates", detail: "from 2027-01-01", shown: "asIs" });
  const warm = await after({ variants: { words: "warm" } });
  expect([words(warm).reason, shown(warm).includes("warm")]).toEqual(["forced", true]);
});

test("the site's holdout can be switched to, and then nothing is shown of others", async () => {
  await begin(undefined, { ...TESTED, holdout: 0.05 });
  const [site, ...others] = (await data()).experiments!;
  expect(site).toMatchObject({
    id: "holdout",
    label: "Holdout of the site",
    variants: [
      { label: "Personalized", share: 0.95 },
      { label: "Held out", share: 0.05 },
    ],
    shown: "personalized",
    reason: "preview",
  });
  expect(others.map(({ reason }) => reason)).toEqual(["preview", "audience"]);
  const held = await after({ variants: { holdout: "holdout", words: "warm" } });
  expect(words(held)).toMatchObject({ reason: "holdout", shown: null, forced: "warm" });
  expect(shown(held)).toEqual([]);
});

describe("the preview of oneself", () => {
  test("tells what was drawn, and why nothing was", async () => {
    await begin([2, 0, 0]);
    const own = await data("PL");
    expect(words(own)).toMatchObject({ shown: "warm", reason: "drawn", forced: null });
    expect(polish(own)).toMatchObject({ shown: "asIs", reason: "layer", detail: "Words" });
    await begin([0, 0, 0]);
    expect(words(await data())).toMatchObject({ shown: "asIs", reason: "share", detail: 0.5 });
    cookies = { sv_preview: cookies["sv_preview"]! };
    expect(words(await data()).reason).toBe("consent");
  });

  test("invariant 7: its page exposes to nothing, so that the device notes nothing that was only looked at", async () => {
    await begin([2, 0, 0]);
    const visitors = { sv_c: cookies["sv_c"]!, sv_p: cookies["sv_p"]! };
    expect(await (await edge.ask("/", { cookies: visitors })).text()).toContain('"exposed":["x.words.2"]');
    expect(await (await page()).text()).not.toContain('"exposed"');
    await after({ variants: { words: "asIs" } });
    expect(await (await page()).text()).not.toContain('"exposed"');
    const question = { path: "/", language: "en", referrer: "" };
    const asked = await edge.post("/_selvedge/decision", question, { cookies });
    expect(await asked.json()).not.toHaveProperty("exposed");
  });
});
