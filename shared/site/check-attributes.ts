import { guess } from "../condition/near.ts";
import { joinPath } from "../issue.ts";
import { checkMade } from "./check-made.ts";
import { checkLevels } from "./check-reward.ts";
import { checkSensitive } from "./check-sensitive.ts";
import { checkSteps } from "./check-steps.ts";
import { checkWhere } from "./check-where.ts";
import { type Checking, checkLanguages } from "./checking.ts";
import { eventOf, propertiesOf } from "./known.ts";
import type { Attribute } from "./attribute-schema.ts";

/** Kinds that can only make something of numbers. */
const NUMERIC = ["sum", "min", "max", "average", "rfm"];

/** Checks what attributes aggregate, and that none is about a special category without saying so. */
export function checkAttributes(checking: Checking): void {
  for (const [id, attribute] of Object.entries(checking.site.attributes)) {
    const path = joinPath("attributes", id);
    checkLanguages(checking, attribute.label, joinPath(path, "label"));
    checkLanguages(checking, attribute.why, joinPath(path, "why"));
    checkProperties(checking, attribute, path);
    if ("values" in attribute && attribute.values && "buckets" in attribute && attribute.buckets) {
      checking.report(path, "expected values (of a text) or buckets (of a number), not both");
    }
    checkSteps(checking, attribute, path);
    checkMade(checking, id, attribute, path);
    checkLevels(checking, attribute, path);
    checkSensitive(checking, id, attribute, path);
  }
}

/** Properties that events are known not to have; events that only the page sends may have any. */
function checkProperties(checking: Checking, attribute: Attribute, path: string): void {
  const event = eventOf(attribute);
  const properties = event === undefined ? undefined : propertiesOf(event, checking.site.events);
  const names = Object.keys(properties ?? {});
  if (properties && "of" in attribute) {
    const place = joinPath(path, "of");
    const hint = `the event "${event}" has no property "${attribute.of}"`;
    if (!names.includes(attribute.of)) checking.report(place, guess(hint, attribute.of, names));
    else if (
      NUMERIC.some((kind) => kind in attribute) &&
      (properties[attribute.of] ?? "number") !== "number"
    ) {
      checking.report(
        place,
        `expected a number to ${"sum" in attribute || "rfm" in attribute ? "add up" : "compare"}, but "${attribute.of}" is a ${properties[attribute.of]}`,
      );
    }
  }
  if ("where" in attribute && attribute.where) {
    checkWhere(checking, attribute.where, event, joinPath(path, "where"));
  }
}
