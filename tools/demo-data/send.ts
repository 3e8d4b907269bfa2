import { randomBytes } from "node:crypto";
import { type IncomingMessage, request } from "node:http";
import { json, text } from "node:stream/consumers";
import { formatChoice } from "../../shared/consent.ts";
import { dayOf } from "../../shared/day.ts";
import type { TagConfig } from "../../shared/wire.ts";
import { random } from "./random.ts";
import type { Product } from "./shop.ts";
import { type Told, visit } from "./visitor.ts";

/** How many visitors are about at once. */
const AT_ONCE = 8;

/** A running `npm start`, and how it is asked. */
export interface Running {
  /** `http://localhost:8787` */
  readonly url: string;
  /** The reserved path of its site file. */
  readonly path: string;
}

/** What the endpoints made of all visitors. */
export interface Sent {
  readonly messages: number;
  readonly counted: number;
}

/** What was published, as the owner's route says. */
export interface PublishedNow {
  readonly items: number;
  readonly pairs: number;
  readonly trending: number;
}

/**
 * Lets so many visitors come, the same ones for the same seed: each says yes and sends what it
 * counts, by the configuration, which is the same for everybody and asked for once. Each has a network of its own, by a header that Cloudflare sets on real requests and that a local server
 * takes from anybody. Rejects where the server refuses something.
 */
export async function sendVisitors(
  running: Running,
  products: readonly Product[],
  { visitors, seed, came }: { visitors: number; seed: number; came: (visitor: number) => void },
): Promise<Sent> {
  const config = (await ask(running, "config")) as TagConfig;
  const draw = random(seed);
  let next = 0;
  let done = 0;
  let messages = 0;
  let counted = 0;
  const work = async () => {
    while (next < visitors) {
      const number = next++;
      const own = random(Math.floor(draw() * 2 ** 31));
      const told = visit(products, config.goals["order"]?.steps ?? [], own);
      const answers = await sendVisitor(running, config, addressOf(number), told);
      messages += answers.length;
      counted += answers.filter(Boolean).length;
      came(++done);
    }
  };
  await Promise.all(Array.from({ length: AT_ONCE }, work));
  return { messages, counted };
}

/** Whether each message of one visitor was counted. */
async function sendVisitor(
  running: Running,
  { plan, token, consent: { revision } }: TagConfig,
  address: string,
  told: readonly Told[],
): Promise<boolean[]> {
  const purposes = ["personalization", "measurement"] as const;
  const choice = formatChoice({ purposes, revision, day: dayOf(Date.now()), gpc: false, epoch: 1 });
  const headers = { "cf-connecting-ip": address, cookie: `sv_c=${choice}` };
  await ask(running, "consent", { choice }, headers);
  const counted: boolean[] = [];
  for (const { path, counts } of told) {
    const message = randomBytes(16).toString("hex");
    const body = { plan, path, language: "en", counts, message, token };
    const answer = (await ask(running, "signals", body, headers)) as { readonly counted?: boolean };
    counted.push(answer.counted === true);
  }
  return counted;
}

/** What an endpoint answers; rejects where it refuses. */
async function ask(
  { url, path }: Running,
  endpoint: string,
  body?: object,
  headers: Readonly<Record<string, string>> = {},
): Promise<unknown> {
  const response = await fetch(`${url}${path}/${endpoint}`, {
    method: body ? "POST" : "GET",
    headers: { "content-type": "application/json", ...headers },
    ...(body && { body: JSON.stringify(body) }),
  });
  const answer = await response.text();
  if (!response.ok) throw new Error(`${path}/${endpoint} answered ${response.status}: ${answer}`);
  return answer === "" ? undefined : JSON.parse(answer);
}

/** An address in a network of its own, of those that documentation uses (RFC 3849). */
function addressOf(visitor: number): string {
  return `2001:db8:${visitor.toString(16)}::1`;
}

/** Has the neighbours published at once, on the owner's hostname, which name servers needn't know. */
export async function publishNow({ url }: Running, token: string): Promise<PublishedNow> {
  const { port } = new URL(url);
  const asked = request({
    host: "localhost",
    port,
    path: "/neighbours",
    method: "POST",
    headers: { host: `admin.localhost:${port}`, authorization: `Bearer ${token}` },
  });
  const response = await new Promise<IncomingMessage>((resolve, reject) => {
    asked.once("response", resolve).once("error", reject).end();
  });
  if (response.statusCode !== 200)
    throw new Error(`neighbours were not published: ${response.statusCode}: ${await text(response)}`);
  return (await json(response)) as PublishedNow;
}
