import { beforeEach, describe, expect, test } from "vitest";
import { layerName } from "../../shared/data-layer-names.ts";
import { GTAG, head, layer, push, serveLayered, thrown } from "./layered.ts";
import { becomes, call, context, openAroundEach, page, stub, until } from "./opened.ts";
import { answered, type PageWindow } from "./stub.ts";

openAroundEach();

const DECISION = {
  segments: ["returning", "vip"],
  blocks: [{ id: "hero", case: 1 }, { id: "vip-offer" }],
  lost: [],
};
/** As the edge writes it into a page. */
const decided = (decision: object) =>
  `<script type="application/json" id="selvedge-decision">${JSON.stringify(decision)}</script>`;
const SEGMENTS = { event: "selvedge_segments", selvedge_segments: "returning" };
const EXPOSURE = { event: "selvedge_exposure", selvedge_block: "hero", selvedge_case: 1 };
/** What isn't told here. */
const UNTOLD = { untold: [layerName("s", "vip"), layerName("b", "vip-offer")] };

/** What we have written, as it stands in the layer. */
const written = async () => (await layer()).filter((entry) => JSON.stringify(entry).includes("selvedge"));
const answerWith = (segments: string[], blocks: object[] = []) => {
  stub.answer = ({ counts }) => ({
    status: 200,
    body: { ...(counts && { counted: true }), decision: { segments, blocks, lost: [] } },
  });
};

beforeEach(() => {
  serveLayered(["layer-out"], UNTOLD);
  answerWith(DECISION.segments, DECISION.blocks);
  stub.pages["/"] = head(GTAG) + decided(DECISION);
});

describe("with consent to measurement", () => {
  beforeEach(() => answered(context, stub, "pm"));

  test("segments and the page's blocks are told, but for those that aren't to be, once", async () => {
    await page.goto(stub.origin);
    await until(() => stub.signals().some(({ now }) => now));
    await becomes("visits", 1);
    await until(async () => (await written()).length === 2);
    await call("event", "cart", { value: 5 });
    await becomes("cartValue", 5);
    expect(await written()).toEqual([SEGMENTS, EXPOSURE]);
    expect(await thrown()).toEqual([]);
  });

  test("a change is told; what only later pages will show isn't", async () => {
    answerWith(["returning", "buyer", "vip"], [{ id: "hero", case: 1 }, { id: "thanks" }]);
    await page.goto(stub.origin);
    await until(async () => (await written()).length === 3);
    expect(await written()).toEqual([
      SEGMENTS,
      EXPOSURE,
      { event: "selvedge_segments", selvedge_segments: "returning,buyer" },
    ]);
  });

  test("only what is listed, where the site file lists", async () => {
    stub.config = { ...stub.config, layer: { told: [layerName("s", "vip")] } };
    await page.goto(stub.origin);
    await until(async () => (await written()).length > 0);
    expect(await written()).toEqual([{ event: "selvedge_segments", selvedge_segments: "vip" }]);
  });

  test("as Google's own tag takes it, where there is no container", async () => {
    stub.config = { ...stub.config, layer: { ...UNTOLD, as: "gtag" } };
    await page.goto(stub.origin);
    await until(async () => (await written()).length === 2);
    expect(await written()).toEqual([
      ["event", "selvedge_segments", { selvedge_segments: "returning" }],
      ["event", "selvedge_exposure", { selvedge_block: "hero", selvedge_case: 1 }],
    ]);
  });

  test("pages without a layer get one, and pages whose layer fails go on", async () => {
    stub.pages["/"] = head("") + decided(DECISION);
    await page.goto(stub.origin);
    await until(async () => (await written()).length === 2);
    stub.pages["/odd"] =
      head(`<script>dataLayer = { push() { throw new Error("odd"); } }</script>`) + decided(DECISION);
    await page.goto(`${stub.origin}/odd`);
    await until(() => stub.signals().some(({ path, counts }) => path === "/odd" && counts));
    await call("event", "cart", { value: 5 });
    await becomes("cartValue", 5);
    expect(await thrown()).toEqual([]);
  });

  test("nothing in an owner's preview", async () => {
    stub.pages["/"] = `${head(`${GTAG}<script async src="/inspector.js"></script>`)}${decided(DECISION)}`;
    await page.goto(stub.origin);
    await until(() => stub.signals().some(({ now }) => now));
    await call("decided", { segments: ["other"], blocks: [], lost: [] });
    expect(await written()).toEqual([]);
  });

  test("what we write isn't read back", async () => {
    serveLayered(["layer-in"], { ...UNTOLD, as: "gtag" });
    await page.goto(stub.origin);
    await until(async () => (await written()).length === 2);
    await push({ event: "add_to_cart", value: 7 });
    await becomes("cartValue", 7);
    expect((await written()).length).toBe(2);
  });

  test("where an ad blocker takes the part away nobody hears of it", async () => {
    await page.route(/\/parts\.js\?.*layer-out/, (route) => route.abort());
    await page.goto(stub.origin);
    await until(() => stub.loaded.includes("policy.js"));
    expect(await written()).toEqual([]);
    expect(await thrown()).toEqual([]);
  });
});

describe("invariant 1: without it nothing is told", () => {
  test.each(["p", "-"])("to a visitor who has said %s", async (purposes) => {
    await answered(context, stub, purposes);
    await page.goto(stub.origin);
    if (purposes === "p") await until(() => stub.signals().some(({ now }) => now));
    else await until(() => stub.loaded.includes("way-back.js"));
    await call("event", "cart", { value: 5 });
    if (purposes === "p") await becomes("cartValue", 5);
    expect(await written()).toEqual([]);
  });

  test("before an answer; with a yes the page is told as it is", async () => {
    await page.goto(stub.origin);
    await page.waitForFunction(() => (window as unknown as PageWindow).firstLayer !== undefined);
    expect(await written()).toEqual([]);
    expect(stub.loaded).not.toContain("layer-out.js");
    await call("consent", ["personalization", "measurement"]);
    await until(async () => (await written()).length === 2);
    expect(await written()).toEqual([SEGMENTS, EXPOSURE]);
  });

  test("invariant 6: nor after a no, whatever is decided then", async () => {
    await answered(context, stub, "pm");
    await page.goto(stub.origin);
    await until(async () => (await written()).length === 2);
    await call("consent", []);
    await until(() => stub.seen.some(({ path }) => path.endsWith("/consent")));
    await call("decided", { segments: ["other"], blocks: [], lost: [] });
    await call("consent", ["personalization"]);
    await becomes("visits", 1);
    await call("decided", { segments: ["other"], blocks: [], lost: [] });
    expect(await written()).toEqual([SEGMENTS, EXPOSURE]);
  });
});
