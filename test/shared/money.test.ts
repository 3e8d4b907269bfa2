import { assert, constantFrom, integer, property, string } from "fast-check";
import { describe, expect, test } from "vitest";
import { parseMoney } from "../../shared/money.ts";

describe("parseMoney", () => {
  test.each([
    ["1 299,00 zł", "pl", 1299],
    ["1\u00a0299,00\u00a0zł", "pl", 1299],
    ["1\u202f299,50 €", "fr", 1299.5],
    ["$1,299.00", "en", 1299],
    ["1.299 €", "de", 1299],
    ["1.299 €", "es", 1299],
    ["1.299", "en", 1.299],
    ["1,299", "en", 1299],
    ["1,299", "pl", 1.299],
    ["0.299", "de", 0.299],
    ["1.299,-", "de", 1299],
    ["CHF 1’299.00", "de-CH", 1299],
    ["CHF 1'299.–", "de-CH", 1299],
    ["12,34,567.00 ₹", "en-IN", 1234567],
    ["1.234.567", "en", 1234567],
    ["19", "en", 19],
    ["19.9", "de", 19.9],
    ["from 19,90 €", "en", 19.9],
    ["10-20 zł", "pl", 10],
    ["−5,00 €", "de", -5],
    ["-$5.00", "en", -5],
    ["(5.00)", "en", -5],
    ["Pre-order: 5 €", "en", 5],
    ["Cart - 5 items", "en", 5],
    ["١٬٢٩٩٫٥٠", "ar", 1299.5],
    ["۱۲۹۹", "fa", 1299],
    ["1,299.00", "not a language", 1299],
    ["1,299.00", "", 1299],
  ])("%s in %s is %d", (text, language, amount) => {
    expect(parseMoney(text, language)).toBe(amount);
  });

  test.each(["", "free", "—", "zł", "."])("%j is no amount", (text) => {
    expect(parseMoney(text, "en")).toBeUndefined();
  });

  const LANGUAGES = [
    "en-US",
    "en-GB",
    "en-IN",
    "pl-PL",
    "ru-RU",
    "de-DE",
    "de-CH",
    "de-AT",
    "fr-FR",
    "fr-CH",
    "es-ES",
    "pt-BR",
    "pt-PT",
    "it-IT",
    "nl-NL",
    "sv-SE",
    "nb-NO",
    "da-DK",
    "fi-FI",
    "cs-CZ",
    "sk-SK",
    "hu-HU",
    "uk-UA",
    "tr-TR",
    "ja-JP",
    "zh-CN",
    "ko-KR",
    "ar-EG",
    "ar-AE",
    "fa-IR",
    "hi-IN",
    "mr-IN-u-nu-deva",
    "bn-BD",
    "th-TH",
    "he-IL",
    "lt-LT",
    "lv-LV",
    "et-EE",
    "el-GR",
    "ro-RO",
    "bg-BG",
    "my-MM",
  ];

  test("reads back what Intl.NumberFormat writes, in every language", () => {
    assert(
      property(
        constantFrom(...LANGUAGES),
        constantFrom("PLN", "EUR", "USD", "JPY", "CHF", "CZK"),
        integer({ min: -10_000_000, max: 10_000_000_00 }),
        (language, currency, cents) => {
          const format = new Intl.NumberFormat(language, { style: "currency", currency });
          const amount = currency === "JPY" ? Math.trunc(cents / 100) : cents / 100;
          expect(Math.abs(parseMoney(format.format(amount), language)! - amount)).toBe(0);
        },
      ),
      { numRuns: 3000 },
    );
  });

  test("never throws, and is a finite number or nothing", () => {
    assert(
      property(string({ unit: "binary" }), string(), (text, language) => {
        const amount = parseMoney(text.slice(0, 200), language);
        return amount === undefined || Number.isFinite(amount);
      }),
    );
  });
});
