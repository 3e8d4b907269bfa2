import { chmod, mkdtemp, readFile, rm, stat, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import type { Browser } from "playwright-core";
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, test } from "vitest";
import { launchBrowser, newVisitor } from "./harness.ts";
import { ready, type Started, startIn } from "./started.ts";
import { type Otherwise, startTrialOrigin, type TrialOrigin } from "./trial-origin.ts";

let browser: Browser;
beforeAll(async () => {
  browser = await launchBrowser();
});
afterAll(() => browser.close());

let folder: string;
let cleanups: (() => unknown)[] = [];
beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), "selvedge-trial-"));
});
afterEach(async () => {
  for (const cleanup of cleanups.reverse()) await cleanup();
  cleanups = [];
  await rm(folder, { recursive: true });
});

async function site(otherwise: Otherwise = {}): Promise<TrialOrigin> {
  const origin = await startTrialOrigin(otherwise);
  cleanups.push(origin.stop);
  return origin;
}

/** `npm start` without a site file, in the test's folder, where no desktop is. */
function trial(
  origin: string,
  args: readonly string[] = [],
  env: Readonly<Record<string, string>> = {},
): Started {
  const none = { CI: "", DISPLAY: "", WAYLAND_DISPLAY: "", WSL_DISTRO_NAME: "" };
  const started = startIn(folder, { ...none, ...env }, "--origin", origin, "--port", "0", ...args);
  cleanups.push(async () => {
    started.child.kill("SIGTERM");
    await started.ended;
  });
  return started;
}

const linkIn = ({ output }: Started) => /^ *(http\S+\/preview\/start\?\S+)$/m.exec(output())?.[1];
const siteFile = () => readFile(join(folder, "site.json"), "utf8");

describe("a trial", () => {
  test.each([false, true])(
    "shows an owner's page personalized, with the inspector; https: %s",
    async (secure) => {
      const { url: origin } = await site({ secure });
      const started = trial(origin, ["--no-open"]);
      const url = await ready(started);
      const { page, errors, close } = await newVisitor(browser);
      await page.goto(linkIn(started)!);
      expect(page.url()).toBe(`${url}/home`);
      expect(await page.locator("main").innerText()).toMatch(/^Good to see you again\.\s+Fine knots/);
      const inspector = page.getByRole("region", { name: "Preview inspector" });
      await inspector.waitFor();
      expect(await inspector.locator("[data-id=welcome-back]").textContent()).toContain("Shown");
      for (const [link, path] of [
        ["about", "/about"],
        ["home", "/home"],
        ["old", "/about"],
      ] as const) {
        await page.locator(`#${link}`).click();
        await page.waitForURL(`${url}${path}`);
      }
      expect(errors).toEqual([]);
      await close();
      expect(started.output()).toMatch(/ 1 {2}\/home\n +2 {2}\/about\n/);
      expect(started.output().includes("isn't trusted (it is self-signed)")).toBe(secure);
      expect(await siteFile()).toContain('"welcome-back"');
    },
  );

  test("leaves a site file as it is that is there, and uses it", async () => {
    const { url: origin } = await site();
    const blocks = { hi: { target: "h1", op: "text", text: "From my file" } };
    const text = JSON.stringify({ version: 1, id: "mine", blocks });
    await writeFile(join(folder, "site.json"), text);
    const started = trial(origin, ["--no-open"]);
    const url = await ready(started);
    expect(started.output()).toContain("site.json is there already: it is used as it is");
    expect(await (await fetch(`${url}/home`)).text()).toContain("<h1>From my file</h1>");
    expect(await siteFile()).toBe(text);
  });

  test("is asked for by the site's own name, and keeps what the site sets", async () => {
    const { url: origin, got } = await site({ secure: true });
    const url = await ready(trial(origin, ["--no-open"]));
    const { page, context, close } = await newVisitor(browser);
    await page.goto(`${url}/home`);
    await page.locator("#about").click();
    await page.waitForURL(`${url}/about`);
    expect(await context.cookies(url)).toMatchObject([{ name: "basket", domain: "localhost" }]);
    await close();
    const last = got.findLast(({ url: path }) => path === "/about")!;
    expect(last.headers).toMatchObject({
      host: new URL(origin).host,
      referer: `${origin}/home`,
      cookie: "basket=7",
    });
    expect(Object.keys(last.headers).filter((name) => name.startsWith("x-forwarded"))).toEqual([]);
  });

  test("opens the link where there is a desktop, and only then", async () => {
    const opened = join(folder, "opened");
    await writeFile(
      join(folder, "xdg-open"),
      `#!/bin/sh\nprintf %s "$1" > "${opened}.new"; mv "${opened}.new" "${opened}"\n`,
    );
    await chmod(join(folder, "xdg-open"), 0o755);
    const path = `${folder}:${process.env["PATH"]}`;
    const { url: origin } = await site();
    const started = trial(origin, [], { DISPLAY: ":7", PATH: path });
    await ready(started);
    await expect
      .poll(() => readFile(opened, "utf8").catch(() => ""), { timeout: 20_000 })
      .toBe(linkIn(started));
    await rm(opened);
    const quiet = trial(origin, ["--no-open"], { DISPLAY: ":7", PATH: path });
    await ready(quiet);
    expect(quiet.output()).not.toContain("Opened");
    await expect(stat(opened)).rejects.toThrow("ENOENT");
  });

  test("says what keeps the tag from a page", async () => {
    const { url: origin } = await site({
      answer: ({ url }, response) => {
        if (url !== "/home") return false;
        response.writeHead(200, {
          "content-type": "text/html; charset=utf-8",
          "content-security-policy": "script-src 'none'",
        });
        response.end("<!doctype html><title>Closed</title><h1>Closed</h1>");
        return true;
      },
    });
    const started = trial(origin, ["--no-open"]);
    await ready(started);
    expect(started.output()).toMatch(
      /script-src blocks the tag\. Its Content-Security-Policy has to allow script-src 'self'/,
    );
  });
});

describe("a trial ends with a sentence, and writes nothing, where", () => {
  const plain = (status: number, headers: Record<string, string> = {}): Otherwise => ({
    answer: (_, response) => {
      response.writeHead(status, { "content-type": "text/html", ...headers }).end("x");
      return true;
    },
  });
  test.each<[string, Otherwise, (url: string) => string, RegExp]>([
    ["nothing listens", {}, () => "http://localhost:1", /http:\/\/localhost:1: nothing listens there/],
    [
      "a certificate isn't trusted elsewhere",
      { secure: true },
      (url) => url.replace("localhost", "0.0.0.0"),
      /isn't trusted.*\n.*NODE_EXTRA_CA_CERTS.*--insecure/,
    ],
    ["the site speaks no TLS", {}, (url) => url.replace("http:", "https:"), /no TLS is spoken there/],
    [
      "the page isn't HTML",
      plain(200, { "content-type": "application/json" }),
      (url) => url,
      /isn't HTML \(application\/json\)/,
    ],
    ["a password is asked for", plain(401), (url) => url, /asks for a password/],
    ["programs are refused", plain(403), (url) => url, /refuses programs \(status 403\)/],
    [
      "the page leads elsewhere",
      plain(301, { location: "https://www.example.com/x" }),
      (url) => url,
      /another site, https:\/\/www\.example\.com\. Start with/,
    ],
    ["it redirects in a circle", plain(302, { location: "/" }), (url) => url, /redirects in a circle/],
  ])("%s", async (_, otherwise, address, message) => {
    const { url } = await site(otherwise);
    const started = trial(address(url));
    expect(await started.ended).toBe(1);
    expect(started.output()).toMatch(message);
    expect(started.output()).not.toContain("    at ");
    await expect(stat(join(folder, "site.json"))).rejects.toThrow("ENOENT");
  });
});
