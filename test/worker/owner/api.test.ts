import { reset } from "cloudflare:test";
import * as v from "valibot";
import { afterEach, describe, expect, test } from "vitest";
import {
  blocksReportSchema,
  type DataReport,
  dataReportSchema,
  type ExperimentsReport,
  experimentsReportSchema,
  privacyReportSchema,
  type SegmentsReport,
  segmentsReportSchema,
} from "../../../shared/report/contract.ts";
import type { Decision } from "../../../shared/report/contract.ts";
import { isoDay } from "../../../shared/receipt.ts";
// Loaded when it is first asked, which here isn't what is waited for.
import "../../../worker/owner/api.ts";
import { addCells } from "../../../worker/cells.ts";
import { ADMIN, ownedEdge } from "../preview/support.ts";
import { type Edge, SITE, TODAY } from "../support.ts";
import { get, owner, post } from "./asking.ts";

afterEach(() => reset());

const TESTED = {
  ...SITE,
  holdout: 0.1,
  experiments: {
    welcome: {
      hypothesis: "=A greeting helps",
      variants: { control: {}, greeting: { blocks: ["welcome"] } },
      primary: "order",
    },
  },
};
const mint = async (edge: Edge, scopes: readonly string[], days = 1) =>
  (await (await post(edge, "tokens", { scopes, days })).json<{ token: string }>()).token;

/** As so many messages of one visitor each, so many days ago. */
async function count(edge: Edge, counts: Readonly<Record<string, number>>, daysAgo = 1): Promise<void> {
  await addCells(edge.env, {
    site: "test-shop",
    message: crypto.randomUUID(),
    hour: (TODAY - daysAgo) * 24,
    changes: [{ cells: Object.entries(counts) }],
  });
}

describe("reports", () => {
  const schemas = {
    data: dataReportSchema,
    segments: segmentsReportSchema,
    blocks: blocksReportSchema,
    experiments: experimentsReportSchema,
    privacy: privacyReportSchema,
  };

  test.each(Object.entries(schemas))(
    "%s is as its schema says, with nothing counted and with something",
    async (name, schema) => {
      const edge = ownedEdge({ site: TESTED });
      for (const more of [false, true]) {
        if (more)
          await count(edge, {
            view: 70,
            "joined:d": 60,
            "reached:d:order:2": 30,
            "joined:x.welcome.1": 40,
            "joined:x.welcome.2": 40,
            "reached:x.welcome.2:order:3": 20,
            "choice:pm": 30,
            "choice:-": 20,
          });
        const answer = await get(edge, `reports/${name}`);
        expect([answer.status, answer.headers.get("cache-control")]).toEqual([200, "no-store"]);
        const parsed = v.safeParse(schema, await answer.json());
        expect(parsed.issues ?? []).toEqual([]);
        const csv = await get(edge, `reports/${name}?format=csv`);
        expect([csv.status, csv.headers.get("content-type")]).toEqual([200, "text/csv; charset=utf-8"]);
      }
    },
  );

  test("tell how often the edge knew a page, and what a bandit cost beside an even spread", async () => {
    const { welcome } = TESTED.experiments;
    const edge = ownedEdge({
      site: {
        ...TESTED,
        goals: { ...SITE.goals, signup: { event: "form" } },
        experiments: { welcome: { ...welcome, primary: "signup", bandit: {} } },
      },
    });
    await count(edge, { "page:known": 3, "page:new": 1 }, 0);
    const data = await (await get(edge, "reports/data")).json<DataReport>();
    expect(data.pageMemory).toEqual({ known: 3, new: 1, hitRate: 0.75 });
    const told = async () =>
      (await (await get(edge, "reports/experiments")).json<ExperimentsReport>()).experiments[0]!.bandit!;
    expect(await told()).toEqual({ weights: [0.5, 0.5], regret: null, evenly: null });
    // By the means of the posteriors (Laplace), which don't overlap: of a thousand visitors, then of half of all.
    const lost = 601 / 3002 - 101 / 1002;
    await count(edge, {
      "joined:x.welcome.1": 1000,
      "joined:x.welcome.2": 3000,
      "reached:x.welcome.1:signup:1": 100,
      "reached:x.welcome.2:signup:1": 600,
    });
    await edge.post(`${ADMIN}/bandits`, {}, { headers: owner });
    const { regret, evenly } = await told();
    expect([regret, evenly]).toEqual([expect.closeTo(1000 * lost, 2), expect.closeTo(2000 * lost, 2)]);
  });

  test("invariant 7: visitors of a day that isn't over are told of by nobody; those of yesterday are", async () => {
    const edge = ownedEdge({ site: TESTED });
    await count(edge, { "joined:d": 60 });
    await count(edge, { "joined:d": 50 }, 0);
    const day = isoDay(TODAY);
    const sizes = async () =>
      (await (await get(edge, `reports/segments?to=${day}`)).json<SegmentsReport>()).segments[0]!.size;
    expect(await sizes()).toBe(60);
    edge.now += 86_400_000;
    expect(await sizes()).toBe(110);
  });

  test("invariant 9: a range that is none, and a format that is none, are refused by name", async () => {
    const edge = ownedEdge();
    const refused = async (path: string) => {
      const answer = await get(edge, path);
      return [answer.status, (await answer.json<{ detail: string }>()).detail];
    };
    expect(await refused("reports/data?from=2026-13-01")).toEqual([
      400,
      'from: expected a day such as "2026-11-30"',
    ]);
    expect(await refused("reports/data?format=xml")).toEqual([400, 'format: expected "json" or "csv"']);
    expect((await get(edge, "reports/all")).status).toBe(404);
  });
});

describe("tokens", () => {
  test("let in for what they were minted for, and for nothing else", async () => {
    const edge = ownedEdge();
    const read = { authorization: `Bearer ${await mint(edge, ["read"])}` };
    const publish = { authorization: `Bearer ${await mint(edge, ["publish"])}` };
    expect((await get(edge, "reports/data", read)).status).toBe(200);
    expect((await edge.ask(`${ADMIN}/api/reports/privacy`, { headers: read })).status).toBe(200);
    expect((await get(edge, "reports/data", publish)).status).toBe(403);
    expect((await post(edge, "site/rollback", { version: "x" }, read)).status).toBe(403);
    expect((await post(edge, "site/rollback", { version: "x" }, publish)).status).toBe(404);
    expect((await post(edge, "tokens", { scopes: ["read"] }, publish)).status).toBe(403);
  });

  test("end with their time, with another generation and with another OWNER_TOKEN, and can't be made up", async () => {
    const edge = ownedEdge();
    const token = await mint(edge, ["read"]);
    const status = async (text: string, at = edge) =>
      (await get(at, "site", { authorization: `Bearer ${text}` })).status;
    expect(await status(token)).toBe(200);
    expect(await status(token.replace(".read.", ".publish."))).toBe(401);
    expect(await status(token.replace(/\.(\d+)\./, (_, until) => `.${Number(until) + 1}.`))).toBe(401);
    expect(await status(token, ownedEdge({ env: { TOKEN_GENERATION: "2" } }))).toBe(401);
    const changed = ownedEdge({ env: { OWNER_TOKEN: "another" } });
    expect(await status(token, changed)).toBe(401);
    edge.now += 86_400_000;
    expect(await status(token)).toBe(401);
  });
});

describe("the register", () => {
  test("keeps decisions with the figures of their time, and experiments that have left the site file", async () => {
    const edge = ownedEdge({ site: TESTED });
    await count(edge, { "joined:x.welcome.1": 40, "joined:x.welcome.2": 50 });
    const path = "experiments/welcome/decision";
    expect((await post(edge, path, { decision: "ship", variant: "none" })).status).toBe(400);
    expect((await post(edge, "experiments/none/decision", { decision: "ship" })).status).toBe(404);
    const answer = await post(edge, path, { decision: "ship", variant: "greeting", note: "-it helps" });
    expect(answer.status).toBe(201);
    expect((await answer.json<Decision>()).figures.map(({ visitors }) => visitors)).toEqual([40, 50]);
    const later = ownedEdge();
    const { entries } = await (
      await get(later, "register")
    ).json<{ entries: readonly Record<string, object>[] }>();
    expect(entries.find(({ experiment }) => (experiment as { id: string }).id === "welcome")).toMatchObject({
      experiment: { state: "gone", hypothesis: "=A greeting helps" },
      decisions: [{ decision: "ship", variant: "greeting", day: isoDay(TODAY) }],
    });
    const csv = await (await get(later, "register?format=csv")).text();
    expect(csv).toContain("'=A greeting helps");
    expect(csv).toContain("'-it helps");
  });
});

describe("the simulator", () => {
  test("tells which segments hold, why, what the page has, and links to it", async () => {
    const answer = await post(ownedEdge(), "simulate", {
      attributes: { visits: 3 },
      context: { country: "DE" },
      origin: "https://shop.example",
    });
    const { segments, blocks, preview } = await answer.json<
      Record<"segments" | "blocks", object[]> & { preview: object }
    >();
    expect(segments).toMatchObject([
      { id: "returning", holds: true, why: expect.stringMatching(/visits/i) },
      { id: "business", holds: false },
      { id: "polish", holds: false },
      { id: "newsletter" },
    ]);
    expect(blocks).toMatchObject([{ id: "welcome", shown: true }, {}, {}, {}]);
    expect(preview).toMatchObject({ url: expect.stringContaining("/_selvedge/preview/start?t=") });
  });

  test("invariant 9: names that nothing has are refused with their place", async () => {
    const answer = await post(ownedEdge(), "simulate", { attributes: { visit: 3 }, context: { hour: "9" } });
    const { issues } = await answer.json<{ issues: readonly { path: string }[] }>();
    expect(issues.map(({ path }) => path)).toEqual(["attributes.visit", "context.hour"]);
  });
});

test("the description is OpenAPI 3.1, of every route that there is, and names no schema that isn't there", async () => {
  const edge = ownedEdge();
  const answer = await get(edge, "openapi.json", {});
  const description = await answer.json<{
    openapi: string;
    paths: Record<string, Record<string, Operation>>;
  }>();
  expect(description.openapi).toBe("3.1.0");
  interface Operation {
    readonly parameters: readonly { readonly name: string; readonly in: string }[];
    readonly responses: Record<string, { description: string; content: Record<string, { schema: object }> }>;
  }
  for (const [path, item] of Object.entries(description.paths)) {
    for (const [method, { parameters, responses }] of Object.entries(item)) {
      const inPath = parameters.filter((each) => each.in === "path").map(({ name }) => `{${name}}`);
      expect(path.match(/\{\w+\}/g) ?? []).toEqual(inPath);
      expect(Object.keys(responses)).toHaveLength(2);
      for (const { description, content } of Object.values(responses)) {
        expect(description).not.toBe("");
        for (const { schema } of Object.values(content)) expect(Object.keys(schema)).not.toHaveLength(0);
      }
      const asked = await edge.ask(`${ADMIN}${path.replace(/\{\w+\}/g, "x")}`, {
        method: method.toUpperCase(),
      });
      expect(asked.status, `${method} ${path} is there, for the owner alone`).toBe(401);
    }
  }
  const references = JSON.stringify(description).match(/"#[^"]*"/g) ?? [];
  expect(new Set(references)).toEqual(new Set(['"#/components/schemas/Problem"']));
});
