import { expect, test } from "vitest";
import { seedFrom, packCourses } from "../../../shared/courses.ts";
import { mergeSeed } from "../../../shared/merge-seed.ts";
import { valueOf } from "../../../shared/profile.ts";
import { project } from "../../../shared/project.ts";
import { type Played, played, siteWith, valueAfter } from "./play.ts";

const FIRST = { first: "visit", of: "campaign" };
const visits = (...campaigns: readonly (string | number | boolean | null)[]): Played[] =>
  campaigns.map((campaign) => [100, "visit", { campaign }]);

test("the first value stays, whatever its type; a visit without one doesn't count", () => {
  expect(valueAfter(FIRST, visits(null, "spring", "autumn"))).toBe("spring");
  expect(valueAfter(FIRST, visits(0, 7))).toBe(0);
  expect(valueAfter(FIRST, visits(false, true))).toBe(false);
  expect(valueAfter(FIRST, visits("", "spring"))).toBe("");
  expect(valueAfter(FIRST, visits(null))).toBe(null);
});

test("starts anew with an event", () => {
  const events: Played[] = [...visits("spring"), [101, "purchase"], ...visits("autumn")];
  expect(valueAfter({ ...FIRST, since: "purchase" }, events)).toBe("autumn");
});

test("what the cookie of a lost profile knew came first", () => {
  const site = siteWith(FIRST, { it: "spring" }, { it: "autumn" });
  const { entries, attributes } = site.plan;
  const { now, next } = project(played(site, visits("spring")), attributes, 100);
  const seed = seedFrom(entries, packCourses(entries, now, next)!, 1, "next", 101);
  const joined = mergeSeed(played(site, visits("autumn")), attributes, seed);
  expect(valueOf(joined, attributes, "it", 101)).toBe("spring");
});
