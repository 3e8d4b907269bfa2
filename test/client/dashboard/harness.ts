import { createServer } from "node:http";
import type { AddressInfo } from "node:net";
import { join } from "node:path";
import { build } from "esbuild";
import { type Browser, type BrowserContextOptions, chromium, type Page } from "playwright-core";
import type { SimulatorQuestion } from "../../../shared/report/site-contract.ts";
import { CHROMIUM_ARGUMENTS, ensureChromium } from "../../../tools/chromium.ts";
import { serveDashboard } from "../../../worker/owner/dashboard.ts";
import { experimentsReport, REGISTER } from "./fixture-experiments.ts";
import { blocksReport, dataReport, privacyReport, segmentsReport } from "./fixture.ts";
import {
  FILE,
  OLD_FILE,
  OLD_WARNINGS,
  simulated,
  simulatedPage,
  SITE_REPORT,
  VERSIONS,
  WARNINGS,
} from "./fixture-site.ts";

const ROOT = join(import.meta.dirname, "../../..");

/** A morning on which the reports end: nothing in tests depends on the day. */
export const NOW = Date.parse("2026-11-23T09:00:00Z");

/** Answers instead of the fixture's, by path without query: JSON, or a status. */
export type Instead = Readonly<Record<string, unknown>>;

/** One browser at the dashboard. */
export interface Desk {
  readonly page: Page;
  /** Errors and warnings of the console, and what was thrown; violations of the page's policy are among them. */
  readonly complaints: readonly string[];
  /** What was sent, beyond what was fetched. */
  readonly sent: readonly { readonly method: string; readonly path: string; readonly body: unknown }[];
  /** Goes to a page and waits until it is drawn. */
  go(hash: string): Promise<void>;
  close(): Promise<void>;
}

export interface Harness {
  open(options?: BrowserContextOptions, instead?: Instead): Promise<Desk>;
  close(): Promise<void>;
}

/** Builds the dashboard as the product does, and serves it, with the Worker's page and policy, before an API that has the fixture. */
export async function startHarness(): Promise<Harness> {
  const files = new Map<string, string>();
  for (const [name, entry] of [
    ["/owner_dashboard.js", "dashboard.ts"],
    ["/owner_dashboard.css", "style/dashboard.css"],
  ] as const) {
    const built = await build({
      entryPoints: [join(ROOT, "client/dashboard", entry)],
      bundle: true,
      format: "esm",
      charset: "utf8",
      target: ["es2022", "chrome123"],
      write: false,
    });
    files.set(name, built.outputFiles[0]!.text);
  }
  const shell = serveDashboard();
  const html = await shell.text();
  const server = createServer((request, response) => {
    const { pathname } = new URL(request.url ?? "/", "http://x");
    const file = files.get(pathname);
    if (pathname === "/") response.writeHead(200, Object.fromEntries(shell.headers)).end(html);
    else if (file !== undefined)
      response
        .writeHead(200, { "content-type": pathname.endsWith("css") ? "text/css" : "text/javascript" })
        .end(file);
    else response.writeHead(404).end();
  });
  await new Promise<void>((done) => server.listen(0, "127.0.0.1", done));
  const url = `http://127.0.0.1:${(server.address() as AddressInfo).port}/`;
  const browser: Browser = await chromium.launch({
    executablePath: ensureChromium(),
    args: [...CHROMIUM_ARGUMENTS],
  });
  return {
    async open(options = {}, instead = {}) {
      const context = await browser.newContext({
        viewport: { width: 1280, height: 900 },
        reducedMotion: "reduce",
        timezoneId: "UTC",
        ...options,
      });
      const page = await context.newPage();
      await page.clock.setFixedTime(NOW);
      const complaints: string[] = [];
      const sent: { method: string; path: string; body: unknown }[] = [];
      page.on("console", (message) => {
        // The browser tells of each answer that is an error, also of those that a test asks for.
        // It also tells of each script that a frame keeps from running, which is what the frame is for.
        const isStatus = /^(?:Failed to load resource|Blocked script execution)/.test(message.text());
        if (["error", "warning"].includes(message.type()) && !isStatus) complaints.push(message.text());
      });
      page.on("pageerror", (error) => complaints.push(String(error)));
      await page.route(/\/(api|session)\b/, async (route) => {
        const { pathname, searchParams } = new URL(route.request().url());
        const method = route.request().method();
        if (pathname === "/api/simulate/page")
          return route.fulfill({
            contentType: "text/html",
            headers: { "content-security-policy": "default-src 'none'; frame-ancestors 'self'; sandbox" },
            body: simulatedPage(JSON.parse(searchParams.get("q") ?? "{}") as SimulatorQuestion),
          });
        const body = route.request().postDataJSON() as unknown;
        if (method !== "GET" && pathname !== "/api/simulate") sent.push({ method, path: pathname, body });
        const answer = Object.hasOwn(instead, pathname)
          ? instead[pathname]
          : answerOf(pathname, searchParams, body);
        if (typeof answer !== "number") return route.fulfill({ json: answer ?? {} });
        return route.fulfill({
          status: answer,
          ...(answer >= 400 && { json: { detail: `the test says ${answer}` } }),
        });
      });
      const go = async (hash: string) => {
        // Navigating to the same page anew, so that nothing of the last one is left.
        await page.goto("about:blank");
        await page.goto(url + hash);
        await page.locator("main .loading").waitFor({ state: "detached" });
        await page.locator("main .card, main .answer, main .empty").first().waitFor();
      };
      return { page, complaints, sent, go, close: () => context.close() };
    },
    async close() {
      await browser.close();
      server.closeAllConnections();
      await new Promise((done) => server.close(done));
    },
  };
}

const REPORTS: Readonly<Record<string, (from: string, to: string) => unknown>> = {
  data: dataReport,
  segments: segmentsReport,
  blocks: blocksReport,
  experiments: experimentsReport,
  privacy: privacyReport,
};

function answerOf(path: string, asked: URLSearchParams, body: unknown): unknown {
  const [, , name = "", id = ""] = path.split("/");
  if (name === "reports") return REPORTS[id]?.(asked.get("from") ?? "", asked.get("to") ?? "") ?? 404;
  if (name === "experiments") {
    const { decision, note, variant } = body as { decision: string; note: string; variant?: string };
    return { decision, note, day: "2026-11-23", figures: [], ...(variant !== undefined && { variant }) };
  }
  if (name === "register") return REGISTER;
  if (name === "simulate") return simulated(body as SimulatorQuestion);
  if (path === "/api/site") return SITE_REPORT;
  if (path === "/api/site/versions") return VERSIONS;
  if (path.endsWith("/warnings")) return path.includes("/current/") ? WARNINGS : OLD_WARNINGS;
  if (path.startsWith("/api/site/versions/")) return path.endsWith("/current") ? FILE : OLD_FILE;
  if (path === "/api/site/rollback") return {};
  return path === "/session" ? 204 : 404;
}
