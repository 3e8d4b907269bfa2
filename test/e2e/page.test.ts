import { mkdtemp, rm, writeFile } from "node:fs/promises";
import { createServer } from "node:http";
import type { AddressInfo } from "node:net";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import type { Selvedge } from "../../tools/start/selvedge.ts";
import { run } from "../tools/cli/run.ts";
import { startShop } from "./harness.ts";

const TEST = join(import.meta.dirname, "..");
const SITE = join(TEST, "site/site.json");
const HOME = join(TEST, "site/index.html");
const NOBODY = "http://127.0.0.1:1/";
const persona = (name: string) => join(TEST, `personas/${name}.json`);

let folder: string;
let shop: Selvedge;
beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), "selvedge-page-"));
  shop = await startShop();
});
afterAll(async () => {
  await shop.stop();
  await rm(folder, { recursive: true });
});

describe("simulate --page", () => {
  test("writes a file's page as the Worker makes it for the persona", async () => {
    const { code, out } = await run("simulate", SITE, "--persona", persona("left-basket"), "--page", HOME);
    expect(code).toBe(0);
    expect(out).toContain("Good to see you again");
    expect(out).toContain("You left something in your basket");
    expect(out).toContain('<script async src="/_selvedge/tag.js">');
  });

  test("asks a URL, and exact values do as well as events", async () => {
    const who = join(folder, "who.json");
    await writeFile(who, JSON.stringify({ attributes: { visits: 3, favourite: "camp", tradeViews: 2 } }));
    const { code, out } = await run("simulate", SITE, "--persona", who, "--page", `${shop.origin}/`);
    expect(code).toBe(0);
    expect(out).toMatch(/camp gear/i);
    expect(out).toMatch(/class="cta" href="\/pricing\/"/);
    expect(out).toContain('<body class="is-returning">');
  });

  test("an origin that doesn't answer is a problem", async () => {
    const { code, errors } = await run("simulate", SITE, "--persona", persona("returning"), "--page", NOBODY);
    expect(code).toBe(1);
    expect(errors).toContain("status 502");
  });
});

describe("why with a page", () => {
  test("asks the Worker whether it has done the block", async () => {
    const who = ["--persona", persona("returning")];
    const { code, out } = await run("why", "welcome-back", "--site", SITE, ...who, "--page", HOME);
    expect(code).toBe(0);
    expect(out).toContain("the Worker has written it into the page");
  });

  test("a selector that finds nothing, and an element that can't be changed without harm", async () => {
    const page = join(folder, "page.html");
    await writeFile(page, "<!doctype html><html lang=en><title>x</title><b><p class=a>1</b>2</p>");
    const blocks = {
      nothing: { target: "h1", op: "text", text: "x" },
      harm: { target: "p.a", op: "text", text: "x" },
    };
    const site = join(folder, "site.json");
    await writeFile(site, JSON.stringify({ version: 1, id: "t", blocks }));
    const who = join(folder, "nobody.json");
    await writeFile(who, "{}");
    const ask = (block: string) => run("why", block, "--site", site, "--persona", who, "--page", page);
    const none = await ask("nothing");
    expect(none.code).toBe(1);
    expect(none.out).toContain(
      `The visitor doesn't see "nothing" on /page.html: h1 finds 0 elements on the page.\n`,
    );
    const harm = await ask("harm");
    expect(harm.code).toBe(1);
    expect(harm.out).toContain(`The visitor doesn't see "harm" on /page.html: the Worker hasn't done it: `);
  });
});

describe("trace", () => {
  test("a personalized page, step by step", async () => {
    const header = 'selvedge-context: {"hour":21,"country":"PL"}';
    const { code, out } = await run("trace", `${shop.url}/`, "--header", header);
    expect(code).toBe(0);
    for (const line of [
      /^✓ +status +200 after \d+ ms$/m,
      /^✓ +type +text\/html; charset=utf-8$/m,
      /^✓ +selvedge +personalized$/m,
      /^✓ +caching +private, no-cache$/m,
      /^✓ +tag +\/_selvedge\/tag\.js$/m,
      /^– +segments +poland, evening$/m,
      /^– +lost +notice-evening: priority \(notice-poland won\)$/m,
    ])
      expect(out).toMatch(line);
  });

  test("--json carries the decision; cookies are sent along", async () => {
    const cookie = `sv_c=1.-.1.${Math.floor(Date.now() / 86_400_000)}.0.1`;
    const { code, out } = await run("trace", `${shop.url}/`, "--json", "--cookie", cookie);
    expect(code).toBe(0);
    const trace = JSON.parse(out) as { steps: { name: string; told: string }[]; decision: object };
    expect(trace.steps).toContainEqual({ name: "consent", ok: null, told: "refused" });
    expect(trace.decision).toMatchObject({ segments: [] });
  });

  test("what isn't a page, isn't there, or didn't come through Selvedge", async () => {
    const style = await run("trace", `${shop.url}/shop.css`);
    expect(style.code).toBe(1);
    expect(style.out).toMatch(/^✗ +type +text\/css.*only HTML/m);
    const direct = await run("trace", `${shop.origin}/`);
    expect(direct.code).toBe(1);
    expect(direct.out).toMatch(/^✗ +selvedge .*didn't come through the Worker/m);
    const nobody = await run("trace", NOBODY);
    expect(nobody.code).toBe(1);
    expect(nobody.out).toMatch(/^✗ +request +GET http:\/\/127\.0\.0\.1:1\/: /m);
    expect((await run("trace", "localhost")).code).toBe(2);
    expect((await run("trace", shop.url, "--header", "no colon")).code).toBe(2);
  });

  test("redirects are told, one by one; endless ones end, and another site doesn't get the cookies", async () => {
    const got: (string | undefined)[] = [];
    const server = createServer(({ url, headers }, response) => {
      got.push(headers.cookie);
      response.writeHead(302, { location: url === "/there" ? `${shop.url}/rain/` : "/round" }).end();
    });
    await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
    const url = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
    const there = await run("trace", `${url}/there`, "--cookie", "session=1");
    expect(there.out).toMatch(/redirect +302 from .*\/there to .*\/rain\/$/m);
    expect(there.out).toMatch(/^– +cookies +none sent$/m);
    expect(got).toEqual(["session=1"]);
    const round = await run("trace", `${url}/round`);
    expect(round.code).toBe(1);
    expect(round.out).toContain("more than 10 redirects");
    server.close();
  });
});
