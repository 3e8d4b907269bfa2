import * as v from "valibot";
import { dateSchema, textSchema, whenSchema } from "./parts.ts";

/** HTML, or HTML by language. Files beside the site file are read in before it is checked here. */
const htmlSchema = v.union([v.string(), v.record(v.string(), v.string())]);

const about = {
  label: v.optional(textSchema),
  /** URLPattern pathnames; absent means every page. */
  pages: v.optional(v.array(v.string())),
  target: v.pipe(v.string(), v.nonEmpty()),
  when: v.optional(whenSchema),
  /** When two blocks want the same element and operation, the higher one wins. */
  priority: v.optional(v.number(), 0),
  from: v.optional(dateSchema),
  /** The last day. */
  until: v.optional(dateSchema),
};

/** Either what to put there, or cases of which the first that matches counts. */
function withCases<Content extends v.ObjectEntries>(content: Content) {
  const caseSchema = v.strictObject({ when: v.optional(whenSchema), ...content });
  return { ...v.partial(v.strictObject(content)).entries, cases: v.optional(v.pipe(v.array(caseSchema), v.minLength(1))) };
}

const htmlOps = ["content", "replace", "before", "after", "prepend", "append"] as const;

/** A block: content + target + operation + condition + priority. */
export const blockSchema = v.variant("op", [
  v.strictObject({ op: v.picklist(htmlOps), ...about, ...withCases({ html: htmlSchema }) }),
  v.strictObject({ op: v.literal("text"), ...about, ...withCases({ text: textSchema }) }),
  v.strictObject({ op: v.literal("remove"), ...about }),
  v.strictObject({ op: v.literal("attributes"), ...about, set: v.optional(v.record(v.string(), v.string()), {}), remove: v.optional(v.array(v.string()), []) }),
  v.strictObject({ op: v.literal("class"), ...about, add: v.optional(v.array(v.string()), []), remove: v.optional(v.array(v.string()), []) }),
]);
export type Block = v.InferOutput<typeof blockSchema>;
