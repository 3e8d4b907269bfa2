import type { Locator, Page } from "playwright-core";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { WIDGET_LANGUAGES } from "../../../shared/widget-languages.ts";
import { startHarness, type Harness, type Visit } from "./harness.ts";

let harness: Harness;
beforeAll(async () => {
  harness = await startHarness();
});
afterAll(() => harness.close());

/** What is in the centre once device and edge have told all of it: before, what has yet to come isn't found. */
const ALL_TOLD = "[aria-busy=false] h3";

/**
 * The centre as a visitor with consent opens it; before that `prepare` changes what device and edge know. By default all
 * of it is there: what the edge makes of it, too, or that this can't be had.
 */
async function open(
  prepare = "",
  query = "p&chosen",
  there = ALL_TOLD,
): Promise<Visit & { dialog: Locator }> {
  const visit = await harness.open({ reducedMotion: "reduce" }, query);
  if (prepare) await visit.page.evaluate(prepare);
  await visit.page.evaluate(`import(host.base + "/centre.js").then((it) => it.show(host))`);
  const dialog = visit.page.locator("dialog.centre");
  await dialog.locator(there).first().waitFor();
  return { ...visit, dialog };
}

const part = (dialog: Locator, title: string): Locator =>
  dialog.locator(".part").filter({ has: dialog.page().getByRole("heading", { name: title }) });
const textOf = async (place: Locator): Promise<string> => (await place.innerText()).replaceAll(/\s+/g, " ");
const row = (dialog: Locator, name: string): Locator =>
  dialog.locator("li.row").filter({ has: dialog.page().locator(".name", { hasText: name }) });
const calls = (page: Page): Promise<unknown> => page.evaluate("calls");

describe("what is noted", () => {
  test("is told by label: value in words, why, and when it is forgotten", async () => {
    const { dialog, complaints, context } = await open();
    const noted = await textOf(part(dialog, "Noted about you"));
    expect(noted).toContain("Since November 3, 2026. All of it is forgotten on May 2, 2027 at the latest.");
    expect(noted).toContain("Visits 3 To greet you when you come back Forgotten on May 2, 2027");
    expect(noted).toContain(
      "What you look at most rain To put it first on the home page Fades: counts half after 14 days",
    );
    expect(noted).toContain(
      "Looks at our trade prices 0 To show you what we do for teams Each entry counts for 14 days",
    );
    expect(noted).toContain(
      "1,234.5 So as not to remind you of an empty basket Starts anew with the next “purchase”",
    );
    expect(noted).toContain("ime since the previous visit 3 days");
    expect(complaints).toEqual([]);
    await context.close();
  });

  test("invariant 8: whatever stands there is text, never markup", async () => {
    const { dialog, page, context } = await open();
    expect(await textOf(row(dialog, "<b>Interests</b> & more"))).toContain("<img src=x onerror=alert(1)>");
    expect(await dialog.locator("img, b").count()).toBe(0);
    expect(await page.evaluate("violations")).toEqual([]);
    await context.close();
  });

  test("is switched off one by one, at once, with the focus where it was, and on again", async () => {
    const { dialog, page, context } = await open();
    const visits = dialog.getByRole("switch", { name: "Visits" });
    await visits.focus();
    await page.keyboard.press("Space");
    await dialog.getByRole("status").getByText("Saved. It holds from the next page on.").waitFor();
    expect(await textOf(row(dialog, "Visits"))).toContain("Switched off: what was noted is gone");
    expect(await visits.isChecked()).toBe(false);
    expect(await visits.evaluate((it) => (it.getRootNode() as ShadowRoot).activeElement === it)).toBe(true);
    await page.keyboard.press("Space");
    await expect
      .poll(() => calls(page))
      .toEqual([
        ["switchOff", "attributes", "visits", true],
        ["switchOff", "attributes", "visits", false],
      ]);
    await context.close();
  });

  test("comes first where there is something to tell, and stays there", async () => {
    const { dialog, context } = await open();
    const names = () => part(dialog, "Noted about you").locator("ul:not(.all) .name").allTextContents();
    const before = await names();
    expect(before.slice(-2)).toEqual(["Looks at our trade prices", "<b>Interests</b> & more"]);
    await dialog.getByRole("switch", { name: "What you look at most" }).click();
    await dialog.getByRole("status").getByText("Saved.").waitFor();
    expect(await names()).toEqual(before);
    await context.close();
  });

  test("is switched off as a whole, and then nothing else can be", async () => {
    const { dialog, page, context } = await open();
    await dialog.getByRole("switch", { name: "Remember me" }).click();
    await dialog.getByText("Everything is switched off").waitFor();
    expect(await calls(page)).toEqual([["switchAllOff", true]]);
    expect(await dialog.getByRole("switch").count()).toBe(1);
    await dialog.getByRole("switch").click();
    await row(dialog, "Visits").waitFor();
    await context.close();
  });

  test.each([
    ["full", "No more than 3 can be switched off at once."],
    ["refused", "That didn’t work. Please try again."],
  ])("stays on where the device says %s, and tells", async (outcome, told) => {
    const { dialog, context } = await open(`window.outcome = "${outcome}"`);
    await dialog.getByRole("switch", { name: "Visits" }).click();
    await dialog.getByRole("status").getByText(told).waitFor();
    expect(await dialog.getByRole("switch", { name: "Visits" }).isChecked()).toBe(true);
    await context.close();
  });

  test("can't be switched on by itself where it is made of something that is off", async () => {
    const { dialog, context } = await open(`known.attributes.at(-1).off = "base"`);
    expect(await textOf(row(dialog, "Visits"))).toContain(
      "Off, since it is made from something that you switched off.",
    );
    expect(await row(dialog, "Visits").getByRole("switch").count()).toBe(0);
    await context.close();
  });

  test("an answer is corrected in place, or taken back", async () => {
    const { dialog, page, context } = await open();
    const answer = dialog.getByRole("combobox", { name: "What you do outdoors" });
    expect(await answer.inputValue()).toBe("hiking");
    expect(await answer.locator("option").allTextContents()).toEqual([
      "nothing yet",
      "hiking",
      "running",
      "camping",
    ]);
    await answer.selectOption("camping");
    await dialog.getByRole("status").getByText("Saved.").waitFor();
    await answer.selectOption("");
    await expect
      .poll(() => calls(page))
      .toEqual([
        ["correct", "outdoors", "camping"],
        ["correct", "outdoors", null],
      ]);
    await context.close();
  });

  test("of several answers each is switched, by the keyboard too, and the focus stays", async () => {
    const { dialog, page, context } = await open();
    const answers = dialog.getByRole("group", { name: "What matters to you" });
    const on = () =>
      answers.getByRole("switch").evaluateAll((all) => all.map((each) => (each as HTMLInputElement).checked));
    expect(await answers.locator("label").allTextContents()).toEqual(["price", "planet", "looks"]);
    expect(await on()).toEqual([true, true, false]);
    await answers.getByRole("switch", { name: "looks" }).press("Space");
    await dialog.getByRole("status").getByText("Saved.").waitFor();
    await expect
      .poll(() => answers.getByRole("switch", { name: "looks" }).evaluate((it) => it.matches(":focus")), {
        timeout: 10_000,
      })
      .toBe(true);
    for (const name of ["price", "planet", "looks"]) await answers.getByRole("switch", { name }).click();
    await expect
      .poll(() => calls(page), { timeout: 10_000 })
      .toEqual([
        ["correct", "matters", ["price", "planet", "looks"]],
        ["correct", "matters", ["planet", "looks"]],
        ["correct", "matters", ["looks"]],
        ["correct", "matters", []],
      ]);
    await expect.poll(on).toEqual([false, false, false]);
    await context.close();
  });
});

describe("groups and blocks", () => {
  test("come with their reasons as sentences; those that don't hold, when they are opened", async () => {
    const { dialog, context } = await open();
    const groups = part(dialog, "Groups you are in");
    expect(await textOf(groups)).toContain("because “What you look at most” is “rain”.");
    expect(await textOf(groups)).not.toContain("business");
    await groups.getByText("Groups you aren’t in (2)").click();
    // It is filled when the browser says that it was opened, a moment later.
    await expect
      .poll(() => textOf(groups))
      .toContain("“Looks at our trade prices” is 0 (at least 1 needed).");
    const blocks = part(dialog, "On this page, for you");
    expect(await textOf(blocks)).toContain("You see the block “Greeting for your return” because");
    await blocks.getByText("Not shown to you (2)").click();
    expect(await textOf(row(blocks, "Greeting in the evening"))).toContain("Something else has its place.");
    await context.close();
  });

  test("less like this: what is switched off stays where it stood, to be switched on again", async () => {
    const { dialog, page, context } = await open();
    for (const [name, layer, id] of [
      ["Greeting for your return", "blocks", "hero"],
      ["Returning visitors", "segments", "returning"],
    ] as const) {
      const one = dialog.getByRole("switch", { name });
      await one.click();
      await dialog.getByRole("status").getByText("Saved.").waitFor();
      expect(await one.isVisible()).toBe(true);
      expect(await textOf(row(dialog, name))).toContain("You switched it off");
      expect(await calls(page)).toContainEqual(["switchOff", layer, id, true]);
    }
    await context.close();
  });

  test("what is open stays open when something is switched", async () => {
    const { dialog, context } = await open();
    await dialog.getByText("Not shown to you (2)").click();
    await dialog.getByRole("switch", { name: "Offer for teams" }).click();
    await dialog.getByRole("status").getByText("Saved.").waitFor();
    expect(await dialog.getByRole("switch", { name: "Greeting in the evening" }).isVisible()).toBe(true);
    await context.close();
  });

  test("what is switched off on other pages can be switched on again", async () => {
    const { dialog, page, context } = await open(`known.switchedOff.blocks = ["gone-away"]`);
    await part(dialog, "On this page, for you")
      .getByRole("heading", { name: "Switched off on other pages" })
      .waitFor();
    await dialog.getByRole("switch", { name: "gone-away" }).click();
    await expect.poll(() => calls(page)).toEqual([["switchOff", "blocks", "gone-away", false]]);
    await context.close();
  });

  test("names and sentences say in which language they are", async () => {
    const { dialog, context } = await open("", "p&chosen&language=ar");
    expect(await dialog.getAttribute("dir")).toBe("rtl");
    for (const text of [
      "Returning visitors",
      "You are in “Returning visitors” because “Visits” is at least 2.",
    ])
      expect(await dialog.getByText(text, { exact: true }).getAttribute("lang")).toBe("en");
    await context.close();
  });
});

describe("what was sent", () => {
  test("is told day by day, in words and exactly as it was sent", async () => {
    const { dialog, context } = await open();
    const sent = part(dialog, "Sent in the last 30 days");
    await sent.getByText("November 22, 2026 (2)").click();
    const [first, second] = [sent.locator(".message").nth(0), sent.locator(".message").nth(1)];
    await first.waitFor();
    const said = await textOf(first);
    expect(said).toContain("Page /rain/ Language en");
    expect(said).toContain("What you look at most: rain");
    // Within 14 days, and then no more.
    expect(said).toContain("Looks at our trade prices: ≥ 1 → 0 (December 1, 2026)");
    expect(said).toContain("Visits: ≥ 2, < 5");
    expect(said).toContain("At your next visit Visits: ≥ 5");
    expect(said).toContain("Counted 2 × page view 1 × “order” ≥ 50");
    // By a plan that nobody has any more: what its groups meant can't be told.
    expect(await textOf(second)).not.toContain("Groups");
    await second.getByText("As it was sent").click();
    const { body } = await second.page().evaluate<{ body: string }>("known.sent[1]");
    expect(await second.locator("pre").textContent()).toBe(`/signals\n${body}`);
    await sent.getByText("November 21, 2026 (1)").click();
    await sent.getByText("personalization, measurement").waitFor();
    await context.close();
  });

  test("can be read as it was sent where it is in no words", async () => {
    const { dialog, context } = await open(
      `known.sent = [{ day: 20779, path: "/signals", body: "{broken" }, { day: 20779, path: "/news", body: "" }]`,
    );
    await dialog.getByText("November 22, 2026 (2)").click();
    await expect
      .poll(() => dialog.locator(".message pre").allTextContents())
      .toEqual(["/signals\n{broken", "/news\n"]);
    await context.close();
  });
});

describe("it is the visitor's", () => {
  test("pause and its end", async () => {
    const { dialog, page, context } = await open();
    await dialog.getByRole("button", { name: "Pause for this visit" }).click();
    await dialog.getByRole("button", { name: "End the pause" }).click();
    await dialog.getByRole("button", { name: "Pause for this visit" }).waitFor();
    expect(await calls(page)).toEqual([
      ["pause", true],
      ["pause", false],
    ]);
    await context.close();
  });

  test("download, as a file under the name of the site and the day", async () => {
    const { dialog, page, context, complaints } = await open();
    const [download] = await Promise.all([
      page.waitForEvent("download"),
      dialog.getByRole("button", { name: "Download all of it" }).click(),
    ]);
    expect(download.suggestedFilename()).toMatch(/^what-127\.0\.0\.1-knows-\d{4}-\d\d-\d\d\.json$/);
    expect(complaints).toEqual([]);
    await context.close();
  });

  test.each<[string, object, readonly string[]]>([
    ["whole", { ok: true, left: [] }, ["It is here now."]],
    [
      "in part",
      { ok: true, left: [{ path: "attributes.visits", message: "defined otherwise" }] },
      ["It is here now.", "attributes.visits: defined otherwise"],
    ],
    [
      "not at all",
      {
        ok: false,
        issues: Array.from({ length: 7 }, (_, at) => ({ path: `sent[${at}]`, message: "expected text" })),
      },
      ["Nothing was taken from this file:", "sent[4]: expected text", "+ 2"],
    ],
  ])("a file is brought in: %s", async (_, imported, told) => {
    const { dialog, page, context } = await open(`window.imported = ${JSON.stringify(imported)}`);
    const [chooser] = await Promise.all([
      page.waitForEvent("filechooser"),
      dialog.getByRole("button", { name: "Bring it in from a file" }).click(),
    ]);
    await chooser.setFiles({ name: "a.json", mimeType: "application/json", buffer: Buffer.from("{}") });
    for (const line of told) await dialog.getByRole("status").getByText(line).waitFor();
    expect(await calls(page)).toEqual([["import", "{}"]]);
    await context.close();
  });

  test.each([
    ["", "Everything is erased."],
    ["&stuck", "That didn’t work. Please try again."],
  ])("erasing (%j) calls the tag once and tells how it went", async (query, told) => {
    const { dialog, page, context } = await open("", `p&chosen${query}`);
    await dialog.getByRole("button", { name: "Erase all of it" }).click();
    await dialog.getByRole("status").getByText(told).waitFor();
    expect(await calls(page)).toEqual(["erase"]);
    await context.close();
  });
});

describe("when there is less to see", () => {
  test("without consent it says so, shows what the edge makes of the request, and switches nothing", async () => {
    const { dialog, complaints, context } = await open("known = undefined", "");
    expect(await textOf(dialog)).toContain(
      "You haven’t allowed personalization, so nothing is noted about you.",
    );
    await dialog.getByText("Returning visitors", { exact: true }).waitFor();
    expect(await dialog.getByRole("switch").count()).toBe(0);
    expect(await dialog.getByRole("button").allTextContents()).toEqual(["", "Privacy settings"]);
    expect(complaints).toEqual([]);
    await context.close();
  });

  test("nothing is known yet", async () => {
    const { dialog, context } = await open("known.attributes = []; known.sent = []; delete known.since");
    expect(await textOf(dialog)).toContain("Nothing is noted about you yet.");
    expect(await textOf(dialog)).toContain("Nothing, apart from your answer if you gave one.");
    await context.close();
  });

  test("while the edge is waited for what the device keeps is there", async () => {
    const never = "fetch = () => new Promise(() => {})";
    const { dialog, page, context } = await open(never, "p&chosen", "[aria-busy=true] .row");
    expect(await textOf(part(dialog, "Groups you are in"))).toContain("One moment");
    expect(await textOf(row(dialog, "visits"))).toContain("3");
    await page.keyboard.press("Escape");
    await dialog.waitFor({ state: "detached" });
    await context.close();
  });

  test("where the edge can't be reached so is what the device keeps, and can be switched", async () => {
    const { dialog, page, context } = await open(
      `fetch = () => Promise.reject(new Error("offline")); known.switchedOff.segments = ["returning"]`,
    );
    await dialog.getByText("The site can’t be reached at the moment").first().waitFor();
    expect(await textOf(row(dialog, "visits"))).toContain("3");
    await dialog.getByRole("switch", { name: "returning" }).click();
    await expect.poll(() => calls(page)).toEqual([["switchOff", "segments", "returning", false]]);
    await context.close();
  });

  test("where the device can't be read it says so, and shows what the edge tells", async () => {
    const { dialog, context } = await open(`known = "broken"`);
    await dialog.getByText("What this browser keeps can’t be read at the moment.").waitFor();
    await dialog.getByText("Returning visitors", { exact: true }).waitFor();
    await context.close();
  });

  test("it speaks in the owner's words, where there are any, and in ours where these don't arrive", async () => {
    const { dialog, context } = await open("", "p&chosen&language=pl&own");
    expect(await dialog.getByRole("heading", { level: 2 }).textContent()).toBe("Co o Tobie wiemy");
    await part(dialog, "Nasze grupy").waitFor();
    expect(await dialog.getByRole("button", { name: "Zamknij" }).count()).toBe(1);
    await context.close();

    const without = await harness.open({ reducedMotion: "reduce" }, "p&chosen&language=pl&own");
    await without.page.route("**/texts/pl", (route) => route.abort());
    await without.page.evaluate(`import(host.base + "/centre.js").then((it) => it.show(host))`);
    await without.page.getByRole("dialog", { name: "Co ta strona wie" }).waitFor();
    await without.context.close();
  });

  test("where its texts don't arrive it doesn't open, and nothing is thrown into the page", async () => {
    const { page, context, complaints } = await harness.open();
    await page.route("**/centre-text.*", (route) => route.fulfill({ status: 204 }));
    await page.evaluate(`import(host.base + "/centre.js").then((it) => it.show(host))`);
    await page.waitForTimeout(300);
    expect(await page.locator("dialog").count()).toBe(0);
    expect(complaints.filter((each) => each.startsWith("Error"))).toEqual([]);
    await context.close();
  });
});

describe("the dialog", () => {
  test("is reached from the settings, and leads back there", async () => {
    const { page, context, complaints } = await harness.open({}, "p&chosen");
    await page.locator(".back").click();
    await page.getByRole("button", { name: "What this site knows" }).click();
    await page.getByRole("heading", { level: 2, name: "What this site knows" }).waitFor();
    expect(await page.locator("dialog").count()).toBe(1);
    await page.getByRole("button", { name: "Privacy settings" }).last().click();
    await page.getByRole("button", { name: "Reject all" }).waitFor();
    expect(await page.locator("dialog").count()).toBe(1);
    await page.keyboard.press("Escape");
    await page.locator("dialog").waitFor({ state: "detached" });
    expect(
      await page.evaluate(
        () => document.querySelector("selvedge-consent")?.shadowRoot?.activeElement?.className,
      ),
    ).toBe("back");
    expect(await calls(page)).toEqual([]);
    expect(complaints).toEqual([]);
    await context.close();
  });

  test("is there once, however often it is called, and keeps the focus inside", async () => {
    const { dialog, page, context } = await open();
    await page.evaluate(`import(host.base + "/centre.js").then((it) => it.show(host))`);
    await page.waitForTimeout(200);
    expect(await dialog.count()).toBe(1);
    for (let step = 0; step < 30; step++) {
      await page.keyboard.press("Tab");
      expect(await page.evaluate(() => document.activeElement?.id ?? "")).not.toMatch(/^l\d/);
    }
    await context.close();
  });

  test("under the strictest policy it works in all languages without a violation or a complaint", async () => {
    for (const language of WIDGET_LANGUAGES) {
      const { dialog, page, context, complaints } = await open("", `p&chosen&language=${language}`);
      await dialog.getByRole("switch").nth(1).click();
      for (const summary of await dialog.locator(".part > details > summary").all()) await summary.click();
      await dialog.locator(".message").first().waitFor();
      expect(await calls(page)).toEqual([["switchOff", "attributes", "favourite", true]]);
      expect(await page.evaluate("violations")).toEqual([]);
      expect(complaints).toEqual([]);
      await context.close();
    }
  });

  test("without constructable sheets and modal dialogs it works unstyled, and Esc closes", async () => {
    const { dialog, page, context, complaints } = await open("", "p&chosen&old");
    await page.keyboard.press("Escape");
    expect(await dialog.count()).toBe(0);
    expect(complaints).toEqual([]);
    await context.close();
  });

  test.each([
    [320, 568, "ru"],
    [320, 568, "de"],
    [375, 780, "ar"],
    [3840, 2160, "en"],
  ])(
    "at %i pixels, also with text twice as large, nothing scrolls sideways, and targets are large enough",
    async (width, height, language) => {
      for (const size of [16, 32]) {
        const { page, context } = await harness.open(
          { viewport: { width, height }, bypassCSP: true },
          `p&chosen&language=${language}`,
        );
        await page.evaluate(`import(host.base + "/centre.js").then((it) => it.show(host))`);
        const dialog = page.locator("dialog.centre");
        await dialog.locator(ALL_TOLD).first().waitFor();
        await dialog.evaluate((it, size) => (it.style.fontSize = `${size}px`), size);
        for (const summary of await dialog.locator(".part > details > summary").all()) await summary.click();
        await dialog.locator(".message").first().waitFor();
        await dialog.locator(".message summary").first().click();
        const wide = await dialog.evaluate((it) =>
          [it, ...it.querySelectorAll("*")]
            .filter(
              (each) =>
                each.scrollWidth > each.clientWidth + 1 && getComputedStyle(each).display !== "inline",
            )
            .map((each) => each.outerHTML.slice(0, 80)),
        );
        expect(wide).toEqual([]);
        for (const target of await dialog.locator("button, input, select, summary").all()) {
          const box = await target.boundingBox();
          if (box) expect(Math.min(box.width, box.height)).toBeGreaterThanOrEqual(24);
        }
        await context.close();
      }
    },
  );
});
