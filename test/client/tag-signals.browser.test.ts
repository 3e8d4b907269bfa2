import { describe, expect, test } from "vitest";
import { becomes, browser, context, openAroundEach, page, stub, until } from "./opened.ts";
import { answered, kept, type PageWindow } from "./stub.ts";

openAroundEach("pm");

describe("signals", () => {
  test("nothing is sent twice: only a projection that changed", async () => {
    await page.goto(stub.origin);
    for (let views = 1; views <= 4; views++) {
      await becomes("views", views);
      await until(() => stub.signals().filter(({ counts }) => counts).length === views);
      // Noted as acknowledged, which the next page goes by: its bucket, of which there are three.
      await until(async () => {
        const acknowledged = (await kept(page, "profile"))?.sent;
        return acknowledged && JSON.parse(acknowledged)[4].now[1] === Math.min(views, 3);
      });
      await page.goto(`${stub.origin}/?${views}`);
    }
    await becomes("views", 5);
    await until(() => stub.signals().filter(({ counts }) => counts).length === 5);
    expect(
      stub
        .signals()
        .filter(({ now }) => now)
        .map(({ now }) => now![1]),
    ).toEqual([1, 2, 3]);
  });

  test("invariant 2: equal visitors send equal bytes but for the message number", async () => {
    const bodies: string[] = [];
    for (let visitor = 0; visitor < 2; visitor++) {
      const other = await browser.newContext();
      await answered(other, stub, "pm");
      const from = stub.seen.length;
      await (await other.newPage()).goto(stub.origin);
      await until(() => stub.seen.slice(from).some(({ path }) => path.endsWith("/signals")));
      bodies.push(stub.seen.slice(from).find(({ path }) => path.endsWith("/signals"))!.body);
      await other.close();
    }
    const [one, two] = bodies.map((body) => body.replace(/"message":"\w{32}"/, ""));
    expect(one).toBe(two);
    expect(bodies[0]).not.toBe(bodies[1]);
  });

  test("a failing edge is asked again with the same message number, also by the next page", async () => {
    stub.answer = () => ({ status: 503, body: {} });
    await page.goto(stub.origin);
    await until(() => stub.signals().filter(({ counts }) => counts).length >= 2);
    const [first, again] = stub.signals().filter(({ counts }) => counts);
    expect(again!.message).toBe(first!.message);
    stub.answer = () => ({
      status: 200,
      body: { counted: true, decision: { segments: [], blocks: [], lost: [] } },
    });
    stub.pages["/next"] = "</head><body>";
    await page.goto(`${stub.origin}/next`);
    const numbers = () => new Set(stub.signals().flatMap(({ message = [] }) => message));
    await until(async () => numbers().size === 2 && (await kept(page, "queue"))?.length === 0);
    expect(numbers()).toContain(first!.message);
  });

  test("counts that aren't durable yet stay; those older than a day go", async () => {
    stub.answer = () => ({
      status: 200,
      body: { counted: false, decision: { segments: [], blocks: [], lost: [] } },
    });
    await page.goto(stub.origin);
    await until(() => stub.signals().length);
    await until(async () => (await kept(page, "queue"))?.length === 1);
    await context.addInitScript(() => {
      const now = Date.now;
      Date.now = () => now() + 25 * 3_600_000;
    });
    const waiting = async () => (await kept(page, "queue"))!.map((each) => Object.values(each)[0]);
    const [message] = await waiting();
    await page.reload();
    expect(message).toMatch(/^\w{32}$/);
    await until(async () => !(await waiting()).includes(message));
    expect(stub.signals().filter((signal) => signal.message === message).length).toBeLessThan(3);
  });

  test("an old plan is answered with the new one, and the signal is sent again", async () => {
    const newer = stub.configuration({ plan: "plan-2" });
    stub.answer = ({ plan }) =>
      plan === "plan-1"
        ? { status: 409, body: { config: newer } }
        : { status: 200, body: { counted: true, decision: { segments: [], blocks: [], lost: [] } } };
    await page.goto(stub.origin);
    await until(() => stub.signals().some(({ plan }) => plan === "plan-2"));
    expect(stub.signals()[1]).toEqual({ ...stub.signals()[0], plan: "plan-2" });
  });

  test("a new profile grows from what the cookie still knew", async () => {
    stub.answer = ({ fresh }) => ({
      status: 200,
      body: {
        counted: true,
        decision: { segments: [], blocks: [], lost: [] },
        ...(fresh && { seed: { states: { visits: 4, interest: "office" }, off: ["b:hero"] } }),
      },
    });
    await page.goto(stub.origin);
    await becomes("visits", 5);
    expect((await kept(page, "profile"))!.profile.fresh).toBeUndefined();
    await until(() => stub.signals().at(-1)!.now?.join() === "2,1,2");
    expect(stub.signals().at(-1)!.off).toEqual(["b:hero"]);
    expect(stub.signals().filter(({ fresh }) => fresh).length).toBe(1);
  });

  test("listeners hear each decision, also when another one fails", async () => {
    stub.pages["/"] = `</head><body><script>
      heard = [];
      selvedge = function () { (selvedge.q = selvedge.q || []).push(arguments) };
      selvedge("segments", () => { throw new Error("the page's own") });
      selvedge("segments", (ids) => heard.push(ids.join()));
      document.addEventListener("selvedge:decision", (event) => heard.push(event.detail.blocks[0]?.id));
      </script><script type="application/json" id="selvedge-decision">{"segments":["first"],"blocks":[],"lost":[]}</script>`;
    await page.goto(stub.origin);
    await page.waitForFunction(() => (window as unknown as PageWindow).heard.includes("hero"));
    await page.waitForFunction(() => (window as unknown as PageWindow).heard.includes("returning"));
    expect(await page.evaluate(() => (window as unknown as PageWindow).heard)).toContain("first");
  });
});
