import { dayOf } from "../../shared/day.ts";
import type { SiteEvent } from "../../shared/event.ts";
import { localTime } from "../../shared/local-time.ts";
import { VITAL_STEPS } from "../../shared/measure/cells.ts";
import type { Cohort, Vital } from "../../shared/measure/count.ts";
import {
  type Counted,
  type Counting,
  joinPeriods,
  joinTests,
  reach,
  settle,
} from "../../shared/measure/ledger.ts";
import { settleTests, takeVariants, type Tests, toldVariants } from "../../shared/measure/variants.ts";
import { newProfile, type Profile, recordEvent } from "../../shared/profile.ts";
import { project } from "../../shared/project.ts";
import { arrivalFrom } from "../../shared/referrer.ts";
import type { Count, PageDecision, Signal, SignalAnswer, TagConfig } from "../../shared/wire.ts";
import { withWeek } from "../../shared/week.ts";
import type { Habits } from "./habits.ts";
import type { Random } from "./random.ts";

/** The exposures that get lost on phones, as a script that fails there would lose them: nobody can believe this experiment. */
const LOST: Cohort = "x.basket-note.2";

/** What is typical of the three vitals, and how far it goes up; the worse on a phone. */
const VITALS: Readonly<Record<Vital, readonly [from: number, spread: number]>> = {
  lcp: [700, 1900],
  inp: [30, 170],
  cls: [0, 0.12],
};

/** What a simulated visitor's device keeps and tells, on the functions that the tag runs. */
export class Device {
  readonly #habits: Habits;
  readonly #draw: Random;
  #profile: Profile | undefined;
  #counted: Counted | undefined;
  #tests: Tests | undefined;
  #config: TagConfig | undefined;
  #now = 0;
  #counts: Count[] = [];

  constructor(habits: Habits, draw: Random) {
    this.#habits = habits;
    this.#draw = draw;
  }

  /** A visit begins at a time in milliseconds since the epoch, under the configuration of that time. */
  arrive(config: TagConfig, now: number, landing: string): void {
    const today = dayOf(now);
    this.#config = config;
    this.#now = now;
    this.#profile ??= newProfile(today);
    this.#counted = settle(this.#counted, config, today);
    this.#tests = settleTests(this.#tests, config.experiments ?? [], today, this.#draw);
    this.#record({
      name: "visit",
      properties: {
        ...arrivalFrom("", "", new URLSearchParams()),
        landing,
        device: this.#habits.isOnPhone ? "mobile" : "desktop",
        ...localTime(now, "UTC"),
        country: this.#habits.country,
      },
    });
  }

  /** A page is opened. */
  view(properties: SiteEvent["properties"]): void {
    this.#record({ name: "view", properties });
    this.#counts.push(["view"]);
  }

  /** Something happens on it: counted once for all of its kind, but for the goals that it reaches. */
  happen(events: readonly SiteEvent[]): void {
    for (const name of new Set(events.map((event) => event.name))) this.#counts.push(["event", name]);
    for (const event of events) {
      this.#record(event);
      for (const [id, { event: name, value: property, steps = [] }] of Object.entries(this.#config!.goals)) {
        if (name !== event.name) continue;
        const value = property === undefined ? 0 : Number(event.properties[property]);
        this.#counts.push(["goal", id, Math.max(0, ...steps.filter((step) => step <= value))]);
        this.#count(reach(this.#counted!, [id, value], this.#config!));
      }
    }
  }

  /** What is told on a page: the projection, variants, and what has been counted since. */
  signal(path: string, pairs: readonly Count[]): Omit<Signal, "message" | "token"> {
    const today = dayOf(this.#now);
    const { plan, attributes, experiments } = this.#config!;
    const counts = [...this.#counts, ...pairs];
    this.#counts = [];
    return {
      plan,
      ...project(this.#profile!, attributes, today),
      path,
      language: this.#habits.language,
      ...(experiments && { variants: toldVariants(this.#tests!, experiments, today) }),
      ...(counts.length > 0 && { counts }),
    };
  }

  /** Takes what a signal was answered: variants, and the segments that it counts by. */
  take({ decision, variants }: Pick<SignalAnswer, "decision" | "variants">): void {
    const today = dayOf(this.#now);
    const config = this.#config!;
    if (variants) this.#tests = takeVariants(this.#tests!, config.experiments ?? [], variants, today);
    this.#count(joinPeriods(this.#counted!, decision.segments, config, today));
  }

  /** A page comes as it was decided: which cohorts it exposes the visitor to, and how it went, in steps. */
  see({ exposed = [], segments, blocks }: Pick<PageDecision, "exposed" | "segments" | "blocks">): void {
    const kept = exposed.filter((cohort) => cohort !== LOST || !this.#habits.isOnPhone);
    this.#count(joinTests(this.#counted!, kept, segments, this.#config!, dayOf(this.#now)));
    const page = blocks.length > 0 ? "personalized" : "plain";
    for (const [vital, [from, spread]] of Object.entries(VITALS) as [Vital, readonly [number, number]][]) {
      const value = from + spread * this.#draw() * this.#draw() * (this.#habits.isOnPhone ? 1.6 : 1);
      this.#counts.push(["vital", vital, page, VITAL_STEPS[vital].findLast((step) => step <= value) ?? 0]);
    }
  }

  /** The variant of an experiment that the visitor has, from 1; 0: none. */
  variantOf(experiment: string): number {
    return this.#tests?.variants[experiment]?.[0] ?? 0;
  }

  /** Whether anything waits to be told. */
  get isWaiting(): boolean {
    return this.#counts.length > 0;
  }

  #record(event: SiteEvent): void {
    const today = dayOf(this.#now);
    const dated = withWeek(event, this.#profile!.created, today);
    this.#profile = recordEvent(this.#profile!, this.#config!.attributes, dated, today);
  }

  #count({ counted, counts }: Counting): void {
    this.#counted = counted;
    this.#counts.push(...counts);
  }
}
