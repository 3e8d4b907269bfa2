import type { SimulatorQuestion } from "../../../shared/report/site-contract.ts";
import { h } from "../element.ts";
import { card } from "../pieces.ts";

/** Widths that a page may be looked at in, in CSS pixels. */
const WIDTHS = { Desk: 1280, Tablet: 820, Phone: 390 } as const;
type Width = keyof typeof WIDTHS;

/** As it was chosen last, for whoever is simulated next; at first one that can be read here. */
let chosen: Width = matchMedia("(max-width: 40em)").matches ? "Phone" : "Desk";

/** The page of a made-up visitor, in a frame in which nothing runs. */
export function frameCard(question: SimulatorQuestion): HTMLElement {
  const query = new URLSearchParams({ q: JSON.stringify(question) });
  const waiting = h("p", { class: "waiting", role: "status" }, "Fetching the page…");
  const frame = h("iframe", {
    title: "The page as they see it",
    sandbox: "",
    src: `/api/simulate/page?${query.toString()}`,
    onload: () => waiting.remove(),
  });
  const box = h("div", { class: "glass" }, frame, waiting);
  // A page that is wider than there is room for is drawn smaller, as in a picture.
  const fit = () => {
    const wide = WIDTHS[chosen];
    const scale = Math.min(1, box.clientWidth / wide);
    frame.style.width = `${wide}px`;
    frame.style.height = `${box.clientHeight / scale}px`;
    frame.style.transform = `scale(${scale})`;
    // Beside a page that is narrower, there is as much room on both sides.
    frame.style.left = `${Math.max(0, (box.clientWidth - wide) / 2)}px`;
  };
  new ResizeObserver(fit).observe(box);
  const buttons = (Object.keys(WIDTHS) as Width[]).map((width) =>
    h(
      "button",
      {
        type: "button",
        "aria-pressed": String(width === chosen),
        onclick: (event: Event) => {
          chosen = width;
          for (const each of buttons) each.setAttribute("aria-pressed", String(each === event.currentTarget));
          fit();
        },
      },
      width,
    ),
  );
  return card(
    "The page",
    h(
      "p",
      { class: "about" },
      "As your server sends it now, with their blocks, which are outlined. Scripts don’t run in it: what they draw, messages and questions among it, is to be seen in the preview.",
    ),
    h("div", { class: "segmented", role: "group", "aria-label": "Width" }, buttons),
    box,
  );
}
