import fc from "fast-check";
import { expect, test } from "vitest";
import { fromBase64Url, toBase64Url } from "../../shared/base64url.ts";

const text = fc.string({ unit: "grapheme", maxLength: 40 });

test("spells texts as every other implementation does, and reads them back", () => {
  fc.assert(
    fc.property(text, (text) => {
      const encoded = toBase64Url(text);
      expect(encoded).toBe(Buffer.from(text).toString("base64url"));
      expect(fromBase64Url(encoded)).toBe(text);
    }),
  );
});

test("of whatever stands there, only the right spelling is spelled so again", () => {
  const letters = fc.string({ unit: fc.constantFrom(..."ABCabc019-_=+/ .%é"), maxLength: 12 });
  fc.assert(
    fc.property(letters, (encoded) => {
      let again: string | undefined;
      try {
        again = toBase64Url(fromBase64Url(encoded));
      } catch {
        return;
      }
      const bytes = Buffer.from(encoded, "base64url");
      const isRight = bytes.toString("base64url") === encoded && Buffer.from(bytes.toString()).equals(bytes);
      expect(again === encoded).toBe(isRight);
    }),
    { numRuns: 3000 },
  );
});
