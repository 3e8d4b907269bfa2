import { readFileSync } from "node:fs";
import { parse } from "jsonc-parser";
import { describe, expect, test } from "vitest";
import { banditTasks } from "../../shared/experiment/bandit.ts";
import { checkSite } from "../../shared/site/check.ts";
import type { Site } from "../../shared/site/schema.ts";
import { visitorsForAnyLook, visitorsForOneLook } from "../../shared/statistics/duration.ts";
import { compiledSite, pathMatcher } from "../../tools/compiled.ts";
import { warningsOf } from "../../shared/warnings/warnings.ts";

// docs/experiments.md, as an owner would paste it.

const page = readFileSync(new URL("../../docs/experiments.md", import.meta.url), "utf8");
const [experiment, bandit] = [...page.matchAll(/```jsonc\n([^]*?)```/g)].map(
  ([, text]) => parse(text!) as Record<string, object>,
) as [Record<string, object>, Record<string, object>];

function siteOf(piece: Record<string, object>, more: Record<string, object> = {}): Site {
  const checked = checkSite({ version: 1, id: "shop", ...piece, ...more });
  if (!checked.ok) throw new Error(JSON.stringify(checked.issues));
  return checked.value;
}

describe("docs/experiments.md", () => {
  test("its experiment is a piece of a site file, without problems and without warnings", () => {
    const site = siteOf(experiment);
    const { rules, plan } = compiledSite(site);
    expect(warningsOf({ site, rules, plan }, pathMatcher)).toEqual([]);
    expect(Object.keys(site.experiments["promise"]!.variants)).toEqual(["as-today", "promise"]);
  });

  test("its bandit is one, by a goal that the site has", () => {
    const block = { target: "h1", op: "text", text: "x" };
    const site = siteOf(bandit, {
      goals: { read: { event: "click" } },
      blocks: { "teaser-question": block, "teaser-figure": block },
    });
    expect(banditTasks(site)).toMatchObject([{ experiment: "teaser", goal: "read", floor: 0.1 }]);
  });

  test("its duration is what the calculator says", () => {
    const plan = { rate: 0.06, uplift: 0.2 };
    const each = visitorsForAnyLook(plan);
    const text = (number: number) => number.toLocaleString("en-US");
    expect(page).toContain("duration --rate 6% --uplift 20% --visitors 1500\n");
    expect(page).toContain(
      `${text(each)} visitors per variant, ${text(2 * each)} in all: ${Math.ceil((2 * each) / 1500)} days`,
    );
    expect(page).toContain(`it would be ${text(visitorsForOneLook(plan))} per variant`);
  });
});
