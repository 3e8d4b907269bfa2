import { describe, expect, test } from "vitest";
import type { TagAttribute } from "../../shared/wire.ts";
import { known } from "./centre.ts";
import { becomes, call, context, openAroundEach, page, stub, until } from "./opened.ts";
import { cookie, hasDatabase, kept, state } from "./stub.ts";

openAroundEach("pm");

const projections = () => stub.signals().filter(({ now }) => now);
const epoch = async () => (await cookie(context, "sv_c"))!.split(".").at(-1);

/** The page has been recorded, and the edge has been told. */
async function settled(views = 1): Promise<void> {
  await becomes("views", views);
  await until(async () => (await kept(page, "profile"))?.sent);
}

describe("switching off", () => {
  test("an attribute drops what is kept of it, tells the edge that nothing is known, and keeps no more", async () => {
    await page.goto(stub.origin);
    await settled();
    const before = await epoch();
    expect(await known("switchOff", "attributes", "views")).toBe("done");
    // `interest`, `views`, `visits`.
    await until(() => projections().at(-1)!.now![1] === null);
    expect(projections().at(-1)).toMatchObject({ now: [0, null, 1], next: [0, null, 2] });
    expect(projections().at(-1)).not.toHaveProperty("off");
    // What the edge was told before is void, whichever answer comes last.
    expect(await epoch()).not.toBe(before);
    await page.goto(`${stub.origin}/?2`);
    await becomes("lastTitle", "Home");
    expect((await kept(page, "profile"))!.profile.attributes).not.toHaveProperty("views");
    expect((await known("read"))!.attributes).toContainEqual(
      expect.objectContaining({ id: "views", off: "itself" }),
    );
    expect(await known("switchOff", "attributes", "views", false)).toBe("done");
    await page.goto(`${stub.origin}/?3`);
    await becomes("views", 1);
  });

  test("what nothing reads is told to nobody", async () => {
    await page.goto(stub.origin);
    await settled();
    expect(await known("switchOff", "attributes", "lastTitle")).toBe("done");
    await until(() => projections().length === 2);
    expect(Object.keys(projections()[1]!)).toEqual(["plan", "now", "next", "path", "language"]);
    expect(projections()[1]).toMatchObject({ now: projections()[0]!.now, next: projections()[0]!.next });
    await page.goto(`${stub.origin}/?2`);
    await becomes("views", 2);
    expect(await state(page, "lastTitle")).toBeUndefined();
  });

  test("segments and blocks are told by name, sorted, with every projection, till they are on again", async () => {
    await page.goto(stub.origin);
    await settled();
    expect(await known("switchOff", "segments", "returning")).toBe("done");
    expect(await known("switchOff", "blocks", "hero")).toBe("done");
    await until(() => projections().at(-1)!.off?.length === 2);
    expect(projections().at(-1)!.off).toEqual(["b:hero", "s:returning"]);
    await page.goto(`${stub.origin}/?2`);
    await settled(2);
    expect(projections().at(-1)!.off).toEqual(["b:hero", "s:returning"]);
    expect((await known("read"))!.switchedOff).toEqual({
      attributes: [],
      segments: ["returning"],
      blocks: ["hero"],
    });
    await known("switchOff", "segments", "returning", false);
    await known("switchOff", "blocks", "hero", false);
    await until(() => !projections().at(-1)!.off);
    expect(await kept(page, "profile").then((record) => record!.profile)).not.toHaveProperty("off");
  });

  test("no more than the configuration allows", async () => {
    stub.config = { ...stub.config, switchable: 2 };
    await page.goto(stub.origin);
    await settled();
    expect(await known("switchOff", "blocks", "one")).toBe("done");
    expect(await known("switchOff", "attributes", "lastTitle")).toBe("done");
    expect(await known("switchOff", "blocks", "two")).toBe("done");
    expect(await known("switchOff", "blocks", "three")).toBe("full");
    expect(await known("switchOff", "blocks", "two")).toBe("done");
    expect(await known("switchAllOff")).toBe("done");
  });

  test("everything: nothing is kept or told but that", async () => {
    await page.goto(stub.origin);
    await settled();
    expect(await known("switchAllOff")).toBe("done");
    await until(() => projections().at(-1)!.off);
    expect(projections().at(-1)).toMatchObject({ now: [0, 0, 0], off: ["*"] });
    await page.goto(`${stub.origin}/?2`);
    await page.waitForTimeout(300);
    expect((await kept(page, "profile"))!.profile.attributes).toEqual({});
    expect((await known("read"))!.attributes.every(({ off }) => off === "all")).toBe(true);
    expect(await known("switchAllOff", false)).toBe("done");
    await page.goto(`${stub.origin}/?3`);
    await becomes("views", 1);
  });

  test("another tab that has something to tell can't tell what is off by then", async () => {
    await page.goto(stub.origin);
    await settled();
    const other = await context.newPage();
    await other.goto(`${stub.origin}/?other`);
    await becomes("views", 2);
    await until(() => projections().at(-1)!.now![1] === 2);
    // Its next news meet an edge that doesn't answer, and will be tried again.
    stub.answer = () => ({ status: 503, body: {} });
    await other.goto(`${stub.origin}/?third`);
    await becomes("views", 3);
    expect(await known("switchOff", "attributes", "views")).toBe("done");
    const from = projections().length;
    stub.answer = () => ({ status: 200, body: { decision: { segments: [], blocks: [], lost: [] } } });
    await other.evaluate(() => dispatchEvent(new Event("pagehide")));
    // Longer than the tag waits before it tries again.
    await page.waitForTimeout(5500);
    expect(
      projections()
        .slice(from)
        .map(({ now }) => now![1]),
    ).not.toContain(3);
    expect(projections().at(-1)!.now![1]).toBeNull();
  });
});

describe("pausing", () => {
  test("records nothing and tells nothing, in any tab, till it is ended", async () => {
    await page.goto(stub.origin);
    await settled();
    expect(await known("pause")).toBe("done");
    const from = stub.signals().length;
    await page.goto(`${stub.origin}/?2`);
    const other = await context.newPage();
    await other.goto(`${stub.origin}/?3`);
    await other.waitForTimeout(1500);
    await other.close();
    expect(await state(page, "views")).toBe(1);
    expect(stub.signals().slice(from)).toEqual([]);
    expect(stub.seen.some(({ method, path }) => method === "DELETE" && path === "/_selvedge/me")).toBe(true);
    expect((await known("read"))!.paused).toBe(true);
    expect(await known("pause", false)).toBe("done");
    await until(() =>
      stub
        .signals()
        .slice(from)
        .some(({ now }) => now),
    );
    await page.goto(`${stub.origin}/?4`);
    await becomes("views", 2);
  });

  test("ends with the visit", async () => {
    await page.goto(stub.origin);
    await settled();
    await known("pause");
    await backdate(31);
    await page.goto(`${stub.origin}/?2`);
    await becomes("views", 2);
    expect(await state(page, "visits")).toBe(2);
    expect((await known("read"))!.paused).toBe(false);
  });
});

/** Lets the last activity be so many minutes ago. */
async function backdate(minutes: number): Promise<void> {
  await page.goto(`${stub.origin}/_selvedge/config`);
  await page.evaluate(
    (minutes) =>
      new Promise<void>((resolve) => {
        indexedDB.open("selvedge").onsuccess = ({ target }) => {
          const database = (target as IDBOpenDBRequest).result;
          const objects = database.transaction("kept", "readwrite").objectStore("kept");
          objects.get("profile").onsuccess = ({ target }) => {
            const record = (target as IDBRequest).result;
            record.profile.visit.active -= minutes * 60_000;
            objects.put(record, "profile").onsuccess = () => {
              database.close();
              resolve();
            };
          };
        };
      }),
    minutes,
  );
}

describe("correcting", () => {
  test("a declared answer, or taking it back; nothing else", async () => {
    await page.goto(stub.origin);
    await settled();
    await call("declare", "interest", "sport");
    await becomes("interest", "sport");
    expect(await known("correct", "interest", "office")).toBe("done");
    await until(() => projections().at(-1)!.now![0] === 2);
    expect(await known("correct", "interest", "politics")).toBe("unknown");
    expect(await known("correct", "views", "3")).toBe("unknown");
    expect(await known("correct", "nothing", null)).toBe("unknown");
    expect(await known("correct", "interest", null)).toBe("done");
    await until(() => projections().at(-1)!.now![0] === 0);
    expect(await state(page, "interest")).toBeNull();
    expect(await known("correct", "interest", ["sport"])).toBe("unknown");
  });

  test("a list of choices: what is chosen now takes the place of what was", async () => {
    const matters: TagAttribute = {
      kind: "choices",
      event: "declare",
      of: "matters",
      values: ["price", "planet", "looks"],
      keep: 3,
      hash: "m",
      horizon: 0,
    };
    stub.config = { ...stub.config, attributes: { ...stub.config.attributes, matters } };
    await page.goto(stub.origin);
    await settled();
    await call("declare", "matters", ["planet", "price"]);
    await becomes("matters", ["price", "planet"]);
    const { value, answers } = (await known("read"))!.attributes.find(({ id }) => id === "matters")!;
    expect({ value, answers }).toEqual({ value: ["price", "planet"], answers: ["price", "planet", "looks"] });
    expect(await known("correct", "matters", ["looks", "planet"])).toBe("done");
    await becomes("matters", ["planet", "looks"]);
    expect(await known("correct", "matters", ["price", "votes"])).toBe("unknown");
    expect(await known("correct", "matters", "price")).toBe("unknown");
    expect(await known("correct", "matters", [])).toBe("done");
    await becomes("matters", []);
    expect((await known("read"))!.attributes.find(({ id }) => id === "matters")!.value).toBeNull();
  });
});

describe("invariant 1: without consent", () => {
  test("nothing is read, and nothing changed", async () => {
    await page.goto(stub.origin);
    await settled();
    await call("consent", []);
    await until(async () => !(await hasDatabase(page)));
    expect(await known("read")).toBeUndefined();
    expect(await known("switchOff", "blocks", "hero")).toBe("refused");
    expect(await known("pause")).toBe("refused");
    expect(await known("correct", "interest", "sport")).toBe("refused");
    expect(await hasDatabase(page)).toBe(false);
  });
});

describe("invariant 6: what was switched off", () => {
  test("is gone with a no, and a second yes brings nothing back", async () => {
    await page.goto(stub.origin);
    await settled();
    await known("switchOff", "blocks", "hero");
    await known("switchOff", "attributes", "views");
    await call("consent", []);
    await until(async () => !(await hasDatabase(page)));
    const from = stub.signals().length;
    await call("consent", ["personalization", "measurement"]);
    await until(() =>
      stub
        .signals()
        .slice(from)
        .some(({ now }) => now),
    );
    const fresh = stub
      .signals()
      .slice(from)
      .find(({ now }) => now);
    expect(fresh).not.toHaveProperty("off");
    expect(fresh!.now![1]).toBe(1);
  });

  test("is gone with erasing", async () => {
    await page.goto(stub.origin);
    await settled();
    await known("switchAllOff");
    await call("erase");
    await becomes("views", 1);
    expect(await kept(page, "profile").then((record) => record!.profile)).not.toHaveProperty("off");
  });
});
