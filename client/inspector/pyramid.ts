import { element } from "../widget/element.ts";
import type { Host, Layer } from "./host.ts";
import { eventsOf } from "./layer-device.ts";
import { text } from "./text.ts";

/** From the top down; two stand side by side, since segments read both. Experiments stand where a site has some. */
const LAYERS: readonly (readonly Layer[])[] = [
  ["blocks"],
  ["experiments"],
  ["segments"],
  ["projection", "context"],
  ["attributes"],
  ["events"],
];
/** How wide the top is, in percent of the base. */
const TOP = 56;

/** The pyramid as a list of tabs: what the page is made from, each layer reading only the one below. */
export interface Pyramid {
  readonly node: HTMLElement;
  readonly select: (layer: Layer) => void;
}

export function createPyramid(host: Host, chosen: (layer: Layer) => void): Pyramid {
  const tabs = new Map<Layer, HTMLElement>();
  const layers = LAYERS.filter(([layer]) => layer !== "experiments" || host.data.experiments);
  const order = layers.flat();
  for (const layer of order) {
    const tab = element(
      "button",
      {
        type: "button",
        role: "tab",
        id: `tab-${layer}`,
        class: "tab",
        "aria-controls": "layer",
        "aria-selected": "false",
        tabindex: "-1",
        "data-key": `tab:${layer}`,
      },
      element("span", {}, text.layers[layer]),
      element("span", { class: "count" }, countOf(host, layer)),
    );
    tab.addEventListener("click", () => chosen(layer));
    tabs.set(layer, tab);
  }
  const node = element(
    "div",
    { class: "pyramid", role: "tablist", "aria-label": text.pyramid, "aria-orientation": "vertical" },
    ...layers.map((side, index) => {
      const step = element(
        "div",
        { class: "step", role: "presentation" },
        ...side.map((layer) => tabs.get(layer)!),
      );
      const width = TOP + ((100 - TOP) * index) / (layers.length - 1);
      step.style.setProperty("--w", `${width}%`);
      return step;
    }),
  );
  node.addEventListener("keydown", ({ key, target }) => {
    const at = order.findIndex((layer) => tabs.get(layer) === target);
    const step = { ArrowDown: 1, ArrowRight: 1, ArrowUp: -1, ArrowLeft: -1 }[key];
    const to = key === "Home" ? 0 : key === "End" ? order.length - 1 : step && at + step;
    const next = to === undefined ? undefined : order[(to + order.length) % order.length];
    if (at < 0 || next === undefined) return;
    chosen(next);
    tabs.get(next)!.focus();
  });
  return {
    node,
    select(layer) {
      for (const [each, tab] of tabs) {
        tab.setAttribute("aria-selected", String(each === layer));
        tab.setAttribute("tabindex", each === layer ? "0" : "-1");
      }
    },
  };
}

function countOf({ data }: Host, layer: Layer): string {
  const { blocks, segments, attributes, context, experiments = [] } = data;
  switch (layer) {
    case "blocks":
      return text.ofAll(blocks.filter(({ shown }) => shown).length, blocks.length);
    case "experiments":
      return String(experiments.length);
    case "segments":
      return text.ofAll(segments.filter(({ holds }) => holds).length, segments.length);
    case "projection":
      return String(attributes.filter(({ buckets }) => buckets !== undefined).length);
    case "context":
      return String(context.length + 1);
    case "attributes":
      return String(attributes.length);
    case "events":
      return String(eventsOf(attributes).length);
  }
}
