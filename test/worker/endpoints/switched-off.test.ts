import { reset } from "cloudflare:test";
import { afterEach, beforeEach, describe, expect, test } from "vitest";
import { withSwitchedOff, type SwitchedOff } from "../../../shared/switched-off.ts";
import type { SignalAnswer, TagConfig } from "../../../shared/wire.ts";
import { Edge, SITE, choice, cookiesOf, device, segmentsOf, setCookies, signalOf } from "../support.ts";

const yes = { sv_c: choice() };
const NOTHING: SwitchedOff = { attributes: [], segments: [], blocks: [] };
const MORE = {
  ...SITE,
  blocks: {
    ...SITE.blocks,
    second: { target: "#welcome", op: "text", text: "Hello again", when: "returning", priority: -1 },
    open: {
      target: "#offer",
      op: "text",
      text: "New here",
      when: { $or: [{ $not: { $segment: "returning" } }, { $segment: "polish" }] },
    },
  },
} as const;

let edge: Edge;
let config: TagConfig;
beforeEach(async () => {
  edge = new Edge({ site: MORE });
  config = await edge.config();
});
afterEach(() => reset());

/** What the tag sends for a profile of so many visits in which this is switched off. */
const signal = (off: Partial<SwitchedOff>, visits = 2) =>
  signalOf(config, withSwitchedOff(device(config, visits), config.attributes, { ...NOTHING, ...off }));
const ask = (body: object, cookies: Record<string, string> = yes) =>
  edge.post("/_selvedge/signals", body, { cookies });
/** The cookies that the edge answers with. */
const told = async (body: object, cookies: Record<string, string> = yes) => {
  const given = setCookies(await ask(body, cookies));
  return { ...cookies, sv_p: given["sv_p"]!.value, sv_v: "1" };
};
const page = async (cookies: Record<string, string>) => (await edge.ask("/", { cookies })).text();
const me = async (cookies: Record<string, string>) =>
  (await edge.ask("/_selvedge/me", { cookies, headers: { "accept-language": "en" } })).json<{
    switchedOff?: SwitchedOff;
    projection?: { attributes: { id: string; bucket?: object }[] };
    attributes: Record<string, object>;
    segments: Record<string, { matches: boolean | null; sentence: string }>;
    page: { blocks: { id: string }[]; lost: { id: string; reason: string }[] };
  }>();

describe("a block that is switched off", () => {
  test("isn't in the first byte of the next page, and the next one for the same place is", async () => {
    expect(await page(await told(signal({})))).toContain("Good to see you again");
    const cookies = await told(signal({ blocks: ["welcome"] }));
    expect(await page(cookies)).toContain("<p id=welcome>Hello again</p>");
    const { page: decided, switchedOff } = await me(cookies);
    expect(decided.lost).toContainEqual({
      id: "welcome",
      reason: "switched off",
      name: "welcome",
      sentence: "",
    });
    expect(decided.blocks.map(({ id }) => id)).toContain("second");
    expect(switchedOff).toEqual({ ...NOTHING, blocks: ["welcome"] });
  });

  test("is in the signal's own answer, too", async () => {
    const answer: SignalAnswer = await (await ask(signal({ blocks: ["welcome"] }))).json();
    expect(answer.decision.lost).toContainEqual({ id: "welcome", reason: "switched off" });
  });
});

describe("a segment that is switched off", () => {
  test("doesn't match, and is unknown to whatever else reads it", async () => {
    const cookies = await told(signal({ segments: ["returning"] }));
    const html = await page(cookies);
    expect(html).toContain("<p id=welcome>Hello</p>");
    // Not in `returning` is unknown, in Poland isn't.
    expect(html).toContain("New here");
    const abroad = await edge.ask("/", { cookies, cf: { country: "DE" } });
    expect(await abroad.text()).toContain("<p id=offer>-</p>");
    const { segments } = await me(cookies);
    expect(segments["returning"]).toMatchObject({
      matches: false,
      sentence:
        "You are not in “Returning visitors” because you have switched off the segment “Returning visitors”.",
    });
    expect(segments["polish"]!.matches).toBe(true);
  });
});

describe("an attribute that is switched off", () => {
  test("is unknown, not zero", async () => {
    const body = signal({ attributes: ["visits"] });
    expect(body).toMatchObject({ now: [0, null], next: [0, null] });
    const cookies = await told(body);
    expect(await segmentsOf(edge, cookies)).toMatchObject({ returning: null, business: false });
    const { projection, segments, attributes, switchedOff } = await me(cookies);
    expect(projection!.attributes.find(({ id }) => id === "visits")).not.toHaveProperty("bucket");
    expect(segments["returning"]!.sentence).toBe(
      "It isn’t known whether you are in “Returning visitors” because you have switched off “Visits”.",
    );
    expect(switchedOff).toEqual({ ...NOTHING, attributes: ["visits"] });
    expect(attributes).toMatchObject({ visits: { name: "Visits", why: "To greet you" } });
  });

  test("reveals nothing of what it was: the cookie is the same whatever came before", async () => {
    const [one, other] = await Promise.all(
      [1, 5].map(async (visits) =>
        told(signal({ attributes: ["visits"] }, visits), await cookiesOf(edge, visits)),
      ),
    );
    expect(one!.sv_p).toBe(other!.sv_p);
  });
});

describe("everything", () => {
  test("switched off leaves the page as the origin sends it", async () => {
    const cookies = await told(signal({ all: true }));
    const html = await page(cookies);
    expect(html).toContain("<p id=welcome>Hello</p><p id=terms>-</p><p id=delivery>-</p><p id=offer>-</p>");
    const { segments, page: decided, switchedOff } = await me(cookies);
    expect(Object.values(segments).map(({ matches }) => matches)).toEqual([false, false, false, false]);
    expect(decided.blocks).toEqual([]);
    expect(new Set(decided.lost.map(({ reason }) => reason))).toEqual(new Set(["switched off"]));
    expect(switchedOff).toEqual({ ...NOTHING, all: true });
  });

  test("is what more than the site has room for means", async () => {
    const blocks = Object.keys(MORE.blocks);
    const segments = Object.keys(MORE.segments);
    const cookies = await told(signal({ blocks, segments }));
    expect((await me(cookies)).switchedOff).toEqual({ ...NOTHING, all: true });
  });
});

describe("what is switched off", () => {
  test("survives a publish, and what is gone from the site says nothing", async () => {
    const cookies = await told(signal({ blocks: ["welcome", "terms"] }));
    const { terms: _, ...blocks } = MORE.blocks;
    const later = new Edge({
      site: { ...MORE, blocks, attributes: { ...MORE.attributes, more: { count: "view" } } },
    });
    const html = await (await later.ask("/", { cookies })).text();
    expect(html).toContain("<p id=welcome>Hello again</p>");
    expect((await ask({ ...signal({}), off: ["b:nothing", "s:__proto__"] })).status).toBe(200);
  });

  test("invariant 2: equal profiles with the same switched off are equal bytes", async () => {
    const off = { blocks: ["welcome"], segments: ["polish"] };
    expect(JSON.stringify(signal(off, 2))).toBe(JSON.stringify(signal(off, 6)));
    expect((await told(signal(off, 2))).sv_p).toBe((await told(signal(off, 6))).sv_p);
  });

  test("invariant 1: says nothing without consent, and nothing under another epoch", async () => {
    const { sv_p } = await told(signal({ blocks: ["welcome"] }));
    for (const sv_c of [choice([]), choice(undefined, { epoch: 2 })])
      expect(await me({ sv_c, sv_p, sv_v: "1" })).not.toHaveProperty("switchedOff");
  });

  test("comes back to a device that has lost its profile, and nothing of it is projected meanwhile", async () => {
    const cookies = await told(signal({ blocks: ["welcome"], attributes: ["visits"] }, 5));
    const fresh = { ...signalOf(config, device(config, 1)), fresh: true };
    const response = await ask(fresh, cookies);
    const { seed }: SignalAnswer = await response.clone().json();
    expect(seed).toEqual({
      states: expect.not.objectContaining({ visits: expect.anything() }),
      off: ["a:visits", "b:welcome"],
    });
    const after = { ...cookies, sv_p: setCookies(response)["sv_p"]!.value };
    expect((await me(after)).switchedOff).toEqual({
      ...NOTHING,
      attributes: ["visits"],
      blocks: ["welcome"],
    });
    expect(await segmentsOf(edge, after)).toMatchObject({ returning: null });
  });

  test.each([
    [{ off: ["b:welcome"], now: undefined, next: undefined }, "off: only with a projection"],
    [{ off: [] }, "expected names, or no such field"],
    [{ off: ["b:welcome", "a:visits"] }, "expected sorted names, each once"],
    [{ off: ["b:welcome", "b:welcome"] }, "expected sorted names, each once"],
    [{ off: ["*", "b:welcome"] }, "stands alone"],
    [{ off: ["visitor-7"] }, 'expected a name such as \\"b:hero\\"'],
    [{ now: [0, null], next: [0, 1] }, "expected courses"],
  ])("invariant 9: %j is refused", async (change, message) => {
    const response = await ask({ ...signal({}), ...change });
    expect(response.status).toBe(400);
    expect(await response.text()).toContain(message);
  });

  test("can't be forged", async () => {
    const cookies = await told(signal({}));
    const [head, mac] = [
      cookies.sv_p.slice(0, cookies.sv_p.lastIndexOf(".")),
      cookies.sv_p.split(".").at(-1)!,
    ];
    expect(await page({ ...cookies, sv_p: `${head}.*.${mac}` })).toContain("<p id=welcome>Hello</p>");
  });
});

describe("a choice that is told again", () => {
  test("sets its cookie, and is no new choice", async () => {
    const sv_c = choice(undefined, { epoch: 3 });
    const response = await edge.post(
      "/_selvedge/consent",
      { choice: sv_c, again: true },
      { cookies: { sv_c } },
    );
    expect(response.status).toBe(204);
    expect(setCookies(response)["sv_c"]!.value).toBe(sv_c);
  });
});
