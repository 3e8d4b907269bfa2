import { expect, test } from "vitest";
import { Row } from "../../../shared/closures/row.ts";
import { UNKNOWN } from "../../../shared/condition/match.ts";

test("codes are one more than buckets; what is unknown is 0", () => {
  const row = new Row(["visits", "spend"], new Set(["constant"]));
  const codes = (buckets: Record<string, number> | undefined) => {
    row.turnTo({ buckets, context: {} });
    return ["visits", "spend", "constant"].map((id) => row.code(row.placeOf(id)!));
  };
  expect(codes({ spend: 0, visits: 3 })).toEqual([4, 1, 1]);
  expect(codes({ visits: -1, constant: 5 })).toEqual([0, 0, 1]);
  expect(codes(undefined)).toEqual([0, 0, 0]);
  expect(row.placeOf("other")).toBeUndefined();
});

test("values stand at their paths, the same path at the same place, nothing inherited", () => {
  const row = new Row([], new Set());
  const before = row.placeOfPath("context.device.type");
  row.turnTo({ buckets: {}, context: { device: { type: "mobile" }, hour: UNKNOWN } });
  const value = (path: string) => row.value(row.placeOfPath(path));
  expect(row.value(before)).toBe("mobile");
  expect(row.placeOfPath("context.device.type")).toBe(before);
  // Also what is first asked for while a visitor is looked at.
  expect([value("context.hour"), value("context.hour.of"), value("context.toString")]).toEqual([
    UNKNOWN,
    UNKNOWN,
    null,
  ]);
  expect(value("context")).toHaveProperty("device.type", "mobile");
  row.turnTo({ buckets: {}, context: UNKNOWN });
  expect([value("context"), row.value(before)]).toEqual([UNKNOWN, UNKNOWN]);
});

test("a remembered test is made and asked at most once for each visitor", () => {
  const row = new Row([], new Set());
  const calls = { made: 0, asked: 0 };
  const remembering = row.remembering(() => {
    calls.made++;
    return () => calls.asked++ % 2 === 0;
  });
  expect(calls.made).toBe(0);
  expect([remembering(row), remembering(row), remembering(row)]).toEqual([true, true, true]);
  row.turnTo({ buckets: {}, context: {} });
  expect([remembering(row), remembering(row)]).toEqual([false, false]);
  expect(calls).toEqual({ made: 1, asked: 2 });
});
