import type {
  BlocksReport,
  DataReport,
  GoalFigures,
  Interval,
  PrivacyReport,
  SegmentsReport,
} from "../../../shared/report/contract.ts";
import { seededRandom } from "../../shared/statistics/random.ts";

/** Reports of a shop that is doing well, of the days that are asked for. */
export function headOf(
  from: string,
  to: string,
): Pick<DataReport, "site" | "from" | "to" | "least" | "suppressed"> {
  return { site: "fell-and-ford", from, to, least: 20, suppressed: 3 };
}

/** All days of a range. */
export function daysOf(from: string, to: string): string[] {
  const days: string[] = [];
  for (let at = Date.parse(from); at <= Date.parse(to); at += 86_400_000)
    days.push(new Date(at).toISOString().slice(0, 10));
  return days;
}

export function around(value: number, width: number): Interval {
  return { value, low: value - width, high: value + width };
}

/** As many as on a day of the week: fewer at its end. */
function traffic(days: readonly string[], base: number, seed: number): number[] {
  // Another one for other days, so that a week differs from the one before.
  const random = seededRandom(seed + Date.parse(days[0] ?? "") / 86_400_000);
  return days.map((day, index) => {
    const isWeekend = [0, 6].includes(new Date(day).getUTCDay());
    return Math.round(base * (isWeekend ? 0.68 : 1) * (1 + index * 0.006) * (0.92 + random() * 0.16));
  });
}

export function dataReport(from: string, to: string): DataReport {
  const days = daysOf(from, to);
  const views = traffic(days, 4210, 1);
  const visitors = traffic(days, 1280, 2);
  const [pagesKnown, pagesNew] = [traffic(days, 1630, 8), traffic(days, 92, 9)];
  const [known, read] = [pagesKnown, pagesNew].map((each) => each.reduce((sum, one) => sum + one, 0));
  const event = (event: string, base: number, declared: boolean, selector?: string, silent = false) => {
    const each = silent ? days.map(() => 0) : traffic(days, base, event.length * 7);
    const total = each.reduce((sum, one) => sum + one, 0);
    return { event, declared, ...(selector !== undefined && { selector }), days: each, total, silent };
  };
  return {
    ...headOf(from, to),
    days: days.map((day, index) => ({
      day,
      views: views[index]!,
      visitors: visitors[index]!,
      pagesKnown: pagesKnown[index]!,
      pagesNew: pagesNew[index]!,
    })),
    pageMemory: { known: known!, new: read!, hitRate: known! / (known! + read!) },
    visitors: { week: visitors.slice(-7).reduce((sum, one) => sum + one, 0), month: 28_403 },
    events: [
      event("view", 4210, false),
      event("visit", 1450, false),
      event("cart", 188, true, "[data-add-to-cart]"),
      event("search", 96, false),
      event("size-guide", 61, true, "button.size-guide"),
      event("purchase", 42, false),
      event("wishlist", 0, true, ".wish > button", true),
    ],
    attributes: [
      { attribute: "visits", filled: 0.61 },
      { attribute: "favourite", filled: 0.38 },
      { attribute: "cartValue", filled: 0.11 },
      { attribute: "daysAway", filled: 0.44 },
      { attribute: "interest", filled: 0.052 },
      { attribute: "stage", filled: null },
    ],
    catalog: { items: 412 },
    mishaps: [
      { mishap: "slow", total: 37 },
      { mishap: "csp-script", total: 12 },
      { mishap: "block", total: 0 },
    ],
    answers: [
      {
        block: "survey",
        question: "nps",
        type: "nps",
        answers: 412,
        groups: [
          { name: "detractors", answers: 61 },
          { name: "passives", answers: 108 },
          { name: "promoters", answers: 243 },
        ],
        score: 44.2,
      },
      {
        block: "survey",
        question: "visit",
        type: "single",
        answers: null,
        groups: [
          { name: "gift", answers: null },
          { name: "work", answers: null },
        ],
        score: null,
      },
    ],
    vitals: [
      { vital: "lcp", page: "personalized", pages: 18_204, p75: 2000, good: 0.86 },
      { vital: "lcp", page: "plain", pages: 41_877, p75: 2000, good: 0.85 },
      { vital: "inp", page: "personalized", pages: 9120, p75: 150, good: 0.91 },
      { vital: "inp", page: "plain", pages: 20_411, p75: 150, good: 0.92 },
      { vital: "cls", page: "personalized", pages: 18_204, p75: 0.05, good: 0.95 },
      { vital: "cls", page: "plain", pages: 41_877, p75: 0.15, good: 0.71 },
    ],
  };
}

function goals(rate: number, value: number, width: number): GoalFigures[] {
  return [
    {
      goal: "order",
      reached: Math.round(rate * 9000),
      rate: around(rate, rate * width),
      value: around(value, value * width),
      again: 0.06 + rate,
    },
    { goal: "newsletter", reached: 240, rate: around(rate * 0.7, rate * 0.1), value: null, again: null },
  ];
}

export function segmentsReport(from: string, to: string): SegmentsReport {
  const days = daysOf(from, to);
  const segment = (
    id: string,
    label: string,
    base: number,
    all: number,
    rate: number,
    value: number,
    width: number,
  ) => ({
    segment: id,
    label,
    size: base * days.length,
    share: base / all,
    trend: traffic(days, base, id.length * 13),
    goals: goals(rate, value, width),
  });
  return {
    ...headOf(from, to),
    days,
    segments: [
      segment("*", "Everybody", 1280, 1280, 0.033, 2.84, 0.03),
      segment("abandoned", "Left a full basket", 94, 1280, 0.142, 14.9, 0.11),
      segment("returning", "Returning visitors", 511, 1280, 0.058, 5.21, 0.05),
      segment("rain", "Looks at rain gear", 262, 1280, 0.049, 4.87, 0.09),
      segment("business", "Buys for a team", 41, 1280, 0.031, 4.02, 0.42),
      segment("newsletter", "Came by the newsletter", 120, 1280, 0.036, 2.66, 0.16),
      segment("evening", "Evenings", 402, 1280, 0.029, 2.31, 0.07),
      {
        segment: "trail",
        label: "Trail runners in Scotland",
        size: null,
        share: null,
        trend: days.map(() => null),
        goals: [{ goal: "order", reached: null, rate: null, value: null, again: null }],
      },
    ],
  };
}

export function blocksReport(from: string, to: string): BlocksReport {
  const block = (
    block: string,
    target: string,
    shown: number,
    rate: number,
    uplift: Interval | null,
    experiments: readonly string[] = [],
  ): BlocksReport["blocks"][number] => ({
    block,
    op: "content",
    target,
    shown,
    heldOut: uplift ? Math.round(shown / 19) : 0,
    goals: [{ ...goals(rate, rate * 88, 0.05)[0]!, uplift }],
    experiments,
  });
  return {
    ...headOf(from, to),
    blocks: [
      block("basket-reminder", "[data-slot=hero]", 2631, 0.139, { value: 0.31, low: 0.12, high: 0.53 }),
      block("hero-rain", "[data-slot=hero]", 7304, 0.051, { value: 0.09, low: 0.02, high: 0.17 }),
      block("welcome-back", "#welcome", 14_208, 0.044, { value: 0.015, low: -0.02, high: 0.05 }),
      block("delivery-pl", ".delivery", 3110, 0.037, { value: -0.012, low: -0.07, high: 0.05 }),
      block("countdown", ".offer", 5120, 0.029, { value: -0.11, low: -0.19, high: -0.03 }),
      block("short-form", "#checkout form", 4411, 0.061, null, ["short-form"]),
    ],
  };
}

export function privacyReport(from: string, to: string): PrivacyReport {
  const days = daysOf(from, to);
  const [yes, no, gpc] = [traffic(days, 210, 3), traffic(days, 118, 4), traffic(days, 31, 5)];
  const sum = (all: readonly number[]) => all.reduce((total, one) => total + one, 0);
  const choices: PrivacyReport["choices"] = {
    choices: sum(yes) + sum(no),
    answers: {
      personalization: { yes: sum(yes), no: sum(no) },
      measurement: { yes: Math.round(sum(yes) * 0.9), no: sum(no) + Math.round(sum(yes) * 0.1) },
    },
    gpc: {
      choices: sum(gpc),
      answers: { personalization: { yes: null, no: null }, measurement: { yes: null, no: null } },
    },
    languages: { en: 4120, pl: 2210, ru: 803, de: 240 },
    methods: { question: 6904, settings: 469 },
  };
  return {
    ...headOf(from, to),
    choices,
    days: days.map((day, index) => ({ day, yes: yes[index]!, no: no[index]!, gpc: gpc[index]! })),
    bits: 11.7,
    attributes: [
      { attribute: "favourite", bits: 4.2 },
      { attribute: "visits", bits: 2.6 },
      { attribute: "cartValue", bits: 2 },
      { attribute: "daysAway", bits: 1.6 },
      { attribute: "interest", bits: 1.3 },
    ],
  };
}
