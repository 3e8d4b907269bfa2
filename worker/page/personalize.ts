import { isAsking } from "../../shared/ask/question.ts";
import { doneBlocks } from "../../shared/done-blocks.ts";
import type { Edit, PageTargets, Refusal, Reorder } from "../../shared/edit.ts";
import { LOST_TOLD, PAGE_BYTES, PAGE_MILLISECONDS } from "../../shared/limits.ts";
import type { PageDecision } from "../../shared/wire.ts";
import { joined } from "./assemble.ts";
import { readBody } from "./body.ts";
import { budget } from "./budget.ts";
import type { Charset } from "./charset.ts";
import { askStyleHtml, decisionHtml, partHtml, type PageTag, type TagPlace, tagFor } from "./insertion.ts";
import { SPARE_BYTES } from "./limits.ts";
import { type Compiled, PageMemory } from "./memory.ts";
import type { Blocked } from "./policy.ts";
import {
  announcedLength,
  blockedTag,
  makePrivate,
  tellCharset,
  tellTiming,
  tellWithoutTag,
} from "./response.ts";
import { targetsOf } from "./targets.ts";

/** What a visitor gets: decided before the page is there, rendered once its language is known. */
export interface Visitor {
  /** What all blocks on this path are about, whoever asks. */
  readonly targets: PageTargets;
  /** @param language the page's own, from `<html lang>` */
  render(language: string | undefined): {
    readonly decision: PageDecision;
    readonly edits: readonly Edit[];
    /** Done before all edits; absent: none. */
    readonly reorders?: readonly Reorder[];
    /** What the page exposes the visitor to, once it is known for which targets it has elements. */
    readonly exposedOn?: (has: (target: string) => boolean) => PageDecision["exposed"];
  };
}

export interface Personalization extends TagPlace {
  readonly visitor: () => Promise<Visitor>;
  /** The tag and the decision go in; not into pieces that a script asked for. */
  readonly tagged: boolean;
  /** A framework draws the page in the browser, too: it has to be told there how blocks are done. */
  readonly redraws?: boolean;
  /** What goes into the head in the place of both: markup in ASCII. It is told of the tag that would go in. */
  readonly head?: (decision: PageDecision, tag: PageTag) => string;
  readonly wait: (milliseconds: number) => Promise<void>;
  /** Hears whether this isolate knew the page. */
  readonly seen?: ((isKnown: boolean) => void) | undefined;
  readonly report: (reason: string) => void;
  readonly waitUntil: (work: Promise<unknown>) => void;
}

const ENCODER = new TextEncoder();

/** What this isolate has found out about pages. */
const memory = new PageMemory();

const REASONS = {
  large: "too large",
  slow: "too slow",
  busy: "too much at once",
  failed: "origin broke off",
};

/**
 * Buffers a page and writes the visitor's blocks into it, or sends it on as it is; private in both cases, and
 * nothing is committed before everything that can fail is over.
 */
export async function personalize(response: Response, how: Personalization): Promise<Response> {
  const expected = announcedLength(response);
  if (expected > PAGE_BYTES) {
    how.report(REASONS.large);
    return keptPrivate(response, REASONS.large);
  }
  const contentType = response.headers.get("content-type") ?? "";
  let page: Compiled | undefined;
  const read = await readBody(response.body!, {
    bytes: PAGE_BYTES,
    expected,
    spare: SPARE_BYTES,
    isKnown(bytes) {
      try {
        return (page = found(bytes, contentType)) !== undefined;
      } catch {
        // It is looked for again, where the page can be left as it is.
        return false;
      }
    },
    deadline: () => how.wait(PAGE_MILLISECONDS),
    budget,
  });
  try {
    if (read.end !== "complete" && read.end !== "enough") throw new Untouched(REASONS[read.end]);
    page ??= found(read.bytes, contentType);
    how.seen?.(page !== undefined);
    page ??= compiled(read.bytes, contentType);
    const { bytes, charset, blocked } = await written(page, read.room, response.headers, how);
    const answer = new Response(bytes, response);
    const { headers } = answer;
    if (charset?.from === "meta") tellCharset(headers, charset.name);
    if (blocked !== undefined) tellWithoutTag(headers, blocked);
    makePrivate(headers);
    tellTiming(headers, "personalized");
    return answer;
  } catch (error) {
    const reason = error instanceof Untouched ? error.message : "internal error";
    how.report(reason);
    // What was read may be written over.
    const { body, done } = read.replay(page && [page.bytes]);
    how.waitUntil(done);
    return keptPrivate(response, reason, body);
  } finally {
    read.release();
  }
}

/** A page as it is, which other visitors, or this one at another time, may get otherwise. */
export function keptPrivate(response: Response, reason: string, body = response.body): Response {
  const kept = new Response(body, response);
  makePrivate(kept.headers);
  tellTiming(kept.headers, `untouched: ${reason}`);
  return kept;
}

/** Why a page stays as it is. */
class Untouched extends Error {}

/** A page with all that belongs into it. */
interface Written {
  readonly bytes: Uint8Array;
  readonly charset: Charset;
  /** What keeps the tag out. */
  readonly blocked?: Blocked | undefined;
}

/** The page, if this isolate has kept it. */
function found(bytes: Uint8Array, contentType: string): Compiled | undefined {
  const page = memory.find(bytes, contentType);
  return page?.bytes.byteLength === bytes.byteLength ? page : undefined;
}

function compiled(bytes: Uint8Array, contentType: string): Compiled {
  const page = memory.compile(bytes, contentType);
  if (typeof page === "string") throw new Untouched(page);
  return page;
}

/** @param room memory that the page may be written to */
async function written(
  page: Compiled,
  room: Uint8Array,
  headers: Headers,
  how: Personalization,
): Promise<Written> {
  const { charset, head, policies } = page.facts;
  const { targets, edits, reorders = [], decision, exposedOn } = await rendered(how, head.language);
  const { pieces, refused } = memory.rewrite(page, [...reorders, ...edits], targetsOf(targets));
  for (const { block, reason } of refused) how.report(`block ${block}: ${reason}`);
  if (!how.tagged) return { bytes: joined(pieces, undefined, room), charset };
  const present = memory.hasTag(page, how.path);
  const exposed = exposedOn?.((target) => memory.hasTarget(page, target, targetsOf(targets)));
  const told = withExposure(withRefusals(decision, refused), exposed);
  const isMarked = told.blocks.some(({ mark }) => mark);
  const isKept = how.redraws && told.blocks.length > 0;
  const isTheirs = present && !how.head;
  const asks = edits.some(isAsking);
  const tag: PageTag =
    isTheirs && !isMarked && !isKept && !asks ? { html: "" } : tagFor(headers, policies, how);
  const blocked = isTheirs ? undefined : tag.blocked;
  if (blocked !== undefined) how.report(blockedTag(blocked));
  const own = present ? { ...tag, html: "" } : tag;
  const html =
    how.head?.(told, own) ??
    [
      own.html,
      decisionHtml({ ...briefly(told), ...(isKept && { blocks: doneBlocks(told, { edits, reorders }) }) }),
      isMarked ? partHtml(how.path, "marks", tag) : "",
      isKept ? partHtml(how.path, "views", tag) : "",
    ].join("");
  const style = asks ? askStyleHtml(headers, policies, tag) : "";
  return { bytes: joined(pieces, ENCODER.encode(html + style), room), charset, blocked };
}

async function rendered(
  { visitor }: Personalization,
  language: string | undefined,
): Promise<ReturnType<Visitor["render"]> & Pick<Visitor, "targets">> {
  try {
    const known = await visitor();
    return { ...known.render(language), targets: known.targets };
  } catch {
    throw new Untouched("rules");
  }
}

/** What was decided and couldn't be done is told as lost. */
function withRefusals(decision: PageDecision, refused: readonly Refusal[]): PageDecision {
  if (refused.length === 0) return decision;
  const names = new Set(refused.map(({ block }) => block));
  const lost = [...names].map((id) => ({ id, reason: "refused" as const }));
  return {
    ...decision,
    blocks: decision.blocks.filter(({ id }) => !names.has(id)),
    lost: [...decision.lost, ...lost],
  };
}

/** A test of which the page has no place exposes nobody there. */
function withExposure(decision: PageDecision, exposed: PageDecision["exposed"]): PageDecision {
  if (exposed) return { ...decision, exposed };
  const { segments, blocks, lost } = decision;
  return decision.exposed ? { segments, blocks, lost } : decision;
}

/** Not every page has to list every block of a large site file; `me` does. */
function briefly(decision: PageDecision): PageDecision {
  if (decision.lost.length <= LOST_TOLD) return decision;
  let left = LOST_TOLD;
  const lost = decision.lost.filter(
    ({ reason }) => reason === "priority" || reason === "refused" || left-- > 0,
  );
  return { ...decision, lost };
}
