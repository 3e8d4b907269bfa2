import { element } from "../element.ts";
import type { View } from "./contract.ts";
import { disclosure, list, part, row, small } from "./pieces.ts";

/** A segment or a block, and why it is so. */
interface Item {
  readonly id: string;
  readonly name: string;
  /** The visitor is in it, or sees it. */
  readonly holds: boolean;
  /** In the language of the sentences. */
  readonly sentence: string;
  /** In the centre's own, instead of the sentence. */
  readonly said?: string | undefined;
}

/** The segments, each with its reason: first those that the visitor is in or has switched off, then the others. */
export function groupsPart(view: View): HTMLElement {
  const { text, me } = view;
  const items = Object.entries(me?.segments ?? {}).map(([id, { matches, ...rest }]) => ({
    id,
    holds: matches === true,
    ...rest,
  }));
  return layerPart(view, "segments", items, text.groups);
}

/** The blocks of this page, in the same way, and then those of other pages that are switched off. */
export function blocksPart(view: View): HTMLElement {
  const { blocks = [], lost = [] } = view.me?.page ?? {};
  const items = [
    ...blocks.map((each) => ({ ...each, holds: true })),
    ...lost.map((each) => ({ ...each, holds: false, said: view.text.lost[each.reason!] })),
  ];
  return layerPart(view, "blocks", items, view.text.blocks);
}

function layerPart(
  { text, me, known, consented, waiting, settled, change }: View,
  layer: "segments" | "blocks",
  items: readonly Item[],
  words: View["text"]["groups"],
): HTMLElement {
  const off = known?.switchedOff[layer] ?? [];
  const switchable = consented && known && !known.switchedOff.all;
  const rowOf = ({ id, name, sentence, said }: Item): HTMLElement => {
    const isOff = off.includes(id);
    return row(
      {
        key: `${layer} ${id}`,
        name,
        lang: me?.languages.names,
        on: !isOff,
        press: switchable ? (on) => change((part, host) => part.switchOff(host, layer, id, !on)) : undefined,
      },
      isOff || said ? small(isOff ? words.off : said!) : small(sentence, me?.languages.sentences),
    );
  };
  // Also by id alone: what isn't on this page, or isn't told by the edge, can be switched on again all the same.
  const elsewhere = off
    .filter((id) => !items.some((each) => each.id === id))
    .map((id) => ({ id, name: id, holds: false, sentence: "" }));
  for (const { id, holds } of items) if (holds || off.includes(id)) settled.add(`${layer} ${id}`);
  const isFirst = ({ id }: Item): boolean => settled.has(`${layer} ${id}`);
  const others = items.filter((each) => !isFirst(each));
  return part(
    words.title,
    // That they can be switched off is said where they can be.
    small(layer === "segments" || switchable ? words.why : ""),
    me ? list(items.filter(isFirst).map(rowOf), words.none) : small(waiting ? text.loading : text.offline),
    others.length > 0
      ? disclosure(`others ${layer}`, `${words.others} (${others.length})`, () => list(others.map(rowOf), ""))
      : "",
    elsewhere.length > 0 ? element("h4", {}, words.elsewhere) : "",
    list(elsewhere.map(rowOf), ""),
  );
}
