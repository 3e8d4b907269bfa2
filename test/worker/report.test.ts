import { afterEach, expect, test, vi } from "vitest";
import { reportFault } from "../../worker/report.ts";

afterEach(() => vi.restoreAllMocks());

/** What is printed of an error. */
function printed(error: unknown): string {
  const log = vi.spyOn(console, "error").mockImplementation(() => {});
  reportFault("something failed", error);
  return String(log.mock.lastCall);
}

test("a fault is told by its name and place", () => {
  expect(printed(new TypeError("no such thing"))).toMatch(
    /^selvedge: something failed: TypeError at .*report\.test\.ts/,
  );
  expect(printed("text")).toBe("selvedge: something failed: string");
});

test("invariant 7: a message that looks like a place isn't printed", () => {
  for (const message of [
    "canary4711",
    "Unexpected token in\n    at canary4711 (https://a.example)",
    "x\n at canary4711\n\tat canary4711\n",
    "",
  ])
    expect(printed(new SyntaxError(message)), message).toMatch(
      /^selvedge: something failed: SyntaxError at .*report\.test\.ts/,
    );
  const changed = new Error("x\n    at canary4711");
  // The stack is written when it is first read.
  expect(changed.stack).toContain("canary4711");
  changed.message = "another";
  expect(printed(changed)).toBe("selvedge: something failed: Error");
});
