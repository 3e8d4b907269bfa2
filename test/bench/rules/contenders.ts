import { evalCondition } from "@growthbook/growthbook";
import jsonLogic, { type RulesLogic } from "json-logic-js";
import { Query } from "mingo";
import sift from "sift";
import * as v from "valibot";
import { bucketOf } from "../../../shared/buckets.ts";
import { compileSite } from "../../../shared/decision.ts";
import { buildPlan } from "../../../shared/plan.ts";
import type { Leaf } from "../../../shared/rule.ts";
import { compileSegments } from "../../../shared/segments.ts";
import { siteSchema } from "../../../shared/site/schema.ts";
import { rulesOf } from "../../../shared/site-rules.ts";
import { conditionOf, idOf, recordOf, type SegmentSpec, siteFileOf, type Visitor } from "./shape.ts";

/** Something that tells which segments hold of a visitor; it may prepare both beforehand. */
export type Contender = (
  specs: readonly SegmentSpec[],
  visitors: readonly Visitor[],
) => (visitor: number) => string[];

/** What an engineer would write: one closure per segment, all of them visited, most selective checks first. */
export const byHand: Contender = (specs, visitors) => {
  const tests = specs.map(closureOf);
  const ids = specs.map((_, number) => idOf(number));
  return (number) => {
    const visitor = visitors[number]!;
    const found: string[] = [];
    for (let index = 0; index < tests.length; index++) if (tests[index]!(visitor)) found.push(ids[index]!);
    return found;
  };
};

function closureOf({ countries: [one, other], device, visits, category, views, source, cart }: SegmentSpec) {
  if (cart === undefined) {
    return (visitor: Visitor) =>
      (visitor.country === one || visitor.country === other) &&
      visitor.device === device &&
      visitor.source === source &&
      visitor.visits >= visits &&
      visitor.views[category]! >= views;
  }
  return (visitor: Visitor) =>
    (visitor.country === one || visitor.country === other) &&
    visitor.device === device &&
    visitor.visits >= visits &&
    visitor.views[category]! >= views &&
    visitor.cart >= cart;
}

/** Selvedge's segments, on buckets and context as the edge gets them. */
const selvedge =
  (indexedFrom?: number): Contender =>
  (specs, visitors) => {
    const site = v.parse(siteSchema, siteFileOf(specs));
    const rules = rulesOf(site);
    const plan = buildPlan(site, rules);
    const entries = new Map([...plan.entries, ...plan.constants].map((entry) => [entry.id, entry]));
    const known = {
      truth: (leaf: Leaf) => entries.get(leaf.attribute)?.truth(leaf.test),
      constants: new Set(plan.constants.map((entry) => entry.id)),
      sent: plan.entries.map((entry) => entry.id),
    };
    const segments = compileSegments(rules.segments, known, indexedFrom);
    const facts = visitors.map((visitor) => factsOf(visitor, plan.entries));
    return (number) => segments.ask(facts[number]!).matching();
  };

/** With an index, if there are enough segments for one. */
export const indexed = selvedge();
export const closures = selvedge(Infinity);

/** All of a page's decision, also what is the same for any number of segments. */
export const decided: Contender = (specs, visitors) => {
  const site = compileSite(v.parse(siteSchema, siteFileOf(specs)), () => () => true);
  const facts = visitors.map((visitor) => factsOf(visitor, site.plan.entries));
  return (number) => {
    const { decision } = site.decide({ path: "/", day: 20_000, ...facts[number]! }).render("en", "en");
    return [...decision.segments];
  };
};

function factsOf(visitor: Visitor, entries: ReturnType<typeof buildPlan>["entries"]) {
  const { context, ...values } = recordOf(visitor);
  return {
    context: context as Record<string, unknown>,
    buckets: Object.fromEntries(
      entries.map(({ id, attribute }) => [id, bucketOf(attribute.buckets!, values[id])]),
    ),
  };
}

/** A library that is asked about one condition at a time. */
const library =
  <Condition>(
    prepare: (spec: SegmentSpec) => Condition,
    holds: (condition: Condition, visitor: Record<string, unknown>) => boolean,
  ): Contender =>
  (specs, visitors) => {
    const conditions = specs.map((spec, number) => ({ id: idOf(number), condition: prepare(spec) }));
    const records = visitors.map(recordOf);
    return (number) =>
      conditions.filter(({ condition }) => holds(condition, records[number]!)).map(({ id }) => id);
  };

export const growthbook = library(conditionOf, (condition, visitor) =>
  evalCondition(visitor, condition as never),
);
export const mingo = library(
  (spec) => new Query(conditionOf(spec) as never),
  (query, visitor) => query.test(visitor),
);
export const sifted = library(
  (spec) => sift(conditionOf(spec) as never) as (visitor: unknown) => boolean,
  (test, visitor) => test(visitor),
);
export const logic = library(logicOf, (rule, visitor) => jsonLogic.apply(rule, visitor) === true);

/** The condition of a segment in the language of json-logic. */
function logicOf({ countries, device, visits, category, views, source, cart }: SegmentSpec): RulesLogic {
  return {
    and: [
      { in: [{ var: "context.country" }, countries as never] },
      { "===": [{ var: "context.device" }, device] },
      { ">=": [{ var: "visits" }, visits] },
      { ">=": [{ var: `views${category}` }, views] },
      source === undefined
        ? { ">=": [{ var: "cart" }, cart!] }
        : { "===": [{ var: "context.source" }, source] },
    ],
  };
}
