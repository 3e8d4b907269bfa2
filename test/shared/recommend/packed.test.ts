import fc from "fast-check";
import { expect, test } from "vitest";
import { type Neighbours, PAIR_KINDS } from "../../../shared/recommend/contract.ts";
import {
  NEIGHBOUR_ITEMS,
  NEIGHBOURS_CHARACTERS,
  NEIGHBOURS_PER_ITEM,
} from "../../../shared/recommend/limits.ts";
import { packNeighbours, unpackNeighbours } from "../../../shared/recommend/packed.ts";
import { nearOf } from "./items.ts";

const id = fc.stringMatching(/^[\w.:~/+-]{1,12}$/);
const list = nearOf(fc.array(id, { minLength: 1, maxLength: 20 }));
const kinds = fc.subarray([...PAIR_KINDS], { minLength: 1 });
const entry = kinds.chain((of) => fc.record(Object.fromEntries(of.map((kind) => [kind, list]))));
const neighbours = fc.record({
  day: fc.nat(100_000),
  of: fc.uniqueArray(fc.tuple(id, entry), { selector: ([of]) => of }).map(Object.fromEntries),
  trending: fc.array(id, { maxLength: 50 }),
}) as fc.Arbitrary<Neighbours>;

test("property: what is packed comes out again", () => {
  fc.assert(
    fc.property(neighbours, (all) => {
      expect(unpackNeighbours(packNeighbours(all))).toEqual(all);
    }),
  );
});

test("as much as may be published fits into what may be published, whatever the ids", () => {
  const ids = Array.from({ length: NEIGHBOUR_ITEMS }, (_, index) => String(index).padStart(64, "-"));
  const near = (from: number) => ({
    ids: Array.from({ length: NEIGHBOURS_PER_ITEM }, (_, at) => ids.at(-1 - ((from + 7 * at) % 9000))!),
    // Those that JSON escapes.
    nearness: '"\\'.repeat(NEIGHBOURS_PER_ITEM / 2),
  });
  const of = Object.fromEntries(
    ids.map((id, at) => [id, Object.fromEntries(PAIR_KINDS.map((kind) => [kind, near(at)]))]),
  );
  expect(packNeighbours({ day: 1, of, trending: [] }).length).toBeLessThan(NEIGHBOURS_CHARACTERS);
});

const lists = { viewed: [[0, 1]], bought: [], "viewed-bought": [] };
const said = {
  version: 2,
  day: 1,
  ids: ["a", "b"],
  of: lists,
  nearness: { viewed: ["f"], bought: [], "viewed-bought": [] },
  trending: [1],
};
const { nearness: _, ...order } = { ...said, version: 1 };

test("what the release before has published is read: the order alone", () => {
  const of = { a: { viewed: { ids: ["b"] } } };
  expect(unpackNeighbours(JSON.stringify(order))).toEqual({ day: 1, of, trending: ["b"] });
  expect(unpackNeighbours(JSON.stringify(said))).toEqual({
    day: 1,
    of: { a: { viewed: { ids: ["b"], nearness: "f" } } },
    trending: ["b"],
  });
});

test.each<[string, unknown]>([
  ["null", null],
  ["another version", { ...said, version: 3 }],
  ["no version", { ...said, version: undefined }],
  ["no day", { ...said, day: "1" }],
  ["an id that is none", { ...said, ids: ["a", "b c"] }],
  ["ids that are none", { ...said, ids: 7 }],
  ["a place that isn't there", { ...said, trending: [2] }],
  ["a place of another kind", { ...said, trending: ["length"] }],
  ["a list that is none", { ...said, of: { ...lists, viewed: [7] } }],
  ["an empty list", { ...said, of: { ...lists, viewed: [[]] } }],
  ["a kind missing", { ...said, of: {} }],
  ["too many", { ...said, trending: Array.from({ length: 51 }, () => 0) }],
  ["nearness missing", { ...said, nearness: undefined }],
  ["nearness of a kind missing", { ...said, nearness: {} }],
  ["nearness of a list missing", { ...said, nearness: { ...said.nearness, viewed: [] } }],
  ["nearness of too many", { ...said, nearness: { ...said.nearness, viewed: ["ff"] } }],
  ["nearness in other letters", { ...said, nearness: { ...said.nearness, viewed: ["\u007f"] } }],
  ["nearness in numbers", { ...said, nearness: { ...said.nearness, viewed: [1] } }],
])("%s isn't taken for neighbours", (_, value) => {
  expect(unpackNeighbours(JSON.stringify(value))).toBeUndefined();
});

test("what is no JSON isn't either", () => {
  expect(unpackNeighbours("{")).toBeUndefined();
});
