import type { Purpose } from "../../shared/wire.ts";
import type { WidgetHost } from "./contract.ts";
import { button, element } from "./element.ts";
import { firstLayerStyle } from "./first-layer-style.ts";
import { directionOf, primaryOf } from "../../shared/widget-languages.ts";
import { dropReceipt } from "./kept-receipt.ts";
import { loadText } from "./language.ts";
import { ANSWERED, endQuestion } from "./question.ts";
import { say, statusOf } from "./status.ts";
import { adopt, release, sheetOf, surface } from "./surface.ts";

const sheet = sheetOf(firstLayerStyle);
let wanted = false;

/**
 * Asks the visitor: a region at the bottom of the page that takes no focus and blocks nothing. Called
 * twice it is there once. It waits until the browser is idle, and goes when the signal says so. It never
 * throws; if its texts can't be loaded it doesn't appear, and nothing is taken for an answer.
 */
export function show(host: WidgetHost, signal?: AbortSignal): void {
  if (signal?.aborted) return;
  signal?.addEventListener("abort", hideFirstLayer);
  wanted = true;
  render(host).catch(() => undefined);
}

/** Takes the question away without an answer, as when it was answered in the settings or another tab. */
export function hideFirstLayer(): void {
  wanted = false;
  endQuestion(surface());
}

async function render(host: WidgetHost): Promise<void> {
  await new Promise<unknown>((idle) => (window.requestIdleCallback ?? setTimeout)(idle));
  const text = await loadText(host, "text");
  const root = surface();
  if (!wanted || root.querySelector("section")) return;

  const answer = (label: string, purposes: readonly Purpose[]): HTMLButtonElement =>
    button("answer", label, () => {
      hideFirstLayer();
      host.choose(purposes, { layer: "question", language: primaryOf(text.lang) });
      say(root, text.lang, text.saved);
    });
  const body = element("p", {}, text.body);
  if (host.policyUrl) body.append(" ", element("a", { href: host.policyUrl, part: "policy" }, text.policy));
  const card = element(
    "section",
    {
      class: "card",
      part: "card",
      role: "region",
      "aria-labelledby": "title",
      lang: text.lang,
      dir: directionOf(text.lang),
    },
    element("div", { class: "text" }, element("h2", { id: "title", part: "title" }, text.title), body),
    element(
      "div",
      { class: "answers" },
      answer(text.accept, ["personalization", "measurement"]),
      answer(text.reject, []),
      button("choose", text.choose, () => host.settings()),
    ),
  );
  // What it was a receipt of doesn't count any more.
  dropReceipt();
  statusOf(root);
  adopt(root, sheet);
  root.prepend(card);
  attend(root, card);
}

/** Looks after the page's focus while the card is there, and gives it back at the end. */
function attend(root: ShadowRoot, card: HTMLElement): void {
  // What has the focus on the page must not lie below the card (WCAG 2.2, 2.4.11), nor the end of what is read, such
  // as the policy: as long as the card is there the page scrolls as if it were shorter by it, and a page that
  // scrolls anyway does so further by it. This moves nothing.
  const room = sheetOf("");
  adopt(document, room);
  let isLong: boolean | undefined;
  // Told once the browser has laid out the page anyway, and again when the card's text breaks otherwise.
  const sizes = new ResizeObserver(() => {
    const end = `-block-end:${card.offsetHeight + 32}px`;
    isLong ??= document.documentElement.scrollHeight > innerHeight;
    room?.replaceSync(`html{scroll-padding${end}${isLong ? `;margin${end}` : ""}}`);
  });
  sizes.observe(card);
  let before: EventTarget | null = null;
  card.addEventListener("focusin", (event) => (before ??= event.relatedTarget));
  card.addEventListener(ANSWERED, () => {
    const focused = card.contains(root.activeElement);
    card.remove();
    sizes.disconnect();
    release(document, room);
    if (focused && before instanceof HTMLElement) before.focus();
  });
}
