import { type ChildProcess, spawn } from "node:child_process";
import { once } from "node:events";
import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterEach, beforeEach, expect, test } from "vitest";
import { dayOf } from "../../shared/day.ts";
import { CHROMIUM_ARGUMENTS, findChromium } from "../../tools/chromium.ts";
import { until } from "./opened.ts";
import { openStub, type Stub } from "./stub.ts";

/** Chromium prerenders nothing while it is driven from outside, so that it runs by itself here. */
let browser: ChildProcess;
let folder: string;
let stub: Stub;

beforeEach(async () => {
  stub = await openStub();
  folder = await mkdtemp(join(tmpdir(), "selvedge-prerender-"));
});
afterEach(async () => {
  browser.kill();
  await once(browser, "exit");
  await stub.close();
  await rm(folder, { recursive: true, force: true, maxRetries: 5 });
});

/** What the edge has done to the page, which a framework draws. */
const DECISION = {
  segments: [],
  blocks: [
    {
      id: "block",
      edit: {
        block: "block",
        target: "#block",
        claims: ["|content|"],
        calls: [["", "replaceChildren", ["Chosen"]]],
      },
    },
  ],
  lost: [],
};

const told = (path: string) => stub.seen.some((each) => each.path === `/_selvedge/${path}`);

test("nothing is counted of a page that is prerendered, until it is looked at", async () => {
  const rules = JSON.stringify({ prerender: [{ urls: ["/next"], eagerness: "immediate" }] });
  // Without a closing tag the stub puts no tag of ours in.
  stub.pages["/"] = `<script>
      document.cookie = "sv_c=1.pm.1.${dayOf(Date.now())}.0.1; Path=/";
      const go = async () => (await (await fetch("/go")).text()).includes("now") ? location.href = "/next" : setTimeout(go, 100);
      go();
    </script><script type="speculationrules">${rules}</script>`;
  stub.pages["/go"] = "not yet";
  stub.pages["/next"] = `<script>
      fetch("/_selvedge/" + (document.prerendering ? "prerendered" : "opened"));
      document.addEventListener("prerenderingchange", () => fetch("/_selvedge/looked-at"));
    </script>
    <script type="application/json" id="selvedge-decision">${JSON.stringify(DECISION)}</script>
    <script type="module" async src="/_selvedge/views.js"></script></head><body><p id="block">Chosen</p>`;
  const options = [
    `--user-data-dir=${folder}`,
    "--remote-debugging-port=0",
    "--disable-features=Prerender2MemoryControls",
  ];
  browser = spawn(findChromium()!, [...CHROMIUM_ARGUMENTS, ...options, `${stub.origin}/`], {
    stdio: "ignore",
  });

  await until(
    () => told("prerendered") && stub.loaded.includes("tag.js") && stub.loaded.includes("views.js"),
  );
  // Time enough for a tag that wouldn't wait.
  await new Promise((resolve) => setTimeout(resolve, 1000));
  expect(stub.seen.map(({ path }) => path)).toEqual(["/_selvedge/prerendered"]);

  stub.pages["/go"] = "now";
  await until(() => stub.signals().some(({ counts }) => counts));
  expect(told("looked-at")).toBe(true);
  expect(stub.signals().flatMap(({ counts = [] }) => counts)).toEqual([["view"]]);
});
