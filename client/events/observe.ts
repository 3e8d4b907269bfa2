import type { SiteEvent } from "../../shared/event.ts";
import type { TagConfig } from "../../shared/wire.ts";
import { eventFrom } from "./triggers.ts";

/** Takes an event that was seen on the page. */
export type Emit = (event: SiteEvent) => void;

/** Whether anything in the site file reads an event; others aren't even looked for. */
export function isUsed(config: TagConfig, name: string): boolean {
  return (
    Object.values(config.attributes).some(
      ({ event, since, steps }) =>
        event === name || since === name || steps?.some((step) => step.event === name),
    ) || Object.values(config.goals).some(({ event }) => event === name)
  );
}

/**
 * Watches clicks, submits and changes until the signal: the owner's triggers, what is declared in the page,
 * and the built-in events that something reads. It captures, so that a page that stops propagation is seen too.
 */
export function observe(config: TagConfig, emit: Emit, signal: AbortSignal): void {
  for (const type of ["click", "submit", "change"] as const) {
    const builtIn = isUsed(config, type === "submit" ? "form" : type);
    document.addEventListener(
      type,
      ({ target }) => {
        if (!(target instanceof Element)) return;
        trigger(config, type, (selector) => target.closest(selector), emit);
        declaration(type, target, emit);
        if (builtIn) interaction(type, target, emit);
      },
      { capture: true, passive: true, signal },
    );
  }
}

/** Triggers on views: what is present on the page. */
export function observeView(config: TagConfig, emit: Emit): void {
  trigger(config, "view", (selector) => document.querySelector(selector), emit);
}

function trigger(
  config: TagConfig,
  type: string,
  find: (selector: string) => Element | null,
  emit: Emit,
): void {
  for (const each of config.triggers) {
    try {
      const element = each.on === type && find(each.selector);
      if (element) emit(eventFrom(each, element));
    } catch {
      // A selector that this browser doesn't know finds nothing.
    }
  }
}

/** `data-selvedge-declare="id"`: a button says it when pressed, a field when changed. */
function declaration(type: string, target: Element, emit: Emit): void {
  const field = target.closest<HTMLInputElement>("[data-selvedge-declare]");
  if (!field || type !== (field.localName === "button" ? "click" : "change")) return;
  const value = field.type === "checkbox" && !field.checked ? null : field.value;
  emit({ name: "declare", properties: { [field.dataset.selvedgeDeclare!]: value } });
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
