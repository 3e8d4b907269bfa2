import { once } from "node:events";
import { type IncomingMessage, request } from "node:http";
import { formatChoice } from "../../../shared/consent.ts";
import { dayOf } from "../../../shared/day.ts";
import type { TagConfig } from "../../../shared/wire.ts";
import { makeToken } from "../../../tools/attested-token.ts";
import { OWNER_TOKEN, ROUTES, SECRET, SITE } from "../attacked.socket.ts";
import { CANARIES, markedHeaders, markedPath } from "./fields.socket.ts";

/** Every header that was sent, with all of its values, by its name in small letters. */
export type Sent = Map<string, Set<string>>;

/** A message number that counts, and so is kept for 26 hours. */
export const NUMBER = "0123456789abcdef0123456789abcdef";
/** By this the headers of the runtime's own are told from ours. */
const HOST = `${CANARIES["address host"]!}.localhost`;

const body = (name: string) => CANARIES[`body ${name}`]!;
const choice = (purposes: Parameters<typeof formatChoice>[0]["purposes"]) =>
  formatChoice({ purposes, revision: 1, day: dayOf(Date.now()), gpc: false, epoch: 1 });

/**
 * Sends whatever can be sent: every way of asking for pages, every endpoint with every method, every body from right to
 * nonsense, by everybody from who never answered to who said yes. Each request has a canary in each of its fields.
 * @param brief only by who has said yes
 */
export async function storm(url: URL, brief: boolean): Promise<Sent> {
  const sent: Sent = new Map();
  const send = async (
    method: string,
    path: string,
    headers: Readonly<Record<string, string>>,
    text?: string,
  ) => {
    const own = { host: `${HOST}:${url.port}`, ...markedHeaders(), ...headers };
    for (const [name, value] of Object.entries(own)) sent.set(name, (sent.get(name) ?? new Set()).add(value));
    const asking = request({ host: url.hostname, port: url.port, method, path, headers: own, agent: false });
    asking.end(text);
    // An origin that breaks off in the middle of a page breaks the page.
    try {
      const [response] = (await once(asking, "response")) as [IncomingMessage];
      const chunks: Buffer[] = [];
      for await (const chunk of response) chunks.push(chunk as Buffer);
      return { headers: response.headers, text: Buffer.concat(chunks).toString("utf8") };
    } catch {
      return { headers: {}, text: "" };
    }
  };

  const config = JSON.parse((await send("GET", "/_selvedge/config", {})).text) as TagConfig;
  const own = {
    origin: `http://${HOST}:${url.port}`,
    "sec-fetch-site": "same-origin",
    "content-type": "application/json",
  };
  const given = await send(
    "POST",
    "/_selvedge/signals",
    { ...own, ...markedHeaders({ sv_c: choice(["personalization", "measurement"]) }) },
    JSON.stringify(rightSignal(config)),
  );
  const projection = /sv_p=([^;]*)/.exec(String(given.headers["set-cookie"]))?.[1];
  const visitors = [
    {},
    { sv_c: choice([]) },
    { sv_c: body("choice") },
    { sv_c: choice(["personalization", "measurement"]) },
    { sv_c: choice(["personalization", "measurement"]), ...(projection && { sv_p: projection, sv_v: "1" }) },
  ].map((cookies) => markedHeaders(cookies));

  const query = markedPath("", "").split("?")[1]!;
  const foreign = { ...own, origin: `https://${HOST}` };
  const visit = async (visitor: Readonly<Record<string, string>>) => {
    for (const folder of ["/me/", "/tag/", "/other/"])
      for (const page of ["page", "broken", "cut", "failed", "moved", "missing"])
        await send("GET", markedPath(folder, page), visitor);
    await send("HEAD", markedPath("/me/", "page"), visitor);
    await send("POST", markedPath("/me/", "page"), visitor, body("unknown"));
    for (const { method, path } of ROUTES) {
      for (const headers of [{}, foreign])
        await send(method, `${path}?${query}`, { ...visitor, ...headers }, bodies(config)[0]);
      for (const text of method === "GET" ? [undefined] : bodies(config))
        await send(method, `${path}?${query}`, { ...visitor, ...own }, text);
    }
    for (const path of asked()) await send("GET", path, visitor);
  };
  await Promise.all(visitors.slice(brief ? -1 : 0).map(visit));
  for (const authorization of [`Bearer ${OWNER_TOKEN}`, `Bearer ${body("token")}`])
    for (const text of bodies(config)) {
      const headers = { ...own, host: `admin.localhost:${url.port}`, authorization };
      await send("POST", "/preview-links", headers, text);
    }
  return sent;
}

/** Paths of our own that say something. */
function asked(): readonly string[] {
  const page = CANARIES["address page"]!;
  return [
    `/_selvedge/me?page=/${page}`,
    `/_selvedge/me?page=${page}`,
    `/_selvedge/texts/${page}`,
    `/_selvedge/${page}.js`,
    `/_selvedge/${page}`,
    `/_selvedge/preview/start?t=1.${page}.${page}&page=/${page}`,
    "/.well-known/gpc.json",
    "/_selvedge/%zz",
  ];
}

function rightSignal(config: TagConfig): object {
  return {
    plan: config.plan,
    now: [0, 0].slice(0, Object.values(config.attributes).filter(({ byToken }) => !byToken).length),
    next: [0, 0].slice(0, Object.values(config.attributes).filter(({ byToken }) => !byToken).length),
    path: `/${body("path")}`,
    language: body("language"),
    attested: makeToken({ values: { stage: "lead" }, until: dayOf(Date.now()) + 2 }, SECRET, SITE.id),
    counts: [["view"], ["goal", "order", 50], ["goal", body("goal"), 0]],
    message: NUMBER,
    token: config.token,
  };
}

/** What a tag would send, and what it never would. */
function bodies(config: TagConfig): readonly string[] {
  const right = rightSignal(config);
  const until = dayOf(Date.now()) + 2;
  const odd = [
    right,
    { ...right, [body("unknown")]: body("unknown") },
    { ...right, token: body("token") },
    { ...right, plan: body("plan") },
    { ...right, now: body("path"), path: 7, language: { [body("language")]: 1 } },
    { ...right, message: body("token") },
    { ...right, attested: body("attested") },
    { ...right, attested: makeToken({ values: { stage: body("attested") }, until }, SECRET, SITE.id) },
    { ...right, attested: makeToken({ values: { [body("attested")]: "x" }, until }, "other", SITE.id) },
    { choice: choice(["personalization"]), layer: "question", language: "en" },
    { choice: choice([]), layer: "settings", language: body("choice").slice(0, 3) },
    { choice: body("choice"), layer: body("unknown"), language: body("language") },
    { segments: { [body("segment")]: true }, context: { city: body("segment") }, day: body("segment") },
    { page: `https://shop.example/${body("path")}`, segment: body("segment") },
    { page: `https://shop.example/${body("path")}?q=${body("path")}`, segment: "returning" },
    { page: body("path"), me: true },
  ];
  return [
    ...odd.map((input) => JSON.stringify(input)),
    body("unknown"),
    `{"${body("unknown")}`,
    `{}\n    at ${body("unknown")} (https://${body("unknown")}.example)`,
    `"${body("unknown")}"`,
    JSON.stringify({ [body("unknown")]: "x".repeat(10_000) }),
  ];
}
