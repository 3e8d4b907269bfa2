/** A JSON value in which objects are lists of entries, so that comments can stand above them. */
export type Commented = string | number | boolean | readonly Commented[] | Fields;

/** An object: entries in their order. */
export interface Fields {
  readonly fields: readonly Entry[];
}

export interface Entry {
  readonly key: string;
  readonly value: Commented;
  /** Lines above it. */
  readonly comment?: string;
}

/** What still fits on one line. */
const LINE_CHARACTERS = 110;

/** An object of these entries; those that are undefined are left out. */
export function fields(...entries: readonly (Entry | undefined)[]): Fields {
  return { fields: entries.filter((entry) => entry !== undefined) };
}

/** A plain value as one that may carry comments. */
export function plain(value: unknown): Commented {
  if (Array.isArray(value)) return value.map(plain);
  if (typeof value !== "object" || value === null) return value as string;
  return fields(...Object.entries(value).map(([key, inner]) => ({ key, value: plain(inner) })));
}

/** JSON with comments, as a person would write it. */
export function toJsonc(value: Commented, depth = 0): string {
  const short = onOneLine(value);
  const margin = "  ".repeat(depth + 1);
  if (short !== undefined && short.length + margin.length <= LINE_CHARACTERS) return short;
  if (typeof value !== "object") return JSON.stringify(value);
  if (!isFields(value))
    return bracketed(
      "[]",
      value.map((each) => margin + toJsonc(each, depth + 1)),
      depth,
    );
  const lines = value.fields.map(({ key, value: inner, comment }) => {
    const above = (comment ?? "").split("\n").filter(Boolean);
    return [
      ...above.map((line) => `${margin}// ${line}\n`),
      `${margin}${JSON.stringify(key)}: `,
      toJsonc(inner, depth + 1),
    ].join("");
  });
  return bracketed("{}", lines, depth);
}

function bracketed([open = "", close = ""]: string, lines: readonly string[], depth: number): string {
  return `${open}\n${lines.join(",\n")}\n${"  ".repeat(depth)}${close}`;
}

/** Undefined where a comment needs lines of its own. */
function onOneLine(value: Commented): string | undefined {
  if (typeof value !== "object") return JSON.stringify(value);
  if (!isFields(value)) {
    const items = value.map(onOneLine);
    return items.includes(undefined) ? undefined : `[${items.join(", ")}]`;
  }
  const entries = value.fields.map(({ key, value: inner, comment }) => {
    const text = onOneLine(inner);
    return comment !== undefined || text === undefined ? undefined : `${JSON.stringify(key)}: ${text}`;
  });
  if (entries.length === 0) return "{}";
  return entries.includes(undefined) ? undefined : `{ ${entries.join(", ")} }`;
}

function isFields(value: Exclude<Commented, string | number | boolean>): value is Fields {
  return "fields" in value;
}
