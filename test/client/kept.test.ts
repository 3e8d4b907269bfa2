import { anything, array, assert, integer, property } from "fast-check";
import { describe, expect, test } from "vitest";
import { advance, readKept } from "../../client/kept.ts";
import type { Keeping } from "../../client/tools.ts";
import { matches } from "../../shared/condition/match.ts";
import { CORE_KINDS } from "../../shared/kinds/core.ts";
import { newProfile } from "../../shared/profile.ts";
import { withWeek } from "../../shared/week.ts";
import { ATTRIBUTES } from "./attributes.ts";
import type { TagConfig } from "../../shared/wire.ts";

const MINUTE = 60_000;
const DAY = 1440 * MINUTE;
const NOW = 20_000 * DAY + 12 * 60 * MINUTE;

const config: TagConfig = {
  site: "test",
  plan: "plan",
  switchable: 8,
  attributes: ATTRIBUTES,
  parts: [],
  triggers: [],
  measured: [],
  goals: {},
  token: "",
  consent: { mode: "opt-in", revision: 1, retention: 180, languages: ["en"], ask: "widget" },
};
const visit = { matches, kinds: CORE_KINDS, visitProperties: () => ({}) };
const view = { name: "view", properties: {} };
const after = (record: unknown, now: number) => advance(record, config, visit, view, now);
const visits = (...times: number[]) => times.reduce<unknown>(after, undefined) as ReturnType<typeof after>;

describe("visits", () => {
  test.each([
    ["activity within the idle time goes on with the visit", [0, 29, 58, 87], 1],
    ["the idle time ends it", [0, 30], 2],
    ["a clock set back a little changes nothing", [0, -29], 1],
    ["a clock set back by more begins a new one", [0, -30], 2],
  ])("%s", (_, minutes, number) => {
    const { profile } = visits(...minutes.map((minute) => NOW + minute * MINUTE));
    expect(profile.visit.number).toBe(number);
    expect(profile.attributes["visits"]!.state).toBe(number);
    expect(profile.attributes["views"]!.state).toBe(minutes.length);
  });

  test("mere activity keeps a visit going and is no event", () => {
    const started = visits(NOW);
    const active = advance(started, config, visit, undefined, NOW + 20 * MINUTE);
    expect(active.profile.attributes).toEqual(started.profile.attributes);
    expect(after(active, NOW + 40 * MINUTE).profile.visit.number).toBe(1);
  });

  test("property: their number is one more than the pauses of 30 minutes or longer", () => {
    assert(
      property(array(integer({ min: 0, max: 90 }), { maxLength: 30 }), (pauses) => {
        const times = pauses.reduce((all, pause) => [...all, all.at(-1)! + pause * MINUTE], [NOW]);
        expect(visits(...times).profile.visit.number).toBe(1 + pauses.filter((pause) => pause >= 30).length);
      }),
    );
  });
});

describe("weeks since the first visit", () => {
  const counting = { kind: "count", hash: "", horizon: 0 } as const;
  const inWeek4: TagConfig = {
    ...config,
    attributes: {
      visits: { ...counting, event: "visit", where: { week: 4 } },
      views: { ...counting, event: "view", where: { week: 4 } },
    },
  };
  const played = (tools: Keeping) =>
    [0, 27, 28, 34, 35].reduce<unknown>(
      (record, day) => advance(record, inWeek4, tools, view, NOW + day * DAY),
      undefined,
    ) as ReturnType<typeof after>;

  test("are known of visits and of all that happens, where the part is there that counts them", () => {
    const { visits, views } = played({ ...visit, withWeek }).profile.attributes;
    expect([visits!.state, views!.state]).toEqual([2, 2]);
  });

  test("are unknown where nothing asks for them", () => {
    const { visits, views } = played(visit).profile.attributes;
    expect([visits!.state, views!.state]).toEqual([undefined, undefined]);
  });
});

describe("what is on the device", () => {
  test("invariant 1: is kept until the retention is over, and then begun anew", () => {
    const kept = { profile: newProfile(20_000), sent: "x" };
    expect(readKept(kept, config, NOW + 179 * DAY)).toBe(kept);
    expect(readKept(kept, config, NOW + 180 * DAY)).toEqual({ profile: newProfile(20_180) });
  });

  test("invariant 4: may be anything", () => {
    assert(
      property(anything(), (record) => {
        expect(after(record, NOW).profile.attributes["views"]!.state).toBe(1);
      }),
    );
  });
});
