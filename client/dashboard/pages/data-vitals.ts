import type { DataReport } from "../../../shared/report/contract.ts";
import { h } from "../element.ts";
import { badge, card } from "../pieces.ts";
import { table } from "../table.ts";
import { count, percent } from "../words/format.ts";

type Vital = DataReport["vitals"][number];

/** Good up to this, poor from that (web.dev/articles/vitals). */
const BOUNDS = {
  lcp: { name: "Largest paint", good: 2500, poor: 4000 },
  inp: { name: "Answer to a click", good: 200, poor: 500 },
  cls: { name: "Layout shift", good: 0.1, poor: 0.25 },
} as const;

/** How fast pages are for visitors, with blocks and without. */
export function vitalsCard(vitals: readonly Vital[]): HTMLElement | null {
  if (vitals.length === 0) return null;
  return card(
    "Web Vitals",
    h(
      "p",
      { class: "about" },
      "What three quarters of pages stay below. Personalized pages should be no slower than plain ones.",
    ),
    table(
      "Web Vitals of personalized and plain pages",
      [
        { title: "Vital", cell: ({ vital }: Vital) => h("b", {}, BOUNDS[vital].name) },
        { title: "Pages", cell: ({ page }: Vital) => (page === "personalized" ? "Personalized" : "Plain") },
        { title: "Three quarters below", isNumber: true, cell: p75 },
        { title: "Rated", cell: rated },
        { title: "Good", isNumber: true, cell: ({ good }: Vital) => percent(good) },
        { title: "Measured", isNumber: true, cell: ({ pages }: Vital) => count(pages) },
      ],
      vitals,
    ),
  );
}

function p75({ vital, p75 }: Vital): string {
  if (p75 === null) return "–";
  if (vital === "cls") return String(p75);
  return p75 < 1000 ? `${p75} ms` : `${(p75 / 1000).toFixed(1)} s`;
}

function rated({ vital, p75 }: Vital): Node | string {
  const { good, poor } = BOUNDS[vital];
  if (p75 === null) return "–";
  return p75 <= good ? badge("Good", "good") : p75 <= poor ? badge("Could be better") : badge("Poor", "bad");
}
