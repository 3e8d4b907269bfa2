import type { BrowserContext, Page, Request } from "playwright-core";
import { OURS } from "./shop-site.ts";

/** What pages have told our edge and have no answer to yet, by page. */
const waiting = new WeakMap<Page, Set<Request>>();

/** Watches what the pages of a context tell our edge, from now on. */
export function watchInFlight(context: BrowserContext): void {
  context.on("page", (page) => {
    const requests = new Set<Request>();
    waiting.set(page, requests);
    const over = (request: Request) => void requests.delete(request);
    page.on("request", (request) => {
      if (request.method() === "POST" && request.url().includes(OURS)) requests.add(request);
    });
    page.on("requestfinished", over);
    page.on("requestfailed", over);
    // Nobody hears the answers any more to what the page before has told. (A view within a page ends the wait, too.)
    page.on("framenavigated", (frame) => {
      if (frame === page.mainFrame()) requests.clear();
    });
  });
}

/** Whether a page, of a context that is watched, still waits for an answer of our edge. */
export function isWaiting(page: Page): boolean {
  return (waiting.get(page)?.size ?? 0) > 0;
}
