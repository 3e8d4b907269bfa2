import { expect, test } from "vitest";
import type { Definition } from "../../../shared/attribute.ts";
import { signedText } from "../../../shared/attested-token.ts";
import type { SiteEvent } from "../../../shared/event.ts";
import { attested } from "../../../shared/kinds/attested.ts";
import { ATTESTED_TOKEN_CHARACTERS } from "../../../shared/limits.ts";
import { momentOn } from "./moment.ts";

const TODAY = 20_000;
const stage: Definition = { kind: "attested", of: "stage", values: ["lead", "customer"] };

const tokenOf = (values: Record<string, string>, until = TODAY + 2) =>
  `${signedText({ values, until })}.c2ln`;

type Token = SiteEvent["properties"][string];

function told(...tokens: readonly Token[]) {
  return tokens.reduce<ReturnType<typeof attested.reduce>>(
    (state, token) =>
      attested.reduce(state, stage, { name: "declare", properties: { "": token } }, momentOn(TODAY)),
    undefined,
  );
}

const valueOn = (day: number, ...tokens: readonly Token[]) =>
  attested.value(told(...tokens), stage, momentOn(day));

test("the value counts till the day on which the token ends", () => {
  const token = tokenOf({ plan: "pro", stage: "customer" });
  expect(told(token)).toEqual([token, TODAY + 2, "customer"]);
  expect([0, 1, 2, 3].map((days) => valueOn(TODAY + days, token))).toEqual([
    "customer",
    "customer",
    null,
    null,
  ]);
});

test("a later token replaces it, also one that says nothing; none at all takes it back", () => {
  const first = tokenOf({ stage: "customer" });
  expect(valueOn(TODAY, first, tokenOf({ stage: "lead" }))).toBe("lead");
  expect(valueOn(TODAY, first, tokenOf({}))).toBeNull();
  for (const none of ["", null]) expect(told(first, none)).toEqual(["", 0, null]);
});

test("what is no token, or another event, changes nothing; an undeclared value is none", () => {
  const first = told(tokenOf({ stage: "customer" }));
  const endless = tokenOf({ stage: "lead" }) + "A".repeat(ATTESTED_TOKEN_CHARACTERS);
  for (const other of ["customer", "a.b.c", 7, true, ["x"], endless])
    expect(told(tokenOf({ stage: "customer" }), other)).toEqual(first);
  const events: SiteEvent[] = [
    { name: "view", properties: { path: "/" } },
    { name: "declare", properties: { stage: "lead" } },
    { name: "attest", properties: { "": "" } },
  ];
  for (const event of events) expect(attested.reduce(first, stage, event, momentOn(TODAY))).toBe(first);
  expect(valueOn(TODAY, tokenOf({ stage: "opportunity" }))).toBeNull();
});
