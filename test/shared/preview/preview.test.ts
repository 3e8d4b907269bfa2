import fc from "fast-check";
import { describe, expect, test } from "vitest";
import {
  changeCount,
  formatPreview,
  NO_CHANGES,
  parsePreview,
  type Preview,
} from "../../../shared/preview/preview.ts";

const facts = fc.dictionary(
  fc.string(),
  fc.oneof(fc.string({ unit: "grapheme" }), fc.integer(), fc.constant(null)),
  {
    maxKeys: 5,
    noNullPrototype: true,
  },
);
const switches = fc.dictionary(fc.string(), fc.boolean(), { maxKeys: 5, noNullPrototype: true });
const consent = fc.constantFrom("yes", "unanswered", "no");
const previews: fc.Arbitrary<Preview> = fc.record(
  {
    subject: fc.record(
      {
        who: fc.constantFrom("me", "visitor"),
        name: fc.string({ unit: "grapheme" }),
        plan: fc.string(),
        buckets: fc.array(fc.oneof(fc.nat(63), fc.constant(null))),
        consent,
        context: facts,
        day: fc.nat(30_000),
      },
      { requiredKeys: ["who", "name", "plan", "buckets", "consent", "context"], noNullPrototype: true },
    ),
    changes: fc.record(
      {
        segments: switches,
        blocks: switches,
        context: facts,
        buckets: fc.dictionary(fc.string(), fc.nat(63), { maxKeys: 5, noNullPrototype: true }),
        consent,
        day: fc.nat(30_000),
      },
      { requiredKeys: ["segments", "blocks", "context", "buckets"], noNullPrototype: true },
    ),
    until: fc.nat(),
  },
  { noNullPrototype: true },
);

describe("the text of a preview", () => {
  test("says all of it, whatever it is, in letters that cookies and URLs take", () => {
    fc.assert(
      fc.property(previews, (preview) => {
        const text = formatPreview(preview);
        expect(text).toMatch(/^1\.[\w-]+$/);
        // As JSON: it knows no -0, and the own property "__proto__" only there.
        expect(JSON.stringify(parsePreview(text))).toBe(JSON.stringify(order(preview)));
      }),
    );
  });

  test("is none where it is of another version, or nonsense", () => {
    for (const text of ["", "1.", "2.W10", "1.W10", "1.e30", "1.%", "W10"])
      expect(parsePreview(text)).toBe(undefined);
  });
});

test("counts what is switched", () => {
  expect(changeCount(NO_CHANGES)).toBe(0);
  const changes = {
    segments: { a: true, b: false },
    blocks: { c: true },
    context: { country: null },
    buckets: { visits: 0 },
    consent: "no",
    day: 0,
  } as const;
  expect(changeCount(changes)).toBe(7);
});

/** The fields in the order in which they are read. */
function order({ subject, changes, until }: Preview): Preview {
  const { who, name, plan, buckets, consent, context, day } = subject;
  return {
    subject: { who, name, plan, buckets, consent, context, ...(day !== undefined && { day }) },
    changes,
    until,
  };
}
