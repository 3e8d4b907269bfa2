import type { SiteWarnings } from "../../../shared/report/site-contract.ts";
import { get } from "../api.ts";
import { fill, h } from "../element.ts";

/** So many are shown before somebody asks for the rest. */
const FIRST = 8;

/** What `check` warns of in a version, or in what is served (`current`); it comes when it has been reckoned. */
export function warningsOf(key: string): HTMLElement {
  const box = h(
    "div",
    { class: "stack", "aria-live": "polite" },
    h("p", { class: "about" }, "Being looked for…"),
  );
  void get<SiteWarnings>(`/api/site/versions/${encodeURIComponent(key)}/warnings`).then(
    (found) => fill(box, ...said(found, key === "current")),
    (error: unknown) =>
      fill(
        box,
        h("p", { role: "alert" }, error instanceof Error ? error.message : String(error)),
        h("p", {}, "The same is told by ", h("code", {}, "npm run selvedge -- check site.json"), "."),
      ),
  );
  return box;
}

function said({ issues, warnings }: SiteWarnings, isServed: boolean): readonly Node[] {
  if (issues.length > 0 && !isServed)
    return [h("p", {}, "It can’t be served as it is any more:"), listOf(issues)];
  if (warnings.length === 0) return [h("p", { class: "about" }, "None: nothing in it would surprise.")];
  const about = h("p", { class: "about" }, "It is served all the same, but may not do what was meant.");
  const more = warnings.slice(FIRST);
  return [
    about,
    listOf(warnings.slice(0, FIRST)),
    ...(more.length > 0
      ? [h("details", {}, h("summary", {}, `Show ${more.length} more`), listOf(more))]
      : []),
  ];
}

/** Places of a site file, each with what is to be said of it. */
export function listOf(issues: SiteWarnings["warnings"]): HTMLElement {
  return h(
    "ul",
    { class: "issues" },
    issues.map(({ path, message }) => h("li", {}, h("code", {}, path || "file"), h("span", {}, message))),
  );
}
