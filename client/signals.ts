import type { UseStore } from "idb-keyval";
import { projectWith } from "../shared/aggregate.ts";
import { dayOf } from "../shared/day.ts";
import { COUNTS_PER_SIGNAL } from "../shared/limits.ts";
import type { Count, PageDecision, Problem, SignalAnswer, TagConfig } from "../shared/wire.ts";
import { readCookie } from "./cookies.ts";
import { update } from "./device-store.ts";
import { type Kept, readKept } from "./kept.ts";
import { openLedger } from "./ledger.ts";
import { changeQueue, type Message, newMessage } from "./message-queue.ts";
import type { Run } from "./run.ts";

/** How long events are gathered before a signal goes out. */
const GATHER_MILLISECONDS = 50;
/** How long counts wait for the profile, to go out together with it. */
const PATIENCE_MILLISECONDS = 1000;

const nothing = () => {};

/** What came of a signal: to an outdated plan the edge answers with its configuration, to nonsense with a problem. */
type Answer = SignalAnswer & Problem & { readonly config: TagConfig };

/** Sends what the edge has to know: the projection when it has changed, and counts. */
export interface Signals {
  /** The profile is now this, or could not be changed; a signal follows soon if there is anything to tell. */
  readonly changed: (kept?: Kept) => void;
  readonly count: (counts: readonly Count[]) => void;
  /** Sends a message that waits in the queue already. */
  readonly deliver: (message: Message) => void;
}

/** Signals of one run, and first of all what earlier pages could not deliver. `answered` hears what the edge decides. */
export function createSignals(
  run: Run,
  profiles: UseStore,
  answered: (decision: PageDecision) => void,
): Signals {
  const { signal, allowed, tell } = run;
  const queue = run.deviceStore(() => allowed("measurement"));
  const note = openLedger(run);
  let kept: Kept | undefined;
  let gathered: Message | undefined;
  let gathering: number;
  let retrying = 0;
  let attempts = 0;
  let inFlight: string | 0 = 0;

  const soon = (milliseconds: number) => {
    clearTimeout(gathering);
    gathering = setTimeout(flush, milliseconds);
  };

  const changed = (now = kept) => {
    kept = now;
    soon(GATHER_MILLISECONDS);
  };

  /** Sends at once what waits. */
  const flush = () => {
    // In a pause nothing is told; see `Profile.paused`.
    if (kept && kept.profile.paused === kept.profile.visit.number) gathered = kept = undefined;
    if (gathered) changeQueue(queue, gathered).catch(nothing);
    send(gathered ?? newMessage(), kept).catch(nothing);
    gathered = undefined;
  };

  const send = async (from: Message, about?: Kept, again?: true): Promise<void> => {
    const [message, , path, language, counts] = from;
    const { config: asked, tools } = run;
    const { attributes, plan, token } = asked;
    const today = dayOf(Date.now());
    const counting = counts.length && allowed("measurement");
    const profile = allowed("personalization") && about?.profile;
    const projection = profile && projectWith(tools, profile, attributes, today);
    const variants = profile && tools.variantsOf?.(profile, asked);
    // What the edge has acknowledged once it has answered: who asked (choice, plan), when, the projection, and variants.
    const keyWith = (told = variants) =>
      JSON.stringify([readCookie("sv_c"), plan, profile && profile.visit.number, today, projection, told]);
    const key = profile && keyWith();
    const news = key && key !== about.sent && key !== inFlight;
    if (!news && !counting) return;
    if (news) inFlight = key;

    const {
      status,
      config,
      counted,
      decision,
      seed,
      variants: drawn,
    } = await tell<Answer>(
      "POST",
      "/signals",
      // Every visitor's fields stand in the same order: equal projections are equal bytes.
      note({
        plan,
        ...(news && { ...projection, ...(variants && { variants }) }),
        path,
        language,
        ...(news && profile.fresh && { fresh: true }),
        ...(counting && { counts, message, token }),
      }),
      signal,
    );
    if (news) inFlight = 0;
    if (signal.aborted) return;
    if (config && !again) {
      await run.renew(config);
      return send(from, about, true);
    }
    if (counted || status! < 429 || (decision && !counting)) {
      attempts = 0;
      if (counting) changeQueue(queue, undefined, from).catch(nothing);
    } else retry();
    if (!decision) return;
    // To counts alone it is answered on what was known when they were sent: an answer to the profile may have come first.
    if (news || !profile) run.decided(decision);
    answered(decision);
    if (!news) return;
    // What the edge knows now is noted. The profile may have moved on meanwhile, here or in another tab.
    const part = seed && (await run.load("seed"));
    await update<Kept>(
      "profile",
      (record) => {
        const { profile: latest } = readKept(record, run.config, Date.now());
        const { fresh, ...rest } = latest;
        const seeded = fresh && part ? part.mergeSeed(latest, attributes, seed) : rest;
        const profile = drawn ? (tools.withVariants?.(seeded, asked, drawn) ?? seeded) : seeded;
        return (kept = { profile, sent: drawn ? keyWith(tools.variantsOf?.(profile, asked)) : key });
      },
      profiles,
    );
    changed();
  };

  const retry = () => {
    retrying ||= setTimeout(
      () => {
        retrying = 0;
        // With a new token: this page may be older than the one that it has.
        if (!signal.aborted) void run.renew().catch(nothing).then(drain);
      },
      1000 * 4 ** attempts++,
    );
  };

  const drain = () => {
    changeQueue(queue)
      .then((messages) => Promise.all(messages.map((each) => send(each))))
      .catch(nothing);
    changed();
  };

  // The page may be gone in a moment.
  addEventListener("pagehide", flush, { signal });
  drain();

  return {
    changed,
    deliver: (message) => void send(message).catch(nothing),
    count(counts) {
      for (const count of counts) {
        // A message is about one page, as it was when the counts were made.
        if (gathered && (gathered[2] !== location.pathname || gathered[4].length >= COUNTS_PER_SIGNAL))
          flush();
        (gathered ??= newMessage())[4].push(count);
        soon(PATIENCE_MILLISECONDS);
      }
    },
  };
}
