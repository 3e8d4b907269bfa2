import type { CDPSession } from "playwright-core";

/** As on a phone of some years ago: the processor is so many times as slow. */
export const THROTTLE = 4;
/** A page is over when, so long after its load, … */
const SETTLING_MILLISECONDS = 1000;
/** … its scripts have been still for so long. */
const STILL_MILLISECONDS = 400;
const LOAD_MILLISECONDS = 20_000;

/**
 * A visitor whose pages nothing watches but the browser's own clock. Playwright has each request of its pages noted with
 * the place in a script that it came from, for which V8 reads that script once more: what asks for anything would seem to
 * take up to twice as long as it does for anybody.
 */
export interface BareVisitor {
  /**
   * Milliseconds of the main thread, four times as slow, in which scripts ran while a page loaded. Nothing of ours runs in
   * it.
   */
  scriptTime(url: string): Promise<number>;
  /** Opens a page, then waits until an expression holds in it. */
  visit(url: string, until: string): Promise<void>;
  close(): Promise<void>;
}

/** Somebody new. `root`: a session of the browser itself. */
export async function newBareVisitor(root: CDPSession): Promise<BareVisitor> {
  const { browserContextId } = await root.send("Target.createBrowserContext");
  const opened = () => openPage(root, browserContextId);
  return {
    async scriptTime(url) {
      const page = await opened();
      try {
        // Of the thread itself: what other processes do meanwhile counts less.
        await page.send("Performance.enable", { timeDomain: "threadTicks" });
        await page.send("Emulation.setCPUThrottlingRate", { rate: THROTTLE });
        await page.load(url);
        // What comes after the page, one thing behind the other.
        await pause(SETTLING_MILLISECONDS);
        let before = -1;
        for (let now = await page.ran(); now > before; now = await page.ran()) {
          before = now;
          await pause(STILL_MILLISECONDS);
        }
        return before;
      } finally {
        await page.close();
      }
    },
    async visit(url, until) {
      const page = await opened();
      try {
        await page.load(url);
        while (!(await page.holds(until))) await pause(100);
        // What came of it is noted.
        await pause(STILL_MILLISECONDS);
      } finally {
        await page.close();
      }
    },
    async close() {
      await root.send("Target.disposeBrowserContext", { browserContextId });
    },
  };
}

/** A page that only this session is attached to. */
async function openPage(root: CDPSession, browserContextId: string) {
  const { targetId } = await root.send("Target.createTarget", { url: "about:blank", browserContextId });
  const { sessionId } = await root.send("Target.attachToTarget", { targetId, flatten: false });
  const waiting = new Map<number | string, (result: never) => void>();
  const hear = (event: { readonly sessionId: string; readonly message: string }) => {
    if (event.sessionId !== sessionId) return;
    const { id, method, result } = JSON.parse(event.message);
    waiting.get(id ?? method)?.(result as never);
  };
  root.on("Target.receivedMessageFromTarget", hear);
  const heard = <Result>(what: number | string) =>
    new Promise<Result>((resolve) => waiting.set(what, resolve));
  let messages = 0;
  const send = async <Result>(method: string, params: object = {}): Promise<Result> => {
    const answer = heard<Result>(++messages);
    const message = JSON.stringify({ id: messages, method, params });
    await root.send("Target.sendMessageToTarget", { sessionId, message });
    return answer;
  };
  return {
    send,
    async load(url: string) {
      await send("Page.enable");
      const loaded = heard("Page.loadEventFired");
      await send("Page.navigate", { url });
      await Promise.race([loaded, pause(LOAD_MILLISECONDS)]);
    },
    async ran(): Promise<number> {
      const { metrics } = await send<{ metrics: { name: string; value: number }[] }>(
        "Performance.getMetrics",
      );
      return (metrics.find(({ name }) => name === "ScriptDuration")?.value ?? Number.NaN) * 1000;
    },
    async holds(expression: string): Promise<boolean> {
      const { result } = await send<{ result: { value?: unknown } }>("Runtime.evaluate", { expression });
      return result.value === true;
    },
    async close() {
      root.off("Target.receivedMessageFromTarget", hear);
      await root.send("Target.closeTarget", { targetId });
    },
  };
}

const pause = (milliseconds: number) => new Promise<void>((resolve) => setTimeout(resolve, milliseconds));
