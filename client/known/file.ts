import * as v from "valibot";
import type { TransferIssue } from "./contract.ts";

/** What a file may be at most, in characters: profile and ledger have limits of their own. */
const FILE_CHARACTERS = 256 * 1024;

const id = v.pipe(v.string(), v.nonEmpty("expected an id"));
const ids = v.array(id, "expected a list of ids");
const whole = v.pipe(
  v.number("expected a whole number"),
  v.safeInteger("expected a whole number"),
  v.minValue(0, "expected 0 or more"),
);
const day = v.pipe(
  v.string('expected a day such as "2026-11-22"'),
  v.check(
    (text) => /^\d{4}-\d\d-\d\d$/.test(text) && !Number.isNaN(Date.parse(text)),
    'expected a day such as "2026-11-22"',
  ),
);

/** The file, as docs/export.md describes it. What was sent, and the receipt, are of the other browser, and only told. */
const fileSchema = v.object({
  selvedge: v.literal(1, "expected 1, the version of these files"),
  site: v.string("expected the id of the site"),
  day,
  profile: v.object({ since: day, visits: whole, visitDay: day }, "expected a profile"),
  attributes: v.record(
    id,
    v.object(
      { definition: v.string("expected the name of a definition"), state: v.optional(v.unknown()) },
      "expected an attribute",
    ),
    "expected attributes by id",
  ),
  switchedOff: v.object(
    {
      all: v.optional(v.literal(true, "expected true, or nothing")),
      attributes: ids,
      segments: ids,
      blocks: ids,
    },
    "expected what is switched off",
  ),
  recent: v.optional(v.unknown()),
});

/** A file that can be read. */
export type ProfileFile = v.InferOutput<typeof fileSchema>;

/** Reads the text of such a file; everything that is wrong with it, each with its place. */
export function readFile(
  text: string,
):
  | { readonly ok: true; readonly file: ProfileFile }
  | { readonly ok: false; readonly issues: TransferIssue[] } {
  const refuse = (message: string) => ({ ok: false as const, issues: [{ path: "", message }] });
  if (text.length > FILE_CHARACTERS) return refuse(`longer than ${FILE_CHARACTERS} characters`);
  let input: unknown;
  try {
    input = JSON.parse(text);
  } catch {
    return refuse("expected JSON");
  }
  if (typeof input !== "object" || input === null || Array.isArray(input))
    return refuse("expected an object");
  const parsed = v.safeParse(fileSchema, input);
  if (parsed.success) return { ok: true, file: parsed.output };
  return {
    ok: false,
    issues: parsed.issues.map((issue) => ({
      path: v.getDotPath(issue) ?? "",
      message: issue.received === "undefined" ? "missing" : issue.message,
    })),
  };
}
