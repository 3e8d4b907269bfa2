/** How a language writes numbers, and which of its plural forms a number takes. */
export interface Formatted {
  number(value: number): string;
  pluralOf(value: number): Intl.LDMLPluralRule;
}

/** Formats for a BCP 47 tag; made when first asked, since most pages ask for none. */
export function formatted(tag: string): Formatted {
  let format: Intl.NumberFormat | undefined;
  let rules: Intl.PluralRules | undefined;
  return {
    number: (value) => (format ??= new Intl.NumberFormat(tag, { maximumFractionDigits: 6 })).format(value),
    pluralOf: (value) => (rules ??= new Intl.PluralRules(tag, { maximumFractionDigits: 6 })).select(value),
  };
}

const lists = new Map<string, Intl.ListFormat>();

/** Joins phrases as a language does; formats are kept, since making one takes longer than using it. */
export function listed(texts: readonly string[], how: "and" | "or", tag: string): string {
  const key = `${how} ${tag}`;
  let format = lists.get(key);
  if (!format) {
    format = new Intl.ListFormat(tag, { type: how === "and" ? "conjunction" : "disjunction" });
    lists.set(key, format);
  }
  return format.format(texts);
}

const names = new Map<string, Intl.DisplayNames>();

/** What a region or language is called; undefined where the code is none. */
export function displayed(code: string, type: "region" | "language", tag: string): string | undefined {
  const key = `${type} ${tag}`;
  let known = names.get(key);
  if (!known) names.set(key, (known = new Intl.DisplayNames(tag, { type, fallback: "none" })));
  return known.of(code);
}
