import { describe, expect, test } from "vitest";
import { arrivalFrom } from "../../shared/referrer.ts";

const arrive = (referrer: string, query = "", host = "shop.example") =>
  arrivalFrom(referrer, host, new URLSearchParams(query));

describe("arrivalFrom", () => {
  test.each([
    ["", "", "direct"],
    ["https://www.google.com/", "", "search"],
    ["https://www.google.co.uk/search?q=coat", "", "search"],
    ["https://duckduckgo.com/", "", "search"],
    ["https://yandex.ru/", "", "search"],
    ["https://search.brave.com/", "", "search"],
    ["https://mail.google.com/mail/u/0", "", "email"],
    ["https://l.instagram.com/?u=x", "", "social"],
    ["https://t.co/abc", "", "social"],
    ["https://www.shop.example/cart", "", "internal"],
    ["https://shop.example:8443/", "", "internal"],
    ["https://blog.example/", "", "other"],
    ["https://notgoogle.company/", "", "other"],
    ["https://google.com.evil.example/", "", "other"],
    ["https://maxx.com/", "", "other"],
    ["android-app://com.example/", "", "direct"],
    ["https://www.google.com/", "gclid=1", "ad"],
    ["https://blog.example/", "utm_medium=cpc", "ad"],
    ["", "utm_medium=email", "email"],
    ["", "utm_medium=paid_social", "ad"],
    ["", "utm_medium=social", "social"],
  ])("%s with %s is %s", (referrer, query, expected) => {
    expect(arrive(referrer, query).referrer).toBe(expected);
  });

  test("takes source, medium and campaign from the query, an empty one as absent", () => {
    expect(
      arrive("https://user@Blog.example:8080/post", "utm_source=news&utm_medium=&utm_campaign=spring"),
    ).toEqual({
      source: "news",
      medium: null,
      campaign: "spring",
      referrer: "other",
      referrerHost: "blog.example",
    });
  });
});
