import { evictDurableObject, reset, runInDurableObject } from "cloudflare:test";
import { env } from "cloudflare:workers";
import * as fc from "fast-check";
import { afterEach, describe, expect, test } from "vitest";
import { addCells, readCells } from "../../worker/cells.ts";
import type { Env } from "../../worker/env.ts";
import { shardsOfSite, totalsOfSite } from "../../worker/shards.ts";
import { type Merge, Unmerged } from "../../worker/unmerged.ts";

const DAY = 20_788;
const SITE = "shop";
const bindings = { ...(env as unknown as Env), COUNTER_SHARDS: "3" };
const shard = () => shardsOfSite(bindings, SITE)[0]!;
const readAll = async (of = bindings) => (await readCells(of, SITE, DAY, DAY, ""))[DAY] ?? {};

afterEach(() => reset());

describe("counts in several shards", () => {
  test("are read together, each once", async () => {
    const sent = Array.from({ length: 60 }, (_, index) => index.toString(16).padStart(32, "0"));
    const add = (message: string) =>
      addCells(bindings, { site: SITE, message, hour: DAY * 24, changes: [{ cells: [["view", 1]] }] });
    await Promise.all(sent.map(add));
    expect(await readAll()).toEqual({ view: 60 });
    // A retry comes to the same one; nothing is handed on twice.
    await Promise.all(sent.slice(0, 30).map(add));
    await Promise.all([readAll(), readAll(), readAll()]);
    expect(await readAll()).toEqual({ view: 60 });
    // All of them were asked.
    const { length } = await runInDurableObject(totalsOfSite(bindings, SITE), (_, { storage: { sql } }) => [
      ...sql.exec("SELECT * FROM shards"),
    ]);
    expect(length).toBe(3);
  });

  test("can be read by the beginnings of their names, and by days", async () => {
    for (const [index, name] of [
      "joined:d",
      "joined:d@loyal",
      "joined_x",
      "reached:d:order:1",
      "view",
    ].entries())
      await addCells(bindings, {
        site: SITE,
        message: `m${index}`,
        hour: (DAY + index) * 24,
        changes: [{ cells: [[name, index + 1]] }],
      });
    expect(await readCells(bindings, SITE, DAY, DAY + 9, "joined:")).toEqual({
      [DAY]: { "joined:d": 1 },
      [DAY + 1]: { "joined:d@loyal": 2 },
    });
    expect(await readCells(bindings, SITE, DAY + 4, DAY + 9, "")).toEqual({ [DAY + 4]: { view: 5 } });
  });

  test("of before there were totals are handed on once", async () => {
    await runInDurableObject(shard(), (_, { storage }) => {
      storage.sql.exec(
        "CREATE TABLE counts (day INTEGER, name TEXT, total INTEGER NOT NULL, PRIMARY KEY (day, name)) WITHOUT ROWID",
      );
      storage.sql.exec("INSERT INTO counts VALUES (?, 'view', 7), (?, 'goal:order:50', 2)", DAY, DAY);
    });
    await evictDurableObject(shard());
    const add = { site: SITE, message: "m", hour: DAY * 24, changes: [{ cells: [["view", 1]] as const }] };
    await shard().count(add);
    await evictDurableObject(shard());
    expect(await readAll()).toEqual({ view: 8, "goal:order:50": 2 });
    expect(await readAll()).toEqual({ view: 8, "goal:order:50": 2 });
  });
});

/** What can happen to a shard. The totals are asked, and … */
const STEPS = ["add", "never asked", "asked, not answered", "answered", "twice at once"] as const;

test("whatever breaks off between whichever steps, nothing is lost and nothing counts twice", async () => {
  const step = fc.record({
    what: fc.constantFrom(...STEPS),
    name: fc.constantFrom("a", "b", "c"),
    change: fc.constantFrom(1, 2, -1),
  });
  let run = 0;
  await fc.assert(
    fc.asyncProperty(fc.array(step, { maxLength: 14 }), async (steps) => {
      const site = `site${++run}`;
      const [one] = shardsOfSite({ ...bindings, COUNTER_SHARDS: "1" }, site);
      const id = one!.id.toString();
      const expected = new Map<string, number>();
      const answered: Merge = (number, cells) => totalsOfSite(bindings, site).merge(id, number, cells);
      const ways: Readonly<Record<string, Merge>> = {
        answered,
        "never asked": () => Promise.reject(new Error("no way to the totals")),
        "asked, not answered": async (...sent) => {
          await answered(...sent);
          throw new Error("no way back");
        },
      };
      for (const { what, name, change } of steps) {
        await runInDurableObject(one!, async (_, { storage }) => {
          // As it finds itself after a restart, whatever it was doing.
          const unmerged = new Unmerged(storage, 2);
          if (what === "add") {
            unmerged.belongTo(site);
            storage.transactionSync(() => unmerged.add(DAY, [[name, change]]));
            expected.set(name, (expected.get(name) ?? 0) + change);
          } else if (what === "twice at once")
            await Promise.all([unmerged.send(site, answered), unmerged.send(site, answered)]);
          else await unmerged.send(site, ways[what]!).catch(() => undefined);
        });
      }
      await runInDurableObject(one!, (_, { storage }) => new Unmerged(storage, 2).send(site, answered));
      const days = await totalsOfSite(bindings, site).read(DAY, DAY, [""]);
      expect(days[DAY] ?? {}).toEqual(Object.fromEntries(expected));
    }),
    { numRuns: 40 },
  );
});
