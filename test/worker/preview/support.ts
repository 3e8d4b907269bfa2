import type { PreviewData } from "../../../shared/preview/data.ts";
import { Edge, type EdgeOptions, setCookies, SITE } from "../support.ts";

export const ADMIN = "https://admin.shop.example";
export const OWNER_TOKEN = "only for the owner of the tests";

/** An edge that has an owner. */
export function ownedEdge(options: EdgeOptions = {}): Edge {
  return new Edge({
    site: SITE,
    ...options,
    env: { ADMIN_HOST: "admin.shop.example", OWNER_TOKEN, ...options.env },
  });
}

/** Asks for a link to a preview, as the owner. */
export function askLink(edge: Edge, body: unknown, headers: Record<string, string> = {}): Promise<Response> {
  return edge.post(`${ADMIN}/preview-links`, body, {
    headers: { origin: ADMIN, authorization: `Bearer ${OWNER_TOKEN}`, ...headers },
  });
}

/** A link to a preview: of a segment, or of whoever opens it. */
export async function linkOf(edge: Edge, segment?: string, page = "/"): Promise<string> {
  const who = segment === undefined ? { me: true } : { segment };
  const answer = await askLink(edge, { page: `https://shop.example${page}`, ...who });
  return (await answer.json<{ url: string }>()).url;
}

/** The cookie that the link gives. */
export async function previewCookieOf(
  edge: Edge,
  segment?: string,
): Promise<{ readonly sv_preview: string }> {
  const started = await edge.ask(await linkOf(edge, segment));
  return { sv_preview: setCookies(started)["sv_preview"]!.value };
}

/** Switches something; the cookies from then on. */
export async function switched(
  edge: Edge,
  cookies: Readonly<Record<string, string>>,
  change: unknown,
): Promise<{ readonly sv_preview: string }> {
  const answer = await edge.post("/_selvedge/preview/change", change, { cookies });
  if (answer.status !== 204) throw new Error(`${answer.status} ${await answer.text()}`);
  return { sv_preview: setCookies(answer)["sv_preview"]!.value };
}

/** What a previewed page tells its inspector. */
export async function dataOf(page: Response): Promise<PreviewData> {
  const [, json] = /id="selvedge-preview">(.*?)<\/script>/.exec(await page.text())!;
  return JSON.parse(json!) as PreviewData;
}
