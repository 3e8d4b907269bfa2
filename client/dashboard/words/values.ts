/** What an attribute of a site file may be: one of a few words, several of them, a number, yes or no, or whatever is typed. */
export type Values = readonly string[] | "list" | "number" | "boolean" | "text";

const LISTS = ["set", "choices"];
const NUMBERS = ["count", "sum", "daysSince", "average", "max", "min", "distinct", "score", "funnel"];

/** What can be chosen for an attribute, as the site file declares it; undefined where nothing of it leaves the device. */
export function valuesOf(attribute: unknown): Values | undefined {
  if (typeof attribute !== "object" || attribute === null) return undefined;
  const declared = attribute as Readonly<Record<string, unknown>>;
  if (declared["sensitive"] === true) return undefined;
  if (LISTS.some((kind) => Object.hasOwn(declared, kind))) return "list";
  for (const key of ["values", "declared", "attested"]) if (isWords(declared[key])) return declared[key];
  if (NUMBERS.some((kind) => Object.hasOwn(declared, kind))) return "number";
  return Object.hasOwn(declared, "sequence") ? "boolean" : "text";
}

/** What somebody typed or chose, as the value of an attribute; undefined where they left it open. */
export function valueOf(
  text: string,
  values: Values,
): string | number | boolean | readonly string[] | undefined {
  const typed = text.trim();
  if (typed === "") return undefined;
  if (values === "list") {
    const list = typed.split(",").map((each) => each.trim());
    return list.filter((each, at) => each && list.indexOf(each) === at);
  }
  if (values === "boolean" || (values === "text" && /^(?:true|false)$/.test(typed))) return typed === "true";
  if (values === "number" || (values === "text" && Number.isFinite(Number(typed)))) return Number(typed);
  return typed;
}

function isWords(value: unknown): value is readonly string[] {
  return Array.isArray(value) && value.every((each) => typeof each === "string");
}
