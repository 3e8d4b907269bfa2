import { parse } from "jsonc-parser";
import { readFileSync } from "node:fs";
import * as v from "valibot";
import { beforeEach, expect, test } from "vitest";
import { compileSite } from "../../shared/decision.ts";
import { siteSchema } from "../../shared/site/schema.ts";
import { context, openAroundEach, page, stub, until } from "./opened.ts";
import { answered, state, type PageWindow, type Stub } from "./stub.ts";

const HTML = {
  "/": "index.html",
  "/rain/": "rain/index.html",
  "/products/tarn-shell.html": "products/tarn-shell.html",
};

/** What the attributes of the demo's site file ask for, on each page. */
const EVERYWHERE = [
  "kind.score.js",
  "kind.sequence.js",
  "kind.tier.js",
  "kind.top.js",
  "kind.window.js",
  "markup.js",
  "recorder.js",
  "tag.js",
];

openAroundEach();
beforeEach(() => {
  const site = v.parse(siteSchema, parse(readFileSync("test/site/site.json", "utf8")));
  const attributes = compileSite(site, () => () => true).plan.attributes;
  const goals = site.goals as Stub["config"]["goals"];
  stub.config = {
    ...stub.config,
    attributes,
    goals,
    triggers: Object.entries(site.events).map(([event, trigger]) => ({ event, ...trigger })),
  };
  for (const [path, file] of Object.entries(HTML)) {
    stub.pages[path] = readFileSync(`test/site/${file}`, "utf8").split("<head>")[1]!;
  }
});

const told = (path: string) =>
  until(() => stub.signals().some((signal) => signal.path === path && signal.now && signal.counts));

test("before an answer the tag comes with what asks", async () => {
  await page.goto(stub.origin);
  await page.waitForFunction(() => (window as unknown as PageWindow).firstLayer !== undefined);
  expect(stub.loaded).toEqual(["tag.js", "widget.js"]);
});

test.each(["/", "/rain/"])(
  "after a yes the demo's page %s loads what its site file asks for",
  async (path) => {
    await answered(context, stub, "pm");
    await page.goto(stub.origin + path);
    await told(path);
    await page.waitForTimeout(300);
    expect([...stub.loaded].sort()).toEqual(EVERYWHERE);
  },
);

test("a product's page loads what reads its button, before anybody clicks", async () => {
  await answered(context, stub, "pm");
  await page.goto(`${stub.origin}/products/tarn-shell.html`);
  await told("/products/tarn-shell.html");
  expect([...stub.loaded].sort()).toEqual(["actions.js", ...EVERYWHERE]);
  expect(await state(page, "favourite")).toMatchObject([expect.any(Number), [["rain", 1]]]);
  await page.click("[data-add-to-cart]");
  await until(async () => Number(await state(page, "basketValue")) > 0);
});

test("what reads clicks loads once, however it is asked for", async () => {
  const { attributes } = stub.config;
  const presses = { ...attributes["visits"]!, event: "click" };
  stub.config = { ...stub.config, attributes: { ...attributes, presses } };
  await answered(context, stub, "pm");
  await page.goto(stub.origin);
  await told("/");
  await page.locator("h1").first().click();
  await page.waitForTimeout(300);
  expect(stub.configuration().parts).toContain("actions");
  expect(stub.loaded.filter((name) => name === "actions.js")).toEqual(["actions.js"]);
  expect(stub.loaded.length).toBe(new Set(stub.loaded).size);
});

test("what is declared loads its part with the first answer", async () => {
  await answered(context, stub, "pm");
  await page.goto(stub.origin);
  await told("/");
  await page.click("button[value=running]");
  await until(async () => (await state(page, "outdoors")) === "running");
  expect([...stub.loaded].sort()).toEqual(["actions.js", ...EVERYWHERE]);
});

test("a page without a way to the settings gets one, and only such a page", async () => {
  await answered(context, stub, "-");
  stub.pages["/bare"] = "<title>Bare</title></head><body>";
  await page.goto(`${stub.origin}/bare`);
  await page.locator(".back").click();
  await page.waitForFunction(() => "settingsHost" in window);
  // What moves it comes when nothing else is to be done.
  expect(stub.loaded.filter((name) => name !== "way-back-moves.js")).toEqual([
    "tag.js",
    "way-back.js",
    "settings.js",
  ]);
  await page.goto(stub.origin);
  await page.waitForTimeout(300);
  expect(await page.locator(".back").count()).toBe(0);
});
