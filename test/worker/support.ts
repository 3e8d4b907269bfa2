import { createExecutionContext, waitOnExecutionContext } from "cloudflare:test";
import { env } from "cloudflare:workers";
import type { Choice } from "../../shared/consent.ts";
import { formatChoice } from "../../shared/consent.ts";
import { dayOf } from "../../shared/day.ts";
import { type Profile, newProfile, recordEvent } from "../../shared/profile.ts";
import { project } from "../../shared/project.ts";
import type { SiteInput } from "../../shared/site/schema.ts";
import type { Signal, TagConfig } from "../../shared/wire.ts";
import { createApp } from "../../worker/app.ts";
import { readCells } from "../../worker/cells.ts";
import type { Env } from "../../worker/env.ts";

/** A Tuesday, at half past two in Warsaw. */
export const NOON = Date.parse("2026-12-01T13:30:00Z");
export const TODAY = dayOf(NOON);

/** A small site that reads one attribute of each phase, and context. */
export const SITE = {
  version: 1,
  id: "test-shop",
  languages: ["en", "pl"],
  exclude: ["/checkout/*"],
  consent: { policyUrl: "/privacy", regions: { US: "opt-out", "US-CA": "opt-in" } },
  attributes: {
    pricingViews: { count: "view", where: { path: { $regex: "^/pricing" } }, within: "30d" },
    visits: { count: "visit", label: { en: "Visits" }, why: { en: "To greet you" } },
  },
  segments: {
    returning: { label: { en: "Returning visitors" }, when: { visits: { $gte: 2 } } },
    business: { when: { pricingViews: { $gte: 3 } } },
    polish: { when: { "context.country": "PL" } },
    newsletter: { when: { "context.source": "newsletter" } },
  },
  blocks: {
    welcome: { target: "#welcome", op: "text", text: "Good to see you again", when: "returning" },
    terms: { target: "#terms", op: "text", text: "Net 30 days", when: "business" },
    delivery: { target: "#delivery", op: "text", text: "Delivered by InPost", when: "polish" },
    offer: { target: "#offer", op: "text", text: "For our readers", when: "newsletter" },
  },
  goals: { order: { event: "purchase", value: "value", steps: [50, 100] } },
} as const satisfies SiteInput;

export const PAGE =
  "<!doctype html><html lang=en><head><title>Shop</title></head><body>" +
  "<p id=welcome>Hello</p><p id=terms>-</p><p id=delivery>-</p><p id=offer>-</p></body></html>";

interface Ask {
  readonly method?: string;
  readonly headers?: Readonly<Record<string, string>>;
  readonly cookies?: Readonly<Record<string, string>>;
  readonly body?: BodyInit;
  readonly cf?: Readonly<Record<string, unknown>>;
  /** Doesn't wait for what is done in the background, where that never ends. */
  readonly leave?: boolean;
}

export interface EdgeOptions {
  readonly site?: unknown;
  readonly catalog?: unknown;
  readonly env?: Partial<Env>;
  readonly origin?: (request: Request) => Response | Promise<Response>;
}

/** The Worker in an isolate of its own, with a clock that is set by hand, in front of a one-page origin. */
export class Edge {
  now = NOON;
  /** What the origin has been asked. */
  readonly asked: Request[] = [];
  readonly env: Env;
  readonly #app: ReturnType<typeof createApp>;

  constructor(options: EdgeOptions = {}) {
    const { SITE: kv, COUNTER, TOTALS, PAIRS, BANDITS, REGISTER } = env as unknown as Env;
    const ASSETS = { fetch: () => Promise.reject(new Error("no assets")) } as unknown as Fetcher;
    const own = {
      SITE: kv,
      COUNTER,
      TOTALS,
      PAIRS,
      BANDITS,
      REGISTER,
      ASSETS,
      SELVEDGE_SECRET: "a secret of the tests",
    };
    this.env = { ...own, ...options.env };
    const origin =
      options.origin ??
      (() => new Response(PAGE, { headers: { "content-type": "text/html; charset=utf-8" } }));
    this.#app = createApp({
      bundled: options.site ?? SITE,
      catalog: options.catalog,
      now: () => this.now,
      fetch: async (to, init) => {
        const request = new Request(to, init);
        this.asked.push(request);
        return origin(request);
      },
    });
  }

  /** Sends a request and waits for what it does in the background. */
  async ask(path: string, ask: Ask = {}): Promise<Response> {
    const url = new URL(path, "https://shop.example");
    const cookie = Object.entries(ask.cookies ?? {})
      .map(([name, value]) => `${name}=${value}`)
      .join("; ");
    const ctx = createExecutionContext();
    const request = new Request(url, {
      method: ask.method ?? "GET",
      headers: { ...(cookie && { cookie }), ...ask.headers },
      cf: { country: "PL", timezone: "Europe/Warsaw", ...ask.cf },
      ...(ask.body !== undefined && { body: ask.body }),
    });
    const response = await this.#app.fetch(request, this.env, ctx);
    const body = response.status === 204 || response.status === 304 ? null : await response.arrayBuffer();
    if (!ask.leave) await waitOnExecutionContext(ctx);
    return new Response(body, response);
  }

  /** Sends JSON as the tag does. */
  async post(path: string, body: unknown, ask: Ask = {}): Promise<Response> {
    const headers = {
      "content-type": "application/json",
      origin: "https://shop.example",
      "sec-fetch-site": "same-origin",
      ...ask.headers,
    };
    return this.ask(path, { ...ask, method: "POST", headers, body: JSON.stringify(body) });
  }

  async config(ask: Ask = {}): Promise<TagConfig> {
    return (await this.ask("/_selvedge/config", ask)).json();
  }
}

/** A cookie's value of someone who chose today. */
export function choice(
  purposes: Choice["purposes"] = ["personalization", "measurement"],
  more: Partial<Choice> = {},
): string {
  return formatChoice({ purposes, revision: 1, day: TODAY, gpc: false, epoch: 1, ...more });
}

/** A device: the tag's profile after so many visits, each with so many views of the pricing page. */
export function device(config: TagConfig, visits: number, views = 0, day = TODAY): Profile {
  let profile = newProfile(day);
  for (let visit = 0; visit < visits; visit++) {
    profile = recordEvent(profile, config.attributes, { name: "visit", properties: {} }, day);
    for (let view = 0; view < views; view++) {
      profile = recordEvent(
        profile,
        config.attributes,
        { name: "view", properties: { path: "/pricing" } },
        day,
      );
    }
  }
  return profile;
}

/** The signal that the tag sends of a profile. */
export function signalOf(
  config: TagConfig,
  profile: Profile,
  more: Partial<Signal> = {},
  day = TODAY,
): Signal {
  return {
    plan: config.plan,
    ...project(profile, config.attributes, day),
    path: "/",
    language: "en",
    ...more,
  };
}

/** A message number as the tag makes it. */
export const MESSAGE = "0123456789abcdef0123456789abcdef";

/** A message of counts, as the tag sends it. */
export function countsOf(config: TagConfig, more: object = {}): object {
  const counts = [["view"], ["goal", "order", 50]];
  return {
    plan: config.plan,
    path: "/",
    language: "en",
    counts,
    message: MESSAGE,
    token: config.token,
    ...more,
  };
}

/** What has been counted today. */
export async function totalsOf(edge: Edge): Promise<Readonly<Record<string, number>>> {
  return (await readCells(edge.env, "test-shop", TODAY, TODAY, ""))[TODAY] ?? {};
}

/** The `Set-Cookie` lines of an answer, by cookie name. */
export function setCookies(
  response: Response,
): Record<string, { readonly value: string; readonly attributes: string }> {
  return Object.fromEntries(
    response.headers.getSetCookie().map((line) => {
      const [, name, value, attributes] = /^([^=]+)=([^;]*)(.*)$/.exec(line)!;
      return [name!, { value: value!, attributes: attributes! }];
    }),
  );
}

/** The cookies of a visitor whose device looks like this, as the edge gives them. */
export async function cookiesOf(
  edge: Edge,
  visits: number,
  views = 0,
  epoch = 1,
): Promise<Record<string, string>> {
  const config = await edge.config();
  const sv_c = choice(undefined, { epoch, day: dayOf(edge.now) });
  const response = await edge.post(
    "/_selvedge/signals",
    signalOf(config, device(config, visits, views, dayOf(edge.now)), {}, dayOf(edge.now)),
    { cookies: { sv_c } },
  );
  const given = setCookies(response);
  return { sv_c, sv_p: given["sv_p"]!.value, sv_v: given["sv_v"]!.value };
}

/** Which segments an answer of `me` says to match. */
export async function segmentsOf(
  edge: Edge,
  cookies: Record<string, string>,
  ask: Ask = {},
): Promise<Record<string, boolean | null>> {
  const answer: { segments: Record<string, { matches: boolean | null }> } = await (
    await edge.ask("/_selvedge/me", { ...ask, cookies })
  ).json();
  return Object.fromEntries(Object.entries(answer.segments).map(([id, { matches }]) => [id, matches]));
}
