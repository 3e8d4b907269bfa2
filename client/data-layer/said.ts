/** What an entry of the `dataLayer` says: the name of an event, and its parameters. */
export interface Said {
  readonly name: string;
  readonly values: Readonly<Record<string, unknown>>;
}

/**
 * Reads an entry in either of the two forms that Google's tags take for an event: `{ event, ecommerce: { … } }` or
 * `{ event, … }`, and `gtag("event", name, { … })`, which pushes its `arguments`. Undefined for anything else. Throws
 * only what the entry itself throws when it is looked at.
 */
export function saidBy(entry: unknown): Said | undefined {
  if (!isObject(entry)) return undefined;
  // Google's tags take a list for data, and not for a command.
  if (Object.prototype.toString.call(entry) === "[object Arguments]") {
    return entry[0] === "event" ? said(entry[1], entry[2]) : undefined;
  }
  return said(entry["event"], isObject(entry["ecommerce"]) ? entry["ecommerce"] : entry);
}

function said(name: unknown, values: unknown): Said | undefined {
  return typeof name === "string" ? { name, values: isObject(values) ? values : {} } : undefined;
}

function isObject(value: unknown): value is Readonly<Record<string | number, unknown>> {
  return typeof value === "object" && value !== null;
}
