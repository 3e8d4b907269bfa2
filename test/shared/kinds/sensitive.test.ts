import fc from "fast-check";
import { describe, expect, test } from "vitest";
import type { Profile } from "../../../shared/aggregate.ts";
import { type Guarded, mayAsk } from "../../../shared/kinds/sensitive.ts";
import { newProfile, recordEvent, valueOf } from "../../../shared/profile.ts";
import { project } from "../../../shared/project.ts";
import { type Played, siteWith } from "./play.ts";

const DAY = 20_000;
const KINDS: readonly object[] = [
  { count: "view", where: { path: { $regex: "^/a" } }, since: "purchase" },
  { count: "view", within: "3d" },
  { sum: "cart", of: "value" },
  { declared: ["x", "y"] },
  { choices: ["x", "y"] },
  { top: "view", of: "category", values: ["rain", "camp"] },
  { sequence: ["view", { not: "purchase" }], within: "7d" },
  { daysSince: "visit" },
];
const words = { sensitive: true, label: "It", why: "Because" };

const event = fc.record({
  name: fc.constantFrom("visit", "view", "cart", "purchase", "declare"),
  properties: fc.record({
    path: fc.constantFrom("/a", "/b"),
    category: fc.constantFrom("rain", "camp"),
    value: fc.nat(9),
    it: fc.constantFrom("x", "y", null, ["x", "y"]),
  }),
  pause: fc.nat(4),
});
const history = fc.array(event, { maxLength: 12 }).map((events) => {
  let day = DAY;
  return events.map(({ pause, name, properties }): Played => [(day += pause), name, properties]);
});

const answered = (profile: Profile, hash: string, yes: boolean): Profile => ({
  ...profile,
  attributes: { ...profile.attributes, it: { hash, state: { day: DAY, yes } satisfies Guarded } },
});

describe.each(KINDS)("%j, marked sensitive", (it) => {
  const guarded = siteWith({ ...it, ...words });
  const { attributes } = guarded.plan;
  const { hash } = attributes["it"]!;
  const play = (before: Profile, of: typeof guarded, events: readonly Played[]) =>
    events.reduce(
      (profile, [day, name, properties = {}]) =>
        recordEvent(profile, of.plan.attributes, { name, properties }, day),
      before,
    );

  test("invariant 1: without an answer, or after a no, whatever happens leaves nothing of it", () => {
    fc.assert(
      fc.property(history, fc.boolean(), (events, isAsked) => {
        const before = isAsked ? answered(newProfile(DAY), hash, false) : newProfile(DAY);
        const profile = play(before, guarded, events);
        expect(profile.attributes["it"]?.state).toEqual(isAsked ? { day: DAY, yes: false } : undefined);
        expect(valueOf(profile, attributes, "it", events.at(-1)?.[0] ?? DAY)).toBeNull();
      }),
    );
  });

  test("after a yes it is kept as it would be without the mark, and nothing of it is projected", () => {
    const plain = siteWith(it);
    fc.assert(
      fc.property(history, (events) => {
        const profile = play(answered(newProfile(DAY), hash, true), guarded, events);
        const other = play(newProfile(DAY), plain, events);
        const day = events.at(-1)?.[0] ?? DAY;
        expect(valueOf(profile, attributes, "it", day)).toEqual(
          valueOf(other, plain.plan.attributes, "it", day),
        );
        expect(project(profile, attributes, day)).toEqual({ now: [], next: [] });
      }),
    );
  });
});

test("another definition asks anew: the answer was to the one before", () => {
  const before = siteWith({ declared: ["x"], ...words });
  const after = siteWith({ declared: ["x", "y"], ...words });
  const profile = answered(newProfile(DAY), before.plan.attributes["it"]!.hash, true);
  const now = recordEvent(profile, after.plan.attributes, { name: "declare", properties: { it: "x" } }, DAY);
  expect(now.attributes["it"]!.state).toBeUndefined();
});

test.each<[string, Guarded | undefined, number, boolean]>([
  ["nobody has asked", undefined, DAY, true],
  ["a yes", { day: DAY, yes: true }, DAY + 400, false],
  ["a no of today", { day: DAY, yes: false }, DAY, false],
  ["a no 179 days ago", { day: DAY, yes: false }, DAY + 179, false],
  ["a no 180 days ago", { day: DAY, yes: false }, DAY + 180, true],
])("%s: may be asked about is %#", (_, answer, day, expected) => expect(mayAsk(answer, day)).toBe(expected));
