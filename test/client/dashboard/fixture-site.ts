import type {
  SimulatorAnswer,
  SimulatorQuestion,
  SiteReport,
  SiteVersions,
} from "../../../shared/report/site-contract.ts";

const FILE = {
  version: 1,
  id: "fell-and-ford",
  attributes: {
    visits: { count: "visit" },
    favourite: { top: "view", of: "category", values: ["rain", "running", "camp"] },
  },
  segments: { returning: { when: { visits: { $gte: 2 } } } },
  blocks: {
    "welcome-back": { target: "#welcome", op: "text", text: "Good to see you again", when: "returning" },
  },
};

/** What was served before: another text, and no favourite. */
export const OLD_FILE = {
  ...FILE,
  attributes: { visits: { count: "visit" } },
  blocks: { "welcome-back": { ...FILE.blocks["welcome-back"], text: "Welcome back" } },
};

export const SITE_REPORT: SiteReport = {
  site: "fell-and-ford",
  version: "20261118T091207Z-6b1f02aa",
  enabled: true,
  problems: [],
  warnings: [
    {
      path: "blocks.countdown.when",
      message: "decides about a price on something that a visitor can forge; consider an attested attribute",
    },
  ],
  file: FILE,
};

export const VERSIONS: SiteVersions = {
  versions: [
    { key: "20261118T091207Z-6b1f02aa", published: "2026-11-18T09:12:07Z", isCurrent: true },
    { key: "20261104T151933Z-03c49d17", published: "2026-11-04T15:19:33Z", isCurrent: false },
    { key: "20261021T080001Z-f57e1b90", published: "2026-10-21T08:00:01Z", isCurrent: false },
  ],
};

/** Knows two segments: who comes again, and who looks at rain gear. */
export function simulated({ buckets, context, consent }: SimulatorQuestion): SimulatorAnswer {
  const visits = consent ? (buckets["visits"] ?? 0) : null;
  const isBack = visits === null ? null : visits > 0;
  const reads = { attributes: [], context: [], segments: [] };
  return {
    attributes: [
      {
        id: "visits",
        label: "Visits",
        what: "the number of visits",
        events: ["visit"],
        from: [],
        buckets: ["fewer than 2", "2 or more"],
        bucket: visits,
        changed: false,
      },
      {
        id: "favourite",
        label: "Favourite",
        what: "the category viewed most",
        events: ["view"],
        from: [],
        buckets: ["none", "rain", "running", "camp"],
        bucket: consent ? (buckets["favourite"] ?? 0) : null,
        changed: false,
      },
    ],
    context: [
      { name: "country", type: "string", value: context["country"] ?? "PL", used: true, changed: false },
      { name: "hour", type: "number", value: context["hour"] ?? 10, used: true, changed: false },
      {
        name: "device",
        type: "string",
        value: context["device"] ?? "desktop",
        options: [
          ["mobile", "Phone"],
          ["tablet", "Tablet"],
          ["desktop", "Desktop"],
        ],
        used: true,
        changed: false,
      },
    ],
    segments: [
      {
        id: "returning",
        label: "Returning visitors",
        holds: isBack,
        forced: null,
        why:
          isBack === null
            ? "Nothing is known of visits without consent."
            : isBack
              ? "Visits are 2 or more."
              : "It takes 2 visits or more; this is the first.",
        reads,
      },
      {
        id: "evening",
        label: "Evenings",
        holds: Number(context["hour"] ?? 10) >= 18,
        forced: null,
        why: "It takes an hour from 18 on.",
        reads,
      },
    ],
    blocks: [
      {
        id: "welcome-back",
        label: "welcome-back",
        op: "text",
        target: "#welcome",
        shown: isBack === true,
        why: isBack ? "“Returning visitors” holds." : "“Returning visitors” doesn’t hold.",
        forced: null,
        reads,
      },
    ],
    link: "http://localhost:8787/_selvedge/preview/start?t=1.x",
  };
}
