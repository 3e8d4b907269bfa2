import { rankRow } from "../../client/parts/rank.ts";
import type { Recent } from "../../shared/recommend/recent.ts";

/** Milliseconds of one row: reading it, ranking and moving; and of putting the row into the page, layout included. */
export interface RankerRound {
  readonly ranking: number;
  readonly drawing: number;
}

interface BenchWindow extends Window {
  benchRanker(candidates: number, rounds: number): RankerRound[];
}

const KINDS = ["rain", "running", "camp", "hut", "climbing", "winter"];
const PARTS = ["jacket", "trousers", "shoe", "pack", "lamp", "cup", "rope", "tent"];
const FOR = ["men", "women", "children"];
const TODAY = 20_000;

const aboutOf = (at: number) => [KINDS[at % 6]!, PARTS[at % 8]!, FOR[at % 3]!, `brand${at % 11}`];

/** Forty items, as many as a device keeps. */
const RECENT: Recent = {
  version: 1,
  items: Array.from({ length: 40 }, (_, at) => ({
    id: `seen${at}`,
    title: `Item ${at}`,
    about: aboutOf(at * 7),
    day: TODAY - at,
    strength: 1 + (at % 3),
    viewed: TODAY - at,
  })),
  less: [{ id: "item1", about: aboutOf(1), day: TODAY }],
  pairs: {},
};

// What runs in the browser: a row as the edge writes it, with all that is done to it.
(window as unknown as BenchWindow).benchRanker = (candidates, rounds) =>
  Array.from({ length: rounds }, () => {
    const before = performance.now();
    document.body.innerHTML = rowOf(candidates);
    const row = document.querySelector<HTMLElement>("[data-selvedge-recommend]")!;
    row.getBoundingClientRect();
    const drawn = performance.now();
    rankRow(row, { recent: RECENT, own: undefined, today: TODAY });
    return { drawing: drawn - before, ranking: performance.now() - drawn };
  });

function rowOf(candidates: number): string {
  const items = Array.from({ length: candidates }, (_, at) => {
    const about = aboutOf(at).join(" ");
    return `<li data-selvedge-candidate="item${at}" data-selvedge-about="${about}"${at < 4 ? "" : " hidden"}><a href="/${at}">Item</a></li>`;
  });
  return `<h1>Shop</h1><ul data-selvedge-recommend="row" data-selvedge-show="4"><li data-selvedge-because hidden>Because: {{title}}</li>${items.join("")}</ul><p>End</p>`;
}
