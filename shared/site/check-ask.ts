import { answersOf, circleIn, neverAsked } from "../ask/flow.ts";
import { END, isScale, typeOf, valuesOf } from "../ask/question.ts";
import { guess } from "../condition/near.ts";
import { safeUrl } from "../html/escape.ts";
import { joinPath } from "../issue.ts";
import type { AskQuestion } from "./ask-schema.ts";
import type { AskBlock } from "./block-schema.ts";
import { checkShown } from "./check-message.ts";
import { type Checking, checkLanguages } from "./checking.ts";
import { CATEGORY, topicIn } from "./topics.ts";

/** Tells a problem of a question, at a place within it. */
type Report = (place: string | readonly (string | number)[], message: string) => void;

/** Checks what a block asks, that every way through its questions ends, and that answers can be kept as it says. */
export function checkAsk(checking: Checking, block: AskBlock, path: string): void {
  checkShown(checking, block, path);
  checkLanguages(checking, block.end, joinPath(path, "end"));
  const { questions } = block;
  const ids = questions.map(({ id }) => id);
  const place = joinPath(path, "questions");
  questions.forEach((question, index) => {
    const at = joinPath(place, index);
    const report: Report = (within, message) => {
      const inner = typeof within === "string" ? [within] : within;
      checking.report(
        inner.reduce<string>((outer, key) => joinPath(outer, key), at),
        message,
      );
    };
    if (question.id === END) report("id", `"${END}" is what comes after the last question`);
    else if (ids.indexOf(question.id) < index) report("id", `"${question.id}" is asked twice`);
    checkWords(checking, question, at);
    checkAnswers(question, report);
    checkNext(question, ids, report);
    checkTo(question, report);
    checkAttribute(checking, question, report);
  });
  if (new Set(ids).size < ids.length) return;
  const circle = circleIn(questions);
  if (circle) checking.report(place, `may never end: ${circle.join(" → ")}`);
  for (const id of neverAsked(questions))
    checking.report(joinPath(place, ids.indexOf(id)), `"${id}" is never asked: nothing leads to it`);
}

function checkWords(checking: Checking, question: AskQuestion, at: string): void {
  for (const key of ["text", "low", "high"] as const)
    checkLanguages(checking, question[key], joinPath(at, key));
  question.options?.forEach(({ label, alt }, index) => {
    const option = joinPath(joinPath(at, "options"), index);
    checkLanguages(checking, label, joinPath(option, "label"));
    checkLanguages(checking, alt, joinPath(option, "alt"));
  });
  const { attribute, to: _, next: __, preset: ___, type: ____, ...words } = question;
  if (attributeOf(checking, attribute)?.sensitive) return;
  const named = topicIn(words, at);
  if (named) {
    checking.report(
      named[0],
      `speaks of ${named[1]}, ${CATEGORY}; let the answer be kept by an attribute that is marked "sensitive": true, or leave it out`,
    );
  }
}

function checkAnswers(question: AskQuestion, report: Report): void {
  const { text, preset, options, low, high } = question;
  const type = typeOf(question);
  if (type === undefined) report("type", "missing, expected a type or a preset");
  if (text === undefined && preset === undefined) report("text", "missing, expected a text or a preset");
  const isChoice = type === "single" || type === "multiple";
  if (isChoice && valuesOf(question).length === 0) report("options", "missing, expected what can be chosen");
  if (!isChoice && type !== undefined && options) report("options", `${type} has answers of its own`);
  if (!isScale(question) && type !== undefined) {
    if (low !== undefined) report("low", `${type} is no scale`);
    if (high !== undefined) report("high", `${type} is no scale`);
  }
  options?.forEach(({ value, image, alt }, index) => {
    const place = ["options", index];
    if (options.findIndex((option) => option.value === value) < index)
      report([...place, "value"], `"${value}" is listed twice`);
    if (image !== undefined && (safeUrl(image) === undefined || /^(?:mailto|tel):/i.test(image)))
      report([...place, "image"], `expected a URL that is http(s) or relative, got ${JSON.stringify(image)}`);
    if (image === undefined && alt !== undefined) report([...place, "alt"], "there is no image");
  });
}

function checkNext(question: AskQuestion, ids: readonly string[], report: Report): void {
  const { next } = question;
  const refuse = (place: string | string[], id: string) => {
    if (id !== END && !ids.includes(id))
      report(place, guess(`there is no question ${JSON.stringify(id)}`, id, [...ids, END]));
  };
  if (typeof next === "string") return refuse("next", next);
  for (const [key, id] of Object.entries(next ?? {})) {
    const place = ["next", key];
    refuse(place, id);
    if (answersOf(key, question).length === 0)
      report(place, guess(`there is no answer ${JSON.stringify(key)}`, key, valuesOf(question)));
  }
}

function checkTo(question: AskQuestion, report: Report): void {
  const { to } = question;
  if (typeOf(question) !== "text") {
    if (to !== undefined) report("to", "only what is written freely is sent anywhere");
    return;
  }
  if (to === undefined) report("to", "missing, expected where it is sent: an https URL, or a mailto: link");
  else if (!/^https:\/\/[^/?#\s@]+(?:[/?#]\S*)?$|^mailto:[^?\s@]+@[^?\s@]+(?:\?\S*)?$/i.test(to))
    report("to", `expected an https URL, or a mailto: link, got ${JSON.stringify(to)}`);
}

function checkAttribute(checking: Checking, question: AskQuestion, report: Report): void {
  const { attribute } = question;
  if (attribute === undefined) return;
  const type = typeOf(question);
  if (type === "text") return report("attribute", "what is written freely isn't kept");
  if (!checking.names.attributes.has(attribute))
    return report(
      "attribute",
      guess(`unknown attribute "${attribute}"`, attribute, checking.names.attributes),
    );
  const kept = attributeOf(checking, attribute);
  if (!kept) return;
  if (!("declared" in kept || "choices" in kept))
    return report("attribute", `"${attribute}" isn't declared by the visitor`);
  if (type === "multiple" && "declared" in kept)
    return report("attribute", `"${attribute}" is "declared", which holds one answer; make it "choices"`);
  if (type !== "multiple" && "choices" in kept)
    return report(
      "attribute",
      `"${attribute}" is "choices", of which only "multiple" asks; make it "declared"`,
    );
  const values: readonly string[] = "choices" in kept ? kept.choices : kept.declared;
  const missing = valuesOf(question).filter((value) => !values.includes(value));
  if (missing.length > 0)
    report("attribute", `"${attribute}" doesn't take ${missing.map((value) => `"${value}"`).join(", ")}`);
}

function attributeOf({ site }: Checking, id: string | undefined) {
  return id !== undefined && Object.hasOwn(site.attributes, id) ? site.attributes[id] : undefined;
}
