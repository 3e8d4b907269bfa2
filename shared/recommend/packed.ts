import { NEIGHBOURS_PER_ITEM, TRENDING_ITEMS } from "./limits.ts";
import { type Neighbours, PAIR_KINDS, type PairKind } from "./contract.ts";
import { isItemId } from "./pairs.ts";

/** Neighbours as they are kept: each id once, elsewhere its place in the list. */
interface Packed {
  readonly version: 1;
  readonly day: number;
  readonly ids: readonly string[];
  /** Each kind's items: the item's place, then those of its neighbours. */
  readonly of: Readonly<Record<PairKind, readonly (readonly number[])[]>>;
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
      const neighbours = entry[kind];
      return neighbours ? [[id, ...neighbours].map(place)] : [];
    });
    return [kind, lists] as const;
  });
  const packed: Packed = {
    version: 1,
    day,
    of: Object.fromEntries(kinds) as unknown as Packed["of"],
    trending: trending.map(place),
    ids: [...places.keys()],
  };
  return JSON.stringify(packed);
}

/** What `packNeighbours` made into text; undefined where it is anything else. */
export function unpackNeighbours(text: string): Neighbours | undefined {
  const packed = parse(text);
  if (packed?.version !== 1 || !Number.isSafeInteger(packed.day)) return undefined;
  const { ids, trending } = packed;
  if (!Array.isArray(ids) || !ids.every((id) => typeof id === "string" && isItemId(id))) return undefined;
  const named = (places: unknown, most: number): string[] | undefined => {
    if (!Array.isArray(places) || places.length > most) return undefined;
    const names = places.map((place) => ids[place as number]);
    return names.every((name) => typeof name === "string") ? names : undefined;
  };
  const of = new Map<string, { -readonly [kind in PairKind]?: readonly string[] }>();
  for (const kind of PAIR_KINDS) {
    const lists: unknown = packed.of?.[kind];
    if (!Array.isArray(lists)) return undefined;
    for (const list of lists) {
      const [id, ...neighbours] = named(list, NEIGHBOURS_PER_ITEM + 1) ?? [];
      if (id === undefined) return undefined;
      const entry = of.get(id) ?? {};
      entry[kind] = neighbours;
      of.set(id, entry);
    }
  }
  const most = named(trending, TRENDING_ITEMS);
  return most && { day: packed.day!, of: Object.fromEntries(of), trending: most };
}

function parse(text: string): Partial<Packed> | undefined {
  try {
    const value: unknown = JSON.parse(text);
    return typeof value === "object" && value !== null ? value : undefined;
  } catch {
    return undefined;
  }
}
