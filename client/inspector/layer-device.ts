import type { PreviewAttribute } from "../../shared/preview/data.ts";
import { element } from "../widget/element.ts";
import type { Host } from "./host.ts";
import { links, list, row } from "./pieces.ts";
import { text } from "./text.ts";

/** What the visitor's own browser keeps, and from which events. */
export function attributesLayer(host: Host): readonly HTMLElement[] {
  const rows = host.data.attributes.map((attribute) => attributeRow(host, attribute));
  return list(text.layers.attributes.toLowerCase(), rows, text.noAttributes);
}

function attributeRow(host: Host, attribute: PreviewAttribute): HTMLElement {
  const { id, label, what, why, events, from, buckets, bucket } = attribute;
  const named = (other: string) => host.data.attributes.find((each) => each.id === other)?.label ?? other;
  return row(
    id,
    "",
    [element("strong", {}, label)],
    element("p", { class: "why" }, text.because(what)),
    ...(why === undefined ? [] : [element("p", { class: "small" }, `“${why}”`)]),
    ...links(host, text.madeFrom, [
      ...from.map((other) => ["attributes", other, named(other)] as const),
      ...events.map((event) => ["events", event, event] as const),
    ]),
    ...(buckets
      ? links(host, text.leavesAs, [
          ["projection", id, bucket === null ? text.unknownBucket : buckets[bucket]!],
        ])
      : [element("p", { class: "small" }, text.notSent)]),
  );
}

/** The events that attributes are made from. */
export function eventsLayer(host: Host): readonly HTMLElement[] {
  const { attributes } = host.data;
  const rows = eventsOf(attributes).map((event) =>
    row(
      event,
      "",
      [element("strong", {}, event)],
      ...links(
        host,
        text.feeds,
        attributes
          .filter(({ events }) => events.includes(event))
          .map(({ id, label }) => ["attributes", id, label] as const),
      ),
    ),
  );
  return list(text.layers.events.toLowerCase(), rows, text.noEvents);
}

/** Every event that something is made from, once. */
export function eventsOf(attributes: readonly PreviewAttribute[]): readonly string[] {
  return [...new Set(attributes.flatMap(({ events }) => events))].sort();
}
