import { readFileSync } from "node:fs";
import { parse } from "jsonc-parser";
import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { codesOfClaims } from "../../shared/attested-codes.ts";
import { bucketsAt, packCourses } from "../../shared/courses.ts";
import { newProfile, recordEvent } from "../../shared/profile.ts";
import { project } from "../../shared/project.ts";
import { checkSite } from "../../shared/site/check.ts";
import type { Site } from "../../shared/site/schema.ts";
import { compiledSite, pathMatcher } from "../../tools/compiled.ts";
import { warningsOf } from "../../shared/warnings/warnings.ts";

// docs/rewards.md, as an owner would paste it.

const page = readFileSync(new URL("../../docs/rewards.md", import.meta.url), "utf8");
const pieces = [...page.matchAll(/```jsonc\n([^]*?)```/g)].map(
  ([, text]) => parse(`{${text}}`) as Record<string, Record<string, unknown>>,
);
const [points, block, words, perks, attested] = pieces as [
  Record<string, object>,
  Record<string, object>,
  Record<string, object>,
  Record<string, object>,
  Record<string, object>,
];
const DAY = 20_000;

/** A site of some of the pieces, entries of the same map together. */
function siteOf(...parts: readonly Record<string, object>[]): Site {
  const file: Record<string, unknown> = { version: 1, id: "shop", languages: ["en", "pl"] };
  for (const [map, entries] of parts.flatMap(Object.entries))
    file[map] = { ...(file[map] as object), ...entries };
  const checked = checkSite(file);
  if (!checked.ok) throw new Error(JSON.stringify(checked.issues));
  return checked.value;
}

function warnings(site: Site): string[] {
  const { rules, plan } = compiledSite(site);
  return warningsOf({ site, rules, plan }, pathMatcher).map(({ path, message }) => `${path}: ${message}`);
}

/** What the edge decides for somebody with so many points, of whom the owner's server has said something. */
function decided(site: Site, spent: number, said?: { readonly value: string; readonly until: number }) {
  const compiled = compiledSite(site);
  const { entries, attributes } = compiled.plan;
  const order = { name: "purchase", properties: { value: spent } };
  const profile = recordEvent(newProfile(DAY), attributes, order, DAY);
  const { now, next } = project(profile, attributes, DAY);
  const own = packCourses(entries, now, next)!;
  const claims = { values: said ? { clubByUs: said.value } : {}, until: said?.until ?? 0 };
  const codes = codesOfClaims(entries, own, claims, DAY);
  return compiled.decide({ path: "/", day: DAY, context: {}, buckets: bucketsAt(entries, codes, 0, "now") });
}

describe("docs/rewards.md", () => {
  test("each piece is one of a site file, without problems and without warnings", () => {
    expect(pieces).toHaveLength(5);
    expect(
      warnings(siteOf(points, perks, attested, block)).filter((each) => !each.includes("isn't used")),
    ).toEqual([]);
    const { account } = block["blocks"] as Record<string, object>;
    expect(warnings(siteOf(points, { blocks: { account: { ...account, ...words } } }))).toEqual([]);
  });

  test("costs what it says", () => {
    expect(compiledSite(siteOf(points, perks)).plan.bits).toBeCloseTo(Math.log2(3));
    expect(compiledSite(siteOf(points, block)).plan.bits).toBeCloseTo(Math.log2(3));
    expect(compiledSite(siteOf(points, block, perks)).plan.bits).toBeCloseTo(Math.log2(3));
  });

  test.each([
    [39, false, false, undefined],
    [40, true, false, "The winter pieces are here for you already."],
    [150, true, true, "The workshop is open to you on 4 December."],
  ])("the perk of somebody with %i points", (spent, friend, warden, html) => {
    const { segments, render } = decided(siteOf(points, perks), spent);
    expect([segments["club-friend"], segments["club-warden"]]).toEqual([friend, warden]);
    expect(render("en", "en").edits).toEqual(
      html === undefined ? [] : [expect.objectContaining({ html: `<p>${html}</p>` })],
    );
  });

  test("of somebody of whom nothing is known it isn't known", () => {
    const nobody = { path: "/", day: DAY, context: {}, buckets: undefined };
    const { segments, render } = compiledSite(siteOf(points, perks)).decide(nobody);
    expect([segments["club-friend"], segments["club-warden"]]).toEqual([undefined, undefined]);
    expect(render("en", "en").edits).toEqual([]);
  });

  test.each([
    [150, undefined, true],
    [150, { value: "none", until: DAY + 7 }, false],
    [0, { value: "warden", until: DAY + 7 }, true],
    [150, { value: "friend", until: DAY - 1 }, true],
    [149, { value: "friend", until: DAY + 1 }, false],
  ])("what the server says comes first: %i points, %j", (spent, said, holds) => {
    expect(decided(siteOf(points, attested), spent, said).segments["is-warden"]).toBe(holds);
  });

  test("invariant 3: so it is for whatever is collected and attested", () => {
    const site = siteOf(points, attested);
    const value = fc.constantFrom(undefined, "none", "friend", "warden");
    fc.assert(
      fc.property(fc.integer({ min: 0, max: 300 }), value, (spent, said) => {
        const known = said === undefined ? undefined : { value: said, until: DAY + 7 };
        const expected = (said ?? (spent >= 150 ? "warden" : "")) === "warden";
        expect(decided(site, spent, known).segments["is-warden"]).toBe(expected);
      }),
      { numRuns: 200 },
    );
  });
});

describe("what costs the owner something", () => {
  const perk = (when: object) => ({
    blocks: { perk: { target: "#perk", op: "content", when, html: "<p>Free delivery for you</p>" } },
  });
  const forgeable = /blocks\.perk: speaks of an offer \(“Free delivery”\)/;

  test("is warned of on points alone, and not where it is attested alone", () => {
    expect(warnings(siteOf(points, perk({ club: "warden" })))).toContainEqual(
      expect.stringMatching(forgeable),
    );
    const asked = attested["segments"] as Record<string, { when: object }>;
    expect(warnings(siteOf(points, attested, perk(asked["is-warden"]!.when)))).toContainEqual(
      expect.stringMatching(forgeable),
    );
    expect(warnings(siteOf(points, attested, perk({ clubByUs: "warden" })))).not.toContainEqual(
      expect.stringMatching(forgeable),
    );
  });

  test("is warned of among the benefits of a block that is ready made", () => {
    const { club } = points["attributes"] as Record<string, object>;
    const benefits = { friend: ["Free delivery"], warden: ["An evening in the workshop"] };
    const offering = { attributes: { ...points["attributes"], club: { ...club, benefits } } };
    expect(warnings(siteOf(offering, block))).toContainEqual(
      expect.stringMatching(/blocks\.account: speaks of an offer \(“Free delivery”\)/),
    );
  });
});
