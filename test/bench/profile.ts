import * as v from "valibot";
import { compileSite } from "../../shared/decision.ts";
import { siteSchema } from "../../shared/site/schema.ts";
import type { TagConfig } from "../../shared/wire.ts";
import { inChromium } from "./in-chromium.ts";
import type { ProfileRound } from "./profile-page.ts";
import { quantile, ratioOf, type Report, type Row } from "./report.ts";

const ROUNDS = 15;
const EVENTS = 200;

/** Ten attributes of each kind that counts views, so that every event changes fifty. */
const KINDS: Readonly<Record<string, (index: number) => object>> = {
  count: (index) => ({ count: "view", where: { path: `/products/${index}` } }),
  lately: (index) => ({ count: "view", within: `${index + 7}d` }),
  sum: (index) => ({ sum: "view", of: "value", within: `${index + 7}d` }),
  top: (index) => ({ top: "view", of: "category", halfLife: `${index + 7}d` }),
  last: () => ({ last: "view", of: "item" }),
};

/**
 * What an event costs on the device, in Chromium: the tag's update of a profile of fifty attributes, each read by
 * a segment, against `update()` of idb-keyval on a record of the same size that changes nothing.
 */
export async function benchProfile(progress: (text: string) => void): Promise<Report> {
  progress("starting Chromium");
  const rounds = await inChromium<ProfileRound[]>(
    "test/bench/profile-page.ts",
    `benchProfile(${JSON.stringify(config())}, ${ROUNDS}, ${EVENTS})`,
  );
  return reportOf(rounds);
}

function config(): Pick<TagConfig, "attributes" | "consent"> {
  const attributes = Object.fromEntries(
    Object.entries(KINDS).flatMap(([kind, make]) =>
      Array.from({ length: 10 }, (_, index) => [`${kind}${index}`, make(index)]),
    ),
  );
  const segments = Object.fromEntries(
    Object.keys(attributes).map((id) => [
      `of-${id}`,
      { when: { [id]: id.startsWith("top") ? "rain" : { $gte: 3 } } },
    ]),
  );
  const site = v.parse(siteSchema, { version: 1, id: "bench", maxBits: 40, attributes, segments });
  return {
    attributes: compileSite(site, () => () => true).plan.attributes,
    consent: { mode: "opt-in", revision: 1, retention: 180, languages: ["en"], ask: "widget" },
  };
}

function reportOf(rounds: readonly ProfileRound[]): Report {
  const times = (name: keyof ProfileRound) => rounds.map((round) => round[name]);
  const row = (name: string, key: keyof ProfileRound, ratios: Row["ratios"] = []): Row => ({
    name,
    value: quantile(times(key), 0.5),
    unit: "ms",
    ratios,
  });
  const bare = times("bare");
  return {
    title: `profile: one event, fifty attributes, in Chromium; median of ${ROUNDS} rounds of ${EVENTS} (quartiles)`,
    rows: [
      row("bare update()", "bare"),
      row("the tag's update", "update", [ratioOf("bare update()", times("update"), bare, 1.3)]),
      row("of it computing", "computing", [ratioOf("bare update()", times("computing"), bare)]),
      row("projecting, once a signal", "projecting", [ratioOf("bare update()", times("projecting"), bare)]),
    ],
  };
}
