import type {
  Comparison,
  Decision,
  ExperimentReport,
  ExperimentsReport,
  Interval,
  VariantFigures,
} from "../../../shared/report/contract.ts";
import type { RegisterReport } from "../../../shared/report/site-contract.ts";
import { daysOf, headOf } from "./fixture.ts";
import { seededRandom } from "../../shared/statistics/random.ts";

interface Case {
  readonly rate: number;
  readonly uplift: Interval | null;
  readonly role?: Comparison["role"];
  readonly goal?: string;
  readonly chance?: number;
}

function compared(
  visitors: number,
  { rate, uplift, role = "primary", goal = "order", chance = 0.61 }: Case,
): Comparison {
  const isAhead = uplift !== null && uplift.low > 0;
  return {
    goal,
    role,
    better: goal === "return" ? "less" : "more",
    visitors,
    reached: Math.round(visitors * rate),
    rate,
    mean: goal === "order" ? rate * 86 : null,
    uplift,
    pValue: uplift && (isAhead ? 0.0006 : 0.34),
    chanceToWin: chance,
    expectedLoss: uplift ? (isAhead ? 0.0001 : 0.002) : 0.004,
  };
}

function variant(id: string, label: string, visitors: number, ...cases: readonly Case[]): VariantFigures {
  return { variant: id, label, weight: 1, visitors, goals: cases.map((each) => compared(visitors, each)) };
}

/** An interval that narrows around where it ends. */
function timeline(days: readonly string[], end: Interval, visitors: number, seed: number) {
  const random = seededRandom(seed);
  return days.map((day, index) => {
    const part = (index + 1) / days.length;
    const width = ((end.high - end.low) / 2) * Math.sqrt(1 / part);
    const value = end.value + (random() - 0.5) * width * 0.5 * (1 - part);
    return { day, visitors: Math.round(visitors * part), value, low: value - width, high: value + width };
  });
}

const BASE = {
  owner: "anna@fell-and-ford.example",
  state: "running",
  until: null,
  primary: "order",
  sampleRatio: { pValue: 0.41, broken: false },
  bandit: null,
  decision: null,
  segments: [],
} as const;

export function experimentsReport(from: string, to: string): ExperimentsReport {
  const days = daysOf(from, to);
  const uplift = { value: 0.124, low: 0.041, high: 0.207 };
  const total = { value: 0.082, low: 0.031, high: 0.133 };
  const guard = { value: 0.004, low: -0.03, high: 0.038 };
  const short: ExperimentReport = {
    ...BASE,
    id: "short-form",
    label: "Short checkout form",
    hypothesis: "Visitors give up at the ninth field. With five, more of them order.",
    from: days[0]!,
    variants: [
      variant(
        "as-it-is",
        "As it is",
        8804,
        { rate: 0.0533, uplift: null, chance: 0.006 },
        { rate: 0.091, uplift: null, chance: 0.44, role: "guardrail", goal: "return" },
      ),
      variant(
        "short",
        "Five fields",
        8766,
        { rate: 0.0599, uplift, chance: 0.994 },
        { rate: 0.0914, uplift: guard, chance: 0.56, role: "guardrail", goal: "return" },
      ),
    ],
    timeline: [{ variant: "short", points: timeline(days, uplift, 17_570, 8) }],
    segments: [
      {
        segment: "returning",
        label: "Returning visitors",
        variants: [
          variant("short", "Five fields", 3400, {
            rate: 0.071,
            uplift: { value: 0.06, low: -0.04, high: 0.16 },
          }),
        ],
      },
      {
        segment: "rain",
        label: "Looks at rain gear",
        variants: [
          variant("short", "Five fields", 1900, {
            rate: 0.066,
            uplift: { value: 0.21, low: 0.05, high: 0.37 },
          }),
        ],
      },
    ],
    verdict: "winner",
    needed: { visitors: 8200, days: 0 },
  };
  const hero: ExperimentReport = {
    ...BASE,
    id: "hero-video",
    label: "Video in the hero",
    hypothesis: "Seeing the jacket in the rain says more than a photograph.",
    from: days[3]!,
    variants: [
      variant("photo", "Photograph", 6120, { rate: 0.034, uplift: null }),
      variant("video", "Video", 4870, { rate: 0.041, uplift: { value: 0.21, low: 0.09, high: 0.33 } }),
    ],
    sampleRatio: { pValue: 3e-33, broken: true },
    timeline: [
      {
        variant: "video",
        points: timeline(days.slice(3), { value: 0.21, low: 0.09, high: 0.33 }, 10_990, 9),
      },
    ],
    verdict: "broken",
    needed: { visitors: 9000, days: 9 },
  };
  const order = { value: 0.03, low: -0.06, high: 0.12 };
  const second = { value: -0.02, low: -0.11, high: 0.07 };
  const navigation: ExperimentReport = {
    ...BASE,
    id: "nav-order",
    label: "Order of the menu",
    hypothesis: "What somebody looks at most comes first, so they find it sooner.",
    from: days[2]!,
    variants: [
      variant("fixed", "Fixed", 2410, { rate: 0.033, uplift: null }),
      variant("favourite", "Favourite first", 2388, { rate: 0.034, uplift: order }),
      variant("season", "Season first", 2402, { rate: 0.0324, uplift: second }),
    ],
    timeline: [
      { variant: "favourite", points: timeline(days.slice(2), order, 4798, 10) },
      { variant: "season", points: timeline(days.slice(2), second, 4812, 11) },
    ],
    bandit: { weights: [0.31, 0.46, 0.23], regret: 3.4, evenly: 11.9 },
    verdict: "no difference yet",
    needed: { visitors: 7400, days: 23 },
  };
  return {
    ...headOf(from, to),
    total: {
      ...BASE,
      id: "holdout",
      label: "holdout",
      hypothesis: "",
      from: null,
      variants: [
        variant("1", "Personalized", 33_402, { rate: 0.0349, uplift: total }),
        variant("2", "Held out", 1761, { rate: 0.0322, uplift: null }),
      ],
      timeline: [{ variant: "1", points: timeline(days, total, 35_163, 12) }],
      verdict: "winner",
      needed: null,
    },
    experiments: [short, hero, navigation],
  };
}

function decided(
  label: string,
  hypothesis: string,
  decision: Pick<Decision, "decision" | "day" | "note">,
): RegisterReport["entries"][number] {
  const experiment = { id: label, label, hypothesis, state: "gone", variants: [] } as const;
  return { experiment, decisions: [{ ...decision, figures: [] }] };
}

export const REGISTER: RegisterReport = {
  entries: [
    decided("Free returns, said early", "Who knows that returns are free orders with less doubt.", {
      decision: "ship",
      day: "2026-09-14",
      note: "6 % more orders, and no more returns. Say what calms beside the button.",
    }),
    decided("Red countdown", "Urgency makes people decide.", {
      decision: "drop",
      day: "2026-08-02",
      note: "Fewer orders, more complaints. Not again.",
    }),
    decided("Stars above the price", "Others’ judgement comes before the price.", {
      decision: "inconclusive",
      day: "2026-10-20",
      note: "",
    }),
  ],
};
