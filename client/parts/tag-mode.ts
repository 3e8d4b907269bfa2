import type { DomEdit } from "../../shared/dom-edit.ts";
import { VISIT_IDLE_MINUTES } from "../../shared/limits.ts";
import type { HandingAnswer, PageAnswer, PageQuestion } from "../../shared/tag-mode.ts";
import type { Signal } from "../../shared/wire.ts";
import { readCookie } from "../cookies.ts";
import { applyEdits, isRare, type Rare } from "../tag-mode/apply.ts";
import { choiceSent } from "../tag-mode/choice-sent.ts";
import { decidedAhead, handed, permission } from "../tag-mode/record.ts";
import { showSlots } from "../tag-mode/slots.ts";
import { tellingQuery } from "../tag-mode/telling.ts";

/** Loads what few need; it lies beside this. */
const load = (file: string) => import(file);

interface Views {
  readonly keep: (edits: readonly DomEdit[]) => Promise<string[]>;
}

const nothing = () => {};

/** What was sent and where to, until the ledger takes it, which then is told by `push`. */
export const sent: [url: string | URL, body: string][] = [];

/**
 * Asks the edge, tells it what cookies say elsewhere, too, and keeps what it hands over. Resolves to its answer, undefined
 * where the choice is another one by then. Rejects where no JSON is answered, and where there is nothing to tell, since
 * nothing is kept elsewhere that would have to be forgotten.
 */
export async function ask(
  url: string | URL,
  ask: Partial<Signal & PageQuestion>,
  init?: RequestInit,
): Promise<HandingAnswer | PageAnswer | undefined> {
  // The projection goes either unsealed or as it was handed over, so that equal ones are equal bytes.
  const kept = ask.now && !ask.fresh ? undefined : handed();
  const before = permission();
  const body = JSON.stringify({
    choice: choiceSent(),
    projection: kept?.projection,
    visit: kept && readCookie("sv_v"),
    ask,
  });
  sent.push([url, body]);
  const response = await fetch(url, { ...init, method: "POST", credentials: "omit", body });
  const answer = (await response.json()) as HandingAnswer | PageAnswer;
  // What was answered to another choice counts for nothing.
  if (before !== permission()) return undefined;
  const { handed: news } = answer;
  // An earlier question may be answered after a later one.
  if (news && (news.projection || handed()?.projection === kept?.projection)) {
    document.cookie = `sv_v=1;Path=/;SameSite=Lax;Max-Age=${VISIT_IDLE_MINUTES * 60}`;
    handed(news);
  }
  return answer;
}

/** Decides the page, and does what was decided to it. */
async function personalize(): Promise<void> {
  // Who has said no doesn't wait.
  if (/^1\.[-m]/.test(permission())) showSlots();
  try {
    const path = location.pathname;
    const referrer = document.referrer.split("/", 3).join("/");
    const query = tellingQuery();
    const kept = handed();
    const asking = ask(new URL("decision", import.meta.url), {
      path,
      language: document.documentElement.lang,
      referrer,
      query: query!,
    }).catch(nothing);
    // As the edge would take it: within a visit, and from another page of the site.
    const isWithin = kept && readCookie("sv_v") && referrer === location.origin && !query;
    const { exposed, exposedAt, segments, blocks, lost, redraws }: PageAnswer =
      (isWithin && decidedAhead(kept)) || ((await asking) as PageAnswer);
    const edits = blocks.flatMap(({ edit }) => edit ?? []);
    const part: (Rare & Views) | undefined =
      redraws || isRare(edits) ? await load(redraws ? "./views.js" : "./tag-mode-rare.js") : undefined;
    if (document.readyState === "loading")
      await new Promise((resolve) => document.addEventListener("readystatechange", resolve));
    // The page may show something else by now.
    if (path !== location.pathname) return;
    const exposedHere = exposed?.filter((cohort) => document.querySelector(exposedAt?.[cohort] ?? "html"));
    const refused = redraws ? await part!.keep(edits) : applyEdits(document, edits, part);
    window.selvedge!("decided", {
      exposed: exposedHere,
      segments,
      blocks: blocks.filter(({ id }) => !refused.includes(id)),
      lost: [...lost, ...refused.map((id) => ({ id, reason: "refused" as const }))],
    });
    if (blocks.some(({ mark }) => mark)) load("./marks.js").catch(nothing);
  } finally {
    showSlots();
  }
}

// What is kept goes with the consent that permitted it.
document.addEventListener("selvedge:consent", ({ detail }: CustomEventInit<readonly string[]>) =>
  handed(detail!.includes("personalization") ? undefined : null),
);
// Behind the Worker pages come decided, whatever is pasted there.
if (!document.getElementById("selvedge-decision")) personalize().catch(nothing);
