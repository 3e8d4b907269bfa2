import { expect, vi } from "vitest";
import type { TagMessage } from "../../../shared/message-wire.ts";
import type { MessageRecord } from "../../../client/messages/caps.ts";
import type { ToldBlock } from "../../../shared/wire.ts";
import { page, stub } from "../opened.ts";
import { kept } from "../stub.ts";

/** What of a message a test wants otherwise: it comes at once, without limits, as a panel. */
export function message(id: string, change: Partial<TagMessage> = {}): ToldBlock {
  return {
    id,
    message: {
      kind: "panel",
      html: `<p id="${id}">About ${id}. <a href="#there">Look</a></p>`,
      words: ["Close", "Not again", `Name of ${id}`],
      triggers: [["view"]],
      caps: {},
      quiet: 30,
      ...change,
    },
  };
}

/** Decides these blocks for each page, and on each signal those that are given for that. */
export function decide(blocks: readonly ToldBlock[], later = blocks): void {
  const decision = (chosen: readonly ToldBlock[]) => ({ segments: [], blocks: chosen, lost: [] });
  for (const path of Object.keys(stub.pages)) stub.pages[path] = pageWith(decision(blocks), "");
  stub.answer = (signal) => ({
    status: 200,
    body: { ...(signal.counts && { counted: true }), decision: decision(later) },
  });
}

/** A page with a decision in its head, and this in its body. */
export function pageWith(decision: object, body: string): string {
  const json = JSON.stringify(decision).replaceAll("<", "\\u003c");
  return `<title>Shop</title><script type="application/json" id="selvedge-decision">${json}</script></head>
    <body><main><h1>Shop</h1><button id="before">Before</button><input id="field" aria-label="Field">${body}</main>`;
}

/** Opens a page whose clock can be moved; limits are wide unless said. */
export async function open(limits = { perDay: 100, perVisit: 100 }, path = "/"): Promise<void> {
  stub.config = { ...stub.config, messages: limits };
  await page.clock.install();
  await page.goto(stub.origin + path);
  await recording();
}

/** Waits until the page records, and so knows of its messages. */
export const recording = () =>
  vi.waitFor(
    async () =>
      expect(await page.evaluate(() => (window as { selvedge?: { tag?: unknown } }).selvedge?.tag)).toBe(
        true,
      ),
    10_000,
  );

/** The messages that the page shows. */
export const shown = () =>
  page.evaluate(() =>
    [...document.querySelectorAll("selvedge-message")].map((each) => each.querySelector("p")?.id ?? ""),
  );

/** Waits until just these are shown. */
export const shows = (...ids: string[]) =>
  vi.waitFor(async () => expect(await shown()).toEqual(ids), { timeout: 10_000, interval: 50 });

const noted = async (id: string) =>
  ((await kept(page, "messages")) as unknown as MessageRecord | undefined)?.shown[id];

/** How often the device says that it has shown a message. */
export const times = async (id: string): Promise<number> => (await noted(id))?.times ?? 0;

/** The UTC day number on which it was closed, as far as the device knows. */
export const closedOn = async (id: string): Promise<number | undefined> => (await noted(id))?.closed;

/** Lets time pass on the page, each second of it. */
export const seconds = (count: number) => page.clock.runFor(count * 1000);

/** Leaves the site, and lets the visit end there. */
export const leave = async () => {
  // Read behind all that is under way: leaving would cut it off.
  await kept(page, "messages");
  // Not by Playwright, which clears all of them for a moment: without a choice the tag erases what it has.
  await page.evaluate(`document.cookie = "sv_v=;Path=/;Max-Age=0"`);
  await page.goto("about:blank");
};
