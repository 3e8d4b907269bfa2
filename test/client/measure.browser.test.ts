import type { Page } from "playwright-core";
import { beforeEach, describe, expect, test } from "vitest";
import { measuredName } from "../../shared/measure/measured-names.ts";
import { dayOf } from "../../shared/day.ts";
import type { Count, PageDecision, SignalAnswer, TagExperiment } from "../../shared/wire.ts";
import { axeFindings } from "./axe.ts";
import { known, transfer } from "./centre.ts";
import { browser, call, context, openAroundEach, page, stub, until } from "./opened.ts";
import { answered, hasDatabase, kept, type PageWindow } from "./stub.ts";

openAroundEach();

const HERO: TagExperiment = {
  id: "hero",
  hash: "1",
  layer: "hero",
  share: 1,
  segments: [measuredName("returning")],
  goals: ["order"],
};
const DECISION: PageDecision = { segments: ["returning", "other"], blocks: [], lost: [] };

/** A page that the edge has decided so. */
const decidedPage = (decision: Partial<PageDecision> = {}) =>
  `</head><body><h1>Page</h1><script type="application/json" id="selvedge-decision">${JSON.stringify({
    ...DECISION,
    ...decision,
  })}</script>`;

beforeEach(() => {
  stub.measures = true;
  stub.config = {
    ...stub.config,
    experiments: [HERO],
    measured: [measuredName("returning")],
    goals: { order: { event: "purchase", value: "value", steps: [50, 100] } },
  };
  stub.pages["/"] = decidedPage();
  stub.pages["/exposed"] = decidedPage({ exposed: ["x.hero.2"] });
  stub.answer = ({ counts, variants }) => ({
    status: 200,
    body: {
      ...(counts && { counted: true }),
      ...(variants && { variants: variants.map((variant) => variant ?? 2) }),
      decision: DECISION,
    } satisfies SignalAnswer,
  });
});

/** What was counted, each message once: a page that is left may not hear that it was taken. */
const counted = (what = ([name]: Count): boolean => ["joined", "reached", "again"].includes(name)) =>
  [...new Map(stub.signals().map(({ message = "", counts = [] }) => [message, counts])).values()]
    .flat()
    .filter((count) => what(count));
const cohorts = () => counted(([name]) => name === "joined").map(([, cohort]) => String(cohort));
const joined = (...names: string[]) => until(() => names.every((name) => cohorts().includes(name)));
const record = async (tab = page) =>
  (await kept(tab, "counted")) as unknown as { cohorts: object } | undefined;
const tests = async () =>
  ((await kept(page, "profile")) as unknown as { profile?: { tests?: { variants: object; draws: object } } })
    ?.profile?.tests;
/** Everything that waited has been told and noted. */
const settled = () => until(async () => ((await kept(page, "queue")) ?? []).length === 0);
const open = async (path: string, tab: Page = page) => {
  const views = () => stub.signals().filter(({ counts = [] }) => counts.some(([name]) => name === "view"));
  const before = views().length;
  await tab.goto(stub.origin + path);
  await until(() => views().length > before);
};

describe("with consent to both purposes", () => {
  beforeEach(() => answered(context, stub, "pm"));

  test("the day, the week and the month are joined once, in the segments that the edge knows of then", async () => {
    await open("/");
    await joined("d", "w", "m");
    expect(counted()).toEqual([
      ["joined", "d", ["returning"]],
      ["joined", "w", ["returning"]],
      ["joined", "m", ["returning"]],
    ]);
    await settled();
    await open("/?again");
    await call("event", "purchase", { value: 10 });
    await until(() => counted().length > 3);
    expect(cohorts()).toEqual(["d", "w", "m"]);
  });

  test("two tabs join once", async () => {
    const other = await context.newPage();
    await Promise.all([open("/exposed"), open("/exposed", other)]);
    await joined("d", "w", "m", "x.hero.2");
    await Promise.all([open("/exposed"), open("/exposed", other)]);
    await settled();
    expect(cohorts().sort()).toEqual(["d", "m", "w", "x.hero.2"]);
  });

  test("a page that exposes to an experiment joins it; a goal takes every cohort along", async () => {
    await open("/exposed");
    await joined("d", "w", "m", "x.hero.2");
    await call("event", "purchase", { value: "60" });
    await until(() => counted(([name]) => name === "reached").length === 3);
    expect(counted(([name]) => name === "reached")).toEqual([
      ["reached", "x.hero.2", "order", 0, 2, ["returning"]],
      ["reached", "d", "order", 0, 2, ["returning"]],
      ["reached", "m", "order", 0, 2, ["returning"]],
    ]);
    await call("event", "purchase", { value: 5 });
    await until(() => counted(([name]) => name === "again").length === 3);
    expect(counted(([name]) => name === "reached").length).toBe(3);
  });

  test("what the edge didn't hear is told by the next page, under the same number", async () => {
    const answer = stub.answer;
    stub.answer = (signal) =>
      signal.counts?.some(([name]) => name === "joined") ? { status: 503, body: {} } : answer(signal);
    await open("/exposed");
    await joined("x.hero.2");
    const number = stub
      .signals()
      .find(({ counts = [] }) => counts.some(([name]) => name === "joined"))!.message;
    stub.answer = answer;
    await open("/");
    await settled();
    const again = stub.signals().findLast(({ message }) => message === number)!;
    expect(again.path).toBe("/exposed");
    const numbers = stub
      .signals()
      .flatMap(({ counts = [], message }) =>
        counts.some(([, cohort]) => cohort === "x.hero.2") ? [message] : [],
      );
    expect(new Set(numbers)).toEqual(new Set([number]));
  });

  test("variants are drawn once, kept in the profile, and told with what else is news", async () => {
    await open("/");
    await until(async () => Object.keys((await tests())?.variants ?? {}).length > 0);
    const today = dayOf(Date.now());
    expect((await tests())!.variants).toEqual({ hero: [2, "1", expect.closeTo(today, -1)] });
    await open("/?same");
    await call("declare", "interest", "sport");
    const told = () => stub.signals().flatMap(({ variants }) => (variants ? [variants] : []));
    await until(() => told().length === 3);
    // Nothing was sent for the sake of what the edge had answered itself: views are counted up to three.
    expect(told()).toEqual([[null], [2], [2]]);
    expect(stub.signals().some((signal) => JSON.stringify(signal).includes("draws"))).toBe(false);
  });

  test("another experiment under the same id begins anew", async () => {
    await open("/exposed");
    await joined("d", "x.hero.2");
    await until(async () => Object.keys((await tests())?.variants ?? {}).length > 0);
    stub.config = { ...stub.config, plan: "plan-2", experiments: [{ ...HERO, hash: "2" }] };
    await open("/exposed?changed");
    await until(() => cohorts().filter((cohort) => cohort === "x.hero.2").length === 2);
    expect(stub.signals().findLast(({ variants }) => variants)!.variants).toEqual([null]);
  });

  test("a redirect's fragment counts for who has that variant, and is taken away", async () => {
    await open("/#top#selvedge-x.hero.1");
    await until(() => page.evaluate(() => location.hash === "#top"));
    await until(async () => Object.keys((await tests())?.variants ?? {}).length > 0);
    await joined("d");
    await open("/?b#selvedge-x.hero.2");
    await until(() => page.evaluate(() => location.href.endsWith("/?b")));
    await joined("x.hero.2");
    expect(cohorts()).not.toContain("x.hero.1");
  });

  test("an event counts once a view, by the names that the site file has", async () => {
    await open("/");
    for (const name of ["purchase", "purchase", "unheard", "cart", "click"]) await call("event", name, {});
    await open("/?next");
    await call("event", "purchase", {});
    const events = () => counted(([name]) => name === "event").map(([, name]) => name);
    await until(() => events().length === 4);
    expect(events()).toEqual(["purchase", "cart", "click", "purchase"]);
  });

  test("Web Vitals are told once, when the page is left, by steps", async () => {
    stub.pages["/blocks"] = decidedPage({ blocks: [{ id: "hero" }] });
    await open("/blocks");
    await page.waitForFunction(
      () =>
        new Promise((painted) => {
          new PerformanceObserver(() => painted(true)).observe({
            type: "largest-contentful-paint",
            buffered: true,
          });
        }),
    );
    await open("/");
    await open("/?last");
    const vitals = () => counted(([name]) => name === "vital") as [string, string, string, number][];
    await until(() => vitals().filter(([, vital]) => vital === "cls").length === 2);
    const [first, second] = [
      vitals().filter(([, , of]) => of === "personalized"),
      vitals().filter(([, , of]) => of === "plain"),
    ];
    expect(first.map(([, vital]) => vital).sort()).toEqual(["cls", "lcp"]);
    expect(first.find(([, vital]) => vital === "cls")![3]).toBe(0);
    expect(second.map(([, vital]) => vital)).toContain("cls");
  });

  test("it is the visitor's to see, and to take along", async () => {
    await open("/exposed");
    await joined("d", "w", "m", "x.hero.2");
    await call("event", "purchase", { value: 60 });
    await call("event", "purchase", { value: 5 });
    await until(() => counted(([name]) => name === "again").length === 3);
    await settled();
    expect((await known("read"))!.besides).toBe(true);
    await page.evaluate(
      `import("/_selvedge/lately.js").then((part) => {
        const into = document.createElement("section");
        into.id = "centre";
        document.body.append(into);
        return part.fill(into, window.settingsHost, "en", () => Promise.resolve(undefined));
      })`,
    );
    const rows = await page.locator("#centre li").allInnerTexts();
    const day = "\\w+ \\d+, \\d{4}";
    const order = "order: reached, more than once";
    expect(rows.map((row) => row.replace(/\s+/g, " "))).toEqual([
      expect.stringMatching(`^hero Version 2 Counted since ${day} · ${order}$`),
      expect.stringMatching(`^Visitors of a day ${day} · ${order}$`),
      expect.stringMatching(`^Visitors of a week ${day}$`),
      expect.stringMatching(`^Visitors of a month ${day} · ${order}$`),
    ]);
    expect((await axeFindings(page, "#centre", ["wcag2a", "wcag2aa"])).violations).toEqual([]);
    const file = JSON.parse((await transfer("exportProfile"))!);
    expect(file.tests).toEqual({ hero: 2 });
    expect(file.counted["x.hero.2"]).toEqual({
      day: expect.stringMatching(/^\d{4}-\d\d-\d\d$/),
      segments: ["returning"],
      goals: { order: { times: 2, state: 2, total: 65 } },
    });
    expect(await transfer("importProfile", JSON.stringify(file))).toMatchObject({ ok: true });
    expect((await tests())!.variants).toMatchObject({ hero: [2, "1", expect.any(Number)] });
  });

  test("invariant 2: equal visitors send equal bytes but for message numbers, whatever was drawn", async () => {
    const bodies: string[][] = [];
    for (let visitor = 0; visitor < 2; visitor++) {
      const other = await browser.newContext();
      await answered(other, stub, "pm");
      const from = stub.seen.length;
      const tab = await other.newPage();
      await tab.goto(`${stub.origin}/exposed`);
      const mine = () => stub.seen.slice(from).filter(({ path }) => path.endsWith("/signals"));
      await until(() =>
        ["d", "x.hero.2"].every((name) => mine().some(({ body }) => body.includes(`"${name}"`))),
      );
      await tab.evaluate(() =>
        (window as unknown as PageWindow).selvedge("event", "purchase", { value: 70 }),
      );
      const told = ['["goal","order",50]', '["reached","x.hero.2"', '["reached","d"', '["reached","m"'];
      await until(() => told.every((count) => mine().some(({ body }) => body.includes(count))));
      bodies.push(
        mine()
          .map(({ body }) => body.replace(/"message":"\w{32}",/, ""))
          .sort(),
      );
      await other.close();
    }
    const counts = bodies.map((all) =>
      all
        .flatMap((body) => JSON.parse(body).counts ?? [])
        .map((each) => JSON.stringify(each))
        .sort(),
    );
    expect(counts[0]).toEqual(counts[1]);
    expect(bodies[0]!.find((body) => body.includes('"variants"'))).toBe(
      bodies[1]!.find((body) => body.includes('"variants"')),
    );
  });

  test("invariant 6: with the consent to measurement all of it goes, in every tab", async () => {
    const other = await context.newPage();
    await open("/exposed");
    await open("/exposed", other);
    await joined("d", "x.hero.2");
    await until(async () => Object.keys((await tests())?.variants ?? {}).length > 0);
    await settled();
    await call("consent", ["personalization"]);
    await until(async () => (await record()) === undefined && (await tests()) === undefined);
    const before = counted().length;
    await other.evaluate(() =>
      (window as unknown as PageWindow).selvedge("event", "purchase", { value: 70 }),
    );
    const told = stub.signals().length;
    await page.goto(`${stub.origin}/exposed?later`);
    await call("declare", "interest", "sport");
    await until(() => stub.signals().length > told);
    expect([await record(), await record(other), await tests()]).toEqual([undefined, undefined, undefined]);
    expect(counted().length).toBe(before);
    expect((await kept(page, "profile"))!.profile).toBeDefined();
    await call("consent", []);
    await until(async () => !(await hasDatabase(page)));
  });
});

describe("invariant 1", () => {
  test("consent to measurement alone: counts, but no profile and no variants", async () => {
    await answered(context, stub, "m");
    await open("/exposed");
    await joined("d", "w", "m");
    expect(stub.signals().some(({ variants, now }) => variants || now)).toBe(false);
    expect(await kept(page, "profile")).toBeUndefined();
    expect(cohorts()).not.toContain("x.hero.2");
  });

  test("with the consent to personalization the part in tests ends: nothing of them is kept or counted any more", async () => {
    await answered(context, stub, "pm");
    await open("/exposed");
    await joined("d", "w", "m", "x.hero.2");
    await settled();
    await call("consent", ["measurement"]);
    await until(async () => (await kept(page, "profile")) === undefined);
    await open("/exposed?later");
    await call("event", "purchase", { value: 60 });
    await until(() => counted(([name]) => name === "reached").length === 2);
    expect(counted(([name]) => name === "reached").map(([, cohort]) => cohort)).toEqual(["d", "m"]);
    expect(Object.keys((await record())!.cohorts)).toEqual(["d", "w", "m"]);
  });

  test.each(["p", "-"])(
    "without consent to measurement: no counts, no variants, no record (%s)",
    async (purposes) => {
      await answered(context, stub, purposes);
      await page.goto(`${stub.origin}/exposed`);
      if (purposes === "p") await until(() => stub.signals().some(({ now }) => now));
      await call("event", "purchase", { value: 70 });
      await page.goto(`${stub.origin}/exposed?next`);
      if (purposes === "p") await until(() => stub.signals().filter(({ now }) => now).length > 1);
      expect(stub.signals().some(({ counts, variants }) => counts || variants)).toBe(false);
      expect(await record()).toBeUndefined();
      expect(await tests()).toBeUndefined();
      if (purposes === "-") expect(await hasDatabase(page)).toBe(false);
    },
  );
});
