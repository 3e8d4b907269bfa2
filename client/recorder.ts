import type { SiteEvent } from "../shared/event.ts";
import { VISIT_IDLE_MINUTES } from "../shared/limits.ts";
import type { PageDecision, Purpose } from "../shared/wire.ts";
import { readCookie, writeCookie } from "./cookies.ts";
import { countsOf } from "./counts.ts";
import { update } from "./device-store.ts";
import { lookFor } from "./events/observe.ts";
import { viewEvent } from "./events/view.ts";
import { advance, type Kept } from "./kept.ts";
import { announce } from "./page-api.ts";
import type { Run } from "./run.ts";
import { createSignals } from "./signals.ts";

/** Activity is noted at most this often. */
const ACTIVITY_MILLISECONDS = 60_000;

/** Records what happens on the page for as long as the run lasts. */
export interface Recorder {
  readonly record: (event: SiteEvent) => void;
  /** The page, or what a single-page application made of it, is looked at; some purposes have seen that already. */
  readonly view: (seen: readonly Purpose[]) => Promise<void>;
}

export function createRecorder(run: Run): Recorder {
  const { signal, allowed } = run;
  const profiles = run.deviceStore(() => allowed("personalization"));
  const { changed, count, deliver } = createSignals(run, profiles, (decision) =>
    parts.forEach((part) => part.answered(decision)),
  );
  let noted = 0;

  /** Brings the profile up to date, if it may be kept: with an event, or with mere activity. */
  const keep = (event?: SiteEvent) => {
    let kept: Kept | undefined;
    noted = Date.now();
    update<Kept>(
      "profile",
      (record) => {
        const { config, tools } = run;
        const after = advance(record, config, tools, event, noted);
        const profile = tools.withTests?.(after.profile, config, allowed("measurement")) ?? after.profile;
        return (kept = { ...after, profile });
      },
      profiles,
    )
      .then(() => {
        if (kept && allowed("personalization")) {
          const visit = readCookie("sv_v");
          if (visit) writeCookie("sv_v", visit, VISIT_IDLE_MINUTES * 60);
          run.tools.fillPlaceholders?.(run.tools, kept.profile, run.config.attributes);
          // Without `sv_v` the edge doesn't know of this visit, whatever it acknowledged before.
          if (!visit && event?.name === "view") kept = { profile: kept.profile };
        }
        changed(kept);
      })
      // Where nothing can be kept the page goes on without personalization.
      .catch(() => changed());
  };

  const record = (event: SiteEvent, seen: readonly Purpose[] = []) => {
    // Seen already is activity all the same: the edge has to be told under the choice that holds now.
    keep(seen.includes("personalization") ? undefined : event);
    if (!seen.includes("measurement")) {
      count(countsOf(event, run.config.goals));
      parts.forEach((part) => part.counted(event));
    }
    // What somebody says of themselves is nobody else's on the page.
    if (event.name !== "declare") announce("event", event);
  };

  const parts = run.tools.began.flatMap((begin) => begin(run, count, deliver) ?? []);
  // What makes questions work is loaded where some are asked: on this page, or in a view of it to come.
  window.selvedge!("decision", ({ blocks }: PageDecision) => {
    if (blocks.some(({ asks }) => asks))
      run.load("questions").then(
        ({ began }) => began(run, count),
        () => {},
      );
  });
  const left = run.tools.watchAttention?.(run.config, record, signal);
  for (const type of ["click", "submit", "change", "keydown", "scroll"]) {
    addEventListener(
      type,
      ({ target }) => {
        if (Date.now() - noted > ACTIVITY_MILLISECONDS) keep();
        if (target instanceof Element) lookFor(run, type, target, record);
      },
      // Capturing, so that a page that stops propagation is seen too.
      { capture: true, signal },
    );
  }

  return {
    record,
    async view(seen) {
      left?.();
      const search = run.tools.searchEvent?.();
      record(viewEvent(run), seen);
      if (search) record(search, seen);
      lookFor(run, "view", document, (event) => record(event, seen));
    },
  };
}
