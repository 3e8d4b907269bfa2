import * as fc from "fast-check";
import { expect, test } from "vitest";
import { eventsOf } from "../../../client/data-layer/events.ts";

const said = (entry: unknown, language = "en") =>
  eventsOf(entry, language).map(({ name, properties }) => [name, properties]);
/** As Google's own snippet makes it. */
function gtag(..._command: unknown[]): unknown {
  return arguments;
}
const SHELL = {
  item_id: "tarn-shell",
  item_name: "Tarn Shell",
  item_category: "rain",
  item_brand: "Fell & Ford",
  price: 245,
  quantity: 2,
};
const STOVE = { item_name: "Stove", item_category: "camp", price: "39.90" };

test.each([
  [
    "into the cart",
    "add_to_cart",
    { items: [SHELL] },
    [["cart", { item: "tarn-shell", category: "rain", value: 490, quantity: 2 }]],
  ],
  [
    "out of it",
    "remove_from_cart",
    { items: [{ ...SHELL, quantity: 1 }] },
    [["cart", { item: "tarn-shell", category: "rain", value: -245, quantity: -1 }]],
  ],
  [
    "two things at once",
    "add_to_cart",
    { value: 1000, items: [SHELL, STOVE] },
    [
      ["cart", { item: "tarn-shell", category: "rain", value: 490, quantity: 2 }],
      ["cart", { item: "Stove", category: "camp", value: 39.9, quantity: 1 }],
    ],
  ],
  [
    "without a price, what the event is worth",
    "add_to_cart",
    { value: 20, items: [{ item_id: 7 }] },
    [["cart", { item: "7", value: 20, quantity: 1 }]],
  ],
  ["without items", "add_to_cart", { value: "20" }, [["cart", { value: 20, quantity: 1 }]]],
  [
    "a look",
    "view_item",
    { items: [STOVE] },
    [["view_item", { item: "Stove", category: "camp", value: 39.9, quantity: 1 }]],
  ],
  [
    "a list",
    "view_item_list",
    { item_list_name: "Rain", items: [SHELL, STOVE, SHELL] },
    [
      [
        "view_item_list",
        { list: "Rain", value: 1019.9, items: ["tarn-shell", "Stove"], categories: ["rain", "camp"] },
      ],
    ],
  ],
  [
    "a purchase",
    "purchase",
    {
      transaction_id: "T-1",
      value: 529.9,
      tax: 3,
      shipping: 9,
      currency: "EUR",
      coupon: "X",
      items: [SHELL, STOVE],
    },
    [["purchase", { value: 529.9, items: ["tarn-shell", "Stove"], categories: ["rain", "camp"] }]],
  ],
  ["the cart", "view_cart", { items: [{ price: 0.1, quantity: 3 }] }, [["view_cart", { value: 0.3 }]]],
  ["the checkout", "begin_checkout", { value: 5 }, [["begin_checkout", { value: 5 }]]],
  ["a search", "search", { search_term: " warm hat " }, [["search", { term: "warm hat" }]]],
  ["results of a search", "view_search_results", { search_term: "hat" }, [["search", { term: "hat" }]]],
  ["an account", "sign_up", { method: "Google", user_id: "u1" }, [["sign_up", { method: "Google" }]]],
  ["a login", "login", {}, [["login", {}]]],
  ["an event of the owner's", "quiz", { result: "boots" }, []],
  ["what every object has", "constructor", {}, []],
  ["what we write ourselves", "selvedge_segments", { selvedge_segments: "a" }, []],
])("%s, in each of the three forms", (_, name, values, events) => {
  expect(said({ event: name, ecommerce: values })).toEqual(events);
  expect(said({ event: name, ...values })).toEqual(events);
  expect(said(gtag("event", name, values))).toEqual(events);
});

test.each([
  ["an address as a search term", "search", { search_term: "ann@example.com" }],
  ["a telephone number as a search term", "search", { search_term: "+48 600 123 456" }],
])("%s is nothing that happened", (_, name, values) => {
  expect(said({ event: name, ...values })).toEqual([]);
});

test("amounts are read as shops write them, and what can't be read is left out", () => {
  const price = (price: unknown, language: string) =>
    said({ event: "add_to_cart", items: [{ price }] }, language)[0]![1];
  expect(price("1 299,00 zł", "pl")).toMatchObject({ value: 1299 });
  expect(price("1.299 €", "de")).toMatchObject({ value: 1299 });
  for (const nonsense of ["", "free", {}, Number.NaN, Infinity, null, true])
    expect(price(nonsense, "en")).toEqual({ quantity: 1 });
});

test("lists are data for Google's tags, and so are other commands", () => {
  expect(said(["event", "purchase", { value: 1 }])).toEqual([]);
  expect(said(gtag("config", "G-1", { user_id: "u" }))).toEqual([]);
  expect(said(gtag("event", { value: 1 }))).toEqual([]);
});

test("what is long is cut, and of many items the first are read", () => {
  const items = Array.from({ length: 100 }, (_, index) => ({ item_id: `${index}-${"x".repeat(500)}` }));
  const events = said({ event: "add_to_cart", ecommerce: { items } });
  expect(events.length).toBe(20);
  expect((events[0]![1] as { item: string }).item.length).toBe(100);
});

const NAMES = [
  "add_to_cart",
  "remove_from_cart",
  "view_item",
  "view_item_list",
  "view_cart",
  "purchase",
  "search",
  "sign_up",
  "login",
  "begin_checkout",
  "generate_lead",
];
const KEYS = [
  "item_id",
  "item_name",
  "item_category",
  "price",
  "quantity",
  "value",
  "items",
  "search_term",
  "method",
  "item_list_name",
];
const SECRET = "s3cr3t@who.example";
const PASSED = ["item", "category", "value", "quantity", "items", "categories", "list", "term", "method"];

/** Anything at all, under names that are read and names that aren't. */
const anything = fc.anything({
  withBigInt: true,
  withDate: true,
  withMap: true,
  withNullPrototype: true,
  withSparseArray: true,
});
const values = fc.dictionary(
  fc.constantFrom(...KEYS, "transaction_id", "user_id", "email", "__proto__"),
  fc.oneof(
    anything,
    fc.array(fc.dictionary(fc.constantFrom(...KEYS, "email"), anything)),
    fc.double(),
    fc.string(),
  ),
);

test("property: nothing makes it throw, and no property comes through but the few, as a text, a number or texts", () => {
  fc.assert(
    fc.property(
      fc.constantFrom(...NAMES),
      fc.oneof(values, anything),
      fc.constantFrom(0, 1, 2),
      (name, parameters, form) => {
        const entry =
          form === 0
            ? { event: name, ecommerce: parameters }
            : form === 1
              ? { ...(parameters as object), event: name }
              : gtag("event", name, parameters);
        for (const event of [...eventsOf(entry, "pl"), ...eventsOf(parameters, "pl")]) {
          expect([...NAMES, "cart"]).toContain(event.name);
          for (const [key, value] of Object.entries(event.properties)) {
            expect(PASSED).toContain(key);
            for (const one of [value].flat())
              expect(typeof one === "number" ? Number.isFinite(one) : typeof one === "string").toBe(true);
          }
        }
      },
    ),
    { numRuns: 500 },
  );
});

test("property: what names somebody comes through nowhere", () => {
  const secret = fc.constantFrom(SECRET, ` ${SECRET} `, `mail ${SECRET}`, `x${"y".repeat(95)}${SECRET}`);
  const items = fc.array(fc.dictionary(fc.constantFrom(...KEYS, "email", "id"), secret));
  const parameters = fc.dictionary(
    fc.constantFrom(...KEYS, "transaction_id", "user_id"),
    fc.oneof(secret, items),
  );
  fc.assert(
    fc.property(fc.constantFrom(...NAMES), parameters, (name, parameters) => {
      const told = JSON.stringify(eventsOf({ event: name, ecommerce: parameters }, "en"));
      expect(told).not.toMatch(/@|s3cr3t/);
    }),
  );
});

test("an entry that throws when it is looked at is nothing that happened", () => {
  const hostile = new Proxy(
    {},
    {
      get: () => {
        throw new Error("no");
      },
      ownKeys: () => {
        throw new Error("no");
      },
    },
  );
  expect(said(hostile)).toEqual([]);
  expect(said({ event: "purchase", ecommerce: hostile })).toEqual([]);
  expect(
    said({
      get event() {
        throw new Error("no");
      },
    }),
  ).toEqual([]);
});
