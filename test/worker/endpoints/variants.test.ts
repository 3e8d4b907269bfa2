import { reset } from "cloudflare:test";
import { afterEach, describe, expect, test } from "vitest";
import { measuredName } from "../../../shared/measure/measured-names.ts";
import type { SiteInput } from "../../../shared/site/schema.ts";
import type { Signal, SignalAnswer, TagConfig } from "../../../shared/wire.ts";
import type { MeAnswer } from "../../../worker/endpoints/me.ts";
import { choice, Edge, type EdgeOptions, device, PAGE, setCookies, signalOf, SITE } from "../support.ts";

const EXPERIMENTS = {
  words: {
    hypothesis: "warm words sell",
    primary: "order",
    variants: { asIs: {}, warm: { blocks: ["warm"] } },
    segments: ["returning"],
  },
  polish: {
    hypothesis: "what is near sells",
    primary: "order",
    when: "polish",
    variants: { asIs: {}, near: { blocks: ["near"] } },
  },
  later: {
    hypothesis: "what is new sells",
    primary: "order",
    variants: { asIs: {}, fresh: { blocks: ["fresh"] } },
    from: "2027-01-01",
    until: "2027-01-31",
  },
} satisfies SiteInput["experiments"];
const TESTED = {
  ...SITE,
  blocks: {
    ...SITE.blocks,
    warm: { target: "#terms", op: "text", text: "Warm" },
    near: { target: "#offer", op: "text", text: "Near" },
    fresh: { target: "#offer", op: "text", text: "Fresh" },
  },
  experiments: EXPERIMENTS,
} as const satisfies SiteInput;

afterEach(() => reset());

const both = { sv_c: choice() };

const pageOf = async (edge: Edge, cookies: Record<string, string>) =>
  (await edge.ask("/", { cookies })).text();

async function started(options: EdgeOptions = { site: TESTED }) {
  const edge = new Edge(options);
  const config = await edge.config();
  const send = (variants: Signal["variants"], more: object = {}, asking: Parameters<Edge["post"]>[2] = {}) =>
    edge.post(
      "/_selvedge/signals",
      { ...signalOf(config, device(config, 2)), ...(variants && { variants }), ...more },
      { cookies: both, ...asking },
    );
  const answer = async (
    variants: Signal["variants"],
    more?: object,
    asking?: Parameters<Edge["post"]>[2],
  ) => {
    const response = await send(variants, more, asking);
    expect(response.status).toBe(200);
    const given = setCookies(response)["sv_p"]?.value;
    return { ...(await response.json<SignalAnswer>()), sv_p: given! };
  };
  return { edge, config, send, answer };
}

describe("variants of a signal", () => {
  test("are drawn where there is none, by audience and dates, kept, and written into pages", async () => {
    const { edge, answer } = await started();
    const { variants, sv_p, decision } = await answer([null, null, null]);
    expect(variants).toEqual([expect.toBeOneOf([1, 2]), expect.toBeOneOf([1, 2]), 0]);
    expect((await answer([null, null, null], {}, { cf: { country: "DE" } })).variants![1]).toBe(0);
    // The page that is open was decided before.
    expect(decision).not.toHaveProperty("exposed");
    const shown = await pageOf(edge, { ...both, sv_p, sv_v: "1" });
    expect(shown).toContain(`"exposed":["x.words.${variants![0]!}","x.polish.${variants![1]!}"]`);
    expect(shown.includes("<p id=terms>Warm</p>")).toBe(variants![0] === 2);
  });

  test("nobody changes variant, and who wants none gets none", async () => {
    const { answer } = await started();
    for (const has of [
      [2, 1, 0],
      [1, 2, 2],
      [0, 0, 0],
    ])
      expect((await answer(has)).variants).toEqual(has);
  });

  test("in many signals all variants come, and bots get none", async () => {
    const { answer } = await started();
    const drawn = await Promise.all(Array.from({ length: 40 }, () => answer([null, 0, 0])));
    expect(new Set(drawn.map(({ variants }) => variants![0]))).toEqual(new Set([1, 2]));
    const bot = { headers: { "user-agent": "Googlebot/2.1 (+http://www.google.com/bot.html)" } };
    expect((await answer([null, null, 2], {}, bot)).variants).toEqual([0, 0, 2]);
  });

  test.each([
    [[1, 0], "variants: expected one for each of the 3 experiments of the plan"],
    [[1, 3, 0], "variants: expected at most 2 at [1]"],
    [[1, -1, 0], "variants[1]: expected 0 or more"],
    [[1, 0.5, 0], "variants[1]: expected a whole number"],
  ])("%j can't be", async (variants, why) => {
    const { send } = await started();
    const response = await send(variants);
    expect(response.status).toBe(400);
    expect(JSON.stringify(await response.json())).toContain(why.split(": ")[1]);
  });

  test("come only with a projection", async () => {
    const { edge, config } = await started();
    const { now: _, next: __, ...bare } = signalOf(config, device(config, 2));
    const response = await edge.post(
      "/_selvedge/signals",
      { ...bare, variants: [1, 0, 0] },
      { cookies: both },
    );
    expect(response.status).toBe(400);
  });

  test("invariant 1: without consent to both purposes none is taken, kept, or shown", async () => {
    const { edge, send, answer } = await started();
    const cookies = { sv_c: choice(["personalization"]) };
    const refused = await send([2, 0, 0], {}, { cookies });
    expect(refused.status).toBe(403);
    expect(await refused.text()).toContain("variants: there is no consent to measurement");
    expect(refused.headers.get("set-cookie")).toBe(null);
    const { sv_p } = await answer([2, 0, 0]);
    expect(await pageOf(edge, { ...both, sv_p, sv_v: "1" })).toContain("Warm");
    const page = await pageOf(edge, { ...cookies, sv_p, sv_v: "1" });
    expect(page).not.toContain("Warm");
    expect(page).not.toContain("exposed");
    // What is written then has no variant any more.
    const after = await answer(undefined, {}, { cookies: { ...cookies, sv_p } });
    expect(after).not.toHaveProperty("variants");
    expect(await pageOf(edge, { ...both, sv_p: after.sv_p, sv_v: "1" })).not.toContain("Warm");
  });

  test("invariant 2: equal variants give equal cookies", async () => {
    const { answer } = await started();
    const [one, other, third] = await Promise.all([answer([2, 1, 0]), answer([2, 1, 0]), answer([1, 1, 0])]);
    expect(one.sv_p).toBe(other.sv_p);
    expect(one.sv_p).not.toBe(third.sv_p);
  });

  test("invariant 6: a cookie of before another choice has no variants", async () => {
    const { edge, answer } = await started();
    const { sv_p } = await answer([2, 0, 0]);
    const later = { sv_c: choice(undefined, { epoch: 2 }) };
    expect(await pageOf(edge, { ...later, sv_p, sv_v: "1" })).not.toContain("Warm");
  });

  test("come back to a device that has lost its profile", async () => {
    const { answer } = await started();
    const { sv_p } = await answer([2, 1, 0]);
    const again = await answer([null, 0, null], { fresh: true }, { cookies: { ...both, sv_p } });
    expect(again.variants).toEqual([2, 1, 0]);
    expect(again.sv_p).toBe(sv_p);
    expect((await answer([1, 0, 0], {}, { cookies: { ...both, sv_p } })).variants).toEqual([1, 0, 0]);
  });

  test("stay over a publish that leaves the experiment's variants as they are", async () => {
    const { edge, answer, config } = await started();
    const { sv_p } = await answer([2, 2, 0]);
    const { later: _, ...rest } = EXPERIMENTS;
    const polish = { ...rest.polish, variants: { ...rest.polish.variants, far: {} } };
    const site = { ...TESTED, holdout: 0.1, experiments: { polish, words: { ...rest.words, share: 0.5 } } };
    await edge.config();
    const after = new Edge({ site });
    expect((await after.config()).plan).not.toBe(config.plan);
    const page = await pageOf(after, { ...both, sv_p, sv_v: "1" });
    expect(page).toContain("Warm");
    expect(page).toContain('"exposed":["x.words.2"]');
  });

  test("of the site's holdout keep all that is personal away, and draw for nothing else", async () => {
    const { edge, answer } = await started({ site: { ...TESTED, holdout: 0.5 } });
    const drawn = await Promise.all(Array.from({ length: 40 }, () => answer([null, null, null, null])));
    const held = drawn.filter(({ variants }) => variants![0] === 2);
    expect(held.length).toBeGreaterThan(5);
    expect(held.length).toBeLessThan(35);
    for (const { variants } of held) expect(variants).toEqual([2, 0, 0, 0]);
    const page = await pageOf(edge, { ...both, sv_p: held[0]!.sv_p, sv_v: "1" });
    expect(page).toContain("<p id=welcome>Hello</p>");
    expect(page).toContain('"exposed":["h.2","b.welcome.2","b.delivery.2"]');
  });

  test("are shown to the visitor by the names that they have", async () => {
    const label = { en: "Words", pl: "Słowa" };
    const variants = { asIs: {}, warm: { ...EXPERIMENTS.words.variants.warm, label: "Warmer" } };
    const experiments = { ...EXPERIMENTS, words: { ...EXPERIMENTS.words, label, variants } };
    const { edge, answer } = await started({ site: { ...TESTED, holdout: 0.1, experiments } });
    const me = async (sv_p: string) => {
      const asked = await edge.ask("/_selvedge/me?language=pl", { cookies: { ...both, sv_p } });
      return (await asked.json<MeAnswer>()).experiments;
    };
    const { sv_p } = await answer([1, 2, 0, 1]);
    expect(await me(sv_p)).toEqual([
      {
        id: "holdout",
        name: "holdout",
        variant: { id: "personalized", name: "personalized" },
        variants: 2,
        runs: true,
      },
      { id: "words", name: "Słowa", variant: { id: "warm", name: "Warmer" }, variants: 2, runs: true },
      { id: "later", name: "later", variant: { id: "asIs", name: "asIs" }, variants: 2, runs: false },
    ]);
    expect(await me((await answer([0, 0, 0, 0])).sv_p)).toBeUndefined();
  });

  test("take a redirect along to where it leads, but to no other host", async () => {
    const blocks = {
      near: { op: "redirect", pages: ["/", "/chain"], to: "/pl/#top" },
      far: { op: "redirect", pages: ["/far"], to: "https://shop.pl/" },
      plain: { op: "redirect", pages: ["/plain"], to: "/pl/" },
    };
    const { hypothesis, primary } = EXPERIMENTS.words;
    const variants = { asIs: {}, away: { blocks: ["near", "far"] } };
    const site = {
      ...SITE,
      blocks,
      segments: {},
      redirectHosts: ["shop.pl"],
      experiments: { where: { hypothesis, primary, variants } },
    };
    const { edge, answer } = await started({ site });
    const cookies = { ...both, sv_p: (await answer([2])).sv_p, sv_v: "1" };
    const headers = { accept: "text/html", "sec-fetch-dest": "document", "sec-fetch-mode": "navigate" };
    const led = async (path: string, sent = cookies) =>
      (await edge.ask(path, { cookies: sent, headers })).headers.get("location");
    expect(await led("/?a=1")).toBe("/pl/?a=1#top#selvedge-x.where.2");
    expect(await led("/far")).toBe("https://shop.pl/?selvedge=stay");
    expect(await led("/plain")).toBe("/pl/");
    const control = { ...cookies, sv_p: (await answer([1])).sv_p };
    expect(await led("/", control)).toBe(null);
    expect(await pageOf(edge, control)).toContain('"exposed":["x.where.1"]');
    const question = { path: "/", language: "en", referrer: "" };
    const view = await edge.post("/_selvedge/decision", question, { cookies });
    expect(JSON.stringify(await view.json())).toContain('"to":"/pl/#top#selvedge-x.where.2"');
  });

  test("are handed over in tag mode, and decided by", async () => {
    const origin = "https://www.example.com";
    const { edge, config } = await started({ site: { ...TESTED, origins: [origin] } });
    const post = async <Answer>(path: string, ask: object, envelope: object = {}) => {
      const body = JSON.stringify({ choice: "1.pm.1.0", ask, ...envelope });
      const headers = { "content-type": "text/plain;charset=UTF-8", origin };
      return (await edge.ask(path, { method: "POST", headers, body })).json<Answer>();
    };
    const signal = { ...signalOf(config, device(config, 2)), variants: [2, null, null] };
    const answer = await post<SignalAnswer & { handed: { projection: string; ahead: { blocks: object[] } } }>(
      "/_selvedge/signals",
      signal,
    );
    expect(answer.variants![0]).toBe(2);
    // What a page exposes somebody to only the edge says.
    expect(answer.handed.ahead.blocks).toContainEqual({ id: "warm", open: true });
    const { projection } = answer.handed;
    const question = { path: "/", language: "en", referrer: "" };
    const page = await post<object>("/_selvedge/decision", question, { projection, visit: "1" });
    // Whether the page has a place for it only the device can see.
    expect(page).toMatchObject({
      exposed: expect.arrayContaining(["x.words.2"]),
      exposedAt: { "x.words.2": expect.stringMatching(/^[^,]+$/) },
    });
  });
});

test("a page exposes nobody to what it has no place for, whichever variant they have", async () => {
  const { edge, answer } = await started({
    site: { ...TESTED, holdout: 0.1 },
    origin: (request) =>
      new URL(request.url).pathname === "/" ? html({}) : html({}, PAGE.replace("<p id=terms>-</p>", "")),
  });
  for (const variant of [1, 2]) {
    const { sv_p } = await answer([1, variant, 0, 0]);
    const cookies = { ...both, sv_p, sv_v: "1" };
    const exposed = async (path: string) =>
      /"exposed":(\[.*?\])/.exec(await (await edge.ask(path, { cookies })).text())?.[1];
    const rest = ["b.welcome.1", "b.delivery.1"];
    expect(JSON.parse((await exposed("/"))!)).toEqual(["h.1", `x.words.${variant}`, ...rest]);
    expect(JSON.parse((await exposed("/elsewhere"))!)).toEqual(["h.1", ...rest]);
  }
});

test("invariant 5: a page on which somebody could get a variant is private for everybody", async () => {
  const blocks = { warm: { target: "#terms", op: "text", text: "Warm", pages: ["/rain"] } };
  const { words } = EXPERIMENTS;
  const site = { ...SITE, blocks, segments: {}, experiments: { words: { ...words, segments: [] } } };
  const edge = new Edge({ site, origin: () => html({ "cache-control": "public, max-age=60" }) });
  const kept = async (path: string) => (await edge.ask(path)).headers.get("cache-control");
  expect(await kept("/rain")).toBe("private, no-cache");
  expect(await kept("/sun")).toBe("public, max-age=60");
});

test("invariant 4: variants that a cookie can't have leave the page as it is", async () => {
  const { edge } = await started();
  const page = await pageOf(edge, { ...both, sv_p: "1.forged.0.abc.zzz.000", sv_v: "1" });
  expect(page).toContain("<p id=terms>-</p>");
});

test("the configuration tells whether somebody may be drawn and what is counted, never what is shown", async () => {
  const { config } = await started({ site: { ...TESTED, holdout: 0.1 } });
  expect(config.experiments).toEqual([
    { id: "holdout", hash: expect.any(String), layer: ":holdout", share: 1, segments: [], goals: ["order"] },
    {
      id: "words",
      hash: expect.any(String),
      layer: ":words",
      share: 1,
      segments: [measuredName("returning")],
      goals: ["order"],
    },
    { id: "polish", hash: expect.any(String), layer: ":polish", share: 1, segments: [], goals: ["order"] },
    {
      id: "later",
      hash: expect.any(String),
      layer: ":later",
      share: 1,
      from: 20_819,
      until: 20_849,
      segments: [],
      goals: ["order"],
    },
  ]);
  expect(config.measured).toEqual(["returning", "business", "polish", "newsletter"].map(measuredName));
  expect(config.parts).toContain("measure");
  expect(JSON.stringify(config)).not.toMatch(/warm|near|hypothesis|Warm/);
  const bare = { version: 1, id: "bare" } as const;
  const none: TagConfig = await new Edge({ site: bare }).config();
  expect(none).not.toHaveProperty("experiments");
  expect(none.parts).not.toContain("measure");
});

function html(headers: Record<string, string>, page = PAGE): Response {
  return new Response(page, { headers: { "content-type": "text/html; charset=utf-8", ...headers } });
}
