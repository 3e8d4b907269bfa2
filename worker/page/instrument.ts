import { CHARSET_SCAN_BYTES, HEAD_SCAN_BYTES, HELD_BYTES, HELD_MILLISECONDS } from "../../shared/limits.ts";
import { type ReadBody, readBody } from "./body.ts";
import { budget } from "./budget.ts";
import { type Charset, charsetOf } from "./charset.ts";
import { type Head, metaPolicies, scanHead } from "./head.ts";
import { asText, hasTag, insert, type TagPlace, tagFor } from "./insertion.ts";
import { KnownStarts } from "./known-starts.ts";
import { SPARE_BYTES } from "./limits.ts";
import { announcedLength, blockedTag, removeValidators, tellCharset, tellTiming } from "./response.ts";

export interface Instrumentation extends TagPlace {
  readonly wait: (milliseconds: number) => Promise<void>;
  /** Hears why a page stayed without the tag. */
  readonly report: (reason: string) => void;
  readonly waitUntil: (work: Promise<unknown>) => void;
}

/** What the start of a page tells. */
interface Start {
  readonly charset: Charset | undefined;
  /** Undefined: not to be found in so much of it. */
  readonly head: Head | undefined;
  readonly policies: readonly string[];
  /** It loads the tag by itself. */
  readonly tagged: boolean;
}

const known = new KnownStarts<Start>();

/**
 * Puts the tag into a page that is the same for every visitor. One that comes at once is sent on in one piece; else it
 * streams, and only its start is held back, until the place is found.
 */
export async function instrument(response: Response, how: Instrumentation): Promise<Response> {
  const { path, url, wait, report, waitUntil } = how;
  const contentType = response.headers.get("content-type") ?? "";
  const length = announcedLength(response);
  const isHeld = length > 0 && length <= HELD_BYTES;
  const read = await readBody(response.body!, {
    bytes: HELD_BYTES,
    expected: isHeld ? length : 0,
    spare: SPARE_BYTES,
    budget,
    enough: (bytes) => bytes.byteLength >= HEAD_SCAN_BYTES || tells(bytes, contentType),
    ...(isHeld && { deadline: () => wait(HELD_MILLISECONDS) }),
  });
  const start = read.bytes.subarray(0, HEAD_SCAN_BYTES);
  const isAll = read.end === "complete" && start.byteLength === read.bytes.byteLength;
  const name = `${isAll} ${path} ${contentType} ${url.split("?", 1)[0]}`;
  const { charset, head, policies, tagged } = known.tell(name, start, () => {
    const text = asText(start);
    return {
      charset: charsetOf(contentType, text),
      head: scanHead(text, isAll),
      policies: metaPolicies(text),
      tagged: hasTag(text, path),
    };
  });
  const { html, blocked } = tagFor(response.headers, policies, { path, url });
  const reason =
    read.end === "failed"
      ? "origin broke off"
      : head === undefined
        ? "no head found"
        : charset === undefined
          ? "charset unknown"
          : tagged
            ? "has the tag"
            : blocked && blockedTag(blocked);
  if (reason !== undefined) report(reason);
  const sent = reason === undefined ? insert(read.bytes, read.room, head!, html) : read.bytes;
  const answer = new Response(bodyOf(read, sent, length, waitUntil), response);
  read.release();
  if (reason === undefined) {
    removeValidators(answer.headers);
    if (charset?.from === "meta") tellCharset(answer.headers, charset.name);
  }
  tellTiming(answer.headers, reason === undefined ? "instrumented" : `untouched: ${reason}`);
  return answer;
}

/** Whether the place for the tag, and the charset, can be told from so much of a page. */
function tells(bytes: Uint8Array, contentType: string): boolean {
  const text = asText(bytes);
  if (text.length < CHARSET_SCAN_BYTES && charsetOf(contentType, text) === undefined) return false;
  return scanHead(text, false) !== undefined;
}

/** What goes out: in one piece if the page is there, else what there is of it and then the rest. */
function bodyOf(
  { end, bytes, replay }: ReadBody,
  sent: Uint8Array,
  length: number,
  waitUntil: Instrumentation["waitUntil"],
): BodyInit {
  if (end === "complete") return sent;
  const added = sent.byteLength - bytes.byteLength;
  const { body, done } = replay([sent], length > 0 ? length + added : undefined);
  waitUntil(done);
  return body;
}
