import { describe, expect, test } from "vitest";
import { axeFindings } from "../axe.ts";
import { headOf } from "./fixture.ts";
import type { Instead } from "./harness.ts";
import { begin, desk, heading, openDesk, openForEach, text } from "./opened.ts";

openForEach();

describe("an owner who never saw it", () => {
  test("finds the most valuable segment, in words and first of the table", async () => {
    await begin("#/segments");
    expect(await heading()).toBe("Most valuable: Left a full basket");
    const rows = await text("tbody tr th");
    expect([rows[0], rows.at(-1)]).toEqual(["Left a full basket", "Everybody"]);
    await desk.page.getByLabel("Goal").selectOption("newsletter");
    expect(await text("thead th")).toContain("Goal rate");
  });

  test("finds the broken experiment and the winner with its interval, and no figure of the broken one", async () => {
    await begin("#/experiments");
    expect(await heading()).toBe("“Video in the hero” is broken: don’t believe its figures");
    await desk.page.getByRole("link", { name: "See what is wrong" }).click();
    await desk.page.locator("h2", { hasText: /^Broken: don’t believe these figures$/ }).waitFor();
    expect(await desk.page.locator(".unbelievable").getAttribute("open")).toBeNull();
    expect(await desk.page.locator(".unbelievable table").first().isVisible()).toBe(false);
    await desk.go("#/experiments/short-form");
    expect(await heading()).toBe("“Five fields” wins: +12 % on order");
    expect(await text("main .answer p")).toEqual([
      "Whenever one looks, it lies between +4.1 % and +21 %, with 95 % certainty.",
    ]);
    await desk.page.locator(".chart canvas").waitFor();
    await desk.page.getByText("Show as a table").click();
    expect(
      await desk.page.getByRole("table", { name: "Uplift of “order” by day" }).getByRole("row").count(),
    ).toBe(29);
  });
});

test("a decision is recorded, and stands there at once", async () => {
  await begin("#/experiments/short-form");
  await desk.page.getByLabel("Ship it").check();
  await desk.page.getByLabel("Why").fill("Five fields are enough.");
  await desk.page.getByRole("button", { name: "Record the decision" }).click();
  await desk.page.getByText("on 23 Nov 2026, “Five fields”").waitFor();
  const body = { decision: "ship", variant: "short", note: "Five fields are enough." };
  expect(desk.sent).toEqual([{ method: "POST", path: "/api/experiments/short-form/decision", body }]);
});

test("everything can be reached by keyboard, and the focus goes along", async () => {
  await begin("#/data");
  const press = (key: string) => desk.page.keyboard.press(key);
  const focused = () => desk.page.evaluate(() => document.activeElement?.textContent);
  await press("Tab");
  expect(await focused()).toBe("Skip to the page");
  await press("Enter");
  expect(await focused()).toBe("Data");
  await desk.page.getByRole("link", { name: "Blocks", exact: true }).focus();
  await press("Enter");
  await desk.page.getByRole("heading", { name: "What blocks do" }).waitFor();
  expect([await focused(), await desk.page.title()]).toEqual(["Blocks", "Blocks · Selvedge"]);
  expect(await desk.page.locator("nav [aria-current=page]").innerText()).toBe("Blocks");
  await desk.page.getByText("Choose", { exact: true }).focus();
  await press("Enter");
  await desk.page.getByLabel("From").fill("2026-11-02");
  await desk.page.getByLabel("To, included").fill("2026-11-08");
  await press("Enter");
  await desk.page.waitForURL(/from=2026-11-02&to=2026-11-08/);
  await desk.page.getByText("2 Nov – 8 Nov").waitFor();
});

test("who isn't logged in is asked for the token, and comes to where they wanted to go", async () => {
  let asked = 0;
  const instead = {
    get "/session"() {
      return asked++ === 0 ? 401 : 204;
    },
    "/api/reports/blocks": { ...headOf("2026-11-01", "2026-11-02"), blocks: [] },
  };
  await openDesk({}, instead);
  await desk.go("#/blocks").catch(() => undefined);
  const token = desk.page.getByLabel("Owner’s token");
  await token.waitFor();
  expect(await token.evaluate((element) => element === document.activeElement)).toBe(true);
  expect((await axeFindings(desk.page, "html")).violations).toEqual([]);
  await token.fill(" secret ");
  await token.press("Enter");
  await desk.page.getByRole("heading", { name: "There is no block yet" }).waitFor();
  expect(desk.sent).toEqual([{ method: "POST", path: "/session", body: { token: "secret" } }]);
});

test("a wrong token is told, and can be typed anew", async () => {
  await openDesk({}, { "/api/reports/data": 401, "/session": 429 });
  await desk.go("#/data").catch(() => undefined);
  await desk.page.getByLabel("Owner’s token").fill("x");
  await desk.page.getByRole("button", { name: "Log in" }).click();
  await desk.page.getByRole("alert").filter({ hasText: "The test says 429." }).waitFor();
  expect(await desk.page.getByRole("button", { name: "Log in" }).isEnabled()).toBe(true);
});

const HEAD = headOf("2026-10-26", "2026-11-22");
const EMPTY: readonly [string, string, Instead][] = [
  [
    "data",
    "Nothing has been counted in these days",
    { "/api/reports/data": { ...HEAD, days: [], events: [] } },
  ],
  ["segments", "No segment is measured", { "/api/reports/segments": { ...HEAD, segments: [], days: [] } }],
  ["blocks", "There is no block yet", { "/api/reports/blocks": { ...HEAD, blocks: [] } }],
  [
    "experiments",
    "Nothing is tested yet",
    { "/api/reports/experiments": { ...HEAD, total: null, experiments: [] } },
  ],
  ["experiments/none", "There is no such experiment", {}],
  ["register", "Nothing has been decided yet", { "/api/register": { entries: [] } }],
  ["nowhere", "There is no such page", {}],
];

test("where there is nothing yet, it says what to do", async () => {
  for (const [index, [page, title, instead]] of EMPTY.entries()) {
    if (index > 0) await desk.close();
    await begin(`#/${page}`, instead);
    expect(await heading()).toBe(title);
    if (index === 0) expect((await axeFindings(desk.page, "main")).violations).toEqual([]);
  }
});

test("where something can't be had, it says so, and tries again when told to", async () => {
  let status: unknown = 503;
  await openDesk(
    {},
    {
      get "/api/reports/blocks"() {
        return status;
      },
    },
  );
  await desk.go("#/blocks");
  expect(await desk.page.getByRole("alert").innerText()).toContain("the test says 503");
  status = { ...HEAD, blocks: [] };
  await desk.page.getByRole("button", { name: "Try again" }).click();
  await desk.page.getByRole("heading", { name: "There is no block yet" }).waitFor();
});

test("the weekly summary is one page of paper, light, without the menu", async () => {
  await openDesk({ colorScheme: "dark" });
  await desk.go("#/weekly");
  const pdf = (await desk.page.pdf({ format: "A4", printBackground: true, tagged: true })).toString("latin1");
  expect(pdf.match(/\/Type\s*\/Page\b/g)?.length).toBe(1);
  await desk.page.emulateMedia({ media: "print" });
  await desk.page.evaluate(() => dispatchEvent(new Event("beforeprint")));
  expect(await desk.page.getByRole("navigation").isVisible()).toBe(false);
  expect(
    await desk.page.evaluate(() => getComputedStyle(document.querySelector(".card")!).backgroundColor),
  ).toBe("rgb(255, 255, 255)");
});

test("the owner's choice of colours is kept", async () => {
  await begin("#/register");
  await desk.page.getByLabel("Colours").selectOption("dark");
  const paper = () => desk.page.evaluate(() => getComputedStyle(document.documentElement).backgroundColor);
  expect(await paper()).toBe("rgb(22, 24, 29)");
  await desk.go("#/register");
  expect([await paper(), await desk.page.getByLabel("Colours").inputValue()]).toEqual([
    "rgb(22, 24, 29)",
    "dark",
  ]);
});
