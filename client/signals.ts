import { type UseStore, update } from "idb-keyval";
import { dayOf } from "../shared/day.ts";
import { COUNTS_PER_SIGNAL } from "../shared/limits.ts";
import { mergeSeed } from "../shared/profile.ts";
import { project } from "../shared/project.ts";
import type { Count, Signal, SignalAnswer } from "../shared/wire.ts";
import { fetchConfig } from "./config.ts";
import { readCookie } from "./cookies.ts";
import { type Kept, readKept } from "./kept.ts";
import { changeQueue, type Message, newMessage } from "./message-queue.ts";
import type { Run } from "./run.ts";

/** How long events are gathered before a signal goes out. */
const GATHER_MILLISECONDS = 50;
/** How long counts wait for the profile, to go out together with it. */
const PATIENCE_MILLISECONDS = 1000;

const nothing = () => {};

/** Sends what the edge has to know: the projection when it has changed, and counts. */
export interface Signals {
  /** The profile is now this, or could not be changed; a signal follows soon if there is anything to tell. */
  readonly changed: (kept?: Kept) => void;
  readonly count: (counts: readonly Count[]) => void;
  /** Sends at once what waits, since the page may be gone in a moment. */
  readonly flush: () => void;
  /** Tries again what earlier pages could not deliver. */
  readonly drain: () => void;
}

export function createSignals(run: Run, store: UseStore): Signals {
  const { base, signal } = run;
  let kept: Kept | undefined;
  let gathered: Message | undefined;
  let gathering: ReturnType<typeof setTimeout> | undefined;
  let retrying: ReturnType<typeof setTimeout> | undefined;
  let attempts = 0;
  let inFlight: string | undefined;

  const soon = (milliseconds = GATHER_MILLISECONDS) => {
    clearTimeout(gathering);
    gathering = setTimeout(flush, milliseconds);
  };

  /** What the edge has acknowledged when it has answered: who asked (choice, plan), when, and the projection. */
  const acknowledgement = ({ profile }: Kept, projection: unknown) =>
    JSON.stringify([
      readCookie("sv_c"),
      run.config.plan,
      profile.visit.number,
      dayOf(Date.now()),
      projection,
    ]);

  function flush(): void {
    clearTimeout(gathering);
    const message = gathered;
    gathered = undefined;
    if (message) changeQueue(store, message).catch(nothing);
    void send(message, kept);
  }

  async function send(message: Message | undefined, kept: Kept | undefined, again?: true): Promise<void> {
    const { attributes, plan, token } = run.config;
    if (!run.allowed("measurement")) message = undefined;
    if (!run.allowed("personalization")) kept = undefined;
    const projection = kept && project(kept.profile, attributes, dayOf(Date.now()));
    const key = kept && acknowledgement(kept, projection);
    const news = key !== kept?.sent && key !== inFlight;
    if (signal.aborted || !(news || message)) return;
    if (news) inFlight = key;

    // Every visitor's fields stand in the same order: equal projections are equal bytes.
    const body: Signal = {
      plan,
      ...(news && projection),
      path: message?.path ?? location.pathname,
      language: message?.language ?? document.documentElement.lang,
      ...(news && kept!.profile.fresh && { fresh: true }),
      ...(message && { counts: message.counts, message: message.message, token }),
    };
    const response = await fetch(`${base}/signals`, {
      method: "POST",
      headers: { "content-type": "application/json" },
      body: JSON.stringify(body),
      credentials: "same-origin",
      keepalive: true,
      signal,
    }).catch(nothing);
    const answer: (SignalAnswer & Pick<Run, "config">) | void = await response?.json().catch(nothing);
    if (news) inFlight = undefined;
    if (signal.aborted) return;
    if (response?.status === 409 && answer?.config && !again) {
      run.config = answer.config;
      return send(message, kept, true);
    }
    const final = response && response.status < 500 && response.status !== 429;
    if (message && (response?.ok ? answer?.counted : final))
      changeQueue(store, undefined, message).catch(nothing);
    if (!final || (message && answer?.counted === false)) retry();
    else attempts = 0;
    if (!response?.ok || !answer) return;
    if (news) await acknowledge(key!, answer);
    run.decided(answer.decision);
  }

  /** Notes what the edge knows now. The profile may have moved on meanwhile, here or in another tab. */
  function acknowledge(sent: string, { seed = {} }: SignalAnswer): Promise<void> {
    return update<Kept>(
      "profile",
      (record) => {
        const { profile } = readKept(record, run.config, Date.now());
        return (kept = {
          profile: profile.fresh ? mergeSeed(profile, run.config.attributes, seed) : profile,
          sent,
        });
      },
      store,
    ).then(() => soon(), nothing);
  }

  function retry(): void {
    const again = async () => {
      retrying = undefined;
      if (signal.aborted) return;
      // With a new token: this page may be older than the one that it has.
      run.config = await fetchConfig(base).catch(() => run.config);
      drain();
      soon();
    };
    retrying ??= setTimeout(() => void again(), 1000 * 4 ** attempts++);
  }

  function drain(): void {
    if (run.allowed("measurement")) {
      changeQueue(store).then((queue) => queue.forEach((message) => void send(message, undefined)), nothing);
    }
  }

  return {
    changed(now) {
      kept = now ?? kept;
      soon();
    },
    count(counts) {
      // A message is about one page, as it was when the counts were made.
      if (gathered && (gathered.path !== location.pathname || gathered.counts.length >= COUNTS_PER_SIGNAL))
        flush();
      if (!counts.length) return;
      (gathered ??= newMessage()).counts.push(...counts);
      soon(run.allowed("personalization") ? PATIENCE_MILLISECONDS : GATHER_MILLISECONDS);
    },
    flush,
    drain,
  };
}
