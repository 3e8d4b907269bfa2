import { randomBytes } from "node:crypto";
import { formatChoice, PURPOSES } from "../../shared/consent.ts";
import { DAY_MILLISECONDS, dayOf } from "../../shared/day.ts";
import { COUNTS_PER_SIGNAL } from "../../shared/limits.ts";
import type { Count, PageDecision, SignalAnswer, TagConfig } from "../../shared/wire.ts";
import { ask, type Asking, type Running } from "./ask.ts";
import { Device } from "./device.ts";
import { effectsOf } from "./effects.ts";
import { type Habits, habitsOf } from "./habits.ts";
import { type Random, random } from "./random.ts";
import type { Product } from "./shop.ts";
import { type Opened, visitOf } from "./visitor.ts";

/** How many visitors are about at once. */
const AT_ONCE = 8;
const HOUR_MILLISECONDS = 3_600_000;
const MINUTE_MILLISECONDS = 60_000;

/** Who comes, and when. */
export interface Crowd {
  readonly visitors: number;
  /** The last of the days, in milliseconds since the epoch, and how many there are. */
  readonly until: number;
  readonly days: number;
  /** The same visitors for the same number; which variants they get is up to the edge. */
  readonly seed: number;
  /** After each visit. */
  readonly came: (visits: number, of: number) => void;
  /** After each day, with its last minute. */
  readonly closed?: (now: number) => Promise<void>;
}

/** What the endpoints made of all visitors. */
export interface Sent {
  readonly visits: number;
  readonly yes: number;
  readonly messages: number;
  readonly counted: number;
}

interface Visitor {
  readonly habits: Habits;
  readonly device: Device;
  readonly draw: Random;
  readonly cookies: Map<string, string>;
  readonly address: string;
}

/**
 * Lets so many visitors come, day after day, each as often as their habits say: they choose, and those who say yes send
 * what their devices tell, by the configuration of the day. Rejects where the server refuses something.
 */
export async function sendVisitors(
  running: Running,
  products: readonly Product[],
  crowd: Crowd,
): Promise<Sent> {
  const draw = random(crowd.seed);
  const visitors = Array.from({ length: crowd.visitors }, (_, number): Visitor => {
    const own = random(Math.floor(draw() * 2 ** 31));
    const habits = habitsOf(products, crowd.days, own);
    return {
      habits,
      device: new Device(habits, own),
      draw: own,
      cookies: new Map(),
      address: addressOf(number),
    };
  });
  const all = visitors.reduce((sum, { habits: { days } }) => sum + days.length, 0);
  const first = dayOf(crowd.until) - crowd.days + 1;
  const answers: boolean[] = [];
  let visits = 0;
  for (let day = 0; day < crowd.days; day++) {
    const midnight = (first + day) * DAY_MILLISECONDS;
    const config = (await ask(running, "config", { now: midnight })) as TagConfig;
    const today = visitors.filter(({ habits: { days } }) => days.includes(day));
    const work = async () => {
      for (let visitor = today.pop(); visitor; visitor = today.pop()) {
        answers.push(
          ...(await come(running, config, products, visitor, midnight, visitor.habits.days[0] === day)),
        );
        crowd.came(++visits, all);
      }
    };
    await Promise.all(Array.from({ length: AT_ONCE }, work));
    await crowd.closed?.(midnight + DAY_MILLISECONDS - MINUTE_MILLISECONDS);
  }
  return {
    visits,
    yes: visitors.filter(({ habits: { choice } }) => choice === "yes").length,
    messages: answers.length,
    counted: answers.filter(Boolean).length,
  };
}

/** One visit; whether each of its messages was counted. */
async function come(
  running: Running,
  config: TagConfig,
  products: readonly Product[],
  { habits, device, draw, cookies, address }: Visitor,
  midnight: number,
  isFirst: boolean,
): Promise<boolean[]> {
  const asking: Asking = {
    now: midnight + habits.hour * HOUR_MILLISECONDS,
    context: { country: habits.country, hour: habits.hour },
    address,
    cookies,
  };
  if (isFirst) await choose(running, config, habits, asking);
  // Those who say no come again, and nobody knows.
  if (habits.choice !== "yes") return [];
  cookies.delete("sv_v");
  const visit = visitOf(habits, products, draw);
  device.arrive(config, asking.now, visit.looks[0]!.path);
  const counted: boolean[] = [];
  const tell = async ({ path, pairs }: Opened) => {
    const { counts = [], ...signal } = device.signal(path, pairs);
    for (const some of parts(counts)) {
      const message = randomBytes(16).toString("hex");
      const body = { ...signal, ...(some && { counts: some, message, token: config.token }) };
      const answer = (await ask(running, "signals", asking, body)) as SignalAnswer;
      if (some) counted.push(answer.counted === true);
      device.take(answer);
    }
  };
  const open = async ({ path, view, isTelling }: Opened, isLanding = false) => {
    const question = { path, language: habits.language, referrer: "" };
    // On the page on which they are asked nothing is known yet.
    if (isTelling && !(isLanding && isFirst))
      device.see((await ask(running, "decision", asking, question)) as PageDecision);
    device.view(view);
  };
  // As the tag does: when something is new, not on every page.
  for (const [index, page] of visit.looks.entries()) {
    await open(page, index === 0);
    if (index === 0 || page.pairs.length > 0) await tell(page);
  }
  const { wanting, ordering } = effectsOf(device);
  if (visit.wants < habits.wanting * wanting * (isFirst ? 1 : habits.returning)) {
    device.happen(visit.basket);
    await open(visit.cart);
    const isOrdering = visit.orders < habits.ordering * ordering;
    if (isOrdering) {
      device.happen([visit.purchase]);
      device.view(visit.thanks.view);
    }
    await tell(isOrdering ? visit.thanks : visit.cart);
  }
  if (device.isWaiting) await tell({ ...visit.looks[0]!, pairs: [] });
  return counted;
}

async function choose(
  running: Running,
  { consent: { revision } }: TagConfig,
  { choice, language }: Habits,
  asking: Asking,
): Promise<void> {
  const value = formatChoice({
    purposes: choice === "yes" ? PURPOSES : [],
    revision,
    day: dayOf(asking.now),
    gpc: choice === "gpc",
    epoch: 1,
  });
  asking.cookies?.set("sv_c", value);
  await ask(running, "consent", asking, { choice: value, layer: "question", language });
}

/** Counts by message; one without any where there are none. */
function parts(counts: readonly Count[]): (readonly Count[] | undefined)[] {
  if (counts.length === 0) return [undefined];
  const messages = Math.ceil(counts.length / COUNTS_PER_SIGNAL);
  return Array.from({ length: messages }, (_, index) =>
    counts.slice(index * COUNTS_PER_SIGNAL, (index + 1) * COUNTS_PER_SIGNAL),
  );
}

/** An address in a network of its own, of those that documentation uses (RFC 3849). */
function addressOf(visitor: number): string {
  return `2001:db8:${visitor.toString(16)}::1`;
}
