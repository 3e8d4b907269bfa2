import { describe, expect, test } from "vitest";
import { compiledSite } from "../../../tools/compiled.ts";
import { readPersona } from "../../../tools/persona/read.ts";
import { simulate, type Simulation } from "../../../tools/persona/simulate.ts";
import { loadSiteFile } from "../../../tools/site-file.ts";

const loaded = await loadSiteFile("test/site/site.json");
if (!loaded.ok) throw new Error("the demo's site file is broken");
const { site } = loaded.value;
const compiled = compiledSite(site);
const NOW = "2026-11-20T10:00:00Z";

function simulated(input: object, path = "/"): Simulation {
  const persona = readPersona({ now: NOW, ...input }, site, 0);
  if (!persona.ok) throw new Error(JSON.stringify(persona.issues));
  return simulate(persona.value, compiled, { host: null, path });
}

const view = (at: string, path = "/") => ({ at, event: "view", properties: { path } });

describe("the moment that a page is decided on", () => {
  test("a visit that the page begins counts, and changes nothing on the device yet", () => {
    const { phase, values, decidedOn, decision } = simulated({ events: [view("-1d")] });
    expect([phase, values!["visits"], decidedOn!["visits"]]).toEqual(["next", 1, 2]);
    expect(decision.segments).toContain("returning");
  });

  test("within a visit nothing begins", () => {
    const { phase, decidedOn, decision } = simulated({ events: [view("-29m")] });
    expect([phase, decidedOn!["visits"]]).toEqual(["now", 1]);
    expect(decision.segments).not.toContain("returning");
  });

  test.each([
    ["-2d", true],
    ["-3d", false],
  ])("a window of 3 days, %s: %s", (at, isIn) => {
    const { decision } = simulated({ events: [view(at, "/pricing/")] });
    expect(decision.segments.includes("business")).toBe(isIn);
  });
});

describe("consent", () => {
  const poland = { context: { country: "PL", campaign: "spring" } };

  test.each<[string, object, readonly string[]]>([
    ["both purposes", {}, ["spring", "poland"]],
    ["measurement alone", { consent: ["measurement"] }, []],
    ["no answer yet", { consent: "unanswered" }, ["poland"]],
    ["a refusal", { consent: [] }, []],
    ["Global Privacy Control", { gpc: true }, []],
  ])("%s", (_, consent, segments) => {
    const { decision, values } = simulated({ ...poland, ...consent, events: [view("-1h")] });
    expect(decision.segments.filter((id) => id !== "returning")).toEqual(segments);
    expect(values === undefined).toBe(!segments.includes("spring"));
  });

  test("a profile that has outlived the retention is gone, and the choice with it", () => {
    expect(simulated({ events: [view("-179d")] }).decision.segments).toContain("returning");
    expect(simulated({ events: [view("-180d")] })).toMatchObject({ values: undefined, told: undefined });
  });
});

describe("exact values in place of events", () => {
  test("decide as such; the others are those of an empty profile", () => {
    const { decision, values, phase } = simulated({ attributes: { visits: 7, favourite: "camp" } });
    expect(decision.segments).toEqual(["returning", "likes-camp"]);
    expect(values).toMatchObject({ visits: 7, favourite: "camp", basketValue: 0, outdoors: null });
    expect(phase).toBe("now");
  });

  test.each([{ abandoned: true }, { abandoned: false }, { tradeViews: 3 }, { basketValue: -1 }])(
    "%o has a state that the cookie can hold",
    (attributes) => {
      const { told, buckets } = simulated({ attributes });
      expect(told!.codes.length).toBe(compiled.plan.entries.length);
      expect(Object.values(buckets!)).not.toContain(undefined);
    },
  );
});

test("the query of the page is part of the context", () => {
  expect(simulated({}, "/?utm_campaign=spring").decision.segments).toEqual(["spring"]);
});

test("hour and weekday are those of the time zone", () => {
  const { facts } = simulated({ context: { timezone: "Asia/Tokyo" } });
  expect(facts).toMatchObject({ hour: 19, weekday: 5, device: "desktop", referrer: "direct" });
});
