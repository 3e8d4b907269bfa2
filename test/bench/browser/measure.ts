import type { BrowserContext, CDPSession } from "playwright-core";

/** As on a phone of some years ago. */
const THROTTLE = 4;
/** A page is over when its scripts have been still for so long. */
const STILL_MILLISECONDS = 400;

/** What a visitor sees of a page's loading. */
export interface Seen {
  /** Largest Contentful Paint, milliseconds since the navigation began. */
  readonly lcp: number;
  /** Cumulative layout shift. */
  readonly cls: number;
}

/** Milliseconds of the main thread, four times as slow, in which scripts ran while a page loaded. Nothing of ours runs in it. */
export async function scriptTime(context: BrowserContext, url: string): Promise<number> {
  const page = await context.newPage();
  try {
    const session = await context.newCDPSession(page);
    // Of the thread itself: what other processes do meanwhile counts less.
    await session.send("Performance.enable", { timeDomain: "threadTicks" });
    await session.send("Emulation.setCPUThrottlingRate", { rate: THROTTLE });
    await page.goto(url, { waitUntil: "networkidle" });
    for (let before = -1, now = await ran(session); now > before; now = await ran(session)) {
      before = now;
      await new Promise((resolve) => setTimeout(resolve, STILL_MILLISECONDS));
    }
    return await ran(session);
  } finally {
    await page.close();
  }
}

async function ran(session: CDPSession): Promise<number> {
  const { metrics } = await session.send("Performance.getMetrics");
  return (metrics.find(({ name }) => name === "ScriptDuration")?.value ?? Number.NaN) * 1000;
}

/** Watches what a page's loading looks like, at the same speed. */
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
