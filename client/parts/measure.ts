import type { SiteEvent } from "../../shared/event.ts";
import type { Count, PageDecision } from "../../shared/wire.ts";
import { eventNames, reachedBy } from "../measure/events.ts";
import { cohortInFragment } from "../measure/exposure.ts";
import { type Happened, write } from "../measure/record.ts";
import { watchVitals } from "../measure/vitals.ts";
import { type Message, newMessage } from "../message-queue.ts";
import type { Listening, Stretch } from "../tools.ts";

// Counts this visitor without an identifier: the device knows which cohorts it has joined, and tells of each once.

export { variantsOf, withTests, withVariants } from "../measure/tests.ts";

/** How long is gathered what is counted together. */
const GATHER_MILLISECONDS = 50;

/** To what the page has exposed the visitor, as it was decided last. */
let exposure: Happened["exposed"][number] | undefined;
let led = cohortInFragment();
/** A block was done to the open page. */
let isDone = false;
/** Tells them once a page; those of a page that nobody saw from its beginning mean nothing. */
let vitals: ReturnType<typeof watchVitals> | undefined = watchVitals();
/** Hears of exposures, if that may be counted. */
let exposed: (() => void) | undefined;
let isListening = false;

/** Recording begins: called anew whenever the choice has changed. */
export function began(
  run: Stretch,
  count: (counts: readonly Count[]) => void,
  deliver: (message: Message) => void,
): Listening | undefined {
  const { signal, allowed } = run;
  exposed = undefined;
  if (!allowed("measurement")) return undefined;
  const store = run.deviceStore(() => allowed("measurement"));
  let happened: Happened = { known: undefined, exposed: [], led, reached: [] };
  let seen = new Set<string>();
  let timer = 0;
  let last = Promise.resolve();

  /** Counts what has happened; what has to wait stays. */
  const work = async () => {
    const now = happened;
    happened = { ...now, known: undefined, exposed: [], led: now.known ? undefined : now.led, reached: [] };
    const written = await write(store, now, run.config, allowed("personalization"));
    if (!written?.reached) happened = { ...happened, reached: [...now.reached, ...happened.reached] };
    written?.messages.forEach(deliver);
  };
  const flush = () => {
    clearTimeout(timer);
    last = last.then(work).catch(() => {});
  };
  const soon = (news: Partial<Happened>) => {
    happened = { ...happened, ...news };
    clearTimeout(timer);
    timer = setTimeout(flush, GATHER_MILLISECONDS);
  };

  exposed = () => soon({ exposed: [...happened.exposed, exposure!] });
  if (exposure) exposed();
  if (!isListening) window.selvedge!("decision", hear);
  isListening = true;

  const leave = () => {
    const page = isDone || blocksWritten() > 0 ? "personalized" : "plain";
    const message = newMessage();
    message[4].push(...(vitals?.() ?? []).map(([vital, step]) => ["vital", vital, page, step] as const));
    vitals = undefined;
    deliver(message);
    // The edge hasn't answered: it counts as the page was decided.
    if (happened.reached.length > 0 || happened.led)
      happened = { ...happened, known: happened.known ?? exposure?.segments ?? [] };
    flush();
  };
  addEventListener("pagehide", leave, { signal });
  addEventListener("visibilitychange", () => document.hidden && leave(), { signal });

  return {
    counted(event: SiteEvent) {
      const { name } = event;
      if (name === "view") seen = new Set();
      if (!seen.has(name) && eventNames(run.config).has(name)) count([["event", name]]);
      seen.add(name);
      const reached = reachedBy(event, run.config.goals);
      if (reached.length > 0) soon({ reached: [...happened.reached, ...reached] });
    },
    answered: ({ segments }) => soon({ known: segments }),
  };
}

function hear({ exposed: cohorts, segments, blocks }: PageDecision): void {
  isDone ||= blocks.some((block) => "edit" in block);
  if (!cohorts) return;
  exposure = { cohorts, segments };
  exposed?.();
}

/** How many blocks the edge has written into the page. */
function blocksWritten(): number {
  const data = document.getElementById("selvedge-decision");
  try {
    return data ? (JSON.parse(data.textContent) as PageDecision).blocks.length : 0;
  } catch {
    return 0;
  }
}
