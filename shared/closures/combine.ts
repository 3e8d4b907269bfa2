import type { Test } from "./row.ts";

export const always: Test = () => true;
export const never: Test = () => false;

/** Whether all of the tests hold. A few are called one by one, which is several times as fast as a loop. */
export function allOf(tests: readonly Test[]): Test {
  const [a, b, c, d] = tests as [Test, Test, Test, Test];
  if (tests.length === 0) return always;
  if (tests.length === 1) return a;
  if (tests.length === 2) return (row) => a(row) && b(row);
  if (tests.length === 3) return (row) => a(row) && b(row) && c(row);
  if (tests.length === 4) return (row) => a(row) && b(row) && c(row) && d(row);
  const rest = allOf(tests.slice(3));
  return (row) => a(row) && b(row) && c(row) && rest(row);
}

/** Whether one of the tests holds. */
export function anyOf(tests: readonly Test[]): Test {
  const [a, b, c, d] = tests as [Test, Test, Test, Test];
  if (tests.length === 0) return never;
  if (tests.length === 1) return a;
  if (tests.length === 2) return (row) => a(row) || b(row);
  if (tests.length === 3) return (row) => a(row) || b(row) || c(row);
  if (tests.length === 4) return (row) => a(row) || b(row) || c(row) || d(row);
  const rest = anyOf(tests.slice(3));
  return (row) => a(row) || b(row) || c(row) || rest(row);
}
