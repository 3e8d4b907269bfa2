import { once } from "node:events";
import { mkdtemp, rm, writeFile } from "node:fs/promises";
import { createServer } from "node:http";
import type { AddressInfo } from "node:net";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { loadSiteFile } from "../../tools/site-file.ts";
import { type Selvedge, startSelvedge } from "../../tools/start/selvedge.ts";

/** The strictest page that we promise to run on. */
const POLICY =
  "default-src 'none'; script-src 'nonce-n1' 'strict-dynamic'; connect-src 'self'; img-src data:; style-src 'nonce-n1'; " +
  "base-uri 'none'; require-trusted-types-for 'script'; trusted-types 'none'";

const poland = { "context.country": "PL" };

/** Blocks that do to a page whatever a block with a mark can do; the mark of one is switched off. */
export const BLOCKS = {
  hero: {
    label: { en: "Polish hero", ru: "Польский заголовок" },
    target: ".hero",
    op: "content",
    when: poland,
    html: "<h1>Dzień dobry</h1><p>A long line of words that goes on and on until it has to be broken.</p><a href=/x>Go</a>",
  },
  colour: { target: ".hero", op: "class", add: ["warm"], when: poland, mark: true },
  offer: { target: ".goods", op: "before", when: poland, html: "<p class=offer>Offer</p><p>More of it</p>" },
  badge: { target: ".badge", op: "replace", when: poland, html: "<p class=badge><b>New</b> badge</p>" },
  button: { target: ".cta", op: "text", when: poland, text: "Zobacz" },
  nav: { target: "nav ul", op: "reorder", by: "data-c", first: "b", when: poland },
  quiet: { target: ".quiet", op: "text", when: poland, text: "quiet", mark: false },
  visits: { target: ".visits", op: "text", when: { visits: { $gte: 1 } }, text: "Here again" },
};

const SITE = {
  version: 1,
  id: "marks",
  marks: true,
  languages: ["en", "ru"],
  attributes: { visits: { count: "visit", label: "Visits" } },
  blocks: BLOCKS,
};

const STYLE = `body{margin:0;font:16px/1.4 sans-serif}.hero{padding:8px;background:#eee;position:relative;z-index:1}
.cta{display:inline-block;padding:8px;background:#ccc}nav ul{display:flex;gap:12px;margin:0;padding:8px;list-style:none}
.menu{position:fixed;inset:0 0 auto;height:40px;background:#fff;z-index:9}main{padding-top:40px}.tall{height:1500px}`;

const page = (attributes: string) => `<!doctype html><html ${attributes}><head><title>x</title>
<meta name="viewport" content="width=device-width"><style nonce="n1">${STYLE}</style></head><body>
<div class="menu"><a href="/">Home</a></div><main><div class="hero"><h1>Hello</h1></div>
<nav aria-label="Shop"><ul><li data-c="a"><a href="/a">Alpha</a></li><li data-c="b"><a href="/b">Beta</a></li></ul></nav>
<p class="badge">Old</p><a class="cta" href="/c">See</a><p class="quiet">q</p><p class="visits">First time</p>
<ul class="goods"><li>One</li></ul><p class="tall">Text</p><p><a id="last" href="/last" data-selvedge="preferences">Privacy</a></p></main></body></html>`;

/**
 * A shop of its own, with marks and a strict policy, behind the real Worker. `lang` and
 * `dir` by query; `bare`: without a way to the settings of its own.
 */
export async function startMarked(change: object = {}): Promise<Selvedge> {
  const folder = await mkdtemp(join(tmpdir(), "selvedge-marks-"));
  await writeFile(join(folder, "site.json"), JSON.stringify({ ...SITE, ...change }));
  const loaded = await loadSiteFile(join(folder, "site.json"));
  await rm(folder, { recursive: true });
  if (!loaded.ok) throw new Error(JSON.stringify(loaded.issues));
  const origin = createServer(({ url }, response) => {
    const query = new URL(url!, "http://o").searchParams;
    response.setHeader("content-type", "text/html; charset=utf-8");
    if (!query.has("lax")) response.setHeader("content-security-policy", POLICY);
    const html = page(`lang="${query.get("lang") ?? "en"}" dir="${query.get("dir") ?? "ltr"}"`);
    response.end(query.has("bare") ? html.replace("data-selvedge=", "data-x=") : html);
  });
  origin.listen(0, "127.0.0.1");
  await once(origin, "listening");
  const selvedge = await startSelvedge({
    origin: `http://127.0.0.1:${(origin.address() as AddressInfo).port}`,
    site: loaded.value.json,
  });
  return {
    ...selvedge,
    async stop() {
      await selvedge.stop();
      origin.closeAllConnections();
      origin.close();
    },
  };
}
