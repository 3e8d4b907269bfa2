import { execFile } from "node:child_process";
import { mkdtemp, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { dayOf } from "../../../shared/day.ts";
import { parsePreview, type Preview } from "../../../shared/preview/preview.ts";
import { sealLink } from "../../../tools/preview-token.ts";

const TOOL = join(import.meta.dirname, "../../../tools/selvedge.ts");
const SITE = {
  version: 1,
  id: "my-shop",
  path: "/_mine",
  attributes: {
    visits: { count: "visit" },
    favourite: { top: "view", of: "category", values: ["rain", "camp"] },
  },
  segments: {
    returning: { label: "Coming back", when: { visits: { $gte: 2 } } },
    camper: { when: { favourite: "camp", "context.country": "PL" } },
  },
  blocks: { warm: { target: "h1", op: "remove" } },
  goals: { order: { event: "purchase" } },
  experiments: {
    words: {
      hypothesis: "warm sells",
      primary: "order",
      until: "2026-12-31",
      variants: { asIs: {}, warm: { blocks: ["warm"] } },
    },
    more: {
      hypothesis: "x",
      primary: "order",
      variants: { one: {}, two: { blocks: ["warm"] } },
      from: "2027-01-01",
    },
  },
};
const SECRET = "of the tests";

let folder: string;
let site: string;
beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), "selvedge-preview-"));
  site = join(folder, "site.json");
  await writeFile(site, JSON.stringify(SITE));
});
afterAll(() => rm(folder, { recursive: true }));

interface Ran {
  readonly code: unknown;
  readonly out: string;
  readonly errors: string;
}

/** Runs `preview` with a secret in the environment; what it says, and its exit code. */
function preview(...args: readonly string[]): Promise<Ran> {
  const env = { ...process.env, NO_COLOR: "1", SELVEDGE_SECRET: SECRET };
  return new Promise((resolve) => {
    execFile(process.execPath, [TOOL, "preview", "--site", site, ...args], { env }, (error, out, errors) =>
      resolve({ code: error?.code ?? 0, out, errors }),
    );
  });
}

/** What a link says, once its signature has been checked. */
function told(link: string): Preview {
  const token = new URL(link).searchParams.get("t")!;
  const preview = parsePreview(token.slice(0, token.lastIndexOf(".")))!;
  expect(sealLink(preview, SECRET, "my-shop")).toBe(token);
  return preview;
}

async function persona(name: string, content: object): Promise<string> {
  const path = join(folder, `${name}.json`);
  await writeFile(path, JSON.stringify(content));
  return path;
}

describe("prints a link", { timeout: 60_000 }, () => {
  test("of a segment, on the site's own path, for half an hour", async () => {
    const before = Math.floor(Date.now() / 1000);
    const { code, out, errors } = await preview("--segment", "returning", "--page", "/rain/?a=1");
    expect([code, errors]).toEqual([0, ""]);
    expect(out).toMatch(
      /^http:\/\/localhost:8787\/_mine\/preview\/start\?t=[\w.-]+&page=\/rain\/%3Fa%3D1\n$/,
    );
    const { subject, until } = told(out);
    expect(subject).toMatchObject({ who: "visitor", name: "Coming back", consent: "yes" });
    expect(until - before).toBeGreaterThanOrEqual(1800);
    expect(until - before).toBeLessThan(1860);
  });

  test("of oneself, elsewhere, for less, as data", async () => {
    const { out } = await preview("--me", "--url", "https://www.example.com/", "--minutes", "5", "--json");
    const { url, expires } = JSON.parse(out) as { url: string; expires: string };
    expect(url).toMatch(/^https:\/\/www\.example\.com\/_mine\/preview\/start\?/);
    expect(told(url).subject.who).toBe("me");
    expect(told(url).until * 1000).toBe(Date.parse(expires));
  });

  test("with variants, of experiments that there are", async () => {
    const { out } = await preview("--me", "--variant", "words=warm", "--variant", "more=one");
    expect(told(out).changes.variants).toEqual({ words: "warm", more: "one" });
    expect(told((await preview("--me")).out).changes).not.toHaveProperty("variants");
    const errors = async (variant: string) => (await preview("--me", "--variant", variant)).errors;
    expect(await errors("word=warm")).toContain('there is no experiment "word"');
    expect(await errors("words=wram")).toContain('there is no variant of words "wram"');
    expect(await errors("words")).toContain('there is no variant of words ""');
  });

  test("of a persona: what the edge would know, and the request", async () => {
    const who = await persona("anna", {
      description: "Anna, who comes back",
      path: "/camp/",
      language: "pl",
      context: { country: "PL", hour: 21 },
      attributes: { visits: 4, favourite: "camp" },
    });
    const { out } = await preview("--persona", who);
    expect(out).toContain("&page=/camp/\n");
    const { subject } = told(out);
    expect(subject).toMatchObject({
      name: "Anna, who comes back",
      consent: "yes",
      buckets: [expect.any(Number), 1],
    });
    expect(subject.context).toMatchObject({
      country: "PL",
      hour: 21,
      language: "pl",
      device: "desktop",
      city: null,
    });
    // What the previewed address says stays its own to say, and so does what the page is.
    for (const name of ["campaign", "source", "path", "host"])
      expect(subject.context).not.toHaveProperty(name);
    expect(subject).not.toHaveProperty("day");
  });

  test("of a persona without consent, on another day", async () => {
    const unasked = await persona("unasked", {
      consent: "unanswered",
      now: "2030-12-24T10:00:00Z",
      attributes: { visits: 4 },
    });
    const { subject } = told((await preview("--persona", unasked)).out);
    expect(subject).toMatchObject({ name: "unasked", consent: "unanswered", buckets: [null, null] });
    expect(subject.day).toBe(dayOf(Date.parse("2030-12-24T10:00:00Z")));
    const refused = await persona("refused", { consent: ["measurement"], attributes: {} });
    expect(told((await preview("--persona", refused)).out).subject.consent).toBe("no");
  });
});

describe("invariant 9: says what is wrong", { timeout: 60_000 }, () => {
  test.each([
    [[], "whose page? One of --segment <id>, --persona <file> and --me is needed"],
    [["--me", "--segment", "returning"], "whose page?"],
    [["--segment", "returnin"], 'there is no segment "returnin" in'],
    [["--me", "--page", "rain/"], '--page: expected a path such as "/", got "rain/"'],
    [["--me", "--page", "//evil.example"], "expected a path"],
    [["--me", "--url", "localhost:8787"], "expected an address like https://www.example.com"],
    [["--me", "--minutes", "31"], "expected 1 to 30"],
    [["--persona", "nobody.json"], "nobody.json: there is no such file"],
  ])("%j", async (args, message) => {
    const { code, out, errors } = await preview(...args);
    expect([code, out]).toEqual([2, ""]);
    expect(errors).toContain(message);
  });

  test("proposes the segment that was meant", async () => {
    expect((await preview("--segment", "returnin")).errors).toContain("did you mean returning?");
  });
});
