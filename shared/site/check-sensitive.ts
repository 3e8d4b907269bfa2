import type { Condition } from "../condition.ts";
import { isObject } from "../condition/value.ts";
import { joinPath } from "../issue.ts";
import type { Attribute } from "./attribute-schema.ts";
import { stepsOf } from "./check-steps.ts";
import type { Checking } from "./checking.ts";
import { eventOf } from "./known.ts";
import type { Site } from "./schema.ts";
import { sensitiveTopic } from "./sensitive.ts";
import { CATEGORY, type Named, topicIn } from "./topics.ts";

/**
 * Checks that an attribute about a special category says so, and that one which says so can be asked for: explicit
 * consent (GDPR, article 9(2)(a)) needs words of what is kept and what for.
 */
export function checkSensitive(checking: Checking, id: string, attribute: Attribute, path: string): void {
  const { site, report } = checking;
  if (attribute.sensitive) {
    for (const key of ["label", "why"] as const) {
      if (attribute[key] === undefined)
        report(joinPath(path, key), "missing: visitors are asked in these words whether it may be kept");
    }
    return;
  }
  const named = topicIn(attribute, path, id) ?? topicInEvent(site, attribute, path);
  if (named) {
    const marked = "attested" in attribute ? "" : 'mark the attribute "sensitive": true, or ';
    report(named[0], `speaks of ${named[1]}, ${CATEGORY}; ${marked}leave it out`);
  }
  const base = declaredIn(attribute).find((each) => attributeOf(site, each)?.sensitive);
  if (base !== undefined)
    report(path, `"${base}" is sensitive, so what is made of it must be marked "sensitive": true, too`);
}

/** What the owner has written as the value of a property that the attribute reads. */
function topicInEvent({ events }: Site, attribute: Attribute, path: string): Named | undefined {
  const event = eventOf(attribute);
  if (event === undefined || !("of" in attribute) || !Object.hasOwn(events, event)) return undefined;
  const rule = events[event]!.properties[attribute.of];
  const topic = typeof rule?.value === "string" ? sensitiveTopic(rule.value) : undefined;
  return topic === undefined ? undefined : [joinPath(path, "of"), topic];
}

/** The declared attributes whose declaring an attribute looks at. */
function declaredIn(attribute: Attribute): string[] {
  const steps = stepsOf(attribute).map(([, step]) => step);
  const own = "where" in attribute ? [{ event: eventOf(attribute), where: attribute.where }] : [];
  const wheres = [...own, ...steps].filter(({ event, where }) => event === "declare" && where);
  const of = "of" in attribute && eventOf(attribute) === "declare" ? [attribute.of] : [];
  return [...of, ...wheres.flatMap(({ where }) => namesIn(where!))];
}

function namesIn(condition: Condition): string[] {
  return Object.entries(condition).flatMap(([key, operand]) =>
    key.startsWith("$") ? [operand].flat().flatMap((part) => (isObject(part) ? namesIn(part) : [])) : [key],
  );
}

function attributeOf(site: Site, name: string): Attribute | undefined {
  const id = name.split(".", 1)[0]!;
  return Object.hasOwn(site.attributes, id) ? site.attributes[id] : undefined;
}
