import { reset } from "cloudflare:test";
import { afterEach, beforeEach, describe, expect, test } from "vitest";
import type { Count } from "../../shared/wire.ts";
import { readCells } from "../../worker/cells.ts";
import { ADMIN, OWNER_TOKEN, ownedEdge, previewCookieOf } from "./preview/support.ts";
import { choice, countsOf, type Edge, MESSAGE, setCookies, SITE, TODAY, totalsOf } from "./support.ts";

const DAY = 86_400_000;
const COUNTS: readonly Count[] = [
  ["view"],
  ["joined", "d", []],
  ["reached", "m", "order", 0, 1, []],
  ["again", "m", "order", []],
  ["event", "view"],
  ["vital", "lcp", "plain", 500],
  ["pair", "viewed", "beanie", "jacket"],
];

let edge: Edge;
beforeEach(() => void (edge = ownedEdge()));
afterEach(() => reset());

const askLink = (body: unknown, headers: Readonly<Record<string, string>> = {}) =>
  edge.post(`${ADMIN}/staff-links`, body, {
    headers: { origin: ADMIN, authorization: `Bearer ${OWNER_TOKEN}`, ...headers },
  });
const linkOf = async (more: object = {}) => {
  const answer = await askLink({ site: "https://shop.example/anywhere", ...more });
  return (await answer.json<{ url: string }>()).url;
};
const cookieOf = async (url: string) => setCookies(await edge.ask(url))["sv_staff"]!;
/** Counts as the tag sends them, and what the edge says of them. */
async function counted(cookies: Readonly<Record<string, string>>, headers = {}): Promise<boolean> {
  const body = countsOf(await edge.config(), { counts: COUNTS, message: MESSAGE });
  const all = { sv_c: choice(["personalization", "measurement"], { day: TODAY }), ...cookies };
  const answer = await edge.post("/_selvedge/signals", body, { cookies: all, headers });
  return (await answer.json<{ counted: boolean }>()).counted;
}
const pairs = async () => {
  const { PAIRS } = edge.env;
  return (await PAIRS.get(PAIRS.idFromName("test-shop")).sums(TODAY, 1)).pairs;
};

describe("the owner's own people", () => {
  test("open a link that lasts a week, and have a cookie that lasts half a year", async () => {
    const answer = await askLink({ site: "https://shop.example/anywhere" });
    expect(answer.status).toBe(201);
    const { url, until } = await answer.json<{ url: string; until: string }>();
    expect(until).toBe("2026-12-08");
    expect(url).toMatch(/^https:\/\/shop\.example\/_selvedge\/staff\?t=1\.\d+\.in\.[\w-]{22}$/);
    const page = await edge.ask(url);
    expect([page.status, page.headers.get("cache-control")]).toEqual([200, "private, no-store"]);
    expect(await page.text()).toContain("Visits with this browser aren’t counted");
    const { value, attributes } = await cookieOf(url);
    expect(attributes).toBe("; Max-Age=15552000; Path=/; HttpOnly; Secure; SameSite=Lax");
    // Invariant 2: who opens a link on the same day has the same one.
    expect(value).toMatch(new RegExp(`^1\\.${TODAY + 180}\\.[\\w-]{22}$`));
    expect((await cookieOf(url)).value).toBe(value);
    edge.now += 8 * DAY;
    expect((await edge.ask(url)).status).toBe(403);
  });

  test("aren't counted, whatever is told of them: it is answered as if they were", async () => {
    const sv_staff = (await cookieOf(await linkOf())).value;
    expect(await counted({ sv_staff })).toBe(true);
    await edge.post(
      "/_selvedge/consent",
      { choice: choice(["measurement"]), layer: "question", language: "en" },
      { cookies: { sv_staff } },
    );
    expect(await totalsOf(edge)).toEqual({});
    expect(await pairs()).toEqual([]);
    // The same message counts for somebody else: nothing of it was taken.
    expect(await counted({})).toBe(true);
    expect(await totalsOf(edge)).toMatchObject({ "joined:d": 1, "again:m:order": 1, "event:view": 1 });
  });

  test("are counted again when the cookie's time is over, or by a second link", async () => {
    const sv_staff = (await cookieOf(await linkOf())).value;
    const out = await cookieOf(await linkOf({ counted: true }));
    expect(out).toEqual({ value: "", attributes: "; Max-Age=0; Path=/; HttpOnly; Secure; SameSite=Lax" });
    edge.now += 181 * DAY;
    const config = await edge.config();
    const cookies = { sv_c: choice(undefined, { day: TODAY + 181 }), sv_staff };
    await edge.post("/_selvedge/signals", countsOf(config), { cookies });
    expect(await totalsOn(TODAY + 181)).toMatchObject({ view: 1 });
  });

  test.each([
    ["nothing", ""],
    ["a day without a signature", `1.${TODAY + 180}`],
    ["a forged one", `1.${TODAY + 180}.AAAAAAAAAAAAAAAAAAAAAA`],
    ["something long", "1".repeat(5000)],
  ])("aren't those whose cookie holds %s", async (_, sv_staff) => {
    expect(await counted({ sv_staff })).toBe(true);
    expect(await totalsOf(edge)).toMatchObject({ "joined:d": 1 });
  });

  test("aren't those who have a link's token, or that of a preview, for a cookie", async () => {
    const token = new URL(await linkOf()).searchParams.get("t")!;
    await counted({ sv_staff: token });
    expect(await totalsOf(edge)).toMatchObject({ "joined:d": 1 });
    const sv_staff = (await cookieOf(await linkOf())).value;
    expect((await edge.ask(`/_selvedge/staff?t=${sv_staff}`)).status).toBe(403);
    expect((await edge.ask("/_selvedge/staff")).status).toBe(403);
  });

  test("open links that the command-line tool has made", async () => {
    // The other half of this test: test/tools/cli/staff.test.ts.
    edge = ownedEdge({ site: { ...SITE, id: "shop" }, env: { SELVEDGE_SECRET: "secret" } });
    expect((await edge.ask("/_selvedge/staff?t=1.20795.in.CwJgNQqfFlrlhsaf610B9A")).status).toBe(200);
  });

  test("have a cookie that the origin doesn't get", async () => {
    const sv_staff = (await cookieOf(await linkOf())).value;
    await edge.ask("/", { cookies: { session: "x", sv_staff } });
    expect(edge.asked.at(-1)!.headers.get("cookie")).toBe("session=x");
  });

  test("have their link made by the owner alone", async () => {
    expect((await askLink({ site: "https://shop.example" }, { authorization: "Bearer x" })).status).toBe(401);
    expect((await askLink({ site: "/", more: 1 })).status).toBe(400);
    expect(
      (await edge.post("/staff-links", { site: "https://shop.example" })).headers.get("content-type"),
    ).toContain("text/html");
  });
});

describe("nothing new is counted either", () => {
  test("of a preview", async () => {
    expect(await counted(await previewCookieOf(edge))).toBe(true);
    expect([await totalsOf(edge), await pairs()]).toEqual([{}, []]);
  });

  test("of a bot that says so", async () => {
    await counted({}, { "user-agent": "Googlebot/2.1 (+http://www.google.com/bot.html)" });
    expect([await totalsOf(edge), await pairs()]).toEqual([{}, []]);
  });
});

async function totalsOn(day: number): Promise<Readonly<Record<string, number>>> {
  return (await readCells(edge.env, "test-shop", day, day, ""))[day] ?? {};
}
