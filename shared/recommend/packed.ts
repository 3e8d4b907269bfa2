import { NEIGHBOURS_PER_ITEM, TRENDING_ITEMS } from "./limits.ts";
import { type NearItems, type Neighbours, PAIR_KINDS, type PairKind } from "./contract.ts";
import { areLetters } from "./nearness-letters.ts";
import { isItemId } from "./pairs.ts";

/** Neighbours as they are kept: each id once, elsewhere its place in the list. */
interface Packed {
  /** Version 1 told the order alone. It is read until the counts are put together again, within the hour. */
  readonly version: 1 | 2;
  readonly day: number;
  readonly ids: readonly string[];
  /** Each kind's items: the item's place, then those of its neighbours. */
  readonly of: Readonly<Record<PairKind, readonly (readonly number[])[]>>;
  /** Beside each of these lists how near its neighbours are; "" where nobody has said. Absent in version 1. */
  readonly nearness?: Readonly<Record<PairKind, readonly string[]>>;
  readonly trending: readonly number[];
}

/** As text, much shorter than plain JSON. */
export function packNeighbours({ day, of, trending }: Neighbours): string {
  const places = new Map<string, number>();
  const place = (id: string) => {
    const known = places.get(id);
    if (known !== undefined) return known;
    places.set(id, places.size);
    return places.size - 1;
  };
  const kinds = PAIR_KINDS.map((kind) => {
    const lists = Object.entries(of).flatMap(([id, entry]) => {
      const near = entry[kind];
      return near ? [{ list: [id, ...near.ids].map(place), letters: near.nearness ?? "" }] : [];
    });
    return [kind, lists] as const;
  });
  const each = (part: "list" | "letters") =>
    Object.fromEntries(kinds.map(([kind, lists]) => [kind, lists.map((all) => all[part])]));
  const packed = {
    version: 2,
    day,
    of: each("list"),
    nearness: each("letters"),
    trending: trending.map(place),
    ids: [...places.keys()],
  };
  return JSON.stringify(packed);
}

/** What `packNeighbours` made into text, of this version or the one before; undefined where it is anything else. */
export function unpackNeighbours(text: string): Neighbours | undefined {
  const packed = parse(text);
  if (!packed || (packed.version !== 1 && packed.version !== 2)) return undefined;
  const { day, ids, trending } = packed;
  if (!Number.isSafeInteger(day)) return undefined;
  if (!Array.isArray(ids) || !ids.every((id) => typeof id === "string" && isItemId(id))) return undefined;
  const named = (places: unknown, most: number): string[] | undefined => {
    if (!Array.isArray(places) || places.length > most) return undefined;
    const names = places.map((place) => ids[place as number]);
    return names.every((name) => typeof name === "string") ? names : undefined;
  };
  const of = new Map<string, { -readonly [kind in PairKind]?: NearItems }>();
  for (const kind of PAIR_KINDS) {
    const lists: unknown = packed.of?.[kind];
    const letters: unknown = packed.version === 1 ? [] : packed.nearness?.[kind];
    if (!Array.isArray(lists) || !Array.isArray(letters)) return undefined;
    for (const [at, list] of lists.entries()) {
      const [id, ...others] = named(list, NEIGHBOURS_PER_ITEM + 1) ?? [];
      if (id === undefined) return undefined;
      const near = nearItems(others, packed.version === 1 ? "" : letters[at]);
      if (!near) return undefined;
      const entry = of.get(id) ?? {};
      entry[kind] = near;
      of.set(id, entry);
    }
  }
  const most = named(trending, TRENDING_ITEMS);
  return most && { day: day!, of: Object.fromEntries(of), trending: most };
}

function nearItems(ids: readonly string[], nearness: unknown): NearItems | undefined {
  if (nearness === "") return { ids };
  return areLetters(nearness, ids.length) ? { ids, nearness } : undefined;
}

function parse(text: string): Partial<Packed> | undefined {
  try {
    const value: unknown = JSON.parse(text);
    return typeof value === "object" && value !== null ? value : undefined;
  } catch {
    return undefined;
  }
}
