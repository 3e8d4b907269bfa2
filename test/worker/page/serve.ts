import { type PageServices, servePage } from "../../../worker/page.ts";

export const PAGE =
  "<!doctype html><html lang=pl><head><title>x</title></head><body><p id=t>a</p></body></html>";
export const TAG = '<script async src="/_selvedge/tag.js"></script>';
export const HTML = { "content-type": "text/html; charset=utf-8" };
/** By what page and piece are told apart where the browser says nothing of it. */
export const WITHOUT_FETCH_METADATA =
  "Sec-Fetch-Dest, HX-Request, Turbo-Frame, X-Up-Version, X-PJAX, X-Requested-With";
export const CACHED = {
  ...HTML,
  "cache-control": "public, max-age=60",
  expires: "Wed, 01 Jan 2031 00:00:00 GMT",
  etag: '"1"',
  "last-modified": "Wed, 01 Jan 2025 00:00:00 GMT",
  "surrogate-control": "max-age=60",
  "x-accel-expires": "60",
  "cdn-cache-control": "max-age=60",
  "cloudflare-cdn-cache-control": "max-age=60",
  "content-md5": "x",
  digest: "x",
  "accept-ranges": "bytes",
  vary: "Accept-Encoding",
  link: "</a.css>; rel=preload",
};

/** What is to be otherwise than with an ordinary page. */
export interface Change extends Partial<PageServices> {
  readonly request?: RequestInit;
  readonly path?: string;
  readonly headers?: Record<string, string>;
  readonly page?: string;
  readonly status?: number;
}

/** Sends a page of the origin's through the way of a page. */
export async function serve({
  request,
  path = "/me/",
  headers = HTML,
  page = PAGE,
  status = 200,
  ...services
}: Change = {}) {
  const reasons: string[] = [];
  const answer = await servePage(
    new Request(`http://shop.test${path}`, request),
    {
      site: async () => ({
        enabled: true,
        path: "/_selvedge",
        excluded: (pathname) => pathname === "/excluded",
        personalizable: (pathname) => pathname.startsWith("/me"),
      }),
      visitor: async () => ({
        targets: [{ target: "#t", sorts: false }],
        render: (language) => ({
          decision: { segments: [`</script>${language}`], blocks: [{ id: "b" }], lost: [] },
          edits: [{ block: "b", target: "#t", op: "text", text: "ź" }],
        }),
      }),
      origin: async () => new Response(page, { status, headers }),
      wait: () => new Promise(() => undefined),
      isBot: () => false,
      report: (reason) => void reasons.push(reason),
      ...services,
    },
    { waitUntil: () => undefined },
  );
  const timing = /selvedge;desc="([^"]*)"/.exec(answer.headers.get("server-timing") ?? "")?.[1];
  return { headers: answer.headers, status: answer.status, text: await answer.text(), timing, reasons };
}
