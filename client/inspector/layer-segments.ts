import type { PreviewSegment } from "../../shared/preview/data.ts";
import { element } from "../widget/element.ts";
import type { Host } from "./host.ts";
import { links, list, row, threeWay } from "./pieces.ts";
import { readBy } from "./reads.ts";
import { text } from "./text.ts";

/** Every segment: whether it holds, why, and a switch for it. Those that hold come first. */
export function segmentsLayer(host: Host): readonly HTMLElement[] {
  const { segments } = host.data;
  const sorted = [...segments.filter(({ holds }) => holds), ...segments.filter(({ holds }) => !holds)];
  return list(
    text.layers.segments.toLowerCase(),
    sorted.map((segment) => segmentRow(host, segment)),
    text.noSegments,
  );
}

function segmentRow(host: Host, { id, label, holds, forced, why, reads }: PreviewSegment): HTMLElement {
  const { data } = host;
  const state = holds ? "yes" : holds === null ? "open" : "no";
  const switched = forced === null ? "" : forced ? text.switchedOn : text.switchedOff;
  const found = holds ? text.holds : holds === null ? text.unknown : text.fails;
  const users = data.blocks.filter((block) => block.reads.segments.includes(id));
  return row(
    id,
    state,
    [
      element("span", { class: "mark", "aria-hidden": "true" }),
      element("strong", {}, label),
      threeWay(`segment:${id}`, label, forced, (now) => host.change({ segments: { [id]: now } })),
    ],
    element("p", { class: "state" }, switched || found),
    ...(why === "" ? [] : [element("p", { class: "why" }, text.because(why))]),
    ...links(host, text.madeFrom, readBy(host, reads)),
    ...links(
      host,
      text.usedBy,
      users.map((block) => ["blocks", block.id, block.label] as const),
    ),
  );
}
