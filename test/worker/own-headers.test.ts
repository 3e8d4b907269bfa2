import { expect, test, vi } from "vitest";
import { OWN_HEADERS } from "../../worker/own-headers.ts";
import { Edge } from "./support.ts";

const ADMIN_HOST = "admin.shop.example";

test.each(["/_selvedge/config", "/_selvedge/tag.js", `https://${ADMIN_HOST}/preview-links`])(
  "%s without any site file is answered with the headers of everything that is ours",
  async (path) => {
    vi.spyOn(console, "error").mockImplementation(() => {});
    vi.spyOn(console, "warn").mockImplementation(() => {});
    const { status, headers } = await new Edge({ site: {}, env: { ADMIN_HOST } }).ask(path);
    expect(status).toBe(503);
    expect(Object.fromEntries(headers)).toMatchObject({ ...OWN_HEADERS, "cache-control": "no-store" });
  },
);
