import * as v from "valibot";
import { compileSite } from "../../shared/decision.ts";
import { siteSchema } from "../../shared/site/schema.ts";
import { quantile, ratioOf, type Report, type Row } from "./report.ts";
import { byHand, closures, decided, growthbook, indexed, logic, mingo, sifted } from "./rules/contenders.ts";
import type { Contender } from "./rules/contenders.ts";
import { agreeing } from "./rules/agreeing.ts";
import { drawCurve } from "./rules/curve.ts";
import { bytesOf } from "./rules/memory.ts";
import { segmentSpecs, siteFileOf } from "./rules/shape.ts";
import { takeTurns, type Work } from "./rules/turns.ts";
import { unindexable, unindexableByHand } from "./rules/unindexable.ts";

const ROUNDS = 15;
const SLICE_MILLISECONDS = 5;

const SELVEDGE = { index: indexed, "closures without index": closures };
const LIBRARIES = { GrowthBook: growthbook, mingo, sift: sifted, "json-logic-js": logic };

/**
 * How fast segments of five predicates are found for random visitors. "Index" and "closures without index" are
 * `shared/segments.ts`, on buckets and context as the edge gets them; the site file's limit of bits, which forty
 * affinities exceed by far, is left out of it. All contenders are first made to agree. `plot`: only the curve over the number of
 * segments.
 */
export async function benchRules(
  progress: (text: string) => void,
  { plot }: { readonly plot: boolean },
): Promise<readonly Report[]> {
  if (plot) return [drawCurve(progress)];
  const turns = (title: string, works: Readonly<Record<string, Work>>) => {
    progress(`rules: ${title}`);
    return takeTurns(works, ROUNDS, SLICE_MILLISECONDS);
  };
  return [
    finding(
      1000,
      { ...SELVEDGE, "a whole decision": decided, ...LIBRARIES },
      { "by hand": 0.25, GrowthBook: 0.025 },
      turns,
    ),
    finding(10_000, { ...SELVEDGE, "a whole decision": decided }, { "by hand": 0.2 }, turns),
    worstCase(1000, turns),
    compiling(1000, 10, turns),
    compiling(10_000, undefined, turns),
    memory(),
  ];
}

type Turns = (title: string, works: Readonly<Record<string, Work>>) => Record<string, number[]>;

function finding(
  count: number,
  others: Readonly<Record<string, Contender>>,
  limits: Readonly<Record<string, number>>,
  turns: Turns,
): Report {
  const works = agreeing(count, { "by hand": byHand, ...others });
  const title = `rules: ${count.toLocaleString("en")} segments of five predicates, time per visitor`;
  const times = turns(title, works);
  const rows = Object.entries(times).map(([name, own]): Row => {
    const peers = name === "index" ? Object.keys(times).filter((peer) => peer !== name) : ["by hand"];
    const ratios =
      name === "by hand"
        ? []
        : peers.map((to) => ratioOf(to, own, times[to]!, name === "index" ? limits[to] : undefined));
    return { name, value: 1000 * quantile(own, 0.5), unit: "µs", ratios };
  });
  return { title: `${title}, median of ${ROUNDS} rounds (quartiles)`, rows };
}

function worstCase(count: number, turns: Turns): Report {
  const contenders = {
    "by hand": unindexableByHand(count),
    index: unindexable(count, 0),
    "closures without index": unindexable(count, Infinity),
  };
  const [one, ...others] = Object.values(contenders).map((find) => JSON.stringify([find(7), find(107)]));
  if (others.some((other) => other !== one)) throw new Error("contenders find other segments");
  let request = 0;
  const title = `rules: ${count.toLocaleString("en")} segments of which nothing can be indexed, time per visitor`;
  const times = turns(
    title,
    Object.fromEntries(Object.entries(contenders).map(([name, find]) => [name, () => find(request++)])),
  );
  const rows = Object.entries(times).map(([name, own]): Row => {
    const peers = name === "by hand" ? [] : ["by hand"];
    const ratios = peers.map((to) => ratioOf(to, own, times[to]!, 1.5));
    return { name, value: 1000 * quantile(own, 0.5), unit: "µs", ratios };
  });
  return { title, rows };
}

/** From the checked site file to what decides pages: rules, plan, index. Reading JSON and checking are apart. */
function compiling(count: number, limit: number | undefined, turns: Turns): Report {
  const file = siteFileOf(segmentSpecs(count));
  const text = JSON.stringify(file);
  const site = v.parse(siteSchema, file);
  const title = `rules: ${count.toLocaleString("en")} segments compiled, site file of ${Math.round(text.length / 1000)} kB`;
  const times = turns(title, {
    "JSON.parse": () => JSON.parse(text) as unknown,
    compileSite: () => compileSite(site, () => () => true),
  });
  const rows = Object.entries(times).map(([name, own]): Row => ({
    name,
    value: quantile(own, 0.5),
    unit: "ms",
    ratios: name === "compileSite" ? [ratioOf("JSON.parse", own, times["JSON.parse"]!, limit)] : [],
  }));
  return { title, rows };
}

function memory(): Report {
  const rows = [10_000, 100_000].map((count): Row => {
    const file = siteFileOf(segmentSpecs(count));
    const site = v.parse(siteSchema, file);
    const compile = () => {
      const compiled = compileSite(site, () => () => true);
      const buckets = Object.fromEntries(compiled.plan.entries.map(({ id }) => [id, 1]));
      compiled.decide({ path: "/", day: 20_000, context: { country: "PL", device: "mobile" }, buckets });
      return compiled;
    };
    return {
      name: `${count.toLocaleString("en")} segments`,
      value: bytesOf(compile) / count,
      unit: "bytes each",
      ratios: [],
    };
  });
  return { title: "rules: memory of a compiled site beside its site file", rows };
}
