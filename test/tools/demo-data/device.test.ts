import { describe, expect, test } from "vitest";
import { measuredName } from "../../../shared/measure/measured-names.ts";
import type { TagConfig } from "../../../shared/wire.ts";
import { Device } from "../../../tools/demo-data/device.ts";
import { habitsOf } from "../../../tools/demo-data/habits.ts";
import { random } from "../../../tools/demo-data/random.ts";
import { demoProducts } from "../../../tools/demo-data/shop.ts";
import { compiledSite } from "../../../tools/compiled.ts";
import { loadSiteFile } from "../../../tools/site-file.ts";

const loaded = await loadSiteFile("test/site/site.json");
if (!loaded.ok) throw new Error("the demo shop's site file is broken");
const { site } = loaded.value;
const { plan } = compiledSite(site);
const products = await demoProducts();
const NOON = Date.parse("2026-11-20T12:00:00Z");

const config = {
  plan: plan.hash,
  attributes: plan.attributes,
  goals: site.goals,
  measured: [measuredName("returning")],
  experiments: [
    { id: "holdout", hash: "h", layer: "holdout", share: 1, segments: [], goals: ["order", "basket"] },
    ...["buy-promise", "basket-note"].map((id) => ({
      id,
      hash: "x",
      layer: id,
      share: 1,
      segments: [],
      goals: ["order", "basket"],
    })),
  ],
} as unknown as TagConfig;
const answer = (exposed: readonly string[], variants: readonly number[] = [1, 2, 2]) => ({
  variants,
  decision: { segments: ["returning", "evening"], blocks: [], lost: [], exposed },
});

function arrived(isOnPhone = false): Device {
  const device = new Device({ ...habitsOf(products, 28, random(1)), isOnPhone }, random(2));
  device.arrive(config, NOON, "/");
  device.view({ path: "/" });
  return device;
}

describe("a simulated device", () => {
  test("asks to be drawn once, and tells its variants from then on", () => {
    const device = arrived();
    expect(device.signal("/", [])).toMatchObject({ variants: [null, null, null], counts: [["view"]] });
    expect(device.variantOf("buy-promise")).toBe(0);
    device.take(answer([]));
    expect(device.variantOf("buy-promise")).toBe(2);
    expect(device.signal("/rain/", []).variants).toEqual([1, 2, 2]);
  });

  test("joins its day, week and month, and what it is exposed to, once; an order moves all but the week", () => {
    const device = arrived();
    device.signal("/", []);
    device.take(answer([]));
    const { decision } = answer(["x.buy-promise.2"]);
    device.see(decision);
    device.see(decision);
    expect(device.signal("/", []).counts?.filter(([kind]) => kind !== "vital")).toEqual([
      ["joined", "d", ["returning"]],
      ["joined", "w", ["returning"]],
      ["joined", "m", ["returning"]],
      ["joined", "x.buy-promise.2", []],
    ]);
    device.happen([{ name: "purchase", properties: { value: 120 } }]);
    expect(device.signal("/thanks/", []).counts).toEqual([
      ["event", "purchase"],
      ["goal", "order", 100],
      ["reached", "d", "order", 0, 4, ["returning"]],
      ["reached", "m", "order", 0, 4, ["returning"]],
      ["reached", "x.buy-promise.2", "order", 0, 4, []],
    ]);
    expect(device.isWaiting).toBe(false);
  });

  test("loses the exposures of one variant on phones, so that an experiment is broken", () => {
    for (const isOnPhone of [false, true]) {
      const device = arrived(isOnPhone);
      device.signal("/", []);
      device.take(answer([]));
      device.see(answer(["x.basket-note.2"]).decision);
      const joined = device.signal("/cart/", []).counts?.some(([, cohort]) => cohort === "x.basket-note.2");
      expect(joined).toBe(!isOnPhone);
    }
  });

  test("sends the courses that the plan knows", () => {
    const { now, next } = arrived().signal("/", []);
    expect(now).toHaveLength(plan.entries.length);
    expect(next).toHaveLength(plan.entries.length);
  });
});
