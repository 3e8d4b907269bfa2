import type { TagMoment } from "../../shared/message-wire.ts";

/** What has happened in the view that is open; what moments are called by their names is told by their names. */
export interface View {
  readonly path: string;
  readonly view: 1;
  /** It is the first one of a visit. */
  readonly visit: 0 | 1;
  /** Seconds in which it was seen … */
  time: number;
  /** … and those of them since the visitor last did something. */
  idle: number;
  /** How much of the page has been scrolled by, in percent. */
  scroll: number;
  /** The visitor is about to leave, just now. */
  exit: 0 | 1;
  /** How often each event has happened. */
  readonly event: Record<string, number>;
  /** The messages that were decided for it first, when that was heard of. */
  known?: readonly string[];
  /** Those that have had their moment. */
  readonly had: Set<string>;
}

export const newView = (isFirst: boolean, had: Iterable<string>): View => ({
  path: location.pathname,
  view: 1,
  visit: isFirst ? 1 : 0,
  time: 0,
  idle: 0,
  scroll: 0,
  exit: 0,
  event: {},
  had: new Set(had),
});

/** Whether a message's moment is now; `entered`: its condition has become true in this view. */
export const isNow = (
  [on, amount = 1, name = ""]: TagMoment,
  view: Omit<View, "path" | "had">,
  entered: boolean,
): boolean => (on === "enter" ? entered : (on === "event" ? view.event[name]! : view[on]) >= amount);

/**
 * Notes in `view()` what happens, until the signal; `happened` is called for whatever a message may wait for, and each
 * second that the page is seen.
 */
export function watch(view: () => View, happened: () => void, signal: AbortSignal): void {
  const on = (types: string, hear: (event: never) => void) => {
    for (const type of types.split(" "))
      addEventListener(type, hear as EventListener, { capture: true, passive: true, signal });
  };
  const leave = () => {
    view().exit = 1;
    happened();
    view().exit = 0;
  };
  const isPhone = () => matchMedia("(pointer:coarse)").matches;
  let top = 0;
  let since = 0;

  const timer = setInterval(() => {
    if (document.hidden) return;
    view().time++;
    view().idle++;
    happened();
  }, 1000);
  signal.addEventListener("abort", () => clearInterval(timer));

  on("pointermove pointerdown keydown wheel scroll", () => {
    view().idle = 0;
  });
  on("selvedge:event", ({ detail: { name } }: CustomEvent<{ name: string }>) => {
    const { event } = view();
    event[name] = (event[name] ?? 0) + 1;
    happened();
  });
  on("pointerout", ({ pointerType, relatedTarget, clientY }: PointerEvent) => {
    if (pointerType === "mouse" && !relatedTarget && clientY <= 0) leave();
  });
  on("visibilitychange", () => {
    if (!document.hidden && isPhone()) leave();
  });
  on("scroll", () => {
    const way = document.documentElement.scrollHeight - innerHeight;
    if (way > 0) view().scroll = Math.max(view().scroll, (scrollY / way) * 100);
    const now = Date.now();
    // More than half a window up in half a second: somebody looks for the way out.
    if (scrollY >= top || now - since > 500) [top, since] = [scrollY, now];
    else if (top - scrollY > innerHeight / 2 && isPhone()) leave();
    happened();
  });
}
