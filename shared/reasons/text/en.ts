import type { Bound, Language, Voice } from "./language.ts";
import { formatted } from "./format.ts";

const TAG = "en";
const { number, pluralOf } = formatted(TAG);

/** An event: what somebody has done, how often that is said, and what a list of them is called. */
interface EventWords {
  readonly done: string;
  readonly unit: readonly [one: string, other: string];
  readonly all: string;
  readonly one: string;
}

const TIMES = ["time", "times"] as const;
const EVENTS: Readonly<Record<string, EventWords>> = {
  visit: { done: "visited", unit: TIMES, all: "visits", one: "visit" },
  view: { done: "viewed", unit: ["page", "pages"], all: "page views", one: "page view" },
  click: { done: "clicked", unit: TIMES, all: "clicks", one: "click" },
  scroll: { done: "scrolled", unit: TIMES, all: "scrolls", one: "scroll" },
  dwell: { done: "stayed on a page", unit: TIMES, all: "stays", one: "stay" },
  search: { done: "searched", unit: TIMES, all: "searches", one: "search" },
  cart: { done: "changed the basket", unit: TIMES, all: "basket changes", one: "basket change" },
  purchase: { done: "bought", unit: TIMES, all: "purchases", one: "purchase" },
  answer: { done: "given", unit: ["answer", "answers"], all: "answers", one: "answer" },
  form: { done: "sent", unit: ["form", "forms"], all: "forms sent", one: "form sent" },
};

function wordsOf(event: string): EventWords {
  if (Object.hasOwn(EVENTS, event)) return EVENTS[event]!;
  const name = `“${event}”`;
  return {
    done: "triggered",
    unit: [`${name} event`, `${name} events`],
    all: `${name} events`,
    one: `${name} event`,
  };
}

const BOUNDS: Readonly<Record<Bound, string>> = {
  exactly: "",
  least: "at least ",
  most: "at most ",
  more: "more than ",
  less: "less than ",
};

const your = (voice: Voice, rest: string) => (voice === "visitor" ? `your ${rest}` : `the visitor’s ${rest}`);

/** English. */
export const en: Language = {
  tag: TAG,
  quotes: ["“", "”"],
  amount(bound, value, unit) {
    if (unit === undefined) return `${BOUNDS[bound]}${number(value)}`;
    const forms = unit === "day" ? (["day", "days"] as const) : wordsOf(unit.event).unit;
    const than = unit !== "day" && bound === "less" ? "fewer than " : BOUNDS[bound];
    if (forms === TIMES && value === 1) return `${than}once`;
    return `${than}${number(value)} ${pluralOf(value) === "one" ? forms[0] : forms[1]}`;
  },
  values: { yes: "yes", no: "no", none: "nothing yet", other: "something else" },
  terms: {
    device: { mobile: "a phone", tablet: "a tablet", desktop: "a computer" },
    referrer: {
      search: "a search engine",
      social: "a social network",
      email: "an email",
      ad: "an ad",
      direct: "no other site",
      internal: "this site",
      other: "another site",
    },
  },
  needs: {
    any: "any value",
    nothing: "no value",
    but: (what) => `anything but ${what}`,
    orNothing: (what) => `${what} or nothing`,
    anyCase: (what) => `${what} in any letter case`,
    matching: (expression) => `a text matching ${expression}`,
    group: (name) => `one of the group ${name}`,
    listWithAll: (list) => `a list with ${list}`,
    listOfLength: (amount) => `a list whose length is ${amount}`,
    listWithOne: (what) => `a list with ${what}`,
    texts: {
      least: (text) => `${text} or what comes after it`,
      most: (text) => `${text} or what comes before it`,
      more: (text) => `what comes after ${text}`,
      less: (text) => `what comes before ${text}`,
    },
    versions: {
      exactly: (text) => `version ${text}`,
      least: (text) => `version ${text} or later`,
      most: (text) => `version ${text} or earlier`,
      more: (text) => `a version after ${text}`,
      less: (text) => `a version before ${text}`,
    },
    types: {
      string: "a text",
      number: "a number",
      boolean: "yes or no",
      null: "no value",
      array: "a list",
      object: "an object",
    },
  },
  contexts: {
    country: "the country",
    region: "the region",
    city: "the city",
    continent: "the continent",
    timezone: "the time zone",
    language: "the language",
    device: "the device",
    hour: "the hour of the day",
    weekday: "the day of the week",
    referrer: "what led to this page",
    referrerHost: "the site that led to this page",
    source: "the source of this visit",
    medium: "the medium of this visit",
    campaign: "the campaign of this visit",
    network: "the network",
    path: "the path of this page",
    host: "the host of this page",
  },
  request: "the request",
  kinds: {
    count: ({ event }) => `the number of ${wordsOf(event).all}`,
    sum: ({ event, of }) => `the total ${of} of all ${wordsOf(event).all}`,
    min: ({ event, of }) => `the lowest ${of} of all ${wordsOf(event).all}`,
    max: ({ event, of }) => `the highest ${of} of all ${wordsOf(event).all}`,
    average: ({ event, of }) => `the average ${of} of all ${wordsOf(event).all}`,
    first: ({ event, of }) => `the first ${of} of all ${wordsOf(event).all}`,
    last: ({ event, of }) => `the latest ${of} of all ${wordsOf(event).all}`,
    distinct: ({ event, of }) => `the number of different values of ${of} in all ${wordsOf(event).all}`,
    set: ({ event, of }) => `the list of values of ${of} in recent ${wordsOf(event).all}`,
    top: ({ event, of }) => `the most frequent ${of} of all ${wordsOf(event).all}`,
    habit: ({ event, of }) => `the usual ${of} of all ${wordsOf(event).all}`,
    daysSince: ({ event }) =>
      event === "visit"
        ? "the time since the previous visit"
        : `the time since the last ${wordsOf(event).one}`,
    sequence: ({ steps }) => `the sequence “${stepsOf(steps)}”`,
    funnel: ({ steps }) => `the furthest step of “${stepsOf(steps)}”`,
    score: ({ id }) => `the score ${id}`,
    tier: ({ id }) => `the level ${id}`,
    rfm: ({ id }) => `the class of recency, frequency and value ${id}`,
    declared: ({ id }, voice) => your(voice, `choice for ${id}`),
    choices: ({ id }, voice) => your(voice, `selection for ${id}`),
    attested: ({ id }) => `${id}, as confirmed by the site,`,
  },
  fields: { recency: "recency", frequency: "frequency", monetary: "value" },
  limits: ({ days, since, where }) =>
    [
      days === undefined ? "" : ` within ${en.amount("exactly", days, "day")}`,
      since === undefined ? "" : ` since the last ${wordsOf(since).one}`,
      where === undefined ? "" : ` where ${where}`,
    ].join(""),
  is: (name, what) => `${name} is ${what}`,
  clauses: {
    is: (name, seen, need) => `${name} is ${seen}${need}`,
    flag: (name, value) => `${name} ${value ? "applies" : "doesn’t apply"}`,
    counted: (amount, event, limits, need, voice) =>
      `${voice === "visitor" ? "you have" : "the visitor has"} ${wordsOf(event).done} ${amount}${limits}${need}`,
    empty: (name, need) => `${name} has no value yet${need}`,
    unknown: (name, need) => `${name} isn’t known${need}`,
    unfit: (name, need) => `${name} doesn’t fit${need}`,
    undecided: (segment) => `the segment ${segment} can’t be decided`,
    off: (name, voice) => `${voice === "visitor" ? "you have" : "the visitor has"} switched off ${name}`,
    segmentOff: (segment, voice) =>
      `${voice === "visitor" ? "you have" : "the visitor has"} switched off the segment ${segment}`,
  },
  needed: (need) => ` (${need} needed)`,
  outcome({ what, name }, holds, voice, yet) {
    const you = voice === "visitor";
    if (holds === undefined) {
      const who = you ? "you" : "the visitor";
      const doing = what === "segment" ? (you ? "are in" : "is in") : `${you ? "see" : "sees"} the block`;
      return `It isn’t known whether ${who} ${doing} ${name}`;
    }
    const who = you ? "You" : "The visitor";
    const late = yet ? " yet" : "";
    if (what === "segment") return `${who} ${you ? "are" : "is"} ${holds ? "" : "not "}in ${name}${late}`;
    const see = holds ? (you ? "see" : "sees") : you ? "don’t see" : "doesn’t see";
    return `${who} ${see} the block ${name}${late}`;
  },
  because: (outcome, clauses) => `${outcome} because ${clauses}.`,
  always: (outcome, holds) => `${outcome}: ${holds ? "this holds for everybody" : "this holds for nobody"}.`,
  tests: {
    version: (test, has) =>
      `In the test ${test}, chance gave you a version ${has ? "with" : "without"} this block.`,
    apart: (test) => `This block belongs to the test ${test}, in which you take no part.`,
    heldOut:
      "To learn what personalization does, this site leaves it out for some visitors, picked by chance. You are one of them.",
  },
};

function stepsOf(steps: readonly { readonly event: string; readonly not?: true }[]): string {
  return steps.map(({ event, not }) => (not ? "no " : "") + wordsOf(event).one).join(" → ");
}
