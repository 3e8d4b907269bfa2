import { describe, expect, test } from "vitest";
import type { TagAttribute } from "../../shared/wire.ts";
import { becomes, call, openAroundEach, page, stub } from "./opened.ts";

openAroundEach("pm");

const CLUB: TagAttribute = {
  kind: "tier",
  base: "spent",
  levels: [
    ["silver", 200],
    ["gold", 2000],
  ],
  hash: "club",
  horizon: 0,
};
const BODY = `</head><body><p lang="de"><span data-selvedge-device="spent">–</span></p>
  <p lang="no such language"><span data-selvedge-device="club.missing">–</span></p>
  <progress max="100" value="0" data-selvedge-device="club.percent"></progress>
  <meter max="5000" value="0" data-selvedge-device="spent"></meter>
  <b id="next"><span data-selvedge-device="club.next">–</span></b>
  <i><span data-selvedge-device="spent.missing">–</span><span data-selvedge-device="club.more">–</span></i>`;

/** The page of somebody who has spent so much; the site has a tier, and loads these parts. */
async function spend(value: number, body: string, parts: readonly string[] = []): Promise<void> {
  stub.config = { ...stub.config, attributes: { ...stub.config.attributes, club: CLUB } };
  const { configuration } = stub;
  const withParts = () => ({ ...configuration(), parts: [...configuration().parts, ...parts] });
  Object.assign(stub, { configuration: withParts });
  stub.pages["/"] = body;
  await page.goto(stub.origin);
  await becomes("views", 1);
  await call("event", "cart", { value });
}

const shows = (selector: string, what: string) =>
  expect.poll(() => page.locator(selector).first().textContent(), { timeout: 10_000 }).toBe(what);

describe("what only the device knows", () => {
  test("is written as the language of its place writes it, and fills bars", async () => {
    await spend(1299.5, BODY);
    await shows("[data-selvedge-device=spent]", "1.299,5");
    await shows("[data-selvedge-device='club.missing']", "700.5");
    await shows("#next", "gold");
    expect(await page.evaluate(() => document.querySelector("progress")!.value)).toBe(61);
    expect(await page.evaluate(() => document.querySelector("meter")!.value)).toBe(1299.5);
    // What isn't there of an attribute isn't made up.
    await shows("i", "––");
    await call("event", "cart", { value: 5000 });
    await shows("[data-selvedge-device='club.missing']", "0");
    expect(await page.evaluate(() => document.querySelector("progress")!.value)).toBe(100);
  });

  test("comes into what is put into an open page, and not after a no", async () => {
    await spend(250, `</head><body><div id="late"></div>`, ["placeholders"]);
    await becomes("spent", 250);
    const put = () =>
      page.evaluate((html) => (document.querySelector("#late")!.innerHTML = html), BODY.split("<body>")[1]!);
    await put();
    await shows("#late span", "250");
    const heard = page.evaluate(
      () => new Promise<void>((resolve) => document.addEventListener("selvedge:consent", () => resolve())),
    );
    await call("consent", []);
    await heard;
    await put();
    await page.evaluate(() => new Promise((resolve) => requestAnimationFrame(resolve)));
    await shows("#late span", "–");
  });
});
