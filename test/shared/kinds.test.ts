import { expect, test } from "vitest";
import { last } from "../../shared/kinds/last.ts";
import { top } from "../../shared/kinds/top.ts";
import { PROPERTY_CHARACTERS, TOP_VALUES } from "../../shared/limits.ts";

const moment = { day: 20_000, visit: 1, visitDay: 20_000 };
const event = (value: string) => ({ name: "view", properties: { value } });

test("texts are kept up to a bound, however long the page makes them", () => {
  const definition = { kind: "last", event: "view", of: "value" } as const;
  const long = "x".repeat(PROPERTY_CHARACTERS * 10);
  expect(
    last.value(last.reduce(undefined, definition, event(long), moment), definition, moment),
  ).toHaveLength(PROPERTY_CHARACTERS);
  const scores = top.reduce(undefined, { ...definition, kind: "top" }, event(long), moment);
  expect(top.value(scores, { ...definition, kind: "top" }, moment)).toHaveLength(PROPERTY_CHARACTERS);
});

test("a top forgets the least of too many values, never the one just seen most", () => {
  const definition = { kind: "top", event: "view", of: "value" } as const;
  let scores = top.reduce(undefined, definition, event("favourite"), moment);
  for (let index = 0; index < TOP_VALUES * 3; index++) {
    scores = top.reduce(scores, definition, event("favourite"), moment);
    scores = top.reduce(scores, definition, event(`other${index}`), moment);
  }
  expect(JSON.stringify(scores).length).toBeLessThan(TOP_VALUES * 30);
  expect(top.value(scores, definition, moment)).toBe("favourite");
});
