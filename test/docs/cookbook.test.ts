import { describe, expect, test } from "vitest";
import { BUILT_IN_EVENTS } from "../../shared/event.ts";
import { EVENT_PROPERTIES } from "../../shared/site/known.ts";
import { compiledSite } from "../../tools/compiled.ts";
import { explainer } from "../../tools/persona/explain.ts";
import { readPersona } from "../../tools/persona/read.ts";
import { simulate } from "../../tools/persona/simulate.ts";
import type { Site } from "../../shared/site/schema.ts";
import { FACTORS } from "./factors.ts";
import { htmlProblems } from "./recipe-html.ts";
import { checked, pasted, type Pieces, piecesOf } from "./recipe-site.ts";
import { personasOf, readCookbook, recipesWithPersonas } from "./recipes.ts";

/** A Monday, for personas that don't say when they open their page. */
const NOW = Date.parse("2026-11-16T12:00:00Z");

const { recipes, contents, anchors, html, siteFiles } = readCookbook();
const ids = recipes.map(({ id }) => id);

/** What comes out for a visitor: per segment on what the edge knows, and on the exact values. */
function outcome(input: unknown, site: Site, segments: readonly string[]) {
  const persona = readPersona(input, site, NOW);
  if (!persona.ok) throw new Error(JSON.stringify(persona.issues));
  const simulation = simulate(persona.value, compiledSite(site), {
    host: null,
    path: persona.value.path ?? "/",
  });
  const why = explainer(simulation, site);
  return {
    decided: segments.map((id) => word(simulation.decided.segments[id])),
    redirect: simulation.redirect,
    exactly: segments.map((id) => word(why.segment(id).holds)),
  };
}

function word(holds: boolean | undefined): string {
  return holds === undefined ? "unknown" : holds ? "yes" : "no";
}

describe.each(recipes)("$heading", (recipe) => {
  test("is a piece of a site file without errors and warnings, and reveals what it says", async () => {
    const { warnings, bits } = await pasted(recipe);
    expect(warnings).toEqual([]);
    expect(recipe.bits).toBe(bits);
  });

  test("matches just the visitors that its table names", async () => {
    const { loaded } = await pasted(recipe);
    const personas = personasOf(recipe.id);
    expect(recipe.rows.map(({ who }) => who)).toEqual(Object.keys(personas));
    for (const { who, cells } of recipe.rows) {
      const { decided, exactly } = outcome(personas[who], loaded.site, recipe.segments);
      expect(decided, who).toEqual(cells);
      expect(exactly, who).toEqual(cells);
    }
  });

  test("tells of each of its segments who is in it, and who isn't", () => {
    expect(recipe.segments).toEqual(Object.keys(piecesOf(recipe).segments ?? {}));
    recipe.segments.forEach((segment, column) => {
      const said = recipe.rows.map(({ cells }) => cells[column]);
      expect(said, segment).toEqual(expect.arrayContaining(["yes", "no"]));
    });
  });

  test("leads elsewhere just the visitors of the segment that its redirects name", async () => {
    const { loaded } = await pasted(recipe);
    for (const { op, when, to } of Object.values(piecesOf(recipe).blocks ?? {}) as Record<string, string>[]) {
      if (op !== "redirect") continue;
      const column = recipe.segments.indexOf(when!);
      for (const { who, cells } of recipe.rows) {
        const { redirect } = outcome(personasOf(recipe.id)[who], loaded.site, []);
        const led = redirect && "to" in redirect ? redirect.to : undefined;
        expect(led, who).toBe(cells[column] === "yes" ? to : undefined);
      }
    }
  });

  test("has HTML for all that visitors declare and trigger", () => {
    expect(htmlProblems(recipe.html.join(""), piecesOf(recipe))).toEqual([]);
  });
});

describe("the cookbook as a whole", () => {
  test("each recipe stands under a name of its own, and has a file of personas; no such file is left over", () => {
    expect(new Set(ids).size).toBe(ids.length);
    expect(recipesWithPersonas().toSorted()).toEqual(ids.toSorted());
  });

  test("the contents link every section and recipe, in their order", () => {
    expect(contents).toEqual(anchors);
  });

  test.each(Object.entries(FACTORS))("shows how to say: %s", (_, shown) => {
    expect(Object.keys(shown)).not.toEqual([]);
    for (const [id, said] of Object.entries(shown)) {
      const recipe = recipes.find((each) => each.id === id);
      expect(recipe?.pieces.join("\n").replaceAll(/\s+/g, " ") ?? "", id).toContain(said);
    }
  });

  test("no recipe is there for nothing", () => {
    const shown = Object.values(FACTORS).flatMap((factor) => Object.keys(factor));
    expect(ids.filter((id) => !shown.includes(id))).toEqual([]);
  });

  test("recipes that share a name mean the same by it, so that all can be pasted together", () => {
    const meanings = new Map<string, string>();
    for (const recipe of recipes) {
      const pieces = piecesOf(recipe);
      for (const map of ["events", "attributes", "segments", "groups"] as const satisfies (keyof Pieces)[]) {
        for (const [name, meaning] of Object.entries(pieces[map] ?? {})) {
          const known = meanings.get(`${map}.${name}`) ?? JSON.stringify(meaning);
          expect(JSON.stringify(meaning), `${recipe.heading}: ${map}.${name}`).toBe(known);
          meanings.set(`${map}.${name}`, known);
        }
      }
    }
  });

  test("site files between the recipes have no errors and no warnings", async () => {
    expect(siteFiles).not.toEqual([]);
    for (const text of siteFiles) {
      const { warnings } = await checked(text, text);
      expect(warnings, text).toEqual([]);
    }
  });

  test("scripts between the recipes send built-in events with properties that these have", () => {
    const calls = [...html.join("\n").matchAll(/selvedge\("event", "(\w+)", \{([^}]*)\}/g)];
    expect(calls).not.toEqual([]);
    for (const [, event, said] of calls) {
      expect(BUILT_IN_EVENTS).toContain(event);
      const names = [...said!.matchAll(/(\w+):/g)].map(([, name]) => name);
      expect(Object.keys(EVENT_PROPERTIES[event as "visit"])).toEqual(expect.arrayContaining(names));
    }
  });
});
