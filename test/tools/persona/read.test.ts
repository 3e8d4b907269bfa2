import * as v from "valibot";
import { describe, expect, test } from "vitest";
import { experimentSchema } from "../../../shared/site/experiment-schema.ts";
import { readPersona } from "../../../tools/persona/read.ts";
import { loadSiteFile } from "../../../tools/site-file.ts";

const loaded = await loadSiteFile("test/site/site.json");
if (!loaded.ok) throw new Error("the demo's site file is broken");
const { site } = loaded.value;
const NOW = Date.parse("2026-11-20T10:00:00Z");

const issuesOf = (input: unknown) => {
  const read = readPersona(input, site, NOW);
  return read.ok
    ? []
    : read.issues.map(({ path, message }) => (path === "" ? message : `${path}: ${message}`));
};

describe("reading a persona", () => {
  test("an empty one is somebody who agrees, here and now, of whom nothing is known", () => {
    expect(readPersona({}, site, NOW)).toEqual({
      ok: true,
      value: {
        now: NOW,
        gpc: false,
        consent: ["personalization", "measurement"],
        context: {},
        variants: {},
        events: [],
      },
    });
  });

  test("Global Privacy Control stands for a choice that wasn't made", () => {
    expect(readPersona({ gpc: true }, site, NOW)).toMatchObject({ value: { consent: "unanswered" } });
  });

  test("variants are of experiments that there are", () => {
    const words = v.parse(experimentSchema, {
      hypothesis: "warm words sell",
      primary: "order",
      variants: { asIs: {}, warm: { blocks: ["hero"] } },
      holdout: 0.1,
    });
    const tested = { ...site, holdout: 0.1, experiments: { words } };
    const issues = (variants: object) => {
      const read = readPersona({ variants }, tested, NOW);
      return read.ok ? [] : read.issues.map(({ path, message }) => `${path}: ${message}`);
    };
    expect(issues({ words: "holdout", holdout: "personalized" })).toEqual([]);
    expect(issues({ word: "warm", words: "wram" })).toEqual([
      'variants.word: there is no experiment "word", did you mean words?',
      'variants.words: there is no variant "wram", did you mean warm?',
    ]);
  });

  test("events are sorted by time, which may be relative to now", () => {
    const events = [
      { at: "-1d 2h", event: "view" },
      { at: "2026-11-01", event: "view" },
    ];
    expect(readPersona({ now: "2026-11-20T12:00:00+02:00", events }, site, 0)).toMatchObject({
      value: { events: [{ at: Date.parse("2026-11-01T00:00:00Z") }, { at: NOW - 26 * 3_600_000 }] },
    });
  });

  test("invariant 9: all problems come at once, each with its place", () => {
    expect(
      issuesOf({
        wehn: 1,
        now: "yesterday",
        context: { contry: "PL", hour: "late" },
        events: [
          { at: "soon", event: "view", proprties: {} },
          { at: "-1d", event: "veiw" },
          { at: "-1d", event: "cart", properties: { value: "much", colour: "red" } },
          { at: "-1d", event: "declare", properties: { outdoors: "sleeping", indoors: "x" } },
        ],
        attributes: { visit: 2, visits: "two", outdoors: "sleeping" },
      }),
    ).toEqual([
      'wehn: unknown field "wehn"',
      'events[0].proprties: unknown field "proprties", did you mean properties?',
      'context.contry: there is no context "contry", did you mean country?',
      'context.hour: expected a number, got "late"',
      'events[1].event: nothing knows the event "veiw", did you mean view?',
      'events[2].properties.value: expected a number, got "much"',
      'events[2].properties.colour: the event "cart" has no property "colour"',
      'events[3].properties.outdoors: expected one of hiking, running, camping, got "sleeping"',
      'events[3].properties.indoors: there is no declared attribute "indoors"',
      'attributes.visit: there is no attribute "visit", did you mean visits?',
      'attributes.visits: expected a number, got "two"',
      'attributes.outdoors: expected one of hiking, running, camping, got "sleeping"',
      "attributes: expected events or attributes, not both",
      'now: expected a time such as "2026-11-01T10:00:00Z" or "-30d", got "yesterday"',
      'events[0].at: expected a time such as "2026-11-01T10:00:00Z" or "-30d", got "soon"',
    ]);
  });

  test("lists are held against what can be chosen, and sets are lists", () => {
    const attributes = {
      ...site.attributes,
      matters: { choices: ["price", "planet"], sensitive: false },
      seen: { set: "view", of: "tags", keep: 10, sensitive: false },
    };
    const issues = (persona: object) => {
      const read = readPersona(persona, { ...site, attributes }, NOW);
      return read.ok ? [] : read.issues.map(({ path, message }) => `${path}: ${message}`);
    };
    expect(issues({ attributes: { matters: ["planet"], seen: ["rain"] } })).toEqual([]);
    expect(issues({ attributes: { matters: null, seen: null } })).toEqual([]);
    expect(issues({ attributes: { matters: "planet", seen: "rain" } })).toEqual([
      'attributes.matters: expected a list of price, planet, got "planet"',
      'attributes.seen: expected a list, got "rain"',
    ]);
    const declare = (value: unknown) => ({
      now: "2026-11-20",
      events: [{ at: "-1d", event: "declare", properties: { matters: value } }],
    });
    expect(issues(declare(["price", "planet"]))).toEqual([]);
    expect(issues(declare(["votes"]))).toEqual([
      'events[0].properties.matters: expected a list of price, planet, got ["votes"]',
    ]);
  });

  test.each([
    ["a list", [], /^expected an object, got a list/],
    ["a text", "x", /^expected an object, got "x"/],
    ["a text as events", { events: "all" }, /^events: expected a list/],
    ["an event that is a number", { events: [3] }, /^events\[0\]: expected an object/],
    ["a purpose that nobody asks for", { consent: ["advertising"] }, /^consent/],
    ["the future", { events: [{ at: "2026-11-21", event: "view" }] }, /^events\[0\]\.at: is after now/],
    ["a page elsewhere", { path: "//x" }, /^path: expected a path/],
    [
      "a visit within a visit",
      {
        events: [
          { at: "-40m", event: "view" },
          { at: "-20m", event: "visit" },
        ],
      },
      /^events\[1\]\.at: a visit goes on/,
    ],
  ])("%s is told", (_, input, message) => {
    expect(issuesOf(input)).toEqual([expect.stringMatching(message)]);
  });
});
