import { expect, test } from "vitest";
import type { Definition } from "../../../shared/attribute.ts";
import type { PropertyValue } from "../../../shared/event.ts";
import type { Scores } from "../../../shared/kinds/scores.ts";
import { top } from "../../../shared/kinds/top.ts";
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

test("a clock that was set back by years makes nothing heavier", () => {
  expect(seen(["rain", "camp", "camp"], 1, -900)).toEqual({
    scores: [
      ["rain", 1],
      ["camp", 2],
    ],
    value: "camp",
  });
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

test("a leader needs its score, and to be so many times as high as the runner-up", () => {
  const definition = (more: object): Definition => ({ kind: "top", event: "view", of: "tags", ...more });
  const value = (tags: readonly string[], more: object) => {
    const state = top.reduce(
      undefined,
      definition(more),
      { name: "view", properties: { tags } },
      momentOn(DAY),
    );
    return top.value(state, definition(more), momentOn(DAY + 900));
  };
  expect(value(["rain", "rain"], { least: 2 })).toBe("rain");
  expect(value(["rain", "rain"], { least: 2.5 })).toBe(null);
  expect(value(["rain", "rain", "rain", "camp", "camp"], { lead: 1.5 })).toBe("rain");
  expect(value(["rain", "rain", "rain", "camp", "camp"], { lead: 1.6 })).toBe(null);
  expect(value(["rain"], { lead: 5 })).toBe("rain");
  expect(value(["rain", "camp"], { lead: 1 })).toBe("camp");
});

test("what has no value neither counts nor ages the others", () => {
  const definition: Definition = { kind: "top", event: "visit", of: "source", halfLife: 1 };
  const state: Scores = [DAY, [["news", 2]]];
  expect(top.reduce(state, definition, { name: "visit", properties: {} }, momentOn(DAY + 9))).toBe(state);
});
