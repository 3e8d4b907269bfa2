import { expect, test } from "vitest";
import { visitorsForAnyLook } from "../../../shared/statistics/duration.ts";
import { run } from "./run.ts";

test("tells visitors and days", { timeout: 60_000 }, async () => {
  const { code, out } = await run("duration", "--rate", "3%", "--uplift", "10%", "--visitors", "8000");
  expect(code).toBe(0);
  expect(out).toContain("From 3.00 % to 3.30 % is found with a chance of 80 % after");
  const each = visitorsForAnyLook({ rate: 0.03, uplift: 0.1 });
  expect(out).toContain(`${each.toLocaleString("en-US")} visitors per variant`);
  expect(out).toContain(`: ${Math.ceil((2 * each) / 8000)} days`);
});

test("as JSON, for three variants", { timeout: 60_000 }, async () => {
  const { out } = await run("duration", "--rate", "0.1", "--uplift", "0.5", "--variants", "3", "--json");
  const { perVariant, visitors, oneLook, days } = JSON.parse(out);
  expect(visitors).toBe(3 * perVariant);
  expect(oneLook).toBeLessThan(perVariant);
  expect(days).toBeUndefined();
});

test.each([
  [["--rate", "3", "--uplift", "10%"], '--rate: expected a share such as 3% or 0.03, got "3"'],
  [["--rate", "60%", "--uplift", "70%"], '--uplift: expected a share such as 3% or 0.03, got "70%"'],
  [
    ["--rate", "3%", "--uplift", "10%", "--visitors", "many"],
    '--visitors: expected a whole number from 1 on, got "many"',
  ],
])("%j is refused", { timeout: 60_000 }, async (args, message) => {
  const { code, errors } = await run("duration", ...args);
  expect(code).toBe(2);
  expect(errors.trim()).toBe(message);
});
