import type { TagMessage } from "../../shared/message-wire.ts";
import { element } from "../widget/element.ts";
import { messageStyle } from "./style.ts";

/** Whatever has this attribute closes the message that it is in; with `never`, for good. */
const CLOSE = "data-selvedge-close";

/** How a message ends: closed, switched off for good, or done what it is for. */
export type End = "dismissed" | "never" | "followed";

/** A message, not yet on the page. */
export interface Frame {
  /** What the owner wrote stands in it as the page's own, so that the page's styles apply; our frame around that doesn't. */
  readonly host: HTMLElement;
  /** Shows it above the page. */
  readonly open: () => void;
  /** Takes it away, and brings the focus back to where it was. */
  readonly remove: () => void;
}

/**
 * Makes the frame of a message. It ends by its buttons, by Esc, by whatever in it is marked `data-selvedge-close`, by a
 * link that is followed, or by the event `selvedge:done` from within it. Throws where it couldn't be styled, in browsers
 * that know no constructed sheets.
 */
export function frameOf(
  { kind, at, lang, dir, words: [close, never, name], caps }: TagMessage,
  content: Node,
  ended: (how: End) => void,
): Frame {
  const host = element("selvedge-message" as "div", { ...(lang && { lang }), ...(dir && { dir }) });
  const root = host.attachShadow({ mode: "open" });
  const sheet = new CSSStyleSheet();
  sheet.replaceSync(messageStyle);
  root.adoptedStyleSheets = [sheet];
  const isDialog = kind === "modal";
  const mayRecur = caps.times !== 1 && kind !== "inline";
  const frame = element(
    isDialog ? "dialog" : "section",
    {
      class: `f ${kind} ${at!}`,
      part: "frame",
      "aria-label": name,
      tabindex: "-1",
    },
    element("slot", {}),
    element("button", { class: "x", "aria-label": close, [CLOSE]: "dismissed" }),
    ...(mayRecur ? [element("button", { class: "n", [CLOSE]: "never" }, never)] : []),
  );
  root.append(frame);
  let from: EventTarget | null = null;
  if (kind === "inline") host.append(content);

  host.addEventListener("focusin", ({ relatedTarget }) => {
    from ??= relatedTarget;
  });
  host.addEventListener("keydown", ({ key }) => {
    if (key === "Escape") ended("dismissed");
  });
  host.addEventListener("click", (event) => {
    const pressed = (event.composedPath()[0] as Element).closest(`a[href],[${CLOSE}]`);
    const how = pressed?.getAttribute(CLOSE);
    if (pressed) ended(how === undefined || how === null ? "followed" : how === "never" ? how : "dismissed");
  });
  host.addEventListener("selvedge:done", () => ended("followed"));
  frame.addEventListener("close", () => ended("dismissed"));
  return {
    host,
    open() {
      document.body.append(host);
      if (isDialog) {
        host.append(content);
        (frame as HTMLDialogElement).showModal();
        // Focused itself, it is read from its beginning, and Enter does nothing by accident.
        frame.focus();
        return;
      }
      // What comes into a region that is there already is heard.
      frame.ariaLive = "polite";
      setTimeout(() => host.append(content));
    },
    remove() {
      const isFocused = host.matches(":focus-within");
      if (isDialog) (frame as HTMLDialogElement).close();
      host.remove();
      if (isFocused) (from as HTMLElement | null)?.focus?.();
    },
  };
}
