import { beforeEach, describe, expect, test } from "vitest";
import { call, context, openAroundEach, page, stub, until } from "./opened.ts";
import { answered, cookie, hasDatabase, type PageWindow } from "./stub.ts";

openAroundEach();

/** What a listener and the document heard, and what Google's tags were told. */
interface Heard {
  readonly heard: unknown[];
  readonly asked: number;
  readonly dataLayer?: readonly ArrayLike<unknown>[];
}
const STUB = `<script>
window.selvedge = function () { (selvedge.q ??= []).push(arguments) };
window.heard = [];
window.asked = 0;
document.addEventListener("selvedge:ask", () => asked++);
selvedge("consent", (purposes) => heard.push(purposes.join("+")));
</script></head><body><h1>Home</h1>`;
/** What a banner says on every page. Said by the page itself: what a test calls counts as pressed by somebody. */
const repeat = (answer: object) => `<script>selvedge("consent", ${JSON.stringify(answer)})</script>`;
const heard = () => page.evaluate(() => (window as unknown as Heard).heard);
const asked = () => page.evaluate(() => (window as unknown as Heard).asked);
const choice = () => cookie(context, "sv_c");
const terms = (more: Partial<typeof stub.config.consent>) => {
  stub.config = { ...stub.config, consent: { ...stub.config.consent, ...more } };
};

beforeEach(() => {
  stub.pages["/"] = STUB;
});

describe("hearing", () => {
  test("what is permitted now, and each change, once", async () => {
    await page.goto(stub.origin);
    await until(async () => (await heard()).length);
    await call("consent", ["measurement"]);
    await until(async () => (await heard()).length === 2);
    await call("consent", ["personalization", "measurement"]);
    await call("consent", []);
    await until(async () => (await heard()).length >= 3 && (await heard()).at(-1) === "");
    expect((await heard()).slice(0, 2)).toEqual(["", "measurement"]);
  });

  test("a change in another tab", async () => {
    await answered(context, stub, "pm");
    await page.goto(stub.origin);
    await until(async () => (await heard())[0] === "personalization+measurement");
    const other = await context.newPage();
    await other.goto(stub.origin);
    await other.evaluate(() => (window as unknown as PageWindow).selvedge("consent", []));
    await until(async () => (await heard()).at(-1) === "");
    expect(await heard()).toEqual(["personalization+measurement", ""]);
  });

  test("invariant 6: a change in another tab whose cookie isn't seen here yet", async () => {
    await answered(context, stub, "pm");
    await page.goto(stub.origin);
    await until(async () => (await heard())[0] === "personalization+measurement");
    await page.evaluate(() => {
      const stale = document.cookie;
      Object.defineProperty(document, "cookie", { configurable: true, get: () => stale, set: () => {} });
    });
    const other = await context.newPage();
    await other.goto(stub.origin);
    await other.evaluate(() => (window as unknown as PageWindow).selvedge("consent", []));
    await until(async () => (await heard()).at(-1) === "");
    await until(async () => !(await hasDatabase(page)));
    const sent = stub.signals().length;
    await call("event", "cart", { item: "tent", quantity: 1 });
    expect(await heard()).toEqual(["personalization+measurement", ""]);
    // Once it is seen, nothing changes; and the next one is heard again.
    await page.evaluate(() => Reflect.deleteProperty(document, "cookie"));
    await call("event", "cart", { item: "tent", quantity: 1 });
    expect(await hasDatabase(page)).toBe(false);
    expect(stub.signals()).toHaveLength(sent);
    await other.evaluate(() => (window as unknown as PageWindow).selvedge("consent", ["measurement"]));
    await until(async () => (await heard()).at(-1) === "measurement");
    expect(await heard()).toHaveLength(3);
  });
});

test("invariant 6: a no holds at once, whatever the browser makes of the cookie", async () => {
  await answered(context, stub, "pm");
  await page.goto(stub.origin);
  await until(async () => (await heard())[0] === "personalization+measurement");
  await until(() => hasDatabase(page));
  await page.evaluate(() => {
    const stale = document.cookie;
    Object.defineProperty(document, "cookie", { configurable: true, get: () => stale, set: () => {} });
  });
  await call("consent", []);
  await until(async () => (await heard()).at(-1) === "");
  await call("event", "cart", { item: "tent", quantity: 1 });
  await until(async () => !(await hasDatabase(page)));
  expect(await heard()).toEqual(["personalization+measurement", ""]);
});

test("a text opens the part of that name with what the tag lends, and nonsense opens nothing", async () => {
  await page.goto(stub.origin);
  await page.waitForFunction("window.selvedge?.tag");
  for (const name of ["../tag", "https://evil.example/x", "no-such-part", "widget/"])
    await call("consent", name);
  await call("consent", "settings");
  await page.waitForFunction("window.settingsHost");
  const asked = stub.loaded.filter((name) => !["tag.js", "banner.js", "widget.js"].includes(name));
  expect(asked).toEqual(["settings.js"]);
});

describe("a banner of the owner's", () => {
  beforeEach(() => terms({ ask: "ask", banner: "own" }));

  test("is told when an answer is needed, and only then; our question isn't loaded", async () => {
    await page.goto(stub.origin);
    await until(asked);
    expect(stub.loaded).not.toContain("widget.js");
    await call("consent", { personalization: true });
    await until(async () => (await choice())?.startsWith("1.p."));
    await page.goto(`${stub.origin}/?again`);
    await until(async () => (await heard())[0] === "personalization");
    await page.waitForTimeout(200);
    expect(await asked()).toBe(0);
    // The texts have changed: the old answer is outdated, and a repeated yes isn't a new one.
    terms({ revision: 2 });
    stub.pages["/later"] = STUB + repeat({ personalization: true });
    await page.goto(`${stub.origin}/later`);
    await page.waitForTimeout(600);
    expect(await choice()).toMatch(/^1\.p\.1\./);
    expect(await asked()).toBe(1);
  });

  test("invariant 1: its repeated yes overrides no Global Privacy Control; one that has just been pressed does", async () => {
    await context.addInitScript(() =>
      Object.defineProperty(navigator, "globalPrivacyControl", { value: true }),
    );
    stub.pages["/"] =
      `${STUB}<button onclick="selvedge('consent', { personalization: true })">Yes</button>` +
      repeat({ personalization: true, measurement: true });
    await page.goto(stub.origin);
    await page.waitForTimeout(600);
    expect(await choice()).toBeUndefined();
    expect(await hasDatabase(page)).toBe(false);
    await page.getByRole("button", { name: "Yes" }).click();
    await until(async () => /^1\.p\.1\.\d+\.1\.1$/.test((await choice()) ?? ""));
  });

  test("invariant 6: takes a yes back without a network, once it has been heard on the page", async () => {
    await answered(context, stub, "pm");
    await page.goto(stub.origin);
    await until(async () => (await heard()).length && (await hasDatabase(page)));
    await context.setOffline(true);
    await call("consent", { personalization: false, measurement: false });
    await until(async () => (await choice())?.startsWith("1.-."));
    await until(async () => !(await hasDatabase(page)));
    await context.setOffline(false);
  });

  test.each(["garbage", 7, { personalization: "yes" }, { other: true }])(
    "invariant 1: %j is no yes, and throws nothing into the page",
    async (nonsense) => {
      const thrown: unknown[] = [];
      page.on("pageerror", (error) => thrown.push(error));
      await page.goto(stub.origin);
      await call("consent", nonsense);
      await page.waitForTimeout(300);
      expect((await choice()) ?? "1.-.").toMatch(/^1\.-\./);
      expect(thrown).toEqual([]);
    },
  );
});

describe("Google's consent mode", () => {
  const told = () =>
    page.evaluate(() => ((window as unknown as Heard).dataLayer ?? []).map((entry) => Array.from(entry)));
  const both = (state: string) => ({ personalization_storage: state, functionality_storage: state });
  const DENIED = ["consent", "default", both("denied")];
  beforeEach(() => terms({ ask: "ask", consentMode: true }));

  test("hears the default before the question, then the yes, then the no, and never a word about ads", async () => {
    await page.goto(stub.origin);
    await page.waitForFunction(() => (window as unknown as PageWindow).firstLayer !== undefined);
    expect(await told()).toEqual([DENIED]);
    await call("consent", ["personalization", "measurement"]);
    await until(async () => (await told()).length === 2);
    await call("consent", ["measurement"]);
    await until(async () => (await told()).length === 3);
    expect(await told()).toEqual([
      DENIED,
      ["consent", "update", both("granted")],
      ["consent", "update", both("denied")],
    ]);
    expect(JSON.stringify(await told())).not.toMatch(/ad_|analytics/);
    // Google's tags take an arguments object for a command, and a list for data.
    expect(
      await page.evaluate(() => Object.prototype.toString.call((window as unknown as Heard).dataLayer![0])),
    ).toBe("[object Arguments]");
  });

  test("isn't told a default twice", async () => {
    stub.pages["/"] = `<script>window.dataLayer = [];
      function gtag() { dataLayer.push(arguments); }
      gtag("consent", "default", { personalization_storage: "denied", functionality_storage: "denied" });
      </script></head><body>`;
    await page.goto(stub.origin);
    await page.waitForFunction(() => (window as unknown as PageWindow).firstLayer !== undefined);
    expect(await told()).toEqual([DENIED]);
  });

  test("hears nothing where the site file doesn't say so", async () => {
    terms({ ask: "widget" });
    const { consentMode: _, ...consent } = stub.config.consent;
    stub.config = { ...stub.config, consent };
    await answered(context, stub, "pm");
    await page.goto(stub.origin);
    await until(async () => (await heard()).length);
    expect(stub.loaded).not.toContain("consent-mode.js");
    expect(await told()).toEqual([]);
  });
});
