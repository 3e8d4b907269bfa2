import { type UseStore, update } from "idb-keyval";
import { projectWith } from "../shared/aggregate.ts";
import { dayOf } from "../shared/day.ts";
import { COUNTS_PER_SIGNAL } from "../shared/limits.ts";
import type { Count, Signal, SignalAnswer, TagConfig } from "../shared/wire.ts";
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
  const { signal } = run;
  let kept: Kept | undefined;
  let gathered: Message | undefined;
  let gathering: ReturnType<typeof setTimeout>;
  let retrying: ReturnType<typeof setTimeout> | undefined;
  let attempts = 0;
  let inFlight: string | undefined;

  const soon = (milliseconds = GATHER_MILLISECONDS) => {
    clearTimeout(gathering);
    gathering = setTimeout(flush, milliseconds);
  };

  const flush = () => {
    clearTimeout(gathering);
    if (gathered) changeQueue(store, gathered).catch(nothing);
    void send(gathered, kept);
    gathered = undefined;
  };

  const send = async (message?: Message, kept?: Kept, again?: true): Promise<void> => {
    const { attributes, plan, token } = run.config;
    const today = dayOf(Date.now());
    if (!run.allowed("measurement")) message = undefined;
    if (!run.allowed("personalization")) kept = undefined;
    const projection = kept && projectWith(run.tools.matches, kept.profile, attributes, today);
    // What the edge has acknowledged once it has answered: who asked (choice, plan), when, and the projection.
    const key =
      kept && JSON.stringify([readCookie("sv_c"), plan, kept.profile.visit.number, today, projection]);
    const news = key !== kept?.sent && key !== inFlight;
    if (signal.aborted || !(news || message)) return;
    if (news) inFlight = key;

    // Every visitor's fields stand in the same order: equal projections are equal bytes.
    const { path, language, counts, message: number } = message ?? newMessage();
    const body: Signal = {
      plan,
      ...(news && projection),
      path,
      language,
      ...(news && kept!.profile.fresh && { fresh: true }),
      ...(message && { counts, message: number, token }),
    };
    const response = await fetch(`${run.base}/signals`, {
      method: "POST",
      headers: { "content-type": "application/json" },
      body: JSON.stringify(body),
      keepalive: true,
      signal,
    }).catch(nothing);
    const answer: (SignalAnswer & { config?: TagConfig }) | void = await response?.json().catch(nothing);
    if (news) inFlight = undefined;
    if (signal.aborted) return;
    if (answer?.config && !again)
      return run.renew(answer.config).then(() => send(message, kept, true), nothing);
    const { ok, status = 500 } = response ?? {};
    if (status > 499 || status === 429 || (message && ok && !answer?.counted)) retry();
    else {
      attempts = 0;
      if (message) changeQueue(store, undefined, message).catch(nothing);
    }
    if (!ok || !answer) return;
    if (news) await acknowledge(key!, answer).catch(nothing);
    run.decided(answer.decision);
  };

  /** Notes what the edge knows now. The profile may have moved on meanwhile, here or in another tab. */
  const acknowledge = async (sent: string, { seed }: SignalAnswer) => {
    const part = seed && (await run.load("seed"));
    await update<Kept>(
      "profile",
      (record) => {
        const { profile } = readKept(record, run.config, Date.now());
        const { fresh, ...rest } = profile;
        return (kept = {
          profile: fresh && part ? part.mergeSeed(profile, run.config.attributes, seed) : rest,
          sent,
        });
      },
      store,
    );
    soon();
  };

  const retry = () => {
    retrying ??= setTimeout(
      async () => {
        retrying = undefined;
        if (signal.aborted) return;
        // With a new token: this page may be older than the one that it has.
        await run.renew().catch(nothing);
        drain();
        soon();
      },
      1000 * 4 ** attempts++,
    );
  };

  const drain = () => {
    if (run.allowed("measurement")) {
      changeQueue(store).then((queue) => queue.forEach((message) => void send(message)), nothing);
    }
  };

  return {
    changed(now) {
      kept = now ?? kept;
      soon();
    },
    count(counts) {
      for (const count of counts) {
        // A message is about one page, as it was when the counts were made.
        if (gathered?.path !== location.pathname || gathered.counts.length >= COUNTS_PER_SIGNAL) {
          if (gathered) flush();
          gathered = newMessage();
        }
        gathered.counts.push(count);
        soon(run.allowed("personalization") ? PATIENCE_MILLISECONDS : GATHER_MILLISECONDS);
      }
    },
    flush,
    drain,
  };
}
