import type { PropertyRule } from "./site/schema.ts";

/** An event that the owner declared, to be seen on elements of the page. */
export interface TagTrigger {
  readonly event: string;
  readonly on: "click" | "submit" | "change" | "view";
  readonly selector: string;
  readonly properties: Readonly<Record<string, PropertyRule>>;
}
