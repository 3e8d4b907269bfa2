import type { Me } from "../../../client/widget/centre/contract.ts";

// What stands in for the device and the edge in tests of the centre's looks: how it is on the real ones is tried in
// test/e2e/known.test.ts.

const DAY = 20_779;
const buckets = (cuts: number[]) => ({
  count: cuts.length + 1,
  nil: 0,
  cuts,
  intervals: [...cuts, 0].map((_, at) => at),
});

const ATTRIBUTES = [
  {
    id: "favourite",
    value: "rain",
    definition: {
      kind: "top",
      event: "view",
      of: "category",
      halfLife: 14,
      hash: "b",
      horizon: 0,
      buckets: { count: 3, nil: 0, values: { rain: 1, camp: 2 }, other: 0 },
    },
  },
  {
    id: "outdoors",
    value: "hiking",
    answers: ["hiking", "running", "camping"],
    definition: { kind: "declared", event: "declare", hash: "c", horizon: 0 },
  },
  {
    id: "matters",
    kind: "choices",
    value: ["price", "planet"],
    answers: ["price", "planet", "looks"],
    definition: { kind: "choices", event: "declare", hash: "h", horizon: 0 },
  },
  {
    id: "tradeViews",
    value: 0,
    definition: { kind: "count", event: "view", within: 14, hash: "d", horizon: 14, buckets: buckets([1]) },
  },
  {
    id: "basketValue",
    value: 1234.5,
    definition: { kind: "sum", event: "cart", since: "purchase", hash: "e", horizon: 0 },
  },
  { id: "daysAway", value: 3, definition: { kind: "daysSince", event: "visit", hash: "f", horizon: 0 } },
  { id: "interests", value: null, definition: { kind: "set", event: "view", hash: "g", horizon: 0 } },
  {
    id: "visits",
    value: 3,
    definition: { kind: "count", event: "visit", hash: "a", horizon: 0, buckets: buckets([2, 5]) },
  },
];

const signal = (more: object) =>
  JSON.stringify({
    plan: "p1",
    now: [1, [1, 9, 0], 1],
    next: [1, [1, 9, 0], 2],
    path: "/rain/",
    language: "en",
    ...more,
  });

/** What the device knows: as `read` of known.js gives it. */
export const KNOWN = {
  site: "shop",
  plan: "p1",
  retention: 180,
  since: DAY - 19,
  attributes: ATTRIBUTES,
  switchedOff: { attributes: [] as string[], segments: [] as string[], blocks: [] as string[] },
  most: 3,
  besides: false,
  paused: false,
  sent: [
    {
      day: DAY,
      path: "/signals",
      body: signal({
        counts: [["view"], ["view"], ["goal", "order", 50]],
        message: "0123456789abcdef",
        token: "t",
      }),
    },
    { day: DAY, path: "/signals", body: signal({ plan: "p0", path: "/" }) },
    {
      day: DAY - 1,
      path: "/consent",
      body: '{"choice":"1.pm.1.20778.0.1","layer":"question","language":"en"}',
    },
  ],
};

/** What the edge answers. */
export const ME: Me = {
  languages: { names: "en", sentences: "en" },
  attributes: {
    visits: { name: "Visits", why: "To greet you when you come back" },
    favourite: { name: "What you look at most", why: "To put it first on the home page" },
    outdoors: { name: "What you do outdoors", why: "Because you told us, to show what fits" },
    matters: { name: "What matters to you", why: "To put it first where you compare" },
    tradeViews: { name: "Looks at our trade prices", why: "To show you what we do for teams" },
    basketValue: { name: "What your basket comes to", why: "So as not to remind you of an empty basket" },
    daysAway: { name: "the time since the previous visit" },
    interests: { name: "<b>Interests</b> & more", why: "<img src=x onerror=alert(1)>" },
  },
  segments: {
    returning: {
      name: "Returning visitors",
      matches: true,
      sentence: "You are in “Returning visitors” because “Visits” is at least 2.",
    },
    "likes-rain": {
      name: "Look at rain gear most",
      matches: true,
      sentence: "You are in “Look at rain gear most” because “What you look at most” is “rain”.",
    },
    business: {
      name: "Looked at trade prices",
      matches: false,
      sentence:
        "You are not in “Looked at trade prices” yet because “Looks at our trade prices” is 0 (at least 1 needed).",
    },
    spring: {
      name: "Arriving from the spring campaign",
      matches: null,
      sentence:
        "It isn’t known whether you are in “Arriving from the spring campaign” because the campaign of this visit isn’t known (“spring” needed).",
    },
  },
  page: {
    blocks: [
      {
        id: "hero",
        name: "Greeting for your return",
        sentence: "You see the block “Greeting for your return” because “Visits” is at least 2.",
      },
    ],
    lost: [
      {
        id: "evening",
        name: "Greeting in the evening",
        reason: "priority",
        sentence: "You see the block “Greeting in the evening” because the hour of the day is 19.",
      },
      {
        id: "trade",
        name: "Offer for teams",
        reason: "condition",
        sentence:
          "You don’t see the block “Offer for teams” yet because “Looks at our trade prices” is 0 (at least 1 needed).",
      },
    ],
  },
};

/** `known.js` and `transfer.js` as they are served: they keep what is switched on the window, and note each call. */
export const DEVICE = `
const off = () => window.known.switchedOff;
const told = (name, ...what) => (window.calls.push([name, ...what]), window.outcome ?? "done");
export const read = async () => {
  if (window.known === "broken") throw new Error("broken");
  if (!window.known) return undefined;
  return structuredClone({ ...window.known, attributes: window.known.attributes.map((each) => ({
    ...each, ...((off().all || off().attributes.includes(each.id)) && { off: off().all ? "all" : "itself" }) })) });
};
export const switchOff = async (_, layer, id, isOff = true) => {
  const outcome = told("switchOff", layer, id, isOff);
  if (outcome === "done") off()[layer] = isOff ? [...off()[layer], id] : off()[layer].filter((each) => each !== id);
  return outcome;
};
export const switchAllOff = async (_, isOff = true) => {
  window.known.switchedOff = { attributes: [], segments: [], blocks: [], ...(isOff && { all: true }) };
  return told("switchAllOff", isOff);
};
export const correct = async (_, id, answer) => {
  window.known.attributes.find((each) => each.id === id).value = answer;
  return told("correct", id, answer);
};
export const pause = async (_, paused = true) => ((window.known.paused = paused), told("pause", paused));
export const exportProfile = async () => '{"selvedge":1}';
export const importProfile = async (_, text) => (window.calls.push(["import", text]), window.imported);
`;
