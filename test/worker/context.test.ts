import { describe, expect, test } from "vitest";
import { contextOf, languageOf, placeOf } from "../../worker/context.ts";
import { NOON } from "./support.ts";

const request = (url: string, headers: Record<string, string>, cf: object = {}) =>
  new Request(url, { headers, cf } as RequestInit);

test("the context of a request", () => {
  const phone = request(
    "https://shop.example:8443/hats?utm_source=newsletter&utm_medium=email&utm_campaign=may",
    {
      referer: "https://webmail.example/",
      "accept-language": "ru;q=0.5, pl-PL, en;q=0.8",
      "user-agent": "Mozilla/5.0 (iPhone; CPU iPhone OS 18_0 like Mac OS X) Mobile/15E148",
    },
    {
      country: "US",
      regionCode: "CA",
      city: "Fresno",
      continent: "NA",
      timezone: "America/Los_Angeles",
      asOrganization: "ISP",
    },
  );
  expect(contextOf(phone, ["en", "pl"], NOON)).toEqual({
    country: "US",
    region: "US-CA",
    city: "Fresno",
    continent: "NA",
    timezone: "America/Los_Angeles",
    language: "pl",
    device: "mobile",
    hour: 5,
    weekday: 2,
    referrer: "email",
    referrerHost: "webmail.example",
    source: "newsletter",
    medium: "email",
    campaign: "may",
    network: "ISP",
    path: "/hats",
    host: "shop.example",
  });
});

test("what a request doesn't tell is null", () => {
  expect(contextOf(request("https://shop.example/", {}), ["en"], NOON)).toEqual({
    country: null,
    region: null,
    city: null,
    continent: null,
    timezone: null,
    language: null,
    device: "desktop",
    hour: null,
    weekday: null,
    referrer: "direct",
    referrerHost: null,
    source: null,
    medium: null,
    campaign: null,
    network: null,
    path: "/",
    host: "shop.example",
  });
});

test("a browser that says it is a phone's is believed", () => {
  expect(contextOf(request("https://shop.example/", { "sec-ch-ua-mobile": "?1" }), [], NOON)).toHaveProperty(
    "device",
    "mobile",
  );
});

describe("language", () => {
  test.each([
    ["pl", "pl"],
    ["PL-pl, en", "pl"],
    ["pt, en;q=0.5", "pt-BR"],
    ["en;q=0.1, pl;q=0.9", "pl"],
    ["pl;q=0, en", "en"],
    ["fr-CA, de", "fr"],
    ["*", null],
    ["", null],
    [";;;,,q=", null],
  ])("%s: %s", (header, language) => {
    expect(languageOf(header, ["en", "pl", "pt-BR"])).toBe(language);
  });
});

describe("place", () => {
  test.each([
    [{ country: "PL" }, {}, { country: "PL", region: null }],
    [{ country: "PL", regionCode: "MZ" }, {}, { country: "PL", region: "PL-MZ" }],
    [{ country: "XX" }, {}, { country: null, region: null }],
    [{ country: "T1", regionCode: "X" }, {}, { country: null, region: null }],
    [{ country: "US", regionCode: "TX" }, { country: "PL" }, { country: "PL", region: null }],
    [{ country: "US", regionCode: "TX" }, { country: null }, { country: null, region: null }],
    [{ country: "US", regionCode: "TX" }, { region: "US-CA" }, { country: "US", region: "US-CA" }],
  ])("%o overridden by %o", (cf, overrides, place) => {
    expect(placeOf(request("https://shop.example/", {}, cf), overrides)).toEqual(place);
  });
});

test.each([
  ["2026-07-01T22:30:00Z", "Europe/Warsaw", 0, 4],
  ["2026-12-06T12:00:00Z", "Pacific/Auckland", 1, 1],
  ["2026-12-06T12:00:00Z", "Etc/UTC", 12, 0],
  ["2026-12-06T12:00:00Z", "Nowhere/Land", null, null],
])("%s in %s", (time, timezone, hour, weekday) => {
  expect(contextOf(request("https://shop.example/", {}, { timezone }), [], Date.parse(time))).toMatchObject({
    hour,
    weekday,
  });
});
