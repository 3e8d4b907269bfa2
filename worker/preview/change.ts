import * as v from "valibot";
import { DAY_MILLISECONDS } from "../../shared/day.ts";
import type { CompiledSite } from "../../shared/decision.ts";
import { type Issue, joinPath, type Result } from "../../shared/issue.ts";
import type { PreviewChange } from "../../shared/preview/data.ts";
import { type Changes, NO_CHANGES, type Preview } from "../../shared/preview/preview.ts";
import { CONTEXT_TYPES } from "../../shared/site/known.ts";

const switches = v.exactOptional(v.record(v.string(), v.nullable(v.boolean())));

/** The body of `POST {path}/preview/change`. */
export const changeSchema = v.strictObject({
  segments: switches,
  blocks: switches,
  context: v.exactOptional(v.record(v.string(), v.nullable(v.union([v.string(), v.number()])))),
  buckets: v.exactOptional(v.record(v.string(), v.nullable(v.number()))),
  variants: v.exactOptional(v.record(v.string(), v.nullable(v.string()))),
  consent: v.exactOptional(v.nullable(v.picklist(["yes", "unanswered", "no"]))),
  day: v.exactOptional(v.nullable(v.pipe(v.string(), v.isoDate('expected a day such as "2026-12-24"')))),
  reset: v.exactOptional(v.literal(true)),
}) satisfies v.GenericSchema<PreviewChange>;

/** A preview after a change, or everything that is wrong with it. */
export function changed(preview: Preview, change: PreviewChange, compiled: CompiledSite): Result<Preview> {
  const issues = issuesOf(change, preview, compiled);
  if (issues.length > 0) return { ok: false, issues };
  const { segments, blocks, context, buckets, ...rest } = change.reset ? NO_CHANGES : preview.changes;
  const { consent = rest.consent, day } = change;
  const variants = merged(rest.variants ?? {}, change.variants);
  const number = day === undefined ? rest.day : day === null ? null : Date.parse(day) / DAY_MILLISECONDS;
  const changes: Changes = {
    segments: merged(segments, change.segments),
    blocks: merged(blocks, change.blocks),
    context: withUnknown(merged<string | number | null>(context, change.context)),
    buckets: merged(buckets, change.buckets),
    ...(Object.keys(variants).length > 0 && { variants }),
    ...(consent && { consent }),
    ...(typeof number === "number" && { day: number }),
  };
  return { ok: true, value: { ...preview, changes } };
}

/** An empty text makes a fact unknown, since null takes a switch back. */
function withUnknown(facts: Changes["context"]): Changes["context"] {
  return Object.fromEntries(
    Object.entries(facts).map(([name, value]) => [name, value === "" ? null : value]),
  );
}

/** Both, the later one first; null takes away. */
function merged<Value>(
  before: Readonly<Record<string, Value>>,
  now: Readonly<Record<string, Value | null>> = {},
): Readonly<Record<string, Value>> {
  const kept = Object.entries(before).filter(([name]) => !Object.hasOwn(now, name));
  const added = Object.entries(now).filter((entry): entry is [string, Value] => entry[1] !== null);
  return Object.fromEntries([...kept, ...added]);
}

function issuesOf(
  change: PreviewChange,
  { subject }: Preview,
  { site, plan }: CompiledSite,
): readonly Issue[] {
  const issues: Issue[] = [];
  const refuse = (field: string, name: string, message: string) =>
    void issues.push({ path: joinPath(field, name), message });
  for (const field of ["segments", "blocks"] as const)
    for (const id of Object.keys(change[field] ?? {}))
      if (!Object.hasOwn(site[field], id)) refuse(field, id, "the site file has none of that name");
  for (const [name, value] of Object.entries(change.context ?? {})) {
    const type = Object.hasOwn(CONTEXT_TYPES, name) ? CONTEXT_TYPES[name] : undefined;
    if (type === undefined) refuse("context", name, "a name that no context has");
    else if (value !== null && value !== "" && typeof value !== type)
      refuse("context", name, `expected a ${type}, "" or null`);
  }
  for (const [id, value] of Object.entries(change.buckets ?? {})) {
    const count = plan.entries.find((entry) => entry.id === id)?.attribute.buckets?.count;
    if (count === undefined) refuse("buckets", id, "no such attribute is projected");
    else if (subject.who === "me") refuse("buckets", id, "can't be changed in a preview of yourself");
    else if (value !== null && !(Number.isInteger(value) && value >= 0 && value < count))
      refuse("buckets", id, `expected a whole number from 0 to ${count - 1}`);
  }
  for (const [id, value] of Object.entries(change.variants ?? {})) {
    const experiment = plan.experiments.find((each) => each.id === id);
    if (!experiment) refuse("variants", id, "the site file has no experiment of that name");
    else if (value !== null && !experiment.variants.includes(value))
      refuse("variants", id, `expected one of ${experiment.variants.join(", ")}`);
  }
  if (change.consent !== undefined && subject.who === "me")
    issues.push({ path: "consent", message: "can't be changed in a preview of yourself" });
  return issues;
}
