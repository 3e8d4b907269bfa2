import type { HonoRequest, MiddlewareHandler } from "hono";
import { BODY_MILLISECONDS } from "../../shared/limits.ts";
import { withDeadline } from "../deadline.ts";
import { problem } from "../problem.ts";

/**
 * Takes in the body of a request, up to so many bytes, before anything is done with it: what is longer is refused at
 * once where it says so, and else as soon as it is; what isn't complete in time is given up.
 */
export function limitBody(bytes: number): MiddlewareHandler {
  return async (c, next) => {
    if (c.req.raw.body === null) return next();
    const said = c.req.header("content-length");
    if (Number(said ?? 0) > bytes) return tooLong(bytes);
    // No more than was said comes in, so that it needs no looking at.
    const reading: Promise<ArrayBuffer | "long"> =
      said === undefined ? readUpTo(c.req, bytes) : c.req.arrayBuffer();
    const whole = await withDeadline(reading, BODY_MILLISECONDS, "the body").catch(() => "late" as const);
    if (whole === "late") return problem(408, `expected the body within ${BODY_MILLISECONDS / 1000} seconds`);
    if (whole === "long" || whole.byteLength > bytes) return tooLong(bytes);
    return next();
  };
}

function tooLong(bytes: number): Response {
  return problem(413, `expected at most ${bytes} bytes`);
}

/** Reads what may be without end, for as long as it is short enough; who asks for the body afterwards gets it. */
async function readUpTo(request: HonoRequest, bytes: number): Promise<ArrayBuffer | "long"> {
  const reader: ReadableStreamDefaultReader<Uint8Array> = request.raw.body!.getReader();
  const buffer = new Uint8Array(bytes);
  let size = 0;
  for (;;) {
    const { done, value } = await reader.read();
    if (done) break;
    if (size + value.length > bytes) {
      reader.cancel().catch(() => undefined);
      return "long";
    }
    buffer.set(value, size);
    size += value.length;
  }
  const whole = buffer.buffer.slice(0, size);
  request.raw = new Request(request.raw, { method: request.method, body: whole });
  return whole;
}
