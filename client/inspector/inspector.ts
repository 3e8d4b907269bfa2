import type { PreviewData } from "../../shared/preview/data.ts";
import type { PageDecision } from "../../shared/wire.ts";
import { element } from "../widget/element.ts";
import { adopt, sheetOf } from "../widget/surface.ts";
import { type Host, reload, tellEdge } from "./host.ts";
import { FORMS } from "../questions/steps.ts";
import { createOutlines } from "./outlines.ts";
import { readPreviewData } from "./page-data.ts";
import type * as previewMessages from "./preview-messages.ts";
import { createPanel } from "./panel.ts";
import { press } from "./pieces.ts";
import { forgetRemembered, remember, remembered } from "./remembered.ts";
import { style } from "./style.ts";
import { text } from "./text.ts";

const NAME = "selvedge-inspector";

/**
 * Shows the inspector of a previewed page: a panel above the page that moves nothing of it. Its element stands
 * before `<body>`, out of reach of whatever swaps the body.
 */
function start(): void {
  if (document.querySelector(NAME)) return;
  const data = readPreviewData();
  const outer = document.createElement(NAME);
  const root = outer.attachShadow({ mode: "open" });
  adopt(root, sheetOf(style));
  document.documentElement.insertBefore(outer, document.body);

  const before = remembered();
  const status = element("p", { class: "status", role: "status" });
  const makeRoom = () => {
    // Most messages come where the panel and the pill stand.
    outer.toggleAttribute("data-left", true);
    remember({ left: true });
    open(false);
  };
  const host = hostOf(data, root, status, (layer, id) => panel.go(layer, id), makeRoom);
  const outlines = createOutlines(root, data);
  const pill = press("pill", "", () => open(true), {
    "aria-label": `${text.open}: ${data.name}`,
    title: text.shortcut,
  });
  pill.append(
    element("span", { class: "thread", "aria-hidden": "true" }),
    text.preview,
    element("b", {}, data.name),
  );
  const hint = element("div", { class: "hint", role: "status" });
  const panel = createPanel(host, before, {
    minimise: () => open(false),
    pick(leave) {
      panel.node.hidden = leave !== undefined;
      hint.replaceChildren();
      if (!leave) return;
      const cancel = press("tool", text.copying.cancel, leave);
      hint.append(element("p", {}, text.copying.hint), cancel);
      cancel.focus();
    },
    swapSides: () => outer.toggleAttribute("data-left", side()),
    outlines,
    status,
  });
  const side = () => {
    const left = !outer.hasAttribute("data-left");
    remember({ left });
    return left;
  };
  const show = (shown: boolean) => {
    panel.node.hidden = !shown;
    pill.hidden = shown;
  };
  const open = (shown: boolean) => {
    show(shown);
    remember({ open: shown });
    (shown ? panel.title : pill).focus({ preventScroll: true });
  };
  outer.toggleAttribute("data-left", before.left);
  show(before.open);
  root.append(panel.node, pill, hint);
  addEventListener("keydown", (event) => {
    if (event.altKey && event.shiftKey && event.code === "KeyP") {
      event.preventDefault();
      open(panel.node.hidden === true);
    }
  });
  panel.node.addEventListener("keydown", (event) => {
    if (event.key === "Escape") open(false);
  });
  comeBack(root, before.focused, before.scrolled);
  // In the preview of oneself the tag goes on, and what happens on the page may change what the next one is.
  document.addEventListener("selvedge:decision", ({ detail }: CustomEventInit<PageDecision>) => {
    const holding = data.segments.filter(({ holds }) => holds).map(({ id }) => id);
    if (detail && String(detail.segments) !== String(holding)) host.say(text.moved);
  });
  // Where the tag doesn't run nothing else would show them.
  if (data.who === "visitor" && document.querySelector(FORMS))
    told(data.path).then(
      (messages) => messages.practise(),
      () => {},
    );
  setTimeout(() => host.say(text.over), Math.max(0, data.until * 1000 - Date.now()));
}

/** What shows messages and questions, loaded where there are some. */
function told(path: string): Promise<typeof previewMessages> {
  return import(`${path}/preview-messages.js`) as Promise<typeof previewMessages>;
}

function hostOf(
  data: PreviewData,
  root: ShadowRoot,
  status: HTMLElement,
  go: Host["go"],
  makeRoom: () => void,
): Host {
  const say = (message: string) => {
    status.textContent = message;
  };
  const busy = (now: boolean) => root.querySelector(".panel")?.setAttribute("aria-busy", String(now));
  const tell = async (what: string, body: object, then: () => void) => {
    busy(true);
    const failure = await tellEdge(`${data.path}/preview/${what}`, body);
    if (failure === undefined) return then();
    busy(false);
    say(failure);
  };
  return {
    data,
    root,
    say,
    go,
    tell(block) {
      told(data.path).then(
        ({ showMessage }) => {
          if (showMessage(block, data.who === "visitor")) makeRoom();
          else say(text.notTold);
        },
        () => say(text.failed(text.offline)),
      );
    },
    change: (change) => void tell("change", change, () => reload(root)),
    end() {
      void tell("end", {}, () => {
        forgetRemembered();
        location.reload();
      });
    },
  };
}

/** After a switch the page is another one, but whoever has switched is still where they were. */
function comeBack(root: ShadowRoot, focused: string | undefined, scrolled: number | undefined): void {
  if (focused === undefined && scrolled === undefined) return;
  remember({ focused: undefined, scrolled: undefined });
  root.querySelector(".scroll")!.scrollTop = scrolled ?? 0;
  if (focused !== undefined)
    root.querySelector<HTMLElement>(`[data-key="${CSS.escape(focused)}"]`)?.focus({ preventScroll: true });
}

function startSafely(): void {
  try {
    start();
  } catch {
    // Nothing of ours is ever thrown into the page.
  }
}

if (document.readyState === "loading") document.addEventListener("DOMContentLoaded", startSafely);
else startSafely();
