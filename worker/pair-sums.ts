import {
  PAIR_DAYS,
  PAIR_PARTS,
  PAIRS_PER_SHARD,
  TRENDING_DAYS,
  TRENDING_ITEMS,
} from "../shared/recommend/limits.ts";
import type { PairKind } from "../shared/recommend/contract.ts";
import { type ItemTotal, type PairTotal, trimmedTotal, weightOf } from "../shared/recommend/pair-totals.ts";

/** The totals of all pairs that reach the support on a day; the largest, if there are too many. */
export function pairTotals(sql: SqlStorage, day: number, support: number): PairTotal[] {
  const rows = sql.exec<{ kind: string; a: string; b: string; part: number; day: number; total: number }>(
    "SELECT kind, a, b, part, day, total FROM pairs WHERE day > ? AND day <= ? ORDER BY kind, a, b",
    day - PAIR_DAYS,
    day,
  );
  const totals: PairTotal[] = [];
  const same = (one: PairTotal, { kind, a, b }: PairTotal) => one.kind === kind && one.a === a && one.b === b;
  let open: { readonly pair: PairTotal; readonly parts: number[] } | undefined;
  const close = () => {
    const total = open ? trimmedTotal(open.parts) : 0;
    if (open && total >= support) totals.push({ ...open.pair, total });
  };
  for (const row of rows) {
    const pair = { kind: row.kind as PairKind, a: row.a, b: row.b, total: 0 };
    if (!open || !same(open.pair, pair)) {
      close();
      open = { pair, parts: emptyParts() };
    }
    open.parts[row.part]! += row.total * weightOf(row.day, day);
  }
  close();
  return totals.length <= PAIRS_PER_SHARD
    ? totals
    : totals.sort((one, other) => other.total - one.total).slice(0, PAIRS_PER_SHARD);
}

/** The largest totals of items of late, as far as they reach the support. */
export function itemTotals(sql: SqlStorage, day: number, support: number): ItemTotal[] {
  const rows = sql.exec<{ id: string; part: number; total: number }>(
    "SELECT id, part, sum(total) AS total FROM items WHERE day > ? AND day <= ? GROUP BY id, part",
    day - TRENDING_DAYS,
    day,
  );
  const parts = new Map<string, number[]>();
  for (const { id, part, total } of rows) {
    const known = parts.get(id) ?? emptyParts();
    known[part]! += total;
    parts.set(id, known);
  }
  return [...parts]
    .map(([id, all]) => ({ id, total: trimmedTotal(all) }))
    .filter(({ total }) => total >= support)
    .sort((one, other) => other.total - one.total || (one.id < other.id ? -1 : 1))
    .slice(0, TRENDING_ITEMS);
}

function emptyParts(): number[] {
  return Array.from({ length: PAIR_PARTS }, () => 0);
}
