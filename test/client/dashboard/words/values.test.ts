import { expect, test } from "vitest";
import { valueOf, valuesOf } from "../../../../client/dashboard/words/values.ts";

test("what an attribute may be is read off its declaration", () => {
  for (const [declared, values] of [
    [{ count: "visit" }, "number"],
    [{ daysSince: "visit" }, "number"],
    [{ sum: "cart", of: "value" }, "number"],
    [{ sequence: ["cart", { not: "purchase" }] }, "boolean"],
    [{ top: "view", of: "category", values: ["rain", "camp"] }, ["rain", "camp"]],
    [{ declared: ["sport", "office"] }, ["sport", "office"]],
    [{ choices: ["rain", "camp"] }, "list"],
    [{ set: "view", of: "category", values: ["rain", "camp"] }, "list"],
    [{ choices: ["vegan"], sensitive: true }, undefined],
    [{ attested: ["lead", "customer"] }, ["lead", "customer"]],
    [{ last: "view", of: "path" }, "text"],
    [{ declared: ["vegan"], sensitive: true }, undefined],
    [null, undefined],
  ] as const)
    expect([declared, valuesOf(declared)]).toEqual([declared, values]);
});

test("what is typed is the value that is meant, and an empty field none", () => {
  expect(valueOf("", "number")).toBeUndefined();
  expect(valueOf(" 2 ", "number")).toBe(2);
  expect(valueOf("true", "boolean")).toBe(true);
  expect(valueOf("rain", ["rain"])).toBe("rain");
  expect(valueOf(" rain,camp , rain,", "list")).toEqual(["rain", "camp"]);
  expect(["3", "false", "gold"].map((text) => valueOf(text, "text"))).toEqual([3, false, "gold"]);
});
