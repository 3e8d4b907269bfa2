import { afterEach, describe, expect, test, vi } from "vitest";
import { overrideOf } from "../../worker/override.ts";
import { Edge, choice, segmentsOf } from "./support.ts";

const ask = (header: string, DEV_CONTEXT = "1") =>
  overrideOf(new Request("https://shop.example/", { headers: { "selvedge-context": header } }), {
    DEV_CONTEXT,
  } as never);
const BERLIN = {
  "selvedge-context": '{"country":"DE","timezone":"Europe/Berlin","now":"2026-12-01T20:00:00Z"}',
};

afterEach(() => void vi.restoreAllMocks());

describe("the developer's header", () => {
  test("overrides context and clock", () => {
    expect(ask('{"country":"PL","hour":21,"now":"2026-12-01T09:00:00Z"}')).toEqual({
      now: Date.parse("2026-12-01T09:00:00Z"),
      context: { country: "PL", hour: 21 },
    });
  });

  test.each(["", "0", "true"])("is nothing where DEV_CONTEXT is %j", async (DEV_CONTEXT) => {
    expect(ask('{"country":"PL"}', DEV_CONTEXT)).toBe(undefined);
    const edge = new Edge({ env: { DEV_CONTEXT } });
    expect((await edge.config({ headers: BERLIN })).country).toBe("PL");
  });

  test("moves every part of the edge", async () => {
    const edge = new Edge({ env: { DEV_CONTEXT: "1" } });
    expect((await edge.config({ headers: BERLIN })).country).toBe("DE");
    const me = await edge.ask("/_selvedge/me", { headers: BERLIN, cookies: { sv_c: choice() } });
    expect((await me.json<{ context: object }>()).context).toMatchObject({ country: "DE", hour: 21 });
    expect(await segmentsOf(edge, {}, { headers: BERLIN })).toMatchObject({ polish: false });
  });

  test("never reaches the origin", async () => {
    for (const DEV_CONTEXT of ["1", ""]) {
      const edge = new Edge({ env: { DEV_CONTEXT } });
      await edge.ask("/", { headers: BERLIN });
      expect([...edge.asked[0]!.headers.keys()]).not.toContain("selvedge-context");
    }
  });

  test.each(["{", "[]", "7", "null"])("%s as a whole is ignored, with a warning", (header) => {
    const warn = vi.spyOn(console, "warn").mockImplementation(() => {});
    expect(ask(header)).toBe(undefined);
    expect(warn).toHaveBeenCalledOnce();
  });

  test("what is wrong in it is ignored, the rest counts", () => {
    const warn = vi.spyOn(console, "warn").mockImplementation(() => {});
    expect(ask('{"now":"soon","hour":"late","planet":"Mars","toString":1,"city":null}')).toEqual({
      context: { city: null },
    });
    expect(warn).toHaveBeenCalledTimes(4);
  });
});
