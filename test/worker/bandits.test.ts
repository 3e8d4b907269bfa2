import { reset, runDurableObjectAlarm, runInDurableObject } from "cloudflare:test";
import { env } from "cloudflare:workers";
import { afterEach, describe, expect, test, vi } from "vitest";
import type { BanditTask } from "../../shared/experiment/bandit.ts";
import { checkSite } from "../../shared/site/check.ts";
import { BANDIT_KEY, type BanditOrder, banditsOf, type BanditStates } from "../../worker/bandits.ts";
import { BanditWeights } from "../../worker/bandit-weights.ts";
import { addCells } from "../../worker/cells.ts";
import type { Env } from "../../worker/env.ts";
import { Edge, NOON } from "./support.ts";

const HOUR = 3_600_000;
const DAY = Math.floor(NOON / (24 * HOUR));
const bindings = env as unknown as Env;
const SITE = {
  version: 1,
  id: "shop",
  goals: { order: { event: "purchase" } },
  experiments: {
    notice: {
      hypothesis: "h",
      variants: { calm: {}, loud: { blocks: ["note"] } },
      primary: "order",
      bandit: {},
    },
  },
  blocks: { note: { target: "p", op: "text", text: "New" } },
};
const TASK: BanditTask = {
  experiment: "notice",
  variants: ["calm", "loud"],
  floor: 0.1,
  goal: "order",
  better: "more",
};
const ORDER: BanditOrder = { site: "shop", tasks: [TASK] };
const object = () => banditsOf(bindings, "shop");

/** What devices have counted, as it lies in storage. */
async function counted(totals: Readonly<Record<string, number>>, day = DAY): Promise<void> {
  const changes = [{ cells: Object.entries(totals) }];
  await addCells(bindings, { site: "shop", message: crypto.randomUUID(), hour: day * 24, changes });
}

const LOUD_WINS = {
  "joined:x.notice.1": 1000,
  "reached:x.notice.1:order:1": 50,
  "joined:x.notice.2": 1000,
  "reached:x.notice.2:order:1": 120,
};
const published = async () =>
  JSON.parse((await bindings.SITE.get(BANDIT_KEY)) ?? "null") as BanditStates | null;

afterEach(async () => {
  vi.useRealTimers();
  vi.restoreAllMocks();
  await reset();
});

describe("reckoning bandits", () => {
  test("an alarm publishes weights at each whole hour, as long as isolates ask for it", async () => {
    const today = Math.floor(Date.now() / (24 * HOUR));
    const hour = Math.floor(Date.now() / HOUR);
    await counted(LOUD_WINS, today - 1);
    await object().order(ORDER, hour);
    const alarm = () => runInDurableObject(object(), (_, { storage }) => storage.getAlarm());
    expect(await alarm()).toBe((hour + 1) * HOUR);
    expect(await runDurableObjectAlarm(object())).toBe(true);
    const { notice } = (await published())!;
    expect(notice).toMatchObject({ variants: ["calm", "loud"], day: today });
    expect(notice!.weights[1]).toBeCloseTo(0.9, 3);
    // 0.07 each for a thousand visitors, as for an even spread.
    expect(notice!.regret).toBeCloseTo(70, -1);
    expect((await alarm())! % HOUR).toBe(0);

    await object().order(ORDER, hour - 26);
    await runDurableObjectAlarm(object());
    expect(await alarm()).toBeNull();
  });

  test("invariant 7: keeps what the site file says, and an hour", async () => {
    await object().order(ORDER, 480_000);
    const kept = await runInDurableObject(object(), (_, { storage: { sql } }) => [
      ...sql.exec("SELECT * FROM orders"),
    ]);
    expect(kept).toEqual([{ only: 1, text: JSON.stringify(ORDER), hour: 480_000 }]);
  });

  test("too few visitors: no weights; nothing that can't be read takes away the last ones", async () => {
    await counted({ ...LOUD_WINS, "joined:x.notice.1": 99 });
    expect(await object().publish(ORDER, DAY)).toEqual({});
    expect(await published()).toEqual({});
    await bindings.SITE.put(BANDIT_KEY, "before");
    const error = vi.spyOn(console, "error").mockImplementation(() => {});
    await object().order(ORDER, Math.floor(Date.now() / HOUR));
    await runInDurableObject(object(), async (instance) => {
      Object.assign(instance, { env: { COUNTER: { idFromName: () => "", get: () => ({}) } } });
      await instance.alarm();
    });
    expect(await bindings.SITE.get(BANDIT_KEY)).toBe("before");
    expect(error).toHaveBeenCalledOnce();
    expect(await runInDurableObject(object(), (_, { storage }) => storage.getAlarm())).not.toBeNull();
  });

  test("an experiment that hasn't begun has none", async () => {
    await counted(LOUD_WINS);
    expect(await object().publish({ site: "shop", tasks: [{ ...TASK, from: DAY + 1 }] }, DAY)).toEqual({});
  });
});

describe("weights in isolates", () => {
  const checked = checkSite(SITE);
  if (!checked.ok) throw new Error(JSON.stringify(checked.issues));
  const site = checked.value;
  const state = (weights: readonly number[]) => ({
    weights,
    variants: ["calm", "loud"],
    regret: 0,
    evenly: 0,
    day: DAY,
  });
  const put = (value: unknown) => bindings.SITE.put(BANDIT_KEY, JSON.stringify(value));

  async function weights(of: BanditWeights, now: number, experiment = "notice", at = site) {
    const works: Promise<unknown>[] = [];
    const source = {
      kv: bindings.SITE,
      now,
      waitUntil: (work: Promise<unknown>) => void works.push(work),
      note: () => {},
    };
    const known = of.weightsOf(source, bindings, at, experiment);
    await Promise.all(works);
    return { known, asked: works.length };
  }

  test("are never waited for, looked for once a minute, and ordered once an hour", async () => {
    const all = new BanditWeights();
    await put({ notice: state([0.3, 0.7]) });
    expect(await weights(all, NOON)).toEqual({ known: undefined, asked: 2 });
    expect(await weights(all, NOON + 59_000)).toEqual({ known: [0.3, 0.7], asked: 0 });
    await put({ notice: state([0.2, 0.8]) });
    expect(await weights(all, NOON + 60_000)).toEqual({ known: [0.3, 0.7], asked: 1 });
    expect(await weights(all, NOON + 60_001)).toEqual({ known: [0.2, 0.8], asked: 0 });
    expect((await weights(all, NOON + HOUR)).asked).toBe(2);
    expect(await runInDurableObject(object(), (_, { storage }) => storage.getAlarm())).not.toBeNull();
  });

  test("nothing is asked of a site without bandits, and none is known of another experiment", async () => {
    const { experiments: _, ...rest } = SITE;
    const without = checkSite(rest);
    if (!without.ok) throw new Error(JSON.stringify(without.issues));
    expect(await weights(new BanditWeights(), NOON, "notice", without.value)).toEqual({
      known: undefined,
      asked: 0,
    });
    expect((await weights(new BanditWeights(), NOON, "constructor")).known).toBeUndefined();
  });

  test.each([
    ["of other variants", { notice: { ...state([0.3, 0.7]), variants: ["calm", "quiet"] } }],
    ["of no use", { notice: { ...state([0.3, -1]) } }],
    ["of nothing", null],
  ])("weights %s are none", async (_, spoilt) => {
    vi.spyOn(console, "error").mockImplementation(() => {});
    const all = new BanditWeights();
    await put(spoilt);
    await weights(all, NOON);
    expect((await weights(all, NOON + 1)).known).toBeUndefined();
  });
});

test("the owner has bandits reckoned at once, on their hostname, with their token alone", async () => {
  await counted(LOUD_WINS);
  const edge = new Edge({ site: SITE, env: { ADMIN_HOST: "admin.example", OWNER_TOKEN: "the owner's" } });
  const ask = (token: string) =>
    edge.ask("https://admin.example/bandits", {
      method: "POST",
      headers: { authorization: `Bearer ${token}` },
    });
  expect((await ask("another")).status).toBe(401);
  expect(await published()).toBeNull();
  const answer = await ask("the owner's");
  expect(answer.status).toBe(200);
  expect(answer.headers.get("cache-control")).toBe("no-store");
  const { bandits } = await answer.json<{ readonly bandits: BanditStates }>();
  expect(bandits).toEqual(await published());
  expect(bandits["notice"]!.weights[1]).toBeGreaterThan(0.89);
});
