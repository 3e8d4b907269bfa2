import { escapeText } from "./page/escape.ts";

const STYLE = `
:root{color-scheme:light dark;--b:light-dark(#f6f5f1,#14171b);--c:light-dark(#fff,#1d2126);--t:light-dark(#20242b,#eceef1);
--m:light-dark(#555c67,#b3b9c3);--l:light-dark(#e2e0d9,#333942);--h:light-dark(#b5452f,#e2836c);
--a:light-dark(#26405f,#c3d6ee);--o:light-dark(#fff,#16202d)}
*{box-sizing:border-box;margin:0}
body{min-block-size:100vh;display:grid;place-items:center;padding:24px;background:var(--b);color:var(--t);
font:400 1.0625rem/1.6 system-ui,sans-serif}
main{position:relative;inline-size:min(34rem,100%);padding:2.25rem 2.25rem 2.25rem 2.75rem;background:var(--c);
border:1px solid var(--l);border-radius:20px}
main::before{content:"";position:absolute;inset-block:2rem;inset-inline-start:1.25rem;border-inline-start:2px dashed var(--h)}
h1{margin-block-end:.75rem;font-size:1.5rem;line-height:1.25;letter-spacing:-.015em;text-wrap:balance}
p{color:var(--m);text-wrap:pretty}p+p{margin-block-start:.75rem}
code{display:inline-block;padding:0 .4em;border-radius:6px;background:var(--b);color:var(--t);font:.875em ui-monospace,monospace;
overflow-wrap:anywhere}
a{display:inline-block;margin-block-start:.5rem;padding:.5rem 1rem;border-radius:10px;background:var(--a);color:var(--o);
font-weight:600;text-decoration:none}
a:hover{text-decoration:underline}
a:focus-visible{outline:3px solid var(--a);outline-offset:3px}
@media(max-width:30rem){main{padding:1.5rem 1.5rem 1.5rem 2.25rem}main::before{inset-inline-start:1rem}}`;

/** In a frame that is drawn smaller than it is, so that it can be read there. */
const PART_STYLE = "html{font-size:clamp(16px,2.4vw,34px)}";

/**
 * A page of our own that says something to whoever has opened a link. Paragraphs are text; what stands in `…` is code.
 * @param isPart it stands in a page of the dashboard, and leads nowhere
 */
export function plainPage(
  status: number,
  title: string,
  paragraphs: readonly string[],
  isPart = false,
): Response {
  const ancestors = isPart ? "'self'; sandbox" : "'none'";
  const onward = isPart ? "" : '\n<p><a href="/">Go on to the site</a></p>';
  const nonce = crypto.randomUUID();
  const textOf = (text: string) => escapeText(text).replaceAll("'", "’");
  const heading = textOf(title);
  const text = paragraphs.map((each) => `<p>${textOf(each).replaceAll(/`([^`]*)`/g, "<code>$1</code>")}</p>`);
  const style = isPart ? STYLE + PART_STYLE : STYLE;
  const html = `<!doctype html><html lang="en"><head><meta charset="utf-8"><title>${heading}</title>
<meta name="viewport" content="width=device-width"><meta name="robots" content="noindex"><style nonce="${nonce}">${style}</style></head>
<body><main><h1>${heading}</h1>${text.join("\n")}${onward}</main></body></html>`;
  return new Response(html, {
    status,
    headers: {
      "content-type": "text/html; charset=utf-8",
      "cache-control": "private, no-store",
      "content-security-policy": `default-src 'none'; style-src 'nonce-${nonce}'; base-uri 'none'; form-action 'none'; frame-ancestors ${ancestors}`,
      "referrer-policy": "no-referrer",
      "x-content-type-options": "nosniff",
    },
  });
}
