import type { ConditionInterface } from "@growthbook/growthbook";
import { handleRequest } from "@growthbook/edge-cloudflare";
import { EDITS, TARGETS } from "./edits.ts";

/**
 * The GrowthBook edge app with the same four edits, each a visual experiment for all who match its condition. It is
 * spared whatever could be: the payload is in memory (no network, no KV), the visitor's attributes are given (no
 * cookie is read or verified), and the tag is one more edit instead of the 45 kB of its SDK in each page.
 */
const PAYLOAD = {
  status: 200,
  features: {},
  experiments: [
    experiment("tag", {}, { selector: "head", attribute: "html", action: "append", value: EDITS.tag }),
    experiment(
      "hero",
      { visits: { $gte: 2 } },
      { selector: TARGETS.hero, attribute: "html", action: "set", value: EDITS.hero },
    ),
    experiment(
      "notice",
      { favourite: "rain" },
      { selector: TARGETS.notice, attribute: "html", action: "set", value: EDITS.notice },
    ),
    experiment(
      "cta",
      { favourite: "rain" },
      { selector: TARGETS.offer, attribute: "href", action: "set", value: EDITS.offer },
    ),
    experiment(
      "badge",
      { visits: { $gte: 2 } },
      { selector: TARGETS.badge, attribute: "class", action: "append", value: EDITS.badge },
    ),
  ],
};

const VISITOR = { id: "one-and-the-same", visits: 2, favourite: "rain" };

interface Mutation {
  readonly selector: string;
  readonly attribute: string;
  readonly action: "append" | "set";
  readonly value: string;
}

/** All who match `condition` get the change; the weights leave nobody without. */
function experiment(key: string, condition: ConditionInterface, mutation: Mutation) {
  return {
    key,
    changeId: key,
    hashAttribute: "id",
    hashVersion: 2,
    status: "running" as const,
    coverage: 1,
    weights: [0, 1],
    condition,
    urlPatterns: [{ include: true, type: "simple" as const, pattern: "*" }],
    variations: [{}, { domMutations: [mutation] }] as [object, object],
  };
}

export default {
  fetch(request: Request, env: { readonly ORIGIN: string }): Promise<Response> {
    return handleRequest(
      request,
      { PROXY_TARGET: env.ORIGIN, RUN_VISUAL_EDITOR_EXPERIMENTS: "edge" },
      { payload: PAYLOAD, attributes: VISITOR, skipAutoAttributes: true, disableInjections: true },
    );
  },
};
