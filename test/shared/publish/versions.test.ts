import { expect, test } from "vitest";
import { SITE_VERSIONS_KEPT } from "../../../shared/limits.ts";
import type { KeyStore, StoredValue } from "../../../shared/publish/key-store.ts";
import { publish, restore, textOf, versionsIn } from "../../../shared/publish/versions.ts";

/** The whole contract of a key-value store, in memory; the real one is run in selvedge.test.ts. */
function memory(...values: StoredValue[]): KeyStore & { readonly keys: Map<string, StoredValue> } {
  const keys = new Map(values.map((value) => [value.key, value]));
  return {
    keys,
    list: async (prefix) =>
      [...keys.values()]
        .filter(({ key }) => key.startsWith(prefix))
        .map(({ key, metadata }) => ({ name: key, metadata })),
    get: async (key) => keys.get(key)!.value,
    putAll: async (values) => values.forEach((value) => keys.set(value.key, value)),
    deleteAll: async (names) => names.forEach((name) => keys.delete(name)),
  };
}

const DAY = 86_400_000;
const FIRST = Date.UTC(2026, 10, 22, 5, 58, 10);

test("the first: what the Worker reads, and a version", async () => {
  const store = memory();
  const { version, before, isSame } = await publish(store, "{}", FIRST);
  expect({ before, isSame }).toEqual({ before: undefined, isSame: false });
  expect(version).toMatch(/^20261122T055810Z-\w+$/);
  expect(store.keys.get("site")!.value).toBe("{}");
  expect(await versionsIn(store)).toEqual([
    { id: version, published: "2026-11-22T05:58:10Z", isCurrent: true },
  ]);
});

test("the same again does nothing, also after going back", async () => {
  const store = memory();
  const one = await publish(store, "1", FIRST);
  expect(await publish(store, "1", FIRST + DAY)).toEqual({
    version: one.version,
    before: one.version,
    isSame: true,
  });
  await publish(store, "2", FIRST + DAY);
  await restore(store, one.version, await textOf(store, one.version));
  expect(await publish(store, "1", FIRST + 2 * DAY)).toMatchObject({ version: one.version, isSame: true });
});

test("going back serves what was served, and can be undone", async () => {
  const store = memory();
  const one = await publish(store, "1", FIRST);
  const two = await publish(store, "2", FIRST + DAY);
  expect(two.before).toBe(one.version);
  await restore(store, one.version, await textOf(store, one.version));
  expect(store.keys.get("site")!.value).toBe("1");
  expect((await versionsIn(store)).map(({ isCurrent }) => isCurrent)).toEqual([false, true]);
  await restore(store, two.version, await textOf(store, two.version));
  expect(store.keys.get("site")!.value).toBe("2");
});

test("what was put there by other means becomes a version", async () => {
  const store = memory({ key: "site", value: "by hand", metadata: {} });
  const { before } = await publish(store, "1", FIRST);
  expect(await textOf(store, before!)).toBe("by hand");
  expect((await versionsIn(store)).map(({ id }) => id)).toEqual([expect.any(String), before]);
});

test("other keys of the namespace are left alone", async () => {
  const others = ["site:good", "plan:abc"].map((key) => ({ key, value: "x", metadata: {} }));
  const store = memory(...others);
  await publish(store, "1", FIRST);
  expect(await versionsIn(store)).toHaveLength(1);
  expect(store.keys.get("site:good")!.value).toBe("x");
});

test("only so many versions stay, the one before always among them", async () => {
  const store = memory();
  const { version: oldest } = await publish(store, "0", FIRST);
  for (let day = 1; day < SITE_VERSIONS_KEPT; day++) await publish(store, String(day), FIRST + day * DAY);
  await restore(store, oldest, "0");
  await publish(store, "new", FIRST + 100 * DAY);
  await restore(store, oldest, "0");
  const { version, before } = await publish(store, "newer", FIRST + 101 * DAY);
  const versions = await versionsIn(store);
  expect(before).toBe(oldest);
  expect(versions).toHaveLength(SITE_VERSIONS_KEPT);
  expect(versions[0]!.id).toBe(version);
  expect(versions.at(-1)!.id).toBe(oldest);
});
