import * as v from "valibot";
import { describe, expect, test } from "vitest";
import { type CompiledSite, compileSite } from "../../../shared/decision.ts";
import { exampleOf, newcomer } from "../../../shared/preview/example.ts";
import { linkOf, previewOfMe, previewOfSegment } from "../../../shared/preview/link.ts";
import { siteSchema } from "../../../shared/site/schema.ts";

const DAY = 20_788;

function compile(site: object): CompiledSite {
  return compileSite(v.parse(siteSchema, { version: 1, id: "t", ...site }), () => () => true);
}

const SITE = compile({
  attributes: {
    visits: { count: "visit" },
    favourite: { top: "view", of: "category", values: ["rain", "camp"] },
    stage: { attested: ["lead", "customer"] },
  },
  groups: { near: ["DE", "CZ"] },
  segments: {
    returning: { label: "Coming back", when: { visits: { $gte: 2 } } },
    new: { when: { visits: 1 } },
    camper: { when: { favourite: "camp", visits: { $gt: 3 } } },
    customer: { when: { stage: "customer" } },
    neighbour: { when: { "context.country": { $inGroup: "near" } } },
    late: { when: { "context.hour": { $gt: 20 } } },
    "late-camper": { when: { $and: [{ $segment: "camper" }, { $segment: "late" }] } },
    never: { when: { $and: [{ favourite: "rain" }, { favourite: "camp" }] } },
    odd: { when: { "context.city": { $regex: "^K" } } },
  },
});

const describeOf = (id: string) => {
  const found = exampleOf(id, SITE, DAY);
  return (
    found && {
      ...Object.fromEntries(
        SITE.plan.entries.map(({ id, samples }, at) => [id, samples[found.buckets[at]!]]),
      ),
      ...found.context,
    }
  );
};

describe("an example of a segment", () => {
  test("is somebody of whom the segment holds, by the decision of the edge", () => {
    for (const id of Object.keys(SITE.site.segments).filter((id) => id !== "never" && id !== "odd")) {
      const { buckets, context } = exampleOf(id, SITE, DAY)!;
      const named = Object.fromEntries(SITE.plan.entries.map((entry, at) => [entry.id, buckets[at]]));
      const decided = SITE.decide({ path: "/", day: DAY, buckets: named, context });
      expect([id, decided.segments[id]]).toEqual([id, true]);
    }
  });

  test("is new but for what the segment asks", () => {
    const visits = SITE.plan.entries.findIndex(({ id }) => id === "visits");
    const base = newcomer(SITE, DAY);
    const returning = exampleOf("returning", SITE, DAY)!;
    expect(returning.context).toEqual({});
    expect(returning.buckets.filter((bucket, at) => at !== visits && bucket !== base[at])).toEqual([]);
    expect(exampleOf("new", SITE, DAY)).toEqual({ buckets: base, context: {} });
    expect(describeOf("late-camper")).toMatchObject({ favourite: "camp", hour: 21 });
    expect(describeOf("neighbour")).toMatchObject({ country: "DE" });
  });

  test("isn't found where there is none, or where it can't be made up", () => {
    expect(exampleOf("never", SITE, DAY)).toBe(undefined);
    expect(exampleOf("odd", SITE, DAY)).toBe(undefined);
  });
});

describe("the preview of a segment", () => {
  test("is its example, under its label", () => {
    const { subject, changes, until } = previewOfSegment("returning", SITE, DAY, 1000);
    expect(subject).toMatchObject({
      who: "visitor",
      name: "Coming back",
      consent: "yes",
      plan: SITE.plan.hash,
    });
    expect(subject.buckets).toEqual(exampleOf("returning", SITE, DAY)!.buckets);
    expect([changes.segments, until]).toEqual([{}, 1000]);
  });

  test("without an example it is switched on for somebody new", () => {
    const { subject, changes } = previewOfSegment("odd", SITE, DAY, 1000);
    expect([subject.name, subject.buckets, changes.segments]).toEqual([
      "odd",
      newcomer(SITE, DAY),
      { odd: true },
    ]);
  });
});

test("of oneself nothing is said", () => {
  expect(previewOfMe(SITE, 1000).subject).toMatchObject({ who: "me", buckets: [], context: {} });
});

test("a link names its page with query, in letters that no URL takes for its own", () => {
  expect(linkOf("https://shop.example", "/_s", "1.a.b", "/rain/?a=1&b=ł#x")).toBe(
    "https://shop.example/_s/preview/start?t=1.a.b&page=/rain/%3Fa%3D1%26b%3D%C5%82%23x",
  );
});
