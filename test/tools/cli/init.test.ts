import { mkdtemp, readFile, rm, writeFile } from "node:fs/promises";
import { createServer, type Server } from "node:http";
import type { AddressInfo } from "node:net";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, beforeAll, describe, expect, test, vi } from "vitest";
import { loadSiteFile } from "../../../tools/site-file.ts";
import { run } from "./run.ts";

/** Each command is a program of its own, which takes its time to load on a busy machine. */
vi.setConfig({ testTimeout: 60_000 });

const SHOP = join(import.meta.dirname, "../../site");

let folder: string;
let server: Server;
let origin: string;
const asked: string[] = [];

beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), "selvedge-init-test-"));
  server = createServer(({ url = "/" }, response) => {
    asked.push(url);
    const pages: Record<string, string> = {
      "/": `<html lang="de"><title>Laden</title><nav><a href="/a">A</a><a href="/logout">x</a><a href="/f.pdf">f</a><a href="http://elsewhere.invalid/">e</a><a href="/gone">g</a><a href="/closed/x">c</a></nav><h1>Hallo</h1>`,
      "/a": `<html lang="de"><h1>A</h1><a href="/">zurück</a><button class="add-to-cart" data-product="1" data-price="5,00">In den Warenkorb</button>`,
    };
    if (url === "/robots.txt") return response.end("User-agent: *\nDisallow: /closed/");
    const page = pages[url];
    response.writeHead(page === undefined ? 404 : 200, { "content-type": "text/html; charset=utf-8" });
    return response.end(page ?? "gone");
  });
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  origin = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
});
afterAll(async () => {
  server.close();
  await rm(folder, { recursive: true });
});

describe("init --from", () => {
  test("a folder: writes a file with comments that passes the check, and won't overwrite it", async () => {
    const out = join(folder, "shop.json");
    const first = await run("init", "--from", SHOP, "--out", out);
    expect(first.errors).toBe("");
    expect(first.code).toBe(0);
    expect(first.out).toContain("camp, rain, running");
    const written = await readFile(out, "utf8");
    expect(written).toMatch(/^\s*\/\/ /m);
    const loaded = await loadSiteFile(out);
    expect(loaded).toMatchObject({
      ok: true,
      value: {
        site: {
          id: "fell-ford",
          languages: ["en", "pl", "ru"],
          events: { cart: { selector: "[data-add-to-cart]" } },
        },
      },
    });
    expect((await run("check", out)).code).toBe(0);

    const again = await run("init", "--from", SHOP, "--out", out);
    expect(again.code).toBe(2);
    expect(again.errors).toContain("--force");
    await writeFile(out, "mine");
    expect((await run("init", "--from", SHOP, "--out", out, "--force")).code).toBe(0);
    expect(await readFile(out, "utf8")).toBe(written);
  });

  test("a URL: follows links within the origin only, none that do something, and none that robots.txt forbids", async () => {
    const out = join(folder, "crawled.json");
    const { code, errors, out: printed } = await run("init", "--from", `${origin}/`, "--out", out, "--json");
    expect(code).toBe(0);
    expect(errors).toContain("robots.txt keeps some pages from being read");
    expect(asked).toEqual(["/robots.txt", "/", "/a", "/gone"]);
    expect(JSON.parse(printed)).toMatchObject({
      found: {
        pages: ["/", "/a"],
        languages: ["de"],
        cart: { selector: "button.add-to-cart", properties: { value: { attr: "data-price" } } },
      },
    });
    expect(await loadSiteFile(out)).toMatchObject({ ok: true });
  });

  test.each([
    ["a folder that isn't there", "/nowhere/at/all", "neither a URL nor a folder"],
    ["a server that isn't there", "http://127.0.0.1:1/", "http://127.0.0.1:1/: "],
  ])("%s is told plainly", async (_, from, message) => {
    const { code, errors } = await run("init", "--from", from, "--out", join(folder, "none.json"));
    expect(code).toBe(2);
    expect(errors).toContain(message);
    expect(errors).not.toContain("    at ");
  });
});
