import { joinPath } from "../issue.ts";
import type { AskBlock, MessageBlock } from "./block-schema.ts";
import { checkCases } from "./check-cases.ts";
import { checkTarget } from "./check-target.ts";
import { checkTexts, type Texts } from "./check-texts.ts";
import type { Checking } from "./checking.ts";
import type { Trigger } from "./message-schema.ts";
import type { Site } from "./schema.ts";

/** Checks how a message looks, when it comes and how often, and what it says. */
export function checkMessage(checking: Checking, block: MessageBlock, path: string): void {
  const check = (html: Texts, place: string) => checkTexts(checking, html, "html", undefined, place);
  checkCases(checking, "html", { own: block.html, cases: block.cases }, path, check);
  checkShown(checking, block, path);
}

/** The same for all that is shown as messages are, but for what it says. */
export function checkShown(checking: Checking, block: MessageBlock | AskBlock, path: string): void {
  const report = (key: string, message: string) => checking.report(joinPath(path, key), message);
  const { kind, at, target, place, times = Infinity, perDay = 0, every } = block;
  if (kind === "inline") {
    if (target === undefined) report("target", "missing, expected a CSS selector for where it goes");
    else checkTarget(checking, target, path);
  } else {
    if (target !== undefined) report("target", `a ${kind} is above the page; only "inline" goes into it`);
    if (place !== undefined) report("place", `a ${kind} is above the page; only "inline" goes into it`);
  }
  if (at !== undefined && kind !== "bar")
    report("at", `only a bar is at an edge of the window, not a ${kind}`);
  if (perDay > times) report("perDay", `expected no more than "times" (${times})`);
  if (perDay > 1 && every !== undefined)
    report("perDay", `with "every" (${every}) it comes once on a day at most`);
  if (every !== undefined && times === 1) report("every", 'with "times": 1 there is no second time');
  checkTriggers(checking, block, joinPath(path, "trigger"));
}

function checkTriggers({ report }: Checking, block: MessageBlock | AskBlock, path: string): void {
  const triggers = [block.trigger].flat();
  const isAsked = [block, ...(("cases" in block && block.cases) || [])].some(
    ({ when }) => when !== undefined,
  );
  const seen = new Set<string>();
  triggers.forEach((trigger, index) => {
    const key = Array.isArray(block.trigger) ? joinPath(path, index) : path;
    const written = JSON.stringify(trigger);
    if (seen.has(written)) report(key, `${written} is listed twice`);
    seen.add(written);
    if (trigger === "enter" && !isAsked) report(key, 'nothing becomes true: the message has no "when"');
    if (trigger === "view" && triggers.length > 1) report(key, "it comes at once, so the others never count");
    const problem = typeof trigger === "object" ? problemOf(trigger) : undefined;
    if (problem !== undefined) report(key, problem);
  });
}

function problemOf({ count, ...rest }: Exclude<Trigger, string>): string | undefined {
  const { event, ...measured } = rest;
  const given = Object.values(rest).filter((value) => value !== undefined);
  if (given.length !== 1) return "expected exactly one of event, time, scroll, idle";
  if (count !== undefined && Object.keys(measured).length > 0) return "count is of an event";
  return event === "visit" ? 'a visit has no event of its own: expected "visit" as the trigger' : undefined;
}

/** Checks what is said of all messages together. */
export function checkMessages({ messages: { perDay, perVisit } }: Site, report: Checking["report"]): void {
  if (perVisit > perDay)
    report(joinPath("messages", "perVisit"), `expected no more than "perDay" (${perDay})`);
}
