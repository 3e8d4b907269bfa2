import type { PropertyValue, SiteEvent } from "../../shared/event.ts";
import { parseMoney } from "../../shared/money.ts";
import type { PropertyRule } from "../../shared/site/schema.ts";
import type { TagTrigger } from "../../shared/wire.ts";

/** The event that a trigger makes of an element. What can't be read there is left out. */
export function eventFrom(trigger: TagTrigger, element: Element): SiteEvent {
  const properties: Record<string, PropertyValue> = {};
  for (const name in trigger.properties) {
    const value = readProperty(trigger.properties[name]!, element);
    if (value !== undefined && value !== null) properties[name] = value;
  }
  return { name: trigger.event, properties };
}

/** `selector` looks inside the element first, then in the whole page. */
function readProperty(rule: PropertyRule, element: Element): PropertyValue | undefined {
  const { attr, selector, type } = rule;
  if (rule.value !== undefined) return rule.value;
  const place = selector ? (element.querySelector(selector) ?? document.querySelector(selector)) : element;
  // Of a field, `value` is what it holds now, not what the markup said.
  const text = attr
    ? attr === "value" && place && "value" in place
      ? String(place.value)
      : place?.getAttribute(attr)
    : place?.textContent?.trim();
  if (!type || type === "text" || text === undefined || text === null) return text;
  const number = type === "money" ? parseMoney(text, document.documentElement.lang) : Number.parseFloat(text);
  return Number.isFinite(number) ? number : undefined;
}
