import { expect, test } from "vitest";
import type { Definition } from "../../../shared/attribute.ts";
import type { PropertyValue, SiteEvent } from "../../../shared/event.ts";
import { last } from "../../../shared/kinds/last.ts";
import { PROPERTY_CHARACTERS } from "../../../shared/limits.ts";
import { momentOn } from "./moment.ts";

const definition: Definition = { kind: "last", event: "view", of: "category" };

function seen(...values: (PropertyValue | undefined)[]) {
  return values.reduce<ReturnType<typeof last.value> | undefined>((state, value) => {
    const properties = value === undefined ? {} : { category: value };
    return last.reduce(state, definition, { name: "view", properties }, momentOn(20_000));
  }, undefined);
}

test("the latest value counts; what says nothing changes nothing", () => {
  expect(seen("rain", "camp", undefined, null, ["a"])).toBe("camp");
  expect(seen("rain", 0)).toBe(0);
  expect(seen("rain", false)).toBe(false);
  expect(seen("rain", "")).toBe("");
});

test("what a visitor said stays until something else is said, or it is taken back", () => {
  const declared: Definition = { kind: "declared", event: "declare", of: "goal", values: ["learn", "buy"] };
  const said = (...answers: SiteEvent["properties"][]) =>
    answers.reduce<ReturnType<typeof last.value> | undefined>(
      (state, properties) => last.reduce(state, declared, { name: "declare", properties }, momentOn(20_000)),
      undefined,
    );
  expect(said({ goal: "learn" }, { goal: "buy" })).toBe("buy");
  expect(said({ goal: "learn" }, { goal: "other" }, { goal: "" }, { interest: null }, {})).toBe("learn");
  expect(said({ goal: "learn" }, { goal: null })).toBeNull();
  expect(said({ goal: "learn" }, { goal: null }, { goal: "buy" })).toBe("buy");
});

test("a text is cut before it is kept", () => {
  expect(seen("x".repeat(5000))).toBe("x".repeat(PROPERTY_CHARACTERS));
});
