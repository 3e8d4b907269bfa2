import { isTold } from "../../shared/data-layer-names.ts";
import type { DoneBlock } from "../../shared/tag-mode.ts";
import type { PageDecision } from "../../shared/wire.ts";
import type { Stretch } from "../tools.ts";

type Entry = Readonly<Record<string, string | number>>;

/** Whose consent holds now. */
let now: Stretch | undefined;
/** What was decided last. */
let decision: PageDecision | undefined;
/** What was told on this page, so that nothing is told twice. */
let segments = "";
const shown = new Set<string>();

/**
 * Tells the owner's other tools, in the `dataLayer`, in which segments the visitor is and which blocks this page shows:
 * what the site file lets out, and only for as long as the visitor consents to measurement.
 */
export function began(run: Stretch): void {
  if (!now) window.selvedge!("decision", (latest: PageDecision) => ((decision = latest), tell()));
  now = run;
  tell();
}

function tell(): void {
  const layer = now?.config.layer;
  try {
    // What an owner sees in a preview has happened to nobody.
    if (document.querySelector('script[src$="/inspector.js"]')) return;
    if (!layer || !decision || now!.signal.aborted || !now!.allowed("measurement")) return;
    const matching = decision.segments.filter((id) => isTold(layer, "s", id)).join();
    if (matching !== segments) write("selvedge_segments", { selvedge_segments: (segments = matching) });
    for (const { id, case: number } of blocksHere()) {
      const name = [location.pathname, id, number].join(" ");
      if (!isTold(layer, "b", id) || shown.has(name)) continue;
      shown.add(name);
      write("selvedge_exposure", {
        selvedge_block: id,
        ...(number !== undefined && { selvedge_case: number }),
      });
    }
  } catch {
    // A layer that isn't one, or fails, is left alone.
  }
}

/** The blocks that this page shows: what is decided later in answers to signals isn't to be seen yet. */
function blocksHere(): readonly DoneBlock[] {
  const written = document.getElementById("selvedge-decision");
  if (written) return (JSON.parse(written.textContent) as PageDecision).blocks;
  return (decision!.blocks as readonly DoneBlock[]).filter(({ edit }) => edit);
}

function write(event: string, properties: Entry): void {
  const layer = ((window as { dataLayer?: unknown[] }).dataLayer ??= []);
  /** Google's tag takes the arguments object of a function for a command. */
  function gtag(..._command: readonly unknown[]): void {
    layer.push(arguments);
  }
  if (now!.config.layer!.as) gtag("event", event, properties);
  else layer.push({ event, ...properties });
}
