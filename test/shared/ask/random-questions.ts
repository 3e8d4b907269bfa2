import fc from "fast-check";
import { END } from "../../../shared/ask/question.ts";
import type { AskQuestion } from "../../../shared/site/ask-schema.ts";

const TYPES = ["nps", "csat", "ces", "stars", "single", "multiple", "text"] as const;
const VALUES = ["a", "b", "c"];

/** Questions that lead anywhere, also in circles. */
export const randomQuestions: fc.Arbitrary<AskQuestion[]> = fc.integer({ min: 1, max: 6 }).chain((count) => {
  const ids = Array.from({ length: count }, (_, index) => `q${index}`);
  const id = fc.constantFrom(...ids, END);
  const next = fc.option(
    fc.oneof(id, fc.dictionary(fc.constantFrom(...VALUES, "0-3", "2-5", "7", "10"), id, { maxKeys: 4 })),
    { nil: undefined },
  );
  const question = (own: string) =>
    fc.record({ type: fc.constantFrom(...TYPES), next }).map(({ type, next: leads }): AskQuestion => ({
      id: own,
      type,
      text: own,
      next: leads,
      ...((type === "single" || type === "multiple") && { options: VALUES.map((value) => ({ value })) }),
      ...(type === "text" && { to: "mailto:a@example.com" }),
    }));
  return fc.tuple(...ids.map(question));
});
