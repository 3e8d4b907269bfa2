import { UNKNOWN } from "../../../shared/condition/match.ts";
import type { Told } from "./told.ts";

const visits = { visits: { count: "visit" } };
const labelled = {
  visits: { count: "visit", label: { en: "Visits", pl: "Wizyty", ru: "Посещения" } },
};
const when = { visits: { $gte: 2 } };

/** What is asked of whom; how each language says it stands in the tests of the languages. */
export const CASES = {
  "a match": {
    attributes: visits,
    when,
    values: { visits: 3 },
    label: { en: "Returning visitors", ru: "Вернувшиеся", pl: "Powracający" },
  },
  "not yet": { attributes: visits, when, values: { visits: 1 } },
  "not any more": { attributes: visits, when: { $not: when }, values: { visits: 2 } },
  "what isn't known": { attributes: visits, when, values: undefined },
  "an owner's label, in which nothing has to agree": { attributes: labelled, when, values: { visits: 3 } },
  "for the owner": { attributes: visits, when, values: { visits: 5 }, voice: "owner" },
  "for the owner, not yet": { attributes: visits, when, values: { visits: 0 }, voice: "owner" },
  "for the owner, unknown": { attributes: visits, when, values: undefined, voice: "owner" },
  "a block": { attributes: visits, when, values: { visits: 2 }, block: "hero" },
  "a block that isn't shown": {
    attributes: visits,
    when,
    values: { visits: 1 },
    block: "hero",
    voice: "owner",
  },
  "several bounds on one value": {
    attributes: visits,
    when: { visits: { $gt: 1, $lte: 4 } },
    values: { visits: 4 },
  },
  "a window, a fresh start and a filter": {
    attributes: {
      looks: { count: "view", within: "30d", since: "purchase", where: { path: { $regex: "^/b" } } },
    },
    when: { looks: { $gte: 2 } },
    values: { looks: 22 },
  },
  "an event of the owner's own": {
    attributes: { b: { count: "brochure" } },
    when: { b: 0 },
    values: { b: 5 },
  },
  "a sum, in the numbers of the language": {
    attributes: { spend: { sum: "purchase", of: "value" } },
    when: { spend: { $gte: 99.5 } },
    values: { spend: 12345.5 },
  },
  days: { attributes: { away: { daysSince: "visit" } }, when: { away: { $gt: 1 } }, values: { away: 2 } },
  "an event that never happened": {
    attributes: { p: { daysSince: "purchase" } },
    when: { p: { $lt: 30 } },
    values: { p: null },
  },
  "the opposite of an order, which nothing meets too": {
    attributes: { p: { daysSince: "purchase" } },
    when: { $not: { p: { $lt: 30 } } },
    values: { p: 21 },
  },
  "a favourite among several": {
    attributes: { f: { top: "view", of: "category" } },
    when: { f: { $in: ["rain", "camp"] } },
    values: { f: "run" },
  },
  "what is exactly as needed isn't said twice": {
    attributes: { i: { declared: ["sport", "office"] } },
    when: { i: "sport" },
    values: { i: "sport" },
  },
  "a sequence": {
    attributes: { a: { sequence: ["cart", { not: "purchase" }], within: "7d" } },
    when: { a: true },
    values: { a: true },
  },
  "a sequence with a label, that doesn't apply": {
    attributes: { a: { sequence: ["cart", { not: "purchase" }], label: "Left basket" } },
    when: { a: true },
    values: { a: false },
  },
  "facts of the request, by name": {
    groups: { near: ["PL", "DE"] },
    when: {
      "context.country": { $inGroup: "near" },
      "context.weekday": 5,
      "context.device": { $ne: "mobile" },
    },
    values: {},
    context: { country: "PL", weekday: 5, device: "desktop" },
  },
  "languages, continents, and how somebody came": {
    when: { "context.language": "pl", "context.continent": "EU", "context.referrer": "ad" },
    values: {},
    context: { language: "pl", continent: "EU", referrer: "ad" },
  },
  "a fact that may not be used": {
    when: { "context.hour": { $gte: 18 }, "context.source": "x" },
    values: {},
    context: { hour: 20, source: UNKNOWN },
  },
  "two that would each have done": {
    attributes: visits,
    when: { $or: [{ "context.hour": { $gte: 18 } }, when] },
    values: { visits: 1 },
    context: { hour: 9 },
  },
  "bounds on both sides, of which neither holds": {
    attributes: { spend: { sum: "purchase", of: "value" } },
    when: { $or: [{ spend: { $lt: 10 } }, { spend: { $gt: 100 } }] },
    values: { spend: 50 },
  },
  "through another segment": {
    attributes: visits,
    segments: { again: { when } },
    when: { $segment: "again" },
    values: { visits: 12 },
  },
  everybody: { when: {}, values: {} },
  nobody: { when: { $not: {} }, values: {} },
  "a visitor's text as it is": {
    attributes: { l: { last: "view", of: "title" } },
    when: { l: { $ne: null } },
    values: { l: "<b>&“x”" },
  },
} satisfies Record<string, Told>;
