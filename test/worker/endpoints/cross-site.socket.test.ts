import { afterAll, beforeAll, describe, expect, test } from "vitest";
import {
  type Attacked,
  CHANGING,
  DECLARED,
  OWNER_TOKEN,
  ROUTES,
  startAttacked,
  yes,
} from "../attacked.socket.ts";

let edge: Attacked;
beforeAll(async () => {
  edge = await startAttacked();
});
afterAll(() => edge.stop());

/** What the browser of a visitor who has said yes sends along, if it sends anything. */
const cookie = () => ({ cookie: `sv_c=${yes()}; sv_p=whatever; sv_v=1` });

/** Origins that are neither the site nor declared, however much they look like it. */
const foreign = (): readonly string[] => {
  const { host, port } = edge.url;
  return [
    "https://evil.example",
    "null",
    `https://${host}`,
    `http://sub.${host}`,
    `http://evil${host}`,
    `http://${host}.evil.example`,
    `http://${host}/`,
    `http://${host}@evil.example`,
    `http://evil.example#${host}`,
    `http://127.0.0.1:${Number(port) + 1}`,
    "http://127.0.0.1",
    ` ${DECLARED}.evil.example`,
    `${DECLARED}.evil.example`,
    `${DECLARED}@evil.example`,
    `${DECLARED}:8443`,
    `${DECLARED}:443`,
    `${DECLARED}.`,
    `${DECLARED}/`,
    DECLARED.toUpperCase(),
    DECLARED.replace("https:", "http:"),
    DECLARED.replace("www.", ""),
    DECLARED.replace("www.", "sub.www."),
    DECLARED.replace("www.", "evilwww."),
    DECLARED.replaceAll(".", "x"),
    `${DECLARED}, https://evil.example`,
    `${DECLARED} https://evil.example`,
    "*",
    "file://",
    "chrome-extension://abcdefgh",
  ];
};

const shared = (headers: object) => Object.keys(headers).filter((name) => name.startsWith("access-control-"));

describe("what changes something", () => {
  test("there is something to attack", () => {
    expect(CHANGING.map(({ method, path }) => `${method} ${path}`)).toEqual(
      expect.arrayContaining([
        "POST /_selvedge/consent",
        "POST /_selvedge/signals",
        "DELETE /_selvedge/me",
        "POST /_selvedge/preview/change",
        "POST /_selvedge/preview/end",
      ]),
    );
  });

  test.each(CHANGING)(
    "$method $path isn't for foreign pages, whatever they call themselves",
    async ({ method, path }) => {
      for (const origin of foreign()) {
        for (const type of ["application/json", "text/plain", "application/x-www-form-urlencoded"]) {
          const headers = { ...cookie(), origin, "content-type": type };
          const answer = await edge.ask(method, path, { headers, body: "{}" });
          expect([answer.status, answer.headers["set-cookie"]], `${origin} ${type}`).toEqual([
            403,
            undefined,
          ]);
          expect(shared(answer.headers), origin).toEqual([]);
        }
      }
    },
  );

  test.each(CHANGING)(
    "$method $path isn't for who comes from elsewhere, by the browser's own word",
    async ({ method, path }) => {
      for (const site of ["cross-site", "same-site", "none", "", "same-origin, cross-site", "SAME-ORIGIN"]) {
        const headers = { ...cookie(), "sec-fetch-site": site };
        const answer = await edge.own(method, path, { headers, body: "{}" });
        expect([answer.status, answer.headers["set-cookie"]], site).toEqual([403, undefined]);
      }
    },
  );

  test.each(CHANGING)(
    "$method $path can't be sent by a form: it takes JSON, which needs a preflight",
    async ({ method, path }) => {
      if (method !== "POST") return;
      // An old browser that says neither where it is nor where it comes from.
      for (const type of [
        "text/plain",
        "application/x-www-form-urlencoded",
        "multipart/form-data; boundary=x",
        "",
      ]) {
        const answer = await edge.ask(method, path, {
          headers: { ...cookie(), "content-type": type },
          body: "{}",
        });
        expect([answer.status, answer.headers["set-cookie"]], type).toEqual([415, undefined]);
      }
    },
  );

  test.each(CHANGING)("$method $path listens to pages of the site", async ({ method, path }) => {
    const answer = await edge.own(method, path, { headers: cookie(), body: "{}" });
    expect(answer.body).not.toContain("only pages of this site");
    expect([200, 204, 400, 403]).toContain(answer.status);
  });
});

describe("CORS", () => {
  test.each(ROUTES)("$method $path is read by no foreign page", async ({ method, path }) => {
    for (const origin of foreign()) {
      const answer = await edge.ask(method, path, { headers: { ...cookie(), origin } });
      // A script is the same for everybody, and pages of declared origins load it as a module.
      const isScript = path.endsWith(".js");
      expect(shared(answer.headers), origin).toEqual(isScript ? ["access-control-allow-origin"] : []);
      if (isScript) expect(answer.headers["access-control-allow-origin"]).toBe("*");
    }
  });

  test.each(ROUTES)("no preflight for $method $path is answered", async ({ method, path }) => {
    for (const origin of [...foreign(), DECLARED, edge.url.origin]) {
      const headers = {
        origin,
        "access-control-request-method": method,
        "access-control-request-headers": "content-type, authorization",
        "access-control-request-private-network": "true",
      };
      const answer = await edge.ask("OPTIONS", path, { headers });
      expect(answer.status, origin).toBeGreaterThanOrEqual(400);
      expect(shared(answer.headers), origin).toEqual([]);
    }
  });

  test.each(ROUTES)(
    "$method $path never acts with cookies for a declared origin",
    async ({ method, path }) => {
      for (const type of ["application/json", "text/plain"]) {
        const headers = {
          ...cookie(),
          origin: DECLARED,
          "sec-fetch-site": "cross-site",
          "content-type": type,
        };
        const answer = await edge.ask(method, path, { headers, ...(method === "GET" ? {} : { body: "{}" }) });
        expect(answer.headers["access-control-allow-credentials"]).toBe(undefined);
        expect(answer.headers["set-cookie"]).toBe(undefined);
      }
    },
  );
});

describe("the owner's hostname", () => {
  const admin = () => ({ host: `admin.localhost:${edge.url.port}` });

  test("has no endpoint of visitors', and visitors' hostname none of the owner's", async () => {
    for (const { method, path } of ROUTES)
      expect((await edge.ask(method, path, { headers: admin() })).status, path).toBe(404);
    const stray = await edge.own("POST", "/_selvedge/preview-links", {
      headers: { authorization: `Bearer ${OWNER_TOKEN}` },
    });
    expect(stray.status).toBe(404);
  });

  test("lets in by nothing but the token, and tells no foreign page anything", async () => {
    const headers = { ...admin(), "content-type": "application/json", cookie: `owner=${OWNER_TOKEN}` };
    for (const authorization of [
      "",
      "Bearer",
      "Bearer x",
      `Bearer ${OWNER_TOKEN}x`,
      `Basic ${OWNER_TOKEN}`,
    ]) {
      const answer = await edge.ask("POST", "/preview-links", {
        headers: { ...headers, authorization },
        body: {},
      });
      expect([answer.status, answer.headers["www-authenticate"]], authorization).toEqual([401, "Bearer"]);
    }
    const query = await edge.ask("POST", `/preview-links?token=${encodeURIComponent(OWNER_TOKEN)}`, {
      headers,
      body: {},
    });
    expect(query.status).toBe(401);
    const origin = "https://evil.example";
    const preflight = await edge.ask("OPTIONS", "/preview-links", { headers: { ...headers, origin } });
    expect([preflight.status, shared(preflight.headers)]).toEqual([405, []]);
    const made = await edge.ask("POST", "/preview-links", {
      headers: { ...headers, origin, authorization: `Bearer ${OWNER_TOKEN}` },
      body: { page: edge.url.href, me: true },
    });
    expect([made.status, shared(made.headers)]).toEqual([201, []]);
  });
});
