import { guess } from "../condition/near.ts";
import { cycleThrough } from "../condition/segments.ts";
import { type Issue, joinPath, type Result } from "../issue.ts";
import { checkAttested } from "./check-attested.ts";
import { sizeProblem } from "../profile-size.ts";
import { checkAttributes } from "./check-attributes.ts";
import { checkBlocks } from "./check-blocks.ts";
import { checkConsent } from "./check-consent.ts";
import { checkDataLayer } from "./check-data-layer.ts";
import { checkExperiments } from "./check-experiments.ts";
import { checkMessages } from "./check-message.ts";
import { type Checking, checkLanguages, checkPatterns, checkWhen, collector } from "./checking.ts";
import { propertiesOf } from "./known.ts";
import { covers, salvage } from "./salvage.ts";
import type { Site } from "./schema.ts";
import { checkSegmentName } from "./topics.ts";

export { typeOfAttribute } from "./known.ts";

export interface CheckSiteOptions {
  /** Whether a text is a URLPattern pathname; without it patterns aren't judged. */
  readonly isPattern?: (text: string) => boolean;
  /** Whether a path is among the pages of a URLPattern pathname; without it only of one that is that path. */
  readonly matches?: (pattern: string, path: string) => boolean;
  /** Problems that show once the plan is made, such as too many bits. Only asked about a site without others. */
  readonly planIssues?: (site: Site) => readonly Issue[];
}

/** More levels than this are no site file, and would exhaust the stack of whoever reads it. */
const DEPTH = 100;
const MAPS = ["groups", "events", "attributes", "segments", "blocks", "goals", "experiments"] as const;

/**
 * Checks a parsed site file: its shape, and that what it says makes sense. Invariant 9: all problems at once,
 * each with its place. What is right is checked even where something else is wrong.
 */
export function checkSite(input: unknown, options: CheckSiteOptions = {}): Result<Site> {
  if (isDeeper(input, DEPTH))
    return { ok: false, issues: [{ path: "", message: `nested more than ${DEPTH} deep` }] };
  const { site, issues: shape } = salvage(input);
  const { issues, report } = collector(shape, covers);
  if (site) {
    const checking: Checking = {
      site,
      names: {
        attributes: namesIn(input, "attributes"),
        segments: namesIn(input, "segments"),
        blocks: namesIn(input, "blocks"),
        goals: namesIn(input, "goals"),
      },
      languages: Object.hasOwn(input as object, "languages") ? site.languages : undefined,
      isPattern: options.isPattern ?? (() => true),
      matches: options.matches ?? ((pattern, path) => pattern === path),
      report,
    };
    checkNames(checking, input);
    checkTop(checking);
    checkEvents(checking);
    checkAttributes(checking);
    checkAttested(checking);
    checkSegments(checking);
    checkBlocks(checking);
    checkDataLayer(checking);
    checkGoals(checking);
    checkExperiments(checking);
    const problem = sizeProblem(site);
    if (problem !== undefined) report("attributes", problem);
  }
  const all = [...shape, ...issues];
  if (site && all.length === 0) all.push(...(options.planIssues?.(site) ?? []));
  return site && all.length === 0 ? { ok: true, value: site } : { ok: false, issues: all };
}

/** Names that every JavaScript object has already, so that no map can be trusted with them. */
function checkNames({ report }: Checking, input: unknown): void {
  for (const map of MAPS) {
    for (const name of namesIn(input, map)) {
      if (name in Object.prototype) report(joinPath(map, name), `the name "${name}" is reserved`);
    }
  }
}

function checkTop(checking: Checking): void {
  const { site, report } = checking;
  checkPatterns(checking, site.exclude, "exclude");
  checkPatterns(checking, site.catalog?.learn ?? [], joinPath("catalog", "learn"));
  site.origins.forEach((origin, index) => {
    if (!/^https?:\/\/[a-z\d](?:[a-z\d.-]*[a-z\d])?(?::\d{1,5})?$/.test(origin)) {
      report(
        joinPath("origins", index),
        `expected an origin such as "https://www.example.com", got ${JSON.stringify(origin)}`,
      );
    }
  });
  site.redirectHosts.forEach((host, index) => {
    if (/:(?:80|443)$/.test(host))
      report(
        joinPath("redirectHosts", index),
        `leave the port out, as addresses do: ${JSON.stringify(host)}`,
      );
  });
  checkConsent(checking);
  checkMessages(site, report);
  site.languages.forEach((language, index) => {
    if (site.languages.indexOf(language) < index)
      report(joinPath("languages", index), `"${language}" is listed twice`);
  });
}

function checkEvents({ site, report }: Checking): void {
  for (const [name, event] of Object.entries(site.events)) {
    if (event.selector.includes("{{"))
      report(joinPath(joinPath("events", name), "selector"), "templates don't work in selectors");
  }
}

function checkSegments(checking: Checking): void {
  const { site, report } = checking;
  const conditions = Object.fromEntries(
    Object.entries(site.segments).map(([id, segment]) => [id, segment.when]),
  );
  const onCycle = new Set<string>();
  for (const [id, segment] of Object.entries(site.segments)) {
    const path = joinPath("segments", id);
    checkLanguages(checking, segment.label, joinPath(path, "label"));
    checkLanguages(checking, segment.description, joinPath(path, "description"));
    checkWhen(checking, segment.when, joinPath(path, "when"));
    const cycle = onCycle.has(id) ? undefined : cycleThrough(id, conditions);
    cycle?.forEach((other) => onCycle.add(other));
    if (cycle) report(joinPath(path, "when"), `refers to itself: ${cycle.join(" → ")}`);
    checkSegmentName(id, segment.label, path, report);
  }
}

function checkGoals({ site, report }: Checking): void {
  for (const [id, goal] of Object.entries(site.goals)) {
    const path = joinPath("goals", id);
    const properties = propertiesOf(goal.event, site.events);
    if (goal.value === undefined) {
      if (goal.steps) report(joinPath(path, "steps"), 'steps are of a value; "value" is missing');
    } else if (properties && !Object.hasOwn(properties, goal.value)) {
      const message = `the event "${goal.event}" has no property "${goal.value}"`;
      report(joinPath(path, "value"), guess(message, goal.value, Object.keys(properties)));
    } else if (properties && (properties[goal.value] ?? "number") !== "number") {
      report(
        joinPath(path, "value"),
        `expected a number, but "${goal.value}" is a ${properties[goal.value]}`,
      );
    }
  }
}

function namesIn(input: unknown, map: (typeof MAPS)[number]): ReadonlySet<string> {
  const names = (input as Readonly<Record<string, unknown>> | null)?.[map];
  return new Set(
    typeof names === "object" && names !== null && !Array.isArray(names) ? Object.keys(names) : [],
  );
}

function isDeeper(value: unknown, depth: number): boolean {
  if (typeof value !== "object" || value === null) return false;
  return depth === 0 || Object.values(value).some((item) => isDeeper(item, depth - 1));
}
