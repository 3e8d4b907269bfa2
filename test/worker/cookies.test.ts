import { describe, expect, test } from "vitest";
import {
  choiceCookie,
  expiredCookies,
  projectionCookie,
  readCookies,
  visitCookie,
} from "../../worker/cookies.ts";

const read = (cookie?: string) =>
  readCookies(new Request("https://shop.example/", { headers: cookie === undefined ? {} : { cookie } }));

describe("reading", () => {
  const NONE = { choice: undefined, projection: undefined, visit: false };
  test.each([
    ["no header", undefined, NONE],
    ["others", "session=abc; xsv_c=1; sv_cx=2; sv-c=3", NONE],
    [
      "ours among others",
      "a=1; sv_c=1.pm.1.2.0.3;sv_p=x.y ; sv_v=1; b=2",
      { choice: "1.pm.1.2.0.3", projection: "x.y", visit: true },
    ],
    ["the first of several", "sv_c=one; sv_c=two", { ...NONE, choice: "one" }],
    ["garbage", ";;; =; sv_p; %ff; \\=\\; sv_v=", { ...NONE, visit: true }],
    ["an oversized projection", `sv_p=${"A".repeat(5000)}`, NONE],
    [
      "a choice that can't be read is a choice all the same",
      `sv_c=${"A".repeat(5000)}`,
      { ...NONE, choice: "" },
    ],
    ["also with characters that no cookie may have", "sv_c=1.pm.1\\2", { ...NONE, choice: "" }],
  ])("%s", (_, header, cookies) => {
    expect(read(header)).toEqual(cookies);
  });
});

describe("setting", () => {
  const url = new URL("https://shop.example/_selvedge/signals");
  test("each as the design says", () => {
    expect(choiceCookie("1.pm.1.2.0.3", 180, url)).toBe(
      "sv_c=1.pm.1.2.0.3; Max-Age=15552000; Path=/; Secure; SameSite=Lax",
    );
    expect(projectionCookie("a.b-c_d", 2, url)).toBe(
      "sv_p=a.b-c_d; Max-Age=172800; Path=/; HttpOnly; Secure; SameSite=Lax",
    );
    expect(visitCookie(url)).toBe("sv_v=1; Max-Age=1800; Path=/; Secure; SameSite=Lax");
    expect(expiredCookies(url)).toEqual([
      "sv_p=; Max-Age=0; Path=/; HttpOnly; Secure; SameSite=Lax",
      "sv_v=; Max-Age=0; Path=/; Secure; SameSite=Lax",
    ]);
  });

  test.each([
    ["http://localhost:8787/", false],
    ["http://shop.localhost/", false],
    ["http://127.0.0.1:8787/", false],
    ["http://[::1]/", false],
    ["https://localhost/", true],
    ["http://shop.example/", true],
    ["http://localhost.example/", true],
  ])("%s: Secure %s", (address, secure) => {
    expect(visitCookie(new URL(address)).includes("Secure")).toBe(secure);
  });
});
