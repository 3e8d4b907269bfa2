import type { PageDecision } from "../../shared/wire.ts";
import { leftOutIn, treatmentIn } from "../persona/wire-out.ts";

/** One step of the way of a page. */
export interface TraceStep {
  readonly name: string;
  /** Right, wrong, or null: nothing to judge. */
  readonly ok: boolean | null;
  readonly told: string;
}

/** An answer that was read whole. */
export interface Answer {
  readonly status: number;
  readonly headers: Headers;
  /** One character per byte. */
  readonly text: string;
  readonly milliseconds: number;
}

/** What the headers that were sent tell of context, consent and cookies. */
export function requestSteps(headers: Headers): TraceStep[] {
  const cookies = new Map(
    (headers.get("cookie") ?? "")
      .split(/;\s*/)
      .filter(Boolean)
      .map((pair): [string, string] => [pair.split("=", 1)[0]!, pair.slice(pair.indexOf("=") + 1)]),
  );
  const facts = ["user-agent", "accept-language", "sec-gpc", "selvedge-context"].flatMap((name) => {
    const value = headers.get(name);
    return value === null ? [] : [`${name}: ${value}`];
  });
  const known = cookies.has("sv_p") ? "a projection" : "no projection";
  const visit = cookies.has("sv_v") ? ", a visit goes on" : "";
  const names = [...cookies.keys()].join(", ");
  return [
    { name: "context", ok: null, told: facts.join(", ") },
    { name: "consent", ok: null, told: consentWords(cookies.get("sv_c")?.split(".")[1]) },
    { name: "cookies", ok: null, told: cookies.size === 0 ? "none sent" : `${known}${visit} (${names})` },
  ];
}

function consentWords(purposes: string | undefined): string {
  if (purposes === undefined) return "no choice sent";
  const words = [purposes.includes("p") && "personalization", purposes.includes("m") && "measurement"];
  return words.filter(Boolean).join(", ") || "refused";
}

/** What an answer tells: what Selvedge did with the page, and whether the page is in order. */
export function answerSteps({ headers, status, text, milliseconds }: Answer): TraceStep[] {
  const type = headers.get("content-type") ?? "none";
  const isHtml = /^text\/html\b/i.test(type);
  const charset = /charset=["']?([\w-]+)/i.exec(type)?.[1];
  const treatment = treatmentIn(headers.get("server-timing"));
  const isTouched = treatment === "personalized" || treatment === "instrumented";
  const tag = tagIn(text);
  return [
    { name: "status", ok: status === 200, told: `${status} after ${milliseconds} ms` },
    { name: "type", ok: isHtml, told: isHtml ? type : `${type}: only HTML is personalized` },
    {
      name: "charset",
      ok: charset === undefined ? null : true,
      told: charset ?? "not in the header; the page has to say it",
    },
    treatmentStep(treatment),
    cachingStep(headers.get("cache-control"), treatment),
    {
      name: "tag",
      ok: tag !== undefined ? true : isTouched ? false : null,
      told: tag?.src ?? leftOutIn(headers.get("server-timing")) ?? "not in the page",
    },
    nonceStep(headers.get("content-security-policy"), tag),
  ];
}

/** What the page's own decision says. */
export function decisionSteps(
  decision: PageDecision | undefined,
  treatment: string | undefined,
): TraceStep[] {
  if (!decision) {
    const ok = treatment === "personalized" ? false : null;
    return [{ name: "decision", ok, told: "not in the page" }];
  }
  const { segments, blocks, lost } = decision;
  const chosen = blocks.map(({ id, case: index }) =>
    index === undefined ? id : `${id} (case ${index + 1})`,
  );
  return [
    { name: "segments", ok: null, told: segments.join(", ") || "none" },
    { name: "blocks", ok: null, told: chosen.join(", ") || "none" },
    ...lost.map(({ id, reason, to }) => ({
      name: "lost",
      ok: reason === "refused" ? false : null,
      told: `${id}: ${reason}${to === undefined ? "" : ` (${to} won)`}`,
    })),
  ];
}

function treatmentStep(treatment: string | undefined): TraceStep {
  const name = "selvedge";
  const none = "Server-Timing says nothing of it: this answer didn't come through the Worker";
  if (treatment === undefined) return { name, ok: false, told: none };
  const isTouched = treatment === "personalized" || treatment === "instrumented";
  return { name, ok: isTouched ? true : null, told: treatment };
}

/** Invariant 5: what could differ between visitors can't be stored by a shared cache. */
function cachingStep(caching: string | null, treatment: string | undefined): TraceStep {
  const isPrivate = /\b(private|no-store)\b/i.test(caching ?? "");
  return {
    name: "caching",
    ok: treatment === "personalized" ? isPrivate : null,
    told: caching ?? "no Cache-Control",
  };
}

interface Tag {
  readonly src: string;
  readonly nonce: string | undefined;
}

function tagIn(text: string): Tag | undefined {
  const [element] = /<script\b[^>]*\bsrc=["']?[^"'\s>]*\/tag\.js\b[^>]*>/i.exec(text) ?? [];
  const src = /\bsrc=["']?([^"'\s>]+)/i.exec(element ?? "")?.[1];
  if (element === undefined || src === undefined) return undefined;
  return { src, nonce: /\bnonce=["']?([^"'\s>]+)/i.exec(element)?.[1] };
}

function nonceStep(policy: string | null, tag: Tag | undefined): TraceStep {
  const name = "nonce";
  const nonces = [...(policy ?? "").matchAll(/'nonce-([^']+)'/g)].map(([, nonce]) => nonce);
  if (policy === null) return { name, ok: null, told: "no Content-Security-Policy in the header" };
  if (nonces.length === 0) return { name, ok: null, told: "the policy has none" };
  if (!tag) return { name, ok: null, told: "the policy has one, the page no tag" };
  const fits = tag.nonce !== undefined && nonces.includes(tag.nonce);
  const told = fits
    ? "the tag carries the policy's"
    : "the tag doesn't carry the policy's, so browsers won't run it";
  return { name, ok: fits, told };
}
