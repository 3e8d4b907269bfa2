import { guess } from "../condition/near.ts";
import { datesOf, HOLDOUT } from "../experiment/planned.ts";
import { joinPath } from "../issue.ts";
import { type Checking, checkLanguages, checkPatterns, checkWhen } from "./checking.ts";
import type { Experiment } from "./experiment-schema.ts";

/** Shares such as 0.1 can't be summed up exactly. */
const ROUNDING = 1e-9;

/** Checks experiments: that what they name is there, and that no two of them want the same block or visitors. */
export function checkExperiments(checking: Checking): void {
  const { site, report } = checking;
  for (const [id, experiment] of Object.entries(site.experiments)) {
    const path = joinPath("experiments", id);
    if (id === HOLDOUT) report(path, `the name "${HOLDOUT}" is that of the site's own holdout`);
    checkVariants(checking, experiment, path);
    checkGoals(checking, experiment, path);
    checkSegments(checking, experiment.segments, joinPath(path, "segments"));
    checkLanguages(checking, experiment.label, joinPath(path, "label"));
    checkWhen(checking, experiment.when, joinPath(path, "when"));
    checkPatterns(checking, experiment.pages ?? [], joinPath(path, "pages"));
    const { from, until } = experiment;
    if (from !== undefined && until !== undefined && from > until)
      report(joinPath(path, "until"), `ends (${until}) before it begins (${from})`);
    const floors = (experiment.bandit?.floor ?? 0) * Object.keys(experiment.variants).length;
    if (floors > 1)
      report(
        joinPath(joinPath(path, "bandit"), "floor"),
        `${experiment.bandit!.floor} for each variant is more than all`,
      );
  }
  checkSegments(checking, site.measured ?? [], "measured");
  if (site.holdout === 1) report("holdout", "expected less than 1: nobody would be left to compare");
  checkBlocksOnce(checking);
  checkLayers(checking);
}

function checkVariants(checking: Checking, { variants, holdout }: Experiment, path: string): void {
  const { names, report } = checking;
  for (const [id, { label, blocks }] of Object.entries(variants)) {
    const place = joinPath(joinPath(path, "variants"), id);
    if (id === HOLDOUT)
      report(place, `the name "${HOLDOUT}" is that of visitors who get no block of any variant`);
    if (id in Object.prototype) report(place, `the name "${id}" is reserved`);
    checkLanguages(checking, label, joinPath(place, "label"));
    blocks.forEach((block, index) => {
      const at = joinPath(joinPath(place, "blocks"), index);
      if (!names.blocks.has(block))
        report(at, guess(`there is no block ${JSON.stringify(block)}`, block, names.blocks));
      else if (blocks.indexOf(block) < index) report(at, `"${block}" is listed twice`);
    });
  }
  if (holdout === 1)
    report(joinPath(path, "holdout"), "expected less than 1: nobody would be left to compare");
  if (Object.values(variants).every(({ blocks }) => blocks.length === 0))
    report(joinPath(path, "variants"), "no variant has a block, so all are the same");
}

/** A goal that is listed twice would be judged twice. */
function checkGoals({ names, report }: Checking, experiment: Experiment, path: string): void {
  const seen = new Set<string>();
  const look = (goal: string, at: string) => {
    if (!names.goals.has(goal))
      report(at, guess(`there is no goal ${JSON.stringify(goal)}`, goal, names.goals));
    else if (seen.has(goal)) report(at, `"${goal}" is listed twice`);
    seen.add(goal);
  };
  look(experiment.primary, joinPath(path, "primary"));
  for (const list of ["secondary", "guardrails"] as const)
    experiment[list].forEach((goal, index) => look(goal, joinPath(joinPath(path, list), index)));
}

function checkSegments({ names, report }: Checking, segments: readonly string[], path: string): void {
  segments.forEach((id, index) => {
    const at = joinPath(path, index);
    if (!names.segments.has(id))
      report(at, guess(`there is no segment ${JSON.stringify(id)}`, id, names.segments));
    else if (segments.indexOf(id) < index) report(at, `"${id}" is listed twice`);
  });
}

/** A block that two experiments show or withhold on the same day would tell nothing of either. */
function checkBlocksOnce({ site, report }: Checking): void {
  const all = Object.entries(site.experiments);
  all.forEach(([id, experiment], index) => {
    for (const [variant, { blocks }] of Object.entries(experiment.variants)) {
      blocks.forEach((block, place) => {
        const rival = all
          .slice(0, index)
          .find(([, other]) => overlap(experiment, other) && blocksOf(other).includes(block));
        if (!rival) return;
        const path = joinPath(joinPath(joinPath(joinPath("experiments", id), "variants"), variant), "blocks");
        report(
          joinPath(path, place),
          `"${block}" is in the experiment "${rival[0]}", which runs at the same time`,
        );
      });
    }
  });
}

/** On no day may the experiments of a layer want more than all of its visitors. */
function checkLayers({ site, report }: Checking): void {
  const all = Object.entries(site.experiments);
  for (const [id, { layer, from }] of all) {
    if (layer === undefined) continue;
    // Shares rise only where an experiment begins.
    const day = datesOf({ from }).from;
    const beside = all.filter(([, other]) => other.layer === layer && holds(other, day));
    const sum = beside.reduce((total, [, { share }]) => total + share, 0);
    const isLast = !all
      .slice(all.findIndex(([name]) => name === id) + 1)
      .some(([, other]) => other.layer === layer && datesOf(other).from === day);
    if (sum > 1 + ROUNDING && isLast)
      report(
        joinPath(joinPath("experiments", id), "share"),
        `together the experiments of layer "${layer}" want ${+sum.toFixed(4)} of its visitors: ${beside.map(([name]) => name).join(", ")}`,
      );
  }
}

function blocksOf({ variants }: Experiment): readonly string[] {
  return Object.values(variants).flatMap(({ blocks }) => blocks);
}

function overlap(one: Experiment, other: Experiment): boolean {
  const [first, second] = [datesOf(one), datesOf(other)];
  return first.from <= second.until && second.from <= first.until;
}

function holds(experiment: Experiment, day: number): boolean {
  const { from, until } = datesOf(experiment);
  return from <= day && day <= until;
}
