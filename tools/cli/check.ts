import type { Command } from "commander";
import { buildPlan } from "../../shared/plan.ts";
import { rulesOf } from "../../shared/site-rules.ts";
import { catalogWarnings } from "../check/pins.ts";
import { type PlanCosts, planCosts } from "../check/plan-costs.ts";
import { warningsOf } from "../../shared/warnings/warnings.ts";
import { pathMatcher } from "../compiled.ts";
import { byPlace, type LoadedSite, loadSiteFile } from "../site-file.ts";
import type { LocatedIssue } from "../site/read.ts";
import { colours, EXIT, plural, print, printJson } from "./output.ts";
import { planText } from "./plan-text.ts";
import { formatProblems } from "./problems.ts";
import { demandFile } from "./site.ts";

/** All that is known of a site file. */
interface Checked {
  readonly errors: readonly LocatedIssue[];
  readonly warnings: readonly LocatedIssue[];
  /** Absent where there are errors. */
  readonly plan?: PlanCosts;
}

/** `check FILE`: everything that is wrong with a site file, and what it makes a profile reveal. */
export function addCheck(program: Command): void {
  program
    .command("check")
    .summary("tell what is wrong with a site file, and what leaves the device")
    .description(
      "Tells every problem with its place, warns of what would surprise, and prints the plan: which attributes\n" +
        "leave the device, in how many buckets and bits, and which condition costs how many of them.",
    )
    .argument("<file>", "the site file")
    .option("--json", "print everything as JSON")
    .option("--strict", "fail on warnings, too")
    .action(async (file: string, { json, strict }: { json?: true; strict?: true }) => {
      await demandFile(file);
      const checked = await checkFile(file);
      if (json) printJson({ file, ...checked });
      else print(await textOf(file, checked));
      const isFine = checked.errors.length === 0 && (!strict || checked.warnings.length === 0);
      process.exitCode = isFine ? EXIT.fine : EXIT.problems;
    });
}

/** Checks a file. Warnings and the plan are only asked for where there are no errors. */
async function checkFile(file: string): Promise<Checked> {
  const loaded = await loadSiteFile(file);
  if (!loaded.ok) return { errors: loaded.issues, warnings: [] };
  const checked = checkLoaded(loaded.value);
  const ofCatalog = await catalogWarnings(loaded.value.site, file);
  return {
    ...checked,
    warnings: [...checked.warnings, ...ofCatalog.map(loaded.value.locate)].sort(byPlace),
  };
}

/** What there is to say of a site file without errors. */
export function checkLoaded({ site, locate }: LoadedSite): Required<Checked> {
  const rules = rulesOf(site);
  const plan = buildPlan(site, rules);
  return {
    errors: [],
    warnings: warningsOf({ site, rules, plan }, pathMatcher).map(locate).sort(byPlace),
    plan: planCosts(site, rules, plan),
  };
}

async function textOf(file: string, { errors, warnings, plan }: Checked): Promise<string> {
  const parts: string[] = [];
  if (errors.length > 0) parts.push(await formatProblems(file, errors));
  if (warnings.length > 0) parts.push(await formatProblems(file, warnings, "warning"));
  if (plan) parts.push(planText(plan));
  const counts = [plural(errors.length, "error"), plural(warnings.length, "warning")].join(", ");
  const colour = errors.length > 0 ? colours.red : warnings.length > 0 ? colours.yellow : colours.green;
  return [...parts, colour(counts)].join("\n\n");
}
