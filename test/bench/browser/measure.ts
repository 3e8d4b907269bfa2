import type { BrowserContext } from "playwright-core";
import { THROTTLE } from "./bare.ts";

/** What a visitor sees of a page's loading. */
export interface Seen {
  /** Largest Contentful Paint, milliseconds since the navigation began. */
  readonly lcp: number;
  /** Cumulative layout shift. */
  readonly cls: number;
}

/** Watches what a page's loading looks like, four times as slow. */
export async function seen(context: BrowserContext, url: string): Promise<Seen> {
  const page = await context.newPage();
  try {
    const session = await context.newCDPSession(page);
    await session.send("Emulation.setCPUThrottlingRate", { rate: THROTTLE });
    await page.addInitScript(() => {
      const seen = { lcp: 0, cls: 0 };
      Object.assign(window, { seen });
      const watch = (type: string, take: (entry: PerformanceEntry) => void) =>
        new PerformanceObserver((list) => list.getEntries().forEach(take)).observe({ type, buffered: true });
      watch("largest-contentful-paint", ({ startTime }) => (seen.lcp = startTime));
      watch("layout-shift", (entry) => {
        const { value, hadRecentInput } = entry as unknown as { value: number; hadRecentInput: boolean };
        if (!hadRecentInput) seen.cls += value;
      });
    });
    await page.goto(url, { waitUntil: "networkidle" });
    return await page.evaluate(
      () =>
        new Promise<Seen>((resolve) =>
          requestAnimationFrame(() =>
            setTimeout(() => resolve((window as unknown as { seen: Seen }).seen), 300),
          ),
        ),
    );
  } finally {
    await page.close();
  }
}
