import fc from "fast-check";
import { describe, expect, test } from "vitest";
import {
  affinities,
  type Candidate,
  fits,
  rank,
  type Taste,
  type Tasted,
} from "../../../shared/recommend/rank.ts";

const TODAY = 20_000;
const SHOW = 4;

const words = fc.uniqueArray(fc.constantFrom("rain", "jacket", "men", "camp", "tent", "hut"), {
  maxLength: 4,
});
const candidates: fc.Arbitrary<Candidate[]> = fc
  .array(words, { maxLength: 30 })
  .map((lists) => lists.map((about, at) => ({ id: `c${at}`, about })));
const item: fc.Arbitrary<Tasted> = fc.record({
  id: fc.constantFrom("c0", "c1", "c2", "x", "y"),
  about: words,
  day: fc.integer({ min: TODAY - 90, max: TODAY }),
  strength: fc.integer({ min: 1, max: 9 }),
});
const tastes: fc.Arbitrary<Taste> = fc.record({
  items: fc.array(item, { maxLength: 8 }),
  less: fc.array(fc.record({ id: fc.constantFrom("c0", "c3"), about: words, day: fc.constant(TODAY) }), {
    maxLength: 2,
  }),
  today: fc.constant(TODAY),
});

const taste = (items: Partial<Tasted>[], more: Partial<Taste> = {}): Taste => ({
  items: items.map((each, at) => ({ id: `seen${at}`, about: [], day: TODAY, strength: 1, ...each })),
  less: [],
  today: TODAY,
  ...more,
});
const named = (given: readonly Candidate[], order: readonly number[]) => order.map((at) => given[at]!.id);

describe("properties", () => {
  test("each candidate comes once, whatever is known; the same is the same", () => {
    fc.assert(
      fc.property(candidates, tastes, (given, known) => {
        const { order, fit } = rank(given, known, SHOW);
        expect([...order].sort((one, other) => one - other)).toEqual(given.map((_, at) => at));
        expect(fit).toBeLessThanOrEqual(given.length);
        expect(rank(given, known, SHOW).order).toEqual(order);
      }),
    );
  });

  test("of whom nothing is known gets the edge's order exactly", () => {
    fc.assert(
      fc.property(candidates, fc.integer({ min: 0, max: 9 }), (given, show) => {
        expect(rank(given, taste([]), show)).toEqual({ order: given.map((_, at) => at), fit: given.length });
        // Also where what is known says nothing of these.
        expect(rank(given, taste([{ about: ["elsewhere"] }]), show).order).toEqual(given.map((_, at) => at));
      }),
    );
  });

  test("more views of a word never make its items fit less, nor less than those without it", () => {
    fc.assert(
      fc.property(candidates, tastes, fc.constantFrom("rain", "camp"), (given, known, word) => {
        const again = { id: "new", about: [word], day: TODAY, strength: 1 };
        const before = fits(given, known);
        const after = fits(given, { ...known, items: [...known.items, again] });
        given.forEach(({ about }, at) => {
          if (about.includes(word)) expect(after[at]! - before[at]!).toBeGreaterThanOrEqual(-1e-12);
          else expect(after[at]!).toBeCloseTo(before[at]!, 12);
        });
      }),
    );
  });

  test("a word's item that leads still leads, or another of that word does, after one more view of it", () => {
    fc.assert(
      fc.property(candidates, tastes, fc.constantFrom("rain", "camp"), (given, known, word) => {
        const leads = (now: Taste) => {
          const { order, fit } = rank(given, now, SHOW);
          return fit > 0 && given[order[0]!]!.about.includes(word);
        };
        fc.pre(leads(known));
        const again = { id: "new", about: [word], day: TODAY, strength: 1 };
        expect(leads({ ...known, items: [...known.items, again] })).toBe(true);
      }),
    );
  });

  test("what isn't wanted, and the page's own, come last and don't count as fit", () => {
    fc.assert(
      fc.property(candidates, tastes, (given, known) => {
        const { order, fit } = rank(given, { ...known, own: "c1" }, SHOW);
        const out = new Set(["c1", ...known.less.map(({ id }) => id)]);
        expect(named(given, order.slice(0, fit)).some((id) => out.has(id))).toBe(false);
        expect(named(given, order.slice(fit)).every((id) => out.has(id))).toBe(true);
      }),
    );
  });
});

describe("examples", () => {
  const shelf: Candidate[] = [
    { id: "tent", about: ["camp", "tent"] },
    { id: "stove", about: ["camp", "stove"] },
    { id: "shoe", about: ["running", "shoe"] },
    { id: "shell", about: ["rain", "jacket"] },
    { id: "cape", about: ["rain", "cape"] },
    { id: "anorak", about: ["rain", "jacket"] },
  ];
  const looked = { id: "squall", about: ["rain", "jacket"], strength: 3 };

  test("what was looked at leads, and says by what", () => {
    const { order, because } = rank(shelf, taste([{ id: "lamp", about: ["hut"] }, looked]), 3);
    expect(named(shelf, order)[0]).toBe("shell");
    expect(because?.id).toBe("squall");
    // Not all of one kind.
    expect(named(shelf, order.slice(0, 3))).toContain("tent");
  });

  test("half as much after the half-life, and a view's share is spread over its words", () => {
    const then = affinities(taste([{ about: ["rain"], day: TODAY - 14, strength: 4 }]));
    expect(then.get("rain")).toBeCloseTo(2);
    const wide = affinities(taste([{ about: ["rain", "jacket", "men", "camp"], strength: 4 }]));
    expect(wide.get("rain")).toBeCloseTo(2);
    // A clock that was ahead doesn't count for more.
    expect(affinities(taste([{ about: ["rain"], day: TODAY + 1, strength: 4 }])).get("rain")).toBe(4);
  });

  test("what was bought comes behind all else but is there, where nothing else is", () => {
    const bought = { ...looked, id: "shell", bought: TODAY };
    const { order, fit } = rank(shelf, taste([bought]), 3);
    expect(named(shelf, order).at(-1)).toBe("shell");
    expect(fit).toBe(6);
  });

  test("less like this speaks against its words, but weaker than one look", () => {
    const less = [{ id: "cape", about: ["rain", "cape"], day: TODAY }];
    const { order, fit } = rank(shelf, taste([], { less }), 3);
    expect(fit).toBe(5);
    const places = named(shelf, order);
    expect(places.indexOf("shell")).toBe(3);
    expect(affinities(taste([{ about: ["rain", "cape"] }], { less })).get("rain")).toBeGreaterThan(0);
  });

  test("the page's own item is no reason", () => {
    expect(rank(shelf, taste([looked], { own: "squall" }), 3).because).toBeUndefined();
  });
});
