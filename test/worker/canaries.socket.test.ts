import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { SITE, VARIABLES } from "./attacked.socket.ts";
import { ADDRESSES, CANARIES, foundIn } from "./canary/fields.socket.ts";
import { type Kept, readKept } from "./canary/kept.socket.ts";
import { startProcess } from "./canary/process.socket.ts";
import { NUMBER, type Sent, storm } from "./canary/storm.socket.ts";
import { type RawOrigin, rawOrigin, whole } from "./raw-origin.socket.ts";

const HTML = "Content-Type: text/html; charset=utf-8";
const PAGE = "<!doctype html><title>x</title><p id=hero>x</p><p id=again>x</p>";
const OURS = ["sv_c", "sv_p", "sv_v", "sv_preview", "sv_staff"];
const ALL = { ...CANARIES, ...ADDRESSES };

/** In which circumstances: what is said and kept differs most where something is missing. */
const CIRCUMSTANCES = [
  ["as it is deployed", {}],
  ["without any secret", { SELVEDGE_SECRET: "", ATTEST_SECRET: "", OWNER_TOKEN: "", RECEIPT_KEY: "" }],
  ["with a receipt key that is none", { RECEIPT_KEY: '{"kty":"OKP","d":"secret-of-the-owner"' }],
] as const;

describe.each(CIRCUMSTANCES)("invariant 7: every field of every request, %s", (circumstance, variables) => {
  let folder: string;
  let origin: RawOrigin;
  let printed: string;
  let kept: Kept;
  let sent: Sent;

  beforeAll(async () => {
    folder = await mkdtemp(join(tmpdir(), "selvedge-canaries-"));
    origin = await rawOrigin({
      page: whole([HTML], PAGE),
      failed: whole([HTML], "<h1>Down</h1>", "500 Internal Server Error"),
      moved: whole(["Location: /elsewhere", "Set-Cookie: own=1"], "", "302 Found"),
      broken: (socket) => void socket.destroy(),
      cut: (socket) => {
        socket.write(`HTTP/1.1 200 OK\r\n${HTML}\r\nContent-Length: 9999\r\n\r\n${PAGE}`);
        setTimeout(() => socket.resetAndDestroy(), 50);
      },
    });
    const site = JSON.stringify(SITE);
    const running = await startProcess({
      origin: origin.url,
      site,
      folder,
      variables: { ...VARIABLES, ...variables },
    });
    sent = await storm(running.url, circumstance !== "as it is deployed");
    printed = await running.stop();
    kept = await readKept(folder);
    // Not a limit on speed: a busy machine may take its time.
  }, 300_000);
  afterAll(async () => {
    origin.stop();
    await rm(folder, { recursive: true, force: true });
  });

  test("nothing of it is printed, by the Worker or by the runtime", () => {
    // Something was printed, so it would be seen.
    expect(printed).toContain("selvedge: the origin could not be asked");
    expect(foundIn(printed)).toEqual([]);
    expect(printed).not.toContain("secret-of-the-owner");
  });

  test("nothing of it is in any byte of what is kept", () => {
    expect(kept.files.join()).toMatch(/Counter.*\.sqlite/);
    // It is really searched: what may be kept is found.
    expect(kept.text).toContain("plan:");
    expect(foundIn(kept.text)).toEqual([]);
  });

  test("what is kept is counts by day, message numbers by the hour, and what the site file says", () => {
    const rows = (name: string) =>
      kept.tables.filter((table) => table.name === name).flatMap(({ rows }) => rows);
    // At a whole hour they are merged.
    const counts = [...rows("cells"), ...rows("totals")];
    const isSecret = circumstance !== "without any secret";
    if (isSecret) expect(counts).toContainEqual(expect.objectContaining({ name: "view", total: 1n }));
    // Of a choice's language only those in which visitors are asked; the rest is "other".
    const allowed =
      /^(?:view|goal:order:50|choice:(?:p|pm|-)|choice-method:(?:question|settings|api)|choice-language:(?:en|other)|mishap:[a-z-]+)$/;
    expect(counts.filter(({ name }) => !allowed.test(String(name)))).toEqual([]);
    const shapes = new Set(counts.map((row) => Object.keys(row).join()));
    expect(shapes.difference(new Set(["round,day,name,total", "name,day,total"]))).toEqual(new Set());
    const numbers = rows("messages");
    if (isSecret) expect(numbers.map(({ number }) => number)).toContain(NUMBER);
    const uuid = /^[\da-f]{8}-[\da-f]{4}-4[\da-f]{3}-[89ab][\da-f]{3}-[\da-f]{12}$/;
    expect(numbers.filter(({ number }) => number !== NUMBER && !uuid.test(String(number)))).toEqual([]);
    expect(numbers.map((row) => Object.keys(row).join()).filter((all) => all !== "number,hour")).toEqual([]);
    // An alarm is at a whole hour; the runtime writes it in nanoseconds.
    const alarms = [
      ...rows("_cf_METADATA").map(({ value }) => value),
      ...rows("_cf_ALARM").map((row) => row["scheduled_time"]),
    ];
    expect(alarms.filter((time) => (time as bigint) % 3_600_000_000_000n !== 0n)).toEqual([]);
    const entries = rows("_mf_entries");
    expect(entries.map(({ key }) => String(key).replace(/:.*/, ""))).toEqual(["plan"]);
    // The day on which it ends, and no finer time.
    expect(entries.map(({ expiration }) => Number(expiration) % 86_400_000)).toEqual([0]);
    expect(entries.map(({ metadata }) => metadata)).toEqual([expect.stringMatching(/^\{"day":\d{5}\}$/)]);
    // The runtime's stand-in for Cloudflare's limiter writes down what Cloudflare holds in memory: 20 bits.
    expect(rows("_mf_ratelimit_buckets").filter(({ key }) => !/^[\da-f]{1,5}$/.test(String(key)))).toEqual(
      [],
    );
    // No other table, and no other database, is anywhere.
    const known = [
      "cells",
      "merging",
      "messages",
      "totals",
      "shards",
      "_cf_METADATA",
      "_cf_ALARM",
      "_mf_entries",
      "_mf_ratelimit_buckets",
    ];
    expect(kept.tables.filter(({ name }) => !known.includes(name))).toEqual([]);
  });

  test("the origin gets what its visitors send to it, without our cookies, and nothing besides", () => {
    const strangers: string[] = [];
    for (const { line, headers } of origin.asked) {
      if (/_selvedge|preview-links|gpc\.json/.test(line)) strangers.push(line);
      for (const header of headers) {
        const [name = "", value = ""] = header.split(/: (.*)/s);
        if (!isPassedOn(name.toLowerCase(), value, sent)) strangers.push(header);
      }
    }
    expect(origin.asked.length).toBeGreaterThanOrEqual(20);
    expect(strangers).toEqual([]);
  });
});

/** What a proxy may say: what it was told, and for whom it asks. */
function isPassedOn(name: string, value: string, sent: Sent): boolean {
  switch (name) {
    case "cookie":
      return OURS.every((own) => !value.includes(`${own}=`)) && isRestOf(value, sent.get("cookie"));
    case "selvedge-context":
      return false;
    // Of the runtime itself, and of the connection.
    case "cf-worker":
    case "connection":
    case "content-length":
    case "transfer-encoding":
    case "accept-encoding":
      return foundIn(value, ALL).length === 0;
    case "host":
      return foundIn(value, ALL).length === 0;
    case "x-forwarded-host":
      return sent.get("host")!.has(value);
    case "x-forwarded-proto":
      return value === "http";
    default:
      return sent.get(name)?.has(value) === true;
  }
}

function isRestOf(value: string, all: ReadonlySet<string> = new Set()): boolean {
  const rests = [...all].map((cookies) =>
    cookies
      .split("; ")
      .filter((pair) => !OURS.includes(pair.split("=")[0]!))
      .join("; "),
  );
  return rests.includes(value);
}

test("a canary is found in whatever spelling it is kept", () => {
  const [field, word] = Object.entries(CANARIES)[7]!;
  const bytes = Buffer.from(word);
  for (const text of [
    word,
    word.toUpperCase(),
    `x${word}y`,
    bytes.toString("hex"),
    Buffer.from(word, "utf16le").toString("latin1"),
    ...["", "a", "ab", "abc"].map((before) => Buffer.from(`${before}${word}after`).toString("base64")),
    ...["", "a", "ab", "abc"].map((before) => Buffer.from(`${before}${word}`).toString("base64url")),
    [...word].toReversed().join(""),
  ])
    // In base64 the bits of its last letter may stand in a letter that others share: then its neighbours are named, too.
    expect(foundIn(`before ${text} after`), text).toContain(field);
  expect(foundIn("nothing")).toEqual([]);
  expect(new Set(Object.values(CANARIES)).size).toBe(Object.keys(CANARIES).length);
});
