import { promisifyRequest } from "idb-keyval";
import * as v from "valibot";
import { DAY_MILLISECONDS, dayOf } from "../../shared/day.ts";
import { LESS_ITEMS, RECENT_ITEMS, RECENT_TEXT_CHARACTERS } from "../../shared/recommend/limits.ts";
import { isoDay } from "../../shared/receipt.ts";
import { aboutWords } from "../../shared/recommend/about.ts";
import { readRecent } from "../../shared/recommend/recent.ts";
import { RECENT } from "../recommend/record.ts";
import type { TransferIssue } from "./contract.ts";
import type { Opened } from "./record.ts";

// What is kept for recommendations, as a file of a profile says it: days as dates, all else as it is kept.

const text = v.pipe(
  v.string("expected a text"),
  v.maxLength(RECENT_TEXT_CHARACTERS, `expected at most ${RECENT_TEXT_CHARACTERS} characters`),
);
const day = v.pipe(
  v.string('expected a day such as "2026-11-22"'),
  v.check(
    (written) => /^\d{4}-\d\d-\d\d$/.test(written) && !Number.isNaN(Date.parse(written)),
    'expected a day such as "2026-11-22"',
  ),
  v.transform((written) => Date.parse(written) / DAY_MILLISECONDS),
);
const about = v.pipe(
  v.array(text, "expected a list of words"),
  v.transform((words) => aboutWords(words)),
);
const common = { id: v.pipe(text, v.nonEmpty("expected an id")), about, day, title: v.exactOptional(text) };
const schema = v.object(
  {
    items: v.pipe(
      v.array(
        v.object({
          ...common,
          strength: v.pipe(v.number("expected a number"), v.minValue(0), v.maxValue(1e6)),
          url: v.exactOptional(text),
          image: v.exactOptional(text),
          price: v.exactOptional(text),
          viewed: v.exactOptional(day),
          bought: v.exactOptional(day),
        }),
        "expected a list of items",
      ),
      v.maxLength(RECENT_ITEMS, `expected at most ${RECENT_ITEMS}`),
    ),
    less: v.pipe(
      v.array(v.object(common), "expected a list of items"),
      v.maxLength(LESS_ITEMS, `expected at most ${LESS_ITEMS}`),
    ),
    pairs: v.record(v.pipe(v.string(), v.regex(/^[0-9a-z]{1,7}$/)), day, "expected days"),
  },
  "expected what was looked at lately",
);

/** What a file says of it: `recent`; nothing where that isn't kept. */
export async function toldRecent({ store, allowed }: Opened): Promise<{ readonly recent?: object }> {
  if (!allowed("personalization")) return {};
  const record = await store("readonly", (objects) => promisifyRequest<unknown>(objects.get(RECENT)));
  const { items, less, pairs } = readRecent(record, dayOf(Date.now()));
  return {
    recent: {
      items: items.map(dated),
      less: less.map(dated),
      pairs: Object.fromEntries(Object.entries(pairs).map(([pair, told]) => [pair, isoDay(told)])),
    },
  };
}

/** With its days as dates. */
function dated(item: object): object {
  const isDay = (name: string) => ["day", "viewed", "bought"].includes(name);
  return Object.fromEntries(
    Object.entries(item).map(([name, value]) => [name, isDay(name) ? isoDay(value as number) : value]),
  );
}

/** Reads what a file says: everything that is wrong with it, or else what puts it in the place of what is kept. */
export function takeRecent(told: unknown): {
  readonly issues: readonly TransferIssue[];
  readonly keep: (opened: Opened) => Promise<unknown>;
} {
  const parsed = v.safeParse(schema, told);
  const issues = (parsed.issues ?? []).map((issue) => ({
    path: ["recent", v.getDotPath(issue)].filter(Boolean).join("."),
    message: issue.received === "undefined" ? "missing" : issue.message,
  }));
  const keep = async ({ store }: Opened) =>
    parsed.success &&
    store("readwrite", (objects) => {
      objects.put(readRecent({ version: 1, ...parsed.output }, dayOf(Date.now())), RECENT);
      return promisifyRequest(objects.transaction);
    });
  return { issues, keep };
}
