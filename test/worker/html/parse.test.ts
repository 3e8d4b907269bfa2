import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { anyPage } from "./pages.ts";
import { disagreement } from "./referee.ts";

describe("elements are where, and end where, a parser that builds all of the document finds them", () => {
  test("on random pages", () => {
    fc.assert(
      fc.property(anyPage, (page) => {
        expect(disagreement(page)).toBeUndefined();
      }),
      { numRuns: 20_000, seed: 20_261_122 },
    );
  }, 120_000);
});
