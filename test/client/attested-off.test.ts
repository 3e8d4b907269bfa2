import { describe, expect, test } from "vitest";
import { attest } from "../../client/kinds/attested.ts";
import { newProfile, type Profile } from "../../shared/profile.ts";
import { withSwitchedOff } from "../../shared/switched-off.ts";
import type { TagAttributes } from "../../shared/aggregate.ts";
import type { TagAttribute } from "../../shared/wire.ts";

const attribute = (hash: string, byToken?: true): TagAttribute => ({
  kind: "attested",
  hash,
  horizon: 0,
  values: ["yes"],
  ...(byToken && { byToken }),
});
const ATTRIBUTES: TagAttributes = {
  read: attribute("r", true),
  unread: attribute("u"),
  third: attribute("t", true),
};
const profile: Profile = {
  ...newProfile(20_000),
  attributes: {
    read: { hash: "r", state: ["", 0, null] },
    unread: { hash: "u", state: ["", 0, null] },
  },
};
const off = (...attributes: string[]) =>
  attest(
    withSwitchedOff(profile, ATTRIBUTES, { attributes, segments: ["a"], blocks: [] }),
    ATTRIBUTES,
    20_000,
  );

describe("attested attributes that are switched off", () => {
  test("are told by name, since they have no course, and take back what was attested", () => {
    expect(attest(profile, ATTRIBUTES, 20_000)).toEqual({ attested: "" });
    expect(off("read")).toEqual({ attested: "", off: ["a:read", "s:a"] });
    expect(off("third", "read")).toEqual({ attested: "", off: ["a:read", "a:third", "s:a"] });
  });

  test("keep the whole token on the device, also where nothing reads them", () => {
    expect(off("unread")).toEqual({ attested: "" });
    const all = withSwitchedOff(profile, ATTRIBUTES, { all: true, attributes: [], segments: [], blocks: [] });
    expect(attest(all, ATTRIBUTES, 20_000)).toEqual({ attested: "" });
  });
});
