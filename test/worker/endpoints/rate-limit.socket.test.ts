import { afterAll, beforeAll, expect, test } from "vitest";
import { type Attacked, DECLARED, startAttacked, yes } from "../attacked.socket.ts";

let edge: Attacked;
beforeAll(async () => {
  edge = await startAttacked();
});
afterAll(() => edge.stop());

test("more signals than a person makes are refused, for that address alone, and a choice stays possible", async () => {
  const { plan } = await edge.config();
  const cookie = `sv_c=${yes()}`;
  const send = async (address: string) => {
    const headers = { cookie, "cf-connecting-ip": address };
    const body = { plan, path: "/", language: "en" };
    return edge.own("POST", "/_selvedge/signals", { headers, body });
  };
  // Twice as many as the limit and a few: whenever its minute begins, it is passed in one.
  const answers = await Promise.all(
    Array.from({ length: 260 }, (_, index) => send(`2001:db8:0:1::${index.toString(16)}`)),
  );
  const refused = answers.filter(({ status }) => status === 429);
  expect(refused.length).toBeGreaterThan(0);
  expect(answers.length - refused.length).toBeGreaterThanOrEqual(120);
  expect(refused[0]!.headers["retry-after"]).toBe("60");
  expect((await send("198.51.100.7")).status).toBe(200);
  const headers = { "cf-connecting-ip": "2001:db8:0:1::1" };
  const choice = await edge.own("POST", "/_selvedge/consent", { headers, body: { choice: yes() } });
  expect(choice.status).toBe(200);
});

test("more questions than a person opens pages are refused, for that address alone, and take nothing from its signals", async () => {
  const ask = { path: "/me/", language: "en", referrer: "" };
  const send = async (address: string) => {
    const headers = { "cf-connecting-ip": address, "content-type": "text/plain", origin: DECLARED };
    return edge.own("POST", "/_selvedge/decision", { headers, body: { ask } });
  };
  const answers = await Promise.all(
    Array.from({ length: 260 }, (_, index) => send(`2001:db8:0:900::${index.toString(16)}`)),
  );
  const refused = answers.filter(({ status }) => status === 429);
  expect(refused.length).toBeGreaterThan(0);
  expect(answers.filter(({ status }) => status === 200).length).toBeGreaterThanOrEqual(120);
  expect(refused[0]!.headers["retry-after"]).toBe("60");
  expect((await send("198.51.100.8")).status).toBe(200);
  const { plan } = await edge.config();
  const headers = { cookie: `sv_c=${yes()}`, "cf-connecting-ip": "2001:db8:0:900::1" };
  const body = { plan, path: "/", language: "en" };
  expect((await edge.own("POST", "/_selvedge/signals", { headers, body })).status).toBe(200);
});
