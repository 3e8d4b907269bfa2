import { choiceCounts, type CountedChoice } from "../../shared/choice-counts.ts";
import { dayOf } from "../../shared/day.ts";
import { COUNTER_DEADLINE_MILLISECONDS, LIMITER_DEADLINE_MILLISECONDS } from "../../shared/limits.ts";
import { changesOf } from "../../shared/measure/cells-of.ts";
import type { Count } from "../../shared/wire.ts";
import { addCells } from "../cells.ts";
import { withDeadline } from "../deadline.ts";
import { networkOf } from "../network.ts";
import { reportFault } from "../report.ts";
import type { Scope } from "../scope.ts";
import { isStaff } from "../staff.ts";
import type { KnownProjection } from "../visitor.ts";
import { filledAttributes } from "./filled.ts";
import { countPairs } from "./pair-counting.ts";

const HOUR_MILLISECONDS = 3_600_000;

/** The counts of a signal. */
interface Counted {
  readonly counts: readonly Count[];
  readonly message: string;
  readonly token: string;
  /** What is known of who sent it. */
  readonly projection: KnownProjection | undefined;
}

/**
 * Counts, once per message number. True only if the counts are durable, or nothing comes to any; with a token that is
 * missing or too old, or when the counter fails or takes too long, they aren't, and the tag tries again. What a publish has
 * removed meanwhile isn't counted; the rest of the message is.
 */
export async function count(
  { counts, message, token, projection }: Counted,
  request: Request,
  scope: Scope,
): Promise<boolean> {
  const { compiled, signer, env, now, note } = scope;
  const { site } = compiled;
  if (!(await signer?.validToken(token, now))) return false;
  try {
    const hour = Math.floor(now / HOUR_MILLISECONDS);
    const pairs = counts.filter((entry) => entry[0] === "pair");
    const works: Promise<unknown>[] = [];
    if (pairs.length < counts.length) {
      const hasDay = counts.some(([kind, cohort]) => kind === "joined" && cohort === "d");
      const filled = hasDay ? filledAttributes(projection, compiled, dayOf(now)) : [];
      const changes = changesOf(counts, site, dayOf(now), filled);
      const address = request.headers.get("cf-connecting-ip");
      const key = address === null ? undefined : await signer?.limitKey(networkOf(address), now);
      works.push(addCells(env, { site: site.id, message, hour, changes, ...(key !== undefined && { key }) }));
    }
    if (pairs.length > 0) works.push(pairsCounted(pairs, message, hour, request, scope));
    await Promise.all(works);
    return true;
  } catch (error) {
    note("counter");
    reportFault("counts could not be kept", error);
    return false;
  }
}

/**
 * Counts a choice, unless it is that of staff, for the owner to hold against receipts. Never rejects: what can't be counted isn't. Whoever sends
 * too many isn't counted either.
 */
export async function countChoice(choice: CountedChoice, request: Request, scope: Scope): Promise<void> {
  const { compiled, env, now, note } = scope;
  if ((await isStaff(request, scope)) || !(await withinLimit(request, scope))) return;
  try {
    const changes = [{ cells: choiceCounts(choice).map((name) => [name, 1] as const) }];
    const hour = Math.floor(now / HOUR_MILLISECONDS);
    await addCells(env, { site: compiled.site.id, message: crypto.randomUUID(), hour, changes });
  } catch (error) {
    note("counter");
    reportFault("a choice could not be counted", error);
  }
}

async function pairsCounted(...asked: Parameters<typeof countPairs>): Promise<void> {
  const counted = await withDeadline(countPairs(...asked), COUNTER_DEADLINE_MILLISECONDS, "the counter");
  if (!counted) throw new TypeError("the counter didn't say that pairs are durable");
}

/**
 * Whether this address may send one more signal, or ask one more thing of that `kind`. The limiter is approximate and
 * may fail: no correctness rests on it. Invariant 7: it sees a few bits of a keyed hash that changes every day, not the
 * address.
 */
export async function withinLimit(
  request: Request,
  { env, signer, now, note }: Scope,
  kind = "",
): Promise<boolean> {
  const address = request.headers.get("cf-connecting-ip");
  if (!env.SIGNALS_LIMIT || !signer || address === null) return true;
  try {
    const asked = env.SIGNALS_LIMIT.limit({ key: await signer.limitKey(kind + networkOf(address), now) });
    return (await withDeadline(asked, LIMITER_DEADLINE_MILLISECONDS, "the rate limiter")).success;
  } catch {
    note("limiter");
    return true;
  }
}
