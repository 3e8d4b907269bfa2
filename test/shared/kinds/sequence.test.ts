import fc from "fast-check";
import { describe, expect, test } from "vitest";
import type { Definition, Step } from "../../../shared/attribute.ts";
import { BARE_VISIT } from "../../../shared/aggregate.ts";
import { matches } from "../../../shared/condition/match.ts";
import type { SiteEvent } from "../../../shared/event.ts";
import { funnel } from "../../../shared/kinds/funnel.ts";
import type { DeviceKind, Moment } from "../../../shared/kinds/kind.ts";
import { sequence } from "../../../shared/kinds/sequence.ts";
import type { Progress } from "../../../shared/kinds/steps.ts";
import type { LoggedEvent } from "../oracle.ts";
import { runs } from "../runs.ts";
import { canBeLaid } from "../steps-over-log.ts";
import { siteWith } from "./site.ts";

const START = 20_000;

/** Few names and values, so that events repeat and match several steps at once. */
const name = fc.constantFrom("a", "a", "b", "visit");
const where = fc.constantFrom<NonNullable<Step["where"]>>(
  { x: 1 },
  { x: 2 },
  { x: { $gte: 1 } },
  { x: { $exists: false } },
  { $or: [{ x: 2 }, { y: true }] },
);
const asked = fc.oneof(
  name.map((event): Step => ({ event })),
  fc.record({ event: name, where }),
);
const forbidden = asked.map((step): Step => ({ ...step, not: true }));
const steps = fc
  .tuple(asked, fc.array(fc.oneof({ weight: 2, arbitrary: asked }, forbidden), { maxLength: 4 }))
  .map(([first, rest]) => [first, ...rest]);

const properties = fc.record({ x: fc.constantFrom(0, 1, 2), y: fc.boolean() }, { requiredKeys: [] });
const happening = fc.oneof(
  { weight: 6, arbitrary: fc.record({ name, properties }) },
  { weight: 1, arbitrary: fc.constant(BARE_VISIT) },
);
const history = fc.array(fc.tuple(fc.constantFrom(0, 0, 0, 1, 2), happening), { maxLength: 16 });
const window = fc.option(fc.integer({ min: 1, max: 5 }), { nil: undefined });

/** Plays events through the device's code, keeping the whole log beside it. */
function play(
  kind: DeviceKind<Progress>,
  definition: Definition,
  events: readonly (readonly [pause: number, event: SiteEvent])[],
) {
  let state: Progress | undefined;
  let day = START;
  const visit = { number: 0, day };
  const log: LoggedEvent[] = [];
  const moment = (): Moment => ({ day, visit: { ...visit }, matches, kinds: {}, valueOf: () => null });
  for (const [pause, event] of [[0, BARE_VISIT] as const, ...events]) {
    day += pause;
    if (event.name === "visit") visit.number++;
    state = kind.reduce(state, definition, event, moment());
    log.push({ ...event, day, visit: visit.number });
  }
  return {
    log,
    after: (days: number) => kind.value(state, definition, { ...moment(), day: day + days }),
    at: (days: number) => ({ day: day + days, visit: visit.number }),
  };
}

const definitionOf = (kind: "sequence" | "funnel", list: readonly Step[], within?: number): Definition => ({
  kind,
  steps: list,
  ...(within !== undefined && { within }),
});

describe("steps against every way to lay them over the whole log", () => {
  test("a sequence holds if and only if there is one", { timeout: 60_000 }, () => {
    let held = 0;
    fc.assert(
      fc.property(steps, window, history, fc.nat({ max: 6 }), (list, within, events, days) => {
        const { log, after, at } = play(sequence, definitionOf("sequence", list, within), events);
        const expected = canBeLaid(list, log, at(days), within);
        held += +expected;
        expect(after(days)).toBe(expected);
      }),
      { numRuns: runs(30_000) },
    );
    // Neither answer is rare.
    expect(held).toBeGreaterThan(runs(30_000) * 0.05);
    expect(held).toBeLessThan(runs(30_000) * 0.95);
  });

  test("a funnel has come as far as they go", { timeout: 60_000 }, () => {
    const list = fc.array(asked, { minLength: 1, maxLength: 5 });
    fc.assert(
      fc.property(list, window, history, fc.nat({ max: 6 }), (whole, within, events, days) => {
        const { log, after, at } = play(funnel, definitionOf("funnel", whole, within), events);
        const laid = whole.map((_, index) => canBeLaid(whole.slice(0, index + 1), log, at(days), within));
        expect(after(days)).toBe(laid.filter(Boolean).length);
      }),
      { numRuns: runs(10_000) },
    );
  });
});

describe("by example", () => {
  const view = (category: string): SiteEvent => ({ name: "view", properties: { category } });
  const cart: SiteEvent = { name: "cart", properties: {} };
  const holds = (list: readonly Step[], ...events: readonly SiteEvent[]) =>
    play(
      sequence,
      definitionOf("sequence", list),
      events.map((event) => [0, event] as const),
    ).after(0);

  test("one event is one step, also where several ask for it", () => {
    const list: Step[] = [{ event: "view" }, { event: "view", where: { category: "rain" } }];
    expect(holds(list, view("rain"))).toBe(false);
    expect(holds(list, view("rain"), view("camp"))).toBe(false);
    expect(holds(list, view("camp"), view("rain"))).toBe(true);
    expect(holds(list, view("rain"), view("rain"))).toBe(true);
  });

  test("what comes again in between starts anew only where that helps", () => {
    const list: Step[] = [{ event: "view", where: { category: "rain" } }, { event: "cart" }];
    expect(holds(list, cart, view("rain"))).toBe(false);
    expect(holds(list, view("rain"), cart, view("rain"))).toBe(true);
    expect(holds(list, view("camp"), cart)).toBe(false);
  });

  test("only what a not names undoes, and only once the visit is over it holds", () => {
    const list: Step[] = [{ event: "cart" }, { event: "view", not: true, where: { category: "rain" } }];
    expect(holds(list, cart)).toBe(false);
    expect(holds(list, cart, BARE_VISIT)).toBe(true);
    expect(holds(list, cart, view("camp"), BARE_VISIT)).toBe(true);
    expect(holds(list, cart, view("rain"), BARE_VISIT)).toBe(false);
    expect(holds(list, cart, BARE_VISIT, view("rain"))).toBe(false);
  });

  test("a visit of which nothing is known matches no where, not even one that asks for nothing", () => {
    const list: Step[] = [{ event: "visit", where: { source: { $exists: false } } }];
    expect(holds(list)).toBe(false);
    expect(holds(list, { name: "visit", properties: {} })).toBe(true);
  });
});

test("only what a visit can change by itself is told apart for the next one", () => {
  const statesOf = (...list: readonly (string | object)[]) =>
    siteWith({ it: { sequence: list, within: "5d" } }, [{ it: true }]).plan.entries[0]!.codec.states;
  const news = { source: "news" };
  expect(statesOf("cart", "view")).toBe(6);
  expect(statesOf("cart", { event: "visit", where: news })).toBe(6);
  expect(statesOf("cart", "visit")).toBe(21);
  expect(statesOf("cart", { not: "visit", where: news })).toBe(21);
});

test("a clock that was set back by years leaves nothing stuck", () => {
  const definition = definitionOf("sequence", [{ event: "a" }, { event: "b" }], 3);
  const a: SiteEvent = { name: "a", properties: {} };
  const b: SiteEvent = { name: "b", properties: {} };
  const { after } = play(sequence, definition, [
    [3000, a],
    [0, b],
    [-3000, BARE_VISIT],
  ]);
  expect([0, 1, 2, 3].map(after)).toEqual([true, true, true, false]);
  const forward = play(sequence, definition, [
    [0, a],
    [0, b],
    [3000, BARE_VISIT],
    [-3000, BARE_VISIT],
  ]);
  expect(forward.after(0)).toBe(true);
});

test("keeps one number a step, whatever happens", () => {
  const list: Step[] = Array.from({ length: 8 }, (_, index) => ({ event: index % 2 ? "a" : "b" }));
  const definition = definitionOf("funnel", list, 30);
  let state: Progress | undefined;
  for (let index = 0; index < 10_000; index++) {
    const event: SiteEvent = { name: index % 3 ? "a" : "b", properties: { x: "x".repeat(1000) } };
    const moment = {
      day: START + index,
      visit: { number: index, day: START },
      matches,
      kinds: {},
      valueOf: () => null,
    };
    state = funnel.reduce(state, definition, event, moment);
  }
  expect(state).toHaveLength(8);
  expect(JSON.stringify(state).length).toBeLessThan(64);
});
