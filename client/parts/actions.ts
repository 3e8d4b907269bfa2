import type { PropertyValue, SiteEvent } from "../../shared/event.ts";
import { parseMoney } from "../../shared/money.ts";
import { isUsed } from "../../shared/parts.ts";
import type { PropertyRule } from "../../shared/site/schema.ts";
import type { TagTrigger } from "../../shared/trigger.ts";
import type { TagConfig } from "../../shared/wire.ts";
import { nearest } from "../events/observe.ts";
import type { Emit } from "../tools.ts";

/**
 * Tells what an interaction with an element, or the view of a document, means: to the owner's triggers, as
 * what it declares, and as one of the built-in events that something reads.
 */
export function act(config: TagConfig, type: string, place: Document | Element, emit: Emit): void {
  for (const trigger of config.triggers) {
    const element = trigger.on === type && nearest(place, trigger.selector);
    if (element) emit(eventFrom(trigger, element));
  }
  if (place instanceof Document) return;
  declaration(config, type, place, emit);
  if (isUsed(config, type === "submit" ? "form" : type)) interaction(type, place, emit);
}

type Field = HTMLInputElement & { readonly selectedOptions?: HTMLSelectElement["selectedOptions"] };

/**
 * `data-selvedge-declare="id"`: a button says it when pressed, a field when changed. What is unticked, or empty,
 * takes back what was said. Of `choices` all fields of the page say together what is chosen.
 */
function declaration({ attributes }: TagConfig, type: string, target: Element, emit: Emit): void {
  const field = target.closest<Field>("[data-selvedge-declare]");
  const isButton = field?.localName === "button";
  if (!field || type !== (isButton ? "click" : "change")) return;
  const id = field.dataset["selvedgeDeclare"]!;
  const isList = (attributes[id]?.guarded ?? attributes[id])?.kind === "choices";
  const fields = document.querySelectorAll<Field>(`[data-selvedge-declare="${CSS.escape(id)}"]:not(button)`);
  const chosen = (isList && !isButton ? [...fields] : [field]).flatMap(chosenIn);
  emit({ name: "declare", properties: { [id]: isList ? chosen : (chosen[0] ?? null) } });
}

/** What a field says now: the values that aren't empty. */
function chosenIn(field: Field): string[] {
  const isOff = /^(?:checkbox|radio)$/.test(field.type) && !field.checked;
  return [...(field.selectedOptions ?? (isOff ? [] : [field]))].map(({ value }) => value).filter(Boolean);
}

/** The event that a trigger makes of an element. What can't be read there is left out. */
function eventFrom(trigger: TagTrigger, element: Element): SiteEvent {
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

function interaction(type: string, target: Element, emit: Emit): void {
  const { id } = target;
  if (type === "submit") emit({ name: "form", properties: { id, name: target.getAttribute("name") } });
  const link = type === "click" && target.closest("a,button");
  if (link) {
    emit({
      name: type,
      properties: { text: link.textContent.trim(), href: link.getAttribute("href"), id: link.id },
    });
  }
}
