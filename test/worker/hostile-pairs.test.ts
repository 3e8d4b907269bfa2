import { reset } from "cloudflare:test";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { type Neighbours, PAIR_KINDS, type PairCount } from "../../shared/recommend/contract.ts";
import { unpackNeighbours } from "../../shared/recommend/packed.ts";
import { pairOf } from "../../shared/recommend/pairs.ts";
import type { TagConfig } from "../../shared/wire.ts";
import { NEIGHBOURS_KEY } from "../../worker/publishing.ts";
import { choice, Edge, SITE } from "./support.ts";

const OWNER_TOKEN = "only for the owner of the tests";
const HONEST = 1600;
/** One in a hundred of all messages, for each of those who push something. */
const HOSTILE = 16;
const NETWORKS = ["203.0.113", "198.51.100", "192.0.2", "100.64.9"];
/** What the hostile ones have, and what is against it. */
const SCENES = [
  {
    name: "a few networks, with as many addresses as they like",
    address: (index: number) => `${NETWORKS[index % NETWORKS.length]}.${draw(256)}`,
    site: SITE,
    found: PAIR_KINDS,
  },
  {
    name: "a network of its own for each message, where the owner has set the threshold above what they can tell",
    address: (index: number) => `172.${16 + index}.${draw(256)}.${draw(256)}`,
    site: { ...SITE, catalog: { feed: "catalog.csv", support: HOSTILE + 1 } },
    // The price: of what is bought, too few tell.
    found: ["viewed"],
  },
] as const;
const CATEGORIES = ["rain", "running", "camp"];

let seed = 1;
const draw = (below: number) => {
  seed = (Math.imul(seed, 1_103_515_245) + 12_345) & 0x7fffffff;
  return Math.floor((seed / 0x80000000) * below);
};

let edge: Edge;
let config: TagConfig;
let sent = 0;
let before: Neighbours;
let after: Neighbours;

/** A message as a device sends it. */
async function tell(pairs: readonly (PairCount | undefined)[], address: string): Promise<void> {
  const counts = [...new Map(pairs.flatMap((pair) => (pair ? [[String(pair), pair]] : []))).values()];
  const message = (++sent).toString(16).padStart(32, "0");
  const body = { plan: config.plan, path: "/", language: "en", counts, message, token: config.token };
  const headers = { "cf-connecting-ip": address };
  const answer = await edge.post("/_selvedge/signals", body, { cookies: { sv_c: choice() }, headers });
  expect(await answer.json()).toMatchObject({ counted: true });
}

/** Has everything published, by the owner's own route. */
async function published(): Promise<Neighbours> {
  const headers = { authorization: `Bearer ${OWNER_TOKEN}` };
  const answer = await edge.ask("https://admin.example/neighbours", { method: "POST", headers });
  expect(answer.status).toBe(200);
  return unpackNeighbours((await edge.env.SITE.get(NEIGHBOURS_KEY))!)!;
}

/** Somebody with a taste: looks at items of one category, mostly at the popular ones, and buys two. */
function honest(visitor: number): Promise<void> {
  const category = CATEGORIES[draw(3)]!;
  const seen = Array.from({ length: 5 }, () => `${category}-${Math.min(draw(13), draw(13)) % 10}`);
  const [one, two, three] = seen as [string, string, string];
  const viewed = seen.slice(1).map((item) => pairOf("viewed", one, item));
  const bought = [pairOf("bought", two, three), pairOf("viewed-bought", one, two)];
  return tell([...viewed, ...bought], `10.${visitor >> 8}.${visitor & 255}.7`);
}

const itemsOf = (category: string) => Array.from({ length: 10 }, (_, index) => `${category}-${index}`);

/** Ways to push an item with messages that are as full as they may be. */
const ATTACKS: Readonly<Record<string, (index: number) => readonly (PairCount | undefined)[]>> = {
  /** A whole category. */
  "rain-9": () => itemsOf("running").map((item) => pairOf("viewed", item, "rain-9")),
  /** One item, with nothing else in the message. */
  "camp-9": () => PAIR_KINDS.map((kind) => pairOf(kind, "rain-0", "camp-9")),
  /** Whatever there is, with an item that nobody else knows. */
  "new-thing": (index) =>
    CATEGORIES.flatMap(itemsOf)
      .slice((index % 4) * 7, (index % 4) * 7 + 10)
      .map((item) => pairOf(PAIR_KINDS[index % 3]!, item, "new-thing")),
};

describe.each(SCENES)("$name", ({ address, site, found }) => {
  beforeAll(async () => {
    edge = new Edge({ site, env: { ADMIN_HOST: "admin.example", OWNER_TOKEN } });
    config = await edge.config();
    for (let visitor = 0; visitor < HONEST; visitor++) await honest(visitor);
    before = await published();
    for (const attack of Object.values(ATTACKS)) {
      for (let index = 0; index < HOSTILE; index++) await tell(attack(index), address(index));
    }
    after = await published();
    // Not a limit on speed: a busy machine may take its time.
  }, 300_000);
  afterAll(() => reset());

  test("what visitors look at and buy together is found: within its category", () => {
    for (const item of ["rain-0", "running-0", "camp-1"]) {
      const [category] = item.split("-");
      for (const kind of found) {
        const near = before.of[item]![kind]!.ids;
        expect(near.length).toBeGreaterThan(0);
        expect(near.every((other) => other.startsWith(`${category}-`))).toBe(true);
      }
    }
    expect(before.trending.length).toBeGreaterThan(20);
  });

  test.each(Object.keys(ATTACKS))(
    "one in a hundred of all messages pushes %s, and it gets into no top ten",
    (pushed) => {
      const topTens = (all: Neighbours) =>
        Object.entries(all.of).flatMap(([id, lists]) =>
          PAIR_KINDS.map((kind) => [`${id} ${kind}`, lists[kind]?.ids.slice(0, 10) ?? []] as const),
        );
      const where = (all: Neighbours) =>
        topTens(all).flatMap(([name, list]) => (list.includes(pushed) ? [name] : []));
      expect(where(after).filter((name) => !where(before).includes(name))).toEqual([]);
      expect(after.trending.slice(0, 10)).not.toContain(pushed);
    },
  );

  test("nor do they push anything out that was there", () => {
    for (const [id, lists] of Object.entries(before.of)) {
      for (const kind of PAIR_KINDS)
        expect(after.of[id]?.[kind]?.ids.slice().sort()).toEqual(lists[kind]?.ids.slice().sort());
    }
  });
});
