import type { DataReport } from "../../../shared/report/contract.ts";
import { h } from "../element.ts";
import { card, numbers } from "../pieces.ts";
import { count, percent } from "../words/format.ts";

/** How often the edge had read a page before, so that putting blocks into it cost next to nothing. */
export function memoryCard({ pageMemory }: DataReport): HTMLElement | null {
  const { known, new: read, hitRate } = pageMemory;
  if (hitRate === null) return null;
  return card(
    "Pages in memory",
    h(
      "p",
      { class: "about" },
      "Each machine of the edge remembers where blocks go on the pages that it has seen lately. A page that it knows is put together at once; any other one it reads first, which takes it some milliseconds. The share is low where pages differ with every request, or few visitors come.",
    ),
    numbers(
      ["Known already", percent(hitRate)],
      ["Pages known", count(known)],
      ["Pages read first", count(read)],
    ),
  );
}
