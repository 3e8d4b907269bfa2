import { describe, expect, test } from "vitest";
import { guess, nearest } from "../../../shared/condition/near.ts";

describe("a misspelt name", () => {
  test.each([
    ["one letter missing", "vists", "visits"],
    ["the first letter missing", "isits", "visits"],
    ["one letter too many", "visitss", "visits"],
    ["one letter too many at the start", "avisits", "visits"],
    ["another letter", "visids", "visits"],
    ["two letters swapped", "vistis", "visits"],
    ["the first two swapped", "ivsits", "visits"],
    ["the last two swapped", "visist", "visits"],
    ["large letters", "VISITS", "visits"],
    ["large letters in what is meant", "visits", "VISITS"],
  ])("%s: %s is near %s", (_, name, meant) => {
    expect(nearest(name, [meant])).toBe(meant);
  });

  test.each([
    // A third of the letters may be wrong, and always one.
    ["a", "b", true],
    ["a", "bc", false],
    ["abcde", "abcdx", true],
    ["abcde", "abcxx", false],
    ["abcdef", "abcdxx", true],
    ["abcdef", "abcxxx", false],
    ["abcdefghi", "abcdefxxx", true],
    ["abcdefghi", "abcdexxxx", false],
    // Two swaps are two edits, and letters swapped over a third one are two as well.
    ["abcdef", "badcef", true],
    ["abcde", "badce", false],
    ["abcde", "cbade", false],
    ["abcdef", "fbcdea", true],
    // Two different letters, of which one comes before, are no swap.
    ["abcde", "abdxe", false],
    ["abcde", "abxce", false],
    ["", "a", true],
    ["", "ab", false],
    ["a", "", true],
    ["ab", "", false],
  ])("%s and %s: %s", (name, candidate, near) => {
    expect(nearest(name, [candidate])).toBe(near ? candidate : undefined);
  });

  test("means the one with the fewest edits, of equals the first", () => {
    expect(nearest("abcdef", ["abcdxx", "abcdex", "abcdxf"])).toBe("abcdex");
    expect(nearest("abcdef", ["abcdex", "abcdef"])).toBe("abcdef");
    expect(nearest("abcdef", [])).toBeUndefined();
  });

  test("is guessed at the end of a message, if at all", () => {
    expect(guess("no such thing", "visit", ["visits"])).toBe("no such thing, did you mean visits?");
    expect(guess("no such thing", "visit", ["cart"])).toBe("no such thing");
  });
});
