import { expect, test } from "vitest";
import { allOf, anyOf } from "../../../shared/closures/combine.ts";
import { Row } from "../../../shared/closures/row.ts";

const nobody = new Row([], new Set());

test("any number of tests are joined as every and some do, none asked once it is settled", () => {
  for (let count = 0; count <= 9; count++) {
    for (let bits = 0; bits < 2 ** count; bits++) {
      const answers = Array.from({ length: count }, (_, place) => ((bits >> place) & 1) === 1);
      const asked: number[] = [];
      const tests = answers.map((answer, place) => () => {
        asked.push(place);
        return answer;
      });
      const settled = (decisive: boolean) =>
        answers.slice(0, answers.indexOf(decisive) + 1 || count + 1).keys();
      expect(allOf(tests)(nobody)).toBe(answers.every(Boolean));
      expect(asked.splice(0)).toEqual([...settled(false)]);
      expect(anyOf(tests)(nobody)).toBe(answers.some(Boolean));
      expect(asked).toEqual([...settled(true)]);
    }
  }
});
