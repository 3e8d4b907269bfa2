import { array, assert, constantFrom, property, record } from "fast-check";
import { describe, expect, test } from "vitest";
import { advance, type Kept } from "../../../client/kept.ts";
import { ALL_MEANS } from "../../../shared/profile.ts";
import type { TagConfig } from "../../../shared/wire.ts";
import { compiledSite } from "../../../tools/compiled.ts";
import { isVisiting, play } from "../../../tools/persona/play.ts";
import { loadSiteFile } from "../../../tools/site-file.ts";

const MINUTE = 60_000;
const START = Date.parse("2026-03-01T00:00:00Z");
const RETENTION = 180;

const loaded = await loadSiteFile("test/site/site.json");
if (!loaded.ok) throw new Error("the demo's site file is broken");
const { plan } = compiledSite(loaded.value.site);

const config: TagConfig = {
  site: "test",
  plan: plan.hash,
  switchable: 8,
  attributes: plan.attributes,
  parts: [],
  triggers: [],
  measured: [],
  goals: {},
  token: "",
  consent: { mode: "opt-in", revision: 1, retention: RETENTION, languages: ["en"], ask: "widget" },
};
const properties = { path: "/pricing/", category: "rain", value: 12.5, outdoors: "hiking" };
const view = (at: number) => ({ at, event: { name: "view", properties } });
const events = array(
  record({
    pause: constantFrom(
      0,
      1,
      29,
      30,
      31,
      600,
      1440,
      1440 * 13,
      1440 * 14,
      1440 * 100,
      1440 * 180,
      1440 * 181,
    ),
    extra: constantFrom(0, 0, 1, 59_999),
    name: constantFrom("view", "cart", "purchase", "declare", "click"),
  }),
  { minLength: 1, maxLength: 25 },
);

describe("playing a persona", () => {
  test("property: gives the profile that the device would keep", () => {
    assert(
      property(events, (list) => {
        let at = START;
        const timed = list.map(({ pause, extra, name }) => {
          at += pause * MINUTE + extra;
          return { at, event: { name, properties } };
        });
        let kept: Kept | undefined;
        for (const { at, event } of timed) {
          kept = advance(kept, config, { ...ALL_MEANS, visitProperties: () => ({}) }, event, at);
        }
        expect(play({ events: timed, context: {} }, plan.attributes, RETENTION)).toEqual(kept!.profile);
      }),
    );
  });

  test("a visit goes on for half an hour", () => {
    const profile = play({ events: [view(START)], context: {} }, plan.attributes, RETENTION)!;
    expect(isVisiting(profile, START + 30 * MINUTE - 1)).toBe(true);
    expect(isVisiting(profile, START + 30 * MINUTE)).toBe(false);
  });

  test("an event `visit` says how a visit began", () => {
    const attributes = {
      from: { kind: "last", event: "visit", of: "source", hash: "h", horizon: 0 },
    } as const;
    const visit = (source: string, at: number) => ({ at, event: { name: "visit", properties: { source } } });
    const events = [visit("letter", START), visit("poster", START + 60 * MINUTE)];
    const profile = play({ events, context: {} }, attributes, RETENTION)!;
    expect(profile.visit.number).toBe(2);
    expect(JSON.stringify(profile.attributes)).toContain("poster");
  });
});
