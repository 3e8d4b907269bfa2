import fc from "fast-check";
import { expect, test } from "vitest";
import { changedParts, diffLines } from "../../../../client/dashboard/words/diff.ts";

const text = fc.array(fc.constantFrom("a", "b", "c", ""), { maxLength: 12 }).map((lines) => lines.join("\n"));

test("a difference holds both texts, and nothing else", () => {
  fc.assert(
    fc.property(text, text, (before, after) => {
      const lines = diffLines(before, after);
      const of = (kind: "gone" | "new") =>
        lines.flatMap((line) => (line.kind === "same" || line.kind === kind ? [line.text] : [])).join("\n");
      expect([of("gone"), of("new")]).toEqual([before, after]);
    }),
  );
});

test("no fewer lines could have changed", () => {
  /** The longest common subsequence, by trying all. */
  const longest = (one: readonly string[], other: readonly string[]): number => {
    const [first, ...rest] = one;
    if (first === undefined || other.length === 0) return 0;
    const at = other.indexOf(first);
    return Math.max(longest(rest, other), at < 0 ? 0 : 1 + longest(rest, other.slice(at + 1)));
  };
  const small = fc.array(fc.constantFrom("a", "b", "c"), { minLength: 1, maxLength: 8 });
  fc.assert(
    fc.property(small, small, (before, after) => {
      const same = diffLines(before.join("\n"), after.join("\n")).filter(({ kind }) => kind === "same");
      expect(same.length).toBe(longest(before, after));
    }),
  );
});

test("shows what changed with what is around it, and where lines were left out", () => {
  const before = ["1", "2", "3", "4", "5", "6", "7", "8", "9"].join("\n");
  const parts = changedParts(diffLines(before, before.replace("5", "five")), 1);
  expect(parts.map((line) => line && `${line.kind} ${line.text}`)).toEqual([
    null,
    "same 4",
    "gone 5",
    "new five",
    "same 6",
    null,
  ]);
  expect(changedParts(diffLines(before, before), 1)).toEqual([null]);
});
