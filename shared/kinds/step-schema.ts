import * as v from "valibot";
import type { Step } from "../attribute.ts";
import type { Condition } from "../condition/match.ts";
import { isObject } from "../condition/value.ts";
import { conditionSchema, described, object } from "../schema-parts.ts";
import { eventName } from "./fields.ts";

/** A step as the site file has it. */
export type StepInput =
  | string
  | { readonly event: string; readonly where?: Condition | undefined }
  | { readonly not: string; readonly where?: Condition | undefined };

const STEPS = 8;

const where = () =>
  described(v.optional(conditionSchema), "Only an event whose properties match this condition is meant.");

const happening = () => object({ event: described(eventName, "An event that happens."), where: where() });

const missing = () =>
  object({
    not: described(eventName, "An event that must not have happened by the end of that visit."),
    where: where(),
  });

/** A list of steps; errors speak of the form that is meant. */
export function stepList(withNot: boolean) {
  const event = happening();
  const not = missing();
  const forms = withNot ? [eventName, event, not] : [eventName, event];
  const message = withNot
    ? 'expected an event, { "event": event, "where": … } or { "not": event }'
    : 'expected an event or { "event": event, "where": … }';
  const any = v.union(forms, message);
  const run: (typeof any)["~run"] = (dataset, config) => {
    const input = dataset.value;
    const says = (key: string) => isObject(input) && Object.hasOwn(input, key);
    const meant = withNot && says("not") ? not : says("event") ? event : any;
    return meant["~run"](dataset, config);
  };
  const step: v.GenericSchema<StepInput> = { ...any, "~run": run };
  return v.pipe(
    v.array(step),
    v.minLength(1, "expected at least one step"),
    v.maxLength(STEPS, `expected at most ${STEPS} steps`),
  );
}

/** What a step of the site file means. */
export function stepOf(step: StepInput): Step {
  if (typeof step === "string") return { event: step };
  const condition = step.where && { where: step.where };
  return "not" in step ? { event: step.not, not: true, ...condition } : { event: step.event, ...condition };
}

/** Whether a visit of which nothing is known but that it began is what a step asks for. */
export function isBareVisit({ event, where: condition }: Step): boolean {
  return event === "visit" && !condition;
}
