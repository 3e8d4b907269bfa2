import { describe, expect, test } from "vitest";
import { layerUse, toldToLayer } from "../../shared/data-layer.ts";
import { isTold } from "../../shared/data-layer-names.ts";
import { checkSite } from "../../shared/site/check.ts";
import { rulesOf } from "../../shared/site-rules.ts";

const text = (when: object) => ({ target: "h1", op: "text", text: "Hello", ...when });
const SENT = {
  settings: { measurement: { sent: "Counts, and to our analytics the names of your groups." } },
};
const SITE = {
  version: 1,
  id: "shop",
  consent: { texts: { en: SENT } },
  attributes: {
    visits: { count: "visit" },
    diagnosis: { declared: ["asthma"], sensitive: true, label: "Health", why: "To help" },
  },
  segments: {
    returning: { when: { visits: { $gte: 2 } } },
    regular: { when: { visits: { $gte: 9 } } },
    vip: { private: true, when: { visits: { $gte: 30 } } },
  },
  blocks: {
    hello: text({ when: "returning" }),
    secret: text({ when: ["returning", "vip"] }),
    cases: {
      target: "h2",
      op: "text",
      cases: [{ when: { $or: [{ $segment: "vip" }, { visits: 4 }] }, text: "A" }, { text: "B" }],
    },
  },
};
const checked = (more: object) => checkSite({ ...SITE, ...more });
const issues = (more: object) => {
  const result = checked(more);
  return result.ok ? [] : result.issues.map(({ path, message }) => `${path}: ${message}`);
};

/** What of the site is told, of segments and blocks. */
function told(dataLayer: unknown): string[] {
  const result = checked({ dataLayer });
  if (!result.ok) throw new Error(JSON.stringify(result.issues));
  const layer = toldToLayer(result.value, rulesOf(result.value));
  if (!layer) return [];
  expect(JSON.stringify(layer)).not.toMatch(/returning|regular|vip|hello|secret/);
  return [
    ...Object.keys(SITE.segments).filter((id) => isTold(layer, "s", id)),
    ...Object.keys(SITE.blocks).filter((id) => isTold(layer, "b", id)),
  ];
}

test("nothing is read or written unless the site file says so, and the short form only reads", () => {
  const use = (more: object) => {
    const result = checked(more);
    return result.ok && layerUse(result.value);
  };
  expect(use({})).toEqual({ read: false, write: false });
  expect(use({ dataLayer: true })).toEqual({ read: true, write: false });
  expect(use({ dataLayer: { write: true } })).toMatchObject({ read: true, write: true });
  expect(use({ dataLayer: { read: false } })).toMatchObject({ read: false, write: false });
});

describe("told to other tools are", () => {
  test.each([
    ["nothing by the short form", true, []],
    ["nothing without write", { read: true }, []],
    ["all that isn't private", { write: true }, ["returning", "regular", "hello"]],
    ["listed segments", { write: true, segments: ["regular"] }, ["regular", "hello"]],
    [
      "private ones where they are listed",
      { write: true, segments: ["vip"], blocks: ["secret"] },
      ["vip", "secret"],
    ],
    ["no blocks", { write: true, blocks: [] }, ["returning", "regular"]],
  ])("%s", (_, dataLayer, names) => expect(told(dataLayer)).toEqual(names));

  test("whatever the list, hashes of the shorter one", () => {
    const result = checked({ dataLayer: { write: true, segments: ["regular"], blocks: [] } });
    const layer = result.ok && toldToLayer(result.value, rulesOf(result.value));
    expect(layer).toEqual({ told: [expect.stringMatching(/^\w{8,14}$/)] });
  });
});

test("invariant 9: what is wrong is told with its place", () => {
  expect(issues({ dataLayer: "yes" })).toEqual(['dataLayer: expected true, false or an object, got "yes"']);
  expect(issues({ dataLayer: [true] })[0]).toMatch(/^dataLayer: expected true, false or an object/);
  expect(issues({ dataLayer: { wirte: true } })[0]).toMatch(
    /^dataLayer\.wirte: unknown field "wirte", did you mean write/,
  );
  expect(issues({ dataLayer: { write: true, segments: ["returnin"], blocks: ["helo"] } })).toEqual([
    'dataLayer.segments[0]: there is no segment "returnin", did you mean returning?',
    'dataLayer.blocks[0]: there is no block "helo", did you mean hello?',
  ]);
  expect(issues({ dataLayer: { segments: ["vip"] } })).toEqual([
    'dataLayer.segments: "write" isn\'t true, so nothing is told',
  ]);
  expect(issues({ dataLayer: { write: true, as: "ga" } })[0]).toMatch(/^dataLayer\.as: /);
});

test("nothing is told unless visitors are asked for that, in each language of the site", () => {
  const dataLayer = { write: true };
  const asked = (texts: object, more: object = {}) =>
    issues({ dataLayer, languages: ["en", "pl"], consent: { texts, ...more } });
  const path = (language: string) => `consent.texts.${language}.settings.measurement.sent`;
  expect(asked({})[0]).toMatch(/^dataLayer\.write: our words for measurement speak of counts alone/);
  expect(asked({})[0]).toContain(`${path("en")}, ${path("pl")}`);
  expect(asked({ en: SENT })[0]).not.toContain(path("en"));
  expect(asked({ en: SENT, pl: { settings: { measurement: { name: "Pomiar" } } } })[0]).toContain(path("pl"));
  expect(asked({ "en-GB": SENT, pl: SENT })).toEqual([]);
  // Then the owner's own banner says it.
  expect(asked({}, { banner: "own" })).toEqual([]);
  expect(issues({ dataLayer: true, consent: {} })).toEqual([]);
});

test("no segment can be about a sensitive attribute, so none is told", () => {
  const segments = { ...SITE.segments, ill: { when: { diagnosis: "asthma" } } };
  expect(issues({ dataLayer: { write: true }, segments }).join()).toMatch(
    /segments\.ill\.when\.diagnosis: "diagnosis" is sensitive and never leaves the device/,
  );
});
