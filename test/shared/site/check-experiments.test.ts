import { expect, test } from "vitest";
import { formatIssue } from "../../../shared/issue.ts";
import { checkSite } from "../../../shared/site/check.ts";

const block = (target: string) => ({ target, op: "remove" });
const SITE = {
  version: 1,
  id: "shop",
  languages: ["en"],
  attributes: { visits: { count: "visit" } },
  segments: { returning: { when: { visits: { $gte: 2 } } }, polish: { when: { "context.country": "PL" } } },
  blocks: { warm: block("#a"), cold: block("#b"), other: block("#c") },
  goals: { order: { event: "purchase" }, lead: { event: "form" }, refund: { event: "refund" } },
};
const TEST = {
  hypothesis: "warm words sell",
  primary: "order",
  variants: { asIs: {}, warm: { blocks: ["warm"] }, cold: { blocks: ["cold"] } },
};

function problems(experiments: unknown, more: object = {}): string[] {
  const isPattern = (text: string) => !text.includes("((");
  const checked = checkSite({ ...SITE, ...more, experiments }, { isPattern });
  return checked.ok ? [] : checked.issues.map(formatIssue);
}

const changed = (change: object, more: object = {}) => problems({ words: { ...TEST, ...change } }, more);

test("an experiment of everything there is has no problem", () => {
  const full = {
    ...TEST,
    owner: "marketing",
    when: { $segment: "returning", "context.country": "PL" },
    pages: ["/", "/rain/*"],
    secondary: ["lead"],
    guardrails: ["refund"],
    segments: ["returning", "polish"],
    share: 0.5,
    holdout: 0.1,
    layer: "words",
    from: "2026-11-01",
    until: "2026-12-24",
    bandit: { floor: 0.2 },
  };
  const next = { ...full, from: "2026-12-25", until: "2027-01-31" };
  expect(problems({ words: full, later: next }, { holdout: 0.05, measured: ["polish"] })).toEqual([]);
});

test.each<[object, ...string[]]>([
  [{ primary: "ordr" }, 'experiments.words.primary: there is no goal "ordr", did you mean order?'],
  [{ secondary: ["none"] }, 'experiments.words.secondary[0]: there is no goal "none"'],
  [
    { secondary: ["order"], guardrails: ["lead", "lead"] },
    'experiments.words.secondary[0]: "order" is listed twice',
    'experiments.words.guardrails[1]: "lead" is listed twice',
  ],
  [
    { segments: ["returnin", "polish", "polish"] },
    'experiments.words.segments[0]: there is no segment "returnin", did you mean returning?',
    'experiments.words.segments[2]: "polish" is listed twice',
  ],
  [{ when: "polis" }, 'experiments.words.when: there is no segment "polis", did you mean polish?'],
  [{ when: { visit: { $gte: 2 } } }, "experiments.words.when.visit: unknown attribute, did you mean visits?"],
  [
    { pages: ["rain", "/(("] },
    'experiments.words.pages[0]: expected a path that starts with "/", got "rain"',
    'experiments.words.pages[1]: not a URLPattern pathname: "/(("',
  ],
  [
    { from: "2026-12-02", until: "2026-12-01" },
    "experiments.words.until: ends (2026-12-01) before it begins (2026-12-02)",
  ],
  [
    { variants: { asIs: {}, warm: { blocks: ["wrm", "cold", "cold"] } } },
    'experiments.words.variants.warm.blocks[0]: there is no block "wrm", did you mean warm?',
    'experiments.words.variants.warm.blocks[2]: "cold" is listed twice',
  ],
  [
    { variants: { asIs: {}, holdout: { blocks: ["warm"] } } },
    'experiments.words.variants.holdout: the name "holdout" is that of visitors who get no block of any variant',
  ],
  [
    { variants: { one: {}, two: {} } },
    "experiments.words.variants: no variant has a block, so all are the same",
  ],
  [{ holdout: 1 }, "experiments.words.holdout: expected less than 1: nobody would be left to compare"],
  [{ bandit: { floor: 0.4 } }, "experiments.words.bandit.floor: 0.4 for each variant is more than all"],
])("%j is told with its place", (change, ...lines) => {
  expect(changed(change)).toEqual(lines);
});

test("all problems come at once, and names of the site's own holdout are its own", () => {
  expect(
    problems(
      { holdout: TEST, other: { ...TEST, primary: "x", variants: { a: {}, b: { blocks: ["other"] } } } },
      { holdout: 1, measured: ["none"] },
    ),
  ).toEqual([
    'experiments.holdout: the name "holdout" is that of the site\'s own holdout',
    'experiments.other.primary: there is no goal "x"',
    'measured[0]: there is no segment "none"',
    "holdout: expected less than 1: nobody would be left to compare",
  ]);
});

test("a block stands in one experiment at a time", () => {
  const two = (dates: object) => ({
    words: { ...TEST, until: "2026-12-01" },
    more: { ...TEST, variants: { asIs: {}, warm: { blocks: ["warm"] } }, ...dates },
  });
  const place = "experiments.more.variants.warm.blocks[0]";
  const message = `${place}: "warm" is in the experiment "words", which runs at the same time`;
  expect(problems(two({}))).toEqual([message]);
  expect(problems(two({ from: "2026-12-01" }))).toEqual([message]);
  expect(problems(two({ from: "2026-12-02" }))).toEqual([]);
});

test("a layer isn't given away twice", () => {
  const share = (id: string, part: number, dates: object = {}) => ({
    [id]: { ...TEST, layer: "top", share: part, variants: { asIs: {}, b: { blocks: [id] } }, ...dates },
  });
  const three = { ...share("warm", 0.7), ...share("cold", 0.2), ...share("other", 0.1) };
  expect(problems(three)).toEqual([]);
  expect(problems({ ...three, ...share("other", 0.2) })).toEqual([
    'experiments.other.share: together the experiments of layer "top" want 1.1 of its visitors: warm, cold, other',
  ]);
  // Whichever begins later makes it too much, wherever it stands in the file.
  const later = { from: "2026-12-05" };
  const line = "together the experiments of layer";
  expect(problems({ ...share("warm", 0.7, later), ...share("cold", 0.4) })).toEqual([
    expect.stringContaining(`experiments.warm.share: ${line}`),
  ]);
  expect(problems({ ...share("warm", 0.7, later), ...share("cold", 0.4, { until: "2026-12-04" }) })).toEqual(
    [],
  );
});
