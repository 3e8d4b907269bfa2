import type { TagMessage } from "../../shared/message-wire.ts";
import type { PageDecision } from "../../shared/wire.ts";
import { readCookie } from "../cookies.ts";
import { afterClosing, afterShowing, type Candidate } from "../messages/caps.ts";
import { type End, frameOf } from "../messages/frame.ts";
import { changeRecord } from "../messages/memory.ts";
import { isNow, newView, type View, watch } from "../messages/moments.ts";
import type * as inline from "./messages-inline.ts";
import type * as questions from "./questions.ts";
import { nodesOf, type Rare } from "../tag-mode/apply.ts";
import type { Stretch } from "../tools.ts";

// Shows the messages of a decision, each when its moment has come, never two at once, and as often as it may.

/** Loads what few need; it lies beside this. */
const load = (file: string) => import(file);

interface Waiting extends Candidate {
  readonly message: TagMessage;
}

const nothing = () => {};

/** The stretch of consent that goes on. */
let run: Stretch | undefined;
let view: View;
/** The messages of the view, the more important ones first. */
let waiting: readonly Waiting[] = [];
/** What takes away each message that is shown, by id. */
const shown = new Map<string, () => void>();
let isBusy = false;

/** Recording begins: called anew whenever the choice has changed. Whatever an earlier choice permitted ends. */
export function began(stretch: Stretch): void {
  const isFirst = !run;
  run = stretch;
  view = newView(!readCookie("sv_v"), []);
  waiting = [];
  run.signal.addEventListener("abort", () => {
    waiting = [];
    for (const takeAway of shown.values()) takeAway();
  });
  watch(
    () => view,
    () => void look(),
    run.signal,
  );
  if (isFirst) window.selvedge!("decision", hear);
}

function hear({ blocks }: PageDecision): void {
  if (run!.signal.aborted) return;
  if (view.path !== location.pathname) {
    for (const [id, takeAway] of shown) if (!blocks.some((block) => block.id === id)) takeAway();
    view = newView(false, shown.keys());
  }
  waiting = blocks.flatMap(({ id, message }) => (message ? [{ ...message, id, message }] : []));
  view.known ??= waiting.map(({ id }) => id);
  void look();
}

/** Shows what has its moment now, the more important first, as far as nobody is disturbed. */
async function look(): Promise<void> {
  if (isBusy || document.hidden) return;
  const due = waiting.filter(
    ({ id, message }) =>
      !view.had.has(id) && message.triggers.some((moment) => isNow(moment, view, !view.known!.includes(id))),
  );
  isBusy = true;
  for (const next of due) if (isInline(next) || isFree()) await show(next).catch(nothing);
  isBusy = false;
}

const isInline = ({ message: { kind } }: Waiting) => kind === "inline";

/** No other message is above the page, nothing asks for an answer, and nobody types. */
function isFree(): boolean {
  const ours = document.querySelector("selvedge-consent")?.shadowRoot;
  return (
    !document.querySelector("body>selvedge-message,dialog[open],[aria-modal=true]") &&
    !ours?.querySelector("section,dialog") &&
    !document.activeElement?.matches(":read-write,select")
  );
}

async function show(next: Waiting): Promise<void> {
  const { signal, allowed, config, deviceStore } = run!;
  const { id, message } = next;
  const store = deviceStore(() => allowed("personalization"));
  const end = (how: End) => {
    if (!shown.has(id)) return;
    takeAway();
    if (how !== "followed")
      changeRecord(store, (record, moment) => afterClosing(record, id, moment, how === "never")).catch(
        nothing,
      );
    tell(id, host, how);
  };
  if (message.asks! >= 0 && !(await ((await load("./questions.js")) as typeof questions).mayAsk(id, message)))
    return void view.had.add(id);
  let content: Node;
  try {
    content = nodesOf(message.html, document.body);
  } catch {
    // Trusted Types are enforced.
    const rare: Rare = await load("./tag-mode-rare.js");
    content = rare.nodesOf(message.html, document.body);
  }
  const { host, open, remove } = frameOf(message, content, end);
  // Later, where something would move.
  const takeOut = isInline(next)
    ? ((await load("./messages-inline.js")) as typeof inline).putInto(message, host)
    : remove;
  if (!takeOut) return;
  const takeAway = () => {
    shown.delete(id);
    takeOut();
  };
  view.had.add(id);
  const limits = isInline(next) ? undefined : config.messages;
  const may = await changeRecord(store, (record, moment) => afterShowing(record, next, moment, limits)).catch(
    nothing,
  );
  if (!may || signal.aborted) return takeOut();
  shown.set(id, takeAway);
  if (!isInline(next)) open();
  tell(id, host, "shown");
}

/** Tells the page, and records it as an event, which attributes and goals may read. */
function tell(id: string, element: HTMLElement, action: "shown" | End): void {
  document.dispatchEvent(
    new CustomEvent("selvedge:message", { detail: { id, element, shown: action === "shown" } }),
  );
  window.selvedge!("event", "message", { id, action });
}
