import { update } from "idb-keyval";
import { dayOf } from "../shared/day.ts";
import type { SiteEvent } from "../shared/event.ts";
import { VISIT_IDLE_MINUTES } from "../shared/limits.ts";
import { valueOf } from "../shared/profile.ts";
import type { Purpose } from "../shared/wire.ts";
import { countsOf } from "./counts.ts";
import { readCookie, writeCookie } from "./cookies.ts";
import { createDeviceStore } from "./device-store.ts";
import { watchAttention } from "./events/attention.ts";
import { observe, observeView } from "./events/observe.ts";
import { searchEvent, viewEvent } from "./events/view.ts";
import { visitEvent } from "./events/visit.ts";
import { advance, type Kept } from "./kept.ts";
import type { Recorder, Run } from "./run.ts";
import { createSignals } from "./signals.ts";

/** Activity is noted at most this often. */
const ACTIVITY_MILLISECONDS = 60_000;

/** What the device keeps for each purpose. */
const KEYS: Readonly<Record<Purpose, string>> = { personalization: "profile", measurement: "queue" };

export function createRecorder(run: Run): Recorder {
  const { signal } = run;
  const { use, close, clear } = createDeviceStore(() => !signal.aborted);
  const signals = createSignals(run, use);
  let noted = 0;

  /** Brings the profile up to date: with an event, or with mere activity. */
  const keep = (event?: SiteEvent) => {
    if (!run.allowed("personalization")) return;
    noted = Date.now();
    let kept: Kept;
    const updated = update<Kept>(
      "profile",
      (record) =>
        (kept = advance(record, run.config, () => visitEvent(run.config.country), event, Date.now())),
      use,
    );
    const told = () => {
      if (!run.allowed("personalization")) return;
      const visit = readCookie("sv_v");
      if (visit !== undefined) writeCookie("sv_v", visit, VISIT_IDLE_MINUTES * 60);
      fillPlaceholders(run, kept);
      // Without `sv_v` the edge doesn't know of this visit, whatever it acknowledged before.
      signals.changed(visit === undefined && event?.name === "view" ? { profile: kept.profile } : kept);
    };
    updated.then(told, () => signals.changed()); // Where nothing can be kept the page goes on without personalization.
  };

  const record = (event: SiteEvent) => {
    keep(event);
    if (run.allowed("measurement")) signals.count(countsOf(event, run.config.goals));
  };

  const left = watchAttention(run.config, record, signal);
  observe(run.config, record, signal);
  for (const type of ["pointerdown", "keydown", "scroll"]) {
    addEventListener(type, () => Date.now() - noted > ACTIVITY_MILLISECONDS && keep(), {
      passive: true,
      capture: true,
      signal,
    });
  }
  addEventListener("pagehide", signals.flush, { signal });
  signal.addEventListener("abort", () => setTimeout(close));
  // What was kept for a purpose that isn't consented to any more.
  for (const purpose of ["personalization", "measurement"] as const) {
    if (!run.allowed(purpose)) use("readwrite", (objects) => objects.delete(KEYS[purpose])).catch(() => {});
  }
  signals.drain();

  return {
    record,
    clear,
    view() {
      left();
      record(viewEvent());
      const search = searchEvent();
      if (search) record(search);
      observeView(run.config, record);
    },
  };
}

/** Exact values appear in the page on the device only. */
function fillPlaceholders(run: Run, { profile }: Kept): void {
  for (const place of document.querySelectorAll<HTMLElement>("span[data-selvedge-device]")) {
    const value = valueOf(profile, run.config.attributes, place.dataset.selvedgeDevice!, dayOf(Date.now()));
    if (value !== null) place.textContent = String(value);
  }
}
