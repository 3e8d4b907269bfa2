import type { AskQuestion } from "../site/ask-schema.ts";
import type { AskBlock } from "../site/block-schema.ts";
import type { Site } from "../site/schema.ts";
import type { Count } from "../wire.ts";
import { PRESETS } from "./presets.ts";

/** From which number to which the answers of a scale go. */
const SCALES: Readonly<Partial<Record<QuestionType, readonly [from: number, to: number]>>> = {
  nps: [0, 10],
  csat: [1, 5],
  ces: [1, 7],
  stars: [1, 5],
};

export type QuestionType = NonNullable<AskQuestion["type"]>;

/** The name under which `next` means that nothing more is asked. */
export const END = "end";

/** What a question asks for: as its owner says, else as its preset does; undefined where neither does. */
export function typeOf({ type, preset }: AskQuestion): QuestionType | undefined {
  return type ?? (preset && PRESETS[preset].type);
}

/** Whether its answers are the numbers of a scale. */
export function isScale(question: AskQuestion): boolean {
  const type = typeOf(question);
  return type !== undefined && SCALES[type] !== undefined;
}

/** Every answer that a question can have, in their order; none of what is written freely. */
export function valuesOf(question: AskQuestion): readonly string[] {
  const type = typeOf(question);
  const scale = type && SCALES[type];
  if (scale) {
    const [from, to] = scale;
    return Array.from({ length: to - from + 1 }, (_, index) => String(from + index));
  }
  if (type === "text") return [];
  return (
    question.options?.map(({ value }) => value) ?? (question.preset && PRESETS[question.preset].values) ?? []
  );
}

/** How the form of a block's questions begins, which nothing else does. */
export const FORM_START = "<form data-selvedge-ask=";

/** Whether something done to a page is a block that asks something. */
export function isAsking(edit: object): boolean {
  return "html" in edit && typeof edit.html === "string" && edit.html.startsWith(FORM_START);
}

/**
 * Whether the site file has this answer, as one that may be counted. What is answered for a sensitive attribute isn't.
 */
export function isCountedAnswer(
  [, block, question, value]: Extract<Count, readonly ["answer", ...unknown[]]>,
  { blocks, attributes }: Pick<Site, "blocks" | "attributes">,
): boolean {
  const declared = Object.hasOwn(blocks, block) ? blocks[block]! : undefined;
  const asked = declared?.op === "ask" ? declared.questions.find(({ id }) => id === question) : undefined;
  const isSensitive = asked?.attribute !== undefined && attributes[asked.attribute]?.sensitive === true;
  return asked !== undefined && !isSensitive && valuesOf(asked).includes(value);
}

/**
 * Whether the edge writes it into the page: where nothing but the edge decides whether it is shown. What the device has
 * to decide about is told as a message, and comes in where nothing moves that is seen.
 */
export function isInPage(block: AskBlock): boolean {
  const { kind, trigger, sample, times, perDay, every } = block;
  return (
    kind === "inline" &&
    trigger === "view" &&
    [sample, times, perDay, every].every((cap) => cap === undefined)
  );
}
