import { describe, expect, test } from "vitest";
import type { TagAttribute } from "../../shared/wire.ts";
import { becomes, call, openAroundEach, page, stub, until } from "./opened.ts";
import { kept, state } from "./stub.ts";

openAroundEach("pm");

describe("events", () => {
  test("the owner's triggers read attributes, texts, numbers and amounts", async () => {
    stub.config = {
      ...stub.config,
      triggers: [
        {
          event: "cart",
          on: "click",
          selector: ".add",
          properties: { value: { selector: ".price", text: true, type: "money" } },
        },
        {
          event: "cart",
          on: "submit",
          selector: "form",
          properties: { value: { selector: "input", attr: "value", type: "number" } },
        },
        { event: "cart", on: "view", selector: "#offer", properties: { value: { value: 1000 } } },
        { event: "cart", on: "click", selector: "::broken(", properties: {} },
      ],
    };
    stub.pages["/"] =
      `</head><body><div class="add" onclick="event.stopPropagation()"><b class="price">$1,299.50</b><button>+</button></div>
      <i id="offer"></i><form onsubmit="return false"><input><button id="send">send</button></form>`;
    await page.goto(stub.origin);
    await becomes("spent", 1000);
    await page.click(".add button");
    await becomes("spent", 2299.5);
    await page.fill("input", "0.5");
    await page.click("#send");
    await becomes("spent", 2300);
    expect(await state(page, "clicks")).toBe(2);
  });

  test("what is declared in the page or by its scripts changes the projection", async () => {
    stub.pages["/"] =
      `</head><body><select data-selvedge-declare="interest"><option>none<option>sport<option>office<option value=""></select>
      <input type="checkbox" data-selvedge-declare="interest" value="sport">
      <button data-selvedge-declare="interest" value="office">office</button>`;
    await page.goto(stub.origin);
    // Before the tag has begun, nobody hears a choice.
    await until(() => kept(page, "profile"));
    await page.evaluate(`
      globalThis.heard = [];
      document.addEventListener("selvedge:event", ({ detail }) => heard.push(detail.name));
    `);
    await page.selectOption("select", "sport");
    await becomes("interest", "sport");
    await page.click("button");
    await becomes("interest", "office");
    await call("declare", "interest", "sport");
    await becomes("interest", "sport");
    await until(() => stub.signals().at(-1)!.now![0] === 1);
    await page.selectOption("select", "");
    await becomes("interest", null);
    await page.check("input");
    await becomes("interest", "sport");
    await page.uncheck("input");
    await becomes("interest", null);
    expect(JSON.stringify(stub.signals())).not.toContain("sport");
    // Other scripts of the page hear what is done, not what is said.
    await call("event", "newsletter");
    await until(() => page.evaluate(`heard.includes("newsletter")`));
    expect(await page.evaluate("heard")).not.toContain("declare");
  });

  test("of choices, boxes and a list of several say together what is chosen; a button says its own", async () => {
    const matters: TagAttribute = {
      kind: "choices",
      event: "declare",
      of: "matters",
      values: ["price", "planet", "looks", "name"],
      keep: 4,
      hash: "m",
      horizon: 0,
    };
    stub.config = { ...stub.config, attributes: { ...stub.config.attributes, matters } };
    stub.pages["/"] = `</head><body>
      <input type="checkbox" data-selvedge-declare="matters" value="planet">
      <input type="checkbox" data-selvedge-declare="matters" value="price">
      <select multiple data-selvedge-declare="matters"><option>looks<option>name<option value=""></select>
      <input type="checkbox" data-selvedge-declare="interest" value="sport">
      <button data-selvedge-declare="matters" value="name">name</button>`;
    await page.goto(stub.origin);
    await until(() => kept(page, "profile"));
    await page.check("[value=planet]");
    await becomes("matters", ["planet"]);
    await page.check("[value=price]");
    await becomes("matters", ["price", "planet"]);
    await page.check("[value=sport]");
    await becomes("interest", "sport");
    await page.selectOption("select", ["looks", "name"]);
    await becomes("matters", ["price", "planet", "looks", "name"]);
    await page.selectOption("select", []);
    await page.uncheck("[value=price]");
    await becomes("matters", ["planet"]);
    await page.uncheck("[value=planet]");
    await becomes("matters", []);
    await page.click("button");
    await becomes("matters", ["name"]);
  });

  test("scroll and dwell are told when the page is left for another", async () => {
    stub.config = {
      ...stub.config,
      attributes: {
        depth: { kind: "last", event: "scroll", of: "depth", where: { path: "/" }, hash: "d", horizon: 0 },
        seconds: { kind: "sum", event: "dwell", of: "seconds", where: { path: "/" }, hash: "s", horizon: 0 },
      },
    };
    stub.pages["/"] = `</head><body><div style="height:4000px"></div><a href="/next">next</a>`;
    stub.pages["/next"] = `</head><body>next`;
    await page.goto(stub.origin);
    await until(() => kept(page, "profile"));
    await page.waitForTimeout(1100);
    await page.evaluate(async () => {
      const scrolled = new Promise((resolve) => addEventListener("scroll", resolve, { once: true }));
      scrollTo(0, 1500);
      await scrolled;
    });
    // A network takes its time, in which the page that is left can store what it knows.
    await page.route("**/next", async (route) => {
      await new Promise((resolve) => setTimeout(resolve, 500));
      await route.continue();
    });
    await page.evaluate(() => document.querySelector("a")!.click());
    await page.waitForURL("**/next");
    await becomes("depth", 50);
    expect(await state(page, "seconds")).toBeGreaterThanOrEqual(1);
  });

  test("goals are counted by the step that their value reaches", async () => {
    stub.config = {
      ...stub.config,
      goals: { order: { event: "purchase", value: "value", steps: [50, 100, 500] } },
    };
    await page.goto(stub.origin);
    await becomes("views", 1);
    for (const value of [499.99, 20]) await call("event", "purchase", { value });
    await until(() => stub.signals().flatMap(({ counts = [] }) => counts).length === 3);
    expect(
      stub
        .signals()
        .flatMap(({ counts = [] }) => counts)
        .slice(1),
    ).toEqual([
      ["goal", "order", 100],
      ["goal", "order", 0],
    ]);
    expect(JSON.stringify(stub.signals())).not.toContain("499.99");
  });

  test("exact values appear on the device only", async () => {
    stub.pages["/"] = `</head><body><span data-selvedge-device="spent">–</span>`;
    await page.goto(stub.origin);
    await becomes("views", 1);
    await call("event", "cart", { value: 12.5 });
    await page.waitForFunction(() => document.querySelector("span")!.textContent === "12.5");
    expect(JSON.stringify(stub.signals())).not.toContain("12.5");
  });
});
