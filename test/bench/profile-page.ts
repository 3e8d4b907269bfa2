import { createStore, update } from "idb-keyval";
import { advance, type Kept } from "../../client/kept.ts";
import type { Keeping } from "../../client/tools.ts";
import { projectWith } from "../../shared/aggregate.ts";
import { dayOf } from "../../shared/day.ts";
import type { SiteEvent } from "../../shared/event.ts";
import { ALL_MEANS } from "../../shared/profile.ts";
import type { TagConfig } from "../../shared/wire.ts";

/** Milliseconds per event of one round. */
export interface ProfileRound {
  readonly bare: number;
  readonly update: number;
  readonly computing: number;
  readonly projecting: number;
}

interface BenchWindow extends Window {
  benchProfile(config: TagConfig, rounds: number, events: number): Promise<ProfileRound[]>;
}

const TOOLS: Keeping = { ...ALL_MEANS, visitProperties: () => ({ source: "news", hour: 20, weekday: 3 }) };

// What runs in the browser: the tag's own way of taking an event, beside `update()` of idb-keyval alone.
(window as unknown as BenchWindow).benchProfile = async (config, rounds, events) => {
  const store = createStore("bench", "kept");
  const record = () =>
    update<Kept>("profile", (kept) => advance(kept, config, TOOLS, viewOf(at++), Date.now()), store);
  let at = 0;
  for (let index = 0; index < 300; index++) await record();
  let kept: Kept | undefined;
  await update<Kept>("profile", (before) => (kept = before!), store);
  await update<Kept>("bare", () => structuredClone(kept!), store);
  const results: ProfileRound[] = [];
  for (let round = 0; round < rounds; round++) {
    const bare = await timed(events, () => update<Kept>("bare", (before) => before!, store));
    const own = await timed(events, record);
    const computing = await timed(events, () => {
      kept = advance(kept, config, TOOLS, viewOf(at++), Date.now());
    });
    const projecting = await timed(events, () => {
      projectWith(TOOLS, kept!.profile, config.attributes, dayOf(Date.now()));
    });
    results.push({ bare, update: own, computing, projecting });
  }
  return results;
};

function viewOf(index: number): SiteEvent {
  const category = ["rain", "running", "camp", "hut"][index % 4]!;
  return {
    name: "view",
    properties: { path: `/products/${index % 50}`, category, item: `sku-${index % 200}`, value: index % 90 },
  };
}

async function timed(times: number, act: () => unknown): Promise<number> {
  const before = performance.now();
  for (let index = 0; index < times; index++) await act();
  return (performance.now() - before) / times;
}
