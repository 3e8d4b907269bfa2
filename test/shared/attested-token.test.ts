import fc from "fast-check";
import { describe, expect, test } from "vitest";
import {
  algorithmOf,
  type Claims,
  claimsOf,
  claimsText,
  isDeclared,
  signedText,
  textForSite,
} from "../../shared/attested-token.ts";

const SITE = { plan: ["free", "pro"], role: ["editor", "Köchin", 'a "b"'], stage: ["lead", "customer"] };
const DAY_SECONDS = 86_400;
const SIGNATURE = "c2lnbmF0dXJl";

const claims: fc.Arbitrary<Claims> = fc.record({
  values: fc.record(
    {
      stage: fc.constantFrom(...SITE.stage),
      plan: fc.constantFrom(...SITE.plan),
      role: fc.constantFrom(...SITE.role),
    },
    { requiredKeys: [] },
  ),
  until: fc.integer({ min: 20_000, max: 21_000 }),
});

const base64Url = (text: string) => Buffer.from(text).toString("base64url");
/** What any library for JWT makes of a header and a payload, given as they are spelled. */
const jwt = (header: string, payload: string) => `${base64Url(header)}.${base64Url(payload)}.${SIGNATURE}`;
const HEADER = '{"alg":"HS256","typ":"JWT"}';
const KEYED = '{"alg":"EdDSA","typ":"JWT"}';

describe("invariant 2: a token is canonical", () => {
  test("equal claims are equal bytes, in whatever order they were written down", () => {
    fc.assert(
      fc.property(claims, ({ values, until }) => {
        const reversed = Object.fromEntries(Object.entries(values).reverse());
        expect(signedText({ values: reversed, until })).toBe(signedText({ values, until }));
      }),
    );
  });

  test("what a JWT library makes of sorted claims is a token, and says what was claimed", () => {
    fc.assert(
      fc.property(claims, ({ values, until }) => {
        const sorted = Object.fromEntries(
          Object.entries(values).sort(([one], [other]) => (one < other ? -1 : 1)),
        );
        const payload = JSON.stringify({ attested: sorted, exp: until * DAY_SECONDS });
        expect(claimsText({ values, until })).toBe(payload);
        expect(claimsOf(jwt(HEADER, payload))).toEqual({ values, until });
        expect(claimsOf(jwt(KEYED, payload))).toEqual({ values, until });
        expect(jwt(KEYED, payload)).toBe(`${signedText({ values, until }, "EdDSA")}.${SIGNATURE}`);
      }),
    );
  });

  test("the header alone says how it is signed", () => {
    const payload = claimsText({ values: {}, until: 20_800 });
    expect(algorithmOf(jwt(HEADER, payload))).toBe("HS256");
    expect(algorithmOf(jwt(KEYED, payload))).toBe("EdDSA");
    for (const header of ["none", "ES256", "eddsa", "Ed25519"])
      expect(algorithmOf(jwt(`{"alg":"${header}","typ":"JWT"}`, payload))).toBeUndefined();
    expect(algorithmOf("")).toBeUndefined();
  });

  test("what a key signs for one site is never what it signs for another", () => {
    const id = fc.stringMatching(/^[A-Za-z][\w-]{0,20}$/);
    fc.assert(
      fc.property(id, id, claims, claims, (one, other, a, b) => {
        fc.pre(one !== other);
        expect(textForSite(signedText(a, "EdDSA"), one)).not.toBe(textForSite(signedText(b, "EdDSA"), other));
      }),
    );
  });

  test("any other byte in front of the signature makes other claims, or none", { timeout: 60_000 }, () => {
    fc.assert(
      fc.property(claims, fc.nat(), fc.constantFrom(..."ABCz019-_.= é"), (claims, place, letter) => {
        const signed = signedText(claims);
        const at = place % signed.length;
        fc.pre(signed[at] !== letter);
        const changed = `${signed.slice(0, at)}${letter}${signed.slice(at + 1)}`;
        const read = claimsOf(`${changed}.${SIGNATURE}`);
        // Never two spellings of the same: what is still read is spelled so itself.
        if (read) expect(signedText(read)).toBe(changed);
        expect(read).not.toEqual(claims);
      }),
      { numRuns: 3000 },
    );
  });

  const exp = 20_800 * DAY_SECONDS;
  const refused: [string, string, string][] = [
    ["no algorithm", '{"alg":"none","typ":"JWT"}', `{"attested":{},"exp":${exp}}`],
    ["an algorithm in other letters", '{"alg":"eddsa","typ":"JWT"}', `{"attested":{},"exp":${exp}}`],
    ["EdDSA in another order", '{"typ":"JWT","alg":"EdDSA"}', `{"attested":{},"exp":${exp}}`],
    ["EdDSA with a key id", '{"alg":"EdDSA","kid":"1","typ":"JWT"}', `{"attested":{},"exp":${exp}}`],
    ["another algorithm", '{"alg":"HS512","typ":"JWT"}', `{"attested":{},"exp":${exp}}`],
    ["a header in another order", '{"typ":"JWT","alg":"HS256"}', `{"attested":{},"exp":${exp}}`],
    ["a header with a key id", '{"alg":"HS256","kid":"4711","typ":"JWT"}', `{"attested":{},"exp":${exp}}`],
    ["a subject", HEADER, `{"attested":{},"exp":${exp},"sub":"4711"}`],
    ["the time of issue", HEADER, `{"attested":{},"exp":${exp},"iat":1795000000}`],
    ["claims in another order", HEADER, `{"exp":${exp},"attested":{}}`],
    ["attributes in another order", HEADER, `{"attested":{"stage":"lead","plan":"pro"},"exp":${exp}}`],
    ["an attribute twice", HEADER, `{"attested":{"stage":"lead","stage":"lead"},"exp":${exp}}`],
    ["white space", HEADER, `{"attested":{}, "exp":${exp}}`],
    ["a line break at the end", HEADER, `{"attested":{},"exp":${exp}}\n`],
    ["another spelling of a letter", HEADER, `{"attested":{"stage":"l\\u0065ad"},"exp":${exp}}`],
    ["a slash that is escaped", HEADER, `{"attested":{"stage":"a\\/b"},"exp":${exp}}`],
    ["another spelling of the number", HEADER, `{"attested":{},"exp":${exp}.0}`],
    ["a second after midnight", HEADER, `{"attested":{},"exp":${exp + 1}}`],
    ["a second before midnight", HEADER, `{"attested":{},"exp":${exp - 1}}`],
    ["a time in milliseconds that is no day", HEADER, `{"attested":{},"exp":1e300}`],
    ["a time as text", HEADER, `{"attested":{},"exp":"${exp}"}`],
    ["no end", HEADER, `{"attested":{}}`],
    ["no attributes", HEADER, `{"exp":${exp}}`],
    ["a number as value", HEADER, `{"attested":{"stage":1},"exp":${exp}}`],
    ["null as value", HEADER, `{"attested":{"stage":null},"exp":${exp}}`],
    ["a list of attributes", HEADER, `{"attested":[],"exp":${exp}}`],
    ["a text for attributes", HEADER, `{"attested":"","exp":${exp}}`],
    ["null", HEADER, "null"],
  ];
  test.each(refused)("refused: %s", (_, header, payload) => {
    expect(claimsOf(jwt(header, payload))).toBeUndefined();
  });

  test("whatever else stands there is no token", () => {
    const right = jwt(HEADER, `{"attested":{},"exp":${exp}}`);
    expect(claimsOf(right)).toEqual({ values: {}, until: 20_800 });
    const [header, payload] = right.split(".");
    for (const other of [
      "",
      ".",
      "..",
      `${header}.${payload}`,
      `${right}.${SIGNATURE}`,
      `.${right}`,
      `${header}..${SIGNATURE}`,
      ` ${right}`,
      `${header}.${payload}=.${SIGNATURE}`,
      `${header}.${Buffer.from([0xff, 0xfe]).toString("base64url")}.${SIGNATURE}`,
    ])
      expect(claimsOf(other)).toBeUndefined();
    fc.assert(
      fc.property(fc.string(), (text) => {
        expect(claimsOf(text)).toBeUndefined();
      }),
    );
  });
});

describe("what a site declares", () => {
  test("is declared, each attribute or none", () => {
    fc.assert(
      fc.property(claims, (claims) => {
        expect(isDeclared(claims, SITE)).toBe(true);
      }),
    );
  });

  test.each([
    [["stage", "opportunity"]],
    [["tier", "gold"]],
    [
      ["id", "4711"],
      ["stage", "lead"],
    ],
    [["toString", "x"]],
  ])("isn't %j", (...entries) => {
    const values: Record<string, string> = Object.fromEntries(entries);
    expect(isDeclared({ values, until: 20_800 }, SITE)).toBe(false);
    const token = `${signedText({ values, until: 20_800 })}.${SIGNATURE}`;
    expect(isDeclared(claimsOf(token)!, SITE)).toBe(false);
  });

  test("isn't what every object has", () => {
    const token = jwt(HEADER, `{"attested":{"__proto__":"x"},"exp":${20_800 * DAY_SECONDS}}`);
    const read = claimsOf(token);
    expect(read && isDeclared(read, SITE)).not.toBe(true);
  });
});
