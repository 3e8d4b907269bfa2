import type { Browser, Page } from "playwright-core";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { REDONE_PER_VIEW } from "../../shared/limits.ts";
import { sayYes } from "./acts.ts";
import { type AppServers, startApps } from "./framework-apps.ts";
import { launchBrowser, newVisitor, type Visitor } from "./harness.ts";
import { visitorsOfTest } from "./visitors.ts";

// What happens to blocks on a page that is open: views without a load, pages that fight.

let browser: Browser;
let apps: AppServers;
let plain: AppServers;
const visitors = visitorsOfTest();
const MODES = ["edge", "pasted"] as const;

const BODY = `<header id="top">Top</header><main><p id="line">Line</p><p id="other">Other</p></main>
  <input id="field"><p id="note">Note</p><div id="far" style="margin-top:300vh">Far</div>`;

const BLOCKS = {
  line: { pages: ["/", "/fight"], target: "#line", op: "text", text: "Chosen" },
  second: { pages: ["/second"], target: "#other", op: "text", text: "Second" },
  sorted: { pages: ["/second"], target: "main", op: "reorder", by: "id", first: "other" },
  away: { pages: ["/second"], target: "#top", op: "replace", html: "<header id='top'>Replaced</header>" },
};
const ATTRIBUTES = { events: { count: "cart", label: "Carts", why: "To test" } };

beforeAll(async () => {
  browser = await launchBrowser();
  apps = await startApps({
    scripts: {},
    body: () => BODY,
    site: { redraws: true, attributes: ATTRIBUTES, blocks: BLOCKS },
  });
  plain = await startApps({
    scripts: {},
    body: () => BODY,
    site: { attributes: ATTRIBUTES, blocks: BLOCKS },
  });
});
afterAll(async () => {
  await browser.close();
  await apps.stop();
  await plain.stop();
});

async function arrive(url: string): Promise<Visitor> {
  const visitor = await newVisitor(browser);
  visitors.push(visitor);
  const { page } = visitor;
  await page.goto(url);
  await page.waitForFunction(() => (window as unknown as { selvedge?: { tag?: true } }).selvedge?.tag);
  // Where the Worker isn't in front, the page is decided once the tag has asked.
  if (url.startsWith(apps.pasted) || url.startsWith(plain.pasted)) await decision(page);
  return visitor;
}

const text = (page: Page, selector: string) =>
  page.locator(`body > ${selector}, main > ${selector}`).textContent();
const becomes = (what: () => Promise<unknown>, value: unknown) =>
  expect.poll(what, { timeout: 10_000 }).toBe(value);
const go = (page: Page, path: string) => page.evaluate((to) => history.pushState(null, "", to), path);
/** The decision that the page tells its scripts. */
const decision = (page: Page) =>
  page.evaluate(
    () =>
      new Promise<{ blocks: { id: string }[]; lost: { id: string; reason: string }[] }>((resolve) => {
        (window as unknown as { selvedge(...call: unknown[]): void }).selvedge("decision", resolve);
      }),
  );
const order = (page: Page) =>
  page.evaluate(() => [...document.querySelectorAll("main > p")].map(({ id }) => id).join());

describe.each(MODES)("views without a load, %s", (mode) => {
  test("blocks of the view before are undone, those of this one are done", async () => {
    const { page } = await arrive(`${plain[mode]}/elsewhere`);
    await go(page, "/");
    await becomes(() => text(page, "#line"), "Chosen");
    await go(page, "/second");
    await becomes(() => text(page, "#line"), "Line");
    await becomes(() => text(page, "#other"), "Second");
    await go(page, "/elsewhere?a=1");
    await becomes(() => order(page), "line,other");
    expect(await text(page, "#other")).toBe("Other");
    await expect.poll(async () => (await decision(page)).blocks).toEqual([]);
  });

  test("replaced elements and sorted children come back as they were", async () => {
    const { page } = await arrive(`${apps[mode]}/`);
    await becomes(() => text(page, "#line"), "Chosen");
    const kept = await page.evaluateHandle(() => document.querySelector("#top"));
    await go(page, "/second");
    await becomes(() => text(page, "#top"), "Replaced");
    await becomes(() => order(page), "other,line");
    await go(page, "/elsewhere");
    await becomes(() => text(page, "#top"), "Top");
    await becomes(() => order(page), "line,other");
    expect(await kept.evaluate((element) => element === document.querySelector("#top"))).toBe(true);
  });

  test("the answer to an earlier view comes too late to do anything", async () => {
    const { page, context } = await arrive(`${plain[mode]}/elsewhere`);
    let release = () => {};
    const held = new Promise<void>((resolve) => (release = resolve));
    await context.route(/\/decision$/, async (route) => {
      if (route.request().postData()!.includes("/second")) await held;
      await route.continue().catch(() => {});
    });
    const asked = page.waitForRequest((request) => request.postData()?.includes("/second") ?? false);
    await go(page, "/second");
    await asked;
    await go(page, "/");
    await becomes(() => text(page, "#line"), "Chosen");
    const late = page.waitForResponse(
      (response) => response.request().postData()?.includes("/second") ?? false,
    );
    release();
    await late;
    await page.evaluate(() => new Promise(requestAnimationFrame));
    expect(await text(page, "#other")).toBe("Other");
    expect(await text(page, "#line")).toBe("Chosen");
  });

  test("without an answer the page is its own", async () => {
    const { page, context } = await arrive(`${apps[mode]}/elsewhere`);
    await go(page, "/second");
    await becomes(() => text(page, "#other"), "Second");
    await context.route(/\/decision$/, (route) => route.fulfill({ status: 200, body: "no" }));
    await go(page, "/");
    await becomes(() => text(page, "#other"), "Other");
    expect(await text(page, "#line")).toBe("Line");
  });

  test("invariant 1: before a yes only the page is told", async () => {
    const visitor = await arrive(`${plain[mode]}/`);
    visitor.forget();
    await go(visitor.page, "/second?utm_source=x&id=7");
    await becomes(() => text(visitor.page, "#other"), "Second");
    const posts = (await visitor.sent()).filter(({ method }) => method === "POST");
    expect(posts.map(({ url }) => new URL(url).pathname)).toEqual(["/_selvedge/decision"]);
    const body = JSON.parse(posts[0]!.body!);
    expect(mode === "edge" ? body : body.ask).toEqual({
      path: "/second",
      language: "en",
      referrer: plain[mode],
      query: "?utm_source=x",
    });
    expect(posts[0]!.headers["cookie"]).toBeUndefined();
  });

  test("edits wait for a view transition", async () => {
    const { page } = await arrive(`${plain[mode]}/elsewhere`);
    await page.evaluate(() => {
      const transition = document.startViewTransition(
        () =>
          new Promise<void>((resolve) => {
            Object.assign(window, { finish: resolve });
          }),
      );
      void transition.finished.then(() => document.body.setAttribute("data-finished", ""));
      new MutationObserver(() => {
        const isOver = document.body.hasAttribute("data-finished");
        (window as unknown as { early?: boolean }).early ??= !isOver;
      }).observe(document.querySelector("#other")!, { childList: true });
    });
    const answered = page.waitForResponse(/\/decision$/);
    await go(page, "/second");
    await answered;
    await page.evaluate(() => (window as unknown as { finish(): void }).finish());
    await becomes(() => text(page, "#other"), "Second");
    expect(await page.evaluate(() => (window as unknown as { early?: boolean }).early)).toBe(false);
  });
});

test("a page that isn't left within, of a site without live blocks, loads and sends nothing for it", async () => {
  for (const mode of MODES) {
    const visitor = await arrive(`${plain[mode]}/`);
    await sayYes(visitor.page);
    await visitor.page.evaluate(() => (location.hash = "part"));
    await visitor.page.reload();
    await becomes(() => text(visitor.page, "#line"), "Chosen");
    const sent = (await visitor.sent()).map(({ url }) => new URL(url).pathname);
    expect(sent).not.toContain("/_selvedge/views.js");
    const questions = sent.filter((path) => path === "/_selvedge/decision").length;
    expect(questions).toBe(mode === "edge" ? 0 : 2);
  }
});

describe.each(MODES)("pages that draw anew, %s", (mode) => {
  test("a page that replaces document.body", async () => {
    const { page } = await arrive(`${apps[mode]}/`);
    await becomes(() => text(page, "#line"), "Chosen");
    await page.evaluate((html) => {
      const body = document.createElement("body");
      body.innerHTML = html;
      document.body = body;
    }, BODY);
    await becomes(() => text(page, "#line"), "Chosen");
    expect(await page.locator("#far").textContent()).toBe("Far");
  });

  test("what is drawn anew is never seen without its block", async () => {
    const { page } = await arrive(`${apps[mode]}/`);
    await becomes(() => text(page, "#line"), "Chosen");
    const seen = await page.evaluate(
      () =>
        new Promise<string>((resolve) => {
          document.querySelector("#line")!.textContent = "Drawn anew";
          requestAnimationFrame(() => resolve(document.querySelector("#line")!.textContent));
        }),
    );
    expect(seen).toBe("Chosen");
  });

  test("a page that keeps drawing a block away gets its way, and the owner is told why, once", async () => {
    const said: string[] = [];
    const { page } = await arrive(`${apps[mode]}/fight`);
    page.on("console", (message) => message.type() === "info" && said.push(message.text()));
    await becomes(() => text(page, "#line"), "Chosen");
    await page.evaluate(() => {
      const line = document.querySelector("#line")!;
      let times = 0;
      new MutationObserver(() => {
        if (line.textContent === "Mine") return;
        line.textContent = "Mine";
        document.body.dataset["times"] = String(++times);
      }).observe(line, { childList: true });
      line.textContent = "Mine";
    });
    await becomes(() => text(page, "#line"), "Mine");
    await expect
      .poll(async () => (await decision(page)).lost)
      .toContainEqual({ id: "line", reason: "redrawn" });
    expect(said.filter((each) => each.startsWith("Selvedge:"))).toEqual([
      `Selvedge: this page has drawn the block "line" away ${REDONE_PER_VIEW} times, so it stays away until the next page. See docs/frameworks.md.`,
    ]);
    expect(await page.evaluate(() => document.body.dataset["times"])).toBe(String(REDONE_PER_VIEW));
    // In the next view it is tried again.
    await go(page, "/second");
    await becomes(() => text(page, "#other"), "Second");
  });
});
