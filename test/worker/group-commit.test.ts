import { describe, expect, it } from "vitest";
import { GroupCommit } from "../../worker/group-commit.ts";

/** A storage that is busy until it is told that it isn't. */
function slowStorage() {
  const ends: { resolve: () => void; reject: (error: unknown) => void }[] = [];
  return {
    ends,
    sync: () => new Promise<void>((resolve, reject) => void ends.push({ resolve, reject })),
  };
}

function grouped(write: (entries: readonly string[]) => void = () => undefined) {
  const storage = slowStorage();
  const written: (readonly string[])[] = [];
  const commits = new GroupCommit<string>(storage, (entries) => {
    write(entries);
    written.push(entries);
  });
  return { storage, written, commits };
}

describe("entries that are written in groups", () => {
  it("are written at once while the storage is idle", () => {
    const { commits, written } = grouped();
    void commits.add("one");
    expect(written).toEqual([["one"]]);
  });

  it("are written together where they came while it was busy, in their order", async () => {
    const { commits, written, storage } = grouped();
    const all = ["one", "two", "three", "four"].map((entry) => commits.add(entry));
    expect(written).toEqual([["one"]]);
    storage.ends[0]!.resolve();
    await expect(Promise.all(all)).resolves.toEqual([true, true, true, true]);
    expect(written).toEqual([["one"], ["two", "three", "four"]]);
  });

  it("are told to be written only when they are", async () => {
    const { commits, storage } = grouped();
    void commits.add("one");
    let isWritten = false;
    const two = commits.add("two").then(() => (isWritten = true));
    await Promise.resolve();
    expect(isWritten).toBe(false);
    storage.ends[0]!.resolve();
    await two;
    expect(isWritten).toBe(true);
  });

  it("fail together, and those after them are written all the same", async () => {
    const { commits, written, storage } = grouped((entries) => {
      if (entries.includes("bad")) throw new RangeError("a bad entry");
    });
    void commits.add("one");
    const failing = Promise.allSettled([commits.add("bad"), commits.add("beside")]);
    storage.ends[0]!.resolve();
    expect((await failing).map(({ status }) => status)).toEqual(["rejected", "rejected"]);
    await expect(commits.add("after")).resolves.toBe(true);
    expect(written).toEqual([["one"], ["after"]]);
  });

  it("are written again after the storage has failed to say that it is idle", async () => {
    const { commits, written, storage } = grouped();
    void commits.add("one");
    const two = commits.add("two");
    storage.ends[0]!.reject(new Error("the disk is full"));
    await expect(two).resolves.toBe(true);
    expect(written).toEqual([["one"], ["two"]]);
  });
});
