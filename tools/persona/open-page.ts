import type { Codes } from "../../shared/courses.ts";
import { dayOf } from "../../shared/day.ts";
import type { PlanEntry } from "../../shared/plan.ts";
import type { Site } from "../../shared/site/schema.ts";
import type { PageDecision, Signal } from "../../shared/wire.ts";
import { compiledSite } from "../compiled.ts";
import type { Served } from "../served.ts";
import { startSelvedge } from "../start/selvedge.ts";
import { SIMULATED_SECRET, tokenOfCodes } from "./attested.ts";
import type { Simulation } from "./simulate.ts";
import { decisionIn, treatmentIn } from "./wire-out.ts";

/** What an ordinary browser says that it is. */
const USER_AGENT =
  "Mozilla/5.0 (X11; Linux x86_64) AppleWebKit/537.36 (KHTML, like Gecko) Chrome/156.0.0.0 Safari/537.36";

/** How a browser asks for a page that somebody goes to. */
const NAVIGATION = {
  accept: "text/html,*/*;q=0.8",
  "sec-fetch-dest": "document",
  "sec-fetch-mode": "navigate",
};

/** A page as the Worker gave it. */
export interface OpenedPage {
  readonly status: number;
  readonly body: Uint8Array;
  /** Where a redirect leads, Selvedge's or the origin's. */
  readonly location: string | undefined;
  /** What was done with it: `personalized`, `instrumented`, `redirected`, `untouched: …`; undefined if the Worker said nothing. */
  readonly treatment: string | undefined;
  /** The decision that the page carries. */
  readonly decision: PageDecision | undefined;
  /** What the Worker logged, among it blocks that couldn't be done. */
  readonly logs: readonly string[];
}

interface Shown {
  readonly site: Site;
  /** The checked site file, as JSON. */
  readonly json: string;
  /** The catalog, as JSON; absent: no items. */
  readonly catalog?: string;
  /** Path and query of the page. */
  readonly path: string;
  /** Starts, or merely names, what serves it as it is. */
  readonly origin: () => Promise<Served>;
}

/**
 * Opens a page as a simulated visitor, through the real Worker in workerd: the consent and the projection are
 * sent as the tag sends them, and the page is asked for with the cookies that came back. Throws where nothing serves the page.
 */
export async function openPage(
  simulation: Simulation,
  { site, json, catalog = "[]", path, origin }: Shown,
): Promise<OpenedPage> {
  const served = await origin();
  try {
    const selvedge = await startSelvedge({
      origin: served.url,
      site: json,
      catalog,
      variables: { ATTEST_SECRET: SIMULATED_SECRET },
    });
    try {
      const jar = new Map<string, string>();
      const ask = asking(simulation, selvedge.url, jar);
      if (site.enabled) await introduce(simulation, site, ask, jar);
      const answer = await ask(path, simulation.persona.now);
      const body = new Uint8Array(await answer.arrayBuffer());
      return {
        status: answer.status,
        body,
        location: answer.headers.get("location") ?? undefined,
        treatment: treatmentIn(answer.headers.get("server-timing")),
        decision: decisionIn(new TextDecoder("latin1").decode(body)),
        logs: [...selvedge.logs],
      };
    } finally {
      await selvedge.stop();
    }
  } finally {
    await served.stop();
  }
}

type Ask = (path: string, at: number, body?: unknown) => Promise<Response>;

/** Asks at a time (milliseconds since the epoch), with the persona's context and the cookies so far, which it keeps. */
function asking({ persona, facts }: Simulation, base: string, jar: Map<string, string>): Ask {
  return async (path, at, body) => {
    // Headers are Latin-1, city names aren't.
    const context = JSON.stringify({ ...facts, now: new Date(at).toISOString() }).replaceAll(
      /[^\x20-\x7e]/g,
      (letter) => `\\u${letter.charCodeAt(0).toString(16).padStart(4, "0")}`,
    );
    const answer = await fetch(base + path, {
      ...(body !== undefined && { method: "POST", body: JSON.stringify(body) }),
      redirect: "manual",
      headers: {
        "user-agent": persona.userAgent ?? USER_AGENT,
        "selvedge-context": context,
        ...(body === undefined ? NAVIGATION : { "content-type": "application/json" }),
        ...(jar.size > 0 && { cookie: [...jar].map(([name, value]) => `${name}=${value}`).join("; ") }),
        ...(persona.language !== undefined && { "accept-language": persona.language }),
        ...(persona.gpc && { "sec-gpc": "1" }),
      },
    });
    for (const line of answer.headers.getSetCookie()) {
      const [, name, value] = /^([^=]+)=([^;]*)/.exec(line) ?? [];
      if (name !== undefined && value) jar.set(name, value);
    }
    return answer;
  };
}

/** Tells the edge what it knows: the choice, and the last projection at its own time. */
async function introduce(
  { choice, told, phase, persona }: Simulation,
  site: Site,
  ask: Ask,
  jar: Map<string, string>,
): Promise<void> {
  if (choice === undefined && !told) return;
  const at = told?.at ?? persona.now;
  if (choice !== undefined) {
    jar.set("sv_c", choice);
    await demandOk(await ask(`${site.path}/consent`, at, { choice }), "the choice");
  }
  if (!told) return;
  const { plan } = compiledSite(site);
  const attested = tokenOfCodes(plan.entries, told.codes, dayOf(at), site.id);
  const signal: Signal = {
    plan: plan.hash,
    ...coursesOf(plan.entries, told.codes),
    ...(attested !== undefined && { attested }),
    path: "/",
    language: "",
    ...(told.variants && plan.experiments.length > 0 && { variants: told.variants }),
  };
  await demandOk(await ask(`${site.path}/signals`, at, signal), "the projection");
  // After half an hour without activity the browser has dropped it.
  if (phase === "next") jar.delete("sv_v");
}

function coursesOf(entries: readonly PlanEntry[], codes: Codes): Required<Pick<Signal, "now" | "next">> {
  const courses = entries.flatMap((entry, index) =>
    entry.attribute.byToken ? [] : [entry.codec.unpack(codes[index]!)],
  );
  return { now: courses.map(([now]) => now), next: courses.map(([, next]) => next) };
}

async function demandOk(answer: Response, what: string): Promise<void> {
  const text = await answer.text();
  if (!answer.ok) throw new Error(`the Worker didn't take ${what}: ${answer.status} ${text}`);
}
