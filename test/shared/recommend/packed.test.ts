import fc from "fast-check";
import { expect, test } from "vitest";
import { type Neighbours, PAIR_KINDS } from "../../../shared/recommend/contract.ts";
import { packNeighbours, unpackNeighbours } from "../../../shared/recommend/packed.ts";

const id = fc.stringMatching(/^[\w.:~/+-]{1,12}$/);
const list = fc.array(id, { minLength: 1, maxLength: 20 });
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

const empty = { version: 1, day: 1, ids: ["a", "b"], of: { viewed: [], bought: [], "viewed-bought": [] } };
test.each([
  ["no JSON", "{"],
  ["null", "null"],
  ["another version", JSON.stringify({ ...empty, version: 2, trending: [] })],
  ["no day", JSON.stringify({ ...empty, day: "1", trending: [] })],
  ["an id that is none", JSON.stringify({ ...empty, ids: ["a b"], trending: [] })],
  ["ids that are none", JSON.stringify({ ...empty, ids: 7, trending: [] })],
  ["a place that isn't there", JSON.stringify({ ...empty, trending: [2] })],
  ["a place of another kind", JSON.stringify({ ...empty, trending: ["length"] })],
  ["a list that is none", JSON.stringify({ ...empty, of: { ...empty.of, viewed: [7] }, trending: [] })],
  ["an empty list", JSON.stringify({ ...empty, of: { ...empty.of, viewed: [[]] }, trending: [] })],
  ["a kind missing", JSON.stringify({ ...empty, of: {}, trending: [] })],
  ["too many", JSON.stringify({ ...empty, trending: Array.from({ length: 51 }, () => 0) })],
])("%s isn't taken for neighbours", (_, text) => {
  expect(unpackNeighbours(text)).toBeUndefined();
});
