import { describe, expect, test } from "vitest";
import { dayOf } from "../../shared/day.ts";
import { isoDay } from "../../shared/receipt.ts";
import { known, transfer } from "./centre.ts";
import { becomes, browser, call, openAroundEach, page, stub, until } from "./opened.ts";
import { answered, kept, state } from "./stub.ts";

openAroundEach("pm");

const TODAY = isoDay(dayOf(Date.now()));

interface ExportedFile extends Record<string, unknown> {
  readonly attributes: Readonly<Record<string, object>>;
  readonly sent: readonly { readonly body: string }[];
}

async function exported(): Promise<ExportedFile> {
  await page.goto(stub.origin);
  await becomes("views", 1);
  await call("declare", "interest", "sport");
  await becomes("interest", "sport");
  await until(() => stub.signals().some(({ now }) => now?.[0] === 1));
  return JSON.parse((await transfer("exportProfile"))!);
}

const imported = (file: unknown) =>
  transfer("importProfile", typeof file === "string" ? file : JSON.stringify(file));

describe("a profile as a file", () => {
  test("says everything that is kept, and what was sent", async () => {
    const file = await exported();
    expect(Object.keys(file)).toEqual([
      "selvedge",
      "site",
      "day",
      "profile",
      "attributes",
      "switchedOff",
      "counted",
      "tests",
      "sent",
      "receipt",
    ]);
    expect(file).toMatchObject({
      selvedge: 1,
      site: "test",
      day: TODAY,
      profile: { since: TODAY, visits: 1, visitDay: TODAY },
      switchedOff: { attributes: [], segments: [], blocks: [] },
      receipt: null,
    });
    expect(file.attributes).toMatchObject({
      interest: { value: "sport", definition: "i", state: "sport" },
      views: { value: 1, definition: "w", state: 1 },
      clicks: { value: 0, definition: "c" },
    });
    const bodies = stub.seen.filter(({ path }) => path.endsWith("/signals")).map(({ body }) => body);
    expect(file.sent.map(({ body }) => body).toReversed()).toEqual(bodies);
  });

  test("goes on in another browser, with what is switched off, once there is consent", async () => {
    await exported();
    await known("switchOff", "blocks", "hero");
    await known("switchOff", "attributes", "lastTitle");
    const text = (await transfer("exportProfile"))!;
    const other = await browser.newContext();
    const there = await other.newPage();
    const { inCentre } = await import("./centre.ts");
    const take = () => inCentre(there, "transfer", "importProfile", [text]);
    await there.goto(stub.origin);
    expect(await take()).toEqual({
      ok: false,
      issues: [{ path: "", message: "there is no consent to personalization in this browser" }],
    });
    expect(await kept(there, "profile")).toBeUndefined();
    await answered(other, stub, "pm");
    await there.goto(stub.origin);
    await until(async () => (await state(there, "views")) === 1);
    const from = stub.signals().length;
    expect(await take()).toEqual({ ok: true, left: [] });
    await until(() =>
      stub
        .signals()
        .slice(from)
        .some(({ now }) => now?.[0] === 1),
    );
    const told = stub
      .signals()
      .slice(from)
      .find(({ now }) => now?.[0] === 1);
    // Its visit counts, too: the third bucket is two visits or more.
    expect(told).toMatchObject({ now: [1, 1, 2], off: ["b:hero"] });
    expect(told).not.toHaveProperty("fresh");
    expect(await state(there, "interest")).toBe("sport");
    expect(await state(there, "lastTitle")).toBeUndefined();
    await other.close();
  });

  test("leaves out, and tells, what the site keeps otherwise now", async () => {
    const file = await exported();
    const attributes = {
      ...file.attributes,
      views: { ...file.attributes["views"], definition: "older" },
      gone: { value: 1, definition: "g", state: 1 },
    };
    expect(await imported({ ...file, attributes })).toEqual({
      ok: true,
      left: [
        { path: "attributes.views", message: "the site counts this otherwise now, so that it starts anew" },
        { path: "attributes.gone", message: "this site has no such attribute any more" },
      ],
    });
    expect(await state(page, "interest")).toBe("sport");
    expect(await state(page, "gone")).toBeUndefined();
  });
});

describe("invariant 9: a file that is wrong changes nothing, and every problem is named by its place", () => {
  test("what it says", async () => {
    const file = await exported();
    const before = await kept(page, "profile");
    const cases: [unknown, object[]][] = [
      ["{", [{ path: "", message: "expected JSON" }]],
      ["[]", [{ path: "", message: "expected an object" }]],
      ["x".repeat(300_000), [{ path: "", message: "longer than 262144 characters" }]],
      [
        { ...file, site: "other" },
        [{ path: "site", message: 'this site is "test", the file is of "other"' }],
      ],
      [
        { ...file, selvedge: 2, profile: { since: "yesterday", visits: -1 } },
        [
          { path: "selvedge", message: "expected 1, the version of these files" },
          { path: "profile.since", message: 'expected a day such as "2026-11-22"' },
          { path: "profile.visits", message: "expected 0 or more" },
          { path: "profile.visitDay", message: "missing" },
        ],
      ],
      [
        { ...file, profile: { since: "2001-01-01", visits: 1, visitDay: "2999-01-01" } },
        [
          {
            path: "profile.since",
            message: "longer ago than the 180 days for which this site keeps a profile",
          },
          { path: "profile.visitDay", message: "is still to come" },
        ],
      ],
      [
        {
          ...file,
          attributes: {
            ...file.attributes,
            views: { definition: "w", state: { evil: true } },
            visits: { definition: "x", state: "<img src=x>" },
            interest: 7,
          },
        },
        [{ path: "attributes.interest", message: "expected an attribute" }],
      ],
      [
        {
          ...file,
          attributes: {
            views: { definition: "w", state: { evil: true } },
            visits: { definition: "x", state: "<img src=x>" },
            interest: { definition: "i", state: "politics" },
          },
        },
        [
          { path: "attributes.views.state", message: 'not what a "count" keeps' },
          { path: "attributes.visits.state", message: 'not what a "count" keeps' },
        ],
      ],
      [
        { ...file, switchedOff: { attributes: [], segments: [], blocks: [..."abcdefghi"] } },
        [{ path: "switchedOff", message: "more than 8 things at once" }],
      ],
    ];
    for (const [input, issues] of cases) expect(await imported(input)).toEqual({ ok: false, issues });
    expect(await kept(page, "profile")).toEqual(before);
  });
});
