import type { Condition } from "../condition/match.ts";
import type { BucketRange } from "../describe-bucket.ts";
import type { Explanation, Reason } from "./explain.ts";
import { isContext } from "./facts.ts";
import { OPPOSITES } from "./formula.ts";
import { conditionText, isAmount, needText } from "./needs.ts";
import type { Language, Voice } from "./text/language.ts";
import { type Values, bucketText, joined, quote, valueText } from "./values.ts";
import { type AttributeWords, type Vocabulary, segmentName, textIn } from "./vocabulary.ts";

/** The reasons as clauses, one for each thing that was looked at, in the order of the reasons. */
export function clausesOf(
  { holds, reasons }: Explanation,
  vocabulary: Vocabulary,
  language: Language,
  voice: Voice,
): readonly string[] {
  const undecided = reasons.filter(({ operator }) => operator === "$segment");
  const paths = [...new Set(reasons.filter((reason) => !undecided.includes(reason)).map(({ path }) => path))];
  return [
    ...paths.map((path) => {
      const several = reasons.filter((reason) => reason.path === path && !undecided.includes(reason));
      return clauseOf(path, several, holds, vocabulary, language, voice);
    }),
    ...undecided.map(({ path, off }) => {
      const name = quote(segmentName(path, vocabulary, language.tag), language);
      return off ? language.clauses.segmentOff(name, voice) : language.clauses.undecided(name);
    }),
  ];
}

/** One clause for all reasons that look at the same. */
function clauseOf(
  path: string,
  reasons: readonly Reason[],
  holds: Explanation["holds"],
  vocabulary: Vocabulary,
  language: Language,
  voice: Voice,
): string {
  const { clauses } = language;
  const attribute = attributeAt(path, vocabulary);
  const name = nameOf(path, attribute, language, voice);
  const values = valuesOf(path, attribute, reasons);
  // Where nothing was enough, any one of them might have been.
  const need = (values: Values) =>
    joined(
      reasons.map((reason) => needOf(reason, values, language)),
      holds === true ? "and" : "or",
      language,
    );
  const needed = language.needed(
    need(values),
    reasons.every(({ operator, operand }) => isAmount(operator, operand)),
  );

  const { seen, off } = reasons[0]!;
  if (off) return clauses.off(name, voice);
  if (seen === undefined) return clauses.unknown(name, needed);
  const value = "value" in seen ? seen.value : onlyValue(seen.bucket, values);
  if (typeof value === "boolean") return clauses.flag(name, value);
  if (value === null) {
    return clauses.empty(name, need(values) === language.needs.nothing ? "" : needed);
  }
  const event = countedBy(path, attribute);
  const counted = event === undefined ? values : { ...values, unit: { event } };
  const said =
    "value" in seen ? valueText(value, counted, language) : bucketText(seen.bucket, counted, language);
  if (said === undefined) return holds ? clauses.is(name, need(values), "") : clauses.unfit(name, needed);
  const rest = said === need(counted) ? "" : needed;
  return event === undefined
    ? clauses.is(name, said, rest)
    : clauses.counted(said, event, limitsOf(attribute!, language), rest, voice);
}

/** What must hold. */
function needOf({ path, operator, operand, negated }: Reason, values: Values, language: Language): string {
  if (operator === "$and") {
    const [condition] = operand as readonly [Condition];
    return conditionText(condition, path, values, language, negated);
  }
  const positive = OPPOSITES[operator];
  const isOpposite = positive !== undefined || (operator === "$exists" && operand === false);
  const atom = { key: "", path, operator: positive ?? operator, operand, truth: undefined };
  return needText({ atom, negated: isOpposite !== (negated ?? false) }, values, language);
}

/** The only value of a bucket that says more than a range does: yes, no, or nothing. */
function onlyValue(bucket: BucketRange, { isFlag, mayBeNothing }: Values): boolean | null | undefined {
  const { none, values, ...rest } = bucket;
  if (Object.keys(rest).length > 0) return undefined;
  if (isFlag && values?.length === 1) return values[0] === "true";
  return none && mayBeNothing && values === undefined ? null : undefined;
}

function attributeAt(path: string, { attributes }: Vocabulary): AttributeWords | undefined {
  const [id] = path.split(".", 1) as [string];
  return !isContext(path) && Object.hasOwn(attributes, id) ? attributes[id] : undefined;
}

/** What stands at a path: the owner's label in quotes, else what it is. */
function nameOf(
  path: string,
  attribute: AttributeWords | undefined,
  language: Language,
  voice: Voice,
): string {
  if (path === "context") return language.request;
  if (isContext(path)) {
    const name = path.slice("context.".length);
    return Object.hasOwn(language.contexts, name) ? language.contexts[name]! : quote(name, language);
  }
  const [id, ...fields] = path.split(".") as [string, ...string[]];
  const parts = fields.map((field) =>
    Object.hasOwn(language.fields, field) ? language.fields[field]! : quote(field, language),
  );
  const name = attributeName(id, attribute, language, voice);
  return parts.length === 0 ? name : `${name} (${parts.join(", ")})`;
}

/** What an attribute is called: by its label, else by what it is. */
export function attributeName(
  id: string,
  attribute: AttributeWords | undefined,
  language: Language,
  voice: Voice,
): string {
  const label = textIn(attribute?.label, language.tag);
  if (label !== undefined) return quote(label, language);
  const kind: string | undefined = attribute?.definition.kind;
  if (!attribute || kind === undefined || !Object.hasOwn(language.kinds, kind)) return quote(id, language);
  const { event = "", of = "", steps = [] } = attribute.definition;
  const parts = { id: quote(id, language), event, of: quote(of, language), steps };
  return language.kinds[kind]!(parts, voice) + limitsOf(attribute, language);
}

/** The event that is counted, where the count has no label that says it otherwise. */
function countedBy(path: string, attribute: AttributeWords | undefined): string | undefined {
  if (attribute?.label !== undefined || attribute?.definition.kind !== "count") return undefined;
  return path.includes(".") ? undefined : attribute.definition.event;
}

function limitsOf({ definition: { within, since, where } }: AttributeWords, language: Language): string {
  return language.limits({
    days: within,
    since,
    where: where && conditionText(where, undefined, {}, language),
  });
}

/** How the values at a path are said. Weekdays in an order are numbers, as the rule has them. */
function valuesOf(path: string, attribute: AttributeWords | undefined, reasons: readonly Reason[]): Values {
  const isOrder = reasons.some(({ operator }) => /^\$[gl]te?$/.test(operator));
  if (isContext(path))
    return { term: isOrder ? undefined : path.slice("context.".length), mayBeNothing: true };
  if (!attribute) return {};
  const { definition, isWhole, isFlag, mayBeNothing } = attribute;
  const { event, of } = definition;
  return {
    term: event === "visit" && !isOrder ? of : undefined,
    unit: definition.kind === "daysSince" ? "day" : undefined,
    isWhole,
    isFlag,
    mayBeNothing,
  };
}
