import type { Browser } from "playwright-core";

/** How long charts take to be drawn once their figures are there. */
const DRAWN_MILLISECONDS = 800;

/** The dashboard, as the owner sees it who has logged in: the page at `hash`, into a file. */
export async function shootDashboard(
  browser: Browser,
  owner: { readonly url: string; readonly token: string },
  pages: Readonly<Record<string, string>>,
): Promise<void> {
  const context = await browser.newContext({ viewport: { width: 1180, height: 860 } });
  const page = await context.newPage();
  await page.goto(owner.url);
  await page.getByLabel("Owner’s token").fill(owner.token);
  await page.getByLabel("Owner’s token").press("Enter");
  await page.getByRole("navigation", { name: "Pages" }).waitFor();
  for (const [hash, path] of Object.entries(pages)) {
    await page.goto(`${owner.url}/#/${hash}`);
    await page.locator(".page > :not(.loading)").first().waitFor();
    await page.waitForTimeout(DRAWN_MILLISECONDS);
    await page.screenshot({ path, type: "jpeg", quality: 82 });
  }
  await context.close();
}
