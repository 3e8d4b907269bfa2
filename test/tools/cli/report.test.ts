import { createServer, type Server } from "node:http";
import type { AddressInfo } from "node:net";
import { afterAll, beforeAll, expect, test, vi } from "vitest";
import { run } from "./run.ts";

const asked: { readonly url: string; readonly authorization: string | undefined }[] = [];
let server: Server;
let url = "";

// Before the command's environment is made.
vi.hoisted(() => (process.env["SELVEDGE_TOKEN"] = "a token"));

beforeAll(async () => {
  server = createServer(({ url = "", headers: { authorization } }, answer) => {
    asked.push({ url, authorization });
    if (url.includes("privacy")) {
      answer.writeHead(403, { "content-type": "application/problem+json" });
      return answer.end('{"detail":"this token isn\'t for that"}');
    }
    return answer.end(url.includes("csv") ? "day,views\r\n" : '{"site":"shop"}');
  });
  await new Promise<void>((resolve) => void server.listen(0, "127.0.0.1", resolve));
  url = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
});

afterAll(() => void server.close());

test("asks with a token, and prints what comes or what was said", { timeout: 60_000 }, async () => {
  const json = await run("report", "data", "--url", url, "--from", "2026-11-01");
  expect([json.code, json.out]).toEqual([0, '{\n  "site": "shop"\n}\n']);
  const csv = await run("report", "register", "--url", url, "--csv");
  expect([csv.code, csv.out]).toEqual([0, "day,views\r\n"]);
  expect(asked).toEqual([
    { url: "/api/reports/data?from=2026-11-01", authorization: "Bearer a token" },
    { url: "/api/register?format=csv", authorization: "Bearer a token" },
  ]);
  const refused = await run("report", "privacy", "--url", url);
  expect([refused.code, refused.errors]).toEqual([2, `${url} answered 403: this token isn't for that\n`]);
});
