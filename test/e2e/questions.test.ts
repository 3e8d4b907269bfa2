import { once } from "node:events";
import { createServer, type Server } from "node:http";
import type { AddressInfo } from "node:net";
import type { Browser, Locator, Page } from "playwright-core";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { type Selvedge, startSelvedge } from "../../tools/start/selvedge.ts";
import { answer, sayYes, settled, statesOf } from "./acts.ts";
import { checkSiteText } from "./checked-site.ts";
import { launchBrowser, newVisitor, type Visitor } from "./harness.ts";
import { storageOf } from "./storage.ts";
import { visitorsOfTest } from "./visitors.ts";

// Questions that stand in the page, from the edge to the owner's own address.

const OWNER = "https://owner.example/feedback";
const PICTURE = "data:image/svg+xml,%3Csvg xmlns='http://www.w3.org/2000/svg'/%3E";
const ANSWERS = ["hiking", "running"];
const MATTERS = ["price", "planet", "looks"];

const SITE = {
  version: 1,
  id: "asking",
  attributes: {
    outdoors: { declared: ANSWERS },
    matters: { choices: MATTERS, label: "What matters to you" },
    rating: { declared: ["1", "2", "3", "4", "5"], label: "Your stars for us" },
    score: { average: "answer", of: "value", where: { question: "nps" }, buckets: [7, 9] },
  },
  messages: { perDay: 10, perVisit: 10 },
  blocks: {
    survey: {
      op: "ask",
      kind: "inline",
      pages: ["/survey", "/strict"],
      target: "#here",
      questions: [
        { id: "nps", preset: "nps", next: { "0-6": "why", "9-10": "end" } },
        { id: "ces", preset: "ces", next: "end" },
        { id: "why", preset: "why", to: OWNER },
      ],
    },
    pick: {
      op: "ask",
      kind: "inline",
      pages: ["/pick"],
      target: "#here",
      questions: [
        {
          id: "outdoors",
          type: "single",
          text: "What do you do outdoors?",
          attribute: "outdoors",
          options: ANSWERS.map((value) => ({
            value,
            label: value,
            image: "/picture.svg",
            alt: `People ${value}`,
          })),
        },
      ],
      end: "Noted.",
    },
    below: {
      op: "ask",
      kind: "inline",
      pages: ["/strict"],
      target: "#below",
      questions: [{ id: "stars", preset: "stars" }],
    },
    rate: {
      op: "ask",
      kind: "inline",
      pages: ["/rate"],
      target: "#here",
      questions: [{ id: "rate", preset: "stars", attribute: "rating" }],
    },
    weigh: {
      op: "ask",
      kind: "inline",
      pages: ["/weigh"],
      target: "#here",
      questions: [
        {
          id: "matters",
          type: "multiple",
          text: "What matters to you?",
          attribute: "matters",
          options: MATTERS.map((value) => ({ value, label: value })),
        },
      ],
    },
    nobody: {
      op: "ask",
      kind: "panel",
      pages: ["/panel"],
      sample: 0,
      priority: 1,
      questions: [{ id: "never", preset: "csat" }],
    },
    everybody: {
      op: "ask",
      kind: "panel",
      pages: ["/panel"],
      sample: 1,
      questions: [{ id: "visit", preset: "csat" }],
    },
    monthly: {
      op: "ask",
      kind: "panel",
      pages: ["/monthly"],
      every: "30d",
      questions: [{ id: "month", preset: "csat" }],
    },
    letter: {
      op: "ask",
      kind: "inline",
      pages: ["/letter"],
      target: "#here",
      questions: [{ id: "letter", preset: "why", to: "mailto:shop@owner.example?subject=Shop" }],
    },
    hero: { target: "#hero", op: "text", text: "Boots", when: { outdoors: "hiking" }, live: true },
    scored: { target: "#scored", op: "text", text: "A critic", when: { score: { $lt: 7 } } },
    green: {
      target: "#scored",
      op: "text",
      text: "Green and fair",
      when: { matters: { $all: ["price", "planet"] } },
      live: true,
    },
    sorry: { target: "#after", op: "text", text: "Sorry!", when: { rating: { $in: ["1", "2"] } } },
  },
};

const PAGE = `<!doctype html><html lang="en"><head><meta charset="utf-8"><title>Shop</title></head>
<body><h1 id="hero">Welcome</h1><p id="scored">-</p><div id="here"></div><p id="after">After</p>${"<br>".repeat(150)}<div id="below"></div></body></html>`;

let origin: Server;
let selvedge: Selvedge;
let browser: Browser;
const visitors = visitorsOfTest();

beforeAll(async () => {
  origin = createServer(({ url }, response) => {
    if (url === "/picture.svg")
      return response.setHeader("content-type", "image/svg+xml").end(decodeURIComponent(PICTURE.slice(19)));
    response.setHeader("content-type", "text/html; charset=utf-8");
    if (url === "/strict")
      response.setHeader("content-security-policy", "default-src 'self'; style-src 'self'; base-uri 'self'");
    return response.end(PAGE);
  }).listen(0, "127.0.0.1");
  await once(origin, "listening");
  [selvedge, browser] = await Promise.all([
    startSelvedge({
      origin: `http://127.0.0.1:${(origin.address() as AddressInfo).port}`,
      site: checkSiteText(SITE).json,
    }),
    launchBrowser(),
  ]);
});
afterAll(async () => {
  await browser.close();
  await selvedge.stop();
  origin.closeAllConnections();
  origin.close();
});

/** What reached the owner's own address, and whether that can be reached. */
interface Owner {
  owner: string[];
  away?: boolean;
}

/** Stands for the owner's own address: takes what a page sends there, as it would be sent. */
function beOwner(address: string): void {
  const page = Object.assign(window as unknown as Owner, { owner: [] as string[] });
  const { fetch } = window;
  window.fetch = async (...asked) => {
    if (asked[0] !== address) return fetch(...asked);
    if (page.away) throw new TypeError("Failed to fetch");
    const request = new Request(...asked);
    const { mode, credentials, method, headers } = request;
    page.owner.push([method, mode, credentials, headers.get("content-type"), await request.text()].join(" "));
    return new Response();
  };
}

/** Somebody who has said yes on another page. */
async function known(): Promise<Visitor> {
  const visitor = await newVisitor(browser);
  visitors.push(visitor);
  await visitor.page.goto(`${selvedge.url}/`);
  await sayYes(visitor.page);
  await visitor.context.addInitScript(beOwner, OWNER);
  return visitor;
}

/** Opens a page, and waits until its form works. */
async function open(page: Page, path: string): Promise<Locator> {
  const part = page.waitForResponse(/\/questions\.js$/);
  await page.goto(selvedge.url + path);
  await part;
  await settled(page);
  return page.locator("#here form");
}

const button = (form: Locator, name: string) => form.getByRole("button", { name, exact: true });
const isFocused = (locator: Locator) => locator.evaluate((element) => element === document.activeElement);

describe("a survey in the page", () => {
  test("invariant 2: branches, and sends what is written to the owner's own address alone", async () => {
    const { page, sent } = await known();
    const form = await open(page, "/survey");
    await button(form, "Next").click();
    expect(await form.getByRole("status").textContent()).toBe("Please choose an answer.");
    await form.getByRole("radio", { name: "3", exact: true }).check();
    expect(await form.getByText("1 of 2").isVisible()).toBe(true);
    await button(form, "Next").click();
    const why = form.getByRole("textbox", { name: "What is the main reason for your answer?" });
    await why.waitFor();
    expect(await isFocused(form.locator("legend", { hasText: "reason" }))).toBe(true);
    expect(await form.getByText("straight to owner.example").isVisible()).toBe(true);
    expect(await form.getByText("2 of 2").isVisible()).toBe(true);
    await why.fill("canary: Ünïcode & everything");
    await button(form, "Send").click();
    await form.getByText("Thank you!").waitFor();
    expect(await page.evaluate(() => (window as unknown as Owner).owner)).toEqual([
      "POST no-cors omit application/x-www-form-urlencoded;charset=UTF-8 question=why&text=canary%3A+%C3%9Cn%C3%AFcode+%26+everything",
    ]);
    expect(await form.locator("textarea").inputValue()).toBe("");

    await settled(page);
    expect(await page.goto(`${selvedge.url}/`).then((response) => response!.text())).toContain("A critic");
    await expect
      .poll(async () => JSON.stringify((await sent()).map(({ body }) => body)), { timeout: 20_000 })
      .toContain(String.raw`[\"answer\",\"survey\",\"nps\",\"3\"]`);
    const elsewhere = (await sent()).filter(({ url }) => !url.startsWith(OWNER));
    expect(JSON.stringify(elsewhere)).not.toMatch(/canary|everything/);
    expect(JSON.stringify(await storageOf(page))).not.toMatch(/canary|everything/);
  });

  test("says that what couldn't be sent wasn't, and keeps it to be sent again", async () => {
    const { page } = await known();
    const form = await open(page, "/survey");
    await form.getByRole("radio", { name: "0", exact: false }).first().check();
    await button(form, "Next").click();
    await form.getByRole("textbox").fill("again");
    await page.evaluate(() => Object.assign(window, { away: true }));
    await button(form, "Send").click();
    await form.getByText("This couldn’t be sent.").waitFor();
    expect(await form.getByRole("textbox").inputValue()).toBe("again");
    await button(form, "Skip").click();
    await form.getByText("Thank you!").waitFor();
  });

  test("goes by keys alone, back and forth", async () => {
    const { page } = await known();
    const form = await open(page, "/survey");
    await form.getByRole("radio").first().focus();
    for (let step = 0; step < 7; step++) await page.keyboard.press("ArrowRight");
    expect(await form.getByRole("radio", { name: "7", exact: true }).isChecked()).toBe(true);
    await page.keyboard.press("Enter");
    await form.getByText("It was easy to do what I came for.").waitFor();
    expect(await isFocused(form.locator("legend", { hasText: "easy" }))).toBe(true);
    await page.keyboard.press("Tab");
    await page.keyboard.press("Space");
    await page.keyboard.press("Tab");
    expect(await isFocused(button(form, "Back"))).toBe(true);
    await page.keyboard.press("Enter");
    expect(await isFocused(form.locator("legend", { hasText: "recommend" }))).toBe(true);
    // As it was answered.
    expect(await form.getByRole("radio", { name: "7", exact: true }).isChecked()).toBe(true);
    expect(new URL(page.url()).search).toBe("");
  });
});

describe("a choice with pictures", () => {
  test("changes a live block at once, and the next page's HTML; it can be changed later", async () => {
    const { page } = await known();
    const form = await open(page, "/pick");
    expect(await form.locator("img").first().getAttribute("alt")).toBe("People hiking");
    await form.getByRole("radio", { name: "hiking" }).check();
    await button(form, "Done").click();
    await form.getByText("Noted.").waitFor();
    await expect.poll(() => page.locator("#hero").textContent(), { timeout: 10_000 }).toBe("Boots");
    await settled(page);
    const next = await page.goto(`${selvedge.url}/`);
    expect(await next!.text()).toContain(">Boots<");

    const again = await open(page, "/pick");
    await again.getByText("Noted.").waitFor();
    await button(again, "Change my answer").click();
    await again.getByRole("radio", { name: "running" }).check();
    await button(again, "Done").click();
    await expect.poll(async () => (await statesOf(page))["outdoors"], { timeout: 10_000 }).toBe("running");
  });
});

describe("what makes questions work", () => {
  const isLoaded = (page: Page) =>
    page.evaluate(() =>
      performance.getEntriesByType("resource").some(({ name }) => name.endsWith("/questions.js")),
    );

  test("loads only on pages that ask something", async () => {
    const { page } = await known();
    await page.goto(`${selvedge.url}/elsewhere`);
    await settled(page);
    expect(await isLoaded(page)).toBe(false);
    for (const path of ["/pick", "/panel"]) {
      await open(page, path);
      expect(await isLoaded(page)).toBe(true);
    }
  });

  test("loads with the first view that asks, in a page that is open", async () => {
    const { page } = await known();
    await page.goto(`${selvedge.url}/elsewhere`);
    await settled(page);
    await page.evaluate(() => history.pushState(null, "", "/pick"));
    const form = page.locator("#here form");
    await form.getByRole("radio", { name: "running" }).check({ timeout: 10_000 });
    await button(form, "Done").click();
    await form.getByText("Noted.").waitFor();
    await expect.poll(async () => (await statesOf(page))["outdoors"], { timeout: 10_000 }).toBe("running");
  });

  test("asks nobody what they have declared elsewhere, and lets them change it", async () => {
    const { page } = await known();
    await page.evaluate(() =>
      (window as unknown as { selvedge(...call: unknown[]): void }).selvedge(
        "declare",
        "outdoors",
        "running",
      ),
    );
    await settled(page);
    const form = await open(page, "/pick");
    await form.getByText("Noted.").waitFor();
    await button(form, "Change my answer").click();
    expect(await form.getByRole("radio", { name: "running" }).isChecked()).toBe(true);
    expect(await form.getByRole("radio", { name: "hiking" }).isChecked()).toBe(false);
  });
});

/** Asks for pages till one says it: the edge may take a moment. */
const nextPageSays = (page: Page, place: string, text: string) =>
  expect
    .poll(() => page.goto(`${selvedge.url}/elsewhere`).then(() => page.locator(place).textContent()), {
      timeout: 20_000,
    })
    .toBe(text);

/** Opens what this site knows, by way of the settings. */
async function openCentre(page: Page): Promise<Locator> {
  await page.evaluate(() => (window as unknown as { selvedge(call: string): void }).selvedge("consent"));
  await page.getByRole("button", { name: "What this site knows", exact: true }).click();
  return page.locator("dialog.centre");
}

describe("an answer that an attribute takes", () => {
  test("is corrected in the privacy centre, on a scale, too", async () => {
    const { page } = await known();
    const form = await open(page, "/rate");
    await form.locator("label").nth(1).click();
    await button(form, "Done").click();
    await expect.poll(async () => (await statesOf(page))["rating"], { timeout: 10_000 }).toBe("2");
    await settled(page);
    await nextPageSays(page, "#after", "Sorry!");

    const centre = await openCentre(page);
    await centre.getByRole("combobox", { name: "Your stars for us" }).selectOption("5");
    await expect.poll(async () => (await statesOf(page))["rating"], { timeout: 10_000 }).toBe("5");
    await settled(page);
    await nextPageSays(page, "#after", "After");
    const again = await open(page, "/rate");
    await button(again, "Change my answer").click();
    expect(await again.getByRole("radio", { name: "5 of 5" }).isChecked()).toBe(true);
  });

  test("of a multiple choice, all that is chosen, which changes the open page and is corrected there, too", async () => {
    const { page } = await known();
    const form = await open(page, "/weigh");
    for (const name of ["planet", "price"]) await form.getByRole("checkbox", { name }).check();
    await button(form, "Done").click();
    await expect
      .poll(async () => (await statesOf(page))["matters"], { timeout: 10_000 })
      .toEqual(["price", "planet"]);
    await expect
      .poll(() => page.locator("#scored").textContent(), { timeout: 10_000 })
      .toBe("Green and fair");
    await settled(page);
    await nextPageSays(page, "#scored", "Green and fair");

    // Changed where it stands: what isn't chosen any more is gone.
    const again = await open(page, "/weigh");
    await button(again, "Change my answer").click();
    const isChosen = (where: Locator, name: string) => where.getByRole("checkbox", { name }).isChecked();
    expect(await Promise.all(MATTERS.map((name) => isChosen(again, name)))).toEqual([true, true, false]);
    await again.getByRole("checkbox", { name: "price" }).uncheck();
    await button(again, "Done").click();
    await expect.poll(async () => (await statesOf(page))["matters"], { timeout: 10_000 }).toEqual(["planet"]);
    await settled(page);
    await nextPageSays(page, "#scored", "-");

    const centre = await openCentre(page);
    const answers = centre.getByRole("group", { name: "What matters to you" });
    await answers.getByRole("switch", { name: "price" }).click();
    await expect
      .poll(async () => (await statesOf(page))["matters"], { timeout: 10_000 })
      .toEqual(["price", "planet"]);
    await settled(page);
    await nextPageSays(page, "#scored", "Green and fair");
  });
});

describe("a question that is told as a message", () => {
  test("is asked of the sample alone, on every page till it is answered, and then no more", async () => {
    const { page } = await known();
    const panel = page.locator("selvedge-message form");
    for (let pages = 0; pages < 2; pages++) {
      await page.goto(`${selvedge.url}/panel`);
      await panel.waitFor();
      expect(await panel.getAttribute("data-selvedge-ask")).toBe("everybody");
      await settled(page);
    }
    await panel.getByRole("radio", { name: "4", exact: true }).check();
    await button(panel, "Done").click();
    await panel.getByText("Thank you!").waitFor();
    await settled(page);
    const kept = (await storageOf(page)).databases["selvedge/kept"] ?? [];
    const record = kept.find(([key]) => key === "asked")?.[1] as { blocks: Record<string, object> };
    expect(record.blocks).toEqual({
      nobody: { drawn: false },
      everybody: { day: Math.floor(Date.now() / 86_400_000) },
    });
    await open(page, "/panel");
    expect(await panel.count()).toBe(0);
  });

  test("comes again when its days are over, and not before", async () => {
    const { page, context } = await known();
    const panel = page.locator("selvedge-message form");
    await page.goto(`${selvedge.url}/monthly`);
    await panel.getByRole("radio", { name: "2", exact: true }).check();
    await button(panel, "Done").click();
    await panel.getByText("Thank you!").waitFor();
    await settled(page);
    const day = 86_400_000;
    const answered = await page.evaluate(() => Date.now());
    for (const [days, comes] of [
      [29, false],
      [30, true],
    ] as const) {
      // What is being noted is noted before time jumps.
      await page.goto("about:blank");
      await context.clock.setFixedTime(answered + days * day);
      await open(page, "/monthly");
      if (comes) await panel.waitFor();
      expect(await panel.count()).toBe(Number(comes));
    }
  });
});

describe("what is written by mail", () => {
  test("invariant 2: is handed to the visitor's own program, and goes nowhere else", async () => {
    const { page, context, sent } = await known();
    await context.addInitScript(() => {
      const letters: string[] = [];
      Object.assign(window, { letters });
      const { click } = HTMLAnchorElement.prototype;
      HTMLAnchorElement.prototype.click = function (this: HTMLAnchorElement) {
        if (this.protocol === "mailto:") letters.push(this.href);
        else click.call(this);
      };
    });
    const form = await open(page, "/letter");
    await form.getByRole("textbox").fill("canary: ü & everything");
    await button(form, "Send").click();
    await form.getByText("Thank you!").waitFor();
    expect(await page.evaluate(() => (window as unknown as { letters: string[] }).letters)).toEqual([
      "mailto:shop@owner.example?subject=Shop&body=canary%3A%20%C3%BC%20%26%20everything",
    ]);
    await settled(page);
    expect(JSON.stringify(await sent())).not.toMatch(/canary|everything/);
    expect(JSON.stringify(await storageOf(page))).not.toMatch(/canary|everything/);
  });
});

describe("nothing moves", () => {
  test("by a question above the fold, nor by its steps", async () => {
    const { page } = await known();
    await page.addInitScript(() => {
      const shifts: number[] = [];
      Object.assign(window, { shifts });
      new PerformanceObserver((list) => {
        for (const entry of list.getEntries()) shifts.push((entry as unknown as { value: number }).value);
      }).observe({ type: "layout-shift", buffered: true });
    });
    const form = await open(page, "/survey");
    const top = () => page.locator("#after").evaluate((element) => element.getBoundingClientRect().top);
    const before = await top();
    expect(before).toBeGreaterThan(200);
    await form.getByRole("radio", { name: "1", exact: true }).check();
    await button(form, "Next").click();
    await form.getByRole("textbox").waitFor();
    expect(await top()).toBe(before);
    await button(form, "Skip").click();
    await form.getByText("Thank you!").waitFor();
    expect(await top()).toBe(before);
    // Answered, it stands in its place as high as ever.
    await open(page, "/survey");
    await page.locator("#here form").getByText("Thank you!").waitFor();
    expect(await top()).toBe(before);
    expect(await page.evaluate(() => (window as unknown as { shifts: number[] }).shifts)).toEqual([]);
  });

  test("and it is there before any script of ours, and hidden where none runs", async () => {
    const { page, context } = await known();
    await context.route(/\/(?:tag|questions)\.js$/, () => {});
    await page.goto(`${selvedge.url}/survey`, { waitUntil: "commit" });
    await page.locator("#here form").waitFor();
    expect(await page.locator("#here form").isVisible()).toBe(true);
    const still = await browser.newContext({
      javaScriptEnabled: false,
      storageState: await context.storageState(),
      userAgent: await page.evaluate(() => navigator.userAgent),
    });
    const quiet = await still.newPage();
    await quiet.goto(`${selvedge.url}/survey`);
    expect(await quiet.locator("#here form").count()).toBe(1);
    expect(await quiet.locator("#here form").isVisible()).toBe(false);
    await still.close();
  });

  test("where the page's policy refuses styles: only what is out of sight is shown, without an error", async () => {
    const { page, errors } = await known();
    await open(page, "/strict");
    await page.locator("#below form").waitFor();
    expect(await page.locator("#here form").isVisible()).toBe(false);
    expect(await page.locator("#here form").count()).toBe(1);
    expect(errors).toEqual([]);
  });
});

describe("invariant 1: without consent to personalization", () => {
  test("nobody is asked, and whoever takes it back isn't asked any longer", async () => {
    const visitor = await newVisitor(browser);
    visitors.push(visitor);
    const { page } = visitor;
    await page.goto(`${selvedge.url}/survey`);
    await answer(page, "Reject");
    await page.reload();
    expect(await page.locator("form[data-selvedge-ask]").count()).toBe(0);

    const { page: mine, forget, sent } = await known();
    const form = await open(mine, "/survey");
    expect(await form.isVisible()).toBe(true);
    await mine.evaluate(() =>
      (window as unknown as { selvedge(...call: unknown[]): void }).selvedge("consent", []),
    );
    await form.getByRole("radio").first().waitFor({ state: "hidden" });
    forget();
    await form.evaluate((element) => {
      element.querySelector("input")!.checked = true;
      (element as HTMLFormElement).requestSubmit();
    });
    await settled(mine);
    expect((await sent()).filter(({ body }) => body?.includes("answer"))).toEqual([]);
    expect((await storageOf(mine)).databases).toEqual({});
  });
});
