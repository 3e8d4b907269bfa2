import { cloudflareTest } from "@cloudflare/vitest-plugin";
import { defineConfig } from "vitest/config";

const SOCKET = "test/worker/**/*.socket.test.ts";
const BROWSER = ["test/**/*.browser.test.ts", "test/e2e/**/*.test.ts"];
const WORKER = "test/worker/**/*.test.ts";

const BUNDLED: Readonly<Record<string, string>> = {
  "selvedge:site": `export default { version: 1, id: "bundled" };`,
  "selvedge:catalog": "export default [];",
};

/** Stands in for the site file and the catalog that a build bundles with the Worker; tests bring their own. */
const siteFile = {
  name: "site-file",
  enforce: "pre" as const,
  resolveId: (id: string) => (Object.hasOwn(BUNDLED, id) ? `\0${id}` : undefined),
  load: (id: string) => (id.startsWith("\0selvedge:") ? BUNDLED[id.slice(1)] : undefined),
};

export default defineConfig({
  test: {
    // Two at a time: what the smallest continuous integration machines have.
    maxWorkers: 2,
    projects: [
      {
        // In Node: the pure core, the tools, and what of the client needs no browser.
        test: {
          name: "unit",
          include: ["test/**/*.test.ts"],
          exclude: [WORKER, ...BROWSER],
          // Not a limit on speed: a busy machine may take its time.
          testTimeout: 60_000,
        },
      },
      {
        // In workerd, with the bindings of wrangler.toml.
        plugins: [
          siteFile,
          cloudflareTest({
            wrangler: { configPath: "./wrangler.toml" },
            miniflare: {
              cf: {},
              bindings: { DEV_CONTEXT: "1", SELVEDGE_SECRET: "only-for-tests", ORIGIN: "http://origin.test" },
            },
          }),
        ],
        test: { name: "worker", include: [WORKER], exclude: [SOCKET], testTimeout: 30_000 },
      },
      {
        // The Worker in a workerd of its own, seen from outside: what only a raw connection shows.
        test: { name: "socket", include: [SOCKET], testTimeout: 30_000, hookTimeout: 60_000 },
      },
      {
        // Chromium and the whole product, one file after the other: browsers are hungry.
        test: {
          name: "browser",
          include: BROWSER,
          testTimeout: 60_000,
          hookTimeout: 60_000,
          fileParallelism: false,
        },
      },
    ],
  },
});
