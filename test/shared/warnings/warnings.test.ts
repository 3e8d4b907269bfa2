import { describe, expect, test } from "vitest";
import { buildPlan } from "../../../shared/plan.ts";
import { rulesOf } from "../../../shared/site-rules.ts";
import { checkSite } from "../../../shared/site/check.ts";
import { pathMatcher } from "../../../tools/compiled.ts";
import { warningsOf } from "../../../shared/warnings/warnings.ts";

const ATTRIBUTES = { visits: { count: "visit" }, interest: { declared: ["sport", "office"] } };
const BOTH = { $or: [{ visits: { $gte: 2 } }, { interest: "sport" }] };

/** Warnings as `path: message`, but for those about what isn't used. */
function warnings(site: object, withUnused = false): string[] {
  const checked = checkSite({ version: 1, id: "shop", attributes: ATTRIBUTES, ...site });
  if (!checked.ok) throw new Error(JSON.stringify(checked.issues));
  const rules = rulesOf(checked.value);
  const plan = buildPlan(checked.value, rules);
  return warningsOf({ site: checked.value, rules, plan }, pathMatcher)
    .map(({ path, message }) => `${path}: ${message}`)
    .filter((line) => withUnused || !/is kept of|isn't used|nothing counts/.test(line));
}

const text = (fields: object) => ({ op: "text", target: "h1", text: "x", ...fields });

describe("what nobody can reach", () => {
  test("a segment, and what reads it", () => {
    const site = {
      segments: { never: { when: { visits: { $gte: 5, $lt: 2 } } } },
      blocks: { hero: text({ when: "never" }) },
    };
    expect(warnings(site)).toEqual([
      "segments.never.when: can never hold: what it asks for contradicts itself",
      "blocks.hero.when: can never hold, so nobody ever sees this block",
    ]);
  });

  test("a case", () => {
    const cases = [
      { when: { visits: { $gte: 2 } }, text: "a" },
      { when: { visits: { $gte: 5 } }, text: "b" },
      { when: { interest: "sport" }, text: "c" },
      { when: { visits: { $lt: 0 } }, text: "d" },
    ];
    expect(warnings({ blocks: { hero: { op: "text", target: "h1", cases } } })).toEqual([
      "blocks.hero.cases[1]: is never shown: wherever it could be, a case before it is",
      "blocks.hero.cases[3].when: can never hold where the block is shown",
    ]);
  });

  test("what could be reached is not told of", () => {
    const cases = [
      { when: { visits: { $gte: 5 } }, text: "a" },
      { when: { visits: { $gte: 2 } }, text: "b" },
      { text: "c" },
    ];
    const blocks = { hero: { op: "text", target: "h1", when: BOTH, cases } };
    expect(warnings({ blocks })).toEqual([]);
  });
});

describe("rivals", () => {
  const always = /never wins: wherever it could apply, "first"/;
  test.each<[string, object, object]>([
    ["to everybody", { priority: 1 }, { when: { visits: 2 } }],
    ["earlier in the file", {}, {}],
    ["a wider condition", { priority: 1, when: { visits: { $gte: 2 } } }, { when: { visits: { $gte: 5 } } }],
    ["pages that cover", { priority: 1, pages: ["/*"] }, { pages: ["/a", "/b/*"] }],
    ["a pattern and its page", { priority: 1, pages: ["/shop/*"] }, { pages: ["/shop/rain"] }],
    ["longer", { priority: 1, from: "2026-01-01" }, { from: "2026-02-01", until: "2026-03-01" }],
  ])("one that always loses: %s", (_, first, second) => {
    const found = warnings({ blocks: { first: text(first), second: text(second) } });
    expect(found).toHaveLength(1);
    expect(found[0]).toMatch(always);
    expect(found[0]).toMatch(/^blocks\.second:/);
  });

  test.each<[string, object, object]>([
    [
      "known of fewer visitors",
      { priority: 1, when: { visits: { $gte: 0 } } },
      { when: { "context.country": "PL" } },
    ],
    ["fewer pages", { priority: 1, pages: ["/a"] }, { pages: ["/a", "/b"] }],
    ["all pages", { priority: 1, pages: ["/a"] }, {}],
    ["shorter", { priority: 1, until: "2026-03-01" }, { from: "2026-02-01" }],
    ["another operation", { priority: 1 }, { op: "class", text: undefined, add: ["a"] }],
    ["another target", { priority: 1 }, { target: "h2" }],
    ["a lower priority", { priority: -1 }, { when: { visits: 2 } }],
  ])("one that can win: %s", (_, first, second) => {
    const { text: _text, ...rest } = text(second) as { text?: string; op: string };
    const other = rest.op === "class" ? rest : text(second);
    expect(warnings({ blocks: { first: text(first), second: other } })).toEqual([]);
  });

  test("two of which only the order says who wins", () => {
    const blocks = { first: text({ when: { visits: 2 } }), second: text({ when: { interest: "sport" } }) };
    expect(warnings({ blocks })).toEqual([
      expect.stringMatching(/^blocks\.second: and "first" do the same .*: give one a higher priority$/),
    ]);
  });

  test("but not two that never meet", () => {
    const visits = { first: text({ when: { visits: 2 } }), second: text({ when: { visits: 3 } }) };
    expect(warnings({ blocks: visits })).toEqual([]);
    const pages = {
      first: text({ pages: ["/a/*"], when: { visits: 2 } }),
      second: text({ pages: ["/b"], when: BOTH }),
    };
    expect(warnings({ blocks: pages })).toEqual([]);
  });

  test("one that loses to several together", () => {
    const blocks = {
      few: text({ priority: 2, when: { visits: { $lt: 3 } } }),
      many: text({ priority: 1, when: { visits: { $gte: 3 } } }),
      any: text({ when: { visits: { $gte: 1 } } }),
    };
    expect(warnings({ blocks })).toEqual([
      expect.stringMatching(/^blocks\.any: never wins: .* "few" or "many"/),
    ]);
  });
});

describe("redirects", () => {
  const away = (from: string, to: string, more: object = {}) => ({
    op: "redirect",
    pages: [from],
    to,
    ...more,
  });
  const circle = (names: string) =>
    `leads in a circle (${names}): who meets the conditions of all of them is sent nowhere`;

  test("in a circle over several blocks, once", () => {
    const blocks = {
      a: away("/a", "/b"),
      b: away("/b", "/c?x#y"),
      c: away("/c", "/a"),
      into: away("/", "/a"),
    };
    expect(warnings({ blocks })).toEqual([`blocks.a: ${circle('"a" → "b" → "c" → "a"')}`]);
    const cases = [{ when: { visits: { $lt: 2 } }, to: "/x" }, { to: "/b" }];
    const cased = {
      a: { op: "redirect", pages: ["/a"], cases },
      b: away("/b", "/a", { when: { visits: 5 } }),
    };
    expect(warnings({ blocks: cased })).toEqual([`blocks.a: ${circle('"a" → "b" → "a"')}`]);
  });

  test.each<[string, object, object, object?]>([
    ["nobody meets both conditions", { when: { visits: { $lt: 2 } } }, { when: { visits: { $gte: 2 } } }],
    ["never on the same day", { until: "2026-01-01" }, { from: "2026-02-01" }],
    ["the condition may change on the way", {}, { when: { "context.path": "/b" } }],
    ["another one comes first", {}, {}, { other: away("/b", "/c", { priority: 1 }) }],
    [
      "another one, to who knows where, comes first",
      {},
      {},
      { other: away("/b", "/{{context.city}}", { priority: 1 }) },
    ],
  ])("no circle: %s", (_, one, two, more = {}) => {
    const blocks = { a: away("/a", "/b", one), b: away("/b", "/a", two), ...more };
    expect(warnings({ blocks }).filter((line) => line.includes("circle"))).toEqual([]);
  });

  test("that always lose, or by the order in the file", () => {
    const rich = { when: { visits: { $gte: 2 } } };
    expect(warnings({ blocks: { a: away("/", "/a"), b: away("/", "/b", rich) } })).toEqual([
      'blocks.b: never wins: wherever it could apply, "a" leads away from the page and comes first',
    ]);
    expect(warnings({ blocks: { a: away("/", "/a", rich), b: away("/", "/b") } })).toEqual([
      'blocks.b: and "a" lead away from the same page with the same priority; where both match, "a" wins, since it stands first: give one a higher priority',
    ]);
  });

  test("to an offer, on a condition that anybody can forge", () => {
    const blocks = { a: away("/", "/your-discount/", { when: { visits: { $gte: 2 } } }) };
    expect(warnings({ blocks })).toEqual([
      expect.stringMatching(/^blocks\.a: speaks of an offer \(“discount”\)/),
    ]);
  });
});

describe("offers", () => {
  test.each([
    "<b>-20 %</b> today",
    "Your discount is waiting",
    "<p>Free\n shipping</p>",
    "Use promo code X",
    "Rabat dla Ciebie",
    "Zniżka czeka",
    "Dostawa za darmo",
    "Скидка для вас",
    "Доставка бесплатная",
  ])("%s", (html) => {
    const block = { op: "content", target: "h1", html };
    const lines = warnings({ blocks: { offer: { ...block, when: { visits: { $gte: 2 } } } } });
    expect(lines).toEqual([
      expect.stringMatching(/^blocks\.offer: speaks of an offer \(“.+”\) to those who/),
    ]);
    // Told to everybody, there is nothing to forge.
    expect(warnings({ blocks: { offer: block } })).toEqual([]);
  });

  test.each(["Good to see you again", "Rain jackets", "Feel free to ask", "Свободный крой", "Wolny czas"])(
    "no offer: %s",
    (html) => {
      const when = { visits: { $gte: 2 } };
      expect(warnings({ blocks: { hero: { op: "content", target: "h1", html, when } } })).toEqual([]);
    },
  );

  test("what the owner's server vouches for can't be forged, unless something else is enough", () => {
    const attributes = { ...ATTRIBUTES, stage: { attested: ["customer"] } };
    const offer = (when: object) => ({ offer: { op: "content", target: "h1", html: "Your discount", when } });
    const attested = { stage: "customer" };
    expect(warnings({ attributes, blocks: offer({ ...attested, visits: 2 }) })).toEqual([]);
    const either = { $or: [attested, { visits: { $gte: 2 } }] };
    expect(warnings({ attributes, blocks: offer(either) })).toHaveLength(1);
    // Whoever logs out isn't a customer either.
    expect(warnings({ attributes, blocks: offer({ stage: { $ne: "customer" } }) })).toHaveLength(1);
  });

  test("each language is read, and what attributes say", () => {
    const when = { visits: { $gte: 2 } };
    const html = { en: "Hello", pl: "Rabat" };
    const blocks = {
      a: { op: "content", target: "h1", html, when },
      b: { op: "attributes", target: "a", set: { title: "-10%" }, when },
    };
    expect(warnings({ languages: ["en", "pl"], blocks })).toHaveLength(2);
  });
});

test("what nobody asks for", () => {
  const site = {
    attributes: { visits: { count: "visit" }, spare: { count: "view" } },
    segments: { lonely: { when: { visits: 2 } }, used: { when: { $segment: "lonely" } } },
    events: { poke: { on: "click", selector: "a" }, cart: { on: "click", selector: "b" } },
    goals: { bought: { event: "cart" } },
  };
  expect(warnings(site, true)).toEqual([
    "attributes.spare: is kept of every visitor, but no condition and no template reads it",
    "segments.used: isn't used by any block, segment or experiment; only scripts of your pages could ask for it",
    "events.poke: is looked for on every page, but nothing counts it",
  ]);
});

test("a tier that conditions name is used, though they are asked of what it is read off", () => {
  const attributes = {
    spend: { sum: "purchase", of: "value" },
    level: { tier: "spend", levels: { silver: 200, gold: 1000 } },
    unread: { tier: "spend", levels: { small: 1 } },
  };
  const blocks = { hero: text({ when: { level: "gold" } }) };
  expect(warnings({ attributes, blocks }, true)).toEqual([
    "attributes.unread: is kept of every visitor, but no condition and no template reads it",
  ]);
});

test("what a template shows on the device is used", () => {
  const blocks = { hero: { op: "content", target: "h1", html: "{{device.visits}} {{interest}}" } };
  expect(warnings({ blocks }, true)).toEqual([]);
});

test("many bits", () => {
  const steps = Array.from({ length: 20 }, (_, index) => index * 10);
  const attributes = Object.fromEntries(
    ["a", "b", "c", "d", "e"].map((id) => [id, { sum: "purchase", of: "value", buckets: steps }]),
  );
  const html = Object.keys(attributes)
    .map((id) => `{{${id}}}`)
    .join();
  const lines = warnings({ attributes, blocks: { hero: { op: "content", target: "h1", html } } });
  expect(lines).toEqual([
    expect.stringMatching(/^attributes: a profile reveals up to 2\d\.\d bits, more than 16: /),
  ]);
});

test("what the dataLayer tells, too, is counted twice; and segments that are told there are used", () => {
  const events = { cart: { on: "click", selector: "button" } };
  const attributes = { ...ATTRIBUTES, carts: { count: "cart" } };
  const segments = {
    told: { when: { visits: 2, interest: "sport" } },
    hidden: { private: true, when: { carts: { $gte: 1 } } },
  };
  const site = { attributes, events, segments, consent: { banner: "own" } };
  const TWICE =
    "events.cart: the dataLayer is read, too: a page that tells it there, and on this element, counts it twice";
  const unused = (id: string) =>
    `segments.${id}: isn't used by any block, segment or experiment; only scripts of your pages could ask for it`;
  expect(warnings(site, true)).toEqual([unused("told"), unused("hidden")]);
  expect(warnings({ ...site, dataLayer: true }, true)).toEqual([unused("told"), unused("hidden"), TWICE]);
  expect(warnings({ ...site, dataLayer: { read: false, write: true } }, true)).toEqual([unused("hidden")]);
  const listed = { read: false, write: true, segments: ["hidden"] };
  expect(warnings({ ...site, dataLayer: listed }, true)).toEqual([unused("told")]);
});
