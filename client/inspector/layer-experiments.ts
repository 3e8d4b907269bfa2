import type { PreviewExperiment } from "../../shared/preview/data.ts";
import { element } from "../widget/element.ts";
import type { Host } from "./host.ts";
import { links, list, press, row } from "./pieces.ts";
import { readBy } from "./reads.ts";
import { text } from "./text.ts";

/** What chance compares on this page: which variant it shows, why, and a switch to each of the others. */
export function experimentsLayer(host: Host): readonly HTMLElement[] {
  const { experiments = [] } = host.data;
  const rows = experiments.map((experiment) => experimentRow(host, experiment));
  return list(text.layers.experiments.toLowerCase(), rows, text.noExperiments);
}

function experimentRow(host: Host, experiment: PreviewExperiment): HTMLElement {
  const { id, label, variants, shown, reason, why, blocks, reads } = experiment;
  const now = variants.find((variant) => variant.id === shown);
  const state = reason === "drawn" || reason === "forced" ? "yes" : "no";
  return row(
    id,
    state,
    [element("span", { class: "mark", "aria-hidden": "true" }), element("strong", {}, label)],
    element("p", { class: "state" }, now ? text.variant(now.label) : text.noVariant),
    element("p", { class: "why" }, reasonOf(experiment)),
    ...(why === "" ? [] : [element("p", { class: "small" }, text.audience(why))]),
    variantSwitch(host, experiment),
    ...links(
      host,
      text.changes,
      blocks.map(
        (block) => ["blocks", block, host.data.blocks.find((each) => each.id === block)!.label] as const,
      ),
    ),
    ...links(host, text.madeFrom, readBy(host, reads)),
  );
}

function reasonOf({ reason, detail }: PreviewExperiment): string {
  if (detail === undefined) return `${text.drawn[reason]}.`;
  const said = typeof detail === "number" ? text.takesPart(text.percent(detail)) : detail;
  return `${text.drawn[reason]}: ${said}.`;
}

/** As it was drawn, or a variant by hand; each with its share of those who take part. */
function variantSwitch(host: Host, { id, label, variants, forced }: PreviewExperiment): HTMLElement {
  const way = (value: string | null, name: string, ...more: readonly Node[]) => {
    const made = press("way", name, () => value !== forced && host.change({ variants: { [id]: value } }), {
      "aria-pressed": String(value === forced),
      "data-key": `variant:${id}:${value ?? ""}`,
    });
    made.append(...more);
    return made;
  };
  return element(
    "div",
    { class: "three ways", role: "group", "aria-label": text.variantsOf(label) },
    way(null, text.auto),
    ...variants.map((variant) =>
      way(variant.id, variant.label, element("span", { class: "small" }, text.percent(variant.share))),
    ),
  );
}
