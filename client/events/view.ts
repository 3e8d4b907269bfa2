import type { SiteEvent } from "../../shared/event.ts";
import type { Run } from "../run.ts";

/** The view of this page, with what the page says of itself where something asks for that. */
export function viewEvent({ tools }: Run): SiteEvent {
  return {
    name: "view",
    properties: { path: location.pathname, title: document.title, ...tools.markedProperties?.() },
  };
}
