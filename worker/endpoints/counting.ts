import { isCountedAnswer } from "../../shared/ask/question.ts";
import { choiceCounts, type CountedChoice } from "../../shared/choice-counts.ts";
import { COUNTER_DEADLINE_MILLISECONDS, LIMITER_DEADLINE_MILLISECONDS } from "../../shared/limits.ts";
import type { Site } from "../../shared/site/schema.ts";
import type { Count } from "../../shared/wire.ts";
import { withDeadline } from "../deadline.ts";
import { networkOf } from "../network.ts";
import { reportFault } from "../report.ts";
import type { Scope } from "../scope.ts";
import { countPairs } from "./pair-counting.ts";

const HOUR_MILLISECONDS = 3_600_000;

/**
 * Counts, once per message number. True only if the counts are durable; with a token that is missing or too
 * old, or when the counter fails or takes too long, they aren't, and the tag tries again.
 */
export async function count(
  counts: readonly Count[],
  message: string,
  token: string,
  request: Request,
  scope: Scope,
): Promise<boolean> {
  const {
    compiled: { site },
    signer,
    env,
    now,
    note,
  } = scope;
  if (!(await signer?.validToken(token, now))) return false;
  try {
    const hour = Math.floor(now / HOUR_MILLISECONDS);
    const pairs = counts.filter((entry) => entry[0] === "pair");
    const declared = counts.filter((entry) => isDeclared(entry, site));
    const works: Promise<unknown>[] = [];
    if (pairs.length < counts.length)
      works.push(env.COUNTER.get(env.COUNTER.idFromName(site.id)).count(message, declared, hour));
    if (pairs.length > 0) works.push(countPairs(pairs, message, hour, request, scope));
    // What is told too late has been counted under the same number as the tag's next try: once.
    const answers = await withDeadline(Promise.all(works), COUNTER_DEADLINE_MILLISECONDS, "the counter");
    if (!answers.every((answer) => answer === true))
      throw new TypeError("the counter didn't say that they are durable");
    return true;
  } catch (error) {
    note("counter");
    reportFault("counts could not be kept", error);
    return false;
  }
}

/**
 * Counts a choice, for the owner to hold against receipts. Never rejects: what can't be counted isn't. Whoever sends
 * too many isn't counted either.
 */
export async function countChoice(choice: CountedChoice, request: Request, scope: Scope): Promise<void> {
  const { compiled, env, now, note } = scope;
  if (!(await withinLimit(request, scope))) return;
  try {
    const counter = env.COUNTER.get(env.COUNTER.idFromName(compiled.site.id));
    const hour = Math.floor(now / HOUR_MILLISECONDS);
    const counted = counter.countChoice(choiceCounts(choice), crypto.randomUUID(), hour);
    await withDeadline(counted, COUNTER_DEADLINE_MILLISECONDS, "the counter");
  } catch (error) {
    note("counter");
    reportFault("a choice could not be counted", error);
  }
}

/**
 * What is for the one counter. A goal, a step or an answer that a publish has removed meanwhile isn't counted; the rest
 * of the message is.
 */
function isDeclared(entry: Count, site: Site): boolean {
  if (entry[0] === "answer") return isCountedAnswer(entry, site);
  if (entry[0] !== "goal") return entry[0] === "view";
  const [, id, step] = entry;
  const goal = Object.hasOwn(site.goals, id) ? site.goals[id] : undefined;
  return goal !== undefined && (step === 0 || goal.steps?.includes(step) === true);
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
