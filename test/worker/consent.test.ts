import { describe, expect, test } from "vitest";
import * as v from "valibot";
import { UNKNOWN } from "../../shared/condition.ts";
import { modeFor, permittedContext } from "../../shared/permission.ts";
import { siteSchema } from "../../shared/site/schema.ts";
import type { SiteInput } from "../../shared/site/schema.ts";
import { permissionOf } from "../../worker/consent.ts";
import { NOON, choice } from "./support.ts";

type Terms = NonNullable<SiteInput["consent"]>;

const siteOf = (consent: Terms) => v.parse(siteSchema, { version: 1, id: "t", consent });
const POLAND = { country: "PL", region: null };

function permission(consent: Terms, sv_c: string | undefined, gpc: string | undefined) {
  const request = new Request("https://shop.example/", {
    headers: gpc === undefined ? {} : { "sec-gpc": gpc },
  });
  return permissionOf(request, siteOf(consent), sv_c, POLAND, NOON);
}

describe("invariant 1: what may be done, by choice, Global Privacy Control and mode", () => {
  const YES = choice();
  const YES_UNDER_GPC = choice(undefined, { gpc: true });
  const NO = choice([]);
  // Choice, Sec-GPC, then personalization in opt-in and opt-out regions.
  test.each([
    ["none", undefined, undefined, false, true],
    ["none", undefined, "1", false, false],
    ["yes", YES, undefined, true, true],
    ["yes", YES, "1", false, false],
    ["yes, with GPC seen", YES_UNDER_GPC, "1", true, true],
    ["yes, with GPC seen", YES_UNDER_GPC, undefined, true, true],
    ["no", NO, undefined, false, false],
    ["no", NO, "1", false, false],
    ["unreadable", "1.pm", undefined, false, false],
    ["empty", "", undefined, false, false],
    ["of another revision", choice(undefined, { revision: 2 }), undefined, false, false],
    ["GPC that isn't exactly 1", undefined, "true", false, true],
  ])("%s, %s with Sec-GPC %s", (_, sv_c, gpc, optIn, optOut) => {
    for (const [mode, yes] of [
      ["opt-in", optIn],
      ["opt-out", optOut],
    ] as const) {
      const { consent } = permission({ mode }, sv_c, gpc);
      expect([mode, consent.personalization, consent.measurement]).toEqual([mode, yes, yes]);
    }
  });
});

describe("context without consent", () => {
  const NO = choice([]);
  // Rule, then whether context may be used: nobody asked, after a no, under GPC.
  test.each<[NonNullable<Terms["contextual"]>, boolean, boolean, boolean]>([
    ["always", true, true, false],
    ["until-refused", true, false, false],
    ["never", false, false, false],
  ])("%s", (contextual, unasked, refused, gpc) => {
    expect(permission({ contextual }, undefined, undefined).contextual).toBe(unasked);
    expect(permission({ contextual }, NO, undefined).contextual).toBe(refused);
    expect(permission({ contextual }, undefined, "1").contextual).toBe(gpc);
    expect(permission({ contextual }, choice([], { gpc: true }), undefined).contextual).toBe(false);
    expect(permission({ contextual }, choice(), undefined).contextual).toBe(true);
  });

  const CONTEXT = {
    country: "PL",
    source: "news",
    medium: "email",
    campaign: "may",
    path: "/",
    host: "shop.example",
  };

  test("never names the campaign, and after a refusal nothing but the page", () => {
    expect(permittedContext(CONTEXT, permission({}, undefined, undefined))).toEqual({
      ...CONTEXT,
      source: UNKNOWN,
      medium: UNKNOWN,
      campaign: UNKNOWN,
    });
    expect(permittedContext(CONTEXT, permission({}, NO, undefined))).toEqual({
      country: UNKNOWN,
      source: UNKNOWN,
      medium: UNKNOWN,
      campaign: UNKNOWN,
      path: "/",
      host: "shop.example",
    });
    expect(permittedContext(CONTEXT, permission({}, choice(), undefined))).toEqual(CONTEXT);
  });
});

describe("the mode of a region", () => {
  const terms = siteOf({
    mode: "opt-out",
    regions: { DE: "opt-in", "US-CA": "opt-in", "US-TX": "opt-out", CH: "opt-out" },
  }).consent;
  test.each([
    ["PL", null, "opt-out"],
    ["DE", null, "opt-in"],
    ["DE", "DE-BE", "opt-in"],
    ["US", "US-CA", "opt-in"],
    ["US", "US-TX", "opt-out"],
    ["US", "US-NY", "opt-out"],
    ["US", null, "opt-in"],
    ["CH", null, "opt-out"],
    [null, null, "opt-in"],
  ])("%s, %s: %s", (country, region, mode) => {
    expect(modeFor(terms, { country, region })).toBe(mode);
  });
});
