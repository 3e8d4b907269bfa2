import type { BucketRange, NumberRange } from "../describe-bucket.ts";
import { displayed, listed } from "./text/format.ts";
import type { Bound, Language, Unit } from "./text/language.ts";

/** What is known of the values that stand at a path. */
export interface Values {
  /** What they mean, where that has words of its own: `country`, `weekday`, … */
  readonly term?: string | undefined;
  readonly unit?: Unit | undefined;
  readonly isWhole?: boolean;
  readonly isFlag?: boolean;
  readonly mayBeNothing?: boolean;
}

/** An owner's or a visitor's text, in the quotation marks of the language. */
export function quote(text: string, { quotes: [open, close] }: Language): string {
  return `${open}${text}${close}`;
}

/** Several as one phrase. */
export function joined(texts: readonly string[], how: "and" | "or", { tag }: Language): string {
  return texts.length === 1 ? texts[0]! : listed(texts, how, tag);
}

/** A value as it is said: numbers with their unit, known codes by name, other texts quoted. */
export function valueText(value: unknown, values: Values, language: Language): string {
  const name = nameOf(value, values.term, language);
  if (name !== undefined) return name;
  if (value === null || value === undefined) return language.values.none;
  if (typeof value === "number") return language.amount("exactly", value, values.unit);
  if (typeof value === "boolean") return value ? language.values.yes : language.values.no;
  if (typeof value === "string") return quote(value, language);
  if (!Array.isArray(value)) return quote(JSON.stringify(value), language);
  return value.length === 0
    ? language.values.none
    : joined(
        value.map((item) => valueText(item, values, language)),
        "and",
        language,
      );
}

/** UN M.49 numbers of the continents, which have no two-letter codes of their own. */
const CONTINENTS: Readonly<Record<string, string>> = {
  AF: "002",
  AN: "AQ",
  AS: "142",
  EU: "150",
  NA: "003",
  OC: "009",
  SA: "005",
};
/** A Sunday. */
const SUNDAY = Date.UTC(2023, 0, 1);

function nameOf(value: unknown, term: string | undefined, { tag, terms }: Language): string | undefined {
  if (term === undefined) return undefined;
  if (term === "weekday" && typeof value === "number" && [0, 1, 2, 3, 4, 5, 6].includes(value)) {
    const format = new Intl.DateTimeFormat(tag, { weekday: "long", timeZone: "UTC" });
    return format.format(SUNDAY + value * 86_400_000);
  }
  if (typeof value !== "string") return undefined;
  const own = Object.hasOwn(terms, term) && Object.hasOwn(terms[term]!, value) && terms[term]![value];
  if (own) return own;
  if (term === "country" && /^[A-Z]{2}$/.test(value)) return displayed(value, "region", tag);
  if (term === "continent" && Object.hasOwn(CONTINENTS, value))
    return displayed(CONTINENTS[value]!, "region", tag);
  if (term === "language" && /^[a-z]{2,3}(-[A-Z]{2})?$/.test(value)) return displayed(value, "language", tag);
  return undefined;
}

/** What a bucket tells of a value; undefined where it tells nothing that can be said. */
export function bucketText(range: BucketRange, values: Values, language: Language): string | undefined {
  const texts = [
    ...(range.numbers ?? []).map((interval) => intervalText(interval, values, language)),
    ...(range.values ?? []).map((value) => valueText(value, values, language)),
    ...(range.other ? [language.values.other] : []),
    ...(range.none && values.mayBeNothing ? [language.values.none] : []),
  ];
  if (texts.length === 0 || texts.includes(undefined)) return undefined;
  return joined(texts as string[], "or", language);
}

/** A range of numbers; undefined for all of them. */
function intervalText(
  { from, above, below, most }: NumberRange,
  { unit, isWhole }: Values,
  language: Language,
): string | undefined {
  const say = (bound: Bound, value: number | undefined) =>
    value === undefined ? [] : [language.amount(bound, value, unit)];
  if ((isWhole && below === (from ?? 0) + 1) || (from !== undefined && from === most))
    return language.amount("exactly", from ?? 0, unit);
  const parts = [...say("least", from), ...say("more", above), ...say("less", below), ...say("most", most)];
  return parts.length === 0 ? undefined : joined(parts, "and", language);
}
