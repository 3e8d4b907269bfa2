import { expect, test } from "vitest";
import { type Corner, cornerAfter, cornerAt, cornerTowards } from "../../../client/way-back/corner.ts";

test("held four times, it has been in every corner and is back", () => {
  const seen: Corner[] = ["bottom-start"];
  while (seen.length < 5) seen.push(cornerAfter(seen.at(-1)!));
  expect(seen).toEqual(["bottom-start", "top-start", "top-end", "bottom-end", "bottom-start"]);
});

test.each([
  ["bottom-start", "ArrowUp", false, "top-start"],
  ["bottom-start", "ArrowRight", false, "bottom-end"],
  ["bottom-start", "ArrowRight", true, "bottom-start"],
  ["bottom-start", "ArrowLeft", true, "bottom-end"],
  ["top-end", "ArrowDown", false, "bottom-end"],
  ["top-end", "Enter", false, undefined],
] as const)("from %s, %s (right to left: %s) leads to %s", (corner, key, rtl, to) => {
  expect(cornerTowards(corner, key, rtl)).toBe(to);
});

test("a point has the corner of its quarter, by how the page is read", () => {
  expect(cornerAt(10, 10, 400, 800, false)).toBe("top-start");
  expect(cornerAt(390, 790, 400, 800, false)).toBe("bottom-end");
  expect(cornerAt(390, 790, 400, 800, true)).toBe("bottom-start");
});
