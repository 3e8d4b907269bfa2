// Pages as the systems of docs/install.md give them out, as far as it matters to a line that is put into them.

/** A page. */
export const html = (head: string, body: string) =>
  `<!doctype html><html lang="en"><head><meta charset="utf-8">${head}</head><body>${body}</body></html>`;

/** Pages by system, each with the line of its recipe where it comes to stand there. */
export const PAGES: Readonly<Record<string, (line: string) => string>> = {
  html: (line) => html(`${line}<title>Shop</title>`, "<h1>Hello</h1>"),
  shopify: (line) =>
    html(
      `${line}<title>Shop</title><script>window.Shopify = { shop: "x.myshopify.com" };</script>
      <script id="shopify-features" type="application/json">{}</script>`,
      `<div id="shopify-section-header" class="shopify-section"></div>
      <main id="MainContent"><div id="shopify-section-template--1" class="shopify-section"><h1>Hello</h1></div></main>`,
    ),
  tilda: (line) =>
    html(
      `<title>Shop</title>${line}<script>(function () { document.documentElement.className = "t-js"; })();</script>`,
      `<div id="allrecords" class="t-records"><div id="rec123456789" class="r t-rec" data-record-type="18">
        <h1 class="t018__title">Hello</h1></div></div>`,
    ),
  gtm: (line) =>
    html(
      `<script>
        window.dataLayer = window.dataLayer || [];
        dataLayer.push({ "gtm.start": Date.now(), event: "gtm.js" });
        // The container comes later, and puts its HTML in as elements of its own.
        addEventListener("load", () => {
          const text = ${JSON.stringify(line).replaceAll("</", "<\\/")};
          const made = document.createElement("script");
          made.text = /<script>([^]*)<\\/script>/.exec(text)[1];
          document.body.append(made);
        });
      </script>`,
      "<h1>Hello</h1>",
    ),
};
