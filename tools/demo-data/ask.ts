import { type IncomingMessage, request } from "node:http";
import { json, text } from "node:stream/consumers";

/** A running `npm start`, and how it is asked. */
export interface Running {
  /** `http://localhost:8787` */
  readonly url: string;
  /** The reserved path of its site file. */
  readonly path: string;
}

/** Who asks the edge, when, and what it has given them. */
export interface Asking {
  /** Milliseconds since the epoch: a local server takes the clock from whoever asks. */
  readonly now: number;
  readonly context?: Readonly<Record<string, string | number>>;
  /** A network of its own, by a header that Cloudflare sets on real requests and that a local server takes from anybody. */
  readonly address?: string;
  /** By name; what the answer sets is put here. */
  readonly cookies?: Map<string, string>;
}

/** What an endpoint answers; rejects where it refuses. */
export async function ask(
  { url, path }: Running,
  endpoint: string,
  { now, context, address, cookies }: Asking,
  body?: object,
): Promise<unknown> {
  const cookie = [...(cookies ?? [])].map(([name, value]) => `${name}=${value}`).join("; ");
  const response = await fetch(`${url}${path}/${endpoint}`, {
    method: body ? "POST" : "GET",
    headers: {
      "content-type": "application/json",
      "selvedge-context": JSON.stringify({ ...context, now: new Date(now).toISOString() }),
      ...(address !== undefined && { "cf-connecting-ip": address }),
      ...(cookie !== "" && { cookie }),
    },
    ...(body && { body: JSON.stringify(body) }),
  });
  const answer = await response.text();
  if (!response.ok) throw new Error(`${path}/${endpoint} answered ${response.status}: ${answer}`);
  for (const set of response.headers.getSetCookie()) {
    const [, name = "", value = ""] = /^([^=]+)=([^;]*)/.exec(set) ?? [];
    if (value === "") cookies?.delete(name);
    else cookies?.set(name, value);
  }
  return answer === "" ? undefined : JSON.parse(answer);
}

/** Has something done at once, on the owner's hostname, which name servers needn't know. */
export async function askOwner(
  { url }: Running,
  route: string,
  token: string,
  now?: number,
): Promise<unknown> {
  const { port } = new URL(url);
  const asked = request({
    host: "localhost",
    port,
    path: route,
    method: "POST",
    headers: {
      host: `admin.localhost:${port}`,
      authorization: `Bearer ${token}`,
      ...(now !== undefined && { "selvedge-context": JSON.stringify({ now: new Date(now).toISOString() }) }),
    },
  });
  const response = await new Promise<IncomingMessage>((resolve, reject) => {
    asked.once("response", resolve).once("error", reject).end();
  });
  if (response.statusCode !== 200)
    throw new Error(`${route} answered ${response.statusCode}: ${await text(response)}`);
  return json(response);
}
