import fc from "fast-check";
import { expect, test } from "vitest";
import { readCsv, separatorOf } from "../../../tools/catalog/csv.ts";

const quote = (field: string) => `"${field.replaceAll('"', '""')}"`;

/** A field as a careful writer writes it, or a lazy one. */
const write = (field: string, always: boolean, separator: string) =>
  always || field === "" || /["\r\n]/.test(field) || field.includes(separator) ? quote(field) : field;

test("any table that is written is read the same, whatever separates its fields and ends its lines", () => {
  const field = fc.string({ unit: fc.constantFrom("a", "ł", " ", ",", ";", "\t", '"', "\n", "\r", "") });
  const table = fc.array(fc.array(field, { minLength: 1, maxLength: 4 }), { maxLength: 6 });
  fc.assert(
    fc.property(
      table,
      fc.constantFrom(",", ";", "\t"),
      fc.constantFrom("\n", "\r\n"),
      fc.boolean(),
      fc.boolean(),
      fc.boolean(),
      (rows, separator, end, always, isEnded, hasMark) => {
        const lines = rows.map((row) => row.map((each) => write(each, always, separator)).join(separator));
        const text = (hasMark ? "\ufeff" : "") + lines.join(end) + (isEnded && lines.length > 0 ? end : "");
        const read = readCsv(text, separator);
        expect(read.problems).toEqual([]);
        expect(read.rows.map(({ fields }) => fields)).toEqual(rows);
      },
    ),
    { numRuns: 1000 },
  );
});

test.each([
  ["id,title\n1,2", ","],
  ["\ufeffid;title;price,net\n", ";"],
  ['"a,b,c"\tx\n1,2,3,4', "\t"],
  ["id", ","],
  ["", ","],
])("what separates fields: %j", (text, separator) => expect(separatorOf(text)).toBe(separator));

test("lines are those of the file, also behind fields of several", () => {
  const { rows } = readCsv('a,b\r\n"1\n2\r\n3",x\r\n\r\n\ny,z');
  expect(rows.map(({ line, fields }) => [line, ...fields])).toEqual([
    [1, "a", "b"],
    [2, "1\n2\r\n3", "x"],
    [7, "y", "z"],
  ]);
});

test("a bad row costs only itself", () => {
  expect(readCsv('a,b\n1,5" nail\n2,"open\n3,x\n4,"y"z\n5,"ok"')).toEqual({
    rows: [
      { line: 1, fields: ["a", "b"] },
      { line: 2, fields: ["1", '5" nail'] },
      { line: 4, fields: ["3", "x"] },
      { line: 6, fields: ["5", "ok"] },
    ],
    problems: [
      { line: 3, message: "a quoted field goes on behind its quote" },
      { line: 5, message: "a quoted field goes on behind its quote" },
    ],
  });
  expect(readCsv('a,b\n1,"open\n2,x')).toEqual({
    rows: [
      { line: 1, fields: ["a", "b"] },
      { line: 3, fields: ["2", "x"] },
    ],
    problems: [{ line: 2, message: "a quote isn't closed" }],
  });
});
