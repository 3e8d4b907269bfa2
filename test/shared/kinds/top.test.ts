import { expect, test } from "vitest";
import type { Definition } from "../../../shared/attribute.ts";
import type { PropertyValue } from "../../../shared/event.ts";
import { type Scores, top } from "../../../shared/kinds/top.ts";
import { PROPERTY_CHARACTERS, TOP_VALUES } from "../../../shared/limits.ts";
import { momentOn } from "./moment.ts";

const DAY = 20_000;

function seen(values: readonly PropertyValue[], halfLife?: number, days = 0) {
  const definition: Definition = { kind: "top", event: "view", of: "tags", ...(halfLife && { halfLife }) };
  const state = values.reduce<Scores | undefined>(
    (scores, tags, index) =>
      top.reduce(scores, definition, { name: "view", properties: { tags } }, momentOn(DAY + index * days)),
    undefined,
  );
  return { scores: state?.[1] ?? [], value: top.value(state, definition, momentOn(DAY)) };
}

test("the value seen most wins, of equal ones the most recent", () => {
  expect(seen([null]).value).toBe(null);
  expect(seen(["rain", "camp", "rain"]).value).toBe("rain");
  expect(seen(["rain", "camp"]).value).toBe("camp");
  expect(seen([["rain", "camp"], "rain", ["camp"]]).value).toBe("camp");
});

test("older sightings weigh less", () => {
  expect(seen(["rain", "rain", "camp"], 1, 2).value).toBe("camp");
  expect(seen(["rain", "rain", "camp"], 30, 2).value).toBe("rain");
});

test("a text is cut before it is kept, and texts alike until there are one", () => {
  const text = "x".repeat(PROPERTY_CHARACTERS);
  expect(seen([`${text}a`, `${text}b`]).scores).toEqual([[text, 2]]);
});

test("keeps the highest scores, also where one event has many values", () => {
  const many = Array.from({ length: 3 * TOP_VALUES }, (_, index) => `v${index}`);
  const { scores, value } = seen(["v1", many]);
  expect(scores).toHaveLength(TOP_VALUES);
  expect(value).toBe("v1");
});
