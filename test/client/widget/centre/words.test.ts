import { describe, expect, test } from "vitest";
import { bucketWords } from "../../../../client/widget/centre/bucket-words.ts";
import { forgottenWords, valueWords } from "../../../../client/widget/centre/words.ts";
import { text as en } from "../../../../client/widget/centre-text/en.ts";
import { text as ru } from "../../../../client/widget/centre-text/ru.ts";
import type { AttributeValue, Kind } from "../../../../shared/attribute.ts";
import type { BucketRange } from "../../../../shared/describe-bucket.ts";
import type { TagAttribute } from "../../../../shared/wire.ts";

const attribute = (kind: Kind, more: Partial<TagAttribute> = {}): TagAttribute => ({
  kind,
  hash: "h",
  horizon: 0,
  ...more,
});

describe("values", () => {
  test.each<[Kind, AttributeValue, string]>([
    ["count", 1234, "1,234"],
    ["average", 2.5, "2.5"],
    ["daysSince", 1, "1 day"],
    ["daysSince", 0, "0 days"],
    ["sequence", true, "yes"],
    ["sequence", false, "no"],
    ["top", "rain", "rain"],
    ["top", null, "nothing yet"],
    ["set", ["rain", "camp"], "rain and camp"],
    ["set", [], "nothing yet"],
    ["rfm", { recency: 3, monetary: 1 }, "recency 3 and monetary 1"],
  ])("of %s: %j is “%s”", (kind, value, said) => {
    expect(valueWords(value, attribute(kind), en)).toBe(said);
  });

  test("are said in the language of the texts", () => {
    expect(valueWords(1234.5, attribute("sum"), ru)).toBe("1 234,5".replace(" ", "\u00A0"));
    expect(valueWords(3, attribute("daysSince"), ru)).toBe("3 дня");
  });
});

describe("buckets", () => {
  test.each<[Kind, BucketRange, string]>([
    ["count", { numbers: [{ from: 2 }] }, "≥ 2"],
    ["count", { numbers: [{ from: 2, below: 5 }] }, "≥ 2, < 5"],
    ["count", { numbers: [{ from: 2, below: 3 }] }, "2"],
    ["count", { none: true, numbers: [{ below: 1 }] }, "0"],
    ["sum", { numbers: [{ above: 0, most: 9 }] }, "> 0, ≤ 9"],
    ["sum", { numbers: [{ below: 1 }, { from: 5, most: 5 }] }, "< 1 or 5"],
    ["daysSince", { numbers: [{ from: 7 }] }, "≥ 7 days"],
    ["sequence", { values: ["true"] }, "yes"],
    ["top", { values: ["rain"], other: true, none: true }, "rain, something else, or nothing yet"],
    ["count", { numbers: [{}] }, "any"],
    ["top", {}, "any"],
  ])("of %s: %j is “%s”", (kind, range, said) => {
    expect(bucketWords(range, attribute(kind), en)).toBe(said);
  });
});

test("what goes sooner than all is said first", () => {
  const all = attribute("sum", { within: 7, halfLife: 14, since: "purchase" });
  expect(forgottenWords(all, 20_940, en)).toBe(
    "Each entry counts for 7 days · Fades: counts half after 14 days · Starts anew with the next “purchase” · " +
      "Forgotten on May 2, 2027",
  );
  expect(forgottenWords(attribute("count"), undefined, en)).toBe("");
});
