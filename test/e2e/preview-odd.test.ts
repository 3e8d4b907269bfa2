import { readFile } from "node:fs/promises";
import { createServer } from "node:http";
import type { AddressInfo } from "node:net";
import { join } from "node:path";
import type { Browser } from "playwright-core";
import { afterAll, beforeAll, expect, test } from "vitest";
import { dayOf } from "../../shared/day.ts";
import { linkOf, previewOfSegment } from "../../shared/preview/link.ts";
import { compiledSite } from "../../tools/compiled.ts";
import { sealLink } from "../../tools/preview-token.ts";
import { checkSiteText } from "./checked-site.ts";
import { launchBrowser, newVisitor } from "./harness.ts";
import { type Selvedge, startSelvedge } from "../../tools/start/selvedge.ts";

/** No styles, no markup from strings, nothing but what our own scripts bring: the strictest page we promise to run on. */
const POLICY =
  "default-src 'none'; script-src 'nonce-x' 'strict-dynamic'; connect-src 'self'; style-src 'none'; " +
  "base-uri 'none'; require-trusted-types-for 'script'; trusted-types 'none'";
const PAGE =
  "<!doctype html><html lang=en><head><title>x</title><meta name=viewport content='width=device-width'></head>" +
  `<body><main><h1 id=one>Hello</h1>${"<p>Text</p>".repeat(60)}</main></body></html>`;

let browser: Browser;
beforeAll(async () => {
  browser = await launchBrowser();
});
afterAll(() => browser.close());

/** Starts a site with these declarations behind a strict policy; opens a preview of it. */
async function opened(declared: object, segment: string, act: (it: Opened) => Promise<void>): Promise<void> {
  const server = createServer((_, response) => {
    response
      .setHeader("content-type", "text/html; charset=utf-8")
      .setHeader("content-security-policy", POLICY);
    response.end(PAGE);
  });
  await new Promise<void>((listening) => server.listen(0, "127.0.0.1", listening));
  const { site, json } = checkSiteText({ version: 1, id: "odd", ...declared });
  const selvedge = await startSelvedge({
    origin: `http://127.0.0.1:${(server.address() as AddressInfo).port}`,
    site: json,
  });
  const visitor = await newVisitor(browser);
  try {
    const compiled = compiledSite(site);
    const until = Math.floor(Date.now() / 1000) + 1800;
    const preview = previewOfSegment(segment, compiled, dayOf(Date.now()), until);
    const secret = await readFile(join(selvedge.folder, "secret"), "utf8");
    await visitor.page.goto(linkOf(selvedge.url, site.path, sealLink(preview, secret, site.id), "/"));
    await act({ visitor, selvedge });
  } finally {
    await visitor.close();
    await selvedge.stop();
    server.closeAllConnections();
    await new Promise((closed) => server.close(closed));
  }
}

interface Opened {
  readonly visitor: Awaited<ReturnType<typeof newVisitor>>;
  readonly selvedge: Selvedge;
}

test("works under the strictest policy, with styles, and the page's own rules don't reach it", async () => {
  const declared = {
    attributes: { visits: { count: "visit" } },
    segments: { returning: { when: { visits: { $gte: 2 } } } },
    blocks: { hello: { target: "#one", op: "text", text: "Again", when: "returning" } },
  };
  await opened(declared, "returning", async ({ visitor: { page, errors } }) => {
    const panel = page.getByRole("region", { name: "Preview inspector" });
    await panel.waitFor();
    expect(await page.locator("h1").textContent()).toBe("Again");
    expect(await panel.evaluate((it) => getComputedStyle(it).position)).toBe("fixed");
    await page.getByRole("tab", { name: "Segments" }).click();
    const loads = page.waitForEvent("load");
    await panel.locator('[data-id="returning"]').getByRole("button", { name: "Off" }).click();
    await loads;
    expect(await page.locator("h1").textContent()).toBe("Hello");
    await panel.getByRole("button", { name: "Pick an element" }).click();
    await page.locator("h1").click();
    expect(await panel.locator("pre").textContent()).toContain('"target": "#one"');
    expect(errors).toEqual([]);
  });
});

test("long lists can be searched, and what is forced beyond a cookie is told and not done", async () => {
  const segments = Object.fromEntries(
    Array.from({ length: 300 }, (_, at) => [
      `segment-number-${at}`,
      { when: { "context.city": `City ${at}` } },
    ]),
  );
  await opened({ segments }, "segment-number-7", async ({ visitor: { page } }) => {
    const panel = page.getByRole("region", { name: "Preview inspector" });
    expect(await panel.textContent()).toContain("No block is meant for this page.");
    await page.getByRole("tab", { name: "Segments" }).click();
    const rows = panel.locator("li.row:visible");
    expect(await rows.count()).toBe(300);
    expect(await rows.first().textContent()).toContain("segment-number-7");
    await panel.getByRole("searchbox").fill("number-29");
    expect(await rows.count()).toBe(11);
    await panel.getByRole("searchbox").fill("nobody");
    expect(await panel.getByText("Nothing of that name.").isVisible()).toBe(true);
    const change = { segments: Object.fromEntries(Object.keys(segments).map((id) => [id, true])) };
    const status = await page.evaluate(
      async (body) =>
        (
          await fetch("/_selvedge/preview/change", {
            method: "POST",
            headers: { "content-type": "application/json" },
            body,
          })
        ).status,
      JSON.stringify(change),
    );
    expect(status).toBe(413);
  });
});

test("what can't be told to the edge is said, and nothing is lost", async () => {
  const declared = { segments: { poland: { when: { "context.country": "PL" } } } };
  await opened(declared, "poland", async ({ visitor: { page } }) => {
    const panel = page.getByRole("region", { name: "Preview inspector" });
    await page.getByRole("tab", { name: "Segments" }).click();
    await page.context().setOffline(true);
    await panel.getByRole("button", { name: "Off" }).click();
    await expect
      .poll(() => panel.getByRole("status").textContent())
      .toBe("That didn’t work: the edge can’t be reached");
    await page.context().setOffline(false);
    await page.context().clearCookies();
    await panel.getByRole("button", { name: "Off" }).click();
    await expect
      .poll(() => panel.getByRole("status").textContent())
      .toBe("That didn’t work: there is no preview, or it is over");
  });
});
