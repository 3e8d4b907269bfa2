import { expect, test } from "vitest";
import { begin, desk, heading, openForEach, text } from "./opened.ts";

openForEach();

test("what is warned of stands beside the site file that is served, and beside a version that is compared", async () => {
  await begin("#/site");
  await desk.page.getByText("enough to tell one visitor from 11 thousand others").waitFor();
  expect(await text(".issues code")).toEqual(["attributes", "attributes.favourite"]);
  await desk.page.getByRole("button", { name: "Compare the version of 4 Nov 2026, 15:19" }).click();
  await desk.page.getByRole("heading", { name: "What is warned of in that version" }).waitFor();
  await desk.page.getByText("None: nothing in it would surprise.").waitFor();
});

test("where warnings can't be had, it says how to come by them, and the rest of the page is there", async () => {
  await begin("#/site", { "/api/site/versions/current/warnings": 503 });
  await desk.page.getByText("the test says 503").waitFor();
  await desk.page.getByText("npm run selvedge -- check site.json").waitFor();
  expect(await heading()).toBe("The site file is served");
});

test("the site file can be compared, and gone back to only when asked twice", async () => {
  await begin("#/site");
  await desk.page.getByRole("button", { name: "Compare the version of 4 Nov 2026, 15:19" }).click();
  await desk.page.locator(".diff").waitFor();
  expect((await text(".diff .new")).join("")).toContain('"text": "Good to see you again"');
  expect((await text(".diff .gone")).join("")).toContain('"text": "Welcome back"');
  await desk.page.getByRole("button", { name: "Go back to the version of 4 Nov 2026, 15:19" }).click();
  expect(desk.sent).toEqual([]);
  await desk.page.getByRole("button", { name: "Go back to it now" }).click();
  await desk.page.locator(".ask").waitFor({ state: "detached" });
  expect(desk.sent).toEqual([
    { method: "POST", path: "/api/site/rollback", body: { version: "20261104T151933Z-03c49d17" } },
  ]);
});

test("the simulator says what becomes of a visitor as soon as they are another one", async () => {
  await begin("#/simulator");
  expect(await heading()).toBe("They are in no segment");
  await desk.page.getByLabel("visits").fill("2");
  await desk.page.getByLabel("visits").press("Tab");
  await desk.page.getByRole("heading", { name: "They are in “Returning visitors”" }).waitFor();
  await desk.page.getByLabel("Hour of the day").fill("20");
  await desk.page.getByLabel("Hour of the day").press("Tab");
  await desk.page.getByRole("heading", { name: "They are in “Returning visitors”, “Evenings”" }).waitFor();
  await desk.page.getByLabel("visits").fill("");
  await desk.page.getByLabel("visits").press("Tab");
  await desk.page.getByRole("heading", { name: "They are in “Evenings”" }).waitFor();
  expect(
    await desk.page.getByRole("link", { name: "Open the page as they see it" }).getAttribute("href"),
  ).toMatch(/^http:\/\/localhost:8787/);
});

test("the simulator shows the page of a visitor in place, as wide as is asked for, and nothing runs in it", async () => {
  await begin("#/simulator");
  const frame = desk.page.frameLocator("iframe");
  await frame.getByRole("heading", { name: "Welcome" }).waitFor();
  await desk.page.locator(".waiting").waitFor({ state: "detached" });
  const seen = () =>
    desk.page.locator("iframe").evaluate((each: HTMLIFrameElement) => {
      const { width } = each.getBoundingClientRect();
      const room = each.parentElement!.clientWidth;
      return [each.clientWidth, Math.round(width) <= room, each.getAttribute("sandbox")];
    });
  expect(await seen()).toEqual([1280, true, ""]);
  await desk.page.getByRole("button", { name: "Phone" }).click();
  expect(await seen()).toEqual([390, true, ""]);
  await desk.page.getByLabel("visits").fill("2");
  await desk.page.getByLabel("visits").press("Tab");
  await frame.getByRole("heading", { name: "Good to see you again" }).waitFor();
  expect(await seen()).toEqual([390, true, ""]);
  expect(await frame.locator("title").innerText()).toBe("Fell & Ford");
  // Going back leads to the page before, not to the visitor before.
  expect(await desk.page.evaluate(() => history.length)).toBe(2);
  await desk.page.getByLabel("Your site’s address").fill("");
  await desk.page.getByLabel("Your site’s address").press("Tab");
  await desk.page.locator("iframe").waitFor({ state: "detached" });
});
