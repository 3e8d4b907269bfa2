import fc from "fast-check";
import { expect, test } from "vitest";
import { baseLanguage, canonicalJson, ownersTexts, textsSource } from "../../shared/receipt-texts.ts";

test("equal values have equal JSON, whatever the order of their members", () => {
  fc.assert(
    fc.property(fc.jsonValue(), (value) => {
      expect(JSON.parse(canonicalJson(value))).toEqual(JSON.parse(JSON.stringify(value)));
      expect(canonicalJson(turned(value))).toBe(canonicalJson(value));
    }),
  );
});

function turned(value: unknown): unknown {
  if (Array.isArray(value)) return value.map(turned);
  if (typeof value !== "object" || value === null) return value;
  return Object.fromEntries(
    Object.entries(value)
      .reverse()
      .map(([name, member]) => [name, turned(member)]),
  );
}

test("what is absent is left out", () => {
  expect(canonicalJson({ b: undefined, a: [{ d: 1, c: "ü" }] })).toBe('{"a":[{"c":"ü","d":1}]}');
});

test("our texts and the owner's both count", () => {
  expect(textsSource("abc", ownersTexts({ policyUrl: "/privacy" }))).toBe(
    '{"ours":"abc","owner":{"policyUrl":"/privacy"}}',
  );
  expect(textsSource("abc", ownersTexts({}))).toBe('{"ours":"abc","owner":{}}');
});

test("words of what only shows something aren't part of it", () => {
  const title = "Nasze";
  const texts = {
    pl: { title, centre: { title }, why: { title }, receipt: { title }, sensitive: { title } },
  };
  expect(ownersTexts({ texts })).toEqual({ texts: { pl: { title, sensitive: { title } } } });
});

test("the owner's texts are part of it, and stand over English in a language that is only theirs", () => {
  const texts = { it: { title: "Una domanda" } };
  expect(textsSource("abc", ownersTexts({ texts }))).toBe(
    '{"ours":"abc","owner":{"texts":{"it":{"title":"Una domanda"}}}}',
  );
  const languages = ["pl", "it", "pt", "cs"].map((each) =>
    baseLanguage(each, { en: "", pl: "" }, { texts: { ...texts, "pt-BR": {} } }),
  );
  expect(languages).toEqual(["pl", "en", "en", undefined]);
});
