import type { MiddlewareHandler } from "hono";
import { BODY_MILLISECONDS } from "../../shared/limits.ts";
import { withDeadline } from "../deadline.ts";
import { problem } from "../problem.ts";

/**
 * Takes in the body of a request, up to so many bytes, before anything is done with it: what is longer is refused at
 * once where it says so, and else as soon as it is; what isn't complete in time is given up.
 */
export function limitBody(bytes: number): MiddlewareHandler {
  return async (c, next) => {
    const { body } = c.req.raw;
    if (body === null) return next();
    const said = Number(c.req.header("content-length") ?? 0);
    if (said > bytes) return tooLong(bytes);
    const reader: ReadableStreamDefaultReader<Uint8Array> = body.getReader();
    const read = withDeadline(readUpTo(reader, bytes), BODY_MILLISECONDS, "the body").catch(
      () => "late" as const,
    );
    const whole = await read;
    if (whole === "late" || whole === "long") reader.cancel().catch(() => undefined);
    if (whole === "long") return tooLong(bytes);
    if (whole === "late") return problem(408, `expected the body within ${BODY_MILLISECONDS / 1000} seconds`);
    c.req.raw = new Request(c.req.raw, { method: c.req.method, body: whole });
    return next();
  };
}

function tooLong(bytes: number): Response {
  return problem(413, `expected at most ${bytes} bytes`);
}

async function readUpTo(
  reader: ReadableStreamDefaultReader<Uint8Array>,
  bytes: number,
): Promise<Uint8Array | "long"> {
  const buffer = new Uint8Array(bytes);
  let size = 0;
  for (;;) {
    const { done, value } = await reader.read();
    if (done) return buffer.subarray(0, size);
    if (size + value.length > bytes) return "long";
    buffer.set(value, size);
    size += value.length;
  }
}
