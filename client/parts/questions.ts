import type { TagMessage } from "../../shared/message-wire.ts";
import type { Count } from "../../shared/wire.ts";
import { changeAsked, drawn, isDue } from "../questions/record.ts";
import { reveal, showAll } from "../questions/reveal.ts";
import { send } from "../questions/send.ts";
import {
  beginAnew,
  chooseKnown,
  chosenIn,
  formAround,
  FORMS,
  goBack,
  goOn,
  isUntouched,
  say,
  showEnd,
  stepOf,
} from "../questions/steps.ts";
import type { Stretch } from "../tools.ts";

// Makes the forms of questions work, wherever on the page they stand. Answers become events and declarations, which
// attributes are made of; what is written freely goes to the owner's own address and nowhere else.

const OVER = "data-selvedge-over";

const nothing = () => {};

/** The stretch of consent that goes on, and what counts in it. */
let run: Stretch | undefined;
let count: (counts: readonly Count[]) => void = nothing;

let begin: () => void;
const begun = new Promise<void>((resolve) => (begin = resolve));

/** What each question of a form was answered with here, and those whose answer was counted. */
const told = new WeakMap<HTMLElement, string>();
const counted = new WeakSet<HTMLElement>();

const store = () => {
  const { allowed, deviceStore } = run!;
  return deviceStore(() => allowed("personalization"));
};

/** Recording goes on where something is asked: called at each decision that says so, anew once the choice has changed. */
export function began(stretch: Stretch, counting: typeof count): void {
  const { signal } = stretch;
  if (stretch === run || signal.aborted) return;
  const isFirst = !run;
  run = stretch;
  count = counting;
  if (isFirst) start();
  begin();
  for (const form of forms()) form.removeAttribute(OVER);
  signal.addEventListener("abort", () => {
    // After a no nothing is asked; their place stays, so that nothing moves.
    for (const form of forms()) form.setAttribute(OVER, "");
  });
}

/** Whether a message that asks may be shown to this visitor now; see `record.ts`. */
export async function mayAsk(
  id: string,
  { asks = 1, caps: { every } }: Pick<TagMessage, "asks" | "caps">,
): Promise<boolean> {
  await begun;
  let today = 0;
  const asked = await changeAsked(store(), id, (before, day) => {
    today = day;
    return drawn(before, asks);
  });
  return asked !== undefined && isDue(asked, today, every);
}

const forms = () => document.querySelectorAll<HTMLFormElement>(FORMS);

/** In a later view of a page that is open all is new anyway: nothing is kept from moving. */
function isLaterView(): boolean {
  const [load] = performance.getEntriesByType("navigation");
  return load !== undefined && new URL(load.name, location.href).pathname !== location.pathname;
}

function start(): void {
  if (isLaterView()) showAll();
  else reveal();
  document.addEventListener("submit", (event) => {
    const form = formAround(event.target);
    if (!form) return;
    event.preventDefault();
    advance(form).catch(nothing);
  });
  document.addEventListener("click", ({ target }) => {
    const form = formAround(target);
    if (!form) return;
    const is = (name: string) => (target as Element).closest(`[data-selvedge-${name}]`);
    if (is("back")) goBack(form);
    else if (is("skip")) goOn(form, []);
    else if (is("change")) beginAnew(form);
  });
  window.selvedge!("decision", () => {
    for (const form of forms()) settle(form).catch(nothing);
  });
}

/** Who has answered what stands in the page, there or elsewhere, isn't asked again, and may still change it. */
async function settle(form: HTMLFormElement): Promise<void> {
  // A message is asked whether it may be shown before it is.
  if (!isUntouched(form) || form.closest("selvedge-message")) return;
  let isKnown = false;
  const asked = await changeAsked(store(), form.dataset["selvedgeAsk"]!, (before, _, states) => {
    isKnown = isUntouched(form) && chooseKnown(form, states);
    return before;
  });
  if ((asked?.day === undefined && !isKnown) || !isUntouched(form)) return;
  for (const step of form.querySelectorAll("fieldset")) counted.add(step);
  showEnd(form);
}

/** What the visitor has answered in the step that is seen is taken, and the next one comes. */
async function advance(form: HTMLFormElement): Promise<void> {
  const step = stepOf(form);
  const { selvedgeQuestion: question = "", selvedgeTo: to } = step.dataset;
  if (to) {
    const field = step.querySelector("textarea")!;
    const text = field.value.trim();
    try {
      if (text) await send(to, question, text);
    } catch {
      return say(form, 2);
    }
    field.value = "";
    if (stepOf(form) === step) goOn(form, []);
    return;
  }
  const values = chosenIn(step);
  if (values.length === 0) return say(form, 1);
  answer(form, step, values);
  goOn(form, values);
}

/** Tells what was answered, once, and again where it was changed. */
function answer(form: HTMLFormElement, step: HTMLElement, values: readonly string[]): void {
  const block = form.dataset["selvedgeAsk"]!;
  const { selvedgeQuestion: question = "", selvedgeAttribute, selvedgeQuiet, selvedgeType } = step.dataset;
  if (!run || run.signal.aborted || told.get(step) === values.join()) return;
  told.set(step, values.join());
  // Of a sensitive answer nothing leaves the device.
  if (selvedgeQuiet === undefined) {
    const isScale = !/^(?:single|multiple)$/.test(selvedgeType!);
    for (const value of values)
      window.selvedge!("event", "answer", { question, value: isScale ? Number(value) : value });
    // The first answer counts; a corrected one isn't another one.
    if (!counted.has(step)) count(values.map((value) => ["answer", block, question, value]));
    counted.add(step);
  }
  if (selvedgeAttribute)
    window.selvedge!("declare", selvedgeAttribute, selvedgeType === "multiple" ? values : values[0]);
  changeAsked(store(), block, (before, day) => ({ ...before, day })).catch(nothing);
}
