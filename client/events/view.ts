import type { PropertyValue, SiteEvent } from "../../shared/event.ts";
import type { Run } from "../run.ts";

/**
 * Where a page may say more of itself than the core reads: JSON-LD, what Open Graph says of articles,
 * products and prices, and what the owner wrote.
 */
const MARKUP = "[type*=ld],[property^=article],[property*=pr],[data-selvedge-value],[data-selvedge-tags]";

/**
 * The view of this page. What the owner wrote in `data-selvedge-*` counts before schema.org, and that before
 * Open Graph; both are read only where something asks for it and the page has it.
 */
export async function viewEvent({ config, load }: Run): Promise<SiteEvent> {
  const properties: Record<string, PropertyValue> = { path: location.pathname, title: document.title };
  if (config.parts.includes("markup") && document.querySelector(MARKUP)) {
    const { markedProperties } = await load("markup");
    Object.assign(properties, markedProperties());
  }
  for (const name of ["category", "item"]) {
    const attribute = `data-selvedge-${name}`;
    const own = document.querySelector(`[${attribute}]`);
    if (own) properties[name] = own.getAttribute(attribute);
  }
  return { name: "view", properties };
}
