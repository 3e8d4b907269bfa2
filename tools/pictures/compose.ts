import type { Browser } from "playwright-core";

/** Both pictures side by side, with a line under each. */
export async function compose(
  browser: Browser,
  pictures: { before: Buffer; after: Buffer },
  file: string,
): Promise<void> {
  const figure = (picture: Buffer, caption: string) =>
    `<figure><img src="data:image/png;base64,${picture.toString("base64")}" width="550"><figcaption>${caption}</figcaption></figure>`;
  const page = await browser.newPage({ viewport: { width: 1200, height: 680 }, deviceScaleFactor: 1.5 });
  await page.setContent(`<style>
    body { margin: 0; padding: 28px; display: flex; gap: 32px; background: #eceae4; font: 15px/1.5 system-ui, sans-serif; color: #33403c }
    figure { margin: 0; flex: 1 } img { display: block; width: 100%; border-radius: 8px; box-shadow: 0 2px 14px #0003 }
    figcaption { padding-top: 12px; text-align: center }
  </style>${figure(pictures.before, "The page as it comes")}${figure(pictures.after, "The same page on the next visit, after a look at rain gear")}`);
  await page.screenshot({ path: file, fullPage: true });
}
