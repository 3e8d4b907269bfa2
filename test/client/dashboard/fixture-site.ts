import type {
  SimulatorAnswer,
  SimulatorQuestion,
  SiteReport,
  SiteVersions,
  SiteWarnings,
} from "../../../shared/report/site-contract.ts";

export const FILE = {
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
  version: "20261118T091207Z-6b1f02aa",
  published: true,
  issues: [],
  serving: { id: "fell-and-ford", enabled: true },
};

export const WARNINGS: SiteWarnings = {
  issues: [],
  warnings: [
    {
      path: "attributes",
      message:
        "a profile reveals up to 13.4 bits, more than 12: enough to tell one visitor from 11 thousand others",
    },
    { path: "attributes.favourite", message: "isn't used: nothing is kept of it" },
  ],
};

export const OLD_WARNINGS: SiteWarnings = { issues: [], warnings: [] };

export const VERSIONS: SiteVersions = {
  versions: [
    { id: "20261118T091207Z-6b1f02aa", published: "2026-11-18T09:12:07Z", isCurrent: true },
    { id: "20261104T151933Z-03c49d17", published: "2026-11-04T15:19:33Z", isCurrent: false },
    { id: "20261021T080001Z-f57e1b90", published: "2026-10-21T08:00:01Z", isCurrent: false },
  ],
};

/** Knows two segments: who comes again, and the evening. */
export function simulated({ attributes, context }: SimulatorQuestion): SimulatorAnswer {
  const isBack = Number(attributes["visits"] ?? 1) >= 2;
  const common = { forced: null, reads: { attributes: [], context: [], segments: [] } };
  const why = isBack ? "Visits are 2 or more." : "It takes 2 visits or more; this is the first.";
  const isEvening = Number(context["hour"] ?? 10) >= 18;
  return {
    segments: [
      { id: "returning", label: "Returning visitors", holds: isBack, why, ...common },
      { id: "evening", label: "Evenings", holds: isEvening, why: "It takes an hour from 18 on.", ...common },
    ],
    blocks: [
      {
        id: "welcome-back",
        label: "welcome-back",
        op: "text",
        target: "#welcome",
        shown: isBack,
        why,
        ...common,
      },
    ],
    preview: { url: "http://localhost:8787/_selvedge/preview/start?t=1.x" },
  };
}

/** The page of such a visitor. */
export function simulatedPage({ attributes }: SimulatorQuestion): string {
  const text = Number(attributes["visits"] ?? 1) >= 2 ? "Good to see you again" : "Welcome";
  return `<!doctype html><title>Fell &amp; Ford</title><h1>${text}</h1><script>document.title = "ran"</script>`;
}
