import { element } from "../widget/element.ts";
import { copyCard } from "./copy-card.ts";
import type { Host, Layer } from "./host.ts";
import { blocksLayer } from "./layer-blocks.ts";
import { attributesLayer, eventsLayer } from "./layer-device.ts";
import { experimentsLayer } from "./layer-experiments.ts";
import { segmentsLayer } from "./layer-segments.ts";
import { contextLayer, projectionLayer } from "./layer-visitor.ts";
import type { Outlines } from "./outlines.ts";
import { pickElement } from "./picker.ts";
import { press } from "./pieces.ts";
import { createPyramid } from "./pyramid.ts";
import { remember, type Remembered } from "./remembered.ts";
import { text } from "./text.ts";

const VIEWS: Readonly<Record<Layer, (host: Host) => readonly HTMLElement[]>> = {
  blocks: blocksLayer,
  experiments: experimentsLayer,
  segments: segmentsLayer,
  projection: projectionLayer,
  context: contextLayer,
  attributes: attributesLayer,
  events: eventsLayer,
};

/** The panel with everything in it. */
export interface Panel {
  readonly node: HTMLElement;
  readonly title: HTMLElement;
  /** Turns to a layer, and there to an item. */
  readonly go: (layer: Layer, id?: string) => void;
}

/** What the panel asks of what it stands in. */
export interface Around {
  readonly minimise: () => void;
  readonly swapSides: () => void;
  /** Leaves the whole page to picking, until it is called with undefined. */
  readonly pick: (leave: (() => void) | undefined) => void;
  readonly outlines: Outlines;
  readonly status: HTMLElement;
}

export function createPanel(host: Host, before: Remembered, around: Around): Panel {
  const { data } = host;
  const scroll = element("div", { class: "scroll", id: "layer", role: "tabpanel", tabindex: "0" });
  const pyramid = createPyramid(host, (layer) => go(layer));
  const title = element("h2", { tabindex: "-1" }, data.who === "me" ? text.you : data.name);

  const go = (layer: Layer, id?: string) => {
    remember({ layer });
    pyramid.select(layer);
    scroll.setAttribute("aria-labelledby", `tab-${layer}`);
    const about = text.about[layer];
    scroll.replaceChildren(
      element("p", { class: "about" }, typeof about === "string" ? about : about(data.bits)),
      ...VIEWS[layer](host),
    );
    scroll.scrollTop = 0;
    const item =
      id === undefined ? undefined : scroll.querySelector<HTMLElement>(`[data-id="${CSS.escape(id)}"]`);
    item?.scrollIntoView({ block: "nearest" });
    item?.focus({ preventScroll: true });
  };

  const picking = press("tool", text.pick, () => {
    const leave = pickElement(host.root.host, around.outlines, (picked) => {
      around.pick(undefined);
      if (!picked) return picking.focus();
      const card = copyCard(host, picked, () => go("blocks"));
      scroll.replaceChildren(card);
      scroll.scrollTop = 0;
      card.querySelector("h3")!.focus();
    });
    around.pick(leave);
  });

  let drawn = before.outlines;
  const outlining = press("tool", text.outlines, () => {
    drawn = !drawn;
    remember({ outlines: drawn });
    outlining.setAttribute("aria-pressed", String(drawn));
    around.outlines.show(drawn);
  });
  outlining.setAttribute("aria-pressed", String(drawn));
  around.outlines.show(drawn);

  const ends = new Date(data.until * 1000).toLocaleTimeString("en", { timeStyle: "short" });
  const node = element(
    "section",
    { class: "panel", "aria-label": text.region, lang: "en", dir: "ltr" },
    element(
      "header",
      {},
      element(
        "div",
        { class: "who" },
        element("p", { class: "eyebrow" }, text.preview),
        title,
        element("p", { class: "small" }, `${text.promise(data.who)} ${text.ends(ends)}`),
      ),
      press("icon side", "⇄", around.swapSides, { "aria-label": text.side, title: text.side }),
      press("icon", "–", around.minimise, {
        "aria-label": text.minimise,
        title: `${text.minimise} (${text.shortcut})`,
        "data-key": "minimise",
      }),
    ),
    pyramid.node,
    scroll,
    around.status,
    element(
      "footer",
      {},
      picking,
      outlining,
      ...(data.changes > 0
        ? [
            press("tool", text.reset(data.changes), () => host.change({ reset: true }), {
              "data-key": "reset",
            }),
          ]
        : []),
      press("primary end", text.end, host.end),
    ),
  );
  go(before.layer);
  return { node, title, go };
}
