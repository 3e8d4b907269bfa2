import { performance } from "node:perf_hooks";
import type { PageDecision } from "../../shared/wire.ts";
import { reasonOf } from "../fetch-error.ts";
import { decisionIn, treatmentIn } from "../persona/wire-out.ts";
import { type Answer, answerSteps, decisionSteps, requestSteps, type TraceStep } from "./steps.ts";

const REDIRECTS = 10;
const PATIENCE_MILLISECONDS = 20_000;
/** An ordinary browser: what says that it is a program may get another page. */
const USUAL: Readonly<Record<string, string>> = {
  accept: "text/html,application/xhtml+xml;q=0.9,*/*;q=0.8",
  "user-agent":
    "Mozilla/5.0 (X11; Linux x86_64) AppleWebKit/537.36 (KHTML, like Gecko) Chrome/156.0.0.0 Safari/537.36",
};

/** The way of a page. */
export interface Trace {
  readonly steps: readonly TraceStep[];
  readonly decision: PageDecision | undefined;
}

/** Asks for a page and follows its redirects; what fails is a step that is wrong. */
export async function traceOf(url: string, sent: Headers): Promise<Trace> {
  const headers = new Headers(sent);
  for (const [name, value] of Object.entries(USUAL)) if (!headers.has(name)) headers.set(name, value);
  const steps: TraceStep[] = [];
  let next = url;
  for (let count = 0; count <= REDIRECTS; count++) {
    let answer: Answer;
    try {
      answer = await ask(next, headers);
    } catch (error) {
      steps.push({ name: "request", ok: false, told: `GET ${next}: ${reasonOf(error)}` });
      return { steps, decision: undefined };
    }
    const to = answer.status >= 300 && answer.status < 400 ? answer.headers.get("location") : null;
    if (to === null) {
      const treatment = treatmentIn(answer.headers.get("server-timing"));
      const decision = decisionIn(answer.text);
      steps.push({ name: "request", ok: true, told: `GET ${next}` }, ...requestSteps(headers));
      steps.push(...answerSteps(answer), ...decisionSteps(decision, treatment));
      return { steps, decision };
    }
    const target = URL.canParse(to, next) ? new URL(to, next) : undefined;
    steps.push({
      name: "redirect",
      ok: target ? null : false,
      told: `${answer.status} from ${next} to ${to}${redirectedBy(answer)}`,
    });
    if (!target) return { steps, decision: undefined };
    // What was meant for one site isn't told to another.
    if (target.origin !== new URL(next).origin) for (const name of sent.keys()) headers.delete(name);
    next = target.href;
  }
  steps.push({
    name: "redirect",
    ok: false,
    told: `more than ${REDIRECTS} redirects; the last one goes to ${next}`,
  });
  return { steps, decision: undefined };
}

/** Whose redirect it is. Invariant 5: one of ours is for nobody else. */
function redirectedBy({ headers }: Answer): string {
  if (treatmentIn(headers.get("server-timing")) !== "redirected") return "";
  return `, by a block (${headers.get("cache-control") ?? "no Cache-Control"})`;
}

async function ask(url: string, headers: Headers): Promise<Answer> {
  const start = performance.now();
  const response = await fetch(url, {
    headers,
    redirect: "manual",
    signal: AbortSignal.timeout(PATIENCE_MILLISECONDS),
  });
  const text = new TextDecoder("latin1").decode(await response.arrayBuffer());
  const milliseconds = Math.round(performance.now() - start);
  return { status: response.status, headers: response.headers, text, milliseconds };
}
