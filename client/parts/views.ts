import type { DomEdit } from "../../shared/dom-edit.ts";
import { REDONE_PER_VIEW } from "../../shared/limits.ts";
import type { DoneBlock, PageAnswer, PageQuestion } from "../../shared/tag-mode.ts";
import type { PageDecision } from "../../shared/wire.ts";
import { readCookie } from "../cookies.ts";
import { ASKED } from "../known/asked.ts";
import { isRare, nodesOf, type Rare } from "../tag-mode/apply.ts";
import { decidedAhead, handed } from "../tag-mode/record.ts";
import { tellingQuery } from "../tag-mode/telling.ts";
import type { Means } from "../views/done.ts";
import { createKeeper } from "../views/keeper.ts";
import { createLive } from "../views/live.ts";
import { transitionsOver } from "../views/transitions.ts";

// Blocks in the DOM of an open page: in views without a load, where a framework draws, and as soon as they become true.

type Tell = (method: "POST", path: string, body: object) => Promise<Partial<PageAnswer>>;
type Decision = Omit<PageDecision, "blocks"> & { readonly blocks: readonly DoneBlock[] };

/** What few need lies beside this. */
const RARE = "./tag-mode-rare.js";

const nothing = () => {};

let latest: Decision | undefined;
/** The blocks that were told to be in this view: by the edge, or by us. */
let told = new Set<string>();
let views = 0;

const decided = (decision: PageDecision) => window.selvedge!("decided", decision);

const keeper = createKeeper(document, (block) => {
  // oxlint-disable-next-line no-console -- the owner's console is where the owner looks
  console.info(
    `Selvedge: this page has drawn the block "${block}" away ${REDONE_PER_VIEW} times, so it stays away until the next page. See docs/frameworks.md.`,
  );
  if (!latest) return;
  const blocks = latest.blocks.filter(({ id }) => id !== block);
  decided({ ...latest, blocks, lost: [...latest.lost, { id: block, reason: "redrawn" }] });
});
const live = createLive(keeper, ({ block }) => told.add(block));

async function meansFor(edits: readonly DomEdit[]): Promise<Means> {
  if (!isRare(edits)) return { nodesOf };
  const rare: Rare = await import(RARE);
  return { nodesOf: rare.nodesOf, rare };
}

/**
 * Does these blocks to the page, and keeps them there until the next view. Resolves to those that can't be done;
 * rejects where what is needed for it can't be loaded.
 */
export async function keep(edits: readonly DomEdit[]): Promise<string[]> {
  const view = views;
  const means = await meansFor(edits);
  return view === views ? keeper.keep(edits, means) : [];
}

/**
 * The address has changed without a load: asks for the blocks of this view, and does them. Those of the view before
 * that aren't among them are undone, also where the edge doesn't answer. Never rejects.
 */
export async function view(tell: Tell): Promise<void> {
  const mine = ++views;
  try {
    const query = tellingQuery();
    const question: PageQuestion = {
      path: location.pathname,
      language: document.documentElement.lang,
      // From another page of the site.
      referrer: location.origin,
      ...(query !== undefined && { query }),
    };
    document.dispatchEvent(new CustomEvent(ASKED, { detail: JSON.stringify(question) }));
    const asking = tell("POST", "/decision", question);
    const kept = !query && readCookie("sv_v") ? handed() : undefined;
    const answer = (kept && decidedAhead(kept)) ?? (await asking);
    await transitionsOver();
    if (mine !== views) return;
    const { exposed, segments = [], blocks = [], lost = [] } = answer;
    live.await([]);
    const refused = await keep(editsOf(blocks));
    if (mine !== views || !answer.blocks) return;
    told = new Set();
    decided({
      ...(exposed && { exposed }),
      segments,
      blocks: blocks.filter(({ id }) => !refused.includes(id)),
      lost: [...lost, ...refused.map((id) => ({ id, reason: "refused" as const }))],
    });
  } catch {
    // The page goes on without blocks.
  }
}

const editsOf = (blocks: readonly DoneBlock[]): DomEdit[] => blocks.flatMap(({ edit }) => edit ?? []);

/** What is decided: for this view, or, on what is known now, for the page that is open. */
async function hear(decision: Decision): Promise<void> {
  latest = decision;
  const { blocks, lost } = decision;
  for (const { id, live: isLive } of blocks) if (!isLive) told.add(id);
  // True already, and something else came before it, perhaps by what only the page's own request has told.
  for (const { id, reason } of lost) if (reason === "priority") told.add(id);
  const news = editsOf(blocks.filter(({ id, live: isLive }) => isLive && !told.has(id)));
  const means = news.length > 0 && (await meansFor(news));
  if (latest === decision) live.await(means ? news.map((edit) => ({ edit, means })) : []);
}

function listen(): void {
  window.selvedge!("decision", (decision: Decision) => void hear(decision).catch(nothing));
}

/** On a page of a framework the edge has said how it has done the blocks. */
async function adoptPage(): Promise<void> {
  const data = document.getElementById("selvedge-decision");
  if (!data) return;
  const edits = editsOf((JSON.parse(data.textContent) as Decision).blocks);
  if (edits.length === 0) return;
  if (document.readyState === "loading")
    await new Promise((parsed) => document.addEventListener("DOMContentLoaded", parsed, { once: true }));
  await keep(edits);
}

if (window.selvedge?.tag) listen();
else document.addEventListener("selvedge:ready", listen, { once: true });
document.addEventListener("selvedge:consent", ({ detail }: CustomEventInit<readonly string[]>) => {
  if (!detail!.includes("personalization")) live.await([]);
});
adoptPage().catch(nothing);
