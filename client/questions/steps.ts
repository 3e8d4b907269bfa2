/** Every form of questions on a page. */
export const FORMS = "form[data-selvedge-ask]";

const NOW = "data-selvedge-now";

/** The form that something on the page is in. */
export const formAround = (target: EventTarget | null): HTMLFormElement | undefined =>
  (target as Element | null)?.closest?.<HTMLFormElement>(FORMS) ?? undefined;

/** The step that is seen: a question, or the end. */
export const stepOf = (form: HTMLFormElement): HTMLElement => form.querySelector<HTMLElement>(`[${NOW}]`)!;

/** The questions before the step that is seen, in the order in which they were asked. */
const ways = new WeakMap<HTMLFormElement, HTMLElement[]>();
const wayOf = (form: HTMLFormElement): HTMLElement[] => {
  const way = ways.get(form) ?? [];
  ways.set(form, way);
  return way;
};

/** Says something in the form's live region; nothing: what was said is over. */
export function say(form: HTMLFormElement, index?: 1 | 2): void {
  form.querySelector("[role=status]")!.textContent = index ? wordsOf(form)[index] : "";
}

/** How far one is (`{n} of {m}`), that an answer has to be chosen, that something wasn't sent. */
const wordsOf = (form: HTMLFormElement): readonly [string, string, string] =>
  JSON.parse(form.dataset["selvedgeWords"]!);

/** What was answered in the step that is seen: the values that are chosen. */
export const chosenIn = (step: HTMLElement): string[] =>
  [...step.querySelectorAll<HTMLInputElement>("input:checked")].map(({ value }) => value);

/** Shows a step, and leads whoever was in the one before there, so that it is read. */
function show(form: HTMLFormElement, step: HTMLElement, isMoving: boolean): void {
  const { length } = wayOf(form);
  say(form);
  stepOf(form).removeAttribute(NOW);
  step.setAttribute(NOW, "");
  const progress = step.querySelector("small");
  if (progress) {
    progress.textContent = wordsOf(form)[0]
      .replace("{n}", String(length + 1))
      .replace("{m}", String(length + Number(step.dataset["selvedgeLeft"])));
  }
  if (isMoving) step.querySelector<HTMLElement>("[tabindex]")!.focus();
}

/** Goes on from the step that is seen, to where its answers lead. */
export function goOn(form: HTMLFormElement, values: readonly string[]): void {
  const step = stepOf(form);
  const { selvedgeBranches: branches = "{}" } = step.dataset;
  const leads = JSON.parse(branches) as Readonly<Record<string, string>>;
  const to = [...values, ""].map((value) => leads[value]).find(Boolean);
  const steps = [...step.parentElement!.children] as HTMLElement[];
  const named = to && steps.find(({ dataset }) => dataset["selvedgeQuestion"] === to);
  wayOf(form).push(step);
  show(form, named || (to ? steps.at(-1)! : (step.nextElementSibling as HTMLElement)), true);
}

/** Goes back to the question before. */
export function goBack(form: HTMLFormElement): void {
  const before = wayOf(form).pop();
  if (before) show(form, before, true);
}

/** Begins anew, as it was answered. */
export function beginAnew(form: HTMLFormElement): void {
  wayOf(form).length = 0;
  show(form, form.querySelector<HTMLElement>("fieldset")!, true);
}

/**
 * Chooses what the visitor has declared, here or elsewhere, where nothing is chosen yet; true where that answers all that
 * the form asks. `states`: what is kept of attributes, which of a declared one is its value, or a list of them.
 */
export function chooseKnown(
  form: HTMLFormElement,
  states: Readonly<Record<string, { readonly state?: unknown }>>,
): boolean {
  const steps = [...form.querySelectorAll("fieldset")].filter((step) => {
    const state = [states[step.dataset["selvedgeAttribute"] ?? ""]?.state].flat();
    const known = [...step.querySelectorAll("input")].filter(({ value }) => state.includes(value));
    if (chosenIn(step).length === 0) for (const input of known) input.checked = true;
    return known.length === 0;
  });
  return steps.length === 0;
}

/** Whether nobody has gone on yet. */
export const isUntouched = (form: HTMLFormElement): boolean => !ways.has(form);

/** Shows the end to who has answered on another page. */
export function showEnd(form: HTMLFormElement): void {
  ways.set(form, []);
  show(form, form.querySelector<HTMLElement>("[data-selvedge-end]")!, false);
}
