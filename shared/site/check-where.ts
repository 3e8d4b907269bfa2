import { type Condition, checkCondition } from "../condition.ts";
import { type Checking } from "./checking.ts";
import { propertiesOf } from "./known.ts";

/** Checks a condition on the properties of an event; those that only the page sends may have any. */
export function checkWhere(
  { site, report }: Checking,
  condition: Condition,
  event: string | undefined,
  path: string,
): void {
  const properties = event === undefined ? undefined : propertiesOf(event, site.events);
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
