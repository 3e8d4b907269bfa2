import type { PreviewAttribute, PreviewFact } from "../../shared/preview/data.ts";
import type { PreviewConsent } from "../../shared/preview/preview.ts";
import { element } from "../widget/element.ts";
import type { Host } from "./host.ts";
import { choice, links, list, press, row } from "./pieces.ts";
import { text } from "./text.ts";

/** Which bucket each attribute is in; in the preview of a visitor each can be put into another one. */
export function projectionLayer(host: Host): readonly HTMLElement[] {
  const { attributes, who, consent } = host.data;
  const sent = attributes.filter(({ buckets }) => buckets !== undefined);
  const known = sent.some(({ bucket }) => bucket !== null);
  const rows = sent.map((attribute) => projectionRow(host, attribute));
  return [
    ...(who === "visitor" ? [consentField(host, consent)] : []),
    ...(known || sent.length === 0 ? [] : [element("p", { class: "note" }, text.nothingKnown[who])]),
    ...list(text.layers.attributes.toLowerCase(), rows, text.noAttributes),
  ];
}

function consentField(host: Host, consent: PreviewConsent): HTMLElement {
  const options = Object.entries(text.consents);
  return element(
    "div",
    { class: "field" },
    element("span", { class: "name", "aria-hidden": "true" }, text.consent),
    choice(text.consent, "consent", options, consent, (value) =>
      host.change({ consent: value as PreviewConsent }),
    ),
  );
}

function projectionRow(host: Host, attribute: PreviewAttribute): HTMLElement {
  const { id, label, buckets = [], bucket, changed } = attribute;
  const { who, consent, segments } = host.data;
  const users = segments.filter(({ reads }) => reads.attributes.includes(id));
  const editable = who === "visitor" && consent === "yes";
  const value = bucket === null ? text.unknownBucket : buckets[bucket]!;
  return row(
    id,
    changed ? "changed" : "",
    [element("strong", {}, label), ...undo(host, label, changed, { buckets: { [id]: null } })],
    editable
      ? choice(
          label,
          `bucket:${id}`,
          [
            ...(bucket === null ? [["", text.unknownBucket] as const] : []),
            ...buckets.map((words, index) => [String(index), words] as const),
          ],
          bucket === null ? "" : String(bucket),
          (chosen) => host.change({ buckets: { [id]: chosen === "" ? null : Number(chosen) } }),
        )
      : element("p", { class: "state" }, value),
    ...links(
      host,
      text.usedBy,
      users.map((segment) => ["segments", segment.id, segment.label] as const),
    ),
  );
}

/** Country, language, device, hour and whatever else the rules ask, and the day. */
export function contextLayer(host: Host): readonly HTMLElement[] {
  const { context, day, dayChanged } = host.data;
  const date = element("input", { type: "date", "aria-label": text.date, "data-key": "day", value: day });
  date.addEventListener("change", () => date.value !== "" && host.change({ day: date.value }));
  return [
    element(
      "ul",
      { class: "rows" },
      ...context.map((fact) => factRow(host, fact)),
      row(
        "day",
        dayChanged ? "changed fact" : "fact",
        [element("strong", {}, text.date), ...undo(host, text.date, dayChanged, { day: null })],
        date,
      ),
    ),
  ];
}

function factRow(host: Host, { name, type, value, options, used, changed }: PreviewFact): HTMLElement {
  const label = text.facts[name] ?? name;
  const choices = name === "country" ? countries() : options;
  const key = `fact:${name}`;
  const now = value === null ? "" : String(value);
  const set = (chosen: string) =>
    host.change({ context: { [name]: type === "number" && chosen !== "" ? Number(chosen) : chosen } });
  const known = choices?.some(([each]) => each === now) ?? false;
  const field = choices
    ? choice(
        label,
        key,
        [["", text.unknownFact], ...(known || now === "" ? [] : [[now, now] as const]), ...choices],
        now,
        set,
      )
    : input(label, key, type, now, set);
  return row(
    name,
    changed ? "changed fact" : "fact",
    [element("strong", {}, label), ...undo(host, label, changed, { context: { [name]: null } })],
    field,
    ...(used ? [] : [element("p", { class: "small" }, text.needsConsent)]),
  );
}

/** What stands among the names of regions and is no country. */
const NO_COUNTRIES = ["EU", "EZ", "UN", "QO", "XA", "XB", "ZZ"];

/** Every country that the browser has a name for, by name. */
function countries(): readonly (readonly [code: string, name: string])[] {
  const letters = [..."ABCDEFGHIJKLMNOPQRSTUVWXYZ"];
  const names = new Intl.DisplayNames("en", { type: "region", fallback: "none" });
  return letters
    .flatMap((one) => letters.map((other) => one + other))
    .filter((code) => !NO_COUNTRIES.includes(code))
    .flatMap((code): (readonly [string, string])[] => {
      const name = names.of(code);
      return name === undefined ? [] : [[code, name]];
    })
    .sort(([, one], [, other]) => one.localeCompare(other));
}

/** Sends what was typed when Enter is pressed or the field is left, and only if it is something else. */
function input(
  label: string,
  key: string,
  type: "string" | "number",
  value: string,
  set: (value: string) => void,
): HTMLInputElement {
  const made = element("input", {
    type: type === "number" ? "number" : "text",
    "aria-label": label,
    "data-key": key,
    placeholder: text.unknownFact,
    autocomplete: "off",
    value,
  });
  made.addEventListener("change", () => made.value !== value && set(made.value.trim()));
  return made;
}

function undo(host: Host, label: string, changed: boolean, change: Parameters<Host["change"]>[0]): Node[] {
  if (!changed) return [];
  const button = press("undo", "↺", () => host.change(change), { "aria-label": text.undo(label) });
  return [element("span", { class: "badge" }, text.changed), button];
}
