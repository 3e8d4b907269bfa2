import { type Condition, checkCondition } from "../condition.ts";
import { type Checking } from "./checking.ts";
import { propertiesOf } from "./known.ts";

/** Checks a condition on the properties of an event; those that only the page sends may have any. */
export function checkWhere(
  checking: Checking,
  condition: Condition,
  event: string | undefined,
  path: string,
): void {
  const { site, report } = checking;
  const properties = propertiesIn(checking, event);
  const names = Object.keys(properties ?? {});
  const options = {
    path,
    groups: site.groups,
    ...(properties && {
      known: (name: string) => names.includes(name),
      typeOf: (name: string) => properties[name],
      names,
    }),
  };
  for (const issue of checkCondition(condition, options)) {
    const message = issue.message.replace(/^unknown attribute/, `the event "${event}" has no such property`);
    report(issue.path, message);
  }
}

function propertiesIn({ site, names }: Checking, event: string | undefined): ReturnType<typeof propertiesOf> {
  if (event !== "declare") return event === undefined ? undefined : propertiesOf(event, site.events);
  const attributes = Object.entries(site.attributes);
  // Too broken to tell what visitors can say of themselves.
  if (attributes.length < names.attributes.size) return undefined;
  return Object.fromEntries(
    attributes
      .filter(([, attribute]) => "declared" in attribute || "choices" in attribute)
      .map(([id, attribute]) => [id, "declared" in attribute ? "string" : "list"] as const),
  );
}
