import { expect, test } from "vitest";
import { formatPreview, NO_CHANGES, type Preview } from "../../shared/preview/preview.ts";
import { sealLink } from "../../tools/preview-token.ts";

const PREVIEW: Preview = {
  subject: {
    who: "visitor",
    name: "Łukasz",
    plan: "plan",
    buckets: [1, null],
    consent: "yes",
    context: { hour: 9 },
  },
  changes: NO_CHANGES,
  until: 1_800_000_000,
};

test("a link is sealed as the Worker does it", () => {
  // The other half of this test: test/worker/preview/start.test.ts.
  expect(sealLink(PREVIEW, "secret", "shop")).toBe(`${formatPreview(PREVIEW)}.fcP4UPj2pMdjhC8bm2cRbA`);
});

test("another secret, and another site, seal otherwise", () => {
  const sealed = [
    sealLink(PREVIEW, "secret", "shop"),
    sealLink(PREVIEW, "other", "shop"),
    sealLink(PREVIEW, "secret", "other"),
  ];
  expect(new Set(sealed).size).toBe(3);
});
