import type { Envelope } from "../../shared/tag-mode.ts";
import type { Purpose } from "../../shared/wire.ts";
import { purposesOf } from "../known/ledger.ts";
import type { Run } from "../run.ts";
import { choiceSent } from "../tag-mode/choice-sent.ts";

const TAG_MODE = "./tag-mode.js";

/** The body of a message that was sent, and where to. */
type Sent = [url: string | URL, body: string];

/** Puts one message into the ledger. */
export type Note = (path: string, body: string, purposes: readonly Purpose[]) => void;

/**
 * Notes what is really sent, with the choice and the sealed projection around it: what was sent on this page so far, and
 * from now on. Questions about pages tell where the visitor went, so they are noted only where personalization is
 * consented to, and was when they were asked.
 */
export async function overhear(
  note: Note,
  { allowed, signal }: Pick<Run, "allowed" | "signal">,
): Promise<void> {
  // The one that runs already.
  const { sent }: { readonly sent: Sent[] } = await import(TAG_MODE);
  if (signal.aborted) return;
  const take = ([url, body]: Sent): number => {
    const path = String(url).replace(/.*(?=\/)/, "");
    const { choice, ask } = JSON.parse(body) as Envelope;
    if (path === "/signals") note(path, body, purposesOf(ask));
    else if (path === "/consent") note(path, body, []);
    else if (choice === choiceSent() && allowed("personalization")) note(path, body, ["personalization"]);
    return 0;
  };
  sent.splice(0).forEach(take);
  sent.push = take;
  // What is sent between two runs waits for the next one.
  signal.addEventListener("abort", () => Reflect.deleteProperty(sent, "push"));
}
