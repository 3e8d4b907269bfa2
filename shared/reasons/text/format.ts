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
