import { afterEach, expect } from "vitest";
import type { Visitor } from "./harness.ts";

/** Visitors of a test: nothing of ours is thrown into their pages, and they are gone after it. */
export function visitorsOfTest(): Visitor[] {
  const visitors: Visitor[] = [];
  afterEach(async () => {
    for (const visitor of visitors.splice(0)) {
      expect(visitor.errors).toEqual([]);
      await visitor.close();
    }
  });
  return visitors;
}
