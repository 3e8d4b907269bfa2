import { describe, expect, test } from "vitest";
import { LESS_ITEMS, RECENT_DAYS, RECENT_ITEMS } from "../../../shared/recommend/limits.ts";
import { aboutIn, aboutWords } from "../../../shared/recommend/about.ts";
import { noteItem, noteLess, readRecent } from "../../../shared/recommend/recent.ts";

const TODAY = 20_000;
const EMPTY = readRecent(undefined, TODAY);

describe("recent items", () => {
  test("add up, weaker with time; what was known of an item stays", () => {
    const shell = { id: "shell", about: ["rain"], title: "Tarn Shell", url: "/shell" };
    const seen = noteItem(EMPTY, shell, "view", TODAY - 14);
    const again = noteItem(seen, shell, "view", TODAY);
    expect(again.items).toEqual([{ ...shell, day: TODAY, strength: 1.5, viewed: TODAY }]);
    const bought = noteItem(again, { id: "shell", about: [] }, "purchase", TODAY + 1);
    expect(bought.items).toMatchObject([{ ...shell, day: TODAY + 1, viewed: TODAY, bought: TODAY + 1 }]);
    expect(bought.items[0]!.strength).toBeGreaterThan(4);
  });

  test("are bounded: so many, and so many that aren't wanted; the latest stay", () => {
    let recent = EMPTY;
    for (let at = 0; at < 60; at++) {
      recent = noteItem(recent, { id: `i${at}`, about: [] }, "view", TODAY);
      recent = noteLess(recent, { id: `l${at}`, about: [] }, TODAY);
    }
    expect(recent.items).toHaveLength(RECENT_ITEMS);
    expect(recent.items.at(-1)!.id).toBe("i59");
    expect(recent.less).toHaveLength(LESS_ITEMS);
  });

  test("are forgotten by day, by the site's retention if that is shorter; none is of a day to come", () => {
    const recent = noteItem(
      noteLess(noteItem(EMPTY, { id: "old", about: [] }, "view", TODAY), { id: "less", about: [] }, TODAY),
      { id: "new", about: [] },
      "view",
      TODAY + 10,
    );
    expect(readRecent(recent, TODAY + 10)).toBe(recent);
    expect(readRecent(recent, TODAY + RECENT_DAYS).items.map(({ id }) => id)).toEqual(["new"]);
    expect(readRecent(recent, TODAY + RECENT_DAYS).less).toEqual([]);
    expect(readRecent(recent, TODAY + 10, 10).items.map(({ id }) => id)).toEqual(["new"]);
    expect(readRecent(recent, TODAY).items.map(({ id }) => id)).toEqual(["old"]);
  });

  test.each([undefined, null, 7, {}, { version: 2 }])("%j is none", (record) => {
    expect(readRecent(record, TODAY)).toEqual({ version: 1, items: [], less: [], pairs: {} });
  });
});

describe("what an item is about", () => {
  test("is the same however it is written", () => {
    expect(aboutWords([" Rain jackets ", "rain jackets", "", "Größe M"])).toEqual([
      "rain jackets",
      "größe m",
    ]);
    expect(aboutIn("Rain%20jackets gr%C3%B6%C3%9Fe%20m %E0%A4%A")).toEqual(["rain jackets", "größe m"]);
    expect(aboutIn("")).toEqual([]);
  });
});
