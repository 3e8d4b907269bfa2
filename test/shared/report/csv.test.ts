import { expect, test } from "vitest";
import { csvOf } from "../../../shared/report/csv.ts";

test("texts that a spreadsheet would run are texts, and numbers stay numbers", () => {
  const rows = [
    { name: '=HYPERLINK("http://x")', value: -1.5 },
    { name: "@sum, and\nmore", value: null },
    { name: "\tcmd", value: true },
  ];
  expect(csvOf(["name", "value"], rows)).toBe(
    'name,value\r\n"\'=HYPERLINK(""http://x"")",-1.5\r\n"\'@sum, and\nmore",\r\n\'\tcmd,true\r\n',
  );
});
