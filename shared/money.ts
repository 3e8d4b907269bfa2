/** A number with whatever may stand between its digits. */
const NUMBER = /\p{Nd}(?:[\p{Nd}.,'’٫٬\s]*\p{Nd})?/u;
const MINUS = /[-−(](?:[^\d\s-]{1,5}\s?)?$/;

/**
 * Reads an amount the way shops write it: `1 299,00 zł`, `$1,299.00`, `1.299 €`, `(5.00)`, digits of any
 * script. The currency is not looked at. One separator before exactly three digits is ambiguous: then the
 * language decides whether it marks decimals or thousands. Undefined where there is no digit.
 */
export function parseMoney(text: string, language: string): number | undefined {
  const found = NUMBER.exec(text);
  if (!found) return undefined;
  const digits = found[0].replace(/[\s'’٬]/g, "").replace(/\p{Nd}/gu, latinDigit);
  const last = Math.max(digits.lastIndexOf("."), digits.lastIndexOf(","), digits.lastIndexOf("٫"));
  const whole = last < 0 || groups(digits, last, language) ? digits : digits.slice(0, last);
  const amount = Number(`${whole.replace(/\D/g, "")}.${digits.slice(whole.length).replace(/\D/g, "")}`);
  return MINUS.test(text.slice(0, found.index)) ? -amount : amount;
}

/** Whether the last separator of a number divides thousands rather than decimals. */
function groups(digits: string, last: number, language: string): boolean {
  const separator = digits[last]!;
  if (digits.indexOf(separator) < last) return true;
  // Two kinds of separator: the last one marks the decimals. Nothing groups after a leading zero.
  if (separator === "٫" || !/^[1-9]\d{0,2}\D\d{3}$/.test(digits)) return false;
  return separator !== decimalSeparator(language);
}

function decimalSeparator(language: string): string {
  try {
    const parts = new Intl.NumberFormat(language).formatToParts(0.5);
    return parts.find((part) => part.type === "decimal")!.value;
  } catch {
    return ".";
  }
}

/** The Latin form of a digit: Unicode keeps the ten digits of a script side by side, from zero up. */
function latinDigit(digit: string): string {
  const code = digit.codePointAt(0)!;
  let value = 0;
  while (/\p{Nd}/u.test(String.fromCodePoint(code - value - 1))) value++;
  return String(value);
}
