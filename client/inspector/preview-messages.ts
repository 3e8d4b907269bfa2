import type { TagMessage } from "../../shared/message-wire.ts";
import type { PageDecision } from "../../shared/wire.ts";
import { frameOf } from "../messages/frame.ts";
import { putInto } from "../parts/messages-inline.ts";
import { reveal } from "../questions/reveal.ts";
import { beginAnew, chosenIn, formAround, goBack, goOn, say, stepOf } from "../questions/steps.ts";
import { nodesOf } from "../tag-mode/apply.ts";
import { PREVIEW_DECISION_ID } from "./page-data.ts";

// In the preview of somebody else the tag doesn't run: here messages are shown when the owner asks for it, and questions
// can be gone through. Nothing is remembered, counted or sent.

/** The messages that are decided for this page, by block. */
function messages(): ReadonlyMap<string, TagMessage> {
  const { blocks } = JSON.parse(
    document.getElementById(PREVIEW_DECISION_ID)?.textContent ?? '{"blocks":[]}',
  ) as PageDecision;
  return new Map(blocks.flatMap(({ id, message }) => (message ? [[id, message] as const] : [])));
}

let takeAway = () => {};
let practising = false;

/**
 * Shows a message now, whatever its triggers and caps, in the place of one that is shown already. False where the page
 * doesn't let it: no element for it, something that can be seen would move, or a policy refuses its markup. `alone`: no
 * tag runs that would make its questions work.
 */
export function showMessage(block: string, alone: boolean): boolean {
  const message = messages().get(block);
  if (!message) return false;
  takeAway();
  if (alone && message.asks !== undefined) practise();
  try {
    const end = () => takeAway();
    const { host, open, remove } = frameOf(message, nodesOf(message.html, document.body), end);
    const takeOut = message.kind === "inline" ? putInto(message, host) : remove;
    if (!takeOut) return false;
    takeAway = () => {
      takeAway = () => {};
      takeOut();
    };
    if (message.kind !== "inline") open();
    return true;
  } catch {
    return false;
  }
}

/** Once a page: lets questions be gone through, on the page and in messages; whatever is written stays there. */
export function practise(): void {
  if (practising) return;
  practising = true;
  reveal();
  document.addEventListener("submit", (event) => {
    const form = formAround(event.target);
    if (!form) return;
    event.preventDefault();
    const step = stepOf(form);
    const values = chosenIn(step);
    if (values.length === 0 && step.dataset["selvedgeTo"] === undefined) say(form, 1);
    else goOn(form, values);
  });
  document.addEventListener("click", ({ target }) => {
    const form = formAround(target);
    const pressed = (name: string) => (target as Element).closest(`[data-selvedge-${name}]`);
    if (!form) return;
    if (pressed("back")) goBack(form);
    else if (pressed("skip")) goOn(form, []);
    else if (pressed("change")) beginAnew(form);
  });
}
