import { mkdtemp, readFile, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { type Browser, type BrowserContextOptions, chromium, type Page } from "playwright-core";
import { dayOf } from "../shared/day.ts";
import { PREVIEW_MINUTES } from "../shared/limits.ts";
import { linkOf, previewOfSegment } from "../shared/preview/link.ts";
import type { Site } from "../shared/site/schema.ts";
import { bundledCatalog } from "./catalog/load.ts";
import { CHROMIUM_ARGUMENTS, ensureChromium } from "./chromium.ts";
import { compiledSite } from "./compiled.ts";
import { sendVisitors } from "./demo-data/send.ts";
import { demoProducts } from "./demo-data/shop.ts";
import { compose } from "./pictures/compose.ts";
import { shootDashboard } from "./pictures/dashboard.ts";
import { sealLink } from "./preview-token.ts";
import { serveFolder } from "./serve-folder.ts";
import { loadSiteFile } from "./site-file.ts";
import { type Selvedge, startSelvedge } from "./start/selvedge.ts";

/**
 * Makes docs/before-after.png: the home page of the demo shop as it comes, and as somebody sees it who said yes
 * and looked at rain gear, half an hour later. Then docs/preview.jpg: a preview of returning visitors, with the
 * inspector; docs/recommendations.jpg: a row of items; docs/messages.jpg: a message about a basket;
 * docs/privacy-centre.jpg and docs/privacy-centre-phone.jpg: what visitors see of what is known of them; and, after some
 * minutes, docs/dashboard.jpg and docs/experiments.jpg: what three thousand simulated visitors came to.
 * All are the real page through the real Worker. Names of pictures, after `--`, make only these.
 */
const ROOT = join(import.meta.dirname, "..");
const SHOP = join(ROOT, "test/site");
const VIEW = { width: 1100, height: 1180 };
/** What `Accept` and the clock need to reach the edge. */
const SETTLE_MILLISECONDS = 700;

async function shoot(browser: Browser, selvedge: Selvedge): Promise<{ before: Buffer; after: Buffer }> {
  const context = await browser.newContext({
    viewport: VIEW,
    locale: "en-GB",
    extraHTTPHeaders: { "selvedge-context": '{"hour":10}' },
  });
  const page = await context.newPage();
  const settle = () => page.waitForTimeout(SETTLE_MILLISECONDS);
  await page.goto(selvedge.url);
  await page.getByRole("button", { name: "Accept", exact: true }).click();
  await settle();
  await page.goto(selvedge.url);
  await settle();
  const hide = () => page.addStyleTag({ content: "selvedge-consent { display: none }" });
  await hide();
  const before = await page.screenshot();
  for (const path of ["/rain/", "/products/tarn-shell.html"]) {
    await page.goto(selvedge.url + path);
    await settle();
  }
  await leaveForHalfAnHour(page);
  await page.goto(selvedge.url);
  await settle();
  await hide();
  const after = await page.screenshot();
  await context.close();
  return { before, after };
}

/** A preview as the owner sees it. A photograph's format: as a PNG it would be ten times as large. */
async function shootPreview(browser: Browser, selvedge: Selvedge, site: Site, file: string): Promise<void> {
  const until = Math.floor(Date.now() / 1000) + PREVIEW_MINUTES * 60;
  const preview = previewOfSegment("returning", compiledSite(site), dayOf(Date.now()), until);
  const secret = await readFile(join(selvedge.folder, "secret"), "utf8");
  const page = await browser.newPage({
    viewport: { width: 1280, height: 860 },
    locale: "en-GB",
    extraHTTPHeaders: { "selvedge-context": '{"hour":10}' },
  });
  await page.goto(linkOf(selvedge.url, site.path, sealLink(preview, secret, site.id), "/"));
  await page.waitForTimeout(SETTLE_MILLISECONDS);
  await page.screenshot({ path: file, type: "jpeg", quality: 72 });
  await page.close();
}

/** Lets a visit end. With no page of the shop open: Playwright takes all cookies away for a moment, and time with them. */
async function leaveForHalfAnHour(page: Page): Promise<void> {
  await page.goto("about:blank");
  await page.context().clearCookies({ name: "sv_v" });
  await page.context().clock.setFixedTime(Date.now() + 31 * 60_000);
}

/** Somebody, in the morning, who has said yes on a page. */
async function afterYes(browser: Browser, url: string, look: BrowserContextOptions) {
  const context = await browser.newContext({
    extraHTTPHeaders: { "selvedge-context": '{"hour":10}' },
    ...look,
  });
  const page = await context.newPage();
  const settle = () => page.waitForTimeout(SETTLE_MILLISECONDS);
  await page.goto(url);
  await page.locator("selvedge-consent .answer").first().click();
  await settle();
  return { context, page, settle };
}

/** What the site knows of somebody who said yes and looked at rain gear, as they see it on a page of theirs. */
async function shootCentre(
  browser: Browser,
  { url }: Selvedge,
  file: string,
  { page: path, ...look }: BrowserContextOptions & { readonly page: string },
): Promise<void> {
  const { context, page, settle } = await afterYes(browser, url + path, look);
  for (const next of ["/rain/", "/products/tarn-shell.html", path]) {
    await page.goto(url + next);
    await settle();
  }
  await page.locator("form[data-selvedge-ask] label").first().click();
  await page.locator("form[data-selvedge-ask] [data-selvedge-next]").first().click();
  await settle();
  await page.locator("footer [data-selvedge=preferences]").click();
  await page.locator("dialog .known").click();
  await page.locator("dialog.centre [aria-busy=false]").waitFor();
  await settle();
  await page.screenshot({ path: file, type: "jpeg", quality: 72 });
  await context.close();
}

/** The message of the demo shop about a basket that was left behind, on the next visit. */
async function shootMessage(
  browser: Browser,
  { url }: Selvedge,
  file: string,
  { page: path, ...look }: BrowserContextOptions & { readonly page: string },
): Promise<void> {
  const { context, page, settle } = await afterYes(browser, url + path, look);
  await page.goto(`${url}/products/tarn-shell.html`);
  await page.locator("[data-add-to-cart]").first().click();
  await settle();
  await leaveForHalfAnHour(page);
  await page.goto(url + path);
  await page.locator("selvedge-message .x").waitFor();
  await settle();
  await page.screenshot({ path: file, type: "jpeg", quality: 72 });
  await context.close();
}

/** The row of the home page, as somebody sees it who looked at rain gear. */
async function shootRow(browser: Browser, selvedge: Selvedge, file: string): Promise<void> {
  const context = await browser.newContext({ viewport: VIEW, locale: "en-GB" });
  const page = await context.newPage();
  const settle = () => page.waitForTimeout(SETTLE_MILLISECONDS);
  await page.goto(selvedge.url);
  await page.getByRole("button", { name: "Accept", exact: true }).click();
  for (const path of ["/products/tarn-shell.html", "/products/ghyll-anorak.html", "/"]) {
    await settle();
    await page.goto(selvedge.url + path);
  }
  await page.locator("#collection [data-selvedge-recommend]").scrollIntoViewIfNeeded();
  await settle();
  await page.locator("#collection").screenshot({ path: file, type: "jpeg", quality: 78 });
  await context.close();
}

const loaded = await loadSiteFile(join(SHOP, "site.json"));
if (!loaded.ok) throw new Error("the demo's site file is broken: run npm start to see how");
// Of twenty visitors one is held out of all that the pictures of pages are about; the dashboard tells of them, too.
const wanted = process.argv.slice(2);
const isWanted = (name: string) => wanted.length === 0 || wanted.includes(name);
const PAGES = ["before-after", "preview", "recommendations", "privacy-centre", "messages"];
const folder = await mkdtemp(join(tmpdir(), "pictures-"));
const shop = await serveFolder(SHOP);
const catalog = await bundledCatalog(loaded.value.site, join(SHOP, "site.json"));
const browser = await chromium.launch({ executablePath: ensureChromium(), args: [...CHROMIUM_ARGUMENTS] });
try {
  if (PAGES.some(isWanted)) await withSelvedge({ ...loaded.value.site, holdout: 0 }, shootPages);
  if (isWanted("dashboard")) await withSelvedge(loaded.value.site, shootCounts);
  console.log("Wrote the pictures into docs/");
} finally {
  await browser.close();
  await shop.stop();
  await rm(folder, { recursive: true, force: true });
}

async function withSelvedge(
  site: Site,
  use: (selvedge: Selvedge, site: Site) => Promise<void>,
): Promise<void> {
  const own = await mkdtemp(join(folder, "state-"));
  const selvedge = await startSelvedge({
    origin: shop.url,
    site: JSON.stringify(site),
    catalog,
    folder: own,
  });
  try {
    await use(selvedge, site);
  } finally {
    await selvedge.stop();
  }
}

async function shootPages(selvedge: Selvedge, site: Site): Promise<void> {
  if (isWanted("before-after"))
    await compose(browser, await shoot(browser, selvedge), join(ROOT, "docs/before-after.png"));
  if (isWanted("preview")) await shootPreview(browser, selvedge, site, join(ROOT, "docs/preview.jpg"));
  if (isWanted("recommendations")) await shootRow(browser, selvedge, join(ROOT, "docs/recommendations.jpg"));
  if (isWanted("privacy-centre")) {
    await shootCentre(browser, selvedge, join(ROOT, "docs/privacy-centre.jpg"), {
      page: "/",
      locale: "en-GB",
      viewport: { width: 1100, height: 860 },
    });
    await shootCentre(browser, selvedge, join(ROOT, "docs/privacy-centre-phone.jpg"), {
      page: "/ru/",
      locale: "ru-RU",
      viewport: { width: 375, height: 760 },
      colorScheme: "dark",
    });
  }
  if (isWanted("messages"))
    await shootMessage(browser, selvedge, join(ROOT, "docs/messages.jpg"), {
      page: "/",
      locale: "en-GB",
      viewport: { width: 1100, height: 700 },
    });
}

async function shootCounts(selvedge: Selvedge, { path }: Site): Promise<void> {
  const day = 86_400_000;
  await sendVisitors({ url: selvedge.url, path }, await demoProducts(), {
    visitors: 3000,
    days: 28,
    seed: 1,
    until: Date.now() - day,
    came: () => {},
  });
  await shootDashboard(browser, selvedge.owner, {
    segments: join(ROOT, "docs/dashboard.jpg"),
    experiments: join(ROOT, "docs/experiments.jpg"),
  });
}
