import { Agent } from "node:http";
import { formatChoice } from "../../../shared/consent.ts";
import { dayOf } from "../../../shared/day.ts";
import { newProfile, recordEvent } from "../../../shared/profile.ts";
import { project } from "../../../shared/project.ts";
import type { TagConfig } from "../../../shared/wire.ts";
import { MARKS } from "./shop.socket.ts";
import { type Exchange, type Reply, send } from "./strict-cache.socket.ts";

/** Somebody who asks for pages, and what of our blocks is meant for them. */
export interface Person {
  readonly name: string;
  readonly headers: Readonly<Record<string, string>>;
  /** Marks that a page decided for them may carry, and no others. */
  readonly own: readonly string[];
}

const ADDRESSES = [
  ..."/account /shop/0 /shop/1 /shop/2 /shop/3 /shop/4 /shop/5 /shop/6 /shop/7 /shop/8 /shop/9".split(" "),
  ..."/ /about/0 /about/1 /about/2 /about/5 /about/8 /excluded/0 /excluded/1 /plain.txt /gone/0 /moved/0".split(
    " ",
  ),
  // Deceptions: the shop has its account page at all of these, and caches may take some for the page, or for a file.
  ..."/account/x.css /account;x.css /account%2fx.css /account%2Fx.css /account%3fx.css /account/../account".split(
    " ",
  ),
  ..."//account ///account /./account /account/ /account// /account/. /Account /%61ccount /account%00.css".split(
    " ",
  ),
  ..."/account?x.css /account?utm_source=x /account%0a.css /account.css /account%23x.css /account\\x.css".split(
    " ",
  ),
  ..."/shop/1/x.css /shop//1 //shop/1 /shop%2f1 /shop/1;jsessionid=1 /shop/1?a=1 /shop/%31 /shop/./1".split(
    " ",
  ),
  ..."/_selvedge/tag.js /_selvedge/config /_selvedge/me /_selvedge/me/x.css /_selvedge/config;x.css".split(
    " ",
  ),
  ..."/_selvedge/me?page=/account /_selvedge%2fme //_selvedge/me /about/../account /excluded/../account".split(
    " ",
  ),
];

/** Two people with different interests, one who refused, one who said nothing, a bot; from two countries. */
export async function gather(url: string): Promise<readonly Person[]> {
  const place = (country: string) => ({ "selvedge-context": JSON.stringify({ country }) });
  const rain = await visitor(url, "rain");
  const camp = await visitor(url, "camp");
  const refused = formatChoice({ purposes: [], revision: 1, day: today(), gpc: false, epoch: 1 });
  const mark = (interest: string, country: string) => [
    `${MARKS.interest}${interest}`,
    `${MARKS.country}${country}`,
  ];
  return [
    { name: "rain, in Poland", headers: { cookie: rain, ...place("PL") }, own: mark("rain", "PL") },
    { name: "camp, in Germany", headers: { cookie: camp, ...place("DE") }, own: mark("camp", "DE") },
    {
      name: "who refused, with the cookies of before",
      headers: { cookie: `${rain.replace(/sv_c=[^;]*; /, "")}; sv_c=${refused}`, ...place("PL") },
      own: [],
    },
    { name: "who said nothing, in Germany", headers: place("DE"), own: [`${MARKS.country}DE`] },
    { name: "a bot, in France", headers: { "user-agent": "Googlebot/2.1", ...place("FR") }, own: [] },
  ];
}

const today = () => dayOf(Date.now());

/** The cookies of somebody who said yes and looked at this, as the edge gives them. */
async function visitor(url: string, category: string): Promise<string> {
  const config = (await (await fetch(`${url}/_selvedge/config`)).json()) as TagConfig;
  const choice = formatChoice({
    purposes: ["personalization", "measurement"],
    revision: 1,
    day: today(),
    gpc: false,
    epoch: 1,
  });
  let profile = newProfile(today());
  for (const name of ["visit", "view"])
    profile = recordEvent(profile, config.attributes, { name, properties: { category } }, today());
  const body = {
    plan: config.plan,
    ...project(profile, config.attributes, today()),
    path: "/",
    language: "en",
  };
  const response = await fetch(`${url}/_selvedge/signals`, {
    method: "POST",
    headers: { "content-type": "application/json", cookie: `sv_c=${choice}` },
    body: JSON.stringify(body),
  });
  const given = response.headers.getSetCookie().map((line) => line.split(";", 1)[0]!);
  if (given.length !== 2)
    throw new Error(`no projection was given: ${response.status} ${await response.text()}`);
  return [`sv_c=${choice}`, ...given].join("; ");
}

/** What came of many requests. */
export interface Outcome {
  readonly requests: number;
  readonly hits: number;
  /** Answers that carried something decided for who asked. */
  readonly personal: number;
  /** Invariant 5, broken: one line each. */
  readonly leaks: readonly string[];
}

/** Asks for pages in a random order that is the same each time, so many at once, and looks whose they are. */
export async function mingle(
  people: readonly Person[],
  ask: (exchange: Exchange, index: number) => Promise<Reply>,
  {
    requests,
    atOnce,
    seed = 1,
  }: { readonly requests: number; readonly atOnce: number; readonly seed?: number },
): Promise<Outcome> {
  const random = numbers(seed);
  const leaks: string[] = [];
  let next = 0;
  let hits = 0;
  let personal = 0;
  const worker = async () => {
    while (next < requests) {
      const index = next++;
      const person = people[random(people.length)]!;
      const path = ADDRESSES[random(ADDRESSES.length)]!;
      const exchange = {
        method: random(20) === 0 ? "HEAD" : "GET",
        path,
        headers: headersOf(person, random),
      };
      const reply = await ask(exchange, index);
      if (reply.isHit) hits++;
      const found = marksIn(reply);
      const foreign = found.filter((mark) => !person.own.includes(mark));
      if (foreign.length > 0)
        leaks.push(
          `${person.name} got ${foreign.join(", ")} at ${path}${reply.isHit ? ", from the cache" : ""}`,
        );
      else if (found.length > 0) personal++;
    }
  };
  await Promise.all(Array.from({ length: atOnce }, worker));
  return { requests, hits, personal, leaks };
}

function headersOf({ headers }: Person, random: (below: number) => number): Record<string, string> {
  const ways: readonly Record<string, string>[] = [
    { accept: "text/html", "sec-fetch-dest": "document" },
    { accept: "text/html", "sec-fetch-dest": "document" },
    { accept: "text/html", "sec-fetch-dest": "document" },
    { accept: "*/*", "sec-fetch-dest": "empty" },
    { accept: "text/css", "sec-fetch-dest": "style" },
    { accept: "text/html", "if-none-match": '"1"', "cache-control": "no-cache" },
    { accept: "text/html", range: "bytes=0-200" },
    { accept: "text/html", authorization: "Basic eDp5" },
  ];
  return {
    "user-agent": "Mozilla/5.0 Chrome/156.0",
    "accept-encoding": "identity",
    ...headers,
    ...ways[random(ways.length)]!,
  };
}

/** All that was decided for anybody, wherever it stands in an answer: page, data block, headers, what `me` tells. */
function marksIn({ headers, body }: Reply): string[] {
  const text = `${body} ${JSON.stringify(headers)}`;
  const found = text.match(/for-(?:interest|country)-[a-zA-Z]+/g) ?? [];
  return [...new Set(found.filter((mark) => !isDeclared(mark, text)))];
}

/** `me` lists all segments by name; those that match are the visitor's. */
function isDeclared(mark: string, text: string): boolean {
  return text.includes(`"${mark}":{"matches":false`) || text.includes(`"${mark}":{"matches":null`);
}

/** Random numbers below a bound, the same for the same seed (mulberry32). */
function numbers(seed: number): (below: number) => number {
  let state = seed;
  return (below) => {
    state = (state + 0x6d2b79f5) | 0;
    let mixed = Math.imul(state ^ (state >>> 15), 1 | state);
    mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed)) ^ mixed;
    return ((mixed ^ (mixed >>> 14)) >>> 0) % below;
  };
}

/** Connections that are kept, so that asking costs little. */
export function keptConnections(atOnce: number): Agent {
  return new Agent({ keepAlive: true, maxSockets: atOnce });
}

/** Asks without any cache. */
export function straightTo(url: string, agent: Agent): (exchange: Exchange) => Promise<Reply> {
  const target = new URL(url);
  return (exchange) => send(target, exchange, agent);
}
